"""The one place that decides what may be logged: that a page failed, where in the program, and with what kind of
error. Never an address, a query, a header, a form or an error's text, all of which may hold what a visitor typed.
"""

import logging
import traceback
from pathlib import Path
from types import TracebackType
from typing import Any

from flask import Flask, request

from evaluator.settings import PACKAGE, folder

OWN = (str(PACKAGE), str(folder("templates")))
ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class PrivateFlask(Flask):
    """Flask with another record of an error: its own holds the path and the error's text."""

    def log_exception(self, exc_info: ExcInfo) -> None:
        """Write down one line about a page that failed."""
        self.logger.error(describe(exc_info, request.endpoint))


def describe(exc_info: ExcInfo, endpoint: str | None) -> str:
    """Describe a failure in one line: view, kind of error, our own lines on the way, the line that failed."""
    kind, _, trace = exc_info
    frames = list(traceback.extract_tb(trace))
    own = [frame for frame in frames[:-1] if frame.filename.startswith(OWN)]
    shown = [*own[-5:], *frames[-1:]]
    steps = " > ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in shown)
    return f"error in {endpoint or 'no view'}: {kind.__name__ if kind else 'unknown'} at {steps}"


class RedactingFilter(logging.Filter):
    """For the server's own loggers: they write addresses into their messages, so only the place is kept."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record; always keep it."""
        record.args = ()
        record.msg = f"message at {record.filename}:{record.lineno} {record.funcName}"
        if record.exc_info and not isinstance(record.exc_info, bool):
            info: Any = record.exc_info
            record.msg = f"{record.msg} {describe(info, None)}"
        record.exc_info = None
        record.exc_text = None
        return True
