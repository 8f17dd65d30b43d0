"""Write documents in processes of their own: a few at a time, each bounded in time and memory.

Each is this module run by a fresh Python, and answers what it reads: one pickle in, one out. It keeps nothing, starts
when it is first needed, ends with the pipe to whoever started it, and is replaced when it has grown or was killed.
"""

import atexit
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from math import ceil
from pathlib import Path
from queue import Empty, LifoQueue
from select import select
from threading import BoundedSemaphore, Event, Timer
from typing import BinaryIO, cast

from evaluator.documents import write
from evaluator.documents.blocks import Drawing, Outline

if sys.platform != "win32":  # where limits are the system's own matter
    import resource

WAIT_LIMIT_S = 5.0  # for one's turn
MEMORY_LIMIT = 1024**3  # bytes of addresses, most of which are never used
NICE = 10  # pages come first where both want the same processor
TRIES = 2  # of a document whose process was killed from outside
OVER_TIME = 24  # SIGXCPU, with which the system ends who has used up the processor's time; Windows has none


@dataclass(frozen=True)
class Limits:
    """What one document may take, and when a process is replaced."""

    seconds: int = 10  # of the processor; the slowest honest document takes about one
    patience: float = 30.0  # seconds on the clock; when they are over, the machine is at fault and not the document
    idle_seconds: float = 60.0  # after which a process ends, and with it what typst remembers of the last documents
    grown: int = 150 * 1024**2  # bytes in use; typst keeps what it has set, and never gives it back


class WritersBusyError(Exception):
    """So many documents are being made that this one would wait too long; come back in a few seconds."""

    retry_after = 5


class WriterStoppedError(Exception):
    """This document takes more time or memory than any may."""


class WriterProcess:
    """One process that writes one document at a time."""

    def __init__(self, limits: Limits) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._limits = limits

    @property
    def pid(self) -> int | None:
        """The number of the process that runs; None when none does."""
        return self._process.pid if self._process else None

    def write(self, ending: str, outline: Outline | Drawing, paper: str) -> bytes:
        """Return the document. Raises WriterStoppedError, WritersBusyError, and else a RuntimeError with a name."""
        job = pickle.dumps((ending, outline, paper))
        for _ in range(TRIES):
            process = self._running()
            with _time_limit(process, self._limits.patience) as over:
                try:
                    made, in_use = _asked(process, job)
                except (OSError, EOFError, pickle.UnpicklingError):  # it was killed
                    self.close()
                    if over.is_set():
                        raise WritersBusyError from None
                    if process.returncode == -OVER_TIME:
                        break
                    continue
            if in_use > self._limits.grown:
                self.close()
            return _checked(made)
        raise WriterStoppedError

    def close(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            with suppress(OSError), process:  # closes its pipes and waits for it
                pass

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self.close()
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603  # no shell; this very module, and two numbers of ours
                [sys.executable, "-B", "-m", __name__, str(self._limits.idle_seconds), str(self._limits.seconds)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # a trace could hold what a visitor wrote
            )
        return self._process


@contextmanager
def _time_limit(process: subprocess.Popen[bytes], seconds: float) -> Iterator[Event]:
    """Kill the process when its time is over; the event says so."""
    over = Event()

    def end() -> None:
        over.set()
        process.kill()

    timer = Timer(seconds, end)
    timer.start()
    try:
        yield over
    finally:
        timer.cancel()


def _checked(made: bytes | str) -> bytes:
    if made == MemoryError.__name__:
        raise WriterStoppedError
    if isinstance(made, str):
        raise RuntimeError(made)
    return made


def _asked(process: subprocess.Popen[bytes], job: bytes) -> tuple[bytes | str, int]:
    """Hand a job to a process: the document, or the name of an error, and the memory that the process has used."""
    sent, got = cast("BinaryIO", process.stdin), cast("BinaryIO", process.stdout)
    sent.write(job)
    sent.flush()
    return cast("tuple[bytes | str, int]", pickle.load(got))  # noqa: S301  # our own process wrote it


class WriterPool:
    """A few writer processes and a short queue before them. Threads share it."""

    def __init__(self, at_once: int, held: int, limits: Limits = Limits()) -> None:
        """Take documents of at most `held` visitors, `at_once` of whom have theirs made; the others wait."""
        self._held = BoundedSemaphore(max(held, at_once))
        self._free: LifoQueue[WriterProcess] = LifoQueue()  # the one used last is warm
        self._all = [WriterProcess(limits) for _ in range(at_once)]
        self._owner = os.getpid()
        for one in self._all:
            self._free.put(one)
        atexit.register(self.close)

    def write(self, ending: str, outline: Outline | Drawing, paper: str) -> bytes:
        """Return the document. Raises WritersBusyError, WriterStoppedError."""
        with self._turn() as writer:
            return writer.write(ending, outline, paper)

    def check_room(self) -> None:
        """Find out at once whether one more may wait. Raises WritersBusyError."""
        with self._place():
            pass

    @property
    def pids(self) -> list[int]:
        """The numbers of the processes that run."""
        return [one.pid for one in self._all if one.pid is not None]

    def close(self) -> None:
        """End the processes; a fork leaves those of its parent alone."""
        if os.getpid() == self._owner:
            for one in self._all:
                one.close()

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._held.acquire(blocking=False):
            raise WritersBusyError
        try:
            yield
        finally:
            self._held.release()

    @contextmanager
    def _turn(self) -> Iterator[WriterProcess]:
        with self._place():
            try:
                writer = self._free.get(timeout=WAIT_LIMIT_S)
            except Empty:
                raise WritersBusyError from None
            try:
                yield writer
            finally:
                self._free.put(writer)


@cache
def writer_pool(held: int) -> WriterPool:
    """Return the pool of this process; small machines make one document at a time, others two."""
    return WriterPool(1 if (os.cpu_count() or 1) < 4 else 2, held)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=writer_pool.cache_clear)  # a worker of gunicorn has a pool of its own


def _serve(jobs: BinaryIO, done: BinaryIO, idle_seconds: float, seconds: int) -> None:
    """Write what is asked for until nobody asks any more."""
    while sys.platform == "win32" or select([jobs], [], [], idle_seconds)[0]:
        _allow(seconds)
        made: bytes | str
        try:
            made = write(*pickle.load(jobs))  # noqa: S301  # the server wrote it
        except EOFError:
            return
        except Exception as error:
            made = type(error).__name__  # no more of it: its words could be a visitor's
        pickle.dump((made, _in_use()), done)
        done.flush()


def _allow(seconds: int) -> None:
    """Grant this process so many more seconds of the processor, after which the system ends it."""
    if sys.platform != "win32":
        used = resource.getrusage(resource.RUSAGE_SELF)
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (ceil(used.ru_utime + used.ru_stime) + seconds, most))


def _in_use() -> int:
    """Return the memory that this process has in use, in bytes."""
    with suppress(OSError):
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
    # Without Linux’s files: bytes on macOS, nothing on Windows.
    return 0 if sys.platform == "win32" else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _be_modest() -> None:
    """Take what others leave: no file at all, a bounded memory, one thread, and the processor last."""
    os.environ["RAYON_NUM_THREADS"] = "1"
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
        os.nice(NICE)


if __name__ == "__main__":
    _be_modest()
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)  # whatever is printed goes nowhere
        _serve(sys.stdin.buffer, answers, float(sys.argv[1]), int(sys.argv[2]))
