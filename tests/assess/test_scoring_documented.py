"""Scoring where core answers hold a dimension down, what documents alone can say, and which results are apart.

Three dimensions. `food` asks of the platform, but for its last question; the core questions of `air` and `sea` ask of
oneself. A line gives points as in test_scoring_examples.
"""

from dataclasses import replace

import pytest

from evaluator.assess.answers import Answers
from evaluator.assess.scoring import (
    ANSWERS,
    FACTS,
    Score,
    below,
    core_top,
    differ,
    documented,
    in_order,
    own_core,
    score,
    score_after,
    width_after,
)
from evaluator.content.models.questionnaire import NOT_APPLICABLE, Questionnaire
from evaluator.content.models.scoring import Scoring
from tests.assess.strategies import LADDER, RULES, SMALL, question, questionnaire, written

HELD = replace(RULES, core_first=True, core_lift=30, no_difference={ANSWERS: 5, FACTS: 3}, documented_needs=2)


def told_form(rules: Scoring) -> Questionnaire:
    food = [
        question("food-main", LADDER, core=True),
        *(question(f"food-{name}", LADDER) for name in ("side", "sour")),
    ]
    own = replace(question("food-own", LADDER), describes="yours")
    air = replace(question("air-main", LADDER, core=True), describes="yours")
    sea = replace(question("sea-main", LADDER, core=True), describes="yours")
    others = [question(name, LADDER) for name in ("air-side", "air-sour", "sea-side")]
    return replace(questionnaire((*food, own), (air, *others[:2]), (sea, others[2])), scoring=rules)


TOLD = told_form(HELD)


def parts(line: str, form: Questionnaire = TOLD) -> list[tuple[str, str, int]]:
    """What documents alone say: the dimension, its light or "", and how many answers it rests on."""
    given = written(form, line)
    found = documented(form, given, score(form, given))
    return [(part.dimension.id, part.light.id if part.light else "", len(part.answers)) for part in found]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("80 60  .   . / .  .  . / . .", [("food", "good", 2)]),
        ("80  .  .   . / .  .  . / . .", [("food", "", 1)]),  # too few
        (" . 80 60   . / .  .  . / . .", [("food", "", 2)]),  # its core question is open
        ("10 100 100 . / .  .  . / . .", [("food", "mixed", 3)]),  # held at 10 + 30
        ("80 20 100  . / .  .  . / . .", [("food", "good", 3)]),  # only a core answer holds
        ("80 60  . 100 / .  .  . / . .", [("food", "good", 2)]),  # one's own answers do not count
        ("80 50  .   . / .  .  . / . .", [("food", "good", 2)]),  # 65 is the line itself
        ("40 30  .   . / .  .  . / . .", [("food", "mixed", 2)]),  # and so is 35
        ("40 25  .   . / .  .  . / . .", [("food", "weak", 2)]),
        (" .  .  .   . / . 60 80 / . .", [("air", "", 2)]),  # no word about people from what documents say
        ("80  -  -   - / . 60 60 / . .", [("air", "", 2)]),  # a dimension that does not apply is left out
        ("80 60  .   . / 60 .  . / . .", [("food", "good", 2)]),  # one of two own answers is open
        ("80 60  .   . / 60 .  . / 60 .", []),  # none is open: the score says it
        ("80 60  .   . / 60 .  . /  - .", []),  # one does not apply
    ],
)
def test_what_can_be_looked_up_says_this(line: str, expected: list[tuple[str, str, int]]) -> None:
    assert parts(line) == expected


@pytest.mark.parametrize(("line", "light"), [("80 . . .", ""), ("80 . - .", "good"), ("80 60 . .", "good")])
def test_half_of_what_applies_is_needed_rounded_up(line: str, light: str) -> None:
    [(_, found, _)] = parts(f"{line} / . . . / . .", told_form(replace(HELD, documented_needs=1)))
    assert found == light


def test_nothing_is_told_where_nobody_is_asked_of_oneself_nor_in_the_quick_check() -> None:
    line = "80 60 . . / . . . / . ."
    assert parts(line)
    assert parts(line, replace(TOLD, quick=True)) == []
    assert parts("80 60 60 / . . .", SMALL) == []


