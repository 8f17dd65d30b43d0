"""ethics/: what no single file can know is told with its place; a folder without ethics/ has no code of ethics."""

import shutil
from pathlib import Path

import pytest

from evaluator.content import check, load
from evaluator.content.models.ethics import BLANK
from evaluator.content.models.library import Library
from tests.content.broken import ENGLISH, Break, copy

ETHICS = Path(__file__).parent.parent / "mini_ethics"
SWEPT, LOOKED = "ethics/promises/ground.swept.yaml", "ethics/promises/ground.looked.yaml"
GLASS, DAYS = "ethics/facts/ground-glass.yaml", "ethics/facts/sweep-days.yaml"
GROUND, COUNT, SECTION = "ethics/rules/K01.yaml", "ethics/rules/K02.yaml", "ethics/sections/S1.yaml"

TABLE: dict[str, tuple[Break, tuple[str, ...]]] = {
    "a section that is none": (
        Break(SWEPT, "section: S1", "section: S2"),
        (f"{SWEPT}:2:10: section: no section 'S2'",),
    ),
    "a place that is taken": (
        Break(LOOKED, "order: 2", "order: 1"),
        (f"{SWEPT}:3:8: order: 1 is taken by 'ground.looked'",),
    ),
    "an id that is not the file's name": (
        Break(SWEPT, "id: ground.swept", "id: ground.clean"),
        (f"{SWEPT}:1:5: id: 'ground.clean' must be the file's name, 'ground.swept'",),
    ),
    "an id in another form": (
        Break(SWEPT, "id: ground.swept", "id: swept"),
        (f"{SWEPT}:1:5: id: 'swept' must be two or more words joined",),
    ),
    "a promise replaced that is none": (
        Break(SWEPT, "replaces: [ground.looked]", "replaces: [ground.loked]"),
        (f"{SWEPT}:5:12: replaces.0: no promise 'ground.loked'; did you mean 'ground.looked'?",),
    ),
    "a blank that is not declared": (
        Break(LOOKED, "every morning", "every {hour}"),
        (f"{LOOKED}:5:7: text: the blank '{{hour}}' is not declared",),
    ),
    "a blank that is not used": (
        Break(SWEPT, "every {days}", "often"),
        (f"{SWEPT}:8:9: blanks.days.id: '{{days}}' is not in the text",),
    ),
    "a blank that knows no weaker": (
        Break(SWEPT, "kind: days", "kind: text"),
        (f"{SWEPT}:12:13: blanks.days.weaker: 'higher' is for the kinds",),
    ),
    "a kind that is its own id": (
        Break(SWEPT, "kind: days\n", "kind: owner\n"),
        (
            f"{SWEPT}:9:11: blanks.days.kind: a blank of the kind 'owner' must have that id",
            f"{SWEPT}:12:13: blanks.days.weaker: 'higher' is for the kinds",
        ),
    ),
    "a blank from a fact that is none": (
        Break(SWEPT, "fact: sweep-days", "fact: sweep-day"),
        (f"{SWEPT}:13:11: blanks.days.fact: no fact 'sweep-day'",),
    ),
    "a fact that is none": (
        Break(SWEPT, "{ground-glass:", "{ground-grass:"),
        (f"{SWEPT}:16:22: suggested_by.facts.0.ground-grass: no fact 'ground-grass'; did you mean 'ground-glass'?",),
    ),
    "a value that is none": (
        Break(GROUND, 'ground-glass: ["yes"]', 'ground-glass: ["maybe"]'),
        (f"{GROUND}:8:22: cases.0.facts.ground-glass.0: no value of 'ground-glass' 'maybe'; choose one of: yes,",),
    ),
    "an answer that is none": (
        Break(SWEPT, "place-water.dry", "place-water.dri"),
        (f"{SWEPT}:17:13: suggested_by.answers.0: no answer 'place-water.dri'; did you mean 'place-water.dry'?",),
    ),
    "nothing that suggests a promise": (
        Break(LOOKED, "always: true", "always: false"),
        (f"{LOOKED}:7:3: suggested_by: nothing suggests this promise",),
    ),
    "an option twice": (
        Break(GLASS, '- id: "no"', '- id: "yes"'),
        (f"{GLASS}:9:9: options.yes.id: id 'yes' stands twice",),
    ),
    "I don't know without a way to know": (
        Break(GLASS, 'find_out:\n  - "Walk round it once."\n', ""),
        (f"{GLASS}:1:1: -: where “I don’t know” is offered",),
    ),
    "options of a text": (
        Break(GLASS, "kind: one", "kind: text"),
        (f"{GLASS}:1:1: -: options belong to the kinds one and many",),
    ),
    "a fact asked before what it hangs on": (
        Break(GLASS, "order: 1", "order: 3"),
        (f"{DAYS}:5:25: only_if.ground-glass: 'ground-glass' must be asked before",),
    ),
    "a rule about a promise that is none": (
        Break(GROUND, "[ground.looked]", "[ground.lost]"),
        (f"{GROUND}:6:16: cases.0.promises.0: no promise 'ground.lost'",),
    ),
    "a rule without cases": (
        Break(COUNT, "kind: count", "kind: facts"),
        (f"{COUNT}:1:1: -: cases belong to the kind facts, which needs one",),
    ),
    "a limit that is none": (
        Break(COUNT, "alone: 2", "alon: 2"),
        (f"{COUNT}:6:3: limits: 'alon'", f"{COUNT}:6:3: limits: 'alone'"),
    ),
    "words that block": (
        Break(GROUND, "    unknown: warn", '    patterns: {en: ["glass"]}'),
        (f"{GROUND}:1:1: -: words found by a pattern may",),
    ),
    "a pattern that is none": (
        Break(GROUND, "    unknown: warn", '    severity: hint\n    patterns: {en: ["("]}'),
        (f"{GROUND}:10:21: cases.0.patterns.en.0: '(' is no regular expression",),
    ),
    "a case that nothing meets": (
        Break(
            GROUND, '- promises: [ground.looked]\n    facts:\n      ground-glass: ["yes"]\n    unknown', "- severity"
        ),
        (f"{GROUND}:6:5: cases.0: nothing meets this case",),
    ),
    "a dimension that is none": (
        Break(GROUND, "    unknown: warn", "    low: plac"),
        (f"{GROUND}:9:10: cases.0.low: no dimension 'plac'",),
    ),
    "a second library": (
        Break("ethics/more.yaml", None, (ETHICS / "library.yaml").read_text(encoding="utf-8")),
        ("ethics/more.yaml:1:1: -: only ethics/library.yaml may stand here",),
    ),
    "no library": (Break("ethics/library.yaml", "", None), ("ethics/library.yaml:1:1: -: is missing",)),
    "a file with a fault of its own": (
        Break(LOOKED, "tier: starter", "tier: easy"),
        (f"{LOOKED}:4:7: tier: 'easy'",),
    ),
}


