"""A lesson from the first click to the last row, on every database."""

from dataclasses import replace
from itertools import pairwise

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from evaluator.classroom import errors
from evaluator.classroom.codes import screen_key
from evaluator.classroom.records import Progress, Seat
from evaluator.classroom.settings import ClassSettings
from evaluator.classroom.states import State
from evaluator.classroom.store.models import AnswerRow, SeatRow
from evaluator.classroom.store.store import Store
from tests.classroom.store.lessons import QUESTIONS, lesson, own, rows


def test_a_whole_lesson(store: Store) -> None:
    a_class = lesson(store, 6, expected=6)
    a_class.act("open")
    a_class.answer("aaaaab")
    for seat in a_class.seats[:4]:
        store.finish(seat.token)
    progress = store.progress(a_class.opened.class_id)
    assert (progress.joined, progress.finished) == (6, 4)
    a_class.act("lock", "reveal", "discuss", question=QUESTIONS[0])
    assert a_class.counts() == (6, {"a": 5, "b": 1})
    assert a_class.act("vote-again").state == State.REVOTE
    a_class.answer("bbbbbb")
    assert store.progress(a_class.opened.class_id).finished == 6
    a_class.act("lock", "reveal")
    assert a_class.counts(2) == (6, {"b": 6})
    assert store.counts(a_class.opened.class_id, 2)[QUESTIONS[0]].moved == 5
    ended = store.end(a_class.opened.host_key)
    assert (ended.seats, ended.answers, ended.left) == (6, 12, 0)
    assert a_class.counts() == (6, {"a": 5, "b": 1})
    assert store.seat(a_class.seats[0].token) is None


def test_keys_and_codes_find_their_class_and_no_other(store: Store) -> None:
    opened = lesson(store).opened
    code = f" {opened.code[:3]}-{opened.code[3:]} ".lower()
    found = (
        store.class_by_code(code),
        store.class_by_host(opened.host_key),
        store.class_by_screen(opened.screen_key),
    )
    assert {row.id for row in found if row} == {opened.class_id}
    assert None not in found
    for wrong in ("", "AAAAAA", opened.screen_key, "\x00", "\ud800", "x" * 10_000):
        assert store.class_by_host(wrong) is None
        assert store.class_by_code(wrong) is None


def test_an_answer_outside_its_state_is_refused(store: Store) -> None:
    a_class = lesson(store, 1)
    token = a_class.seats[0].token
    for actions in ([], ["open", "pause"], ["lock"], ["reveal"], ["discuss"]):
        a_class.act(*actions, question=QUESTIONS[0]) if actions else None
        with pytest.raises(errors.NotOpen):
            store.answer(token, QUESTIONS[0], "a")
    a_class.act("vote-again")
    with pytest.raises(errors.NotOpen):
        store.answer(token, QUESTIONS[1], "a")
    assert store.answer(token, QUESTIONS[0], "a").round == 2


def test_an_answer_says_which_question_follows_and_the_last_one_ends_the_round(store: Store) -> None:
    a_class = lesson(store, 1)
    token, (seat,) = a_class.seats[0].token, a_class.seats
    a_class.act("open")
    before = a_class.row().version
    for question, follows in pairwise(QUESTIONS):
        assert store.answer(token, question, "a").follows == follows
    assert store.progress(seat.class_id).finished == 0
    assert a_class.row().version == before  # nobody sees an answer before the reveal
    for _ in range(2):
        assert store.answer(token, QUESTIONS[-1], "a").follows == ""
    assert store.progress(seat.class_id).finished == 1
    assert a_class.row().version == before + 1
    a_class.act("lock", "reveal", "discuss", "vote-again", question=QUESTIONS[0])
    assert store.answer(token, QUESTIONS[0], "b").follows == ""
    assert store.progress(seat.class_id).finished == 1


