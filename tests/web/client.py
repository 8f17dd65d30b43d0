"""A test client that checks every answer it fetches: headers on each, markup on each page of HTML."""

import gzip
import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import brotli  # type: ignore[import-untyped]  # brotli ships no types
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.web.header_rules import header_faults
from tests.web.page_rules import Page, faults

PARTS = ("/ethics/preview", "/ethics/document")  # what a script, or a person, puts into another page


class CheckingClient(FlaskClient):
    """Fetch as with Flask's own client; an answer that breaks a rule fails the test that asked for it."""

    titles: dict[tuple[str, str], str]  # (language, title) -> path: two pages never share a title

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **{**kwargs, "buffered": True})
        found = header_faults(response)
        if is_page(response):
            found += self._page_faults(response)
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

    def _page_faults(self, response: TestResponse) -> list[str]:
        (lang, title, *found), path = checked(text(response)), response.request.path
        first = path.split("/")[1]
        if first in self.application.extensions["site"].languages and lang != first:
            found.append(f"lang is {lang}")
        if response.status_code == 200:
            known = self.__dict__.setdefault("titles", {})
            other = known.setdefault((lang, title), path)
            if other != path:
                found.append(f"title {title!r} is also that of {other}")
        return found


@lru_cache(maxsize=500)  # the same page is fetched by many tests
def checked(html: str) -> tuple[str, ...]:
    """A page's language, its title, and all its faults."""
    page = Page(html)
    return (page.lang, page.title, *faults(page))


def text(response: TestResponse) -> str:
    """The body as a browser sees it, whatever its coding."""
    codings: dict[str | None, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress}
    return codings.get(response.headers.get("Content-Encoding"), bytes)(response.data).decode()


def is_page(response: TestResponse) -> bool:
    """True for HTML that a person reads: not a redirect, not an answer without a body, not a part of a page."""
    if response.request.path.endswith(PARTS) and response.status_code == 200:
        return False
    return response.mimetype == "text/html" and bool(response.data) and response.status_code not in range(300, 400)
