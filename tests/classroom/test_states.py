"""The class without a database: its moves, codes, signs, and the law of what may be shown."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator.classroom.codes import SYMBOLS, digest, new_code, new_key, read, screen_key, shown, sign, tickets
from evaluator.classroom.errors import NotAllowed
from evaluator.classroom.publishing import Ballot, first_count, later_count, max_left_out
from evaluator.classroom.records import QuestionCounts
from evaluator.classroom.settings import KEEP_DAYS, ClassSettings, seats
from evaluator.classroom.states import (
    ANSWERS,
    SHOWN,
    Stage,
    State,
    TeacherAction,
    after,
    allowed,
    counts_shown,
    stage,
    together,
)  # fmt: skip
from evaluator.i18n.language import Language

WHOLE = ["open", "pause", "open", "lock", "reveal", "discuss", "evidence", "vote-again", "lock", "reveal", "end"]


def test_a_lesson_goes_through_every_state() -> None:
    state, vote, seen = State.LOBBY, 1, [State.LOBBY]
    for action in map(TeacherAction, WHOLE):
        state = after(state, action, vote)
        vote += action == TeacherAction.VOTE_AGAIN
        seen.append(state)
    assert set(seen) == set(State) - {State.PURGED}


def test_a_class_can_end_from_anywhere_and_then_nothing_more() -> None:
    for state in set(State) - {State.ENDED, State.PURGED}:
        assert after(state, TeacherAction.END) == State.ENDED
    assert allowed(State.ENDED) == allowed(State.PURGED) == ()


@pytest.mark.parametrize("state", State)
def test_what_a_state_does_not_offer_is_refused(state: State) -> None:
    for action in set(TeacherAction) - set(allowed(state)):
        with pytest.raises(NotAllowed):
            after(state, action)


def test_answers_and_counts_are_never_open_together() -> None:
    assert not ANSWERS & SHOWN
    for state in ANSWERS:
        assert not counts_shown(state, 1, 1)
        assert counts_shown(state, 2, 1)
        assert not counts_shown(state, 2, 2)


def test_a_pause_in_a_vote_again_goes_back_to_it() -> None:
    assert after(State.PAUSED, TeacherAction.OPEN, 2) == State.REVOTE
    assert after(State.PAUSED, TeacherAction.LOCK, 2) == State.LOCKED2


def test_a_pause_belongs_to_the_vote_that_it_interrupts() -> None:
    assert [stage(State.PAUSED, vote) for vote in (1, 2, 3)] == [Stage.VOTE, Stage.AGAIN, Stage.AGAIN]
    assert {stage(state, 1) for state in (State.ENDED, State.PURGED)} == {Stage.EXIT}
    assert all(stage(state, 1) == stage(state, 2) for state in set(State) - {State.PAUSED})


def test_one_question_at_a_time_is_for_a_first_vote_that_runs() -> None:
    assert {state for state in State if together(state, 1, "data-use")} == {State.OPEN, State.PAUSED}
    assert not any(together(state, 2, "data-use") or together(state, 1, "") for state in State)


def test_an_action_is_read_by_its_name() -> None:
    assert TeacherAction.read("vote-again") == TeacherAction.VOTE_AGAIN
    with pytest.raises(NotAllowed):
        TeacherAction.read("Open")


def test_the_symbols_look_alike_to_nobody() -> None:
    assert len(set(SYMBOLS)) == 24
    assert not set(SYMBOLS) & set("AEIOU01L25S8")


def test_a_code_is_read_however_it_is_typed() -> None:
    for code in (new_code(), next(tickets(new_key()))):
        half = len(code) // 2
        for typed in (code.lower(), shown(code), f" {code[:half]} – {code[half:]}\n", " ".join(code)):
            assert read(typed) == code
    for wrong in ("", "KTR7M", "KTR7MDX", "KTR7MA", "KTR7M0", "é" * 6, "ſſſſſſ", "K" * 10_000, "\x00" * 6):
        assert read(wrong) == ""


@given(st.text())
def test_whatever_is_typed_is_a_code_or_none(typed: str) -> None:
    assert len(read(typed)) in (0, 6, 8)


def test_keys_are_long_and_what_is_kept_of_them_tells_nothing() -> None:
    keys = {new_key() for _ in range(100)}
    assert len(keys) == 100
    assert min(map(len, keys)) * 6 >= 128
    key = keys.pop()
    assert len({key, digest(key), screen_key(key), digest(screen_key(key))}) == 4


def test_every_seat_has_a_sign_of_its_own(tongues: dict[str, Language]) -> None:
    for language in tongues.values():
        assert len({sign(number, language) for number in range(300)}) == 300
    assert (sign(0, tongues["en"]), sign(0, tongues["fr"])) == ("blue heron", "héron bleu")


def test_a_tenth_more_than_expected_can_join() -> None:
    assert [seats(number) for number in (None, 1, 10, 26, 250)] == [300, 2, 11, 28, 275]


@pytest.mark.parametrize(
    "wrong",
    [
        {"questions": ()},
        {"questions": ("a-b", "a-b")},
        {"questions": ("a b",)},
        {"mode": "horse"},
        {"set": "\x00"},
        {"keep_days": 2},
        {"expected": 0},
        {"expected": 1000},
        {"tickets": -1},
        {"platform": "x" * 81},
        {"platform": "a\x00"},
        {"platform": "a\ud800"},
    ],
)
def test_settings_that_cannot_be_are_refused(wrong: dict[str, Any]) -> None:
    good = ClassSettings(("data-use",), platform="Instagram – été")
    assert good.keep_days in KEEP_DAYS
    with pytest.raises(ValueError, match=r"\w"):
        replace(good, **wrong)


def test_a_question_is_counted_from_five_answers() -> None:
    assert first_count({"a": 4}) == QuestionCounts(4)
    assert first_count({"a": 4, "b": 1}) == QuestionCounts(5, {"a": 4, "b": 1})


def voted_again(stayed: int, changed: int, silent: int, min_changes: int = 5) -> QuestionCounts:
    """Count a vote again of seats that all said a: some say it again, some say b, some nothing."""
    ballots = Counter(
        {Ballot("a", ("a",), True): stayed, Ballot("b", ("a",), True): changed, Ballot("a", ("a",), False): silent}
    )
    return later_count(+ballots, min_changes)


def test_a_vote_again_is_shown_when_nobody_or_five_have_changed() -> None:
    assert voted_again(19, 5, 0) == QuestionCounts(24, {"a": 19, "b": 5}, 5)
    assert voted_again(24, 0, 0) == QuestionCounts(24, {"a": 24})
    for changed in (1, 2, 3, 4):
        assert voted_again(20, changed, 0) == QuestionCounts(20 + changed)
    assert voted_again(5, 3, 0, min_changes=3) == QuestionCounts(8, {"a": 5, "b": 3})  # groups
    assert voted_again(5, 0, 0) == QuestionCounts(5, {"a": 5})


def test_whoever_does_not_answer_again_keeps_the_answer_and_two_thirds_must_answer() -> None:
    assert voted_again(10, 6, 8) == QuestionCounts(24, {"a": 18, "b": 6}, 6)
    assert voted_again(9, 6, 9) == QuestionCounts(15)
    assert voted_again(0, 4, 0) == voted_again(4, 0, 0) == QuestionCounts(4)  # four are four, whoever changed


def test_a_third_vote_is_compared_with_each_one_that_was_shown() -> None:
    back = Ballot("a", ("a", "b"), True)
    assert later_count({back: 6, Ballot("b", ("b", "b"), True): 6}).moved == 6
    one_is_not_back = {back: 6, Ballot("b", ("a", "b"), True): 1, Ballot("a", ("a", "a"), True): 6}
    assert later_count(one_is_not_back) == QuestionCounts(13)


def test_one_in_ten_may_be_left_out_and_always_one() -> None:
    assert [max_left_out(seats) for seats in (0, 5, 19, 20, 300)] == [1, 1, 1, 2, 30]


def test_a_vote_that_was_shown_is_not_opened_again() -> None:
    assert TeacherAction.OPEN in allowed(State.REVEALED)
    assert after(State.REVEALED, TeacherAction.OPEN) == State.OPEN
    assert TeacherAction.OPEN not in allowed(State.REVEALED, published=True)
    with pytest.raises(NotAllowed):
        after(State.REVEALED, TeacherAction.OPEN, published=True)
    assert after(State.LOCKED2, TeacherAction.OPEN, 2, published=True) == State.REVOTE
