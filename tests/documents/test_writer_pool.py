"""Documents made in a process of their own are the same documents, whatever happens to that process."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from threading import Thread
from typing import Any

import psutil
import pytest

from evaluator.documents import WRITERS, write, written_by
from evaluator.documents.blocks import Block, Cards, Day, Heading, Outline, Paragraph, Part, Scale, Scales, text
from evaluator.documents.writer_pool import Limits, WriterPool, WritersBusyError, WriterStoppedError
from evaluator.i18n.language import Language

PATIENCE = 120  # seconds for what takes a part of one, on a machine where all else comes first
SLOW = 60_000  # letters without a space: more than a second for any machine
PARENT = """
import os, sys
from datetime import date
from evaluator.documents.blocks import Heading, Outline
from evaluator.documents.writer_pool import writer_pool
from evaluator.i18n.language import languages
small = Outline("T", "S", languages()["fr"], date(2026, 1, 1), (Heading(1, "T"),))
"""
KILLED = (
    PARENT + 'writer_pool(2).write("docx", small, "a4"); print(*writer_pool(2).pids, flush=True); sys.stdin.read()'
)
FORKED = (
    PARENT
    + """
before = writer_pool(2).write("docx", small, "a4")
mine, child = writer_pool(2).pids, os.fork()
same = writer_pool(2).write("docx", small, "a4") == before
print("child" if not child else "parent", same, writer_pool(2).pids == mine, flush=True)
if child:
    os.waitpid(child, 0)
    print("after", writer_pool(2).write("docx", small, "a4") == before, writer_pool(2).pids == mine)
"""
)


def outline(language: Language, *more: str) -> Outline:
    """A document with what is hard to hand on: a day, another language, cards, drawings."""
    blocks: tuple[Block, ...] = (
        Heading(1, "Ça va"),
        Paragraph((Day("1 January", date(2026, 1, 1)), " 🌳")),
        Part(language, (text("Bonjour"),)),
        Scales((Scale("data", "Data", "low", None, 0, 40),)),
        Cards(((text("cut"),), (text("out"),))),
        *map(text, more),
    )
    return Outline("Ça va", "Four Questions", language, date(2026, 1, 1), blocks)


@pytest.fixture
def french(tongues: dict[str, Language]) -> Language:
    return tongues["fr"]


@contextmanager
def pool(held: int = 1, **limits: Any) -> Iterator[WriterPool]:
    made = WriterPool(1, held, Limits(**{"seconds": PATIENCE, "patience": PATIENCE, **limits}))
    try:
        yield made
    finally:
        made.close()


def gone(pid: int) -> bool:
    """Whether a process has ended, or ends within some seconds."""
    for _ in range(100):
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.1)
    return False


def test_a_document_is_the_same_wherever_it_is_made(french: Language) -> None:
    with pool() as elsewhere:
        for ending in WRITERS:
            here = write(ending, outline(french))
            with written_by(elsewhere.write):
                assert write(ending, outline(french)) == here, ending
        assert len(elsewhere.pids) == 1
    assert elsewhere.pids == []


def test_a_process_that_was_killed_is_replaced_and_nobody_notices(french: Language) -> None:
    with pool() as elsewhere:
        before, [pid] = elsewhere.write("docx", outline(french), "a4"), elsewhere.pids
        os.kill(pid, signal.SIGKILL)
        assert elsewhere.write("docx", outline(french), "a4") == before
        assert elsewhere.pids != [pid]


def test_a_process_killed_at_its_work_costs_no_document(french: Language) -> None:
    made: list[bytes] = []
    with pool() as elsewhere:
        elsewhere.write("docx", outline(french), "a4")
        [pid] = elsewhere.pids
        asking = Thread(target=lambda: made.append(elsewhere.write("pdf", outline(french, "x" * SLOW), "a4")))
        asking.start()
        time.sleep(0.3)
        os.kill(pid, signal.SIGKILL)
        asking.join()
        assert elsewhere.pids != [pid]
    assert made[0].startswith(b"%PDF")


def test_a_document_that_takes_too_long_is_given_up_and_the_next_one_is_made(french: Language) -> None:
    with pool(seconds=1) as elsewhere:
        with pytest.raises(WriterStoppedError):
            elsewhere.write("pdf", outline(french, "x" * SLOW * 16), "a4")
        elsewhere.write("docx", outline(french), "a4")


def test_a_document_is_not_blamed_for_a_machine_that_has_no_time_for_it(french: Language) -> None:
    with pool() as elsewhere:
        elsewhere.write("docx", outline(french), "a4")
        elsewhere._all[0]._limits = Limits(patience=0.5)
        os.kill(elsewhere.pids[0], signal.SIGSTOP)
        with pytest.raises(WritersBusyError):
            elsewhere.write("docx", outline(french), "a4")
        elsewhere._all[0]._limits = Limits(patience=PATIENCE)
        elsewhere.write("docx", outline(french), "a4")


def test_a_process_that_has_grown_makes_no_other_document(french: Language) -> None:
    with pool(grown=1) as elsewhere:
        assert elsewhere.write("docx", outline(french), "a4")
        assert elsewhere.pids == []


def test_a_process_that_nobody_needs_ends_and_forgets(french: Language) -> None:
    with pool(idle_seconds=0.2) as elsewhere:
        before, [pid] = elsewhere.write("docx", outline(french), "a4"), elsewhere.pids
        assert gone(pid)
        assert elsewhere.write("docx", outline(french), "a4") == before


def test_whoever_would_wait_too_long_is_told_so_at_once(french: Language) -> None:
    with pool(held=1) as elsewhere:
        asking = Thread(target=elsewhere.write, args=("pdf", outline(french, "x" * SLOW), "a4"))
        asking.start()
        while not elsewhere.pids:
            time.sleep(0.01)
        with pytest.raises(WritersBusyError):
            elsewhere.write("docx", outline(french), "a4")
        asking.join()
        assert elsewhere.write("docx", outline(french), "a4")


def test_what_goes_wrong_inside_is_named_without_a_word_of_the_text(french: Language) -> None:
    with pool() as elsewhere, pytest.raises(RuntimeError) as caught:
        elsewhere.write("docx", outline(french, "canary"), "no paper")
    assert str(caught.value) == "KeyError"


def test_the_process_can_write_no_file(french: Language) -> None:
    with pool() as elsewhere:
        elsewhere.write("docx", outline(french), "a4")
        assert psutil.Process(elsewhere.pids[0]).rlimit(psutil.RLIMIT_FSIZE) == (0, 0)


def test_no_process_outlives_a_server_that_was_killed() -> None:
    command = [sys.executable, "-c", KILLED]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        pid = int(server.stdout.readline())
        assert psutil.pid_exists(pid)
        server.kill()
    assert gone(pid)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="NOT RUN: this system does not fork")
def test_a_forked_worker_has_a_process_of_its_own_and_leaves_its_parents_alone() -> None:
    done = subprocess.run([sys.executable, "-c", FORKED], capture_output=True, text=True, check=True)
    assert sorted(done.stdout.splitlines()) == ["after True True", "child True False", "parent True True"]
