"""Whose answers a count holds, in a first vote and in later ones, on every database."""

import pytest

from evaluator.classroom import errors
from evaluator.classroom.records import Progress
from evaluator.classroom.states import State
from evaluator.classroom.store.store import Store
from tests.classroom.store.lessons import QUESTIONS, lesson, rows

FIRST, SECOND = QUESTIONS


def test_who_comes_between_two_votes_answers_and_is_not_counted(store: Store) -> None:
    a_class = lesson(store, 6)
    a_class.act("open")
    a_class.answer("aaaaaa")
    a_class.act("lock", "reveal", "vote-again", question=FIRST)
    newcomer = store.join(a_class.opened.class_id)
    store.answer(newcomer.token, FIRST, "c")
    a_class.answer("abbbbb")
    a_class.act("lock", "reveal")
    assert a_class.counts(2) == (6, {"a": 1, "b": 5})
    view = store.seat_view(newcomer.token)
    assert view
    assert view.late


def test_a_vote_again_counts_one_question_of_one_class(store: Store) -> None:
    """Two classes vote on the same two questions, and each says something else."""
    mine, other = lesson(store, 6), lesson(store, 6)
    for a_class, said in (mine, "a"), (other, "z"):
        a_class.act("open")
        for question, option in (FIRST, said), (SECOND, "x"):
            a_class.answer([option] * 6, question)
        a_class.act("lock", "reveal", "vote-again", question=FIRST)
        a_class.answer([f"{said}2"] * 6)
    mine.act("lock", "reveal")
    assert mine.counts(2) == (6, {"a2": 6})
    assert list(store.counts(mine.opened.class_id, 2)) == [FIRST]
    assert store.counts(mine.opened.class_id, 2)[FIRST].moved == 6
    assert mine.counts(1, SECOND) == (6, {"x": 6})


def test_a_vote_that_only_some_took_part_in_stays_one_of_those(store: Store) -> None:
    """Four answered at first and six later; the end counts anew, and finds four as before."""
    a_class = lesson(store, 6)
    a_class.act("open")
    a_class.answer("aaaa")
    a_class.act("lock", "reveal", "vote-again", question=FIRST)
    a_class.answer("bbbbbb")
    a_class.act("lock", "reveal")
    store.end(a_class.opened.host_key)
    assert (a_class.counts(1), a_class.counts(2)) == ((4, {}), (6, {"b": 6}))


def test_a_vote_that_told_nothing_does_not_learn_from_the_next_one(store: Store) -> None:
    """Two moved in the second vote, which is not told; all have in the third."""
    a_class = lesson(store, 6)
    a_class.act("open")
    a_class.answer("aaaaaa")
    for again in ("aaaabb", "bbbbbb"):
        a_class.act("lock", "reveal", "vote-again", question=FIRST)
        a_class.answer(again)
    a_class.act("lock", "reveal")
    store.end(a_class.opened.host_key)
    assert [a_class.counts(vote) for vote in (1, 2, 3)] == [(6, {"a": 6}), (6, {}), (6, {"b": 6})]


def test_what_was_shown_once_stays_shown(store: Store) -> None:
    """One question had enough answers and one had not; of the vote again nothing can be told."""
    a_class = lesson(store, 6)
    a_class.act("open")
    a_class.answer("aaaaaa")
    a_class.answer("aa", SECOND)
    a_class.act("lock", "reveal")
    assert a_class.row().published
    a_class.act("vote-again", question=FIRST)
    a_class.answer("b")
    a_class.act("lock", "reveal")
    assert a_class.counts(2) == (1, {})
    assert a_class.row().published
    with pytest.raises(errors.NotAllowed):
        store.ignore(a_class.opened.host_key, a_class.seats[0].number, True)


def test_a_device_is_left_out_of_a_number_that_is_shown_already(store: Store) -> None:
    """Too few answered, so that their number stands on the wall alone."""
    a_class = lesson(store, 4)
    key, number, other = a_class.opened.host_key, a_class.seats[0].number, a_class.seats[1].number
    a_class.act("open")
    a_class.answer("aaab")
    a_class.act("lock", "reveal")
    assert a_class.counts() == (4, {})
    for ignored, left_out in ((True, 1), (True, 1), (False, 0), (False, 0)):
        assert store.ignore(key, number, ignored).left_out == left_out
        assert store.ignore(key, other, False).left_out == left_out  # it counts already
        assert a_class.counts() == (4 - left_out, {})


