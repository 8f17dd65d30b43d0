"""Who takes part in a lesson in a browser: a teacher, pupils on phones, others without one; and a cut network."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page, Route, ViewportSize, expect
from sqlalchemy import NullPool, create_engine

from evaluator.classroom.records import ClassRow
from evaluator.classroom.store.models import Base
from evaluator.classroom.store.store import Store
from evaluator.content.models.questionnaire import Questionnaire
from tests.classroom.store.lessons import rows

PHONE = {"width": 360, "height": 740}


FOLLOWED = 40_000  # milliseconds: a phone that is asked something looks every five seconds


BEAMER: ViewportSize = {"width": 1280, "height": 720}


class Teacher:
    """Runs the class from the page with the controls."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def starts(self, lang: str = "en", **chosen: str) -> None:
        self.page.goto(f"/{lang}/class/")
        self.page.click("main a.button >> nth=0")  # 1
        for name, value in chosen.items():
            self.page.click(".settings > summary")
            self.page.check(f"input[name={name}][value={value}]")
        self.page.get_by_role("button", name="TikTok", exact=True).click()  # 2
        self.page.wait_for_url("**/class/host/*")

    def projects(self) -> Page:
        with self.page.context.expect_page() as opened:
            self.page.click("#c-screen")  # 3
        opened.value.wait_for_load_state()
        opened.value.set_viewport_size(BEAMER)
        return opened.value

    def presses(self, action: str, question: str = "") -> None:
        if question:
            self.page.evaluate("document.getElementById('another').open = true")
            self.page.select_option("#question", question)
        big = f'#big[value="{action}"]'
        with self.page.expect_response(lambda answer: answer.request.method == "POST"), self.page.expect_navigation():
            self.page.click(f"#c-{action}" if question or not self.page.locator(big).count() else big)

    def goes_on(self, action: str) -> None:
        """Press the big button, which is about this."""
        expect(self.page.locator(f'#big[value="{action}"]')).to_be_visible(timeout=FOLLOWED)
        with self.page.expect_response(lambda answer: answer.request.method == "POST"), self.page.expect_navigation():
            self.page.click("#big")

    @property
    def code(self) -> str:
        return self.page.inner_text(".bigcode")


class Pupil:
    """Answers on a phone of their own."""

    def __init__(self, page: Page, lang: str) -> None:
        self.page, self.lang = page, lang

    def joins(self, code: str) -> None:
        self.page.goto(f"/{self.lang}/class/join?code={code}")
        self.page.locator("main form button").first.click()
        self.page.wait_for_url("**/class/seat")

    def rows(self) -> Locator:
        return self.page.locator(".seat .choice")

    def answers(self, place: int) -> None:
        """Choose a row and keep it; the page goes on by itself."""
        before = self.page.url
        self.rows().nth(place).click()
        self.page.click("#send")
        self.page.wait_for_url(lambda address: address != before)

    def looks(self) -> None:
        """See what the class is at now, with JavaScript or without."""
        self.page.goto(f"/{self.lang}/class/seat")


class Others:
    """Twenty-two pupils without a browser of their own here, two of them asleep at each vote."""

    def __init__(self, store: Store, code: str, form: Questionnaire) -> None:
        found = store.class_by_code(code)
        assert found
        self.store, self.class_id, self.form = store, found.id, form
        self.tokens = [store.join(found.id).token for _ in range(22)]

    @property
    def row(self) -> ClassRow:
        found = self.store.class_by_id(self.class_id)
        assert found
        return found

    def answer(self, questions: Sequence[str], place: int = 0) -> None:
        """Half of them say the first answer, half the last but one; later all who move say another."""
        for question in filter(None, map(self.form.question, questions)):
            for number, token in enumerate(self.tokens[2:]):
                far = question.options[-1 - place] if number % 2 else question.options[place]
                self.store.answer(token, question.id, far.id)


def left(database: Path) -> dict[str, int]:
    """How many rows each table has; none before there is a file."""
    if not database.exists():
        return dict.fromkeys(Base.metadata.tables, 0)
    return rows(create_engine(f"sqlite:///{database}", poolclass=NullPool))


@contextmanager
def no_network(context: BrowserContext) -> Iterator[None]:
    """Nothing that the pages ask for gets through."""
    context.route(re.compile("/class/"), _abort)
    yield
    context.unroute(re.compile("/class/"), _abort)


def _abort(route: Route) -> None:
    route.abort("internetdisconnected")
