"""Limit requests by rate, in memory alone: by the salted digest of an address or seat, safe under threads, bounded.

A right code is never refused: a whole school comes from one address, and whoever mistypes there must not shut the
door for the others. So the limit of wrong codes saves work, and what keeps guesses out is the number of codes: 191
million, of classes that live for hours. Each process counts for itself.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import blake2b
from secrets import token_bytes
from threading import Lock
from time import monotonic

from cachetools import TTLCache

MAX_KEYS = 20_000


class RateLimit:
    """A moving window: so many requests of one kind and identity in so many seconds."""

    def __init__(self, amount: int, window_s: float, clock: Callable[[], float] = monotonic) -> None:
        """`clock` gives seconds that only grow."""
        self._amount, self._window_s, self._clock = amount, window_s, clock
        self._times: TTLCache[bytes, deque[float]] = TTLCache(MAX_KEYS, window_s, clock)
        self._salt, self._lock = token_bytes(), Lock()

    def hit(self, *identity: str | int) -> bool:
        """Count a request; False, and not counted, when the window is full."""
        key = blake2b(repr(identity).encode(errors="replace"), key=self._salt).digest()
        with self._lock:
            now, times = self._clock(), self._times.get(key) or deque(maxlen=self._amount)
            if len(times) == self._amount and now - times[0] < self._window_s:
                return False
            times.append(now)
            self._times[key] = times  # lives for another window from now on
            return True

    def __len__(self) -> int:
        """Count the identities that are remembered."""
        with self._lock:
            return len(self._times)


@dataclass(frozen=True)
class RateLimits:
    """All limits of a process."""

    starts: RateLimit = field(default_factory=lambda: RateLimit(40, 60))  # classes, by address
    demos: RateLimit = field(default_factory=lambda: RateLimit(6, 60))  # with simulated pupils, who cost the most
    tickets: RateLimit = field(
        default_factory=lambda: RateLimit(10, 60)
    )  # sheets, by address: 300 squares take a second
    small_sheets: RateLimit = field(default_factory=lambda: RateLimit(3, 60))  # of them, by class
    joins: RateLimit = field(default_factory=lambda: RateLimit(60, 60))  # seats of a class, by address
    wrong_codes: RateLimit = field(default_factory=lambda: RateLimit(30, 60))  # by address
    answers: RateLimit = field(default_factory=lambda: RateLimit(40, 10))  # by seat: more than any hand
