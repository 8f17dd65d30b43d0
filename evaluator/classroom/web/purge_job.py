"""Deleting on schedule while the server runs: once an hour, and when somebody comes to a class."""

import logging
from threading import Event, Thread

from flask import Flask

from evaluator.classroom.errors import StoreBroken, StoreUnavailable
from evaluator.classroom.web.responses import in_use, store

PAUSE = 60.0  # seconds between two looks at the clock; a purge itself comes once an hour

log = logging.getLogger(__name__)


def purge_when_due() -> None:
    """Delete what is due, if this hour has not seen it yet; a database that does not answer is asked again later."""
    try:
        if in_use() and store().due():
            store().purge()
    except StoreUnavailable:
        return
    except StoreBroken as error:
        log.error("classes could not be purged: %s", error)  # the sentence says what to do


def keep_purging(app: Flask, stop: Event | None = None) -> Thread:
    """Look every minute, in a thread that ends with the program."""
    ending = stop or Event()

    def run() -> None:
        while not ending.wait(PAUSE):
            with app.app_context():
                purge_when_due()

    thread = Thread(target=run, name="purge", daemon=True)
    thread.start()
    return thread
