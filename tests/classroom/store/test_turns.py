"""Places are taken in order, given back whatever happens, and nobody waits for ever."""

from threading import Thread
from time import sleep

import pytest

from evaluator.classroom.errors import StoreUnavailable
from evaluator.classroom.store.database import FairSemaphore


def test_whoever_came_first_goes_first() -> None:
    turns, order = FairSemaphore(1), list[int]()

    def take(number: int) -> None:
        with turns.acquire(30):
            order.append(number)

    with turns.acquire(1):
        threads = [Thread(target=take, args=(number,)) for number in range(10)]
        for number, thread in enumerate(threads):
            thread.start()
            while len(turns._waiting) <= number:
                sleep(0.001)
    for thread in threads:
        thread.join()
    assert order == list(range(10))
    assert turns._free == 1


def test_a_place_is_given_back_after_an_error_and_waiting_ends() -> None:
    turns = FairSemaphore(2)
    with pytest.raises(KeyError), turns.acquire(1):
        raise KeyError
    with turns.acquire(1), turns.acquire(1), pytest.raises(StoreUnavailable), turns.acquire(0.01):
        pass
    assert turns._free == 2
    assert not turns._waiting
