"""Shut sockets at a deadline, for connections whose server may be frozen; whoever waits on them wakes.

A frozen server keeps the connection alive, so neither its own timeouts nor those of TCP ever fire. One thread watches
all that run: a timer of its own for each transaction cost more than the transaction.
"""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Condition, Event, Thread
from time import monotonic

IDLE_S = 5.0  # without a transaction; then the thread ends


@dataclass(eq=False)
class _Running:
    """A transaction, by its socket."""

    due: float
    socket: socket.socket
    expired: Event = field(default_factory=Event)

    def shut(self) -> None:
        self.expired.set()
        with suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)


class SocketDeadlines:
    """Watch the sockets of all running transactions, with one thread while there are any."""

    def __init__(self) -> None:
        """Start with none, and without a thread."""
        self._running: set[_Running] = set()
        self._change = Condition()
        self._wakes = 0.0  # when the thread looks next; 0 when there is none

    @contextmanager
    def shut_after(self, seconds: float, file: int) -> Iterator[Event]:
        """Shut the socket with this number when the block takes longer. The event tells whether it came to that."""
        own = socket.socket(fileno=os.dup(file))  # our own number: the other may be closed and given to someone else
        new = _Running(monotonic() + seconds, own)
        with self._change:
            self._running.add(new)
            if not self._wakes:
                self._wakes = new.due
                Thread(target=self._watch, name="deadlines", daemon=True).start()
            elif new.due < self._wakes:
                self._wakes = new.due
                self._change.notify()
        try:
            yield new.expired
        finally:
            with self._change:
                self._running.discard(new)
            own.close()

    def _watch(self) -> None:
        with self._change:
            last = monotonic()
            while self._running or monotonic() - last < IDLE_S:
                now = monotonic()
                if self._running:
                    last = now
                for late in [each for each in self._running if each.due <= now]:
                    late.shut()
                    self._running.discard(late)
                self._wakes = min([now + IDLE_S, *(each.due for each in self._running)])
                self._change.wait(max(0.0, self._wakes - monotonic()))
            self._wakes = 0.0
