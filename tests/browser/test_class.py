"""A whole lesson in real browsers: a teacher, a projector and 28 pupils, until nothing is left in the database.

Two pupils read French, one has no JavaScript, one loads the page again and again, one comes late, one has a keyboard.
"""

from contextlib import closing
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, ViewportSize, expect

from evaluator.classroom.settings import class_form
from evaluator.classroom.store import open_store
from evaluator.classroom.store.store import Store
from evaluator.content.models.library import Library
from evaluator.i18n.language import Language
from tests.browser.axe import complaints
from tests.browser.conftest import OpenPage
from tests.browser.layout import FITS, SIDEWAYS, Scheme, faults
from tests.browser.lesson import BEAMER, PHONE, Others, Pupil, Teacher, left, no_network
from tests.browser.spies import Spy, kept
from tests.browser.test_gateway import IN_A_HURRY

SCHEMES: tuple[Scheme, ...] = ("light", "dark")


@pytest.fixture
def pupils(visit: OpenPage) -> list[Pupil]:
    kinds = [("en", {}), ("fr", {}), ("fr", {}), ("en", {"java_script_enabled": False}), ("en", {}), ("en", {})]
    return [Pupil(visit(viewport=PHONE, **options), lang) for lang, options in kinds]


def test_a_whole_lesson(
    visit: OpenPage,
    spies: list[Spy],
    pupils: list[Pupil],
    database: Path,
    tongues: dict[str, Language],
    library: Library,
) -> None:
    """Twenty-eight pupils, by the big button alone: six in browsers of all kinds, the others without a page.

    One has no script, one only a keyboard, one loads each page again, two read French, one comes late; two of those
    without a browser sleep through every vote. Somebody else has a browser that refuses cookies, and is told what to
    do; no seat is made.
    """
    before = left(database)
    teacher = Teacher(visit(viewport={"width": 1280, "height": 900}))
    spies[-1].foreseen.append("status of 404")  # the projector asks once more for a class that is deleted
    teacher.starts()
    screen = teacher.projects()
    code = teacher.code
    expect(screen.locator(".big")).to_contain_text(code)
    *early, late = pupils
    _is_told_of_cookies(visit(), spies[-1], code)
    for pupil in early:
        pupil.joins(code)
    with closing(open_store(f"sqlite:///{database}")) as store:
        others = Others(store, code, library.questionnaire)
        expect(screen.locator(".count")).to_contain_text("27 have joined")
        teacher.goes_on("open")
        expect(early[0].page.locator("h1.asked")).to_be_visible()  # it came by itself
        late.joins(code)
        for place, pupil in enumerate(pupils):
            _answer_all(pupil, place)
        others.answer(("data-use", "money-source", "civil-tone", "connect-with"))
        expect(screen.locator(".finished")).to_contain_text("26 finished")
        expect(screen.locator(".foot")).to_contain_text("28 devices are in, 28 count.")
        assert screen.locator(".bars").count() == 0
        assert teacher.page.url.rpartition("/")[2] not in screen.content()
        _talks_and_votes_again(teacher, screen, pupils, others, tongues["fr"])
    expect(screen.locator(".both tbody tr").first).to_be_visible()
    expect(screen.locator("main")).to_contain_text("of you moved")
    assert sum(map(int, screen.locator(".both tbody .n:not(.was)").all_inner_texts())) == 26
    _can_be_used(teacher.page, screen, phones=[pupil.page for pupil in early[:2]])
    _ends(teacher, pupils, tongues, database, before)


def _can_be_used(*pages: Page, phones: list[Page]) -> None:
    """Before and after fits on phones, and every page passes axe, light and dark."""
    assert [fault for phone in phones for fault in faults(phone, *FITS)] == []
    for page in (*pages, *phones):
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            assert complaints(page) == [], scheme


def _talks_and_votes_again(
    teacher: Teacher, screen: Page, pupils: list[Pupil], others: Others, french: Language
) -> None:
    """From Lock to the second result, by the big button."""
    reader, french_reader = pupils[0].page, pupils[1].page
    teacher.goes_on("lock")
    expect(french_reader.locator("h1")).to_have_text(french.gettext("The answers are locked"))
    teacher.goes_on("reveal")
    expect(screen.locator(".four-lines li")).to_have_count(4)
    expect(reader.locator(".bars").first).to_be_visible()
    teacher.goes_on("discuss")
    teacher.goes_on("discuss")
    expect(screen.locator("#live")).to_contain_text("Someone who answered that")
    teacher.goes_on("evidence")
    expect(screen.locator("h1")).to_have_text("What is documented: TikTok")
    expect(reader.locator(".evidence li").first).to_be_visible()
    teacher.goes_on("vote-again")
    for pupil in pupils:
        pupil.looks()
        pupil.answers(1)
    others.answer([others.row.question], 1)
    teacher.goes_on("lock")
    teacher.goes_on("reveal")


