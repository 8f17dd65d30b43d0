"""The lesson kit: every document in both languages, read back; paper and screen say the same."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from itertools import pairwise

import pytest

from evaluator.assess.answers import Answers
from evaluator.assess.scoring import score
from evaluator.classroom.documents.lesson_kit import Item, kit
from evaluator.classroom.settings import class_form
from evaluator.classroom.tally import denominator, denominators, disagreement, products
from evaluator.content.models.library import Library
from evaluator.documents import write
from evaluator.documents.blocks import Outline, Table
from evaluator.i18n.language import Language
from tests.assess.by_hand import by_hand
from tests.documents.outlines import assert_in_order, flat, told
from tests.documents.pdf import catalogue, headings, opened, pdf_text
from tests.documents.word import word_text
from tests.prose import FAMILIAR, UNGUARDED

DAY = date(2026, 11, 26)
PLATFORMS = ("instagram", "tiktok", "snapchat", "whatsapp", "youtube", "discord")
NAMES = [
    "guide", "plan-20", "plan-45", "plan-55", "plan-90", "plan-young", *(f"lesson-{each}" for each in PLATFORMS),
    "worksheet-quick", "worksheet", "tally", "answer-cards",
    "prompts",
    *(f"evidence-{each}" for each in PLATFORMS),
    "worksheet-young", "tally-young", "who-listens", "words", "parents", "head", "curriculum", "phones",
]  # fmt: skip


@pytest.fixture(params=["en", "fr"], scope="module")
def language(request: pytest.FixtureRequest, tongues: dict[str, Language]) -> Language:
    return tongues[request.param]


@pytest.fixture(scope="module")
def items(language: Language, libraries: dict[str, Library]) -> Mapping[str, Item]:
    return kit(libraries, language)


@pytest.fixture(scope="module")
def written(items: Mapping[str, Item]) -> Callable[..., bytes]:
    """A document as a file, made once of each kind and paper."""
    return cache(lambda name, kind, paper="a4": write(kind, items[name].make(DAY), paper))


def plain(words: str) -> str:
    return "".join(words.split()).replace("\u202f", "").replace("\xa0", "").replace("-", "")


def table_with(outline: Outline, head: str) -> Table:
    return next(block for block in flat(outline.blocks) if isinstance(block, Table) and head in block.head)


def test_the_kit_is_whole(items: Mapping[str, Item]) -> None:
    assert list(items) == NAMES
    assert all(item.name == name and item.title and item.about for name, item in items.items())
    assert len({item.title for item in items.values()}) == len(NAMES)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_every_document_is_read_back(
    name: str, paper: str, items: Mapping[str, Item], written: Callable[..., bytes], language: Language
) -> None:
    """Word on the other paper differs in the size of its page alone, and is read on one."""
    outline = items[name].make(DAY)
    lines = [plain(line) for line in told(outline.blocks) if len(line) < 50]
    pdf = written(name, "pdf", paper)
    texts = [plain(pdf_text(pdf)), *([plain(word_text(written(name, "docx")))] if paper == "a4" else [])]
    for text in texts:
        assert [line for line in lines if line not in text] == []
    assert_in_order(headings(pdf))
    assert str(catalogue(pdf)["/Lang"]).startswith(language.code)
    title = opened(pdf).metadata
    assert title is not None
    assert title.title == outline.title
    assert paper == "letter" or items[name].make(DAY) == outline  # made anew each time


def test_a_document_to_read_has_few_pages(written: Callable[..., bytes]) -> None:
    most = {"guide": 2, "head": 2, "tally": 2, "worksheet-quick": 2, "worksheet": 7, "prompts": 2, "answer-cards": 2,
            "worksheet-young": 3, "tally-young": 2, "who-listens": 3, "curriculum": 2, "phones": 2}  # fmt: skip
    for name in NAMES:
        for paper in ("a4", "letter"):
            pages = len(opened(written(name, "pdf", paper)).pages)
            assert pages <= most.get(name, 1 + name.startswith("evidence") + 3 * name.startswith("lesson")) + (
                paper == "letter"
            ), (name, paper)


def test_the_words_of_the_kit(items: Mapping[str, Item], language: Language) -> None:
    for name in NAMES:
        if name.startswith("worksheet"):
            continue
        texts = told(items[name].make(DAY).blocks)
        sentences = [one for text in texts for one in text.replace("?", ".").replace(";", ".").split(".")]
        assert [one for one in sentences if len(one.split()) > (24 if language.code == "en" else 30)] == []
        if language.code == "fr":
            assert [
                text for text in texts if len(text) > 1 and (FAMILIAR.search(text) or UNGUARDED.search(text))
            ] == []


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_lesson_of_a_platform_is_its_plan_and_its_cards(platform: str, items: Mapping[str, Item]) -> None:
    lesson, plan, cards = (told(items[name].make(DAY).blocks) for name in
                           (f"lesson-{platform}", "plan-45", f"evidence-{platform}"))  # fmt: skip
    table = next(b for b in flat(items["plan-45"].make(DAY).blocks) if isinstance(b, Table))
    assert all(str(row[place]) in lesson for row in table.rows for place in (0, 1, 2))
    assert len(cards) > 10
    assert [line for line in cards[3:] if line not in lesson] == []
    assert plan


def test_a_plan_begins_each_step_where_the_last_ended(items: Mapping[str, Item]) -> None:
    for name, minutes in (*((f"plan-{each}", each) for each in (20, 45, 55, 90)), ("plan-young", 45)):
        table = next(b for b in flat(items[name].make(DAY).blocks) if isinstance(b, Table))
        spans = [tuple(map(int, str(row[0]).split("–"))) for row in table.rows]
        assert spans[0][0] == 0
        assert spans[-1][1] == minutes
        assert all(before[1] == after[0] for before, after in pairwise(spans))


def test_the_printed_table_is_the_formula(items: Mapping[str, Item], language: Language) -> None:
    table = table_with(items["tally"].make(DAY), language.gettext("Class"))
    width = table.head[1:].index(table.head[0]) + 1
    offered = [int(head.split()[0]) for head in table.head[1:width]]
    found = {
        int(str(row[at])): tuple(int(str(cell)) for cell in row[at + 1 : at + width])
        for row in table.rows
        for at in range(0, len(row), width)
    }
    assert found == denominators(offered)
    assert all(found[n][i] == (k - 1) * (n // 2) * ((n + 1) // 2) for n in found for i, k in enumerate(offered))


def test_the_example_by_hand_is_right(items: Mapping[str, Item], language: Language) -> None:
    outline = items["tally"].make(DAY)
    table = table_with(outline, language.gettext("Cut"))
    worked = [int(str(row[3])) for row in table.rows]
    assert worked == [int(str(row[1])) * int(str(row[2])) for row in table.rows]
    assert worked == list(products((2, 10, 0, 10, 2)))
    assert round(float(disagreement((2, 10, 0, 10, 2)) or 0), 2) == round(sum(worked) / denominator(24, 5), 2) == 0.65
    assert ("0.65" if language.code == "en" else "0,65") in " ".join(told(outline.blocks))


def test_the_tally_has_a_place_for_every_answer(items: Mapping[str, Item], libraries: dict[str, Library],
                                                language: Language) -> None:  # fmt: skip
    form = class_form(libraries[language.code].questionnaire)
    table = table_with(items["tally"].make(DAY), "?")
    assert len(table.rows) == len(form.questions)
    for question, row in zip(form.questions, table.rows, strict=True):
        assert question.text in str(row[0])
        assert row[1:-2].count("") == len(question.options)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_paper_and_screen_give_the_same(place: int, library: Library) -> None:
    form = library.questionnaire
    given = {q.id: q.options[(place + number) % len(q.options)].id for number, q in enumerate(form.questions)}
    answers = Answers(given)
    on_paper, on_screen = by_hand(form, answers), score(form, answers)
    assert on_paper.grade == on_screen.grade
    points = {q.id: q.options[(place + number) % len(q.options)].points for number, q in enumerate(form.questions)}
    sums = [sum(points[question.id] for question in part.questions) for part in form.dimensions]
    assert [row.points for row in on_paper.rows] == sums
