"""An answer is stored once, or the pupil is told: whatever answers in the server's place, and however often."""

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Error, Route, expect

from tests.browser.conftest import OpenPage
from tests.browser.lesson import PHONE, Pupil, Teacher, left
from tests.browser.spies import Spy

HTML = {"content-type": "text/html"}
PORTAL = "<html><title>Free Wi-Fi</title><main id=main><h1>Accept the terms</h1></main></html>"
# A second and a half between two tries is long for a test.
IN_A_HURRY = "const later = setTimeout; window.setTimeout = (act, wait) => later(act, Math.min(wait, 40))"
ELSEWHERE = "http://portal.example/login"


def lost_on_the_way_back(route: Route) -> None:
    """The server has the answer, and nobody hears of it."""
    with suppress(Error):
        route.fetch(max_redirects=0)
    route.abort("connectionreset")


# What may answer a POST in the place of the server, before it does itself.
STRANGERS: list[Callable[[Route], None]] = [
    lambda route: route.fulfill(status=502, headers=HTML, body="<html><h1>502 Bad Gateway</h1><hr>nginx</html>"),
    lambda route: route.fulfill(status=504, headers=HTML, body=""),
    lambda route: route.fulfill(status=200, headers=HTML, body=PORTAL),
    lambda route: route.fulfill(status=302, headers={"location": ELSEWHERE}),
    lambda route: route.fulfill(status=200, headers={"content-type": "application/json"}, body="{}"),
    lambda route: route.fulfill(status=403, headers=HTML, body="<html>Blocked by the school's filter</html>"),
    lambda route: route.fulfill(status=429, headers={**HTML, "retry-after": "1"}, body="<html>slow down</html>"),
    lambda route: route.fulfill(status=200, headers=HTML, body=""),
    lambda route: route.abort("connectionrefused"),
    lost_on_the_way_back,
]


def test_whatever_answers_in_the_servers_place_an_answer_is_stored_once(
    visit: OpenPage, spies: list[Spy], database: Path
) -> None:
    before = left(database)["answer"]
    teacher = Teacher(visit())
    teacher.starts()
    pupil = Pupil(visit(viewport=PHONE), "en")
    spies[-1].foreseen += ["Failed to load resource", "portal.example", "Fetch API", "ERR_"]
    pupil.page.add_init_script(IN_A_HURRY)
    pupil.joins(teacher.code)
    teacher.presses("open")
    pupil.looks()
    met: list[str] = []

    def answers(route: Route) -> None:
        place = len(met)
        met.append(pupil.page.locator("#net").inner_text() if place else "")
        if place < len(STRANGERS):
            STRANGERS[place](route)
        else:
            route.continue_()

    pupil.page.route("**/class/answer", answers)
    pupil.rows().first.click()
    pupil.page.click("#send")
    expect(pupil.page.locator(".where")).to_contain_text("2 of 4")
    assert len(met) == len(STRANGERS) + 1
    assert [words for words in met[1:] if not re.search("Waiting for network|try again by ourselves", words)] == []
    expect(pupil.page.locator("#net")).to_be_hidden()
    assert left(database)["answer"] == before + 1
    spies[-1].requests.remove(ELSEWHERE)  # where the stranger wanted to lead


@pytest.mark.parametrize("form", ["join", "leave", "hand-on"])
def test_every_other_form_of_a_phone_waits_for_the_server_itself(
    visit: OpenPage, spies: list[Spy], form: str
) -> None:
    teacher = Teacher(visit())
    teacher.starts(mode="pass" if form == "hand-on" else "devices")
    pupil = Pupil(visit(viewport=PHONE), "en")
    spies[-1].foreseen += ["Failed to load resource", "Fetch API", "ERR_"]
    pupil.page.add_init_script(IN_A_HURRY)
    if form != "join":
        pupil.joins(teacher.code)
        teacher.presses("open")
    strangers, met = [STRANGERS[0], STRANGERS[2], lost_on_the_way_back], list[str]()

    def answers(route: Route) -> None:
        if route.request.method == "GET":
            route.continue_()
            return
        met.append(pupil.page.locator("#net").inner_text() if met else "")
        if len(met) <= len(strangers):
            strangers[len(met) - 1](route)
        else:
            route.continue_()

    pupil.page.route(f"**/class/{form}*", answers)
    if form == "join":
        pupil.joins(teacher.code)
    else:
        pupil.page.goto("/en/class/seat?step=done")
        pupil.page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
        pupil.page.click(f"#{form}")
        pupil.page.wait_for_url("**/class/seat?step=hand-on" if form == "hand-on" else "**/class/join")
    assert len(met) == len(strangers) + 1
    assert [words for words in met[1:] if "try again by ourselves" not in words and "Waiting" not in words] == []
    expect(pupil.page.locator("#net")).to_be_hidden()


def test_a_portal_in_the_place_of_the_page_leaves_phone_and_projector_as_they_are(
    visit: OpenPage, spies: list[Spy]
) -> None:
    teacher = Teacher(visit())
    teacher.page.context.add_init_script(IN_A_HURRY)
    teacher.starts()
    screen = teacher.projects()
    pupil = Pupil(visit(viewport=PHONE), "en")
    for spy in spies:
        spy.foreseen += ["Failed to load resource"]
    pupil.page.add_init_script(IN_A_HURRY)
    pupil.joins(teacher.code)
    pupil.looks()
    pupil.page.route("**/class/seat*", STRANGERS[2])
    expect(pupil.page.locator("#net")).to_contain_text("Waiting for network")
    expect(pupil.page.locator("h1")).to_have_text("You are in")
    screen.route("**/class/screen/*", STRANGERS[2])
    expect(screen.locator("#net")).to_contain_text("This is the last state we know")
    expect(screen.locator(".big")).to_contain_text(teacher.code)
    teacher.presses("open")
    for page, path in ((pupil.page, "**/class/seat*"), (screen, "**/class/screen/*")):
        page.unroute(path)
    expect(pupil.rows().first).to_be_visible()
    expect(screen.locator(".finished")).to_be_visible()
    for page in (pupil.page, screen):
        expect(page.locator("#net")).to_be_hidden()
