"""A real server in a process of its own, spoken to over a socket, and everything it wrote."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

PATIENCE = 60  # seconds that a client waits before it gives a server up


@dataclass(frozen=True)
class Server:
    """Where a server listens and where its words go."""

    host: str
    port: int
    words: Path
    pid: int = 0

    def send(self, request: bytes) -> bytes:
        """One request as bytes, and what came back before the server ended the connection."""
        got: list[bytes] = []
        with socket.create_connection((self.host, self.port), PATIENCE) as talk, suppress(ConnectionError):
            talk.sendall(request)
            while got[-1:] != [b""]:
                got.append(talk.recv(65536))
        return b"".join(got)

    def get(self, target: str, *headers: str, method: str = "GET", body: bytes = b"") -> bytes:
        """An ordinary request."""
        length = [f"Content-Length: {len(body)}"] if body else []
        lines = [f"{method} {target} HTTP/1.1", f"Host: {self.host}", "Connection: close", *length, *headers]
        return self.send("\r\n".join([*lines, "", ""]).encode() + body)


def status(answer: bytes) -> int:
    """The status of an answer."""
    return int(answer.split(b" ", 2)[1])


def header_names(answer: bytes) -> list[str]:
    """The names of the headers of an answer, in the order sent."""
    return [line.split(":", 1)[0] for line in answer.split(b"\r\n\r\n", 1)[0].decode("latin-1").split("\r\n")[1:]]


@contextmanager
def serving(arguments: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Start Python with arguments that serve, read the address it prints, and stop it in the end."""
    words = folder / "server-words.txt"
    variables = {**os.environ, "PYTHONUNBUFFERED": "1", "EVALUATOR_DATA": str(folder), **(environment or {})}
    with words.open("wb") as sink:
        process = subprocess.Popen(
            [sys.executable, *arguments], stdout=subprocess.PIPE, stderr=sink, env=variables, text=True
        )
        assert process.stdout is not None
        try:
            first = process.stdout.readline()
            assert "http://" in first, f"no address: {first} {words.read_text()}"
            place = urlsplit(first[first.index("http://") :].split()[0])
            yield Server(place.hostname or "", place.port or 0, words, process.pid)
        finally:
            process.terminate()
            rest = process.communicate(timeout=PATIENCE)[0]
            sink.write((first + rest).encode())
