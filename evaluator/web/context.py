"""The context of a request: its language, the content in that language, and what every template may use.

`language` comes from the first part of the path and goes back into every address: `url_for` needs no `lang`.
"""

import hashlib
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast
from urllib.parse import quote

from flask import Flask, abort, current_app, g, request, url_for
from werkzeug.local import LocalProxy

from evaluator.content import fact_words
from evaluator.content.helplines import HelpCountry, help_countries
from evaluator.content.models.library import Library
from evaluator.content.models.questionnaire import Topic
from evaluator.content.topic import topic
from evaluator.i18n.language import Language, wordless
from evaluator.web.responses import FragmentCache

Made = TypeVar("Made")
REGION_LETTERS = 2  # of a country in a language tag
# The shapes that stand for the dimensions, in their order, as paths in a square of 16; the first four make the logo.
MARKS = (
    "M8 1.500a6.500 6.500 0 1 0 .010 0z",
    "M2 2h12v12H2z",
    "m8 1.500 7 13H1z",
    "m8 .800 7.200 7.200L8 15.200.800 8z",
    "M5.500 1h5v4.500H15v5h-4.500V15h-5v-4.500H1v-5h4.500z",
    "M1 1.500h14l-7 13z",
    "M4.500 1.500h7L15 8l-3.500 6.500h-7L1 8z",
    "M1 5h14v6H1z",
)


@dataclass(frozen=True)
class Site:
    """What the application holds while it runs."""

    libraries: Mapping[str, Library]
    languages: Mapping[str, Language]  # by code, that of the content first
    base_url: str


def init(app: Flask, libraries: Mapping[str, Library], known: Mapping[str, Language], base_url: str) -> None:
    """Give the application its content, and every request a language."""
    languages = {code: known.get(code) or wordless(code) for code in libraries}
    app.extensions["site"] = Site(libraries, languages, base_url)
    app.config.setdefault("TODAY", date.today)
    app.url_value_preprocessor(_take_language)
    app.url_defaults(_give_language)
    app.url_defaults(_give_digest)
    app.jinja_env.add_extension("jinja2.ext.i18n")
    # Ours fill in values themselves and give plain text, which is escaped like any other: so not the new style.
    app.jinja_env.install_gettext_callables(_gettext, _ngettext, newstyle=False)  # type: ignore[attr-defined]  # the extension adds it to the environment
    app.jinja_env.globals.update(
        language=LocalProxy(language),
        library=LocalProxy(library),
        topic=LocalProxy(_topic),
        base_url=base_url,
        languages=languages,
        marks=MARKS,
        fact_words=fact_words,
        in_language=in_language,
        static=static,
        fragment=FragmentCache(lambda: cast("Hashable", g.around)),
    )
    # A page itself has them at hand; only macros, which are imported without context, ask for them each time.
    app.context_processor(lambda: {"language": language(), "library": library()} if "language" in g else {})
    app.jinja_env.filters["capitalize_first"] = lambda text: text[:1].upper() + text[1:]


def site() -> Site:
    """Return what the current application holds."""
    return cast("Site", current_app.extensions["site"])


def language() -> Language:
    """Return the language of the current request."""
    return cast("Language", g.language)


def library() -> Library:
    """Return the content in the language of the current request."""
    return site().libraries[language().code]


def made_once(name: str, make: Callable[[Library], Made]) -> Made:
    """Return what is made of the content in the language of the request, on first use."""
    made: dict[str, Made] = current_app.extensions.setdefault(name, {})
    here = library()
    return made.get(here.language) or made.setdefault(here.language, make(here))


def today() -> date:
    """Return the day by the application's one clock, which a test may set."""
    return cast("Callable[[], date]", current_app.config["TODAY"])()


def for_programs() -> bool:
    """Tell whether the address answers with data, errors included, and is open to every origin."""
    return request.path.startswith("/api/")


def best_language() -> Language:
    """Choose the language that the browser asks for among those the site has; the site's first otherwise."""
    known = site().languages
    wanted = (tag.split("-")[0].lower() for tag, quality in request.accept_languages if quality > 0)
    return known[next((tag for tag in wanted if tag in known), next(iter(known)))]


def help_for_visitor(audience: str = "", country: str | None = None) -> tuple[HelpCountry, ...]:
    """Return the help lines by country, the visitor's first: the one chosen, else that of the browser's languages.

    With an audience, such as teen, only the lines for it. `country` is what they said elsewhere of where they live.
    """
    return _help_lines(language().code, audience, visitor_country(country))


def visitor_country(said: str | None = None) -> str:
    """Return the country that the visitor chose, else the one said elsewhere, else the browser’s."""
    tags = [tag for tag, quality in request.accept_languages if quality > 0]
    regions = (part for tag in tags for part in tag.upper().split("-")[1:] if len(part) == REGION_LETTERS)
    return request.args.get("country", "").upper() or said or next(regions, "")


def _help_lines(code: str, audience: str, country: str) -> tuple[HelpCountry, ...]:
    """Sort the help lines once for each language, audience and country: a report needs the same ones every time."""
    made: dict[tuple[str, str, str], tuple[HelpCountry, ...]] = current_app.extensions.setdefault("help_lines", {})
    key = code, audience, country if country in site().languages[code].locale.territories else ""
    if key not in made:
        lines = tuple(line for line in library().help_lines if not audience or audience in line.audience)
        made[key] = help_countries(lines, language(), key[-1])
    return made[key]


def in_language(code: str) -> str:
    """Build the path of the current page in another language, its query kept as it came."""
    if request.endpoint and current_app.url_map.is_endpoint_expecting(request.endpoint, "lang"):
        path = url_for(request.endpoint, **{**(request.view_args or {}), "lang": code})
    else:
        path = url_for("pages.home", lang=code)
    query = quote(request.query_string, safe="!$&'()*+,/:;=?@[]~%")
    return f"{path}?{query}" if query else path


def static(name: str) -> str:
    """Return the address of a static file: every page asks for five, and the router takes ten times as long."""
    return _static(request.root_path, str(current_app.static_url_path), str(current_app.static_folder), name)


@cache
def _static(root: str, path: str, folder: str, name: str) -> str:
    return f"{quote(root)}{path}/{name}?v={_digest(folder, name)}"


def _take_language(endpoint: str | None, values: dict[str, Any] | None) -> None:
    del endpoint
    code = values.pop("lang", None) if values else None
    known = site().languages
    first = code or request.path.split("/", 2)[1]
    g.language = known.get(first) or best_language()
    g.around = g.language.code, request.root_path
    if code and code not in known:
        abort(404)


def _give_language(endpoint: str, values: dict[str, Any]) -> None:
    if "lang" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "lang"):
        values["lang"] = language().code


def _give_digest(endpoint: str, values: dict[str, Any]) -> None:
    """Make the address of a static file change with the file, so that browsers may keep it for ever."""
    if endpoint == "static":
        values["v"] = _digest(str(current_app.static_folder), values["filename"])


@cache
def _digest(folder: str, name: str) -> str:
    return hashlib.sha256(Path(folder, name).read_bytes()).hexdigest()[:10]


def _topic() -> Topic:
    return topic(library().questionnaire, language())


def _gettext(message: str, **values: object) -> str:
    return language().gettext(message, **values)


def _ngettext(one: str, many: str, count: int, **values: object) -> str:
    return language().ngettext(one, many, count, **values)
