"""When a letter is shown and when it is close to the line, by example; read as in test_scoring_examples."""

from dataclasses import replace

import pytest

from evaluator.assess.answers import Answers
from evaluator.assess.scoring import score, tenths
from evaluator.content.models.library import Library
from evaluator.content.models.scoring import Band
from tests.assess.strategies import RULES, SMALL, question, questionnaire
from tests.assess.test_scoring_examples import scored


@pytest.mark.parametrize(
    ("line", "overall", "near"),
    [
        ("80 80 80 / 75 75 80", 78.3, "A"),
        ("80 80 80 / 90 80 80", 81.7, "B"),
        ("60 60 60 / 65 65 60", 61.7, None),  # 3.3 below B
        ("80 80 80 / 40 45 45", 61.7, None),
        ("70 65 65 / 70 70 65", 67.5, "C"),
        ("75 75 75 / 65 65 65", 70.0, None),
        ("30 30 30 / 40 40 20", 31.7, None),
        ("30 30 30 / 40 40 40", 35.0, "E"),  # on the line
        ("100 100 0 / 90 90 90", 78.3, None),  # held at C by a cap: crossing to A would change nothing
        ("100 100 100 / 40 25 25", 65.0, None),  # C by balance; below the line it is C as well
        ("100 100 100 / 40 25 20", 64.2, None),  # C; above the line balance would hold it at C
        ("0 0 10 / 0 0 10", 3.3, None),  # there is no line at 0
    ],
)
def test_close_to_the_line(line: str, overall: float, near: str | None) -> None:
    result = scored(line)
    assert result.score is not None
    assert (tenths(result.score), result.near) == (overall, near)


def test_exactly_three_points_are_close_and_a_tenth_more_is_not() -> None:
    ladder = (100, 82, 78, 77, 76, 54, 0)
    form = questionnaire((question("one-a", ladder, core=True), question("one-b", ladder)))
    assert scored("77 77", form).near == "A"
    assert scored("76 77", form).near is None
    assert scored("82 82", form).near == "B"
    assert scored("54 54", form).near is None


@pytest.mark.parametrize(("points", "near"), [(79, "A"), (78, "C"), (81, "B")])
def test_where_two_lines_are_near_the_nearest_counts(points: int, near: str) -> None:
    bands = (Band("A", 80, "first"), Band("B", 77, "second"), Band("C", 0, "last"))
    form = questionnaire((question("one-a", (100, points, 0), core=True), question("one-b", (100, points, 50))))
    assert scored(f"{points} {points}", replace(form, scoring=replace(RULES, bands=bands, balance={}))).near == near


@pytest.mark.parametrize(
    ("line", "reasons"),
    [
        ("100  80  60 /  60  40   ?", []),
        # a core question (the first of each dimension) is open
        ("  ?  80  60 /  60  40  20", ["core food-main"]),
        ("  .  80  60 /   ?  40  20", ["core food-main air-main"]),
        # two of three are half of three, rounded up; four of six are two thirds
        ("100   ?   ? /  60  40  20", ["dimension food 1/2"]),
        ("100  80   ? /  60  40   ?", []),
        ("100  80   ? /  60   ?   ?", ["dimension air 1/2", "overall 3/4"]),
        # what does not apply is not asked for
        ("100   ?   - /  60  40  20", []),
        ("100   -   - /  60  40  20", []),
        ("100   -   - /   ?   -   -", ["nothing-applies"]),
        (" 60  60  60 /   ?   ?   ?", ["core air-main", "dimension air 0/2", "overall 3/4"]),
        # every answer in the same place of its list
        (" 60  60  60 /  60  60  60", ["same-position 6"]),
        (" 60  60   ? /  60  60   ?", ["same-position 4"]),
        (" 60  60  60 /  60  60  50", []),
    ],
)
def test_why_no_letter_is_shown(line: str, reasons: list[str]) -> None:
    result = scored(line)
    told = []
    for missing in result.missing:
        parts = [missing.kind, missing.dimension, *missing.questions]
        parts.append(f"{missing.have}/{missing.need}" if missing.need else str(missing.have or ""))
        told.append(" ".join(part for part in parts if part))
    assert told == reasons
    assert result.grade == (None if reasons else result.letter)


def test_same_position_is_seen_from_either_end_of_lists_of_unequal_length() -> None:
    form = questionnaire((question("one-a", (100, 50, 0), core=True), question("one-b", (100, 60, 30, 0))))
    kinds = {
        line: [m.kind for m in scored(line, form).missing] for line in ("100 100", "0 0", "50 30", "50 60", "0 60")
    }
    assert kinds == {
        "100 100": ["same-position"],
        "0 0": ["same-position"],
        "50 30": ["same-position"],
        "50 60": ["same-position"],
        "0 60": [],
    }


def test_the_quick_check_has_a_score_for_each_core_question_and_never_a_letter() -> None:
    form = SMALL.core
    result = scored("100 40", form)
    assert [question.id for question in form.questions] == ["food-main", "air-main"]
    assert result.score == 70
    assert result.grade is None
    assert [missing.kind for missing in result.missing] == ["quick"]


def test_an_unknown_answer_to_a_question_without_caps_threatens_no_cap() -> None:
    assert scored("100 ? 100 / 100 100 100").worst == "A"  # 83.3 at worst


def test_a_core_question_that_does_not_apply_is_not_asked_for() -> None:
    core = replace(question("one-a", (100, 50, 0), core=True), not_applicable="not here")
    form = questionnaire((core, question("one-b", (100, 50, 0)), question("one-c", (100, 60, 0))))
    assert [missing.kind for missing in scored("- 50 100", form).missing] == []
    assert [missing.kind for missing in scored("? 50 100", form).missing] == ["core"]


def test_a_dimension_is_held_where_its_core_answers_leave_it_less_than_its_mean(library: Library) -> None:
    form = library.questionnaire
    best = {question.id: question.options[0].id for question in form.questions}
    core = next(question for question in form.questions if question.core)

    def held(given: dict[str, str]) -> set[str]:
        return {part.dimension.id for part in score(form, Answers(given)).dimensions if part.held}

    assert held(best) == set()
    assert held({**best, core.id: core.options[-1].id}) == {core.dimension}
    without_core = {name: value for name, value in best.items() if name != core.id}
    assert held(without_core) == set()  # it has a mean and no score
    assert held({}) == set()
