"""A test client that checks every answer it fetches: headers on each, markup on each page of HTML."""

import gzip
import json
import re
from collections.abc import Callable
from functools import lru_cache
from html import unescape
from io import BytesIO
from typing import Any

import brotli  # type: ignore[import-untyped]  # brotli ships no types
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from evaluator.content.models.library import Library
from tests.web.code_rules import code_faults
from tests.web.header_rules import header_faults
from tests.web.page_rules import Page, faults, markup

LANG, TITLE = re.compile(r'<html lang="?([\w-]+)'), re.compile(r"<title>\s*(.*?)\s*</title>", re.DOTALL)
PARTS = ("/ethics/preview", "/ethics/document")  # what a script, or a person, puts into another page


class CheckingClient(FlaskClient):
    """Fetch as with Flask's own client; an answer that breaks a rule fails the test that asked for it."""

    titles: dict[tuple[str, str], str]  # (language, title) -> path: two pages never share a title

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        sent = f"{typed(kwargs.get('data'))!r} {kwargs.get('headers')!r}"
        response = super().open(*args, **{**kwargs, "buffered": True})
        found = header_faults(response)
        if is_page(response):
            html = text(response)
            found += self._page_faults(response, html)
            sent = f"{response.request.url} {sent}"
            found += code_faults(html, response.request.path, self._library(response), sent)
        assert not found, f"{response.request.method} {response.request.url}: {response.status}\n" + "\n".join(found)
        return response

    def page(self, path: str, status: int = 200, **kwargs: Any) -> Page:
        """A page that must answer with a status, parsed."""
        response = self.get(path, **kwargs)
        assert response.status_code == status, f"{path}: {response.status}"
        return Page(response.text)

    def data(self, path: str, status: int = 200, **kwargs: Any) -> dict[str, Any]:
        """An answer for programs that must come with a status, read."""
        response = self.get(path, **kwargs)
        assert response.status_code == status, f"{path}: {response.status}"
        read: dict[str, Any] = json.loads(response.data)
        return read

    def _library(self, response: TestResponse) -> Library:
        """The content in the language of a page."""
        libraries: dict[str, Library] = self.application.extensions["site"].libraries
        return libraries.get(response.request.path.split("/")[1]) or next(iter(libraries.values()))

    def _page_faults(self, response: TestResponse, html: str) -> list[str]:
        path = response.request.path
        lang, title = language_and_title(html)
        found = [*checked(markup(html))]
        first = path.split("/")[1]
        if first in self.application.extensions["site"].languages and lang != first:
            found.append(f"lang is {lang}")
        if response.status_code == 200:
            known = self.__dict__.setdefault("titles", {})
            other = known.setdefault((lang, title), path)
            if other != path:
                found.append(f"title {title!r} is also that of {other}")
        return found


def typed(data: Any) -> Any:
    """What a form sends, files with what they hold."""
    if not isinstance(data, dict):
        return data
    return {name: [part.getvalue() if isinstance(part, BytesIO) else part for part in _parts(value)]
            for name, value in data.items()}  # fmt: skip


def _parts(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


@lru_cache(maxsize=5000)  # the same page is fetched by many tests, and many differ in words alone
def checked(markup: str) -> tuple[str, ...]:
    """All faults of a page, told by its markup."""
    return tuple(faults(Page(markup)))


def language_and_title(html: str) -> tuple[str, str]:
    """What a page says of itself first."""
    lang, title = LANG.search(html), TITLE.search(html)
    return lang[1] if lang else "", unescape(title[1]) if title else ""


def text(response: TestResponse) -> str:
    """The body as a browser sees it, whatever its coding."""
    codings: dict[str | None, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress}
    return codings.get(response.headers.get("Content-Encoding"), bytes)(response.data).decode()


def but_for_keys(response: TestResponse) -> bytes:
    """The answer without the key that a form which starts a class draws anew each time it is shown."""
    return re.sub(rb'name="key" value="[\w-]{32}"', b"", response.data)


def is_page(response: TestResponse) -> bool:
    """True for HTML that a person reads: not a redirect, not an answer without a body, not a part of a page."""
    if response.request.path.endswith(PARTS) and response.status_code == 200:
        return False
    return response.mimetype == "text/html" and bool(response.data) and response.status_code not in range(300, 400)
