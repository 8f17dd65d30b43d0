"""The states of a class and the teacher's moves between them, as one table.

    LOBBY > OPEN <> PAUSED > LOCKED > REVEALED > DISCUSS > EVIDENCE > (REVOTE > LOCKED2 > REVEALED2) > ENDED > PURGED

The first vote is round 1; each vote again, on one question, is a round of its own with its own names for open, locked
and revealed. PURGED is never stored: a class that is purged has no row.
"""

from collections.abc import Mapping
from enum import StrEnum

from evaluator.classroom.errors import NotAllowed


class State(StrEnum):
    """Where a class stands."""

    LOBBY = "lobby"
    OPEN = "open"
    PAUSED = "paused"
    LOCKED = "locked"
    REVEALED = "revealed"
    DISCUSS = "discuss"
    EVIDENCE = "evidence"
    REVOTE = "revote"
    LOCKED2 = "locked2"
    REVEALED2 = "revealed2"
    ENDED = "ended"
    PURGED = "purged"


class TeacherAction(StrEnum):
    """What a teacher can press."""

    OPEN = "open"
    PAUSE = "pause"
    LOCK = "lock"
    REVEAL = "reveal"
    DISCUSS = "discuss"
    EVIDENCE = "evidence"
    VOTE_AGAIN = "vote-again"
    NEXT = "next"
    END = "end"

    @classmethod
    def read(cls, text: str) -> "TeacherAction":
        """Return an action by its name. Raises NotAllowed when there is none."""
        try:
            return cls(text)
        except ValueError:
            raise NotAllowed from None


MOVES: Mapping[State, Mapping[TeacherAction, State]] = {
    State.LOBBY: {TeacherAction.OPEN: State.OPEN, TeacherAction.NEXT: State.OPEN},
    State.OPEN: {
        TeacherAction.OPEN: State.OPEN,  # from now on each at the own pace
        TeacherAction.NEXT: State.OPEN,  # from now on all together, on one question
        TeacherAction.PAUSE: State.PAUSED,
        TeacherAction.LOCK: State.LOCKED,
    },
    State.PAUSED: {TeacherAction.OPEN: State.OPEN, TeacherAction.LOCK: State.LOCKED},
    State.LOCKED: {TeacherAction.OPEN: State.OPEN, TeacherAction.REVEAL: State.REVEALED},
    State.REVEALED: {
        TeacherAction.OPEN: State.OPEN,  # only while there was nothing to show; see `allowed`
        TeacherAction.NEXT: State.REVEALED,
        TeacherAction.DISCUSS: State.DISCUSS,
        TeacherAction.EVIDENCE: State.EVIDENCE,
        TeacherAction.VOTE_AGAIN: State.REVOTE,
    },
    State.DISCUSS: {
        TeacherAction.REVEAL: State.REVEALED,  # back to all questions
        TeacherAction.NEXT: State.DISCUSS,
        TeacherAction.DISCUSS: State.DISCUSS,  # about another question
        TeacherAction.EVIDENCE: State.EVIDENCE,
        TeacherAction.VOTE_AGAIN: State.REVOTE,
    },
    State.EVIDENCE: {
        TeacherAction.REVEAL: State.REVEALED,
        TeacherAction.DISCUSS: State.DISCUSS,
        TeacherAction.VOTE_AGAIN: State.REVOTE,
    },
    State.REVOTE: {TeacherAction.PAUSE: State.PAUSED, TeacherAction.LOCK: State.LOCKED2},
    State.LOCKED2: {TeacherAction.OPEN: State.REVOTE, TeacherAction.REVEAL: State.REVEALED2},
    State.REVEALED2: {
        TeacherAction.NEXT: State.REVEALED2,
        TeacherAction.DISCUSS: State.DISCUSS,
        TeacherAction.EVIDENCE: State.EVIDENCE,
        TeacherAction.VOTE_AGAIN: State.REVOTE,
    },
    State.ENDED: {},
    State.PURGED: {},
}


class Stage(StrEnum):
    """A part of the lesson, in the order of a lesson."""

    JOIN = "join"
    VOTE = "vote"
    REVEAL = "reveal"
    TALK = "talk"
    EVIDENCE = "evidence"
    AGAIN = "again"
    EXIT = "exit"


STAGES: Mapping[State, Stage] = {
    State.LOBBY: Stage.JOIN,
    State.OPEN: Stage.VOTE,
    State.LOCKED: Stage.VOTE,
    State.REVEALED: Stage.REVEAL,
    State.DISCUSS: Stage.TALK,
    State.EVIDENCE: Stage.EVIDENCE,
    State.REVOTE: Stage.AGAIN,
    State.LOCKED2: Stage.AGAIN,
    State.REVEALED2: Stage.AGAIN,
}
OVER = frozenset({State.ENDED, State.PURGED})
ANSWERS = frozenset({State.OPEN, State.REVOTE})
SHOWN = frozenset({State.REVEALED, State.DISCUSS, State.EVIDENCE, State.REVEALED2, State.ENDED})
AGAIN = {State.OPEN: State.REVOTE, State.LOCKED: State.LOCKED2, State.REVEALED: State.REVEALED2}  # from round 2 on


def stage(state: State, round: int) -> Stage:
    """Find the part of the lesson that a state belongs to."""
    return STAGES.get(state, Stage.AGAIN if round > 1 else Stage.VOTE) if state not in OVER else Stage.EXIT


def allowed(state: State, published: bool = False) -> tuple[TeacherAction, ...]:
    """List the actions that a state offers, in the order of the row of buttons.

    Once counts are published their vote is not opened again: whoever is late takes part in the next one.
    """
    closed = {TeacherAction.OPEN} if published and state == State.REVEALED else set[TeacherAction]()
    return tuple(
        action
        for action in TeacherAction
        if (action in MOVES[state] and action not in closed) or (action == TeacherAction.END and state not in OVER)
    )


def together(state: State, round: int, question: str) -> bool:
    """Tell whether a first vote goes one question at a time: the one on the wall is the one on the phones."""
    return round == 1 and bool(question) and state in (State.OPEN, State.PAUSED)


def after(state: State, action: TeacherAction, round: int = 1, published: bool = False) -> State:
    """Find the state that an action leads to. Raises NotAllowed."""
    if action not in allowed(state, published):
        raise NotAllowed
    if action == TeacherAction.END:
        return State.ENDED
    there = MOVES[state][action]
    return AGAIN.get(there, there) if round > 1 else there


def answers_open(state: State) -> bool:
    """Return true while answers are taken."""
    return state in ANSWERS


def counts_shown(state: State, now: int, round: int) -> bool:
    """Tell whether the counts of a round may leave the server, the class being in round `now`.

    An earlier round stays hidden while the first one is open again, because then there is none.
    """
    return 1 <= round < now or (round == now and state in SHOWN)
