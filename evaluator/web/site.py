"""The site of a request: its language, library and words; what every template may use."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlencode

from flask import Flask, abort, current_app, g, request, url_for
from flask_wtf import FlaskForm
from werkzeug.datastructures import LanguageAccept
from werkzeug.local import LocalProxy

from evaluator import sentences
from evaluator.language import SOURCE, Language, languages
from evaluator.model import Library
from evaluator.web.charts import bands, whisker


@dataclass
class Site:
    """What the application holds while it runs."""

    libraries: dict[str, Library]
    base_url: str
    forms: dict[tuple[str, str], type[FlaskForm]] = field(default_factory=dict)  # form classes, made once

    @property
    def languages(self) -> dict[str, Language]:
        """The languages by code."""
        return languages()


def init(app: Flask, libraries: dict[str, Library], base_url: str) -> None:
    """Give the application its site, and every page of it a language from the first part of its path."""
    app.extensions["site"] = Site(libraries, base_url)
    app.url_value_preprocessor(_take_language)
    app.jinja_env.globals.update(
        _=lambda text, **values: language().gettext(text, **values),
        ngettext=lambda one, many, count, **values: language().ngettext(one, many, count, **values),
        language=LocalProxy(language),
        languages=languages(),
        library=LocalProxy(library),
        sentences=sentences,
        whisker=whisker,
        bands=bands,
        asset=_asset,
        address=address,
        in_language=in_language,
    )
    app.jinja_env.filters["capitalize_first"] = lambda text: text[:1].upper() + text[1:]


def site() -> Site:
    """The site of the current application."""
    return cast("Site", current_app.extensions["site"])


def language() -> Language:
    """The language of the current request."""
    return cast("Language", g.language)


def library() -> Library:
    """The content in the language of the current request."""
    return site().libraries[language().code]


def form_class(name: str, make: Callable[[Language], type[FlaskForm]]) -> type[FlaskForm]:
    """A form class by name, made once for each language."""
    key = (name, language().code)
    forms = site().forms
    if key not in forms:
        forms[key] = make(language())
    return forms[key]


def today() -> date:
    """The day, in one place so that a test can hold it still."""
    return date.today()


def best_language() -> Language:
    """The language that the browser asks for among those the site has; the source language otherwise."""
    known = site().languages
    wanted = request.accept_languages if request.accept_languages.provided else LanguageAccept()
    return known[wanted.best_match(list(known), SOURCE) or SOURCE]


def address(endpoint: str, pairs: list[tuple[str, str]] | None = None, **values: Any) -> str:
    """A path of this site in the current language, with (name, value) pairs as its query."""
    path = url_for(endpoint, **{"lang": language().code, **values})
    return f"{path}?{urlencode(pairs)}" if pairs else path


def in_language(code: str) -> str:
    """The path of the current page in another language, its query kept as it came."""
    path = f"/{code}/{request.path.split('/', 2)[-1] if request.endpoint else ''}"
    query = request.query_string.decode("ascii", "replace")
    return f"{path}?{query}" if query else path


def _take_language(endpoint: str | None, values: dict[str, Any] | None) -> None:
    del endpoint
    code = values.pop("lang", None) if values else None
    known = site().languages
    first = code or request.path.split("/", 2)[1]
    g.language = known.get(first) or best_language()
    if code and code not in known:
        abort(404)


@cache
def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]


def _asset(name: str) -> str:
    """The address of a static file; it changes with the file, so that it may be kept for ever."""
    digest = _digest(Path(str(current_app.static_folder)) / name)
    return url_for("static", filename=name, v=digest)
