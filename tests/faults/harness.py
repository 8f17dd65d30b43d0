"""A class under load, in processes that can be killed, and the law: what was acknowledged is stored exactly once."""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

from sqlalchemy import text

from evaluator.classroom.codes import digest
from evaluator.classroom.errors import StoreUnavailable
from evaluator.classroom.records import Opened
from evaluator.classroom.settings import ClassSettings
from evaluator.classroom.store import open_store
from evaluator.classroom.store.store import Store
from tests.conftest import ROOT

LONG = os.environ.get("FAULTS") == "long"
QUESTIONS = tuple(f"question-{number}" for number in range(40))
SEATS = 60 if LONG else 20
WORKERS = 3 if LONG else 2


class Load:
    """An open class and processes that answer in it until all is answered."""

    def __init__(self, address: str, folder: Path, questions: tuple[str, ...] = QUESTIONS) -> None:
        self.address, self.folder, self.questions = address, folder, questions
        self.store: Store = open_store(address)
        self.opened: Opened = self.store.start(ClassSettings(questions))
        self.tokens = [self.store.join(self.opened.class_id).token for _ in range(SEATS)]
        self.store.act(self.opened.host_key, "open")
        self.acknowledged: dict[tuple[str, str], str] = {}
        self.errors: list[str] = []
        self.workers: dict[int, tuple[subprocess.Popen[str], Thread]] = {}

    def start(self, number: int | None = None) -> None:
        """Start one process, or all, with what is not yet acknowledged of its share."""
        for each in range(WORKERS) if number is None else [number]:
            share = [
                f"{token} {question}"
                for token in self.tokens[each::WORKERS]
                for question in self.questions
                if (token, question) not in self.acknowledged
            ]
            file = self.folder / f"share-{each}"
            file.write_text("\n".join(share))
            command = [sys.executable, "-m", "tests.faults.writer", self.address, str(file)]
            worker = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT)
            reader = Thread(target=self._read, args=(worker,), daemon=True)
            reader.start()
            self.workers[each] = (worker, reader)

    def kill(self, number: int) -> None:
        """kill -9."""
        worker, reader = self.workers[number]
        worker.kill()
        worker.wait()
        reader.join()

    def wait_for(self, more: int, seconds: float = 60) -> None:
        """Until so many more answers are acknowledged, or all are."""
        wanted = min(len(self.acknowledged) + more, SEATS * len(self.questions))
        end = monotonic() + seconds
        while len(self.acknowledged) < wanted and not self.errors:
            assert monotonic() < end, f"{len(self.acknowledged)} of {wanted} acknowledged"
            sleep(0.01)

    def finish(self) -> None:
        """Until every answer is acknowledged; then compare with what is stored."""
        self.wait_for(SEATS * len(self.questions), 240 if LONG else 90)
        for worker, reader in self.workers.values():
            worker.wait()
            reader.join()
        self.check()

    def check(self) -> None:
        """Nothing acknowledged is lost or doubled, nothing but "come back" was ever answered."""
        assert self.errors == [], self.errors
        stored = self._stored()
        times = Counter((token, question) for token, question, _ in stored)
        doubled = [what for what, count in times.items() if count > 1]
        kept = {(token, question): key for token, question, key in stored}
        lost = [what for what, key in self.acknowledged.items() if kept.get((digest(what[0]), what[1])) != key]
        print(
            f"{len(self.acknowledged)} acknowledged, {len(stored)} stored, {len(lost)} lost, {len(doubled)} doubled"
        )
        assert (lost, doubled) == ([], [])

    def close(self) -> None:
        """End our processes."""
        for number in self.workers:
            self.kill(number)
        self.store.close()

    def _stored(self) -> list[tuple[str, str, str]]:
        wanted = "SELECT s.token, a.question, a.key FROM answer a JOIN seat s ON s.id = a.seat_id"
        rows: list[tuple[str, str, str]] = self.store.database.run(
            lambda session: [(a, b, c) for a, b, c in session.execute(text(wanted))], write=False, patience=10
        )
        return rows

    def _read(self, worker: "subprocess.Popen[str]") -> None:
        assert worker.stdout is not None
        with worker.stdout as lines:
            for line in lines:
                words = line.split()
                if len(words) == 3 and words[0] != "ERROR":
                    self.acknowledged[words[0], words[1]] = words[2]
                else:
                    self.errors.append(line)


@contextmanager
def answering(address: str, folder: Path) -> Iterator[Load]:
    """A class whose answers have begun to come."""
    load = Load(address, folder)
    try:
        load.start()
        load.wait_for(40)
        yield load
    finally:
        load.close()


def until(works: Callable[[], object], seconds: float = 60) -> float:
    """Try until the database is there again; gives how long that took."""
    start = time.monotonic()
    while True:
        try:
            works()
        except StoreUnavailable:
            assert time.monotonic() - start < seconds
            sleep(0.1)
        else:
            return time.monotonic() - start
