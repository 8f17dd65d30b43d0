"""Scoring by example: tables that a person can check with pencil and paper.

Two dimensions of three questions, `food` and `air`. A line gives the points of each answer in turn;
`?` is don't know, `.` is blank, `-` is does not apply. 0 on the third question caps at C (food) or D (air).
"""

from dataclasses import replace
from fractions import Fraction

import pytest

from evaluator.assess.scoring import Score, Standing, balanced, band, letter, score, tenths, worked_example
from evaluator.content.models.library import Library
from evaluator.content.models.questionnaire import Questionnaire
from tests.assess.strategies import RULES, SMALL, question, questionnaire, written


def scored(line: str, form: Questionnaire = SMALL, **weights: str) -> Score:
    return score(form, written(form, line), weights)


@pytest.mark.parametrize(
    ("line", "food", "air", "overall", "low", "high"),
    [
        ("100  80  60 /  60  40  20", 80.0, 40.0, 60.0, 60.0, 60.0),
        (" 90  80  75 /  50  45  45", 81.7, 46.7, 64.2, 64.2, 64.2),
        # one unknown: left out of the mean, 0 in the low end, 100 in the high end
        ("100  80   ? /  60  40  20", 90.0, 40.0, 65.0, 50.0, 66.7),
        ("100  80   . /  60  40  20", 90.0, 40.0, 65.0, 50.0, 66.7),
        # does not apply: left out of the mean and of the range
        ("100  80   - /  60  40  20", 90.0, 40.0, 65.0, 65.0, 65.0),
        # a dimension with fewer than two questions left does not apply; the other has all the weight
        ("100   -   - /  60  40  20", 100.0, 40.0, 40.0, 40.0, 40.0),
        # a dimension without an answer counts in the range only
        (" .    .   . /  60  40  20", None, 40.0, 40.0, 20.0, 70.0),
        (" .    .   . /   .   .   .", None, None, None, 0.0, 100.0),
    ],
)
def test_points_become_dimensions_and_a_score_with_its_range(
    line: str, food: float | None, air: float | None, overall: float | None, low: float, high: float
) -> None:
    result = scored(line)
    shown = [None if part.score is None else tenths(part.score) for part in result.dimensions]
    assert shown == [food, air]
    assert (None if result.score is None else tenths(result.score)) == overall
    assert (tenths(result.low), tenths(result.high)) == (low, high)


@pytest.mark.parametrize(
    ("food", "air", "overall"),
    [
        # food is 90, air is 30
        ("normal", "normal", 60.0),
        ("more", "normal", 70.0),  # (2 x 90 + 30) / 3
        ("less", "normal", 50.0),  # (0.5 x 90 + 30) / 1.5
        ("more", "less", 78.0),  # (2 x 90 + 0.5 x 30) / 2.5
        ("more", "more", 60.0),
        ("less", "less", 60.0),
    ],
)
def test_weights_are_a_half_one_and_two(food: str, air: str, overall: float) -> None:
    result = scored("100 90 80 / 40 30 20", food=food, air=air)
    assert result.score == overall


@pytest.mark.parametrize(
    ("line", "shown", "worst", "best", "caps"),
    [
        ("100  90  80 /  80  75  70", "A", "A", "A", ""),  # 82.5
        ("100  90  60 /  60  60  60", "B", "B", "B", ""),  # 71.7
        (" 60  60  60 /  45  45  45", "C", "C", "C", ""),  # 52.5
        (" 40  40  40 /  40  40  30", "D", "D", "D", ""),  # 38.3
        (" 20  20  20 /  20  20  10", "E", "E", "E", ""),  # 18.3
        # caps: 0 points at the end of food allow C at best, at the end of air D
        ("100 100   0 / 100 100 100", "C", "C", "C", "C"),  # 83.3
        ("100 100 100 / 100 100   0", "D", "D", "D", "D"),  # 83.3
        ("100 100   0 / 100 100   0", "D", "D", "D", "C D"),  # 66.7, the worst cap counts
        (" 10  10   0 /  10  10  10", "E", "E", "E", "C"),  # a cap never lifts
        # an unknown could still bring a cap: it is in the worst end only
        ("100 100   ? / 100 100 100", "A", "C", "A", ""),  # 83.3 to 100
        ("100 100 100 / 100 100   .", "A", "D", "A", ""),  # 83.3 to 100
        ("100 100   - / 100 100   -", "A", "A", "A", ""),  # what does not apply brings none
        # a given cap holds the best end too
        ("100   ?   0 / 100 100 100", "C", "C", "C", "C"),
        # balance: A needs 50 in each dimension, B needs 35, else one letter down
        ("100 100 100 /  60  60  60", "A", "A", "A", ""),  # 80 and the weakest 60
        ("100 100 100 /  40  30  25", "C", "C", "C", ""),  # 65.8 would be B, the weakest 31.7
        ("100 100 100 /  40  40  25", "B", "B", "B", ""),  # 67.5 is B, the weakest exactly 35
    ],
)
def test_the_letter_with_its_range_and_caps(line: str, shown: str, worst: str, best: str, caps: str) -> None:
    result = scored(line)
    assert (result.letter, result.worst, result.best) == (shown, worst, best)
    assert " ".join(cap.letter for cap in result.caps) == caps


