"""What each move of a teacher changes, to the last number, on every database."""

import time
from datetime import UTC, date, datetime

import pytest

from evaluator.classroom import errors
from evaluator.classroom.records import Progress, Purged
from evaluator.classroom.settings import ClassSettings
from evaluator.classroom.states import State
from evaluator.classroom.store.store import Store
from tests.classroom.store.lessons import QUESTIONS, lesson, own, rows

FIRST, SECOND = QUESTIONS


def test_a_class_starts_as_it_was_chosen(store: Store, clock: list[float]) -> None:
    chosen = ClassSettings(QUESTIONS, "full", "Example", "groups", 20, 30, 2, region="be", pupils="minor")
    opened = store.start(chosen)
    row = store.class_by_id(opened.class_id)
    assert row is not None
    assert (row.settings, row.state, row.round, row.question) == (chosen, State.LOBBY, 1, "")
    assert (row.joined, row.door_open, row.day.isoformat(), row.code) == (
        0,
        True,
        date.fromtimestamp(clock[0]).isoformat(),
        opened.code,
    )
    assert len(set(opened.tickets)) == 2
    assert store.progress(opened.class_id) == Progress(0, 0, 0)
    for seconds in (12 * 3600 - 1, 1):
        clock[0] += seconds
        assert lesson(store, 0).row().day == date.fromtimestamp(clock[0])


