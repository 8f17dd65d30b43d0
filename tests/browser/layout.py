"""Rules of layout that only a browser can judge. Each gives a sentence for every break that it finds on a page.

Owns the measuring; which page is looked at, at which width and with which text, is the tests' matter.
"""

from collections.abc import Iterable
from typing import Literal

from playwright.sync_api import Page

Scheme = Literal["light", "dark"]
OPEN = "() => document.querySelectorAll('details').forEach((folded) => { folded.open = true; })"
TOOLS = """
const named = (element) => `${element.tagName.toLowerCase()}${element.id ? "#" + element.id : ""}`
  + `${[...element.classList].map((name) => "." + name).join("")} “${element.textContent.trim().slice(0, 30)}”`;
const seen = (element) => element.checkVisibility({visibilityProperty: true})
  && !element.closest(".visually-hidden, .symbols, .skip:not(:focus), [hidden]");
const rolls = (element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
const rolled = (element) => {
  for (let up = element; up && up !== document.body; up = up.parentElement) if (rolls(up)) return true;
  return false;
};
const all = [...document.body.querySelectorAll("*")].filter(seen);
"""
# The page is wider than its window; a table that scrolls within its own frame is not meant.
SIDEWAYS = """
const wide = document.documentElement.clientWidth;
if (document.documentElement.scrollWidth <= wide) return [];
const out = all.filter((element) => element.getBoundingClientRect().right > wide + 1 && !rolled(element));
return [`${document.documentElement.scrollWidth} wide in a window of ${wide}`, ...out.map(named)];
"""
# Words that stick out of their box, or that a box cuts off.
CUT = """
return all.filter((element) => {
  const style = getComputedStyle(element);
  if (element.ownerSVGElement || rolls(element) || style.display === "inline") return false;
  if (!element.textContent.trim()) return false;
  const hides = style.overflowY !== "visible" || style.textOverflow === "ellipsis";
  return element.scrollWidth > element.clientWidth + 1 || (hides && element.scrollHeight > element.clientHeight + 1);
}).map(named);
"""
# Lines of text and controls that lie on one another. The glyphs of a line are lower than its box: hence the trim.
# A bar that stays at an edge of the window lies on what passes under it, if it lets nothing shine through.
OVERLAP = """
const bar = (element) => {
  for (let up = element; up; up = up.parentElement) {
    const {position, backgroundColor} = getComputedStyle(up);
    if (["sticky", "fixed"].includes(position) && !/, 0\\)$/.test(backgroundColor)) return up;
  }
  return null;
};
const boxes = [];
const add = (rect, owner, trim) => {
  if (rect.width > 1 && rect.height > 1)
    boxes.push({left: rect.left, right: rect.right, top: rect.top + trim, bottom: rect.bottom - trim, owner});
};
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const owner = walker.currentNode.parentElement;
  if (!walker.currentNode.data.trim() || !seen(owner) || owner.closest("option")) continue;
  const range = document.createRange();
  range.selectNodeContents(walker.currentNode);
  for (const rect of range.getClientRects()) add(rect, owner, rect.height / 4);
}
for (const control of all.filter((element) => element.matches("input, select, .mark, .lamp, .dot, .logo")))
  add(control.getBoundingClientRect(), control, 0);
boxes.sort((one, other) => one.top - other.top);
const found = [];
boxes.forEach((box, place) => {
  for (let next = place + 1; next < boxes.length && boxes[next].top < box.bottom - 1; next++) {
    const other = boxes[next];
    if (box.owner.contains(other.owner) && other.owner.matches("input, select")) continue;
    if (bar(box.owner) !== bar(other.owner)) continue;
    if (Math.min(box.right, other.right) - Math.max(box.left, other.left) > 1)
      found.push(`${named(box.owner)} lies on ${named(other.owner)}`);
  }
});
return found;
"""
# What is pressed by finger: at least 24 by 24, but for a link inside a sentence (WCAG 2.5.8). A row is pressed whole.
TARGETS = """
const pressed = "a[href], button, summary, select, textarea, input:not([type=hidden])";
const inSentence = (link) => {
  if (getComputedStyle(link).display !== "inline") return false;
  const block = link.parentElement.closest("p, li, td, th, dd, dt, h1, h2, h3, h4, summary, div, nav");
  const others = [...block.querySelectorAll(pressed)].reduce((words, other) => words.replace(other.textContent, ""),
    block.textContent);
  return /\\p{L}/u.test(others);
};
return all.filter((element) => element.matches(pressed)).filter((element) => {
  const whole = element.matches("input[type=radio], input[type=checkbox]") && element.closest("label") || element;
  const {width, height} = whole.getBoundingClientRect();
  return (width < 24 || height < 24) && !inSentence(element);
}).map((element) => {
  const {width, height} = element.getBoundingClientRect();
  return `${named(element)} is ${width.toFixed(1)} by ${height.toFixed(1)}`;
});
"""
# Whoever asked for less motion gets none: nothing glides, nothing runs.
MOTION = """
const milliseconds = (time) => parseFloat(time) * (time.includes("ms") ? 1 : 1000);
const long = (list) => Math.max(...list.split(",").map(milliseconds)) > 10;
const moves = (style) => long(style.transitionDuration) || long(style.animationDuration);
const found = all.filter((element) => [null, "::before", "::after"]
  .some((part) => moves(getComputedStyle(element, part)))).map(named);
if (getComputedStyle(document.documentElement).scrollBehavior !== "auto") found.push("the page glides to its places");
const running = document.getAnimations().filter((one) => one.effect.getTiming().duration > 10);
if (running.length) found.push(`${running.length} animations run`);
return found;
"""
FITS = (SIDEWAYS, CUT, OVERLAP)


def faults(page: Page, *rules: str) -> list[str]:
    """What breaks these rules on the page as it is now, with everything that is folded opened first."""
    page.evaluate(OPEN)
    return [fault for rule in rules for fault in once(page.evaluate(f"() => {{ {TOOLS} {rule} }}"))]


def once(found: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(found))


def text_size(page: Page) -> float:
    """The size of the page's text in pixels."""
    size: float = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    return size


def set_window(page: Page, width: int, scheme: Scheme = "light") -> None:
    """Put the open page in another window and light; no script of ours measures either, so style alone follows."""
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
