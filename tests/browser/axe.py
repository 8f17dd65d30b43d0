"""What axe-core finds on a page, and which of its open questions have an answer that can be checked."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

from tests.browser.layout import OPEN

SOURCE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
EVERYTHING = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")  # tags
COLOURS = ("color-contrast", "link-in-text-block")  # the rules that another light can break
# axe takes the same few colours apart anew for every element, a fifth of its time: here each is taken apart once.
COLOURS_ONCE = """() => {
  const Color = axe.commons.color.Color, parse = Color.prototype.parseString, known = new Map();
  Color.prototype.parseString = function (text) {
    if (!known.has(text)) known.set(text, parse.call(new Color(0, 0, 0), text));
    const { r, g, b, alpha } = known.get(text);
    return Object.assign(this, { r, g, b, alpha });
  };
}"""
# Nothing is fetched beforehand: that is for rules about films, and for one about style sheets which is not asked for.
# Only what is read here comes back: all that axe tells would take longer to bring over than to find.
RUN = """async (only) => {
  const found = await axe.run(document, {runOnly: only, resultTypes: ["violations", "incomplete"], preload: false});
  const told = (rules) => rules.flatMap(({id, nodes}) => nodes.map(({target, failureSummary, any}) =>
    ({id, target, summary: failureSummary ?? "", reasons: any.map((check) => check.data?.messageKey ?? null)})));
  return {engine: found.testEngine.name, wrong: told(found.violations), unsure: told(found.incomplete)};
}"""
# axe leaves the contrast open for single letters and for what is scrolled out of its frame: so it is computed here,
# of the colour as drawn upon the nearest ground that is not transparent.
CONTRAST = """(targets) => targets.map(([selector]) => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const linear = (c) => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4;
    const [r, g, b] = numbers(colour).map((c) => linear(c / 255));
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const element = document.querySelector(selector), style = getComputedStyle(element);
  let ground = element;
  while (ground && numbers(getComputedStyle(ground).backgroundColor)[3] === 0) ground = ground.parentElement;
  const ink = light(element.ownerSVGElement ? style.fill : style.color);
  const paper = light(getComputedStyle(ground ?? document.documentElement).backgroundColor);
  return (Math.max(ink, paper) + .05) / (Math.min(ink, paper) + .05);
})"""
# "imgNode" are the marks beside words: that no mark lies on a word is a rule of layout.
OPEN_QUESTIONS = {"shortTextContent", "elmPartiallyObscured", "elmPartiallyObscuring", "imgNode"}


def complaints(page: Page, only: tuple[str, ...] = EVERYTHING) -> list[str]:
    """Violations, and open questions without an answer, on the page as it is now with all that is folded opened.

    `only` is EVERYTHING or COLOURS.
    """
    page.evaluate(OPEN)
    if not page.evaluate("'axe' in window"):
        page.evaluate(SOURCE)
        page.evaluate(COLOURS_ONCE)
    found = page.evaluate(RUN, {"type": "rule" if only == COLOURS else "tag", "values": list(only)})
    assert found["engine"] == "axe-core"
    wrong = [*found["wrong"], *unexplained(page, found["unsure"])]
    return [f"{node['id']}: {node['target']} {node['summary']}" for node in wrong]


def unexplained(page: Page, unsure: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The open questions but for those of contrast that our own computing answers well enough for small text."""
    ours = [node for node in unsure if node["id"] == "color-contrast" and set(node["reasons"]) <= OPEN_QUESTIONS]
    yield from (node for node in unsure if node not in ours)
    contrasts = page.evaluate(CONTRAST, [node["target"] for node in ours]) if ours else []
    yield from (node for node, contrast in zip(ours, contrasts, strict=True) if contrast < 4.5)
