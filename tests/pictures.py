"""Makes the pictures of the README, one of each door, from what `evaluator demo` shows: python -m tests.pictures."""

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.addresses import QUERY
from tests.conftest import ROOT

FOLDER = ROOT / "docs/images"
WIDTH, HEIGHT = 1000, 620
LIMIT = 100 * 1024


def main() -> int:
    """Start the demonstration, look at each door, and say how large the pictures are."""
    command = [sys.executable, "-m", "evaluator", "demo", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as demo, sync_playwright() as started:
        try:
            places = _places(demo.stdout or ())
            browser = started.chromium.launch(executable_path=os.environ.get("BROWSER_PATH") or None)
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
            made = [door(page, places) for door in (you, business, a_class)]
        finally:
            demo.terminate()
    for file in made:
        print(f"{file.relative_to(ROOT)}: {file.stat().st_size // 1024} KB")
    return 1 if any(file.stat().st_size > LIMIT for file in made) else 0


def _places(lines: Iterable[str]) -> dict[str, str]:
    """Read where everything is, until all of it has been told."""
    found: dict[str, str] = {}
    for line in lines:
        what, _, place = line.strip().rpartition(": ")
        found[what] = place
        if place.endswith(".json"):
            break
    return found


def you(page: Page, places: dict[str, str]) -> Path:
    """A report."""
    query = QUERY.replace("Instagram", "Example").replace(
        "civil-hurt=several", "civil-hurt=no"
    )  # a picture judges nobody
    page.goto(f"{_home(places)}report?{query}")
    return _taken(page, "door-you")


def business(page: Page, places: dict[str, str]) -> Path:
    """A code of ethics as it stands, from the first example."""
    page.goto(f"{_home(places)}ethics/")
    page.locator("button[name=example]").first.click()
    page.wait_for_selector("#preview-title")
    page.evaluate("document.getElementById('preview-title').scrollIntoView()")
    return _taken(page, "door-business")


def a_class(page: Page, places: dict[str, str]) -> Path:
    """The wall, once the teacher has shown the results."""
    page.goto(next(place for what, place in places.items() if what.endswith("its teacher")))
    for action in ("lock", "reveal"):
        page.locator(f"button[name=action][value={action}]").first.click()
        page.wait_for_load_state()
    page.goto(next(place for what, place in places.items() if what.startswith("The wall")))
    return _taken(page, "door-class")


def _home(places: dict[str, str]) -> str:
    return next(place for what, place in places.items() if what.endswith("its teacher")).partition("class/")[0]


def _taken(page: Page, name: str) -> Path:
    file = FOLDER / f"{name}.jpg"
    page.screenshot(path=file, type="jpeg", quality=72)
    return file


if __name__ == "__main__":
    sys.exit(main())
