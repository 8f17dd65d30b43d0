"""A class over HTTP: a teacher, a projector and pupils, each with a client of their own that checks every page."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from flask import Flask
from werkzeug.test import TestResponse

from tests.web.client import CheckingClient

QUICK = ("data-use", "money-source", "civil-tone", "connect-with")


ADDRESSES = (f"10.{number // 65536}.{number // 256 % 256}.{number % 256}" for number in count(1))


def visitor(app: Flask, address: str = "") -> CheckingClient:
    """A browser; each has an address of its own, unless they share one."""
    client = CheckingClient(app, app.response_class, use_cookies=True)
    client.environ_base["REMOTE_ADDR"] = address or next(ADDRESSES)
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"  # as a browser says of our own forms
    return client


@dataclass
class Pupil:
    """Somebody with a device of their own."""

    client: CheckingClient
    lang: str = "en"

    def seat(self, query: str = "") -> str:
        return self.client.get(f"/{self.lang}/class/seat{query}").text

    def join(self, code: str, ticket: str = "") -> TestResponse:
        return self.client.post(f"/{self.lang}/class/join", data={"code": code, "ticket": ticket})

    def answer(self, question: str, option: str, key: str = "") -> TestResponse:
        return self.client.post(
            f"/{self.lang}/class/answer", data={"question": question, "option": option, "key": key}
        )


@dataclass
class Lesson:
    """A class that has started."""

    app: Flask
    host: str
    teacher: CheckingClient
    screen: CheckingClient
    pupils: list[Pupil] = field(default_factory=list)

    @classmethod
    def start(cls, app: Flask, **chosen: str) -> "Lesson":
        teacher = visitor(app)
        fields = {"press": "TikTok", "set": "quick", "mode": "devices", "keep": "7", **chosen}
        begun = teacher.post("/en/class/start", data=fields)
        assert begun.status_code == 303, begun.text
        return cls(app, begun.headers["Location"], teacher, visitor(app))

    @property
    def page(self) -> str:
        return self.teacher.get(self.host).text

    @property
    def code(self) -> str:
        found = re.search(r'class="bigcode">([^<]+)<', self.page)
        assert found
        return found[1]

    @property
    def door(self) -> str:
        """The code as long as somebody can come in; empty behind a closed door."""
        found = re.search(r'class="bigcode">([^<]+)<', self.page)
        return found[1] if found else ""

    @property
    def screen_path(self) -> str:
        found = re.search(r'href="(/\w\w/class/screen/[^"]+)"', self.page)
        assert found
        return found[1]

    @property
    def projected(self) -> str:
        return self.screen.get(self.screen_path).text

    @property
    def key(self) -> str:
        return self.host.rpartition("/")[2]

    def act(self, action: str, question: str = "", status: int = 303) -> None:
        step = re.search(r'name="step" value="(\d+)"', self.page)
        assert step
        answer = self.teacher.post(self.host, data={"action": action, "step": step[1], "question": question})
        assert answer.status_code == status, f"{action}: {answer.status}"

    def joined(self, number: int, langs: Sequence[str] = ("en",)) -> list[Pupil]:
        """So many more pupils, their languages in turn."""
        code = self.code if number else ""
        new = [Pupil(visitor(self.app), langs[place % len(langs)]) for place in range(number)]
        for pupil in new:
            assert pupil.join(code).status_code == 303
            pupil.seat()  # with the cookie: now it sits
        self.pupils += new
        return new

    def tickets(self, number: int) -> list[str]:
        """So many new tickets, as printed."""
        made = self.teacher.post(f"{self.host}/tickets", data={"number": str(number)}, follow_redirects=True)
        found = re.findall(r"Ticket <b>([^<]+)</b>", made.text)
        assert len(found) == number
        return found

    def answers(self, options: Sequence[str], question: str = "data-use") -> None:
        """Each pupil answers one question, in turn."""
        for pupil, option in zip(self.pupils, options, strict=True):
            assert pupil.answer(question, option).status_code == 303

    def revealed(self, options: Sequence[str]) -> None:
        """As many pupils as options answer the first question, and all see the result."""
        self.joined(len(options))
        self.act("open")
        self.answers(options)
        self.act("lock")
        self.act("reveal")

    def seen(self) -> Iterator[str]:
        """Everything that pupils and projector are shown now."""
        yield self.projected
        for pupil in self.pupils:
            yield pupil.seat()
            yield pupil.seat("?q=data-use")
            yield pupil.seat("?step=done")

    def counts(self, page: str) -> list[int]:
        """The counts on a page, line by line."""
        return [int(number) for number in re.findall(r'<td class="n">(\d+)</td>', page)]