def test_the_core_questions_of_ones_own_are_those_that_are_open() -> None:
    assert [one.id for one in own_core(TOLD, Answers({}))] == ["air-main", "sea-main"]
    assert [one.id for one in own_core(TOLD, Answers({"sea-main": "p60"}))] == ["air-main"]
    assert [one.id for one in own_core(TOLD, Answers({"air-main": NOT_APPLICABLE}))] == ["sea-main"]


LINES = (
    "80 60 20 100 / 60 0 100 / 20 100", "10 100 100 90 / 100 45 45 / 0 30", "45 50 - 50 / 50 - - / 60 -",
    ". 10 10 10 / 10 . . / 0 .", ". 100 100 . / . 90 90 / . 80", "- 80 ? . / 60 ? 80 / - 20",
    "50 ? . 80 / 0 ? 100 / ? 20", ". . . . / . . . / . .",
)  # fmt: skip


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("form", [TOLD, told_form(replace(HELD, core_first=False))], ids=["core first", "plain"])
def test_what_is_told_from_sums_is_what_scores_say(form: Questionnaire, line: str) -> None:
    given = written(form, line)
    result = score(form, given)
    for limit in (1, 31, 35, 50, 51, 65):
        weak = [p.dimension.id for p in result.dimensions if p.applies and p.score is not None and p.score < limit]
        assert list(below(form, given, limit)) == weak
    for part in result.dimensions:
        assert part.held == (part.score is not None and part.mean is not None and part.score != part.mean)
        for one in part.dimension.questions:
            for option in one.options:
                after = score(form, Answers({**given.given, one.id: option.id}))
                now = next(each for each in after.dimensions if each.dimension.id == part.dimension.id)
                if given.option(one):
                    cores = [given.option(each) for each in part.dimension.questions if each.core]
                    if None not in cores:
                        assert score_after(form.scoring, part, given, one, option) == now.score
                elif given.applies(one):
                    assert width_after(form.scoring, part, given, one, option) == now.high - now.low


def test_the_lowest_core_answer_holds() -> None:
    ladder = question("a-b", LADDER)
    sixty, twenty = ladder.by_id["p60"], ladder.by_id["p20"]
    assert core_top(HELD, [sixty, twenty], 0) == core_top(HELD, [twenty, sixty], 0) == 50
    assert core_top(HELD, [sixty, None], 0) == 30
    assert core_top(HELD, [sixty, None], 100) == 90
    assert core_top(HELD, [], 0) == 100


def scored(line: str) -> Score:
    return score(replace(SMALL, scoring=HELD), written(SMALL, line))


SIXTY = "60 60 60 / 60 60 60"


@pytest.mark.parametrize(
    ("one", "other", "answers", "facts"),
    [
        (SIXTY, "65 65 65 / 65 65 65", True, True),  # five points are no chance
        (SIXTY, "70 60 60 / 70 60 60", False, True),  # 3.3 points
        (SIXTY, "70 60 60 / 60 60 60", False, False),  # 1.7 points
        ("60 60 60 / 60 60 ?", "65 65 65 / 65 65 65", False, False),  # the ranges overlap
        ("60 60 60 / 60 60 ?", "60 60 60 / 80 70 70", False, False),  # and so when they touch
        ("60 60 60 / 60 60 ?", "80 80 80 / 80 80 80", True, True),
        (". . . / . . .", "80 80 80 / 80 80 80", False, False),  # nothing is known of one
    ],
)
def test_results_are_apart_when_no_chance_explains_it(one: str, other: str, answers: bool, facts: bool) -> None:
    for left, right in ((scored(one), scored(other)), (scored(other), scored(one))):
        assert differ(HELD, left, right) == answers
        assert differ(HELD, left, right, FACTS) == facts


def test_results_stand_by_letter_then_by_name_and_last_without_a_letter() -> None:
    first, better, second, none = map(
        scored, ("80 90 80 / 80 80 90", "100 100 90 / 100 90 100", "70 75 70 / 70 70 75", ". . . / . . .")
    )
    named = [("z", none), ("B", second), ("B", better), ("y", none), ("a", second), ("c", first), ("A", first)]
    assert [name for name, _ in in_order(HELD, named)] == ["A", "B", "c", "a", "B", "y", "z"]
