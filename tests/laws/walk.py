"""A walk through all doors of the site: every link followed, every form sent with each of its kinds of buttons.

A new page, form, field, button or file is met without being named, as long as something leads to it; what nothing
leads to is found too, since the walk must come through every view that the site has.
"""

import json
import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from io import BytesIO
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import lxml.html  # type: ignore[import-untyped]  # lxml ships no types
from flask import Flask
from flask.testing import FlaskClient
from lxml.html import HtmlElement
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from evaluator.classroom.settings import MODES as KINDS
from evaluator.classroom.states import ANSWERS, MOVES, State, TeacherAction
from tests.classroom.web.lesson import ADDRESSES, QUICK, Lesson, visitor

TYPED = {"text", "search", "url", "email", "tel", "number", "date", "textarea", "file"}
BOXES = {"radio", "checkbox"}
A_DAY, A_NUMBER, A_NAME = "2026-01-05", "5", "Mill"
EACH = 2  # addresses of one view that are opened: a third answer of the FAQ shows nothing that two did not
PATIENCE = 8  # with what is not there yet, as the result of a class
Files = dict[str, tuple[bytes, str]]  # by field: what it holds, what it is called


@dataclass(frozen=True)
class Field:
    """Something to type into: its name, its kind (text, date, numeric, textarea, file ...), and what stands in it."""

    name: str
    kind: str
    value: str = ""


@dataclass(frozen=True)
class Form:
    """A form with one of its buttons, as a browser would send it."""

    page: str
    method: str
    target: str
    coding: str
    pairs: tuple[tuple[str, str], ...]
    fields: tuple[Field, ...]
    button: tuple[str, str]

    def sends(self, client: FlaskClient, files: Files | None = None, /, **typed: str) -> TestResponse:
        """Send it, with what is typed into fields by name."""
        client.environ_base["REMOTE_ADDR"] = next(ADDRESSES)  # one address may start only so many classes a minute
        pairs = [(name, typed.pop(name, value)) for name, value in self.pairs] + [*typed.items()]
        pairs += [self.button] if self.button[0] else []
        if self.method == "get":
            return client.get(f"{self.target.partition('?')[0]}?{urlencode(pairs)}", buffered=True)
        data: dict[str, list[object]] = {}
        for name, value in pairs:
            data.setdefault(name, []).append(value)
        for name, (raw, called) in (files or {}).items():
            data.setdefault(name, []).append((BytesIO(raw), called))
        return client.post(self.target, data=data, content_type=self.coding, buffered=True)


@dataclass(frozen=True)
class File:
    """What a browser would save: who made it, what it is called, what it holds."""

    view: str
    asked: str
    name: str
    data: bytes
    saved: bool  # rather than shown
    method: str = "GET"