def test_another_class_gives_no_right_to_leave_out_more(store: Store) -> None:
    a_class, other = lesson(store, 6), lesson(store, 20)
    for each in (a_class, other):
        each.act("open")
        each.answer("a" * 20)
    store.ignore(a_class.opened.host_key, a_class.seats[0].number, True)
    with pytest.raises(errors.TooManyLeftOut):
        store.ignore(a_class.opened.host_key, a_class.seats[1].number, True)


def test_who_has_answered_the_question_on_the_wall_is_counted_without_delay(store: Store) -> None:
    """All together: each answer moves the number on the wall, and answers to other questions or classes do not."""
    a_class, other = lesson(store, 3), lesson(store, 3)
    for each in (a_class, other):
        each.act("open")
        each.answer("aa", SECOND)
        each.act("next", question=FIRST)
    other.answer("aaa")
    class_id, version = a_class.opened.class_id, a_class.row().version
    for through, option in enumerate("ab"):
        assert store.progress(class_id) == Progress(3, through)
        store.answer(a_class.seats[through].token, FIRST, option)
        assert a_class.row().version == version + through + 1
    a_class.act("pause")
    assert store.progress(class_id) == Progress(3, 2)


def test_at_the_own_pace_only_the_last_answer_moves_the_number_on_the_wall(store: Store) -> None:
    a_class = lesson(store, 2)
    a_class.act("open")
    version = a_class.row().version
    a_class.answer("aa")
    assert a_class.row().version == version
    a_class.answer("aa", SECOND)
    assert a_class.row().version == version + 2
    assert store.progress(a_class.opened.class_id) == Progress(2, 2)


def test_a_pause_stays_with_the_question_and_a_lock_shows_all(store: Store) -> None:
    a_class = lesson(store, 1)
    a_class.act("open", "next", question=FIRST)
    assert a_class.act("pause").question == FIRST
    assert a_class.act("open").question == FIRST
    assert a_class.act("lock").question == ""
    a_class.act("reveal", "discuss", question=SECOND)
    assert a_class.act("reveal").question == SECOND
    a_class.act("vote-again", question=FIRST)
    assert a_class.act("lock").question == FIRST


def test_nobody_is_late_on_a_question_that_only_another_class_has_seen(store: Store) -> None:
    ahead, mine = lesson(store, 5), lesson(store, 5)
    for each, answers in (ahead, "aaaaa"), (mine, "aa"):
        each.act("open")
        each.answer(answers)
        each.act("lock", "reveal", "vote-again", question=FIRST)
    views = [store.seat_view(seat.token) for seat in mine.seats]
    assert [view.late for view in views if view] == [False] * 5


def test_who_answered_another_question_is_late_on_this_one(store: Store) -> None:
    a_class = lesson(store, 6)
    a_class.act("open")
    a_class.answer("aaaaa")
    a_class.answer("aaaaaa", SECOND)
    a_class.act("lock", "reveal", "vote-again", question=FIRST)
    views = [store.seat_view(seat.token) for seat in a_class.seats]
    assert [view.late for view in views if view] == [False] * 5 + [True]


def test_a_tally_is_mended_after_the_reveal_and_every_page_sees_it(store: Store) -> None:
    paper, other = lesson(store, 0, mode="paper"), lesson(store, 0, mode="paper")
    for each in (paper, other):
        each.act("open")
        store.tally_in(each.opened.host_key, {FIRST: {"a": 300}, SECOND: {"a": 6}})
        each.act("lock", "reveal")
    before = paper.row()
    row = store.tally_in(paper.opened.host_key, {FIRST: {"a": 5, "b": 7}})
    assert (row.version - before.version, row.step - before.step) == (1, 1)
    assert (paper.counts(), other.counts()) == ((12, {"a": 5, "b": 7}), (300, {"a": 300}))
    assert paper.counts(1, SECOND) == (6, {"a": 6})
    store.end(paper.opened.host_key)
    assert store.typed(paper.opened.host_key) == {}
    assert store.typed(other.opened.host_key) == {FIRST: {"a": 300}, SECOND: {"a": 6}}
    assert paper.counts() == (12, {"a": 5, "b": 7})


