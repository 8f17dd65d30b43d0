"""The class without a database: its moves, codes, signs, sights, and the law of what may be shown."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator.classroom.codes import SYMBOLS, digest, new_code, new_key, new_ticket, read, screen_key, shown
from evaluator.classroom.errors import NotAllowed
from evaluator.classroom.publishing import Vote, published, remembered
from evaluator.classroom.records import Counted
from evaluator.classroom.seat_names import sign
from evaluator.classroom.settings import KEEP_DAYS, ClassSettings, seats
from evaluator.classroom.sights import PUPIL, SCREEN, SIGHTS, Sight, sees
from evaluator.classroom.states import ANSWERS, SHOWN, Action, State, after, allowed, counts_shown
from evaluator.i18n.language import Language

WHOLE = ["open", "pause", "open", "lock", "reveal", "discuss", "vote-again", "lock", "reveal", "end"]


def test_a_lesson_goes_through_every_state() -> None:
    state, vote, seen = State.LOBBY, 1, [State.LOBBY]
    for action in map(Action, WHOLE):
        state = after(state, action, vote)
        vote += action == Action.VOTE_AGAIN
        seen.append(state)
    assert set(seen) == set(State) - {State.PURGED}


def test_a_class_can_end_from_anywhere_and_then_nothing_more() -> None:
    for state in set(State) - {State.ENDED, State.PURGED}:
        assert after(state, Action.END) == State.ENDED
    assert allowed(State.ENDED) == allowed(State.PURGED) == ()


@pytest.mark.parametrize("state", State)
def test_what_a_state_does_not_offer_is_refused(state: State) -> None:
    for action in set(Action) - set(allowed(state)):
        with pytest.raises(NotAllowed):
            after(state, action)


def test_answers_and_counts_are_never_open_together() -> None:
    assert not ANSWERS & SHOWN
    for state in ANSWERS:
        assert not counts_shown(state, 1, 1)
        assert counts_shown(state, 2, 1)
        assert not counts_shown(state, 2, 2)


def test_a_pause_in_a_vote_again_goes_back_to_it() -> None:
    assert after(State.PAUSED, Action.OPEN, 2) == State.REVOTE
    assert after(State.PAUSED, Action.LOCK, 2) == State.LOCKED2


def test_an_action_is_read_by_its_name() -> None:
    assert Action.read("vote-again") == Action.VOTE_AGAIN
    with pytest.raises(NotAllowed):
        Action.read("Open")


def test_nobody_sees_counts_before_they_are_revealed() -> None:
    for sights in (PUPIL, SCREEN, SIGHTS["teacher"]):
        assert set(sights) == set(State)
        assert {state for state, parts in sights.items() if Sight.COUNTS in parts} <= SHOWN
    assert sees("pupil", State.OPEN, Sight.QUESTIONS)
    assert not sees("screen", State.REVEALED, Sight.OWN)


def test_the_symbols_look_alike_to_nobody() -> None:
    assert len(set(SYMBOLS)) == 24
    assert not set(SYMBOLS) & set("AEIOU01L25S8")


def test_a_code_is_read_however_it_is_typed() -> None:
    for code in (new_code(), new_ticket()):
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


def law(votes: list[Vote]) -> Counted | None:
    """What may be shown of these votes."""
    return published(Counter(votes))


def test_counts_change_by_three_answers_or_not_at_all() -> None:
    five = [Vote("a", ("a",))] * 5
    assert law(five) == Counted(5, {"a": 5})
    assert law([*five, Vote("b"), Vote("b")]) is None
    assert law([*five, Vote("b"), Vote("b"), Vote("c")]) == Counted(8, {"a": 5, "b": 2, "c": 1})
    assert law([*five[:3], Vote("b", ("a",)), Vote("b", ("a",))]) is None


def test_three_left_out_and_let_back_do_not_tell_a_fourth() -> None:
    votes = [Vote("a", ("a", None))] * 3 + [Vote("b", ("b", "b"))] * 5
    assert law([*votes[:-1], replace(votes[-1], now=None)]) is None


@given(st.data())
def test_no_two_looks_tell_one_answer(data: st.DataObject) -> None:
    """Pupils come, change and are ignored in any order; between any two looks nobody, or at least three differ."""
    votes: list[Vote] = []
    looks: list[list[str | None]] = []
    options = st.sampled_from(["a", "b", "c", None])
    for _ in range(data.draw(st.integers(1, 12))):
        for _ in range(data.draw(st.integers(0, 4))):
            place = data.draw(st.integers(0, len(votes)))
            if place == len(votes):
                votes.append(Vote(data.draw(options)))
            else:
                votes[place] = replace(votes[place], now=data.draw(options))
        shown_now = law(votes)
        if shown_now is None or not shown_now.options:
            continue
        assert shown_now.n >= 5
        assert shown_now.options == Counter(vote.now for vote in votes if vote.now)
        seen = remembered(Counter(votes))
        votes = [replace(vote, seen=seen[vote]) for vote in votes]
        looks.append([vote.now for vote in votes])
        for earlier in looks:
            padded = earlier + [None] * (len(votes) - len(earlier))
            assert sum(a != b for a, b in zip(padded, looks[-1], strict=True)) in {0, *range(3, 1000)}
