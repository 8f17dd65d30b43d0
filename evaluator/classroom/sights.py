"""What pupil, projector and teacher see in each state: a table, and nothing of counts before they are revealed."""

from collections.abc import Mapping
from enum import StrEnum

from evaluator.classroom.states import SHOWN, State


class Sight(StrEnum):
    """A part of a page."""

    JOIN = "join"  # the address and the code
    WAIT = "wait"  # a pupil: nothing to do yet
    QUESTIONS = "questions"  # a pupil: the questions of this round
    LOOK_UP = "look-up"  # frozen: eyes to the front
    OWN = "own"  # a pupil: the own answers, private
    PROGRESS = "progress"  # joined and finished
    COUNTS = "counts"  # of this round
    BEFORE = "before"  # of the first round, while there is a second
    TALK = "talk"  # the question that is talked about, with its prompt
    OVER = "over"


PUPIL: Mapping[State, tuple[Sight, ...]] = {
    State.LOBBY: (Sight.WAIT,),
    State.OPEN: (Sight.QUESTIONS,),
    State.PAUSED: (Sight.LOOK_UP,),
    State.LOCKED: (Sight.OWN,),
    State.REVEALED: (Sight.OWN, Sight.COUNTS),
    State.DISCUSS: (Sight.TALK, Sight.OWN, Sight.COUNTS),
    State.REVOTE: (Sight.QUESTIONS,),
    State.LOCKED2: (Sight.OWN,),
    State.REVEALED2: (Sight.OWN, Sight.BEFORE, Sight.COUNTS),
    State.ENDED: (Sight.OVER, Sight.COUNTS),
    State.PURGED: (Sight.OVER,),
}
SCREEN: Mapping[State, tuple[Sight, ...]] = {
    State.LOBBY: (Sight.JOIN, Sight.PROGRESS),
    State.OPEN: (Sight.PROGRESS,),
    State.PAUSED: (Sight.LOOK_UP, Sight.PROGRESS),
    State.LOCKED: (Sight.PROGRESS,),
    State.REVEALED: (Sight.COUNTS,),
    State.DISCUSS: (Sight.TALK, Sight.COUNTS),
    State.REVOTE: (Sight.PROGRESS,),
    State.LOCKED2: (Sight.PROGRESS,),
    State.REVEALED2: (Sight.BEFORE, Sight.COUNTS),
    State.ENDED: (Sight.OVER,),
    State.PURGED: (Sight.OVER,),
}
TEACHER: Mapping[State, tuple[Sight, ...]] = {
    state: ((Sight.JOIN, Sight.PROGRESS, Sight.COUNTS) if state in SHOWN - {State.ENDED}
            else (Sight.OVER, Sight.COUNTS) if state == State.ENDED
            else (Sight.OVER,) if state == State.PURGED
            else (Sight.JOIN, Sight.PROGRESS))
    for state in State
}  # fmt: skip
SIGHTS = {"pupil": PUPIL, "screen": SCREEN, "teacher": TEACHER}


def sees(who: str, state: State, sight: Sight) -> bool:
    """True when `who` (pupil, screen or teacher) sees this part in this state."""
    return sight in SIGHTS[who][state]
