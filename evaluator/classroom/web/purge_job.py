"""Purge on schedule while anything serves: once an hour, and when somebody comes to a class."""

import logging
import os
from datetime import UTC, datetime
from threading import Event, Lock, Thread

from flask import Flask, current_app

from evaluator.classroom.errors import StoreBroken, StoreUnavailable
from evaluator.classroom.web.current import in_use, store

PAUSE_S = 60.0  # between two looks at the clock; a purge itself comes once an hour
OVERDUE_S = 2 * 3600  # after which whoever watches the server is told

log = logging.getLogger(__name__)
STARTING = Lock()


def init(app: Flask) -> None:
    """Purge from the first request on, in whichever process serves it."""
    app.config["PURGE"] = True  # False: whoever owns the application calls `purge_when_due` by other means
    app.extensions["purged_at"] = _now()
    app.before_request(lambda: _start_once(app))


def purge_when_due() -> None:
    """Purge if this hour has not seen it yet; a database that does not answer is asked again later."""
    try:
        if in_use() and store().due():
            store().purge()
        if in_use() and store().scrubbing:
            return  # not done before the bytes are gone
        current_app.extensions["purged_at"] = _now()
    except StoreUnavailable:
        return
    except StoreBroken as error:
        log.error("classes could not be purged: %s", error)  # the sentence says what to do


def last_purge() -> datetime | None:
    """Give the hour of the last purge in this process; None while there is nothing to purge."""
    return current_app.extensions["purged_at"] if in_use() else None


def is_overdue() -> bool:
    """Tell whether classes may have stayed longer than was promised."""
    last = last_purge()
    return last is not None and (_now() - last).total_seconds() > OVERDUE_S


def keep_purging(app: Flask, stop: Event | None = None, pause_s: float = PAUSE_S) -> Thread:
    """Look again and again, in a thread that no error ends; it ends with the program."""
    ending = stop or Event()

    def run() -> None:
        while not ending.wait(pause_s):
            try:
                with app.app_context():
                    purge_when_due()
            except Exception as error:  # an error unforeseen must not keep what was to be deleted
                log.error("classes could not be purged: %s", type(error).__name__)

    thread = Thread(target=run, name="purge", daemon=True)
    thread.start()
    return thread


def _start_once(app: Flask) -> None:
    """Start the thread with the first request of a process; a worker that was forked has none of its own."""
    if app.config["PURGE"] and app.extensions.get("purging") != os.getpid():
        with STARTING:
            if app.extensions.get("purging") != os.getpid():
                app.extensions["purging"] = os.getpid()
                keep_purging(app)


def _now() -> datetime:
    return datetime.now(UTC)
