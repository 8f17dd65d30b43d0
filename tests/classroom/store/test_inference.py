"""Nobody's answer can be told: every way that was found to tell one is tried, and thousands that were not.

docs/decisions/0009-counted-once.md says in plain words why this holds, and what no server can prevent.
"""

from collections.abc import Callable
from random import Random

import pytest
from sqlalchemy import update

from evaluator.classroom.store.models import ClassRoom
from evaluator.classroom.store.store import Store
from tests.classroom.store.attacker import ASKED, Attacker

SIZES = [5, 7, 12, 24]


def everyone(a: Attacker, pupils: list[str] | None = None, own: int = 9) -> None:
    """The pupils answer, always the same each; and some of the attacker's devices."""
    for place, token in enumerate(a.pupils):
        if pupils is None or token in pupils:
            a.answer(token, "abc"[place % 3])
    for token in a.own[:own]:
        a.answer(token, "c")


def leaves_out_after_the_reveal(a: Attacker) -> None:
    everyone(a)
    a.act("lock", "reveal")
    for token in (*a.own[:2], a.pupils[0]):
        a.leave_out(token)
    for token in (*a.own[:2], a.pupils[0]):
        a.leave_out(token, ignored=False)


def leaves_out_all_but_one(a: Attacker) -> None:
    everyone(a)
    for token in a.pupils[1:]:
        a.leave_out(token)
    a.act("lock", "reveal")


def brings_empty_seats_and_leaves_out_all_but_one(a: Attacker) -> None:
    for _ in range(60 if len(a.pupils) == SIZES[1] else 0):
        a.joins([])
    leaves_out_all_but_one(a)


def opens_again_for_a_late_one(a: Attacker) -> None:
    everyone(a, a.pupils[1:], own=0)
    a.act("lock", "reveal", "open")
    everyone(a, a.pupils[:1], own=2)
    a.act("lock", "reveal")


def opens_again_for_one_who_changes(a: Attacker) -> None:
    everyone(a)
    a.act("lock", "reveal", "open")
    for token in (a.pupils[0], *a.own[:2]):
        a.answer(token, "b")
    a.act("lock", "reveal")


def lets_one_vote_again(a: Attacker) -> None:
    everyone(a)
    a.act("lock", "reveal", "vote-again")
    for token in (a.pupils[0], *a.own):
        a.answer(token, "b")
    a.act("lock", "reveal")


def lets_all_but_one_vote_again(a: Attacker) -> None:
    everyone(a)
    a.act("lock", "reveal", "vote-again")
    everyone(a, a.pupils[1:])
    a.act("lock")
    a.leave_out(a.pupils[0])
    a.act("reveal", "vote-again")
    everyone(a)
    a.act("lock", "reveal")


def lets_a_newcomer_vote_again(a: Attacker) -> None:
    everyone(a, a.pupils[1:])
    a.act("lock", "reveal", "vote-again")
    everyone(a)
    for _ in range(2):
        a.joins(a.own)
    everyone(a)
    a.act("lock", "reveal")


def ends_in_the_middle_of_a_vote(a: Attacker) -> None:
    everyone(a)
    a.act("lock", "reveal", "vote-again")
    for token in (a.pupils[0], *a.own):
        a.answer(token, "b")
    a.act("end")


def shows_every_slide_and_votes_again(a: Attacker) -> None:
    everyone(a)
    a.act("lock", "reveal", "next", "discuss", "evidence", "vote-again")
    everyone(a)
    a.act("pause", "open", "lock", "reveal", "next", "discuss", "evidence", "end")


def leads_question_by_question(a: Attacker) -> None:
    a.act("next")  # all together; the one to be read answers alone, and everything is looked at
    everyone(a, a.pupils[:1], own=0)
    a.act("pause", "open", "next")
    everyone(a)
    a.act("open", "next", "lock", "reveal", "evidence", "vote-again")
    for token in a.own:
        a.answer(token, "b")
    a.act("lock", "reveal", "evidence", "end")


def starts_the_door_anew_and_leaves(a: Attacker) -> None:
    everyone(a, a.pupils[1:])
    a.starts_the_door_anew()
    everyone(a)
    for token in (*a.pupils[:1], *a.own):
        a.store.leave(token)
    a.act("lock", "reveal", "vote-again")
    everyone(a)
    a.act("lock", "reveal")


def gathers_homework_that_closes_by_itself(a: Attacker) -> None:
    closes_in(a, minutes=60)
    everyone(a, a.pupils[:3], own=0)
    a.looks()
    everyone(a)
    closes_in(a, minutes=-1)
    a.act("reveal", "open")
    everyone(a)
    a.act("lock", "reveal", "vote-again")
    everyone(a)
    a.act("lock", "reveal", "evidence", "end")


