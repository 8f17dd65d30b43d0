"""The score by hand gives the letter that the program gives, for any answers and any form."""

from decimal import Decimal
from fractions import Fraction
from itertools import combinations_with_replacement
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from evaluator.assess.answers import Answers
from evaluator.assess.scoring import band, score
from evaluator.assess.scoring_grid import grid
from evaluator.content import load
from evaluator.content.models.library import Library
from evaluator.content.models.questionnaire import Questionnaire
from tests.assess.by_hand import by_hand
from tests.assess.strategies import RULES, SMALL, answers, forms, question, questionnaire, written
from tests.conftest import ROOT
from tests.content.broken import ENGLISH, MINI

CARDS = ROOT / "docs" / "example-questions"


def assert_same(form: Questionnaire, given: Answers) -> None:
    """Every letter of the sheet is that of the program, and the sheet shows one exactly when the program does."""
    paper, program = by_hand(form, given), score(form, given)
    assert paper.grade == program.grade
    assert (paper.letter, paper.worst, paper.best) == (program.letter, program.worst, program.best)
    for row, part in zip(paper.rows, program.dimensions, strict=True):
        assert (row.answered, row.applicable) == (part.answered, part.applicable)


@given(data=st.data())
def test_the_sheet_of_our_form_gives_the_letter_of_the_program(library: Library, data: DataObject) -> None:
    form = library.questionnaire
    assert_same(form, data.draw(answers(form)))


@given(data=st.data(), form=forms())
def test_the_sheet_of_any_form_gives_the_letter_of_the_program(data: DataObject, form: Questionnaire) -> None:
    given = data.draw(answers(form))
    if not form.quick:
        assert_same(form, given)


@pytest.fixture(scope="module", params=[MINI, CARDS], ids=["playgrounds", "cards"])
def other_form(request: pytest.FixtureRequest) -> Questionnaire:
    """A form of another topic, read once for all its examples."""
    folder: Path = request.param
    return load(folder, ENGLISH)["en"].questionnaire


@given(data=st.data())
def test_the_sheet_of_another_topic_gives_its_letter(other_form: Questionnaire, data: DataObject) -> None:
    assert_same(other_form, data.draw(answers(other_form)))


def test_no_sum_of_printed_means_falls_on_the_wrong_side_of_a_limit(library: Library) -> None:
    """All of them: every way to add up to four means that any sums of points can have."""
    form = library.questionnaire
    printed = grid(form)
    exact = {Fraction(total, count): mean for (total, count), mean in printed.means.items()}
    assert len(exact) > 200
    for count in (1, 2):
        for means in combinations_with_replacement(exact, count):
            total = sum((exact[mean] for mean in means), Decimal(0))
            earned = next((letter for letter, limit in printed.limits[count].items() if total >= limit), "E")
            assert earned == band(form.scoring, sum(means, Fraction(0)) / count)


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_limits_part_every_possible_sum_with_room_for_rounding(library: Library, count: int) -> None:
    """Sums are multiples of a twelfth; rounding moves each mean by half a hundredth at most."""
    form = library.questionnaire
    printed = grid(form)
    assert (printed.step, printed.longest, printed.places) == (5, 6, 2)
    off = count * Fraction(1, 200)
    for threshold, limit in ((b.threshold, printed.limits[count][b.letter]) for b in form.scoring.bands[:-1]):
        for twelfths in range(12 * 100 * count + 1):
            exact = Fraction(twelfths, 12)
            reached = exact / count >= threshold - Fraction(1, 20)
            assert (exact - off >= limit) if reached else (exact + off < limit)


def test_the_printed_limits_are_easy_numbers(library: Library) -> None:
    printed = grid(library.questionnaire)
    assert printed.limits[4] == {
        "A": Decimal("319.80"),
        "B": Decimal("259.80"),
        "C": Decimal("199.80"),
        "D": Decimal("139.80"),
    }
    assert printed.balance == {"A": Decimal("49.95"), "B": Decimal("39.95"), "C": Decimal("24.95")}
    assert printed.means[325, 6] == Decimal("54.17")
    assert printed.needs[5] == 3
    assert printed.needs_overall[22] == 15


def test_a_form_with_odd_points_gets_the_decimals_it_needs() -> None:
    names = [f"odd-{letter}" for letter in "abcdefg"]
    form = questionnaire(tuple(question(name, (100, 83, 67, 33, 17, 0), core=name == "odd-a") for name in names))
    printed = grid(form)
    assert printed.step == 1
    assert printed.places >= 2
    for marks in ("100 83 67 33 17 0 83", "83 83 83 83 67 67 83", "67 67 67 67 67 50 67".replace("50", "33")):
        assert_same(form, written(form, marks))


@pytest.mark.parametrize(
    ("marks", "letter", "grade"),
    [
        ("100 90 80 / 90 80 75", "A", "A"),
        ("100 ? 0 / 100 80 .", "C", "C"),  # capped
        ("? 100 80 / 100 80 75", "A", None),  # a core question is open
        ("100 100 100 / 50 40 50", "B", "B"),  # balance takes B from 73.3? no: 46.7 is enough for B
        ("100 100 100 / 100 100 100", "A", None),  # the same place everywhere
    ],
)
def test_by_example(marks: str, letter: str, grade: str | None) -> None:
    given = written(SMALL, marks)
    paper = by_hand(SMALL, given)
    assert (paper.letter, paper.grade) == (letter, grade)
    assert_same(SMALL, given)


def test_the_rules_of_these_tests_are_those_of_the_form(library: Library) -> None:
    assert [band.threshold for band in RULES.bands] == [b.threshold for b in library.questionnaire.scoring.bands]
