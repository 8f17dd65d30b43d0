"""Homework: a class that gathers answers over days, and closes by itself; it shows nothing more than others."""

from datetime import UTC, datetime

import pytest

from evaluator.classroom.errors import Moved, NotOpen, NotRevealed
from evaluator.classroom.records import Purged
from evaluator.classroom.settings import ClassSettings
from evaluator.classroom.states import State
from evaluator.classroom.store.store import Store
from tests.classroom.store.lessons import QUESTIONS, Lesson, lesson

HOUR, DAY = 3600.0, 86_400.0


def homework(store: Store, clock: list[float], days: int = 3) -> Lesson:
    """A class of six that answers for so many days."""
    return lesson(store, 6, closes=int((clock[0] + days * DAY) // 60), closes_offset=60)


def test_it_opens_by_itself_and_closes_by_itself_whoever_looks_first(store: Store, clock: list[float]) -> None:
    a_class = homework(store, clock)
    before = a_class.row()
    assert before.state == State.OPEN
    a_class.answer(["a"] * 5)
    clock[0] += 3 * DAY - 60
    a_class.answer(["b"])  # changed in the last minute
    clock[0] += 60
    with pytest.raises(NotOpen):
        store.answer(a_class.seats[5].token, QUESTIONS[0], "a")
    with pytest.raises(NotOpen):
        store.finish(a_class.seats[5].token)
    view = store.seat_view(a_class.seats[0].token)
    assert view
    assert view.row.state == a_class.row().state == State.LOCKED
    after = view.row  # phones that wait for a change see it, once
    assert (after.version - before.version, after.step - before.step) == (1, 1)
    with pytest.raises(NotRevealed):
        a_class.counts()
    a_class.act("reveal")
    assert a_class.counts() == (5, {"a": 4, "b": 1})


def test_a_page_from_before_it_closed_makes_no_move(store: Store, clock: list[float]) -> None:
    a_class = homework(store, clock)
    step = a_class.row().step
    clock[0] += 3 * DAY
    with pytest.raises(Moved):
        store.act(a_class.opened.host_key, "pause", "", step)


def test_it_can_be_opened_again_after_its_time_and_not_once_it_was_shown(store: Store, clock: list[float]) -> None:
    a_class = homework(store, clock)
    a_class.answer(["a"] * 5)
    clock[0] += 3 * DAY
    a_class.row()
    assert a_class.act("open").settings.closes is None
    a_class.answer(["b"])
    a_class.act("lock", "reveal")
    assert a_class.counts() == (5, {"a": 4, "b": 1})


def test_it_is_kept_for_three_days_after_it_closed_and_no_longer(store: Store, clock: list[float]) -> None:
    a_class = homework(store, clock, days=10)
    a_class.answer(["a"] * 6)
    closes = clock[0] + 10 * DAY
    assert store.purge(closes + 3 * DAY - HOUR) == Purged()
    assert store.purge(closes + 3 * DAY) == Purged(ended=1, seats=6, answers=6)
    assert a_class.row().state == State.ENDED
    assert store.purge(closes + 10 * DAY - HOUR) == Purged()
    assert store.purge(closes + 10 * DAY) == Purged(deleted=1)


def test_its_counts_stay_for_a_week_from_its_own_end_however_late_the_purge(store: Store, clock: list[float]) -> None:
    a_class = homework(store, clock, days=10)
    end = clock[0] + 13 * DAY
    assert store.purge(end + 2 * DAY).ended == 1
    assert store.purge(end + 7 * DAY - HOUR) == Purged()
    assert a_class.row().state == State.ENDED
    assert store.purge(end + 7 * DAY) == Purged(deleted=1)


def test_a_pause_before_its_time_changes_no_time(store: Store, clock: list[float]) -> None:
    a_class = homework(store, clock)
    closes = a_class.row().settings.closes
    a_class.act("pause")
    assert a_class.act("open").settings.closes == closes
    a_class.act("pause")
    clock[0] += 3 * DAY
    assert a_class.row().state == State.LOCKED  # a pause, too, is over then
    assert a_class.act("reveal").settings.closes == closes


def test_the_lesson_after_it_votes_again_as_any_other(store: Store, clock: list[float]) -> None:
    """Its time is over, and that is no reason to lock what is paused in the lesson."""
    a_class = homework(store, clock)
    a_class.answer(["a"] * 6)
    clock[0] += 4 * DAY
    a_class.row()
    a_class.act("reveal", "vote-again", question=QUESTIONS[0])
    paused = a_class.act("pause")
    assert (a_class.row(), paused.state, paused.question) == (paused, State.PAUSED, QUESTIONS[0])
    a_class.act("open")
    a_class.answer(["b"] * 6)
    a_class.act("lock", "reveal")
    assert a_class.counts(2) == (6, {"b": 6})


def test_one_that_was_started_under_a_wrong_clock_does_not_stay(store: Store, clock: list[float]) -> None:
    now = clock[0]
    clock[0] += 900 * DAY
    homework(store, clock)
    clock[0] = now
    store.purge(now)
    assert store.purge(now + 4 * DAY).ended == 1


@pytest.mark.parametrize(("more", "right"), [(0, True), (1, False)])
def test_a_time_further_ahead_than_homework_can_close_was_wrong(
    store: Store, clock: list[float], more: int, *, right: bool
) -> None:
    """Fourteen days, and two for a clock that was put back."""
    now = int(clock[0] // 60)
    a_class = lesson(store, 1, closes=now + 16 * 24 * 60 + more)
    store.purge(clock[0])
    assert a_class.row().settings.closes == (now + 16 * 24 * 60 if right else now)


@pytest.mark.parametrize(("more", "word"), [({"mode": "paper"}, "homework"), ({"closes_offset": 901}, "clock")])
def test_settings_that_cannot_be_are_refused(more: dict[str, object], word: str) -> None:
    closes = int(datetime(2026, 12, 4, tzinfo=UTC).timestamp() // 60)
    with pytest.raises(ValueError, match=word):
        ClassSettings(QUESTIONS, closes=closes, **more)  # type: ignore[arg-type]