def test_the_last_answer_is_kept_and_a_repeated_request_changes_nothing(store: Store) -> None:
    a_class = lesson(store, 1)
    token = a_class.seats[0].token
    a_class.act("open")
    assert not store.answer(token, QUESTIONS[0], "a", "k1").repeated
    assert store.answer(token, QUESTIONS[0], "a", "k1").repeated
    store.answer(token, QUESTIONS[0], "b", "k2")
    a_class.act("lock")
    assert store.answer(token, QUESTIONS[0], "b", "k2").repeated  # it had been stored: no reason to frighten anyone
    with pytest.raises(errors.NotOpen):
        store.answer(token, QUESTIONS[0], "a", "k3")
    assert own(store, token) == {QUESTIONS[0]: "b"}


@pytest.mark.parametrize("option", ["", "A", "a b", "#answers", "a" * 81, "\x00", "\ud800", "é"])
def test_what_can_be_no_option_is_refused(store: Store, option: str) -> None:
    a_class = lesson(store, 1)
    a_class.act("open")
    with pytest.raises(errors.UnknownAnswer):
        store.answer(a_class.seats[0].token, QUESTIONS[0], option)
    with pytest.raises(errors.UnknownAnswer):
        store.answer(a_class.seats[0].token, "no-such", "a")
    with pytest.raises(errors.UnknownAnswer):
        store.answer(a_class.seats[0].token, QUESTIONS[0], "a", "\x00")


def test_no_count_before_reveal(store: Store) -> None:
    a_class = lesson(store)
    for actions in ([], ["open"], ["pause"], ["open", "lock"]):
        a_class.act(*actions) if actions else None
        with pytest.raises(errors.NotRevealed):
            a_class.counts()
    a_class.act("reveal", "vote-again", question=QUESTIONS[0])
    with pytest.raises(errors.NotRevealed):
        a_class.counts(2)
    with pytest.raises(errors.NotRevealed):
        store.counts(a_class.opened.class_id, 3)


def test_under_five_answers_show_their_number_alone(store: Store) -> None:
    a_class = lesson(store)
    a_class.act("open")
    a_class.answer("abab")
    a_class.act("lock", "reveal")
    assert a_class.counts() == (4, {})
    store.end(a_class.opened.host_key)
    assert a_class.counts() == (4, {})


def test_a_round_that_was_shown_is_never_opened_again(store: Store) -> None:
    a_class = lesson(store, 8)
    a_class.act("open")
    a_class.answer("aaaaa")
    a_class.act("lock", "reveal")
    assert a_class.row().published
    with pytest.raises(errors.NotAllowed):
        a_class.act("open")
    a_class.act("discuss", "reveal", question=QUESTIONS[0])
    assert a_class.counts() == (5, {"a": 5})


def test_a_class_that_was_revealed_too_early_goes_on(store: Store) -> None:
    """With fewer than five answers nothing was shown, so nothing can be compared with it."""
    a_class = lesson(store, 8)
    a_class.act("open")
    a_class.answer("aaaa")
    a_class.act("lock", "reveal")
    assert a_class.counts() == (4, {})
    assert not a_class.row().published
    a_class.act("open")
    a_class.answer("aaaabb")
    a_class.act("lock", "reveal")
    assert a_class.counts() == (6, {"a": 4, "b": 2})


def test_devices_are_left_out_before_the_first_count_and_one_in_ten_at_most(store: Store) -> None:
    a_class = lesson(store, 20)
    key, numbers = a_class.opened.host_key, [seat.number for seat in a_class.seats]
    a_class.act("open")
    a_class.answer("a" * 15 + "b" * 5)
    for number in numbers[:2]:
        store.ignore(key, number, True)
    with pytest.raises(errors.TooManyLeftOut):
        store.ignore(key, numbers[2], True)
    for _ in range(40):  # empty seats give no right to leave out more
        store.join(a_class.opened.class_id)
    with pytest.raises(errors.TooManyLeftOut):
        store.ignore(key, numbers[2], True)
    store.ignore(key, numbers[0], True)  # it was before
    store.ignore(key, numbers[0], False)
    store.ignore(key, numbers[19], True)
    with pytest.raises(errors.NoSeat):
        store.ignore(key, 10_000, True)
    a_class.act("lock", "reveal")
    assert a_class.counts() == (18, {"a": 14, "b": 4})
    for number, ignored in ((numbers[5], True), (numbers[1], False)):
        with pytest.raises(errors.NotAllowed):
            store.ignore(key, number, ignored)
    assert a_class.counts() == (18, {"a": 14, "b": 4})


