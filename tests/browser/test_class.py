"""A whole lesson in real browsers: a teacher, a projector and six pupils, until nothing is left in the database.

Two pupils read French, one has no JavaScript, one loads the page again and again, one comes late, one has a keyboard.
"""

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, ViewportSize, expect
from sqlalchemy import NullPool, create_engine

from evaluator.classroom.settings import class_form
from evaluator.classroom.store import open_store
from evaluator.classroom.store.models import Base
from evaluator.classroom.store.store import Store
from evaluator.content.models.library import Library
from evaluator.i18n.language import Language
from tests.browser.axe import complaints
from tests.browser.conftest import OpenPage
from tests.browser.layout import Scheme
from tests.browser.spies import Spy
from tests.classroom.store.lessons import rows

SCHEMES: tuple[Scheme, ...] = ("light", "dark")
PHONE = {"width": 360, "height": 740}
FOLLOWED = 15_000  # milliseconds: a phone that is asked something looks every five seconds
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


@pytest.fixture
def pupils(visit: OpenPage) -> list[Pupil]:
    kinds = [("en", {}), ("fr", {}), ("fr", {}), ("en", {"java_script_enabled": False}), ("en", {}), ("en", {})]
    return [Pupil(visit(viewport=PHONE, **options), lang) for lang, options in kinds]


def test_a_whole_lesson(
    visit: OpenPage, spies: list[Spy], pupils: list[Pupil], database: Path, tongues: dict[str, Language]
) -> None:
    before = left(database)
    teacher = Teacher(visit(viewport={"width": 1280, "height": 900}))
    spies[-1].foreseen.append("status of 404")  # the projector asks once more for a class that is deleted
    teacher.starts()
    screen = teacher.projects()
    code = teacher.code
    expect(screen.locator(".big")).to_contain_text(code)
    *early, late = pupils
    for pupil in early:
        pupil.joins(code)
    expect(screen.locator(".count")).to_contain_text("5 have joined")
    teacher.presses("open")  # 4

    expect(early[0].page.locator(".question h2")).to_be_visible()  # it came by itself
    late.joins(code)
    for place, pupil in enumerate(pupils):
        _answer_all(pupil, place)
    expect(screen.locator(".finished")).to_contain_text("6 finished")
    assert screen.locator(".bars").count() == 0
    assert teacher.page.url.rpartition("/")[2] not in screen.content()

    teacher.presses("lock")
    expect(early[1].page.locator("h1")).to_have_text(tongues["fr"].gettext("The answers are locked"))
    teacher.presses("reveal")
    expect(screen.locator(".four-lines li")).to_have_count(4)
    expect(early[0].page.locator(".bars").first).to_be_visible()
    teacher.presses("next", "data-use")
    expect(screen.locator(".bars .n").first).to_be_visible()
    assert sum(map(int, screen.locator(".bars .n").all_inner_texts())) == 6
    teacher.presses("discuss", "data-use")
    expect(screen.locator("h1")).to_have_text("We talk about")

    teacher.presses("vote-again", "data-use")
    for pupil in pupils:
        pupil.looks()
        pupil.answers(1)
    teacher.presses("lock")
    teacher.presses("reveal")
    expect(screen.locator(".both tbody tr").first).to_be_visible()
    expect(screen.locator("main")).to_contain_text("of you moved")

    for page in (teacher.page, screen, early[0].page, early[1].page):
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            assert complaints(page) == [], scheme
    teacher.page.click("#c-end")
    teacher.page.get_by_role("button", name="End and delete everything, counts too").click()
    expect(teacher.page.locator(".lead")).to_contain_text("Nothing of any device is left.")
    early[3].looks()  # the others see it by themselves, each at its own pace
    assert left(database) == before
    for pupil in pupils:
        over = tongues[pupil.lang].gettext("The class is over")
        expect(pupil.page.locator("h1")).to_have_text(over, timeout=20_000)
        assert pupil.page.context.cookies() == []
        assert pupil.page.evaluate("localStorage.length + sessionStorage.length") == 0


