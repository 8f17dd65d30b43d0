"""Answers that several doors give: a document to take along, and what is the same for everybody."""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import cast

from cachetools import LRUCache
from flask import Response, current_app

from evaluator.documents import WRITERS

INLINE = {"json"}  # what a browser shows itself; the others are kept as files
JSON = "application/json"
MAX_CONSTANT_DOCUMENTS = 200  # two papers of every sheet in a few languages


def download(made: bytes, ending: str, name: str) -> Response:
    """Hand out a document under a name without its ending, which is one of WRITERS or `json`."""
    kind = "inline" if ending in INLINE else "attachment"
    response = Response(made, content_type=WRITERS[ending].media_type if ending in WRITERS else JSON)
    response.headers["Content-Disposition"] = f'{kind}; filename="{name}.{ending}"'
    return response


class DocumentCache:
    """Keeps documents that are the same for everybody, those asked for last; threads may share it."""

    def __init__(self) -> None:
        """Start empty."""
        self._made: LRUCache[Hashable, bytes] = LRUCache(MAX_CONSTANT_DOCUMENTS)
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """Return what was made for a key, which names all that the document depends on; make it the first time."""
        with self._lock:
            made = self._made.get(key)
        if made is None:
            made = make()
            with self._lock:
                self._made[key] = made
        return made


def document_cache() -> DocumentCache:
    """Return the documents kept by the current application."""
    return cast("DocumentCache", current_app.extensions.setdefault("document_cache", DocumentCache()))