@pytest.mark.usefixtures("backwards")
def test_no_order_that_anyone_sees_is_left_to_the_database(store: Store) -> None:
    """It would be the order in which devices came in, and answers were given."""
    a_class, paper = lesson(store, 9), lesson(store, 0, mode="paper")
    numbers = list(store.seats(a_class.opened.class_id))
    assert numbers == sorted(seat.number for seat in a_class.seats)
    a_class.act("open")
    for question in (SECOND, FIRST):
        a_class.answer("cba" * 3, question)
    a_class.act("lock", "reveal", "vote-again", question=FIRST)
    store.answer(a_class.seats[0].token, FIRST, "b")
    view = store.seat_view(a_class.seats[0].token)
    assert view
    assert (list(view.whole.items()), list(view.own)) == ([(FIRST, "b"), (SECOND, "c")], [FIRST])
    store.tally_in(paper.opened.host_key, {SECOND: {"c": 1, "a": 2}, FIRST: {"b": 3, "a": 4}})
    by_hand = store.typed(paper.opened.host_key)
    assert [(question, list(options)) for question, options in by_hand.items()] == [
        (FIRST, ["a", "b"]), (SECOND, ["a", "c"]),
    ]  # fmt: skip
    shown = store.counts(a_class.opened.class_id)
    assert [(question, list(counted.options)) for question, counted in shown.items()] == [
        (FIRST, ["a", "b", "c"]), (SECOND, ["a", "b", "c"]),
    ]  # fmt: skip


@pytest.mark.usefixtures("backwards")
def test_a_third_vote_counts_those_of_the_first_that_was_shown(store: Store) -> None:
    a_class = lesson(store, 6)
    a_class.act("open")
    a_class.answer("aaaaaa")
    a_class.act("lock", "reveal")
    newcomer = store.join(a_class.opened.class_id)
    for said in "bc":
        a_class.act("vote-again", question=FIRST)
        a_class.answer(said * 6)
        store.answer(newcomer.token, FIRST, said)
        a_class.act("lock", "reveal")
    assert [a_class.counts(vote) for vote in (1, 2, 3)] == [(6, {said: 6}) for said in "abc"]


def test_one_wrong_line_of_a_tally_spoils_it_whole(store: Store) -> None:
    paper = lesson(store, 0, mode="paper")
    for options in ({"a": 5, "A": 5}, {"a": 5, "b": -1}, {"b": 5, "#moved": 1}):
        with pytest.raises(errors.UnknownAnswer):
            store.tally_in(paper.opened.host_key, {FIRST: options})
    assert store.typed(paper.opened.host_key) == {}


def test_the_button_ends_a_class_as_the_confirmed_end_does(store: Store) -> None:
    pressed, confirmed = lesson(store, 5), lesson(store, 5)
    for each in (pressed, confirmed):
        each.act("open")
        each.answer("aaaaa")
    before = pressed.row()
    after = pressed.act("end")
    store.end(confirmed.opened.host_key)
    assert (after.state, after.version, after.step) == (State.ENDED, before.version + 1, before.step + 1)
    assert pressed.counts() == confirmed.counts() == (5, {"a": 5})
    assert rows(store.database.engine)["seat"] == rows(store.database.engine)["answer"] == 0


def test_the_end_of_one_class_says_what_is_left_of_that_class_alone(store: Store) -> None:
    mine, other = lesson(store, 5, keep_days=0), lesson(store, 6)
    for each in (mine, other):
        each.act("open")
        each.answer("aaaaaa")
        each.answer("aaa", SECOND)
        each.act("lock", "reveal")
    gone = store.end(mine.opened.host_key)
    assert (gone.seats, gone.answers, gone.left) == (5, 8, 0)
    assert other.counts() == (6, {"a": 6})
    left = rows(store.database.engine)
    assert (left["class"], left["seat"], left["answer"], other.row().state) == (1, 6, 9, State.REVEALED)
