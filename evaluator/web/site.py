"""The site of a request: its language, library and words; what every template may use."""

import hashlib
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

from flask import Flask, abort, current_app, g, request
from flask_wtf import FlaskForm
from markupsafe import Markup
from werkzeug.local import LocalProxy
from werkzeug.routing import MapAdapter

from evaluator import sentences
from evaluator.language import SOURCE, Language, languages
from evaluator.library import Library
from evaluator.web.charts import bands, whisker


@dataclass
class Site:
    """What the application holds while it runs."""

    libraries: dict[str, Library]
    base_url: str
    paths: MapAdapter  # paths of views; never a host, which could be anyone's
    forms: dict[tuple[str, str], type[FlaskForm]] = field(default_factory=dict)  # form classes, made once
    known_paths: dict[Hashable, str] = field(default_factory=dict)  # as many as there are pages
    pieces: dict[Hashable, Markup] = field(default_factory=dict)  # as many as there are options, per language

    @property
    def languages(self) -> dict[str, Language]:
        """The languages by code."""
        return languages()


def init(app: Flask, libraries: dict[str, Library], base_url: str) -> None:
    """Give the application its site, and every page of it a language from the first part of its path."""
    app.extensions["site"] = Site(libraries, base_url, app.url_map.bind(""))
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
        piece=piece,
        gap=_gap,
    )
    app.context_processor(_words)
    app.jinja_env.filters["capitalize_first"] = lambda text: text[:1].upper() + text[1:]


def _words() -> dict[str, Any]:
    """The words of this request themselves: a template that asks a thousand times need not ask who is asking.

    Macros see no context; for them the globals of the same names find the request each time.
    """
    here = language()
    return {"language": here, "library": library(), "_": here.gettext, "ngettext": here.ngettext}


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
    wanted = (tag.split("-")[0].lower() for tag, quality in request.accept_languages if quality > 0)
    return known[next((tag for tag in wanted if tag in known), SOURCE)]


def address(endpoint: str, query: str = "", **values: Any) -> str:
    """A path of this site in the current language, with a query already encoded."""
    path = _path(endpoint, lang=language().code, **values)
    return f"{path}?{query}" if query else path


def _path(endpoint: str, **values: str) -> str:
    """The path of a view; kept, since templates name the same few thousands of times a second."""
    key, known = (endpoint, *values.values()), site().known_paths
    if key not in known:
        known[key] = site().paths.build(endpoint, values)
    return known[key]


def piece(name: tuple[Hashable, ...], macro: Callable[..., Markup], *things: Any, **gaps: str) -> Markup:
    """What a macro makes of things of the content, made once for each name and language: content never changes.

    Only for macros that show nothing a visitor typed, under names made of ids, so that there are few pieces. What
    differs from visit to visit fills the gaps that the macro has left, escaped like any other text.
    """
    key, pieces = (language().code, *name), site().pieces
    if key not in pieces:
        pieces[key] = macro(*things)
    made = pieces[key]
    for gap, text in gaps.items():
        made = made.replace(_gap(gap), text)
    return made


def _gap(name: str) -> str:
    """The mark of a gap: neither content nor a visitor can hold the character NUL."""
    return f"\0{name}\0"


def in_language(code: str) -> str:
    """The path of the current page in another language, its query kept."""
    path = f"/{code}/{quote(request.path.split('/', 2)[-1]) if request.endpoint else ''}"
    query = quote(request.query_string, safe="!$&'()*+,/:;=?@[]~%")
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
    digest = _digest(Path(str(current_app.static_folder), name))
    return _path("static", filename=name, v=digest)
