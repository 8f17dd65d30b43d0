"""Limit threads by a first-in, first-out semaphore.

Python's own semaphore lets whoever is quick go first, and under load the same few are always quick.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from evaluator.classroom.errors import StoreUnavailable


class FairSemaphore:
    """A semaphore that serves threads in the order in which they came."""

    def __init__(self, places: int) -> None:
        self._lock, self._free = Lock(), places
        self._waiting: deque[Lock] = deque()

    @contextmanager
    def acquire(self, patience: float) -> Iterator[None]:
        """Hold a place for the block. Raises StoreUnavailable when none comes free in so many seconds."""
        self._take(patience)
        try:
            yield
        finally:
            self._give()

    def _take(self, patience: float) -> None:
        with self._lock:
            if self._free:
                self._free -= 1
                return
            mine = Lock()
            mine.acquire()
            self._waiting.append(mine)
        if not mine.acquire(timeout=patience):
            with self._lock:
                if mine in self._waiting:  # else it was given to us at the last moment
                    self._waiting.remove(mine)
                    raise StoreUnavailable

    def _give(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1
