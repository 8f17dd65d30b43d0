"""A visitor who has only a keyboard: where the focus can go, where it is, and whether it can be seen."""

from base64 import b64encode
from collections.abc import Callable
from typing import Any

from playwright.sync_api import FloatRect, Locator, Page

# Everything the Tab key should stop at, in the order of the document; a group of radios is one stop.
STOPS = """() => {
  const candidates = document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]');
  window.stops = [...candidates].filter((stop) => {
    if (stop.disabled || !stop.checkVisibility({visibilityProperty: true})) return false;
    if (stop.type !== "radio") return true;
    const group = [...document.querySelectorAll(`input[name="${stop.name}"]`)];
    return stop === (group.find((radio) => radio.checked) ?? group[0]);
  });
  return window.stops.map((stop) => `${stop.tagName} ${stop.type ?? ""} ${stop.className}`);
}"""
# Which stop has the focus (-1: none of them), and whether it is drawn: a visible outline, inside the window, and
# not under a bar that stays at an edge of it.
FOCUS = """() => {
  const here = document.activeElement;
  const drawn = here.closest(".choice") ?? here;
  const style = getComputedStyle(drawn), box = drawn.getBoundingClientRect();
  const stays = (element) => ["sticky", "fixed"].includes(getComputedStyle(element).position);
  const bars = [...document.body.querySelectorAll("*")].filter((element) => !element.contains(here) && stays(element))
    .map((element) => element.getBoundingClientRect());
  const under = (bar) => bar.top <= box.top && bar.bottom >= box.bottom
    && bar.left <= box.left && bar.right >= box.right;
  return {
    stop: window.stops.indexOf(here), name: `${here.tagName} ${here.id} ${here.textContent.trim().slice(0, 40)}`,
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
      && style.outlineColor !== getComputedStyle(document.body).backgroundColor,
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
      && !bars.some(under),
  };
}"""

# Every press of a key notes first where the focus was.
NOTED = f"""() => {{
  const focus = {FOCUS};
  window.noted = [];
  document.addEventListener("keydown", () => window.noted.push(focus()), {{capture: true}});
}}"""


def stops(page: Page) -> list[str]:
    """The kinds of all stops of this page, in the order of the document."""
    found: list[str] = page.evaluate(STOPS)
    return found


def focus(page: Page) -> dict[str, Any]:
    """Where the focus is now; `stops` must have been called on this page."""
    found: dict[str, Any] = page.evaluate(FOCUS)
    return found


def note_each_press(page: Page) -> None:
    """From now on `noted` tells where the focus was at each press of a key."""
    page.evaluate(NOTED)


def noted(page: Page) -> list[dict[str, Any]]:
    """What `focus` would have said before each press since `note_each_press`, all brought over at once."""
    found: list[dict[str, Any]] = page.evaluate("window.noted")
    return found


def tab_to(page: Page, place: Locator, most: int = 200) -> None:
    """Press Tab until the place has the focus."""
    wanted = place.element_handle()
    for _ in range(most):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the Tab key never came to {place}")


# A browser that draws the same thing twice may round an edge otherwise: up to ten steps of 255 were seen.
UNSEEN = 32
MOST_DIFFERENT = """async pictures => {
  const [before, after] = await Promise.all(pictures.map(async text => {
    const image = await createImageBitmap(new Blob([Uint8Array.from(atob(text), letter => letter.charCodeAt(0))]));
    const pen = new OffscreenCanvas(image.width, image.height).getContext("2d");
    pen.drawImage(image, 0, 0);
    return pen.getImageData(0, 0, image.width, image.height).data;
  }));
  return after.reduce((most, level, place) => Math.max(most, Math.abs(level - before[place])), 0);
}"""


def looks_different(page: Page, place: Locator, change: Callable[[], object]) -> bool:
    """Whether the pixels at and around a place differ, so that it can be seen, after a change."""
    box = place.bounding_box()
    assert box
    clip: FloatRect = {
        "x": max(box["x"] - 8, 0),
        "y": max(box["y"] - 8, 0),
        "width": box["width"] + 16,
        "height": box["height"] + 16,
    }
    before = page.screenshot(clip=clip)
    change()
    after = page.screenshot(clip=clip)
    pictures = [b64encode(picture).decode() for picture in (before, after)]
    most: int = page.evaluate(MOST_DIFFERENT, pictures)
    return most > UNSEEN


def focus_changes_pixels(page: Page) -> bool:
    """Whether the focused thing looks different without the focus, which it then gets back."""
    here = page.evaluate_handle("document.activeElement")
    drawn = page.locator(".choice:has(:focus)").or_(page.locator(":focus:not(.choice *)"))
    box = drawn.first
    marked = box.evaluate_handle("element => (element.dataset.looked = 'yes', element)")
    differs = looks_different(page, page.locator("[data-looked]"), lambda: here.evaluate("element => element.blur()"))
    marked.evaluate("element => delete element.dataset.looked")
    here.evaluate("element => element.focus({focusVisible: true})")
    return differs
