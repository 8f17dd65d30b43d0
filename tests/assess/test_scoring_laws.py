"""The laws of scoring, for the real questionnaire and for any small one: what no answer may ever do."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from evaluator.assess.answers import Answers
from evaluator.assess.scoring import Score, below, score, tenths
from evaluator.content.models.library import Library
from evaluator.content.models.questionnaire import NOT_APPLICABLE, Question, Questionnaire
from tests.assess.naive_scoring import LETTERS, LINES, WEIGHTS, naive
from tests.assess.strategies import answers, forms, weights

RANKS = {letter: -place for place, letter in enumerate(LETTERS)}  # the better, the greater


@pytest.fixture(params=("real", "small"), scope="module")
def any_form(request: pytest.FixtureRequest, library: Library) -> st.SearchStrategy[Questionnaire]:
    return forms() if request.param == "small" else st.just(library.questionnaire)


def situation(
    data: DataObject, any_form: st.SearchStrategy[Questionnaire]
) -> tuple[Questionnaire, Answers, dict[str, str]]:
    form = data.draw(any_form)
    return form, data.draw(answers(form)), data.draw(weights(form))


def one_of(data: DataObject, questions: list[Question]) -> Question:
    assume(questions)
    return data.draw(st.sampled_from(questions))


def changed(before: Answers, question: Question, value: str) -> Answers:
    return Answers({**before.given, question.id: value})


def rank(letter: str | None) -> int:
    return RANKS[letter] if letter else 0


@given(data=st.data())
def test_the_score_is_exactly_what_the_rules_say(
    any_form: st.SearchStrategy[Questionnaire], data: DataObject
) -> None:
    form, given_, weight = situation(data, any_form)
    got, want = score(form, given_, weight), naive(form, given_.given, weight)
    assert [part.score for part in got.dimensions] == want.parts
    assert got.score == want.score
    assert (got.letter, got.worst, got.best) == (want.letter, want.worst, want.best)
    assert {reason.kind for reason in got.missing} == want.missing
    if want.ends is not None:
        assert (got.low, got.high) == want.ends


@given(data=st.data())
def test_a_better_answer_never_lowers_the_score_a_range_end_or_a_letter(
    any_form: st.SearchStrategy[Questionnaire], data: DataObject
) -> None:
    form, before, weight = situation(data, any_form)
    improvable = [q for q in form.questions if (now := before.option(q)) and q.better(now)]
    question = one_of(data, improvable)
    now = before.option(question)
    better = data.draw(st.sampled_from([o for o in question.options if now and o.points > now.points]))
    first, then = score(form, before, weight), score(form, changed(before, question, better.id), weight)
    assert then.low >= first.low
    assert then.high >= first.high
    assert first.score is None or (then.score is not None and then.score >= first.score)
    for old, new in zip(first.dimensions, then.dimensions, strict=True):
        assert (new.score or 0) >= (old.score or 0)
    for a, b in ((first.letter, then.letter), (first.worst, then.worst), (first.best, then.best)):
        assert rank(b) >= rank(a)


@given(data=st.data())
def test_answering_an_unknown_gives_a_range_inside_the_old_one(
    any_form: st.SearchStrategy[Questionnaire], data: DataObject
) -> None:
    form, before, weight = situation(data, any_form)
    question = one_of(data, [q for q in form.questions if before.applies(q) and not before.option(q)])
    option = data.draw(st.sampled_from(question.options))
    first, then = score(form, before, weight), score(form, changed(before, question, option.id), weight)
    assert first.low <= then.low <= then.high <= first.high
    assert rank(first.worst) <= rank(then.worst) <= rank(then.best) <= rank(first.best)
    for old, new in zip(first.dimensions, then.dimensions, strict=True):
        assert old.low <= new.low <= new.high <= old.high
    assert (then.answered, then.applicable) == (first.answered + 1, first.applicable)


@given(data=st.data())
def test_the_score_lies_in_its_range_and_the_letter_between_its_ends(
    any_form: st.SearchStrategy[Questionnaire], data: DataObject
) -> None:
    form, given_, weight = situation(data, any_form)
    result = score(form, given_, weight)
    assert 0 <= result.low <= result.high <= 100
    for part in result.dimensions:
        assert 0 <= part.low <= (part.low if part.score is None else part.score) <= part.high <= 100
    if result.score is not None:
        assert result.low <= result.score <= result.high
        assert rank(result.worst) <= rank(result.letter) <= rank(result.best)
        assert rank(result.letter) <= rank(result.uncapped)
    if result.score is not None and result.answered == result.applicable:
        assert result.low == result.high
        assert result.worst == result.best
    if result.near is not None:  # close to the line: another letter across a line that is near
        assert result.near != result.letter
        shown = tenths(result.score or Fraction(0))
        assert any(abs(shown - line) <= form.scoring.near_line for line in LINES.values())


@given(data=st.data())
def test_does_not_apply_leaves_the_points_of_all_others(
    any_form: st.SearchStrategy[Questionnaire], data: DataObject
) -> None:
    form, before, weight = situation(data, any_form)
    question = one_of(data, [q for q in form.questions if q.not_applicable and before.applies(q)])
    first, then = score(form, before, weight), score(form, changed(before, question, NOT_APPLICABLE), weight)
    others = [q for q in form.questions if q.id != question.id]
    after = changed(before, question, NOT_APPLICABLE)
    assert [before.option(q) for q in others] == [after.option(q) for q in others]
    for old, new in zip(first.dimensions, then.dimensions, strict=True):
        if old.dimension.id != question.dimension:
            assert (old.score, old.low, old.high) == (new.score, new.low, new.high)
    own = next(part for part in then.dimensions if part.dimension.id == question.dimension)
    points = [o.points for q in own.dimension.questions if (o := after.option(q))]
    assert own.mean == (Fraction(sum(points), len(points)) if points else None)
    assert {cap.question for cap in then.caps} == {cap.question for cap in first.caps} - {question.id}


@given(data=st.data())
def test_shares_follow_the_weights_and_equal_weights_are_none(
    any_form: st.SearchStrategy[Questionnaire], data: DataObject
) -> None:
    form, given_, weight = situation(data, any_form)
    applying = [part for part in score(form, given_, weight).dimensions if part.share]
    total = sum(WEIGHTS[weight[part.dimension.id]] for part in applying)
    assert [part.share * total for part in applying] == [WEIGHTS[weight[part.dimension.id]] for part in applying]
    plain = score(form, given_)
    for name in form.scoring.weights:
        assert score(form, given_, {dimension.id: name for dimension in form.dimensions}) == plain


@given(data=st.data())
def test_the_order_of_answers_and_the_kind_of_unknown_do_not_matter(
    any_form: st.SearchStrategy[Questionnaire], data: DataObject
) -> None:
    form, given_, weight = situation(data, any_form)
    shuffled = dict(data.draw(st.permutations(list(given_.given.items()))))
    plain = score(form, given_, weight)
    assert score(form, Answers(shuffled), weight) == plain
    for question in form.questions:
        if question.id not in shuffled:
            shuffled[question.id] = "dont-know"
    assert score(form, Answers(shuffled), weight) == plain


@given(data=st.data(), limit=st.integers(0, 101))
def test_the_quick_look_at_weak_dimensions_finds_those_that_the_score_finds(
    any_form: st.SearchStrategy[Questionnaire], data: DataObject, limit: int
) -> None:
    form, given_, _ = situation(data, any_form)
    parts = [part for part in score(form, given_).dimensions if part.applies and part.score is not None]
    for line in {limit, *(int(part.score or 0) for part in parts)}:
        weak = tuple(part.dimension.id for part in parts if (part.score or 0) < line)
        assert below(form, given_, line) == weak


@given(value=st.fractions(0, 100))
def test_rounding_moves_a_number_by_a_twentieth_at_most(value: Fraction) -> None:
    shown = Fraction(str(tenths(value)))
    assert -Fraction(1, 20) < shown - value <= Fraction(1, 20)


def test_the_best_and_worst_of_everything_are_the_ends_of_the_scale(library: Library) -> None:
    def all_at(place: int) -> Score:
        form = library.questionnaire
        return score(form, Answers({q.id: q.options[place].id for q in form.questions}))

    assert all_at(0).score == 100
    assert all_at(0).letter == "A"
    assert all_at(-1).score == 0
    assert all_at(-1).letter == "E"
