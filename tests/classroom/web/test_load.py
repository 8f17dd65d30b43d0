"""A short version of `make load`: one class in two seconds, alone, beside two hundred who stall, and together."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from tests.classroom import load
from tests.web.live import Server


def test_no_answer_is_lost_or_counted_twice(server: Server) -> None:
    with ThreadPoolExecutor(1) as thread:  # this one may have a loop already, that of Playwright
        rows = thread.submit(asyncio.run, load.short(server)).result()
    assert [(row.answers, row.lost, row.doubled, row.errors) for row in rows] == [(160, 0, 0, 0)] * 3
    print(load.table(rows))
