"""Figures for whoever watches the server: `/metrics`, in the text format that Prometheus reads.

Off unless EVALUATOR_METRICS asks for it. Figures are sums over everybody: no address, no path, no answer, no class.
Each process counts for itself, from its start.
"""

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Lock
from time import time

from flask import Flask, Response, request

from evaluator import __version__
from evaluator.classroom.errors import StoreBroken
from evaluator.classroom.web.current import in_use, store
from evaluator.classroom.web.purge_job import last_purge

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
MEMORY = Path("/proc/self/statm")
OTHER = "other"  # what belongs to no door: files, and addresses where nothing is


class AnswerCounter:
    """How many answers each door has given, by status. Threads share it."""

    def __init__(self) -> None:
        """Start at nothing."""
        self._given: Counter[tuple[str, int]] = Counter()
        self._lock = Lock()
        self.begun = time()

    def count(self, response: Response) -> Response:
        """Count an answer, and let it go on."""
        with self._lock:
            self._given[request.blueprint or OTHER, response.status_code] += 1
        return response

    def given(self) -> list[tuple[tuple[str, int], int]]:
        """Return the counts so far, in a fixed order."""
        with self._lock:
            return sorted(self._given.items())


def init(app: Flask) -> None:
    """Count from now on, and answer whoever asks."""
    counter = AnswerCounter()
    app.after_request(counter.count)

    @app.get("/metrics")
    def metrics() -> Response:
        """Show the figures of this process."""
        return Response("".join(f"{line}\n" for line in _lines(counter)), content_type=CONTENT_TYPE)


def _lines(counter: AnswerCounter) -> Iterator[str]:
    yield from _family("questions_info", "gauge", "The version that runs.")
    yield f'questions_info{{version="{__version__}"}} 1'
    yield from _family("questions_answers_total", "counter", "Answers by door and status.")
    for (door, status), number in counter.given():
        yield f'questions_answers_total{{door="{door}",status="{status}"}} {number}'
    yield from _single("questions_start_time_seconds", "When this process began to count.", counter.begun)
    if MEMORY.exists():
        pages = int(MEMORY.read_text().split()[1])
        yield from _single("questions_memory_bytes", "Memory of this process.", pages * os.sysconf("SC_PAGE_SIZE"))
    with suppress(StoreBroken):
        yield from _classes()


def _classes() -> Iterator[str]:
    """Whether deletion keeps its time; nothing where no class ever ran. Raises StoreBroken."""
    if in_use():
        purged, waits = last_purge(), int(store().scrubbing)
        when = purged.timestamp() if purged else 0
        yield from _single("questions_last_purge_seconds", "When classes were last purged.", when)
        yield from _single("questions_deletion_waits", "1 while a reader keeps deleted bytes from going.", waits)


def _family(name: str, kind: str, words: str) -> Iterator[str]:
    yield f"# HELP {name} {words}"
    yield f"# TYPE {name} {kind}"


def _single(name: str, words: str, value: float) -> Iterator[str]:
    yield from _family(name, "gauge", words)
    yield f"{name} {value:.15g}"
