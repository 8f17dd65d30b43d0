"""A process that answers for many pupils: python -m tests.faults.writer ADDRESS FILE. Threads share one store, as in
the server. FILE has a line "token question" for each answer. What is acknowledged is printed, a line each; an answer
that found no database is sent again with the same key; any other error is printed as it is and ends all.
"""

import os
import sys
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from time import sleep

from evaluator.classroom.errors import StoreUnavailable
from evaluator.classroom.store import open_store
from evaluator.classroom.store.store import Store

THREADS = 6
PAUSE = 0.02


def main(address: str, file: str) -> None:
    """Answer everything."""
    store, work = open_store(address), SimpleQueue[str]()
    for line in Path(file).read_text().splitlines():
        work.put(line)
    threads = [Thread(target=_answer_all, args=(store, work)) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store.close()


def _answer_all(store: Store, work: "SimpleQueue[str]") -> None:
    while True:
        try:
            token, question = work.get_nowait().split()
        except Empty:
            return
        key = os.urandom(8).hex()
        while not _answered(store, token, question, key):
            sleep(PAUSE)
        _say(f"{token} {question} {key}")


def _answered(store: Store, token: str, question: str, key: str) -> bool:
    try:
        store.answer(token, question, f"option-{key[0]}", key)
    except StoreUnavailable:
        return False
    except BaseException as error:
        _say(f"ERROR {type(error).__name__} {error}")
        os._exit(1)
    return True


def _say(line: str) -> None:
    os.write(1, f"{line}\n".encode())  # one write: whole lines, also when we are killed


if __name__ == "__main__":
    main(*sys.argv[1:])
