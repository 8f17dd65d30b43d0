"""Many at once on both databases: each race has one winner, and nobody is told what is not so."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from threading import Barrier

import pytest
from sqlalchemy import insert, select

from evaluator.classroom import errors
from evaluator.classroom.settings import ClassSettings
from evaluator.classroom.store.models import AnswerRow, SeatRow
from evaluator.classroom.store.store import Store
from tests.classroom.store.lessons import QUESTIONS, lesson, rows

REFUSED = (errors.ClassError, errors.StoreUnavailable)


def at_once(works: list[Callable[[], object]]) -> list[object]:
    """What each of them gave, all begun at the same moment; an error stands for itself."""
    start = Barrier(len(works))

    def run(work: Callable[[], object]) -> object:
        start.wait()
        try:
            return work()
        except REFUSED as error:
            return error

    with ThreadPoolExecutor(len(works)) as threads:
        return list(threads.map(run, works))


def won(results: list[object]) -> list[object]:
    return [result for result in results if not isinstance(result, REFUSED)]


def test_one_form_sent_ten_times_at_once_starts_one_class(store: Store) -> None:
    results = at_once([lambda: store.start(ClassSettings(QUESTIONS, tickets=2), "k" * 32)] * 10)
    assert len(set(map(str, won(results)))) == 1
    assert rows(store.database.engine)["class"] == 1
    assert rows(store.database.engine)["ticket"] == 2
    assert store.start(ClassSettings(QUESTIONS), "k" * 32) not in results, "another choice is another class"
    assert store.start(ClassSettings(QUESTIONS), "k") != store.start(ClassSettings(QUESTIONS), "k"), "no secret"


def test_a_form_starts_another_class_when_the_first_one_has_begun(store: Store) -> None:
    first = store.start(ClassSettings(QUESTIONS), "k" * 32)
    store.act(first.host_key, "open")
    second = store.start(ClassSettings(QUESTIONS), "k" * 32)
    assert second.class_id != first.class_id
    assert store.start(ClassSettings(QUESTIONS), "k" * 32) == second


def test_one_ticket_sent_ten_times_at_once_is_one_seat(store: Store) -> None:
    opened = store.start(ClassSettings(QUESTIONS, tickets=1))
    [ticket] = opened.tickets
    results = at_once([lambda: store.join(opened.class_id, ticket)] * 10)
    assert len(won(results)) == 1
    assert store.progress(opened.class_id).joined == 1


@pytest.mark.parametrize("moves", [["reveal"] * 6, ["reveal", "open", "end"]], ids="-".join)
def test_of_many_moves_of_one_page_at_once_one_is_made(store: Store, moves: list[str]) -> None:
    a_class = lesson(store, 5)
    a_class.act("open")
    a_class.answer("aaabb")
    step = a_class.act("lock").step
    key = a_class.opened.host_key
    results = at_once([lambda move=move: store.act(key, move, "", step) for move in moves])  # type: ignore[misc]  # a default of a lambda
    assert len(won(results)) == 1
    assert {type(result) for result in results if isinstance(result, REFUSED)} <= {
        errors.Moved,
        errors.NotAllowed,
        errors.StoreUnavailable,
    }
    assert a_class.row().step == step + 1


def test_an_end_among_answers_leaves_nothing_and_tells_the_rest(store: Store) -> None:
    a_class = lesson(store, 12)
    a_class.act("open")
    answers: list[Callable[[], object]] = [
        lambda seat=seat: store.answer(seat.token, QUESTIONS[0], "a")  # type: ignore[misc]  # as above
        for seat in a_class.seats
    ]
    results = at_once([*answers, lambda: store.end(a_class.opened.host_key)])
    told = [type(result) for result in results if isinstance(result, REFUSED)]
    assert set(told) <= {errors.NoSeat, errors.NotOpen, errors.StoreUnavailable}
    if not isinstance(results[-1], REFUSED):
        assert rows(store.database.engine)["answer"] == 0
        assert rows(store.database.engine)["seat"] == 0


def test_many_join_at_once_and_no_more_than_there_is_room_for(store: Store) -> None:
    opened = store.start(ClassSettings(QUESTIONS, expected=10))

    def join(_: int) -> int | None:
        while True:
            try:
                return store.join(opened.class_id).number
            except errors.StoreUnavailable:
                continue
            except errors.Full:
                return None

    with ThreadPoolExecutor(20) as threads:
        numbers = [number for number in threads.map(join, range(40)) if number is not None]
    assert len(numbers) == len(set(numbers)) == store.progress(opened.class_id).joined == 11


def test_one_pupil_taps_in_many_tabs_at_once_and_has_one_answer(store: Store) -> None:
    a_class = lesson(store, 1)
    a_class.act("open")

    def tap(number: int) -> None:
        with suppress(errors.StoreUnavailable):
            store.answer(a_class.seats[0].token, QUESTIONS[0], f"option-{number % 3}", f"k{number % 5}")

    with ThreadPoolExecutor(20) as threads:
        list(threads.map(tap, range(60)))
    a_class.act("lock", "reveal")
    assert a_class.counts() == (1, {})


def test_an_answer_and_the_lock_at_once_never_leave_an_answer_behind_it(store: Store) -> None:
    a_class = lesson(store, 12)
    a_class.act("open")
    taken: list[str] = []

    def answer(token: str) -> None:
        with suppress(errors.NotOpen, errors.StoreUnavailable):
            store.answer(token, QUESTIONS[0], "a")
            taken.append(token)

    with ThreadPoolExecutor(12) as threads:
        answers = [threads.submit(answer, seat.token) for seat in a_class.seats]
        a_class.act("lock")
        for each in answers:
            each.result()
    a_class.act("reveal")
    found = a_class.store.counts(a_class.opened.class_id)
    assert (found[QUESTIONS[0]].n if found else 0) == len(taken)


def test_an_answer_under_way_is_counted_before_the_lock_or_refused(store: Store) -> None:
    """Another tab holds the answer up between looking at the class and writing; meanwhile the teacher reveals.

    Whoever is told that an answer was taken finds it in the counts that the reveal shows.
    """
    a_class = lesson(store, 1)
    a_class.act("open")
    [seat] = a_class.seats
    with ThreadPoolExecutor(2) as threads:
        with held_up(store, QUESTIONS[0]):
            answering = threads.submit(store.answer, seat.token, QUESTIONS[0], "a")
            wait([answering], 0.1)
            teaching = threads.submit(a_class.act, "lock", "reveal")
            wait([teaching], 0.2)
        failed = answering.exception()
        teaching.result()
    assert isinstance(failed, (errors.NotOpen, errors.StoreUnavailable, type(None)))
    found = store.counts(a_class.opened.class_id)
    assert (found[QUESTIONS[0]].n if found else 0) == (failed is None)


@contextmanager
def held_up(store: Store, question: str) -> Iterator[None]:
    """Whoever answers a question here waits, for as long as the block lasts: its place is taken and not yet given."""
    with store.database.engine.connect() as other:
        seat_id = other.scalar(select(SeatRow.id))
        other.rollback()
        row = {"seat_id": seat_id, "round": 1, "question": question, "option": "b", "key": ""}
        with other.begin() as transaction:
            other.execute(insert(AnswerRow), row)
            yield
            transaction.rollback()