def _answer_all(pupil: Pupil, place: int) -> None:
    pupil.looks()
    for question in range(4):
        if place == 4:  # loads the page again before each answer
            pupil.page.reload()
        if place == 5 and question == 0:  # by keyboard alone
            _by_keyboard(pupil)
        else:
            pupil.answers((place * 2 + question) % 4)


def _by_keyboard(pupil: Pupil) -> None:
    pupil.page.locator(".choice input").first.focus()
    pupil.page.keyboard.press("ArrowDown")
    before = pupil.page.url
    pupil.page.keyboard.press("Tab")
    pupil.page.keyboard.press("Enter")
    pupil.page.wait_for_url(lambda address: address != before)


def test_an_answer_that_finds_no_network_is_sent_again_and_counts_once(
    visit: OpenPage, spies: list[Spy], database: Path
) -> None:
    before = left(database)["answer"]
    teacher = Teacher(visit())
    teacher.starts()
    pupil = Pupil(visit(viewport=PHONE), "en")
    spies[-1].foreseen.append("ERR_INTERNET_DISCONNECTED")
    pupil.joins(teacher.code)
    teacher.presses("open")
    expect(pupil.rows().first).to_be_visible()
    pupil.rows().first.click()
    with no_network(pupil.page.context):
        pupil.page.click("#send")
        expect(pupil.page.locator("#net")).to_contain_text("Waiting for network")
        pupil.page.click("#send")  # once more, out of impatience
    expect(pupil.page.locator(".where")).to_contain_text("2 of 4")
    expect(pupil.page.locator("#net")).to_be_hidden()
    assert left(database)["answer"] == before + 1
    teacher.page.click("#c-end")
    teacher.page.click("button[value=delete]")
    expect(teacher.page.locator(".lead")).to_contain_text("Nothing of any device is left.")


def test_the_teachers_keys_work_and_can_be_switched_off(visit: OpenPage) -> None:
    teacher = Teacher(visit())
    teacher.starts()
    teacher.page.keyboard.press("o")
    expect(teacher.page.locator(".state")).to_have_text("The questions are open.")
    teacher.page.wait_for_load_state()  # its script listens
    teacher.page.uncheck("#keys")
    teacher.page.keyboard.press("l")
    expect(teacher.page.locator(".state")).to_have_text("The questions are open.")
    teacher.page.check("#keys")
    teacher.page.keyboard.press("p")
    expect(teacher.page.locator(".state")).to_contain_text("Paused")
    teacher.page.wait_for_load_state()
    teacher.page.keyboard.press("e")
    expect(teacher.page.locator("h1")).to_have_text("End the class?")


def test_a_choice_that_was_not_sent_survives_a_pause(visit: OpenPage) -> None:
    teacher = Teacher(visit())
    teacher.starts()
    pupil = Pupil(visit(viewport=PHONE), "en")
    pupil.joins(teacher.code)
    teacher.presses("open")
    expect(pupil.rows().first).to_be_visible()
    pupil.rows().nth(2).click()
    teacher.presses("pause")
    expect(pupil.page.locator("h1")).to_have_text("Look up", timeout=FOLLOWED)
    teacher.presses("open")
    expect(pupil.rows().nth(2).locator("input")).to_be_checked(timeout=FOLLOWED)


@pytest.mark.parametrize("size", [BEAMER, {"width": 1024, "height": 768}, {"width": 1920, "height": 1080}])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_projector_fits_and_is_readable_from_afar(visit: OpenPage, size: ViewportSize, lang: str) -> None:
    teacher = Teacher(visit())
    teacher.starts(lang)
    screen = teacher.projects()
    screen.set_viewport_size(size)
    code = screen.locator(".big").evaluate("node => node.getBoundingClientRect().height / innerHeight")
    assert code >= (0.14 if size["width"] == 1024 else 0.19)
    assert screen.evaluate("document.documentElement.scrollWidth <= innerWidth")
    letters = screen.evaluate("parseFloat(getComputedStyle(document.querySelector('main')).fontSize) / innerHeight")
    assert letters >= 0.034
    for scheme in SCHEMES:
        screen.emulate_media(color_scheme=scheme)
        assert complaints(screen) == [], scheme