@dataclass
class Walk:
    """What was met on the way."""

    app: Flask
    client: FlaskClient
    lang: str
    known: dict[str, str]  # what a field of this name wants, as somebody in the class reads it from the wall
    viewed: dict[tuple[str, str], str] = field(default_factory=dict)  # by path and method: thousands are asked for
    pages: list[tuple[str, str]] = field(default_factory=list)  # address and HTML
    forms: dict[tuple[str, ...], Form] = field(default_factory=dict)
    typed: dict[tuple[str, str], tuple[Form, Field]] = field(default_factory=dict)  # by place and name
    spare: dict[tuple[str, ...], Form] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    views: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)
    linked: set[str] = field(default_factory=set)  # every path that something leads to, opened or not
    where: str = ""  # the state of the class that is looked at
    queue: deque[str] = field(default_factory=deque)
    sent: set[tuple[str, ...]] = field(default_factory=set)
    seen: Counter[tuple[str, ...]] = field(default_factory=Counter)

    def from_here(self, *addresses: str) -> "Walk":
        """Look at pages, and follow what they lead to, until nothing new is met."""
        self.queue.extend(addresses)
        while self.queue:
            self._open(self.queue.popleft())
        return self

    def sends(self) -> "Walk":
        """Send every form that was met and was not sent, what ends a class last; and go on from what comes back."""
        while waiting := [key for key in self.forms if key not in self.sent and self._may_go(key)]:
            key = min(waiting, key=self._turn)
            self.sent.add(key)
            known = len(self.files)
            self._met(self.forms[key].sends(self.client, self._files(self.forms[key])))
            if len(self.files) > known:  # a button that gives a file: its neighbours may give others
                self.forms |= {one: form for one, form in self.spare.items() if one[:-1] == key[:-1]}
            self.from_here()
        return self

    def view(self, address: str, method: str = "GET") -> str:
        """The view behind an address; empty when there is none."""
        asked = urlsplit(address).path, method
        if asked not in self.viewed:
            try:
                self.viewed[asked] = str(self.app.url_map.bind("localhost").match(*asked)[0])
            except HTTPException:
                self.viewed[asked] = ""
        return self.viewed[asked]

    def _open(self, address: str) -> None:
        parts = urlsplit(address)
        view = self.view(address)
        if view == "static" or self._is_foreign(address):
            return
        ending = parts.path.rpartition(".")[2] if "." in parts.path else ""
        names = {"-" if "-" in name else name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
        key = (view, ending, self.where if self._is_of_a_class(address) and not ending else "", *sorted(names))
        self.seen[("tried", *key)] += 1
        if self.seen[key] < (1 if ending else EACH) and self.seen[("tried", *key)] <= PATIENCE:
            answer = self.client.get(address, buffered=True)
            self.seen[key] += answer.status_code < 400
            self._met(answer)

    def _is_of_a_class(self, address: str) -> bool:
        """Whether a page hangs on the state of a class: behind a key, or behind the cookie of a seat."""
        return (
            "KEY" in self.place(address)
            or self.view(address, "POST").startswith("class_pupil")
            or (self.view(address).startswith("class_pupil"))
        )

    def _is_foreign(self, address: str) -> bool:
        first = urlsplit(address).path.split("/")[1]
        return first != self.lang and first in self.app.extensions["site"].languages

    def _met(self, answer: TestResponse) -> None:
        request = answer.request
        address = request.full_path.rstrip("?")
        self.views[self.view(request.path, request.method)] += 1
        if answer.status_code >= 500:
            self.failed.append(f"{request.method} {address}: {answer.status}")
        if "Location" in answer.headers:
            self.queue.append(urljoin(address, answer.headers["Location"]))
        elif answer.mimetype == "text/html" and "attachment" not in answer.headers.get("Content-Disposition", ""):
            self._read(address, answer.text)
        elif answer.status_code == 200:
            self._kept(address, answer)

    def _kept(self, address: str, answer: TestResponse) -> None:
        named = re.findall(r'filename="([^"]+)"', answer.headers.get("Content-Disposition", ""))
        name = named[0] if named else urlsplit(address).path.rpartition("/")[2]
        view = self.view(answer.request.path, answer.request.method)
        self.files.setdefault(
            f"{view} {name}", File(view, address, name, answer.data, bool(named), answer.request.method)
        )

    def _read(self, address: str, html: str) -> None:
        self.pages.append((address, html))
        page = lxml.html.document_fromstring(html)
        for node in page.iter("*"):  # links, and addresses that scripts ask for
            for name, value in node.items():
                if (name == "href" or name.startswith("data-")) and re.match("/(?!/)", value):
                    self.queue.append(value.partition("#")[0])
                    self.linked.add(urlsplit(value).path)
        for form in page.iter("form"):
            for button in [*_buttons(page, form)] or [None]:
                made = self._form(address, page, form, button)
                if self._is_foreign(made.target):
                    continue
                post = made.method == "post"
                place = self.place(made.target) if post else self.view(made.target)
                key = (place, self.where if self._is_of_a_class(made.target) and post else "", made.button[0])
                self.seen[key] += 1
                there = self.forms if self.seen[key] <= EACH else self.spare
                there.setdefault((*key, str(self.seen[key]) if there is self.forms else made.button[1]), made)
                for each in made.fields:
                    name = re.sub(r"\b[a-z]+(?:-[a-z]+)+\b|\d+", "-", each.name.partition("@")[0])
                    self.typed.setdefault((self.place(made.page), name), (made, each))

    def place(self, address: str) -> str:
        """The path of an address without the key of a class: each step of a wizard is a place of its own."""
        return re.sub(r"/[\w-]{16,}", "/KEY", urlsplit(address).path)

    def _form(self, address: str, page: HtmlElement, form: HtmlElement, button: HtmlElement | None) -> Form:
        fields, pairs = [], []
        for node in _parts(page, form):
            kind, name = _kind(node), str(node.get("name", ""))
            if kind in TYPED:
                fields.append(Field(name, node.get("inputmode") or kind, _value(node)))
            if kind and kind != "file":
                pairs += [(name, self._filled(node, name))] if kind not in BOXES or "checked" in node.attrib else []
        for name in {node.get("name") for node in form.iter("input") if node.get("type") == "radio"}:
            if name not in dict(pairs):
                [first, *_] = [node for node in form.iter("input") if node.get("name") == name]
                pairs.append((str(name), first.get("value", "")))
        chosen = button if button is not None else {}
        target = urljoin(address, chosen.get("formaction") or form.get("action") or address)
        return Form(
            address, (chosen.get("formmethod") or form.get("method", "get")).lower(), target.partition("#")[0],
            form.get("enctype", "application/x-www-form-urlencoded"), tuple(pairs), tuple(fields),
            (chosen.get("name") or "", chosen.get("value") or ""),
        )  # fmt: skip

    def _may_go(self, key: tuple[str, ...]) -> bool:
        """No class ends before all its states were looked at: what is found in one is tried later."""
        target = self.forms[key].target
        return not target.endswith("/end") or (self.where == KINDS[-1] and self.known["key"] in target)

    def _turn(self, key: tuple[str, ...]) -> tuple[bool, bool]:
        """What ends a class comes last, and what wants a file after what may give one."""
        form = self.forms[key]
        return form.target.endswith("/end"), {each.kind for each in form.fields} == {"file"}

    def _filled(self, node: HtmlElement, name: str) -> str:
        """What stands in a field, or what somebody would type where something must; of tickets always a few."""
        usual = {"date": A_DAY, "numeric": A_NUMBER}.get(node.get("inputmode") or _kind(node), A_NAME)
        wanted = self.known.get(name, usual if node.get("required") is not None else "")
        stands = "" if name == "number" else _value(node)
        return stands or (wanted if _kind(node) in TYPED else "")

    def _files(self, form: Form) -> dict[str, tuple[bytes, str]]:
        """A file that the site itself has given, of the door that the form belongs to."""
        found = {}
        for each in form.fields:
            if each.kind == "file":
                door = self.view(form.target, form.method.upper()).partition(".")[0].partition("_")[0]
                ours = [one for one in self.files.values() if one.view.startswith(door) and one.name.endswith("json")]
                found.update({each.name: (long_ago(ours[0].data), ours[0].name)} if ours else {})
        return found


def long_ago(file: bytes) -> bytes:
    """A file as it would be had it been saved some months before."""
    return file.replace(date.today().isoformat().encode(), A_DAY.encode())


def _kind(node: HtmlElement) -> str:
    """What kind of field it is; nothing for a button."""
    kind = str(node.get("type", "text") if node.tag == "input" else node.tag)
    return "" if kind in ("submit", "button", "image") or not node.get("name") else kind


def _value(node: HtmlElement) -> str:
    if node.tag == "textarea":
        return node.text or ""
    if node.tag == "select":
        options = list(node.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None] or options
        return str(chosen[0].get("value", "")) if chosen else ""
    return str(node.get("value", "on" if _kind(node) in BOXES else ""))


def _parts(page: HtmlElement, form: HtmlElement) -> Iterator[HtmlElement]:
    """The fields of a form, wherever they stand."""
    yield from form.iter("input", "textarea", "select", "button")
    if form.get("id"):
        yield from (node for node in page.iter("input", "textarea", "select", "button")
                    if node.get("form") == form.get("id"))  # fmt: skip


def _buttons(page: HtmlElement, form: HtmlElement) -> Iterator[HtmlElement]:
    for node in _parts(page, form):
        ours = node.get("form", form.get("id")) == form.get("id")
        if ours and node.tag == "button" and node.get("type", "submit") == "submit":
            yield node


def led_to(state: State, app: Flask, **chosen: str) -> Lesson:
    """Start a class and lead it to a state."""
    return led(Lesson.start(app, **chosen), state, chosen.get("mode", "devices"))


def led(lesson: Lesson, state: State, mode: str = "devices") -> Lesson:
    """Let five pupils answer all that is asked, and lead a class to a state by the teacher's own buttons."""
    lesson.joined(0 if mode in ("paper", "demo") else 5)  # where nobody has a phone
    for action, there in _way(state):
        lesson.act(action.value, QUICK[0] if action == TeacherAction.VOTE_AGAIN else "")
        for pupil in lesson.pupils if there in ANSWERS else ():
            for question in asked_in(pupil.seat()):
                pupil.answer(question, "01")
    if state == State.ENDED:
        lesson.teacher.post(f"{lesson.host}/end", data={"counts": "keep"})
    return lesson


def asked_in(seat: str) -> list[str]:
    """The questions that a phone leads to from where it is."""
    return sorted({*re.findall(r'name="question" value="([^"]+)"', seat), *re.findall(r"[?&;]q=([\w-]+)", seat)})


@cache
def _way(state: State) -> list[tuple[TeacherAction, State]]:
    """The shortest way to a state from the lobby; a vote again comes after a result that was shown."""
    ways: deque[list[tuple[TeacherAction, State]]] = deque([[]])
    while ways:
        way = ways.popleft()
        at = way[-1][1] if way else State.LOBBY
        if at == state or (state == State.ENDED and at == State.REVEALED):
            return way
        ways.extend([*way, move] for move in MOVES[at].items() if move[1] not in {there for _, there in way})
    raise AssertionError(state)


def in_class(walk: Walk, lesson: Lesson) -> None:
    """Look at a class from everywhere: the teacher's pages, the wall, a phone that sits in it, the door."""
    walk.known.update(code=lesson.code if lesson.door else "", key=lesson.key)
    here = [each.replace("/en/", f"/{walk.lang}/", 1) for each in (lesson.host, lesson.screen_path)]
    walk.client.post(f"/{walk.lang}/class/join", data={"code": lesson.door, "move": "1"})
    for question in QUICK if walk.where in KINDS else ():  # who has answered all sees the end of the questions
        walk.client.post(f"/{walk.lang}/class/answer", data={"question": question, "option": "01"})
    walk.from_here(f"/{walk.lang}/class/seat", f"/{walk.lang}/class/join", *here)
    for address in (f"/{walk.lang}/class/seat", *here):
        other = address.replace(f"/{walk.lang}/", "/fr/" if walk.lang == "en" else "/en/", 1)
        walk.pages.append((other, walk.client.get(other, follow_redirects=True).text))
    walk.sends()


def walked(app: Flask, lang: str = "en") -> Walk:
    """Walk through the whole site in a language, and through a class in each of its states."""
    walk = Walk(app, visitor(app), lang, {"platform": A_NAME, "number": A_NUMBER})
    walk.client.__class__ = FlaskClient  # what a page must keep to is checked where pages are tested
    described = json.loads(walk.client.get("/api/openapi.json").data)["paths"]
    for_programs = ("/favicon.ico", "/robots.txt", "/healthz", "/api/openapi.json", *described)
    walk.from_here("/", f"/{lang}/", "/join", *for_programs).sends()
    for state in State:
        if state != State.PURGED:
            walk.where = state.value
            in_class(walk, led_to(state, app))
    for mode in KINDS:
        walk.where = mode
        in_class(walk, led_to(State.OPEN if mode != "demo" else State.LOBBY, app, mode=mode))
    return walk
