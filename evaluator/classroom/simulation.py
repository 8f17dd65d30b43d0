"""Pupils that are not there: for a teacher who walks through a lesson alone, and for a demonstration.

Their seats are seats like any other, so that every screen does what it does in a lesson. Their class has a mode of
its own, and all pages and files of it say that they are simulated. They answer as soon as the teacher opens a vote,
two of them asleep. Their tokens come from the teacher's key, so nothing of them has to be kept.
"""

from collections.abc import Iterator
from hashlib import blake2b
from random import Random
from typing import TYPE_CHECKING

from evaluator.classroom.records import ClassRow
from evaluator.classroom.states import State
from evaluator.content.models.questionnaire import DONT_KNOW, Question

if TYPE_CHECKING:
    from evaluator.classroom.store.store import Store

MODE = "demo"
PUPILS, ASLEEP = 30, 2
START = 2026  # of chance: every walk through a lesson is the same one
UNSURE = 0.08  # of the pupils do not know
MOVED = 0.4  # of the pupils say something else at the second vote


def votes(question: Question, place: int, chance: Random, pupils: int = PUPILS) -> list[str]:
    """Make up what a class answers: most agree, then two camps, then all sorts, question after question."""
    options = [option.id for option in question.options]
    likely = chance.randrange(len(options))
    camps = {likely, (likely + len(options) // 2) % len(options)}
    weights = (
        [8 if each == likely else 1 for each in range(len(options))],
        [8 if each in camps else 1 for each in range(len(options))],
        [1] * len(options),
    )[place % 3]
    return [DONT_KNOW if chance.random() < UNSURE else chance.choices(options, weights)[0] for _ in range(pupils)]


def sit_down(store: "Store", class_id: int, host_key: str) -> None:
    """Let them all join."""
    for token in tokens(host_key):
        store.join(class_id, token=token)


def follow(store: "Store", host_key: str, row: ClassRow, questions: tuple[Question, ...]) -> None:
    """Do what the pupils of a simulated class do after a move of its teacher; nothing in a class of people."""
    if row.settings.mode != MODE or row.state not in (State.OPEN, State.REVOTE):
        return
    if store.progress(row.id).finished >= PUPILS - ASLEEP:  # opened again: all have said what they say
        return
    chance = fixed_chance()
    awake = [*tokens(host_key)][ASLEEP:]
    for place, question in enumerate(questions):
        said = votes(question, place, chance)[ASLEEP:]
        if row.question and question.id != row.question:
            continue
        for token, option in zip(awake, said, strict=True):
            store.answer(token, question.id, _second(option, question, chance) if row.round > 1 else option)


def fixed_chance() -> Random:
    """Return chance that begins anew, the same each time: every demonstration is alike."""
    return Random(START)  # noqa: S311  # it makes up answers, and keeps no secret


def tokens(host_key: str) -> Iterator[str]:
    """Give the token of each simulated pupil of a class."""
    for place in range(PUPILS):
        yield blake2b(f"{host_key} {place}".encode(), digest_size=24, person=b"simulated").hexdigest()


def _second(option: str, question: Question, chance: Random) -> str:
    """Move some one step towards a lower answer, as after a look at what is documented."""
    ids = [each.id for each in question.options]
    if option not in ids or chance.random() >= MOVED:
        return option
    return ids[min(ids.index(option) + 1, len(ids) - 1)]
