"""The file of an earlier method: every answer of then has a place today, or the check says which has none."""

from pathlib import Path

import pytest

from evaluator.content import load
from tests.content.broken import ENGLISH, Break, Row, copy, faults_of

FILE = "methods/mini.0.yaml"
GOOD = """method: "mini.0"
to: "mini.1"
from: "2025-05-01"
near_line: 3
balance:
  - {letter: G, every_dimension: 30}
changes:
  - "Water counts in the morning too."
questions:
  - id: place-shade
    dimension: place
    core: true
    options:
      - {id: trees, points: 100}
      - {id: sails, points: 50}
      - {id: none, points: 0, cap: P}
  - id: place-water
    dimension: place
    not_applicable: true
    options:
      - {id: tap, points: 100}
      - {id: well, points: 60, text: "A well"}
      - {id: dry, points: 0, text: "Nothing"}
    moved:
      - {answer: well, becomes: tap, when: {question: place-shade, answers: [trees]}}
      - {answer: well, becomes: ask}
      - {answer: dry, becomes: ask}
  - id: place-swings
    dimension: place
    gone: true
    text: "Are there swings?"
    options:
      - {id: many, points: 100, text: "Many"}
      - {id: one, points: 0, text: "One"}
"""


def broken(old: str, new: str, *faults: tuple[str, str]) -> Row:
    """A row that breaks the file; the other files are those of the playgrounds."""
    assert GOOD.count(old) == 1, old
    return Row((Break(FILE, None, GOOD.replace(old, new)),), faults)


TABLE = {
    "another name than the file’s": broken(
        'method: "mini.0"', 'method: "mini.9"', ("method", "'mini.9' must be the file’s name, 'mini.0'"),
    ),
    "a method that is not today’s": broken(
        'to: "mini.1"', 'to: "mini.2"', ("to", "the method of today is 'mini.1'; bring it up to date"),
    ),
    "an unknown dimension": broken(
        "    dimension: place\n    core", "    dimension: plaza\n    core",
        ("questions.place-shade.dimension", "no dimension 'plaza'"),
    ),
    "a question that is asked no longer": broken(
        "id: place-shade\n", "id: place-shadow\n",
        ("questions.place-shadow.id", "asked no longer; write gone: true"),
        ("questions.place-water.moved.0.when.question", "no question 'place-shade'"),
    ),
    "a question that is still asked": broken(
        "id: place-swings", "id: place-safety", ("questions.place-safety.gone", "is still asked"),
    ),
    "an answer without a place": broken(
        "      - {answer: dry, becomes: ask}\n", "      - {answer: dry, becomes: dryer}\n",
        ("questions.place-water.moved.2.becomes", "no answer 'dryer'; did you mean 'dry'?"),
    ),
    "an answer that only a condition carries": broken(
        "      - {answer: well, becomes: ask}\n", "",
        ("questions.place-water.id", "'well' is no answer of today; say in moved what it becomes"),
    ),
    "a rule for an answer that was none": broken(
        "{answer: dry,", "{answer: damp,", ("questions.place-water.moved.2.answer", "no answer 'damp'"),
    ),
    "a condition that could not be": broken(
        "answers: [trees]", "answers: [tents]",
        ("questions.place-water.moved.0.when.answers.0", "no answer 'tents'"),
    ),
    "an answer whose words are missing": broken(
        ', text: "A well"}', "}", ("questions.place-water.options.well.id", "has no text; say what it said"),
    ),
    "a question whose words are missing": broken(
        '    text: "Are there swings?"\n', "", ("questions.place-swings.id", "is gone and has no text"),
    ),
}  # fmt: skip


def test_the_file_is_good_and_its_method_can_still_be_scored(tmp_path: Path) -> None:
    folder = copy(tmp_path / "park")
    Break(FILE, None, GOOD).do(folder)
    [earlier] = load(folder, ENGLISH)["en"].questionnaire.earlier
    assert earlier.name == "mini.0"
    assert earlier.gone == {"place-swings"}
    assert [len(part.questions) for part in earlier.questionnaire.dimensions] == [3, 0]
    assert dict(earlier.questionnaire.scoring.balance) == {"G": 30}


@pytest.mark.parametrize("row", TABLE.values(), ids=TABLE)
def test_what_does_not_fit_is_told_with_place_and_remedy(row: Row, tmp_path: Path) -> None:
    breaks = row.breaks if isinstance(row.breaks, tuple) else (row.breaks,)
    found = {str(fault) for fault in faults_of(tmp_path, breaks)}
    for at, says in row.faults:
        assert any(line.startswith(f"{FILE}:") and f": {at}: " in line and says in line for line in found), found


@pytest.mark.parametrize("prefix", ["weight-", "my-"])
def test_a_question_may_not_take_a_name_that_is_kept(prefix: str, tmp_path: Path) -> None:
    text = (copy(tmp_path / "park") / "rubric/place-safety.yaml").read_text(encoding="utf-8")
    renamed = text.replace("id: place-safety", f"id: {prefix}safety")
    found = faults_of(tmp_path, [Break(f"rubric/{prefix}safety.yaml", None, renamed)])
    assert any(f"ids that start with '{prefix}' are kept" in str(fault) for fault in found)
