"""Prints what the person’s door asks of a visitor, phone and laptop, as a table: python -m tests.figures ADDRESS.

The figures in docs/figures.md are made by this; the limits among them are held by tests.
"""

import os
import re
import sys
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.addresses import INSTAGRAM, QUERY

DEVICES: dict[str, dict[str, Any]] = {
    "phone, 390x844": {"viewport": {"width": 390, "height": 844}, "has_touch": True},
    "laptop, 1280x800": {"viewport": {"width": 1280, "height": 800}},
}
COUNT = """() => {
  const main = document.querySelector("main"), shown = (node) => node.checkVisibility() && !node.closest(
    ".visually-hidden, svg, script, datalist, option:not(:checked)"), top = (css) => {
    const node = [...main.querySelectorAll(css)].find((each) => each.checkVisibility());
    return node ? Math.round(node.getBoundingClientRect().top + scrollY) : null;
  };
  const walk = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  let words = 0;
  while (walk.nextNode()) if (shown(walk.currentNode.parentElement))
    words += walk.currentNode.data.split(/\\s+/).filter((word) => /[\\p{L}\\p{N}]/u.test(word)).length;
  return {words, height: document.documentElement.scrollHeight,
    links: [...main.querySelectorAll("a[href]")].filter(shown).length, begin: top("button"),
    letter: top(".L.at, .scale"), deed: top(".tonight li")};
}"""
OPEN = "() => document.querySelectorAll('main details').forEach((fold) => { fold.open = true; })"
REPORT = QUERY.replace("civil-hurt=several", "civil-hurt=no")
HEAD = ("", "screens", "words", "links", "what one looks for first")


def main(address: str) -> int:
    """Walk the road in both languages on both devices, and print the table."""
    print("| " + " | ".join(HEAD) + " |\n|---|---|---|---|---|")
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=os.environ.get("BROWSER_PATH") or None)
        for lang in ("en", "fr"):
            for name, device in DEVICES.items():
                for row in rows(browser, address, lang, device):
                    print(f"| {row[0]}, {lang}, {name} | " + " | ".join(row[1:]) + " |")
    return 0


def rows(browser: Browser, address: str, lang: str, device: dict[str, Any]) -> list[tuple[str, ...]]:
    """Measure the first page, the road to a letter, and the result, folded and opened."""
    page = browser.new_page(**device)
    high = device["viewport"]["height"]
    page.goto(f"{address}/{lang}/")
    home = page.evaluate(COUNT)
    road, taps = letter(page)
    page.goto(f"{address}/{lang}/report?{REPORT}")
    folded = page.evaluate(COUNT)
    page.evaluate(OPEN)
    opened = page.evaluate(COUNT)
    page.close()
    seen = [home, *road]
    return [
        ("First page", *_size(home, high), f"an app to tap at {home['begin']} px"),
        (
            "From it to a letter",
            f"{sum(each['height'] for each in seen) / high:.1f}",
            str(sum(each["words"] for each in seen)),
            str(sum(each["links"] for each in seen)),
            f"{taps} taps",
        ),
        ("Result", *_size(folded, high), f"letter at {folded['letter']} px, first deed at {folded['deed']} px"),
        ("Result, every fold open", *_size(opened, high), ""),
    ]


def letter(page: Page) -> tuple[list[dict[str, Any]], int]:
    """Tap an app and answer until a letter is there; return what each page held, and the taps."""
    page.get_by_role("button", name="Instagram", exact=True).click()
    met, taps = [], 1
    while page.locator("main.ask").count():
        if not re.search(r"\d", page.locator(".doubt p").inner_text()):  # how many more are needed is said no longer
            break
        met.append(page.evaluate(COUNT))
        name = page.locator("button.opt").first.get_attribute("name") or ""
        page.locator(f"button.opt[name='{name}'][value='{INSTAGRAM[name]}']").click()
        taps += 1
        page.wait_for_load_state()
    return met, taps


def _size(counted: dict[str, Any], high: int) -> tuple[str, str, str]:
    return f"{counted['height'] / high:.1f}", str(counted["words"]), str(counted["links"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1].rstrip("/")))
