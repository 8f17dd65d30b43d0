"""The measure of disagreement: worked examples, laws, and the table for the sum by hand."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator.classroom import tally as rules
from evaluator.classroom.tally import Tally, by_chance, denominator, denominators, disagreement, most_split, quartiles
from evaluator.content.models.library import Library
from evaluator.content.models.questionnaire import DONT_KNOW

VECTORS = [  # counts, D in hundredths, shape
    ((0, 0, 24, 0, 0), 0, "agree"),
    ((1, 0, 0, 0, 23), 16, "agree"),
    ((0, 0, 0, 12, 12), 25, "agree"),
    ((0, 1, 3, 8, 12), 43, "mixed"),
    ((1, 5, 12, 5, 1), 45, "mixed"),
    ((2, 10, 0, 10, 2), 65, "camps"),
    ((5, 5, 4, 5, 5), 82, "scattered"),
    ((8, 0, 8, 0, 8), 89, "scattered"),
    ((12, 0, 0, 0, 12), 100, "camps"),
]
FOUR = [  # the same with four options, where none lies between
    ((6, 6, 6, 6), "scattered"),
    ((12, 0, 0, 12), "camps"),
    ((0, 12, 0, 12), "camps"),
    ((12, 0, 12, 0), "camps"),
    ((10, 2, 2, 10), "camps"),
    ((2, 10, 10, 2), "mixed"),
]
classes = st.lists(st.integers(0, 12), min_size=2, max_size=6).filter(lambda counts: sum(counts) >= 5)


@pytest.mark.parametrize(("counts", "hundredths", "shape"), VECTORS)
def test_worked_examples(counts: tuple[int, ...], hundredths: int, shape: str) -> None:
    found = disagreement(counts)
    assert found is not None
    assert round(found * 100) == hundredths
    assert Tally("q", counts).shape == shape


@pytest.mark.parametrize(("counts", "shape"), FOUR)
def test_four_options_have_no_middle(counts: tuple[int, ...], shape: str) -> None:
    assert Tally("q", counts).shape == shape


EDGES = [  # on each line that docs/teaching.md prints, and one answer beside it
    ((1, 1, 2, 16, 0), 0, "agree"),  # D = 0.2975
    ((1, 2, 7, 0, 0), 0, "mixed"),  # D = 0.30
    ((1, 1, 4, 4, 10), 0, "mixed"),  # D = 0.5975
    ((1, 0, 2, 0, 7), 0, "scattered"),  # D = 0.60
    ((6, 0, 14), 0, "camps"),  # 30 % on the smaller side
    ((5, 0, 15), 0, "scattered"),  # 25 %
    ((14, 0, 6), 0, "camps"),
    ((298, 0, 702), 0, "scattered"),  # 29.8 %
    ((10, 3, 7), 0, "camps"),  # 15 % between
    ((10, 4, 6), 0, "scattered"),  # 20 %
    ((424, 152, 424), 0, "scattered"),  # 15.2 %
    ((7, 3, 3, 7), 0, "camps"),  # nothing between, the two strongest hold 70 %
    ((7, 3, 4, 6), 0, "scattered"),  # 65 %
    ((349, 150, 152, 349), 0, "scattered"),  # 69.8 %
    ((4, 0, 0, 3), 3, "facts"),  # 30 % do not know
    ((351, 0, 0, 351), 298, "camps"),  # 29.8 %
    ((5, 0, 0, 0), 0, "agree"),  # five answers
    ((4, 0, 0, 0), 0, "few"),
    ((2, 0, 0, 2), 1, "few"),  # five answers, four positions
]


@pytest.mark.parametrize(("counts", "dont_know", "shape"), EDGES)
def test_each_line_belongs_to_the_side_that_the_teachers_guide_says(
    counts: tuple[int, ...], dont_know: int, shape: str
) -> None:
    assert Tally("q", counts, dont_know).shape == shape
    assert Tally("q", counts[::-1], dont_know).shape == shape


def test_within_a_tenth_of_the_highest_is_not_told_apart_and_beyond_it_is() -> None:
    """By chance, D of five options is 0.80: D of 0.92 is a tenth of that below 1, D of 0.915 is more."""
    first, at, beyond = Tally("1", (5, 0, 0, 0, 5)), Tally("0.92", (3, 2, 0, 2, 3)), Tally("0.915", (6, 3, 2, 3, 6))
    assert [each.disagreement for each in (first, at, beyond)] == [1, Fraction("0.92"), Fraction("0.915")]
    assert most_split([beyond, at, first]) == (first, at)


def test_where_a_class_agrees_or_does_not_know_there_is_nothing_to_debate() -> None:
    agreed, unknown = Tally("agreed", (0, 0, 0, 12, 12)), Tally("unknown", (5, 0, 0, 5), 9)
    assert (agreed.shape, unknown.shape) == ("agree", "facts")
    assert most_split([agreed, unknown]) == ()


def pairs(counts: list[int]) -> Fraction:
    """D by its words: the mean distance of any two, beside that of the most split class."""
    answers = [place for place, count in enumerate(counts) for _ in range(count)]
    split = [0] * (len(answers) // 2) + [len(counts) - 1] * (len(answers) - len(answers) // 2)
    return Fraction(*(sum(abs(a - b) for a in group for b in group) for group in (answers, split)))


@given(classes)
def test_it_is_what_its_words_say(counts: list[int]) -> None:
    assert disagreement(counts) == pairs(counts)


@given(classes)
def test_it_lies_between_nothing_and_one_and_has_no_direction(counts: list[int]) -> None:
    found = disagreement(counts)
    assert found is not None
    assert 0 <= found <= 1
    assert disagreement(counts[::-1]) == found
    assert Tally("q", tuple(counts)).shape == Tally("q", tuple(counts[::-1])).shape


@given(st.integers(5, 60), st.integers(2, 8))
def test_the_ends_are_reached_by_odd_classes_too(size: int, options: int) -> None:
    middle = [0] * (options - 2)
    assert disagreement([size, *middle, 0]) == 0
    assert disagreement([size // 2, *middle, size - size // 2]) == 1


@given(classes)
def test_two_classes_that_answer_the_same_are_as_split_as_one(counts: list[int]) -> None:
    doubled = [count * 2 for count in counts]
    if sum(counts) % 2 == 0:
        assert disagreement(doubled) == disagreement(counts)


@given(classes, st.integers(0, 5))
def test_moving_one_answer_outwards_from_the_median_never_lowers_it(counts: list[int], seed: int) -> None:
    ends = [place for place, count in enumerate(counts) if count]
    place = ends[seed % len(ends)]
    below, above = sum(counts[:place]), sum(counts[place + 1 :])
    outward = place + (1 if below >= above + counts[place] - 1 else -1)
    if not (0 <= outward < len(counts)) or (outward < place and above < below + counts[place] - 1):
        return
    moved = counts.copy()
    moved[place] -= 1
    moved[outward] += 1
    assert (disagreement(moved) or 0) >= (disagreement(counts) or 0)


@pytest.mark.parametrize("counts", [(4, 0, 0, 0), (2, 0, 0, 2), (0, 0, 0, 0)])
def test_under_five_nothing_is_told(counts: tuple[int, ...]) -> None:
    assert disagreement(counts) is None
    assert Tally("q", counts).shape == "few"
    assert not most_split([Tally("q", counts)])


@pytest.mark.parametrize(("dont_know", "shape"), [(0, "camps"), (4, "camps"), (5, "facts"), (90, "facts")])
def test_many_who_do_not_know_need_facts_first(dont_know: int, shape: str) -> None:
    assert Tally("q", (5, 0, 0, 5), dont_know).shape == shape


def test_a_class_that_answers_by_chance() -> None:
    assert [round(by_chance(options) * 100) for options in (2, 3, 4, 5)] == [100, 89, 83, 80]


def test_up_to_three_questions_that_noise_does_not_tell_apart() -> None:
    whole, near, also, more, far, agreed = (
        Tally("whole", (12, 0, 0, 12)),
        Tally("near", (12, 0, 1, 11)),
        Tally("also", (11, 1, 0, 12)),
        Tally("more", (12, 1, 0, 11)),
        Tally("far", (0, 12, 0, 12)),
        Tally("agreed", (24, 0, 0, 0)),
    )
    assert most_split([far, agreed, near, whole]) == (whole, near)
    assert most_split([agreed, near, also, more, whole]) == (whole, near, also)
    assert most_split([agreed]) == ()


def test_questions_with_more_options_are_not_behind() -> None:
    four, five = Tally("four", (6, 6, 6, 6)), Tally("five", (5, 5, 5, 5, 5))
    assert (four.disagreement or 0) > (five.disagreement or 0)
    assert {one.question for one in most_split([four, five])} == {"four", "five"}


def test_the_table_by_hand_is_the_formula() -> None:
    table = denominators((2, 3, 4, 5))
    assert list(table) == list(range(5, 41))
    for size, row in table.items():
        assert row == tuple((options - 1) * (size // 2) * ((size + 1) // 2) for options in (2, 3, 4, 5))
    assert table[24][3] == 576
    assert table[25][2] == 468 == denominator(25, 4)


def test_counts_are_by_id_and_in_the_order_offered(library: Library) -> None:
    question = library.questionnaire.questions[0]
    ids = [option.id for option in question.options]
    made = rules.tally(question, {ids[-1]: 3, DONT_KNOW: 2, ids[0]: 1, "stranger": 9})
    assert made == Tally(question.id, (1, *([0] * (len(ids) - 2)), 3), 2)
    assert (made.known, made.answers) == (4, 6)
    assert rules.tally(question, {}) == Tally(question.id, (0,) * len(ids), 0)


def test_quartiles_are_answers_that_somebody_gave() -> None:
    assert quartiles({}) is None
    assert quartiles({0: 0}) is None
    assert quartiles({30: 1}) == (30, 30, 30)
    assert quartiles({0: 1, 10: 1, 20: 1, 30: 1}) == (0, 10, 20)
    assert quartiles({0: 1, 10: 1, 20: 1, 30: 1, 40: 1}) == (10, 20, 30)
    assert quartiles({0: 12, 100: 12}) == (0, 0, 100)
    assert quartiles({0: 1, 30: 10, 70: 2}) == (30, 30, 30)
