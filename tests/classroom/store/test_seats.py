"""Coming in, leaving and coming back: who has a seat, and who only had one, on every database."""

import pytest

from evaluator.classroom import errors
from evaluator.classroom.records import Progress
from evaluator.classroom.settings import ClassSettings
from evaluator.classroom.states import State
from evaluator.classroom.store.store import Store
from tests.classroom.store.lessons import QUESTIONS, lesson, rows

FIRST, SECOND = QUESTIONS


def test_a_device_that_has_just_come_in_has_done_nothing_yet(store: Store) -> None:
    opened = lesson(store, 0).opened
    seat = store.join(opened.class_id)
    assert (seat.ignored, seat.finished, seat.away) == (False, False, False)
    assert store.seat(seat.token) == seat
    assert store.seats(opened.class_id) == {seat.number: False}


def test_coming_leaving_and_coming_back_can_each_be_seen_once(store: Store) -> None:
    a_class = lesson(store, 3)
    class_id, (first, second, third) = a_class.opened.class_id, a_class.seats
    before = a_class.row()

    def changed() -> tuple[int, int, int]:
        nonlocal before
        before, last = a_class.row(), before
        return before.version - last.version, before.step - last.step, before.joined

    for _ in range(2):
        store.leave(first.token)
    assert changed() == (1, 0, 2)
    store.leave("no such token")
    assert changed() == (0, 0, 2)
    for _ in range(2):
        store.come_back(first.token)
    assert changed() == (1, 0, 3)
    store.make_room(a_class.opened.host_key)
    assert changed() == (1, 1, 3)
    store.start_anew(a_class.opened.host_key)
    assert changed() == (1, 1, 0)
    for _ in range(2):
        store.join(class_id, token=second.token)
    assert changed() == (1, 0, 1)
    store.start_anew(a_class.opened.host_key)  # the third is away already
    assert changed() == (1, 1, 0)
    store.leave(third.token)
    assert changed() == (0, 0, 0)


def test_only_the_device_that_leaves_gives_up_its_seat(store: Store) -> None:
    a_class = lesson(store, 4)
    leaves, answers, left_out, stays = a_class.seats
    a_class.act("open")
    store.answer(answers.token, FIRST, "a")
    store.ignore(a_class.opened.host_key, left_out.number, True)
    for seat in (leaves, answers, left_out):
        store.leave(seat.token)
    away = [seat.token for seat in a_class.seats if (now := store.seat(seat.token)) is None or now.away]
    assert away == [leaves.token]
    assert store.progress(a_class.opened.class_id) == Progress(joined=3, finished=0, ignored=1)
    assert stays.number in store.seats(a_class.opened.class_id)


def test_who_was_through_and_is_away_is_not_counted_until_back(store: Store) -> None:
    a_class = lesson(store, 2)
    a_class.act("open")
    store.finish(a_class.seats[0].token)
    store.start_anew(a_class.opened.host_key)
    assert store.progress(a_class.opened.class_id) == Progress(joined=0, finished=0)
    store.come_back(a_class.seats[0].token)
    assert store.progress(a_class.opened.class_id) == Progress(joined=1, finished=1)


def test_who_left_and_answers_is_back_with_the_answer(store: Store) -> None:
    a_class = lesson(store, 2)
    a_class.act("open")
    before = a_class.row()
    store.leave(a_class.seats[0].token)
    store.answer(a_class.seats[0].token, FIRST, "a")
    seat, other = (store.seat(each.token) for each in a_class.seats)
    assert seat
    assert other
    assert (seat.away, other.away, a_class.row().joined) == (False, False, 2)
    assert a_class.row().version == before.version + 2


def test_a_door_that_was_closed_is_open_when_it_starts_anew(store: Store) -> None:
    a_class = lesson(store, 0)
    store.door(a_class.opened.host_key, False)
    row = store.start_anew(a_class.opened.host_key)
    assert row.door_open
    assert row.code != a_class.opened.code
    store.join(row.id)


def test_nothing_moves_the_door_of_a_class_that_is_over(store: Store) -> None:
    a_class = lesson(store, 1)
    store.end(a_class.opened.host_key)
    before = a_class.row()
    for move in (store.make_room, store.start_anew):
        with pytest.raises(errors.NotAllowed):
            move(a_class.opened.host_key)
    with pytest.raises(errors.NotAllowed):
        store.new_tickets(a_class.opened.host_key, 1)
    with pytest.raises(errors.NotAllowed):
        store.door(a_class.opened.host_key, True)
    with pytest.raises(errors.DoorClosed):
        store.check_door(a_class.opened.class_id)
    assert a_class.row() == before


