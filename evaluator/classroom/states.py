"""The states of a class and the teacher's moves between them, as one table.

    LOBBY > OPEN <> PAUSED > LOCKED > REVEALED > DISCUSS > (REVOTE > LOCKED2 > REVEALED2) > ENDED > PURGED

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
    REVOTE = "revote"
    LOCKED2 = "locked2"
    REVEALED2 = "revealed2"
    ENDED = "ended"
    PURGED = "purged"


class Action(StrEnum):
    """What a teacher can press."""

    OPEN = "open"
    PAUSE = "pause"
    LOCK = "lock"
    REVEAL = "reveal"
    DISCUSS = "discuss"
    VOTE_AGAIN = "vote-again"
    NEXT = "next"
    END = "end"

    @classmethod
    def read(cls, text: str) -> "Action":
        """Return an action by its name. Raises NotAllowed when there is none."""
        try:
            return cls(text)
        except ValueError:
            raise NotAllowed from None


MOVES: Mapping[State, Mapping[Action, State]] = {
    State.LOBBY: {Action.OPEN: State.OPEN},
    State.OPEN: {Action.PAUSE: State.PAUSED, Action.LOCK: State.LOCKED},
    State.PAUSED: {Action.OPEN: State.OPEN, Action.LOCK: State.LOCKED},
    State.LOCKED: {Action.OPEN: State.OPEN, Action.REVEAL: State.REVEALED},
    State.REVEALED: {
        Action.OPEN: State.OPEN,  # only while there was nothing to show; see `allowed`
        Action.NEXT: State.REVEALED,
        Action.DISCUSS: State.DISCUSS,
        Action.VOTE_AGAIN: State.REVOTE,
    },
    State.DISCUSS: {
        Action.REVEAL: State.REVEALED,  # back to all questions
        Action.NEXT: State.DISCUSS,
        Action.VOTE_AGAIN: State.REVOTE,
    },
    State.REVOTE: {Action.PAUSE: State.PAUSED, Action.LOCK: State.LOCKED2},
    State.LOCKED2: {Action.OPEN: State.REVOTE, Action.REVEAL: State.REVEALED2},
    State.REVEALED2: {
        Action.NEXT: State.REVEALED2,
        Action.DISCUSS: State.DISCUSS,
        Action.VOTE_AGAIN: State.REVOTE,
    },
    State.ENDED: {},
    State.PURGED: {},
}
OVER = frozenset({State.ENDED, State.PURGED})
ANSWERS = frozenset({State.OPEN, State.REVOTE})
SHOWN = frozenset({State.REVEALED, State.DISCUSS, State.REVEALED2, State.ENDED})
AGAIN = {State.OPEN: State.REVOTE, State.LOCKED: State.LOCKED2, State.REVEALED: State.REVEALED2}  # from round 2 on


def allowed(state: State, published: bool = False) -> tuple[Action, ...]:
    """List the actions that a state offers, in the order of the row of buttons.

    Once counts are published their vote is not opened again: whoever is late takes part in the next one.
    """
    closed = {Action.OPEN} if published and state == State.REVEALED else set[Action]()
    return tuple(
        action
        for action in Action
        if (action in MOVES[state] and action not in closed) or (action == Action.END and state not in OVER)
    )


def after(state: State, action: Action, round: int = 1, published: bool = False) -> State:
    """Find the state that an action leads to. Raises NotAllowed."""
    if action not in allowed(state, published):
        raise NotAllowed
    if action == Action.END:
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