def test_an_answer_sent_again_in_the_next_vote_is_stored_there(store: Store) -> None:
    """The page of the first vote is sent once more, under its old key, while the second is open."""
    a_class = lesson(store, 6)
    a_class.act("open")
    for seat in a_class.seats:
        store.answer(seat.token, QUESTIONS[0], "a", "k1")
    a_class.act("lock", "reveal", "vote-again", question=QUESTIONS[0])
    for seat in a_class.seats:
        taken = store.answer(seat.token, QUESTIONS[0], "a", "k1")
        assert (taken.round, taken.repeated) == (2, False)
        assert store.answer(seat.token, QUESTIONS[0], "a", "k1").repeated
    late = store.join(a_class.opened.class_id)
    a_class.act("lock")
    assert store.answer(a_class.seats[0].token, QUESTIONS[0], "a", "k1").round == 2
    with pytest.raises(errors.NotOpen):
        store.answer(late.token, QUESTIONS[0], "a", "k1")
    a_class.act("reveal")
    assert a_class.counts(2) == (6, {"a": 6})


def test_an_answer_of_an_earlier_vote_sent_again_after_the_lock_is_known(store: Store) -> None:
    """It had been stored, and nothing takes answers now: no reason to frighten anyone."""
    a_class = lesson(store, 1)
    token = a_class.seats[0].token
    a_class.act("open")
    store.answer(token, QUESTIONS[0], "a", "k1")
    a_class.act("lock", "reveal", "vote-again", "lock", question=QUESTIONS[0])
    known = store.answer(token, QUESTIONS[0], "a", "k1")
    assert (known.repeated, known.round) == (True, 1)


def test_the_door(store: Store) -> None:
    a_class = lesson(store, 11, expected=10)
    with pytest.raises(errors.Full):
        store.join(a_class.opened.class_id)
    row = store.door(a_class.opened.host_key, True, new_code=True, expected=20)
    assert store.class_by_code(a_class.opened.code) is None
    assert store.class_by_code(row.code) == row
    store.join(row.id)
    store.door(a_class.opened.host_key, False)
    with pytest.raises(errors.DoorClosed):
        store.join(row.id)
    with pytest.raises(errors.NoClass):
        store.join(row.id + 1)


def test_ten_more_can_join_with_one_press(store: Store) -> None:
    """And again, as far as a class can grow."""
    a_class = lesson(store, 11, expected=10)
    assert store.make_room(a_class.opened.host_key).settings.expected == 20
    for _ in range(10):
        store.join(a_class.opened.class_id)
    with pytest.raises(errors.Full):
        store.check_door(a_class.opened.class_id)
    for _ in range(40):
        row = store.make_room(a_class.opened.host_key)
    assert row.settings.expected == 250


def test_a_door_that_starts_anew_loses_no_seat_that_a_device_holds(store: Store) -> None:
    """Sixteen seats of a script are gone from the count; a phone that answered stays, one that looks comes back."""
    a_class = lesson(store, 10, expected=24)
    script = [store.join(a_class.opened.class_id) for _ in range(16)]
    a_class.act("open")
    a_class.answer("aaaa")
    store.ignore(a_class.opened.host_key, a_class.seats[9].number, True)
    row = store.start_anew(a_class.opened.host_key)
    assert store.class_by_code(a_class.opened.code) is None
    assert (row.joined, row.left_out) == (5, 1)
    store.answer(a_class.seats[4].token, QUESTIONS[0], "b")
    store.finish(a_class.seats[5].token)
    store.come_back(a_class.seats[6].token)
    store.come_back(a_class.seats[6].token)  # it is back already
    store.join(row.id, token=a_class.seats[7].token)
    assert store.progress(row.id) == Progress(joined=9, finished=1, ignored=1)
    assert len(store.seats(row.id)) == 9
    for _ in range(17):
        store.join(row.id)
    with pytest.raises(errors.Full):
        store.join(row.id)
    store.come_back(a_class.seats[8].token)  # who was in comes in, although it is full
    assert store.progress(row.id).joined == 27
    assert store.seat(script[0].token) == replace(script[0], away=True)
    a_class.act("lock", "reveal")
    assert a_class.counts() == (5, {"a": 4, "b": 1})


