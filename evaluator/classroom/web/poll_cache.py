"""A phone that only asks whether anything is new: answered from memory while its class has not moved.

Nine hundred phones that look every three seconds cost a processor each on the database; of a class, one look in half
a second is enough. What is remembered of a phone is the digest of its token and the name of the page it has.
"""

from collections import OrderedDict
from hashlib import blake2b
from threading import Lock
from time import monotonic
from typing import cast

from flask import Response, current_app
from werkzeug.datastructures import ETags

from evaluator.classroom.records import ClassRow
from evaluator.classroom.web.responses import store

FRESH = 0.5  # seconds for which a class is believed to be as it was
MOST = 20_000  # phones


class Glance:
    """The page that each phone has, and its class."""

    def __init__(self) -> None:
        """Start without any."""
        self._pages: OrderedDict[bytes, tuple[str, int, int]] = OrderedDict()  # name of the page, class, step
        self._rows: dict[int, tuple[float, ClassRow]] = {}  # a class, and when it was looked up
        self._lock = Lock()

    def still(self, token: str, seen: ETags) -> Response | None:
        """304 when the phone has the newest page already; None when one has to look."""
        with self._lock:
            name, class_id, step = self._pages.get(_digest(token), ("", 0, 0))
        if not name or not seen.contains_weak(name) or self._step(class_id) != step:
            return None
        response = Response(status=304)
        response.set_etag(name, weak=True)
        return response

    def remember(self, token: str, response: Response, row: ClassRow) -> None:
        """This page was sent."""
        name, _ = response.get_etag()
        self.learn(row)
        with self._lock:
            self._pages[_digest(token)] = (name or "", row.id, row.step)
            while len(self._pages) > MOST:
                self._pages.popitem(last=False)

    def learn(self, row: ClassRow) -> None:
        """A class is at this step now."""
        with self._lock:
            if len(self._rows) > MOST:
                self._rows.clear()
            self._rows[row.id] = (monotonic(), row)

    def forget(self, token: str) -> None:
        """This phone has sent something."""
        with self._lock:
            self._pages.pop(_digest(token), None)

    def _step(self, class_id: int) -> int:
        """The step of a class; -1 when it is gone."""
        row = self._row(class_id)
        return row.step if row else -1

    def _row(self, class_id: int) -> ClassRow | None:
        at, known = self._rows.get(class_id, (0.0, None))
        if known and monotonic() - at < FRESH:
            return known
        row = store().class_by_id(class_id)
        if row:
            self.learn(row)
        else:
            self._rows.pop(class_id, None)
        return row


def glance() -> Glance:
    """The memory of this process."""
    return cast("Glance", current_app.extensions.setdefault("glance", Glance()))


def _digest(token: str) -> bytes:
    return blake2b(token.encode(errors="replace"), digest_size=16).digest()
