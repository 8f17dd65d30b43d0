"""The worksheet: every question with its boxes, and the numbers of the grid that is tested against the program."""

from decimal import Decimal
from pathlib import Path

import pytest

from evaluator.assess.documents.worksheet_document import worksheet_outline
from evaluator.assess.scoring_grid import grid
from evaluator.content import load
from evaluator.content.models.library import Library
from evaluator.content.models.questionnaire import Questionnaire
from evaluator.documents.blocks import Block, Boxes, Field, Group, Heading, Outline, Table
from evaluator.i18n.language import Language
from tests.assess.reports import TODAY
from tests.conftest import ROOT
from tests.content.broken import ENGLISH, MINI
from tests.documents.outlines import flat, told

FOLDERS = {"playgrounds": MINI, "cards": ROOT / "docs" / "example-questions"}


def sheet(form: Questionnaire, language: Language) -> list[Block]:
    return list(worksheet_outline(form, language, TODAY, "").blocks)


def tables(blocks: list[Block]) -> list[Table]:
    return [block for block in flat(blocks) if isinstance(block, Table)]


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


@pytest.fixture(params=["en", "fr", *FOLDERS], scope="module")
def form(request: pytest.FixtureRequest, libraries: dict[str, Library]) -> Questionnaire:
    if request.param in FOLDERS:
        return load(Path(FOLDERS[request.param]), ENGLISH)["en"].questionnaire
    return libraries[request.param].questionnaire


@pytest.fixture
def language(form: Questionnaire, libraries: dict[str, Library], tongues: dict[str, Language]) -> Language:
    return tongues["fr" if form is libraries["fr"].questionnaire else "en"]


@pytest.mark.parametrize("quick", [False, True], ids=["full", "quick"])
def test_every_question_has_its_boxes_and_room_for_evidence(
    form: Questionnaire, language: Language, quick: bool
) -> None:
    asked = form.core if quick else form
    groups = [block for block in sheet(asked, language) if isinstance(block, Group)]
    for question, group in zip(asked.questions, groups, strict=False):
        [heading] = [block for block in group.blocks if isinstance(block, Heading)]
        [boxes] = [block for block in group.blocks if isinstance(block, Boxes)]
        assert question.text in heading.text
        assert [(box.text, box.note) for box in boxes.rows[: len(question.options)]] == [
            (option.text, str(option.points)) for option in question.options
        ]
        assert boxes.rows[len(question.options)].text == language.gettext("I don’t know")
        assert len(boxes.rows) == len(question.choices)
        assert isinstance(group.blocks[-1], Field)
    assert len(groups) == len(asked.questions) + quick  # the lights stay together too


def test_the_printed_means_are_those_of_the_grid(form: Questionnaire, language: Language) -> None:
    printed, table = grid(form), tables(sheet(form, language))[-1]
    width = printed.longest
    found = {
        (int(cells[0]), count): number(cells[count - 1])
        for row in table.rows
        for cells in (list(map(str, row[at : at + width])) for at in range(0, len(row), width))
        for count in range(2, printed.longest + 1)
        if cells[0] and cells[count - 1]
    }
    assert found == {key: mean for key, mean in printed.means.items() if key[1] > 1}
    assert table.head[:width] == (language.gettext("Points"), *map(str, range(2, printed.longest + 1)))


def test_the_printed_limits_and_balance_are_those_of_the_grid(form: Questionnaire, language: Language) -> None:
    printed, blocks = grid(form), sheet(form, language)
    letters = next(table for table in tables(blocks) if table.head[1:] == form.scoring.letters)
    assert {int(str(row[0])): [number(str(cell)) for cell in row[1:-1]] for row in letters.rows} == {
        count: list(limits.values()) for count, limits in printed.limits.items()
    }
    text = " ".join(told(blocks))
    for mean in printed.balance.values():
        assert language.decimals(mean) in text
    for needs in (printed.needs, printed.needs_overall):
        of = [language.gettext("%(need)s of %(count)s", need=need, count=count) for count, need in needs.items()]
        assert language.comma.join(reversed(of)) in text


def test_every_cap_is_listed(form: Questionnaire, language: Language) -> None:
    caps = [(option.text, option.cap) for q in form.questions for option in q.options if option.cap]
    listed = next(table for table in tables(sheet(form, language)) if table.head[-1] == language.gettext("Not above"))
    assert [(row[1], row[2]) for row in listed.rows] == caps
    assert caps


def test_the_grid_to_fill_in_has_a_line_for_each_dimension(form: Questionnaire, language: Language) -> None:
    grid_table = next(table for table in tables(sheet(form, language)) if table.roomy)
    names = [part.name for part in form.dimensions]
    assert [row[0] for row in grid_table.rows[: len(names)]] == names
    assert all(cell == "" for row in grid_table.rows[: len(names)] for cell in row[1:])


def test_the_quick_sheet_has_lights_and_no_letter(form: Questionnaire, language: Language) -> None:
    blocks = sheet(form.core, language)
    text = told(blocks)
    assert all(any(light.words in line for line in text) for light in form.scoring.lights)
    assert not [table for table in tables(blocks) if table.head[1:] == form.scoring.letters]


def test_the_foot_names_the_method(library: Library, tongues: dict[str, Language]) -> None:
    made: Outline = worksheet_outline(library.questionnaire, tongues["en"], TODAY, "")
    assert made.foot == f"method {library.questionnaire.scoring.method}"