def test_a_door_that_starts_anew_and_a_seat_that_leaves_touch_no_others(store: Store) -> None:
    first, second = lesson(store, 6), lesson(store, 6)
    store.leave(first.seats[0].token)
    assert [len(store.seats(each.opened.class_id)) for each in (first, second)] == [5, 6]
    store.start_anew(first.opened.host_key)
    assert [len(store.seats(each.opened.class_id)) for each in (first, second)] == [0, 6]


def test_seats_set_aside_give_their_place_to_others(store: Store) -> None:
    opened = store.start(ClassSettings(QUESTIONS))
    for _ in range(300):
        store.join(opened.class_id)
    store.start_anew(opened.host_key)
    newcomers = [store.join(opened.class_id) for _ in range(3)]
    assert len({seat.number for seat in newcomers}) == 3
    assert store.progress(opened.class_id).joined == 3


def test_who_voted_when_nothing_could_be_shown_is_not_late(store: Store) -> None:
    """Four answered at first, so there was no result; of the vote again there is one, with everybody in it."""
    a_class = lesson(store, 7)
    a_class.act("open")
    a_class.answer("aaab")
    a_class.answer("aaaaaa", QUESTIONS[1])
    a_class.act("lock", "reveal", "vote-again", question=QUESTIONS[0])
    a_class.answer("aaabbb")
    assert not any(_late(store, seat) for seat in a_class.seats)
    a_class.act("lock", "reveal")
    assert a_class.counts(2) == (6, {"a": 3, "b": 3})
    assert not any(_late(store, seat) for seat in a_class.seats)
    a_class.act("vote-again", question=QUESTIONS[0])
    assert [_late(store, seat) for seat in a_class.seats] == [False] * 6 + [True]


def _late(store: Store, seat: Seat) -> bool:
    view = store.seat_view(seat.token)
    assert view
    return view.late


def test_a_seat_asked_for_twice_is_one_seat(store: Store) -> None:
    opened = store.start(ClassSettings(QUESTIONS))
    token = "a-token-that-the-page-proposed"
    assert store.join(opened.class_id, token=token) == store.join(opened.class_id, token=token)
    assert store.progress(opened.class_id).joined == 1
    assert store.join(opened.class_id, token="short").token != "short"


def test_a_ticket_lets_one_device_in(store: Store) -> None:
    opened = store.start(ClassSettings(QUESTIONS, tickets=2))
    store.join(opened.class_id, opened.tickets[0].lower())
    for wrong in ("", "XXXXXXXX", opened.tickets[0], "\x00"):
        with pytest.raises(errors.BadTicket):
            store.join(opened.class_id, wrong)
    (more,) = store.new_tickets(opened.host_key, 1)
    store.join(opened.class_id, more)


def test_a_tally_typed_in_looks_like_the_same_answers_on_phones(store: Store) -> None:
    phones, paper = lesson(store), lesson(store, 0, mode="paper")
    phones.act("open")
    paper.act("open")
    phones.answer("aabbbb")
    store.tally_in(paper.opened.host_key, {QUESTIONS[0]: {"a": 99}})
    store.tally_in(paper.opened.host_key, {QUESTIONS[0]: {"a": 2, "b": 4}})
    assert store.typed(paper.opened.host_key) == {QUESTIONS[0]: {"a": 2, "b": 4}}
    for each in (phones, paper):
        each.act("lock", "reveal")
    assert store.counts(phones.opened.class_id) == store.counts(paper.opened.class_id)
    with pytest.raises(errors.NotAllowed):
        store.tally_in(phones.opened.host_key, {QUESTIONS[0]: {"a": 2}})
    with pytest.raises(errors.DoorClosed):
        store.join(paper.opened.class_id)


