"""My apps, as people use them: kept by one click, seven months later; a second view; by file and keyboard alone."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect
from waitress.server import create_server

from evaluator.app import create_app
from evaluator.assess.progress import asking_order
from evaluator.content.models.library import Library
from tests.browser.addresses import INSTAGRAM, QUERY
from tests.browser.conftest import OpenPage
from tests.browser.spies import Spy, kept
from tests.conftest import REAL

PLACE = "kept-here"
TIKTOK = QUERY.replace("Instagram", "TikTok").replace("data-use=ads-choice", "data-use=ads-forced")
BETTER = {**INSTAGRAM, "civil-hurt": "no", "data-hooks": "none"}


@dataclass
class DatedSite:
    """A site whose day a test sets."""

    address: str
    today: date


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DatedSite]:
    """The site with a clock of its own, in this process."""
    site = DatedSite("", date(2026, 11, 24))
    app = create_app(replace(REAL, database=f"sqlite:///{tmp_path_factory.mktemp('dated') / 'classes.db'}"))
    app.config["TODAY"] = lambda: site.today
    server = create_server(app, host="127.0.0.1", port=0, threads=2)
    site.address = f"http://127.0.0.1:{server.effective_port}"
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield site
    server.close()


def visitor(browser: Browser, site: DatedSite, **options: object) -> tuple[Page, Spy]:
    context = browser.new_context(base_url=site.address, reduced_motion="reduce", locale="en-GB", **options)  # type: ignore[arg-type]  # options of a context
    context.set_default_timeout(10_000)
    return context.new_page(), Spy(site.address, context)


def row(page: Page) -> Locator:
    return page.locator("tbody tr", has_text="Instagram")


def test_a_girl_of_sixteen_keeps_two_apps_and_comes_back_after_seven_months(
    browser: Browser, dated: DatedSite, library: Library, tmp_path: Path
) -> None:
    dated.today = date(2026, 11, 24)
    page, spy = visitor(browser, dated, viewport={"width": 390, "height": 844}, accept_downloads=True)
    _keeps_two_and_decides(page)
    dated.today = date(2027, 6, 24)
    _checks_again(page, library)
    _wipes_and_restores(page, tmp_path / "my-apps.json")
    assert spy.foreign() == []
    assert spy.complaints() == []
    page.context.close()


def _keeps_two_and_decides(page: Page) -> None:
    for query in (QUERY, TIKTOK):
        page.goto(f"/en/report?{query}")
        assert set(kept(page)) <= ({"local"} if query == TIKTOK else set())  # nothing before the click
        page.get_by_role("button", name="Keep it here").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("My apps")
    expect(page.locator(".letters li")).to_have_count(2)
    assert kept(page) == {"local": [PLACE]}
    row(page).get_by_role("button", name="Decide").click()
    page.get_by_label("Keep using it, with limits").check()
    page.get_by_label("No notifications").check()
    page.get_by_label("Why").fill("I sleep badly")
    page.get_by_role("button", name="Save the decision").click()
    expect(page.locator("tbody")).to_contain_text("No notifications")
    page.get_by_role("button", name="Compare those ticked").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("TikTok")


def _checks_again(page: Page, library: Library) -> None:
    page.goto("/en/mine")
    expect(row(page)).to_contain_text("now")
    expect(page.locator("tbody")).to_contain_text("No notifications")
    row(page).get_by_role("link", name="Check again").click()
    for question in asking_order(library.questionnaire):
        page.locator(f".opt[name={question.id}][value={BETTER[question.id]}]").click()
    expect(page.locator("time").first).to_have_attribute("datetime", "2027-06-24")
    page.get_by_role("button", name="Keep it here").click()
    row(page).get_by_role("link", name="Then and now").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Instagram, then and now")
    expect(page.get_by_role("heading", name="What changed")).to_be_visible()


def _wipes_and_restores(page: Page, file: Path) -> None:
    page.goto("/en/mine")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as a file").click()
    saved.value.save_as(file)
    page.get_by_role("button", name="Forget it here").click()
    assert kept(page) == {}  # wiped; the file brings it back
    page.goto("/en/mine")
    expect(page.locator(".letters")).to_have_count(0)
    page.get_by_label("A file saved here").set_input_files(file)
    page.get_by_role("button", name="Open this file").click()
    expect(page.locator(".letters li")).to_have_count(2)
    assert kept(page) == {}
    page.get_by_role("button", name="Keep it here").click()
    expect(page.locator("[data-kept]")).to_be_visible()
    assert json.loads(page.evaluate(f"localStorage.getItem('{PLACE}')")) == json.loads(file.read_text())


@pytest.mark.parametrize("instead", ["nothing", "a portal's page"])
def test_whatever_answers_in_the_server_s_place_nothing_kept_is_lost(
    browser: Browser, dated: DatedSite, instead: str
) -> None:
    page, spy = visitor(browser, dated)
    page.goto(f"/en/report?{QUERY}")
    page.get_by_role("button", name="Keep it here").click()
    row(page).get_by_role("button", name="Decide").click()
    page.get_by_label("Why").fill("I sleep badly")
    page.route("**/en/mine", lambda route: _answer_a_form_otherwise(route, instead))
    page.get_by_role("button", name="Save the decision").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing kept here is lost")
    expect(page.get_by_label("Why")).to_have_value("I sleep badly")
    page.goto("/en/mine")
    expect(page.get_by_role("alert")).to_be_focused()
    page.unroute("**/en/mine")
    page.reload()
    expect(row(page)).to_be_visible()
    spy.foreseen.append("net::ERR_FAILED")
    assert spy.complaints() == []
    page.context.close()


def _answer_a_form_otherwise(route: Route, instead: str) -> None:
    if route.request.method != "POST":
        route.fallback()
    elif instead == "nothing":
        route.abort()
    else:
        route.fulfill(body="<main><h1>Please log in to the network</h1></main>", content_type="text/html")


def test_her_mother_joins_her_view(browser: Browser, dated: DatedSite) -> None:
    page, spy = visitor(browser, dated, viewport={"width": 1280, "height": 800})
    other = QUERY.replace("civil-hurt=several", "civil-hurt=no").replace(
        "connect-with=strangers", "connect-with=asked"
    )
    page.goto(f"/en/report?{other}")
    page.get_by_role("link", name="Compare with another").click()
    page.get_by_label("The address of another report").fill(f"{dated.address}/en/report?{QUERY}")
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Instagram, as two people see it")
    expect(page.get_by_role("heading", name="Where the two answers differ")).to_be_visible()
    assert spy.complaints() == []
    page.context.close()


def test_somebody_without_script_does_the_same_by_file_and_keyboard(
    browser: Browser, dated: DatedSite, tmp_path: Path
) -> None:
    page, _ = visitor(browser, dated, java_script_enabled=False, accept_downloads=True)
    page.goto(f"/en/report?{QUERY}")
    expect(page.get_by_role("button", name="Keep it here")).to_be_hidden()
    page.get_by_role("button", name="Keep it in a file").press("Enter")
    row(page).get_by_role("button", name="Decide").press("Enter")
    page.get_by_label("Leave it").press("Space")
    page.get_by_label("To leave: by which day?").fill("2027-01-01")
    page.get_by_role("button", name="Save the decision").press("Enter")
    expect(page.locator("tbody")).to_contain_text("Leave it by 1 January 2027")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as a file").press("Enter")
    file = tmp_path / "my-apps.json"
    saved.value.save_as(file)
    page.goto("/en/mine")
    page.get_by_label("A file saved here").set_input_files(file)
    page.get_by_role("button", name="Open this file").press("Enter")
    expect(page.locator("tbody")).to_contain_text("Leave it by 1 January 2027")
    assert page.context.cookies() == []
    page.context.close()


def test_the_system_sheet_gets_a_title_and_a_text_without_any_answer(visit: OpenPage, library: Library) -> None:
    page = visit(viewport={"width": 390, "height": 844})
    page.add_init_script("window.shared = []; navigator.share = async (what) => { window.shared.push(what); };")
    page.goto(f"/en/report?{QUERY}")
    page.locator("#keep > summary").click()
    page.get_by_role("button", name="Share the link").click()
    page.get_by_role("button", name="Share this text").click()
    link, text = page.evaluate("window.shared")
    assert (set(link), set(text)) == ({"title", "url"}, {"text"})
    assert QUERY.split("&")[2] in link["url"]  # the link holds the answers, as the page says beside it
    words = link["title"] + text["text"]
    options = [option for question in library.questionnaire.questions for option in question.options]
    assert [option.id for option in options if option.text in words or f"={option.id}" in words] == []