SIZES = ((1024, 768), (1280, 720), (1366, 768), (1920, 1080))
MEASURE = """() => {
  const em = parseFloat(getComputedStyle(document.body).fontSize), page = document.documentElement;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), sizes = [];
  while (walker.nextNode()) {
    const text = walker.currentNode, parent = text.parentElement;
    if (!text.data.trim() || !parent.checkVisibility()) continue;
    if (parent.closest(".visually-hidden, noscript, script")) continue;
    sizes.push([parseFloat(getComputedStyle(parent).fontSize) / em, text.data.trim().slice(0, 30)]);
  }
  sizes.sort((one, other) => one[0] - other[0]);
  return { em, high: page.scrollHeight - innerHeight, wide: page.scrollWidth - innerWidth, least: sizes[0] };
}"""


@dataclass
class Wall:
    """A projector whose class is moved on from beside it."""

    screen: Page
    store: Store
    key: str

    def fits(self, action: str = "", question: str = "") -> None:
        """What the teacher presses, and then the slide in all sizes: nothing to scroll, nothing too small."""
        if action:
            self.store.act(self.key, action, question)
        self.screen.reload()
        for width, height in SIZES:
            self.screen.set_viewport_size({"width": width, "height": height})
            seen = self.screen.evaluate(MEASURE)
            where = (action, question, width, seen)
            assert max(seen["high"], seen["wide"]) <= 0, where
            nine_rows_twice = self.screen.locator(".packed").count()  # the one slide below: 14 minutes
            assert seen["least"][0] >= (0.699 if nine_rows_twice else 0.819), where
            assert seen["em"] >= 64 * min(width / 1920, height / 1080) * 0.999, where

    def reads_before_then_after(self) -> None:
        """Both counts of a row stand in the order of their headings, to the eye as to the ear."""
        for place in (".both thead tr", ".both tbody tr"):
            places = self.screen.evaluate(LEFT_EDGES, place)
            assert places, place
            assert all(before < after for before, after in places), (place, places)


LEFT_EDGES = """rows => [...document.querySelectorAll(rows)].map(row =>
  [...row.querySelectorAll("td:not(.bar), th[colspan]")].map(cell => cell.getBoundingClientRect().left))"""


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_slide_fits_and_is_read_from_the_last_row(
    visit: OpenPage, database: Path, libraries: dict[str, Library], lang: str
) -> None:
    """64 px at 1080 lines are 20 minutes of arc at 8 m, on a picture 2 m wide; the smallest text has 16."""
    teacher = Teacher(visit())
    teacher.starts(lang, set="full")
    key = teacher.page.url.rpartition("/")[2]
    with closing(open_store(f"sqlite:///{database}")) as store:
        wall = Wall(teacher.projects(), store, key)
        row = store.class_by_host(key)
        assert row
        tokens = [store.join(row.id).token for _ in range(5)]
        asked = class_form(libraries[lang].questionnaire).questions
        wall.fits()
        wall.fits("open")
        for question, (place, token) in product(asked, enumerate(tokens)):
            store.answer(token, question.id, question.options[-1 if place % 2 else 0].id)
        wall.fits("lock")
        wall.fits("reveal")
        largest = sorted(asked, key=lambda each: -sum(len(option.text) + 40 for option in each.options))
        longest = max(asked, key=lambda each: len(each.text))
        for question in (*largest[:3], longest):
            wall.fits("next", question.id)
        wall.fits("discuss")
        for question in (*largest[:2], longest):
            wall.fits("discuss", question.id)
            wall.fits("vote-again", question.id)
            for token in tokens:
                store.answer(token, question.id, question.options[1].id)
            wall.fits("lock")
            wall.fits("reveal")
            wall.reads_before_then_after()
        store.end(key)
        wall.fits()


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
