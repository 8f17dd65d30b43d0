"""The site of a request: its language, library and words; what every template may use."""

import hashlib
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

from flask import Flask, abort, current_app, g, request
from flask_wtf import FlaskForm
from werkzeug.routing import MapAdapter

from evaluator.assess import report_text
from evaluator.assess.web.charts import MARKS, bands, whisker
from evaluator.content.helplines import HelpCountry, help_countries
from evaluator.content.models.library import Library
from evaluator.content.topic import topic
from evaluator.ethics import wording as code_words
from evaluator.i18n.language import Language, wordless
from evaluator.library import labels as names
from evaluator.library.action_filter import Shelf
from evaluator.library.search import Index
from evaluator.web.fragment_cache import Gaps, begin, gap, put_together
from evaluator.web.jinja_i18n import environments, render_page

REGION = 2  # letters of a country in a language tag


@dataclass
class Site:
    """What the application holds while it runs."""

    libraries: dict[str, Library]
    languages: dict[str, Language]  # by code, that of the content first
    base_url: str
    paths: MapAdapter  # paths of views; never a host, which could be anyone's
    forms: dict[tuple[str, str], type[FlaskForm]] = field(default_factory=dict)  # form classes, made once
    known_paths: dict[Hashable, str] = field(default_factory=dict)  # as many as there are pages
    indexes: dict[str, Index] = field(default_factory=dict)  # of the FAQ, by language, made on first use
    shelves: dict[str, Shelf] = field(default_factory=dict)  # of the actions, likewise


def init(app: Flask, libraries: dict[str, Library], known: Mapping[str, Language], base_url: str) -> None:
    """Give the application its site, and every page of it a language from the first part of its path."""
    languages = {code: known.get(code) or wordless(code) for code in libraries}
    here = app.extensions["site"] = Site(libraries, languages, base_url, app.url_map.bind(""))
    app.url_value_preprocessor(_take_language)
    app.jinja_env.globals.update(
        base_url=base_url,
        languages=languages,
        names=names,
        sentences=report_text,
        code_words=code_words,
        whisker=whisker,
        bands=bands,
        marks=MARKS,
        asset=_asset,
        in_language=in_language,
        gap=gap,
        gaps=Gaps(),
    )
    app.jinja_env.filters["capitalize_first"] = lambda text: text[:1].upper() + text[1:]
    environments(app, {code: _words(here, languages[code], of) for code, of in libraries.items()}, languages)


def _words(here: Site, spoken: Language, of: Library) -> dict[str, Any]:
    """What templates know in one language; macros too, since these are globals."""
    return {
        "language": spoken,
        "library": of,
        "topic": topic(of.questionnaire, spoken),
        "address": partial(_address, here, spoken.code),
        "_": spoken.gettext,
        "ngettext": spoken.ngettext,
    }


def render(template: str, gaps: Mapping[str, str] | None = None, **values: Any) -> bytes:
    """A page in the language of the current request, its gaps filled (see `pieces`)."""
    begin()
    return put_together(render_page(template, language(), **values), gaps or {})


def site() -> Site:
    """The site of the current application."""
    return cast("Site", current_app.extensions["site"])


def language() -> Language:
    """The language of the current request."""
    return cast("Language", g.language)


def for_programs() -> bool:
    """True for an address whose answers are data, errors included, and open to every origin."""
    return request.path.startswith("/api/")


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
    """The language that the browser asks for among those the site has; the site's first otherwise."""
    known = site().languages
    wanted = (tag.split("-")[0].lower() for tag, quality in request.accept_languages if quality > 0)
    return known[next((tag for tag in wanted if tag in known), next(iter(known)))]


def help_for_visitor(audience: str = "") -> tuple[HelpCountry, ...]:
    """Return the help lines by country, the visitor's first: the one chosen, else that of the browser's languages.

    With an audience, such as teen, only the lines for it.
    """
    tags = [tag for tag, quality in request.accept_languages if quality > 0]
    regions = (part for tag in tags for part in tag.upper().split("-")[1:] if len(part) == REGION)
    lines = tuple(line for line in library().help_lines if not audience or audience in line.audience)
    return help_countries(lines, language(), request.args.get("country", "").upper() or next(regions, ""))


def address(endpoint: str, query: str = "", **values: str) -> str:
    """A path of this site in the current language, with a query already encoded."""
    return _address(site(), language().code, endpoint, query, **values)


def _address(here: Site, lang: str, endpoint: str, query: str = "", **values: str) -> str:
    path = _path(here, endpoint, lang=lang, **values)
    return f"{path}?{query}" if query else path


def _path(here: Site, endpoint: str, **values: str) -> str:
    """The path of a view; kept, since templates name the same few thousands of times a second."""
    key = (endpoint, *values.values())
    path = here.known_paths.get(key)
    if path is None:
        path = here.known_paths[key] = here.paths.build(endpoint, values)
    return path


def in_language(code: str) -> str:
    """The path of the current page in another language, its query kept."""
    if "after_language" not in g:
        path = quote(request.path.split("/", 2)[-1]) if request.endpoint else ""
        query = quote(request.query_string, safe="!$&'()*+,/:;=?@[]~%")
        g.after_language = f"{path}?{query}" if query else path
    return f"/{code}/{g.after_language}"


def _take_language(endpoint: str | None, values: dict[str, Any] | None) -> None:
    del endpoint
    code = values.pop("lang", None) if values else None
    known = site().languages
    first = code or request.path.split("/", 2)[1]
    g.language = known.get(first) or best_language()
    if code and code not in known:
        abort(404)


def _asset(name: str) -> str:
    """The address of a static file; it changes with the file, so that it may be kept for ever."""
    known = site().known_paths
    if name not in known:
        digest = hashlib.sha256(Path(str(current_app.static_folder), name).read_bytes()).hexdigest()[:10]
        known[name] = _path(site(), "static", filename=name, v=digest)
    return known[name]
