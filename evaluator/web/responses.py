"""Answers that several doors give: a document to take along, and what is the same for everybody, made once.

A constant fragment is what a macro makes of content alone; the longest report holds some forty of them. The key is
the macro and its arguments, and the macro is imported without context, so what it makes cannot hang on anything else;
a visitor's own words are no argument of any fragment.

Documents are made in processes of their own, so that no visitor's takes the pages from others.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, cast

from cachetools import LRUCache
from flask import Flask, Response, current_app
from jinja2.runtime import Macro
from markupsafe import Markup
from werkzeug.exceptions import ServiceUnavailable, UnprocessableEntity

from evaluator.documents import HEAVY, PAGED, WRITERS, written_by
from evaluator.documents.blocks import A4, Drawing, Outline
from evaluator.documents.writer_pool import WritersBusyError, WriterStoppedError, writer_pool
from evaluator.validation.text import file_name

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

INLINE = {"json"}  # what a browser shows itself; the others are kept as files
JSON = "application/json"
MAX_CONSTANT_DOCUMENTS = 200  # two papers of every sheet in a few languages


class DocumentsApart:
    """Middleware: whatever document an application makes is made in another process, whoever asks for it."""

    def __init__(self, application: "WSGIApplication", held: int) -> None:
        """`held` is how many visitors may have documents made, or wait for that, at a time."""
        self._application, self._held = application, held

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a request."""
        with written_by(self._write):
            return self._application(environ, start_response)

    def _write(self, ending: str, outline: Outline | Drawing, paper: str) -> bytes:
        """Write a document apart. Raises ServiceUnavailable, UnprocessableEntity."""
        try:
            with _put_off():
                return writer_pool(self._held).write(ending, outline, paper)
        except WriterStoppedError:
            raise UnprocessableEntity from None


def init(app: Flask) -> None:
    """Have documents made apart."""
    app.wsgi_app = DocumentsApart(app.wsgi_app, app.config["DOCUMENTS"])  # type: ignore[method-assign]  # as Werkzeug documents it


def check_turn(ending: str) -> None:
    """Put off who would wait too long for a document, before anything is read or built for it.

    Raises ServiceUnavailable.
    """
    if ending in HEAVY:
        with _put_off():
            writer_pool(current_app.config["DOCUMENTS"]).check_room()


@contextmanager
def _put_off() -> Iterator[None]:
    try:
        yield
    except WritersBusyError as busy:
        raise ServiceUnavailable(retry_after=busy.retry_after) from None


def download(made: bytes, ending: str, *parts: str, paper: str = A4) -> Response:
    """Hand out a document under a name of these parts, and of its paper where that is not the usual one.

    The ending is one of WRITERS or `json`.
    """
    name = file_name(*parts, paper if ending in PAGED and paper != A4 else "")
    media_type = WRITERS[ending].media_type if ending in WRITERS else JSON
    return named_file(made, media_type, f"{name}.{ending}", "inline" if ending in INLINE else "attachment")


def named_file(made: bytes | str, media_type: str, name: str, kind: str = "attachment") -> Response:
    """Hand out a file under its whole name."""
    return Response(made, content_type=media_type, headers={"Content-Disposition": f'{kind}; filename="{name}"'})


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


MAX_FRAGMENTS = 5000  # a site has a few hundred in each language


class FragmentCache:
    """Calls macros, and keeps what they make unless the configuration has FRAGMENTS off."""

    def __init__(self, around: Callable[[], Hashable]) -> None:
        """Start empty; `around` gives what every macro knows of a request: its language, and the path of the site."""
        self._around = around
        self._made: dict[Hashable, Markup] = {}

    def __call__(self, macro: Macro, *arguments: object) -> Markup:
        """Return what an imported macro makes of plain values and content with an id; TypeError for others."""
        key = (self._around(), macro, *map(_key, arguments))
        made = self._made.get(key) if current_app.config.get("FRAGMENTS", True) else None
        if made is None:
            made = Markup(macro(*arguments))  # noqa: S704  # a macro's own output, escaped where it had to be
            if len(self._made) < MAX_FRAGMENTS:
                self._made[key] = made
        return made

    def __len__(self) -> int:
        """Count what is kept."""
        return len(self._made)


def _key(argument: object) -> Hashable:
    if argument is None or isinstance(argument, str | int):
        return argument
    name = getattr(argument, "id", None)
    if not isinstance(name, str):
        message = f"a fragment is made of plain values and of content with an id, not of {type(argument).__name__}"
        raise TypeError(message)
    return type(argument).__name__, name