def test_before_anything_is_typed_a_device_learns_whether_it_could_come_in(store: Store) -> None:
    plain, ticketed, paper = lesson(store, 0), lesson(store, 0, tickets=2), lesson(store, 0, mode="paper")
    ticket, used = ticketed.opened.tickets
    store.join(ticketed.opened.class_id, used)
    store.check_door(plain.opened.class_id)
    store.check_door(ticketed.opened.class_id, ticket)
    for wrong in ("", used, "XXXXXXXX"):
        with pytest.raises(errors.BadTicket):
            store.check_door(ticketed.opened.class_id, wrong)
    with pytest.raises(errors.DoorClosed):
        store.check_door(paper.opened.class_id)
    with pytest.raises(errors.NoClass):
        store.check_door(paper.opened.class_id + 1)
    assert rows(store.database.engine)["seat"] == 1  # whoever only asks takes none
    store.join(ticketed.opened.class_id, ticket)


def test_a_class_without_a_number_expected_can_be_given_more_room(store: Store) -> None:
    a_class = lesson(store, 1)
    row = store.make_room(a_class.opened.host_key)
    assert (row.settings.expected, row.joined) == (None, 1)


def test_a_ticket_is_a_place_however_many_sit_there(store: Store) -> None:
    a_class = lesson(store, 2, expected=1)
    with pytest.raises(errors.Full):
        store.join(a_class.opened.class_id)
    for ticket in store.new_tickets(a_class.opened.host_key, 3):
        store.join(a_class.opened.class_id, ticket)
    assert a_class.row().joined == 5


def test_the_tickets_that_open_a_door_are_told_from_all_others(store: Store) -> None:
    """Of another class, or of nobody; to whoever holds the key of the class."""
    mine, other = (store.start(ClassSettings(QUESTIONS, tickets=2)) for _ in range(2))
    slips = (mine.tickets[1], other.tickets[0], "XXXXXXXX", mine.tickets[0])
    assert store.known_tickets(mine.host_key, slips) == (mine.tickets[1], mine.tickets[0])
    assert store.known_tickets(other.host_key, slips) == (other.tickets[0],)
    assert store.known_tickets("no such key", slips) == ()


def test_a_token_opens_the_seat_of_its_own_class_alone(store: Store) -> None:
    first, second = lesson(store, 1), lesson(store, 1)
    [seat] = first.seats
    there = store.join(second.opened.class_id, token=seat.token)
    assert (there.class_id, there.token == seat.token) == (second.opened.class_id, False)
    assert store.seat(seat.token) == seat
    assert (first.row().joined, second.row().joined) == (1, 2)


@pytest.mark.parametrize(("length", "kept"), [(21, False), (22, True), (80, True)])
def test_a_token_that_the_page_proposes_is_taken_when_it_is_long_enough(
    store: Store, length: int, *, kept: bool
) -> None:
    seat = store.join(lesson(store, 0).opened.class_id, token="t" * length)
    assert (seat.token == "t" * length) == kept
    assert len(seat.token) >= 22


@pytest.mark.usefixtures("backwards")
def test_in_a_full_class_newcomers_take_the_places_of_those_who_did_not_come_back(store: Store) -> None:
    """Never that of a device which did, nor one in another class."""
    a_class, other = lesson(store, 300), lesson(store, 300)
    for each in (a_class, other):
        store.start_anew(each.opened.host_key)
    by_number = sorted(a_class.seats, key=lambda seat: seat.number)
    for seat in by_number[:3]:
        store.come_back(seat.token)
    for _ in range(2):
        store.join(a_class.opened.class_id)
    assert [store.seat(seat.token) is None for seat in by_number[:6]] == [False, False, False, True, True, False]
    assert all(store.seat(seat.token) for seat in (*by_number[6:], *other.seats))
    assert len(store.seats(a_class.opened.class_id)) == a_class.row().joined == 5


def test_three_hundred_sit_in_a_class_and_no_ticket_lets_one_more_in(store: Store) -> None:
    a_class = lesson(store, 300)
    (ticket,) = store.new_tickets(a_class.opened.host_key, 1)
    with pytest.raises(errors.Full):
        store.join(a_class.opened.class_id, ticket)
    assert a_class.row().joined == 300


def test_a_class_that_is_not_there_is_said_to_be_gone(store: Store) -> None:
    for ask in (store.progress, store.counts, store.check_door, store.join):
        with pytest.raises(errors.NoClass):
            ask(7)
    assert store.class_by_id(7) is None


def test_a_class_begins_with_nothing_shown_and_nobody_left_out(store: Store) -> None:
    for chosen, state in ({}, State.LOBBY), ({"closes": 30_000_000}, State.OPEN):
        row = lesson(store, 0, **chosen).row()
        assert (row.version, row.step, row.round, row.joined) == (1, 1, 1, 0)
        assert (row.state, row.published, row.left_out, row.question) == (state, False, 0, "")