def closes_in(a: Attacker, minutes: int) -> None:
    """Let the class be homework that closes then, or has closed."""
    closes = int(a.store.now() // 60) + minutes
    a.store.database.run(lambda session: session.execute(update(ClassRoom).values(closes=closes)))


WAYS: list[Callable[[Attacker], None]] = [
    leaves_out_after_the_reveal, leaves_out_all_but_one, brings_empty_seats_and_leaves_out_all_but_one,
    opens_again_for_a_late_one, opens_again_for_one_who_changes,
    lets_one_vote_again, lets_all_but_one_vote_again, lets_a_newcomer_vote_again, ends_in_the_middle_of_a_vote,
    shows_every_slide_and_votes_again, leads_question_by_question, starts_the_door_anew_and_leaves,
    gathers_homework_that_closes_by_itself,
]  # fmt: skip


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_no_way_tells_one_pupils_answer(way: Callable[[Attacker], None], store: Store) -> None:
    for pupils in SIZES:
        for own in (0, 2, 4) if store.database.is_file else (2,):  # the rule is one for both databases
            attacker = Attacker.with_devices(store, pupils, own)
            way(attacker)
            assert 1 not in attacker.told(), (pupils, own)


def devices_answer(a: Attacker, random: Random) -> None:
    for token in a.own:
        a.answer(token, random.choice("abc"))


MOVES: list[Callable[[Attacker, Random], None]] = [
    lambda a, random: a.act(
        random.choice(["open", "next", "lock", "reveal", "discuss", "evidence", "vote-again", "pause"])
    ),
    lambda a, random: a.act(random.choice(["open", "lock", "reveal", "vote-again"])),
    lambda a, random: a.leave_out(random.choice([*a.pupils, *a.own]), random.random() < 0.7),
    devices_answer,
    lambda a, random: a.answer(a.pupils[0], random.choice("abc")),
    lambda a, random: everyone(a, random.sample(a.pupils, random.randint(0, len(a.pupils))), own=0),
    lambda a, random: everyone(a),
    lambda a, random: a.joins(a.own) if len(a.own) < 3 else None,
    lambda a, random: a.starts_the_door_anew(),
    lambda a, random: a.store.leave(random.choice([*a.pupils, *a.own])),
]


def wander(a: Attacker, random: Random) -> None:
    """Do anything, in any order; every pupil says the same each time, but for the first, who may change."""
    for _ in range(40):
        random.choice(MOVES)(a, random)
    a.act("lock", "reveal", "end")


@pytest.mark.parametrize("pupils", SIZES)
def test_three_devices_of_the_own_and_every_button_tell_nothing(store: Store, pupils: int) -> None:
    random, counts = Random(pupils), 0  # noqa: S311  # the same choices in every run
    for _ in range(6 if store.database.is_file else 1):
        attacker = Attacker.with_devices(store, pupils, random.randint(0, 3))
        wander(attacker, random)
        counts += len(attacker.kept)
        assert 1 not in attacker.told()
    assert counts  # something was shown


def test_the_order_of_counts_tells_nothing_of_who_sits_first(store: Store) -> None:
    """In a file of the report the answer of whoever came in first stood first, on PostgreSQL."""
    attacker = Attacker.with_devices(store, 7, 0)
    for answers in ("aaaaaaa", "cbbbbaa"):
        for token, option in zip(attacker.pupils, answers, strict=True):
            attacker.answer(token, option)
        attacker.act("lock", "reveal", "vote-again")
    attacker.act("end")
    for _ in range(20):  # it changes its plan once it knows a query
        assert [*store.counts(attacker.opened.class_id, 2)[ASKED].options] == ["a", "b", "c"]


def test_what_counting_cannot_prevent_is_what_the_record_says(store: Store) -> None:
    """Four devices of one person beside one pupil: five answers. The wall says how many devices are in."""
    first = Attacker.with_devices(store, 24, 4)
    everyone(first, first.pupils[:1])
    first.act("lock", "reveal")
    assert first.told() == [1]
    changed = Attacker.with_devices(store, 24, 4)
    everyone(changed)
    changed.act("lock", "reveal", "vote-again")
    everyone(changed, changed.pupils[1:], own=0)
    for token in (changed.pupils[0], *changed.own):
        changed.answer(token, "b")
    changed.act("lock", "reveal")
    assert 1 in changed.told()