def with_ethics(folder: Path) -> Path:
    made = copy(folder)
    shutil.copytree(ETHICS, made / "ethics")
    return made


@pytest.mark.parametrize(("broken", "told"), TABLE.values(), ids=TABLE)
def test_files_that_do_not_fit_together_are_told(broken: Break, told: tuple[str, ...], tmp_path: Path) -> None:
    made = with_ethics(tmp_path / "made")
    broken.do(made)
    found = [str(fault) for fault in check(made, ENGLISH)]
    assert len(found) == len(told), found
    for line, start in zip(found, told, strict=True):
        assert line.startswith(start), line


def test_a_folder_may_have_a_code_of_ethics_of_its_own(tmp_path: Path) -> None:
    ethics = load(with_ethics(tmp_path / "made"), ENGLISH)["en"].ethics
    assert ethics is not None
    assert [promise.id for promise in ethics.promises] == ["ground.swept", "ground.looked"]
    assert ethics.promises[0].blanks[0].weaker == "higher"
    assert ethics.section("S1").title == "The ground"


def test_a_folder_without_one_has_none(tmp_path: Path) -> None:
    assert load(copy(tmp_path / "made"), ENGLISH)["en"].ethics is None


def test_every_language_has_the_same_blanks(libraries: dict[str, Library]) -> None:
    first = libraries["en"].ethics
    assert first is not None
    for code, library in libraries.items():
        for promise in first.promises:
            other = library.ethics.promise(promise.id) if library.ethics else None
            assert other is not None
            assert set(BLANK.findall(other.text)) == set(BLANK.findall(promise.text)), (code, promise.id)
