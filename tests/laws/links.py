"""Where a link is read, and what becomes of one that was changed on its way: told by what comes back."""

import inspect
import json
import re
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import parse_qsl, unquote_plus, urlencode, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse
from wtforms.fields.core import UnboundField

from evaluator.web.forms import GetForm, ParameterField
from tests.classroom.web.lesson import visitor
from tests.laws.fields import is_text, sample, told
from tests.laws.walk import Form, Walk
from tests.web.client import but_for_keys

SITE = "https://questions.example"
ANSWERED = "set=full&method=2026.2&data-use=ads-forced&weight-data=more&date=2026-11-24"
OWN = f"{SITE}/en/report?platform=Zabe&{ANSWERED}"
REFUSED = 400
NOT_OURS = "https://shop.example/a-B/c?d=e&F=g"


@dataclass(frozen=True)
class Place:
    """Somewhere a link may be pasted: what it is called, and what comes back to somebody who pastes one there."""

    name: str
    answers: Callable[[str], tuple[object, ...]]
    breaks: bool = False  # whether what is pasted keeps its line breaks

    def says(self, pasted: str) -> tuple[object, ...]:
        return self.answers(pasted if self.breaks else re.sub("[\r\n]", "", pasted))

    def reads(self, link: str) -> bool:
        """Whether it makes something of a link that it makes of no other text."""
        other = "z" * len(link)
        said, of_other = self.says(link), self.says(other)
        return not (said[0] == of_other[0] == REFUSED) and _neutral(said, link) != _neutral(of_other, other)


def _neutral(said: tuple[object, ...], typed: str) -> list[str]:
    return [unquote_plus(unescape(unescape(str(part)))).replace(typed, "") for part in said]


def _told(answer: TestResponse) -> tuple[object, ...]:
    """Status, where it led, whether it complains, which name it shows, and the page where no key or seat is drawn."""
    path = re.sub(r"/[\w-]{16,}", "/KEY", urlsplit(answer.request.path).path)
    page = but_for_keys(answer).decode() if is_text(answer) else ""
    if path.endswith(("/class/seat", "/KEY")):
        page = " ".join(name for name in ("Zabe", "shop.example") if name in page)
    return answer.status_code, path, told(answer), page


def newcomer(app: Flask) -> FlaskClient:
    client = visitor(app)
    client.__class__ = FlaskClient  # type: ignore[assignment]  # what a page must keep to is checked where pages are tested
    return client


def fields_of(walk: Walk) -> Iterator[Place]:
    """Every field for a text of every form, as the walk met it."""
    for (place, name), (form, field) in walk.typed.items():
        if field.kind in ("text", "search", "textarea", "url"):

            def says(pasted: str, form: Form = form, name: str = field.name) -> tuple[object, ...]:
                client = newcomer(walk.app)
                answer = form.sends(client, **{name: pasted})
                there = answer.headers.get("Location", "")
                return _told(client.get(there, follow_redirects=True, buffered=True) if there else answer)

            yield Place(f"{place} {name}", says, field.kind == "textarea")


def parameters_of(walk: Walk) -> Iterator[Place]:
    """Every parameter of every address that shows something of a link in it: of forms, of the API, of links met."""
    known = sorted(_names(walk))
    for rule in walk.app.url_map.iter_rules():
        address = sample(walk, rule)
        if not address or "KEY" in walk.place(address):
            continue
        # Each carries another name, and the answer tells whose was read: shown outside the link itself.
        links = {name: OWN.replace("Zabe", f"Zab{number}") for number, name in enumerate(known)}
        answer = newcomer(walk.app).get(f"{address}?{urlencode(links)}", follow_redirects=True, buffered=True)
        said = _neutral((answer.text if is_text(answer) else "",), "")[0]
        for link in links.values():
            said = said.replace(unquote_plus(link), "")
        for name in (name for number, name in enumerate(known) if f"Zab{number}" in said):

            def says(pasted: str, address: str = address, name: str = name) -> tuple[object, ...]:
                asked = f"{address}?{urlencode({name: pasted})}"
                return _told(newcomer(walk.app).get(asked, follow_redirects=True, buffered=True))

            place = Place(f"{address}?{name}=", says, breaks=True)
            if place.reads(OWN):
                yield place


def _names(walk: Walk) -> set[str]:
    """Every parameter that may hold any text: fields of the forms sent by GET, the API's, those of links met."""
    declared = {
        name
        for form in _below(GetForm)
        for name, made in inspect.getmembers(form, lambda value: isinstance(value, UnboundField))
        if "choices" not in made.kwargs and not issubclass(made.field_class, ParameterField)
    }
    described = json.loads(walk.app.test_client().get("/api/openapi.json").data)
    asked = {
        each["name"]
        for path in described["paths"].values()
        for each in path["get"].get("parameters", ())
        if "name" in each and not {"enum", "format", "$ref"} & set(each["schema"])
    }
    met = {name for address, _ in walk.pages for name, _ in parse_qsl(urlsplit(address).query)}
    return {name for name in declared | asked | met if "-" not in name} - {"lang", "set", "method", "date"}


def _below(form: type[GetForm]) -> Iterator[type[GetForm]]:
    for each in form.__subclasses__():
        yield each
        yield from _below(each)


def arguments_of(parser: ArgumentParser, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command with the argument of it that takes any text, last."""
    for action in parser._actions:
        if isinstance(action.choices, dict):
            for name, inner in action.choices.items():
                yield from arguments_of(inner, (*before, name))
        elif action.type is None and action.nargs != 0 and not action.choices:
            yield (*before, *action.option_strings[:1], "TEXT")
