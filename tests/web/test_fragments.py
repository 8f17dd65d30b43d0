"""Kept fragments: every page is the same with and without them, and what is kept does not grow with visits."""

import re

import pytest
from flask import Flask

from evaluator.web import responses
from evaluator.web.responses import FragmentCache
from tests.browser.addresses import all_addresses


def addresses(app: Flask) -> list[str]:
    """Every page, and the form and the report with each place of every list of options, for names in either order."""
    form = app.extensions["site"].libraries["en"].questionnaire
    found = [address.path for address in all_addresses(app)]
    for place in range(max(len(question.options) for question in form.questions)):
        given = [f"{q.id}={q.options[min(place, len(q.options) - 1)].id}" for q in form.questions]
        for lang, name in (("en", "Instagram"), ("fr", "Signal"), ("fr", "X")):
            query = "&".join([f"platform={name}", *given[place:]])
            found += [f"/{lang}/report?{query}", f"/{lang}/report?set=quick&{query}"]
            found += [f"/{lang}/assess/{part.id}?{query}" for part in form.dimensions]
    return found


def pages(app: Flask, paths: list[str], kept: bool) -> dict[str, str]:
    """Each page, without the clock of the server, which goes on meanwhile, and without the key of a form."""
    client = app.test_client()
    app.config["FRAGMENTS"] = kept
    try:
        return {path: re.sub(r'\b\d\d:\d\d\b|name="key" value="[^"]+"', "", client.get(path).text) for path in paths}
    finally:
        app.config["FRAGMENTS"] = True


def test_every_page_is_the_same_with_and_without_kept_fragments(app: Flask) -> None:
    paths = addresses(app)
    fresh = pages(app, paths, kept=False)
    pages(app, paths, kept=True)  # fills what is kept, so that the next walk reads it
    kept = pages(app, paths[::-1], kept=True)
    assert [path for path in paths if kept[path] != fresh[path]] == []


def test_what_is_kept_does_not_grow_with_the_same_pages(app: Flask) -> None:
    fragment = app.jinja_env.globals["fragment"]
    assert isinstance(fragment, FragmentCache)
    paths = addresses(app)[-12:]
    pages(app, paths, kept=True)
    before = len(fragment)
    pages(app, paths, kept=True)
    assert len(fragment) == before > 0


def test_what_is_kept_has_a_bound(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    fragment = app.jinja_env.globals["fragment"]
    monkeypatch.setattr(fragment, "_made", {})
    monkeypatch.setattr(responses, "MAX_FRAGMENTS", 3)
    first, again = (app.test_client().get("/fr/report?platform=Signal").text for _ in range(2))
    assert first == again
    assert isinstance(fragment, FragmentCache)
    assert len(fragment) == 3