def _ends(
    teacher: Teacher, pupils: list[Pupil], tongues: dict[str, Language], database: Path, before: dict[str, int]
) -> None:
    """Nothing is left, neither in the database nor on a phone; each phone says that it is over."""
    teacher.page.click("#big")
    teacher.page.get_by_role("button", name="End and delete everything, counts too").click()
    expect(teacher.page.locator(".lead")).to_contain_text("Nothing of any device is left.")
    pupils[3].looks()  # the others see it by themselves, each at its own pace
    assert left(database) == before
    for pupil in pupils:
        over = tongues[pupil.lang].gettext("The class is over")
        expect(pupil.page.locator("h1")).to_have_text(over)
        assert pupil.page.context.cookies() == []
        assert pupil.page.evaluate("localStorage.length + sessionStorage.length") == 0


def _is_told_of_cookies(page: Page, spy: Spy, code: str) -> None:
    """A browser that keeps no cookie comes to the door."""

    def keep_none(route: Route) -> None:
        answer = route.fetch(max_redirects=0)
        page.context.clear_cookies()
        kept = {name: value for name, value in answer.headers.items() if name != "set-cookie"}
        route.fulfill(response=answer, headers=kept)

    spy.foreseen.append("status of 409")
    page.route("**/class/join", keep_none)
    page.goto(f"/en/class/join?code={code}")
    page.locator("main button[type=submit]").click()
    expect(page.locator("h1")).to_have_text("This browser did not keep your seat")
    expect(page.locator("main")).to_contain_text("Allow cookies for this site")
    page.close()


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
    pupil.page.set_viewport_size({"width": 360, "height": 400})  # so that the button is below the edge
    pupil.answers(0)
    expect(pupil.page.locator(".where")).to_contain_text("2 of 4")
    assert pupil.page.evaluate("scrollY") == 0  # the next question begins at its beginning
    pupil.rows().first.click()
    with no_network(pupil.page.context):
        pupil.page.click("#send")
        expect(pupil.page.locator("#net")).to_contain_text("Waiting for network")
        pupil.page.click("#send")  # once more, out of impatience
    expect(pupil.page.locator(".where")).to_contain_text("3 of 4")
    expect(pupil.page.locator("#net")).to_be_hidden()
    assert left(database)["answer"] == before + 2
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
    _stay_off(teacher)
    teacher.page.check("#keys")
    teacher.page.keyboard.press("p")
    expect(teacher.page.locator(".state")).to_contain_text("Paused")
    teacher.page.wait_for_load_state()
    teacher.page.keyboard.press("e")
    expect(teacher.page.locator("h1")).to_have_text("End the class?")


def _stay_off(teacher: Teacher) -> None:
    """After each press, on the pages beside, in the other language; on another device they are as they were."""
    for press in ("#d-close", "#d-open"):
        teacher.page.click(press)
        expect(teacher.page.locator("#door-now")).to_be_focused()
        expect(teacher.page.locator("#keys")).not_to_be_checked()
    teacher.page.click("#c-end")
    teacher.page.get_by_role("link", name="Back to the class").click()
    expect(teacher.page.locator("#keys")).not_to_be_checked()
    other = teacher.page.context.new_page()
    other.goto(teacher.page.url.partition("?")[0])
    expect(other.locator("#keys")).to_be_checked()
    other.close()
    teacher.presses("pause")
    teacher.presses("open")
    teacher.page.keyboard.press("l")
    expect(teacher.page.locator(".state")).to_have_text("The questions are open.")
    expect(teacher.page.locator("#keys")).not_to_be_checked()
    assert kept(teacher.page) == {}


def test_tickets_stay_in_their_slips_and_a_reload_makes_none(visit: OpenPage) -> None:
    teacher = Teacher(visit())
    teacher.starts("fr")
    teacher.page.evaluate("document.getElementById('tickets').open = true")
    teacher.page.fill("#number", "4")
    teacher.page.click("#t-make")
    expect(teacher.page.locator(".tickets li")).to_have_count(4)
    before = teacher.page.locator(".tickets").inner_text()
    teacher.page.reload()
    assert teacher.page.locator(".tickets").inner_text() == before
    for width in (1280, 390):
        teacher.page.set_viewport_size({"width": width, "height": 800})
        assert teacher.page.evaluate(
            """() => [...document.querySelectorAll('.tickets li')].filter((slip) =>
            [...slip.querySelectorAll('p, b')].some((part) => part.getBoundingClientRect().right >
                                                      slip.getBoundingClientRect().right)).length"""
        ) == 0  # fmt: skip