@pytest.mark.parametrize(
    ("earned", "weakest", "kept"),
    [
        ("A", "50", "A"),
        ("A", "49.95", "A"),  # 50.0 is shown, so 50 it is
        ("A", "49.9", "B"),
        ("A", "35", "B"),
        ("A", "34.9", "C"),  # neither the rule of A nor that of B is kept
        ("B", "35", "B"),
        ("B", "34.9", "C"),
        ("C", "0", "C"),
        ("E", "0", "E"),
    ],
)
def test_a_weak_dimension_takes_a_letter(earned: str, weakest: str, kept: str) -> None:
    assert balanced(RULES, earned, [Fraction(100), Fraction(weakest)]) == kept


def test_balance_says_which_letter_it_took() -> None:
    assert scored("100 100 100 / 40 30 25").unbalanced == "B"
    assert scored("100 100 100 / 40 40 25").unbalanced is None


@pytest.mark.parametrize(
    ("value", "shown"),
    [("56.25", 56.3), ("56.249", 56.2), ("0.05", 0.1), ("0.049", 0.0), ("99.95", 100.0), ("2.5", 2.5), ("0.35", 0.4)],
)
def test_rounding_is_half_up(value: str, shown: float) -> None:
    assert tenths(Fraction(value)) == shown


@pytest.mark.parametrize(
    ("value", "earned"),
    [
        ("80", "A"),
        ("79.95", "A"),  # shown as 80.0
        ("79.9499", "B"),
        ("65", "B"),
        ("64.9", "C"),
        ("50", "C"),
        ("49.9", "D"),
        ("35", "D"),
        ("34.9", "E"),
        ("0", "E"),
    ],
)
def test_letters_are_read_from_the_rounded_number(value: str, earned: str) -> None:
    assert band(RULES, Fraction(value)) == earned
    assert letter(RULES, Standing(Fraction(value), [Fraction(100)])) == earned


def test_a_rule_of_balance_can_stand_at_any_letter_but_the_last() -> None:
    rules = replace(RULES, balance={"D": 30, "E": 20})
    assert balanced(rules, "D", [Fraction(100), Fraction(29)]) == "E"
    assert balanced(rules, "D", [Fraction(100), Fraction(30)]) == "D"
    assert balanced(rules, "E", [Fraction(0)]) == "E"


def test_a_dimension_of_which_nothing_applies_may_be_anything() -> None:
    form = questionnaire(
        (question("food-main", (100, 50, 0)), question("food-side", (100, 50, 0))),
        (question("air-main", (100, 50, 0)), question("air-side", (100, 50, 0))),
    )
    nothing, other = scored("- - / 50 0", form).dimensions
    assert not nothing.applies
    assert nothing.score is None
    assert [nothing.low, nothing.high, nothing.share] == [0, 100, 0]
    assert other.applies
    assert [other.low, other.high, other.share] == [25, 25, 1]


def test_the_example_of_the_method_page_takes_the_second_answers_and_leaves_the_last_question(
    playground: Library,
) -> None:
    form = playground.questionnaire
    for dimension, points in zip(form.dimensions, ((60, 70, None), (50, None)), strict=True):
        example = worked_example(form, dimension)
        assert [question for question, _ in example.rows] == list(dimension.questions)
        assert tuple(option.points if option else None for _, option in example.rows) == points
        known = [each for each in points if each is not None]
        assert (example.sum, example.known) == (sum(known), len(known))
        assert (example.part.dimension, example.part.score) == (dimension, Fraction(sum(known), len(known)))