def test_a_second_click_does_not_move_twice(store: Store) -> None:
    a_class = lesson(store)
    step = a_class.row().step
    store.act(a_class.opened.host_key, "open", expected_step=step)
    with pytest.raises(errors.Moved):
        store.act(a_class.opened.host_key, "open", expected_step=step)
    with pytest.raises(errors.NotAllowed):
        a_class.act("reveal")
    with pytest.raises(errors.NotAllowed):
        a_class.act("dance")
    with pytest.raises(errors.NoClass):
        store.act("wrong", "open")


def test_the_version_grows_with_what_can_be_seen(store: Store) -> None:
    a_class = lesson(store, 2)
    seen = [a_class.row().version]
    a_class.act("open")
    seen.append(a_class.row().version)
    store.finish(a_class.seats[0].token)
    seen.append(a_class.row().version)
    store.join(a_class.opened.class_id)
    seen.append(a_class.row().version)
    assert seen == sorted(set(seen))


@pytest.mark.parametrize("keep", [0, 7])
def test_a_class_is_deleted_at_once(store: Store, keep: int) -> None:
    a_class = lesson(store, 2, keep_days=keep)
    assert store.delete(a_class.opened.host_key).seats == 2
    assert store.class_by_id(a_class.opened.class_id) is None
    with pytest.raises(errors.NoClass):
        store.delete(a_class.opened.host_key)


def test_the_projector_has_a_key_of_its_own_that_the_teacher_can_make_again(store: Store) -> None:
    opened = lesson(store, 0).opened
    assert screen_key(opened.host_key) == opened.screen_key
    assert store.class_by_host(opened.screen_key) is None


def test_the_tickets_of_a_class_go_at_its_end(store: Store) -> None:
    """The used ones, the unused ones, and those of no other class."""
    ended, other = (store.start(ClassSettings(QUESTIONS, tickets=3, keep_days=7)) for _ in range(2))
    store.join(ended.class_id, ended.tickets[0])
    store.end(ended.host_key)
    assert rows(store.database.engine) == {"class": 2, "seat": 0, "answer": 0, "count": 0, "ticket": 3}
    store.join(other.class_id, other.tickets[0])


def test_devices_left_out_have_not_moved(store: Store) -> None:
    """Six chose something else the second time; one of them on the device that the teacher left out."""
    a_class = lesson(store, 10)
    a_class.act("open")
    a_class.answer("aaaaaaaaaa")
    store.ignore(a_class.opened.host_key, a_class.seats[0].number, True)
    a_class.act("lock", "reveal", "discuss", "vote-again", question=QUESTIONS[0])
    a_class.answer("bbbbbbaaaa")
    a_class.act("lock", "reveal")
    assert a_class.counts(2) == (9, {"b": 5, "a": 4})
    assert store.counts(a_class.opened.class_id, 2)[QUESTIONS[0]].moved == 5


def test_the_largest_class_is_revealed(store: Store) -> None:
    """300 pupils, 60 questions: each transaction is done before its time is over."""
    questions = tuple(f"question-{number}" for number in range(60))
    opened = store.start(ClassSettings(questions))
    seats = [
        {"class_id": opened.class_id, "token": f"t{number}", "number": number, "ignored": False, "finished": 0}
        for number in range(300)
    ]

    def answer_all(session: Session) -> None:
        session.execute(insert(SeatRow), seats)
        rows = [
            {
                "seat_id": seat_id,
                "round": 1,
                "question": question,
                "option": "abc"[seat_id % 3],
                "key": "",
            }
            for seat_id in session.scalars(select(SeatRow.id))
            for question in questions
        ]
        session.execute(insert(AnswerRow), rows)

    store.database.run(answer_all, patience=60)
    store.act(opened.host_key, "open")
    store.act(opened.host_key, "lock")
    store.ignore(opened.host_key, 7, True)
    store.act(opened.host_key, "reveal")
    assert {counted.n for counted in store.counts(opened.class_id).values()} == {299}
    assert len(store.counts(opened.class_id)) == 60
    assert store.end(opened.host_key).answers == 300 * 60
