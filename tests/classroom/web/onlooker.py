"""The attacker of the store, over HTTP: every press and answer is a request, and all that comes back is kept.

After each press that changed anything: every page and file below the keys of teacher and wall, and what two phones
show; if all is wanted, also files in every format, what is made of forms, all that these pages link to, and the saved
report shown again. What is there is found by the table of addresses, so that a new page or file is looked at too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from io import BytesIO
from itertools import product
from time import sleep
from typing import Any

from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from evaluator.classroom.documents.formats import FORMATS
from evaluator.classroom.errors import NotAllowed
from evaluator.classroom.records import ClassRow
from evaluator.content.models.questionnaire import Question
from evaluator.documents import PICTURES, WRITERS
from tests.classroom.store.attacker import Attacker

TEXTS = ("csv", "json", "md")
ENDINGS = sorted({*FORMATS, *WRITERS, *PICTURES, "svg"})  # a format that there is not is a 404 like another
PAPERS = ("a4", "a3", "letter")
SAID = "One\nTwo"  # typed for a poster
PLACES = {"a": 0, "b": 1, "c": -1}  # of an option in its question
EXCHANGED = {"a": "c", "c": "a"}
SEE_OTHER, PATIENCE = 303, 20
HREF = re.compile(r'href="([^"#]+)"')
OURS = {"Sec-Fetch-Site": "same-origin"}

Kept = dict[str, tuple[int, list[tuple[str, str]], bytes]]  # place -> status, headers, body


@dataclass
class Onlooker(Attacker):
    """Somebody who leads a class, has devices of the own, and keeps every page and file."""

    client: FlaskClient = field(kw_only=True)
    questions: tuple[Question, ...] = field(kw_only=True)
    exchanged: tuple[int, ...] = field(kw_only=True)  # places of pupils
    whole: bool = field(kw_only=True)
    last: ClassRow | None = None
    saved: bytes = b""  # the first report as a file
    views: list[Kept] = field(default_factory=list)
    forms: list[int] = field(default_factory=list)  # what was answered to each press

    @property
    def host(self) -> str:
        """The address of the teacher's page."""
        return f"/en/class/host/{self.opened.host_key}"

    def press(self, action: str) -> None:
        """One button of the teacher; the end has a page of its own, and tickets are printed before it."""
        if action == "end":
            self.sent(f"{self.host}/tickets", number="2")
            self.looks()
            self.ask("POST", f"{self.host}/end", data={"counts": "keep"})
        else:
            self.sent(self.host, action=action, question=self.asked)

    def set_aside(self, number: int, ignored: bool) -> None:
        """The button beside a device."""
        self.sent(f"{self.host}/devices", **{"ignore" if ignored else "count": str(number)})

    def start_anew(self) -> None:
        """The button of the door."""
        self.sent(f"{self.host}/door", door="anew")

    def answer(self, token: str, option: str) -> None:
        """Answer; the one to be read and another one may have their answers exchanged."""
        swapped = token in [self.pupils[place] for place in self.exchanged]
        place = PLACES[EXCHANGED.get(option, option) if swapped else option]
        super().answer(token, self.questions[0].options[place].id)

    def send(self, token: str, option: str) -> int:
        """Every question of the class with the phone that holds the token, the one asked about last."""
        self.client.set_cookie("seat", token)
        try:
            [place] = [at for at in PLACES.values() if self.questions[0].options[at].id == option]
            for question in reversed(self.questions[:1] if self.votes_again else self.questions):
                chosen = question.options[place].id
                onward = self.sent("/en/class/answer", question=question.id, option=chosen, key="")
        finally:
            self.client.delete_cookie("seat")
        return int(onward.headers["Location"].rpartition("vote=")[2])

    def sent(self, place: str, **data: str) -> TestResponse:
        """Send a form. Raises NotAllowed."""
        answer = self.ask("POST", place, data=data)
        self.forms.append(answer.status_code)
        if answer.status_code != SEE_OTHER:
            raise NotAllowed
        return answer

    def ask(self, method: str, place: str, **more: Any) -> TestResponse:
        """Ask for something, again where the machine is too busy to make a document."""
        for _ in range(PATIENCE):
            self.client.application.extensions.pop("rate_limits", None)  # patience is no matter of this attack
            answer = self.client.open(place, method=method, headers=OURS, **more)
            if answer.status_code not in (422, 503):
                return answer
            sleep(1)
        message = f"{method} {place}: {answer.status_code} each time; the machine is too busy, which tells nothing"
        raise AssertionError(message)

    @property
    def votes_again(self) -> bool:
        """Whether one question alone is answered now."""
        row = self.row()
        return row is not None and row.round > 1

    def looks(self) -> None:
        """Keep all there is to see now."""
        super().looks()
        moment = self.row()
        if moment == self.last:  # what was refused changed nothing
            return
        self.last = moment
        self.views.append({name: (got.status_code, [*got.headers], got.data) for name, got in self.shown()})

    def shown(self) -> Iterator[tuple[str, TestResponse]]:
        """All pages and files that a teacher, the wall and two phones can have."""
        yield from self.followed("", list(self.places()))
        for name, tokens in {"own phone: ": self.own[:1], "another phone: ": self.pupils[1:2]}.items():
            for token in tokens:
                asked = [f"/en/class/seat?q={question.id}&vote=1" for question in self.questions]
                self.client.set_cookie("seat", token)
                yield from self.followed(name, ["/en/class/seat", *(asked if self.whole else ())])
                self.client.delete_cookie("seat")
        if self.whole:
            for place, paper in product(self.files_of_forms(), PAPERS):
                yield f"{place} {paper}", self.ask("POST", place, data={"sentences": SAID, "paper": paper})
            yield from self.shown_again()

    def followed(self, name: str, places: list[str]) -> Iterator[tuple[str, TestResponse]]:
        """These addresses, and all that their pages lead to."""
        for place in places:  # which grows
            yield f"{name}{place}", (page := self.ask("GET", place))
            places += [link for link in self.links(page) if link not in places] if self.whole else []

    def shown_again(self) -> Iterator[tuple[str, TestResponse]]:
        """The saved report read back, alone and beside the first one."""
        now = self.ask("GET", f"{self.host}/report.json")
        if now.status_code == 200:
            self.saved = self.saved or now.data
            for files in ([now.data], [self.saved, now.data]):
                data = {"file": [(BytesIO(each), "report.json") for each in files]}
                yield f"{len(files)} shown again", self.ask("POST", "/en/class/again", data=data)

    def rules(self, method: str) -> Iterator[tuple[Rule, str]]:
        """Every address below the two keys."""
        for rule in self.client.application.url_map.iter_rules():
            if "key" in rule.arguments and method in (rule.methods or ()):
                key = self.opened.screen_key if rule.endpoint.startswith("class_screen.") else self.opened.host_key
                yield rule, rule.rule.replace("<lang>", "en").replace("<key>", key)

    def places(self) -> Iterator[str]:
        """What can be asked for below the keys, files in every format."""
        for rule, place in self.rules("GET"):
            for ending in (ENDINGS if self.whole else TEXTS) if "ending" in rule.arguments else ("",):
                yield place.replace("<ending>", ending)

    def files_of_forms(self) -> Iterator[str]:
        """What is made of a form and is a file: its address has an ending."""
        yield from (place for _, place in self.rules("POST") if "." in place.rpartition("/")[2])

    def links(self, page: TestResponse) -> list[str]:
        """The addresses of this class that a page leads to, those in English."""
        if page.mimetype != "text/html":
            return []
        found = {unescape(link) for link in HREF.findall(page.text)}
        return sorted(link for link in found if link.startswith(("/en/class/host/", "/en/class/s")))
