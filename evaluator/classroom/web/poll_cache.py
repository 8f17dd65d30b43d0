"""Cache conditional GETs of pupils' pages: a phone that has the newest page gets its 304 without the database.

Nine hundred phones that look every three seconds cost a processor each on the database; of a class, one look in half
a second is enough. What is remembered of a phone is the digest of its token and the ETag of the page it has. What all
phones of a class show alike, its result and its evidence, is made once for all that look in the same half second.
"""

from collections.abc import Callable
from hashlib import blake2b
from threading import Lock
from typing import Any, TypeVar, cast

from cachetools import LRUCache, TTLCache
from flask import Response, current_app
from werkzeug.datastructures import ETags

from evaluator.classroom.records import ClassRow
from evaluator.classroom.settings import MAX_SEATS
from evaluator.classroom.web.current import store
from evaluator.web.context import language

Shown = TypeVar("Shown")
FRESH_S = 0.5  # a class is believed to be as it was for so long
MAX_PHONES = 20_000
MAX_CLASSES = 2_000
GONE = 0


class PollCache:
    """The ETag of the page that each phone has, and the step of its class."""

    def __init__(self) -> None:
        """Start empty."""
        self._pages: LRUCache[bytes, tuple[str, int, int]] = LRUCache(MAX_PHONES)  # ETag, class, step
        self._steps: TTLCache[int, int] = TTLCache(MAX_CLASSES, FRESH_S)  # moments; GONE without a class
        self._shown: TTLCache[tuple[ClassRow, str, str], Any] = TTLCache(MAX_CLASSES, FRESH_S)
        self._lock = Lock()

    def for_all(self, row: ClassRow, name: str, make: Callable[[ClassRow], Shown]) -> Shown:
        """Return what every phone of a class shows as it stands, in one language; made by the first that asks."""
        key = row, name, language().code
        with self._lock:
            known = self._shown.get(key)
        if known is None:
            known = make(row)
            with self._lock:
                self._shown[key] = known
        return cast("Shown", known)

    def not_modified(self, token: str, seen: ETags) -> Response | None:
        """Answer 304 when the phone has the newest page already; None when one has to look."""
        with self._lock:
            etag, class_id, step = self._pages.get(_digest(token), ("", 0, 0))
        if not etag or not seen.contains_weak(etag) or self._step(class_id) != step:
            return None
        response = Response(status=304)
        response.set_etag(etag, weak=True)
        return response

    def remember(self, token: str, response: Response, row: ClassRow) -> None:
        """Remember the page that was sent."""
        etag, _ = response.get_etag()
        self.update(row)
        with self._lock:
            self._pages[_digest(token)] = (etag or "", row.id, _moment(row))

    def update(self, row: ClassRow) -> None:
        """Update the step of a class."""
        with self._lock:
            self._steps[row.id] = _moment(row)

    def invalidate(self, token: str) -> None:
        """Forget the page of a phone that has sent something."""
        with self._lock:
            self._pages.pop(_digest(token), None)

    def _step(self, class_id: int) -> int:
        with self._lock:
            known = self._steps.get(class_id)
        if known is not None:
            return known
        row = store().class_by_id(class_id)
        step = _moment(row) if row else GONE
        with self._lock:
            self._steps[class_id] = step
        return step


def poll_cache() -> PollCache:
    """Give the cache of this process."""
    return cast("PollCache", current_app.extensions.setdefault("poll_cache", PollCache()))


def _moment(row: ClassRow) -> int:
    """Number the moment of a class: each device that comes in is seen, and each move of the teacher."""
    return row.step * (MAX_SEATS + 1) + row.joined + 1


def _digest(token: str) -> bytes:
    return blake2b(token.encode(errors="replace"), digest_size=16).digest()