def test_a_choice_that_was_not_sent_survives_a_pause(visit: OpenPage) -> None:
    teacher = Teacher(visit())
    teacher.starts()
    pupil = Pupil(visit(viewport=PHONE), "en")
    pupil.page.add_init_script(IN_A_HURRY)
    pupil.joins(teacher.code)
    teacher.presses("open")
    expect(pupil.rows().first).to_be_visible()
    pupil.rows().nth(2).click()
    teacher.presses("pause")
    expect(pupil.page.locator("h1")).to_have_text("Look up")
    teacher.presses("open")
    expect(pupil.rows().nth(2).locator("input")).to_be_checked()
    pupil.page.click("#send")
    expect(pupil.page.locator(".where")).to_contain_text("2 of 4")
    for action in ("lock", "reveal"):
        teacher.presses(action)
    teacher.presses("vote-again", "data-use")
    expect(pupil.page.locator(".where")).not_to_contain_text("of 4")
    expect(pupil.rows().first).to_be_visible()
    expect(pupil.page.locator(".choice input:checked")).to_have_count(0)  # a new vote starts empty


def test_a_name_without_a_break_fits_the_teachers_page_and_an_old_projector(visit: OpenPage) -> None:
    page = visit(viewport={"width": 320, "height": 640})
    page.goto("/en/class/start")
    page.fill("#platform", "W" * 80)
    page.keyboard.press("Enter")
    page.wait_for_url("**/class/host/*")
    assert faults(page, SIDEWAYS) == []
    page.set_viewport_size({"width": 800, "height": 600})
    page.goto(page.locator("#c-screen").get_attribute("href") or "")
    assert faults(page, SIDEWAYS) == []


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


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_phone_shows_question_answers_and_keep_without_scrolling(visit: OpenPage, lang: str) -> None:
    """The longest questions on 390x844 and 360x640; and nothing but help and the other language leads away."""
    teacher = Teacher(visit())
    teacher.starts("en", set="full")
    pupil = Pupil(visit(viewport={"width": 390, "height": 844}), lang)
    pupil.joins(teacher.code)
    teacher.presses("open")
    for question in ("money-source", "data-use", "connect-with", "data-hooks", "money-pressure"):
        pupil.page.goto(f"/{lang}/class/seat?q={question}")
        for width, height in ((390, 844), (360, 640)):
            pupil.page.set_viewport_size({"width": width, "height": height})
            seen = pupil.page.evaluate("document.getElementById('send').getBoundingClientRect().bottom")
            assert seen <= height, (question, width, seen)
    away = pupil.page.locator("a[href]").evaluate_all("links => links.map(link => link.pathname.split('/').at(-1))")
    assert {*away} - {"seat"} == {"help"}
    assert pupil.page.locator(".todo").inner_text()


SIZES = ((1024, 768), (1280, 720), (1920, 1080))
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
  const foot = document.querySelector(".foot").getBoundingClientRect().top;
  const low = Math.max(...[...document.querySelectorAll("#live :is(h1, h2, p, tr, li)")]
    .filter((each) => each.checkVisibility()).map((each) => each.getBoundingClientRect().bottom));
  const high = Math.max(page.scrollHeight - innerHeight, Math.round(low - foot - 1));
  return { em, high, wide: page.scrollWidth - innerWidth, least: sizes[0] };
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
            before = self.screen.locator("#live").get_attribute("data-seen") or ""
            self.store.act(self.key, action, question)
        self.screen.reload()
        if action:  # half a second long the site may still send the slide of before; the wall then follows by itself
            expect(self.screen.locator("#live")).not_to_have_attribute("data-seen", before)
        for width, height in SIZES:
            self.screen.set_viewport_size({"width": width, "height": height})
            self.screen.wait_for_function(
                "([width, height]) => innerWidth === width && innerHeight === height", arg=[width, height]
            )
            seen = self.screen.evaluate(MEASURE)
            where = (action, question, width, seen)
            assert max(seen["high"], seen["wide"]) <= 0, where
            assert seen["least"][0] >= 0.999, where
            assert seen["em"] >= 64 * min(width / 1920, height / 1080) * 0.999, where

    def reads_before_then_after(self) -> None:
        """Both counts of a row stand in the order of their headings, to the eye as to the ear."""
        for place in (".both thead tr", ".both tbody tr"):
            places = self.screen.evaluate(LEFT_EDGES, place)
            assert places, place
            assert all(before < after for before, after in places), (place, places)


LEFT_EDGES = """rows => [...document.querySelectorAll(rows)].map(row =>
  [...row.querySelectorAll(".n")].map(cell => cell.getBoundingClientRect().left))"""


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_slide_fits_and_is_read_from_the_last_row(
    visit: OpenPage, database: Path, libraries: dict[str, Library], lang: str
) -> None:
    """64 px at 1080 lines are 20 minutes of arc at 8 m, on a picture 2 m wide: no text of any slide is smaller."""
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
        for question in asked:
            wall.fits("next", question.id)
        wall.fits("discuss")
        for question in asked:
            wall.fits("discuss", question.id)
        wall.fits("evidence", longest.id)
        for question in (*largest[:2], longest):
            wall.fits("vote-again", question.id)
            for token in tokens:
                store.answer(token, question.id, question.options[1].id)
            wall.fits("lock")
            wall.fits("reveal")
            wall.reads_before_then_after()
        store.end(key)
        wall.fits()
