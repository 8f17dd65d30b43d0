"""One journey through each door in Firefox and in WebKit, and one turn of the phone."""

import re
from collections.abc import Callable
from time import monotonic, sleep

from selenium.common.exceptions import ElementNotInteractableException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement

from tests.web.live import Server

PATIENCE = 30  # seconds
WIDE, NARROW = (900, 900), (450, 900)  # WebKit's window goes no narrower than 447
# What runs out of its card, or out of the page, in the window as it is now.
CUT = """
const out = [];
for (const card of document.querySelectorAll('.choice, .opt, .button')) {
  const box = card.getBoundingClientRect();
  if (!box.width) continue;
  for (const part of card.querySelectorAll('*')) {
    const inner = part.getBoundingClientRect();
    if (inner.height > 1 && inner.width > 1 && (inner.bottom > box.bottom + 1 || inner.right > box.right + 1))
      out.push(card.textContent.trim().slice(0, 60));
  }
}
if (document.documentElement.scrollWidth > document.documentElement.clientWidth + 1) out.push('the page is too wide');
return [...new Set(out)];
"""
WIDTHS = ("/fr/", "/fr/assess/data?platform=X&set=full", "/fr/assess/data-use?platform=X&set=full", "/fr/ethics/",
          "/fr/report?platform=X&data-use=ads-forced", "/fr/class/start")  # fmt: skip


def visit(engine: WebDriver, site: Server, path: str) -> None:
    engine.get(f"http://{site.host}:{site.port}{path}")


def heading(engine: WebDriver) -> str:
    """The heading, also where only the ear gets it: WebKit's driver gives no text for what cannot be seen."""
    return str(engine.execute_script("return document.querySelector('h1').textContent")).strip()


def press(engine: WebDriver, selector: str) -> None:
    """Press a button as a finger does, and wait for the page that it leads to."""
    element = engine.find_element(By.CSS_SELECTOR, selector)
    touch(engine, element)
    left(engine, element)


def touch(engine: WebDriver, element: WebElement) -> None:
    """Click; a driver that sees no place to click presses by script, as assistive technology does."""
    engine.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element)
    try:
        element.click()
    except ElementNotInteractableException:
        engine.execute_script("arguments[0].click()", element)


def left(engine: WebDriver, element: WebElement) -> None:
    """Wait until the page that held an element is gone."""
    del engine

    def gone() -> bool:
        try:
            element.is_enabled()
        except Exception:  # stale: each engine has its own word for it
            return True
        return False

    wait_for(gone)


def wait_for(happens: Callable[[], bool]) -> None:
    """Look again and again, on a machine that has other things to do."""
    end = monotonic() + PATIENCE
    while not happens():
        assert monotonic() < end
        sleep(0.2)


def test_someone_judges_an_app_goes_back_and_finds_the_answer(engine: WebDriver, site: Server) -> None:
    visit(engine, site, "/en/")
    name = engine.find_element(By.ID, "platform")
    name.send_keys("Mill")
    name.send_keys(Keys.ENTER)
    left(engine, name)
    answered = 0
    while "/report" not in engine.current_url:
        press(engine, ".opt")
        answered += 1
        assert answered < 30, engine.current_url
    assert answered >= 4
    assert "Mill" in heading(engine)
    engine.back()
    assert "/assess/" in engine.current_url
    press(engine, ".opt")
    assert "Mill" in heading(engine)


def test_a_business_goes_through_the_steps_to_its_code(engine: WebDriver, site: Server) -> None:
    visit(engine, site, "/fr/ethics/")
    press(engine, "form.start > button.button:not(.quiet), form.start .button[type=submit]:not(.quiet)")
    seen = [heading(engine)]
    while "/check" not in engine.current_url:
        press(engine, ".steps > .button:not(.quiet)")
        assert heading(engine)
        seen.append(engine.current_url)
        assert len(seen) < 20, seen
    assert engine.find_elements(By.NAME, "code")


def test_a_class_of_one_answers_and_sees_the_next_question(engine: WebDriver, site: Server) -> None:
    visit(engine, site, "/en/class/start")
    press(engine, "button[name=press]")
    teacher, code = engine.current_url, engine.find_element(By.CLASS_NAME, "bigcode").text
    visit(engine, site, f"/en/class/join?code={code}")
    press(engine, "main form button[type=submit], main form button:not([type])")
    assert "/class/seat" in engine.current_url
    engine.get(teacher)
    press(engine, "#big, #c-open")
    visit(engine, site, "/en/class/seat")
    wait_for(lambda: "q-data-use" in engine.page_source)
    first = heading(engine)
    assert re.search(r"\b1\b", engine.find_element(By.TAG_NAME, "main").text)
    option = engine.find_elements(By.CSS_SELECTOR, "main label.choice, main .opt")[0]
    touch(engine, option)
    assert engine.find_elements(By.CSS_SELECTOR, "main input:checked")
    for button in engine.find_elements(By.CSS_SELECTOR, "main form .button:not(.quiet)")[:1]:
        touch(engine, button)
    wait_for(lambda: heading(engine) != first)


def test_each_engine_lays_out_a_page_after_every_change_of_width(engine: WebDriver, site: Server) -> None:
    cut: dict[str, list[str]] = {}
    for path in WIDTHS:
        engine.set_window_size(*WIDE)
        visit(engine, site, path)
        engine.set_window_size(*NARROW)
        sleep(0.5)
        if found := engine.execute_script(CUT):
            cut[path] = found
    assert cut == {}
