"""class/: what no single file can know is told with its place; the real kit is whole in both languages."""

import re
from pathlib import Path

import pytest

from evaluator.content import check, load
from evaluator.content.models.library import Library
from tests.content.broken import ENGLISH, copy
from tests.prose import FAMILIAR, UNGUARDED

PLAN = """id: plan-10
order: 1
title: "Ten minutes"
about: "Short."
minutes: 10
steps:
  - title: "Ask"
    minutes: 4
    what: "Ask."
  - title: "Talk"
    minutes: 6
    what: "Talk."
    offline: "Walk."
"""
PROMPTS = 'id: ground\ncamps: "Why?"\nscattered: "What?"\nagree: "Who?"\nfacts: "Where?"\n'
SHEET = """id: note
order: 2
title: "Note"
about: "For parents."
left: "What"
right: "How"
parts:
  - heading: "Kept"
    rows:
      - left: "Names"
        right: "None."
        to_check: true
"""
FILES = {"plans/plan-10": PLAN, "prompts/ground": PROMPTS, "sheets/note": SHEET}


def with_class(folder: Path, **changed: str) -> Path:
    """The miniature with a lesson; `changed` replaces files, their slashes and hyphens as underscores."""
    made = copy(folder)
    for name, text in FILES.items():
        file = made / "class" / f"{name}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(changed.get(name.replace("/", "_").replace("-", "_"), text), encoding="utf-8")
    return made


def test_a_folder_may_have_a_lesson_of_its_own(tmp_path: Path) -> None:
    made = with_class(tmp_path / "made", prompts_ground=PROMPTS)
    dimension = load(copy(tmp_path / "plain"), ENGLISH)["en"].questionnaire.dimensions[0].id
    (made / "class/prompts/ground.yaml").unlink()
    (made / f"class/prompts/{dimension}.yaml").write_text(PROMPTS.replace("ground", dimension), encoding="utf-8")
    lesson = load(made, ENGLISH)["en"].lesson
    assert lesson is not None
    assert lesson.plans[0].minutes == 10
    assert lesson.prompt(dimension, "camps") == "Why?"
    assert lesson.prompt(dimension, "mixed") == "What?"
    assert lesson.prompt(dimension, "few") is None
    assert lesson.prompt("nothing", "camps") is None


def test_a_folder_without_one_has_none(tmp_path: Path) -> None:
    assert load(copy(tmp_path / "made"), ENGLISH)["en"].lesson is None


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"plans_plan_10": PLAN.replace("minutes: 4", "minutes: 5")}, "the steps take 11 minutes, not 10"),
        ({"plans_plan_10": PLAN.replace("plan-10", "plan-11")}, "'plan-11' must be the file's name, 'plan-10'"),
        ({"sheets_note": SHEET.replace("order: 2", "order: 1")}, "1 is taken by 'plan-10'"),
        ({"sheets_note": SHEET.replace('left: "What"\n', "", 1)}, "a sheet with rows needs left and right"),
        ({}, "no dimension 'ground'"),
    ],
)
def test_faults_are_named(changed: dict[str, str], fault: str, tmp_path: Path) -> None:
    faults = check(with_class(tmp_path / "made", **changed), ENGLISH)
    assert any(fault in one.message for one in faults), faults


def test_the_real_kit_is_whole(libraries: dict[str, Library]) -> None:
    for library in libraries.values():
        lesson = library.lesson
        assert lesson is not None
        assert [(plan.minutes, plan.young) for plan in lesson.plans] == [
            (20, False), (45, False), (55, False), (90, False), (45, True)
        ]  # fmt: skip
        assert len(lesson.words) == 12
        dimensions = [part.id for part in library.questionnaire.dimensions]
        assert sorted(one.id for one in lesson.prompts) == sorted(dimensions)
        assert [sheet.id for sheet in lesson.sheets] == ["guide", "parents", "head", "curriculum", "phones"]


@pytest.mark.parametrize("name", ["curriculum", "phones"])
def test_every_line_of_a_country_was_read_somewhere_and_says_where(libraries: dict[str, Library], name: str) -> None:
    """The last sentence of a line names a site, a text or a paper; nearly all have a day or a year as well."""
    for library in libraries.values():
        assert library.lesson is not None
        sheet = next(sheet for sheet in library.lesson.sheets if sheet.id == name)
        stated = [part for part in sheet.parts if not part.heading.startswith(("Left out", "Laissés"))]
        rows = [row for part in stated for row in part.rows]
        assert len(rows) >= 5
        assert not any(row.to_check for row in rows)
        source = re.compile(r"[\w-]+\.(?:ch|fr|ie|eu|be|uk|scot|wales)\b|20[12]\d\.$")
        assert [row.right for row in rows if not source.search(row.right)] == []


def prose(value: object) -> list[str]:
    """Every text in a lesson."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for one in value for text in prose(one)]
    return [text for one in vars(value).values() for text in prose(one)] if hasattr(value, "__dict__") else []


def test_sentences_are_short_and_french_is_french(libraries: dict[str, Library]) -> None:
    for code, library in libraries.items():
        texts = prose(library.lesson)
        sentences = [one for text in texts for one in text.replace("?", ".").replace(";", ".").split(".")]
        most = 22 if code == "en" else 28
        assert [one for one in sentences if len(one.split()) > most] == []
        if code == "fr":
            assert [text for text in texts if FAMILIAR.search(text) or UNGUARDED.search(text)] == []
