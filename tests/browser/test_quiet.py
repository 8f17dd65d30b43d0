"""The site asks nobody else, keeps nothing in the browser and says nothing in its console; and these spies do see."""

from playwright.sync_api import Browser

from evaluator.content.models.library import Library
from evaluator.i18n.language import Language
from tests.browser.conftest import OpenPage, find_browser
from tests.browser.journey import Visitor
from tests.browser.spies import Spy, kept


def test_after_a_whole_journey_the_browser_holds_nothing(
    visit: OpenPage, spies: list[Spy], libraries: dict[str, Library], tongues: dict[str, Language]
) -> None:
    visitor = Visitor(visit(locale="en-GB"), libraries["en"], tongues["en"])
    visitor.page.goto("/")
    visitor.begin("Instagram")
    visitor.page.goto("/en/assess/data?platform=Instagram")
    visitor.through_the_pages()
    visitor.on_report()
    assert kept(visitor.page) == {}
    assert spies[0].foreign() == []
    assert spies[0].complaints() == []


def test_the_spies_see_a_foreign_image_a_script_error_a_message_and_what_is_kept(
    browser: Browser, server: str
) -> None:
    context = browser.new_context(base_url=server, bypass_csp=True)
    spy = Spy(server, context)
    page = context.new_page()
    page.goto("/healthz")
    page.set_content(
        """<h1>Bad</h1><img src="https://tracker.example/pixel.gif"><img src="/nowhere.png">
        <script>document.cookie = "seen=1"; localStorage.seen = 1; sessionStorage.seen = 1; indexedDB.open("seen");
        caches.open("seen"); console.info("hello"); missing.name;</script>"""
    )
    everything = {"local", "session", "databases", "caches", "cookies"}
    page.wait_for_function("async () => (await indexedDB.databases()).length && (await caches.keys()).length")
    assert kept(page) == {key: ["seen"] for key in everything}
    assert spy.foreign() == ["https://tracker.example/pixel.gif"]
    said = " ".join(spy.complaints())
    for complaint in ("hello", "missing is not defined", "tracker.example/pixel.gif", "nowhere.png"):
        assert complaint in said
    context.close()


def test_every_known_browser_is_looked_for_and_none_is_made_up() -> None:
    asked: list[str] = []
    assert find_browser({}, lambda name: asked.append(name)) is None
    assert {"chromium-headless-shell", "chromium", "google-chrome"} <= set(asked)
    assert find_browser({"BROWSER_PATH": "/nowhere/chrome"}) is None


def test_an_empty_path_means_that_no_browser_opened_a_page_here() -> None:
    assert find_browser({"BROWSER_PATH": ""}, lambda name: f"/bin/{name}") is None


def test_the_browser_named_from_outside_comes_first() -> None:
    assert find_browser({"BROWSER_PATH": "/opt/chrome"}, lambda name: name) == "/opt/chrome"
    assert find_browser({}, lambda name: "/bin/it" if name == "google-chrome" else None) == "/bin/it"
