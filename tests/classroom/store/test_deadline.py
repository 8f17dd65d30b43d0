"""What takes too long is shut, and nothing else; the thread that watches comes and goes."""

import socket
from collections.abc import Iterator
from threading import Thread

import pytest

from evaluator.classroom.store import socket_deadline
from evaluator.classroom.store.socket_deadline import SocketDeadlines

Pair = tuple[socket.socket, socket.socket]


@pytest.fixture
def pairs() -> Iterator[list[Pair]]:
    """Connections to a server that says nothing."""
    made = [socket.socketpair() for _ in range(3)]
    yield made
    for pair in made:
        for end in pair:
            end.close()


def test_a_connection_past_its_deadline_is_shut_and_the_others_stay(pairs: list[Pair]) -> None:
    watch = SocketDeadlines()
    (slow, _), (late, _), (good, other) = pairs
    with (
        watch.shut_after(60, good.fileno()) as in_time,
        watch.shut_after(0.2, slow.fileno()) as first,
        watch.shut_after(0.01, late.fileno()) as second,  # added last, due first
    ):
        assert late.recv(1) == b""
        assert second.is_set()
        assert slow.recv(1) == b""
        assert first.is_set()
    assert not in_time.is_set()
    other.send(b"x")
    assert good.recv(1) == b"x"


def test_what_is_done_in_time_is_never_shut(pairs: list[Pair]) -> None:
    watch = SocketDeadlines()
    (done, other), (slow, _), _ = pairs
    with watch.shut_after(0.05, done.fileno()) as expired:
        pass
    with watch.shut_after(0.1, slow.fileno()):
        assert slow.recv(1) == b""  # by now the first would have been due
    assert not expired.is_set()
    other.send(b"x")
    assert done.recv(1) == b"x"


def test_the_thread_ends_when_nothing_runs_and_a_new_one_comes(
    pairs: list[Pair], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket_deadline, "IDLE_S", 0.01)
    monkeypatch.setattr(socket_deadline, "Thread", Kept)
    watch = SocketDeadlines()
    for pair in pairs[:2]:
        with watch.shut_after(0.02, pair[0].fileno()):
            assert pair[0].recv(1) == b""
        Kept.last.join(30)
        assert not Kept.last.is_alive()


class Kept(Thread):
    """Remembers the last that was started."""

    last: Thread

    def start(self) -> None:
        Kept.last = self
        super().start()