def test_a_class_in_the_morning_of_auckland_is_of_the_day_that_all_pages_say(
    store: Store, clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server's own time zone, for a class as for everything else."""
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    try:
        clock[0] = datetime(2026, 12, 1, 18, 30, tzinfo=UTC).timestamp()
        assert lesson(store, 0).row().day == date.fromtimestamp(clock[0]) == date(2026, 12, 2)
    finally:
        monkeypatch.undo()
        time.tzset()


def test_every_change_can_be_seen_and_every_move_makes_old_pages_old(store: Store) -> None:
    a_class = lesson(store, 0)
    host = a_class.opened.host_key
    before = a_class.row()

    def grown() -> tuple[int, int]:
        nonlocal before
        before, last = a_class.row(), before
        return before.version - last.version, before.step - last.step

    seat = store.join(a_class.opened.class_id)
    assert grown() == (1, 0)
    assert before.joined == 1
    store.join(a_class.opened.class_id, token=seat.token)
    assert grown() == (0, 0)
    store.door(host, False)
    assert grown() == (1, 1)
    store.new_tickets(host, 1)
    assert grown() == (1, 0)
    for move in ("open", "pause", "open", "lock", "reveal", "next", "discuss", "vote-again", "lock", "reveal"):
        store.act(host, move, FIRST)
        assert grown() == (1, 1), move
    store.ignore(host, seat.number, True)
    assert grown() == (1, 1)
    store.end(host)
    assert grown() == (1, 1)
    assert (before.state, before.door_open) == (State.ENDED, False)


def test_a_page_that_is_old_moves_nothing(store: Store) -> None:
    a_class = lesson(store, 1)
    host, step = a_class.opened.host_key, a_class.row().step
    store.act(host, "open", "", step)
    for wrong in (step, step + 2):
        with pytest.raises(errors.Moved):
            store.act(host, "lock", "", wrong)
    assert store.act(host, "lock", "", step + 1).state == State.LOCKED


def test_a_move_is_about_a_question_of_the_class(store: Store) -> None:
    a_class = lesson(store, 1)
    a_class.act("open", "lock", "reveal")
    for move in ("next", "discuss", "vote-again"):
        with pytest.raises(errors.UnknownAnswer):
            a_class.act(move, question="no-such")
    with pytest.raises(errors.UnknownAnswer):  # about which?
        a_class.act("vote-again")
    assert a_class.act("discuss").question == ""  # where all are divided
    a_class.act("reveal")
    assert a_class.act("next", question=SECOND).question == SECOND
    assert a_class.act("next").question == ""
    assert a_class.act("discuss", question=FIRST).question == FIRST
    again = a_class.act("vote-again")
    assert (again.question, again.round, again.state) == (FIRST, 2, State.REVOTE)
    assert a_class.act("lock", "reveal", "vote-again", question=SECOND).round == 3


def test_opening_again_is_about_all_questions_in_the_first_vote_alone(store: Store) -> None:
    a_class = lesson(store, 1)
    a_class.act("open", "lock", "reveal", "next", question=FIRST)
    assert a_class.act("open").question == ""
    a_class.act("lock", "reveal", "vote-again", "lock", question=FIRST)
    assert a_class.act("open").question == FIRST


@pytest.mark.parametrize("options", [{"a": -1}, {"a": 301}, {"a": 200, "b": 101}, {"A": 5}, {"#answers": 5}], ids=str)
def test_a_tally_that_no_class_can_give_is_refused(store: Store, options: dict[str, int]) -> None:
    paper = lesson(store, 0, mode="paper")
    with pytest.raises(errors.UnknownAnswer):
        store.tally_in(paper.opened.host_key, {FIRST: options})
    with pytest.raises(errors.UnknownAnswer):
        store.tally_in(paper.opened.host_key, {FIRST: {"a": 5}, "no-such": {"a": 5}})  # all or none
    assert store.typed(paper.opened.host_key) == {}
    store.tally_in(paper.opened.host_key, {FIRST: {"a": 200, "b": 100, "c": 0}})
    assert store.typed(paper.opened.host_key) == {FIRST: {"a": 200, "b": 100, "c": 0}}


def test_tallies_of_a_vote_again_are_of_its_question_and_of_its_round(store: Store) -> None:
    paper = lesson(store, 0, mode="paper")
    host = paper.opened.host_key
    paper.act("open")
    for question in QUESTIONS:
        store.tally_in(host, {question: {"a": 6, "b": 1}})
    paper.act("lock", "reveal", "vote-again", question=FIRST)
    with pytest.raises(errors.NotAllowed):
        store.tally_in(host, {SECOND: {"a": 5}})
    store.tally_in(host, {FIRST: {"a": 2, "b": 5}})
    paper.act("lock", "reveal")
    assert (paper.counts(1), paper.counts(2)) == ((7, {"a": 6, "b": 1}), (7, {"a": 2, "b": 5}))
    assert paper.counts(1, SECOND) == (7, {"a": 6, "b": 1})
    assert (store.typed(host), store.typed(host, 2)) == (
        {question: {"a": 6, "b": 1} for question in QUESTIONS}, {FIRST: {"a": 2, "b": 5}},
    )  # fmt: skip
    store.tally_in(host, {FIRST: {"a": 7}})  # a slip is mended after the reveal
    assert paper.counts(2) == (7, {"a": 7})
    store.end(host)
    with pytest.raises(errors.NotAllowed):
        store.tally_in(host, {FIRST: {"a": 5}})
    assert paper.counts(2) == (7, {"a": 7})


def test_a_device_of_another_class_cannot_be_left_out(store: Store) -> None:
    mine, other = lesson(store, 2), lesson(store, 9)
    strange = next(seat.number for seat in other.seats if seat.number not in {each.number for each in mine.seats})
    with pytest.raises(errors.NoSeat):
        store.ignore(mine.opened.host_key, strange, True)
    store.ignore(mine.opened.host_key, mine.seats[1].number, True)
    assert store.seats(mine.opened.class_id) == {mine.seats[0].number: False, mine.seats[1].number: True}
    assert set(store.seats(other.opened.class_id).values()) == {False}
    assert store.progress(mine.opened.class_id) == Progress(2, 0, 1)
    assert list(store.seats(other.opened.class_id)) == sorted(seat.number for seat in other.seats)
    store.end(mine.opened.host_key)
    with pytest.raises(errors.NotAllowed):
        store.ignore(mine.opened.host_key, mine.seats[0].number, True)


@pytest.mark.parametrize("ended", [False, True])
def test_deleting_says_what_went_and_touches_no_other_class(store: Store, ended: bool) -> None:
    mine, other = lesson(store, 6), lesson(store, 3)
    for each in (mine, other):
        each.act("open")
        each.answer("aaaaaa")
    if ended:
        store.end(mine.opened.host_key)
    assert store.delete(mine.opened.host_key) == Purged(deleted=1, seats=0 if ended else 6, answers=0 if ended else 6)
    assert rows(store.database.engine) == {"class": 1, "seat": 3, "answer": 3, "count": 0, "ticket": 0}
    assert store.class_by_host(mine.opened.host_key) is None
    with pytest.raises(errors.NoClass):
        store.delete(mine.opened.host_key)


def test_an_end_is_the_end(store: Store) -> None:
    a_class, gone = lesson(store, 5), lesson(store, 5, keep_days=0)
    for each in (a_class, gone):
        each.act("open")
        each.answer("aaaaa")
        ended = store.end(each.opened.host_key)
        assert (ended.seats, ended.answers, ended.left) == (5, 5, 0)
    assert a_class.counts() == (5, {"a": 5})
    assert store.class_by_id(gone.opened.class_id) is None
    with pytest.raises(errors.NotAllowed):
        store.end(a_class.opened.host_key)
    for move in ("open", "end"):
        with pytest.raises(errors.NotAllowed):
            a_class.act(move)
    with pytest.raises(errors.NotAllowed):
        store.door(a_class.opened.host_key, True)
    with pytest.raises(errors.DoorClosed):
        store.join(a_class.opened.class_id)


def test_three_hundred_tickets_and_no_more(store: Store) -> None:
    opened = store.start(ClassSettings(QUESTIONS, tickets=1))
    for number in (-1, 0, 300):
        with pytest.raises(errors.NotAllowed):
            store.new_tickets(opened.host_key, number)
    assert len(set(store.new_tickets(opened.host_key, 299))) == 299
    with pytest.raises(errors.NotAllowed):
        store.new_tickets(opened.host_key, 1)
    assert rows(store.database.engine)["ticket"] == 300
    row = store.class_by_id(opened.class_id)
    assert row is not None
    assert row.settings.tickets == 300
    store.end(opened.host_key)
    with pytest.raises(errors.NotAllowed):
        store.new_tickets(opened.host_key, 1)


def test_a_pupil_sees_the_answers_of_this_vote_and_of_all(store: Store) -> None:
    a_class = lesson(store, 2)
    token, other = (seat.token for seat in a_class.seats)
    a_class.act("open")
    for question in QUESTIONS:
        store.answer(token, question, "a")
    here, bare = store.seat_view(token), store.seat_view(other)
    assert here is not None
    assert bare is not None
    assert (here.own, here.whole, here.seat.finished) == (dict.fromkeys(QUESTIONS, "a"), here.own, True)
    assert (store.seat(token), store.seat(other)) == (here.seat, bare.seat)
    assert here.seat != bare.seat
    assert (bare.own, bare.whole, bare.seat.finished) == ({}, {}, False)
    a_class.act("lock", "reveal", "vote-again", question=FIRST)
    again = store.seat_view(token)
    assert again is not None
    assert (again.own, again.whole, again.seat.finished) == ({}, here.own, False)
    store.answer(token, FIRST, "b")
    again = store.seat_view(token)
    assert again is not None
    assert (again.own, again.whole, again.seat.finished) == ({FIRST: "b"}, {FIRST: "b", SECOND: "a"}, True)
    assert store.seat_view("no such token") is None


def test_whoever_is_through_is_counted_once_in_each_vote(store: Store) -> None:
    a_class = lesson(store, 3)
    class_id, (first, second, _) = a_class.opened.class_id, a_class.seats
    with pytest.raises(errors.NotOpen):
        store.finish(first.token)
    a_class.act("open")
    version = a_class.row().version
    for _ in range(2):
        store.finish(first.token)
    assert a_class.row().version == version + 1
    store.finish(second.token)
    assert store.progress(class_id).finished == 2
    a_class.act("lock", "reveal", "vote-again", question=FIRST)
    assert store.progress(class_id).finished == 0
    store.answer(first.token, FIRST, "a")
    assert store.progress(class_id).finished == 1
    with pytest.raises(errors.NoSeat):
        store.finish("no such token")


@pytest.mark.parametrize(("key", "good"), [("~" * 80, True), ("~" * 81, False), ("a b", False), ("é", False)])
def test_a_key_is_eighty_plain_characters_at_most(store: Store, key: str, good: bool) -> None:
    a_class = lesson(store, 1)
    a_class.act("open")
    if good:
        assert not store.answer(a_class.seats[0].token, FIRST, "a", key).repeated
        return
    with pytest.raises(errors.UnknownAnswer):
        store.answer(a_class.seats[0].token, FIRST, "a", key)
    assert own(store, a_class.seats[0].token) == {}


def test_counts_stand_in_the_order_asked(store: Store) -> None:
    a_class = lesson(store, 5)
    a_class.act("open")
    for question in reversed(QUESTIONS):
        a_class.answer("aaaaa", question)
    a_class.act("lock", "reveal")
    assert list(store.counts(a_class.opened.class_id)) == list(QUESTIONS)


def test_what_one_class_has_seen_holds_no_other_back(store: Store) -> None:
    """Five of each class say the same; one reveals, and then the sixth of the other answers."""
    first, second = lesson(store, 6), lesson(store, 6)
    for each in (first, second):
        each.act("open")
        each.answer("aaaaa")
    first.act("lock", "reveal")
    store.answer(second.seats[5].token, FIRST, "b")
    second.act("lock", "reveal")
    assert (first.counts(), second.counts()) == ((5, {"a": 5}), (6, {"a": 5, "b": 1}))


@pytest.mark.parametrize(("mode", "shown"), [("groups", {"a": 3, "b": 3}), ("devices", {})])
def test_three_groups_may_be_seen_to_change_and_three_pupils_may_not(
    store: Store, mode: str, shown: dict[str, int]
) -> None:
    a_class = lesson(store, 6, mode=mode)
    a_class.act("open")
    a_class.answer("aaaaaa")
    a_class.act("lock", "reveal", "vote-again", question=FIRST)
    a_class.answer("aaabbb")
    a_class.act("lock", "reveal")
    assert a_class.counts(2) == (6, shown)


@pytest.mark.parametrize(("again", "moved"), [("aabbbb", None), ("abbbbb", 5), ("bbbbbb", 6)])
def test_from_five_on_it_is_said_how_many_chose_something_else(store: Store, again: str, moved: int | None) -> None:
    a_class = lesson(store, 6)
    a_class.act("open")
    a_class.answer("aaaaaa")
    a_class.act("lock", "reveal", "vote-again", question=FIRST)
    a_class.answer(again)
    a_class.act("lock", "reveal")
    assert store.counts(a_class.opened.class_id, 2)[FIRST].moved == moved
    assert store.counts(a_class.opened.class_id, 1)[FIRST].moved is None
