"""What axe-core finds on a page, and which of its open questions have an answer that can be checked."""

from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

from tests.browser.layout import OPEN

SOURCE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = "(tags) => axe.run(document, {runOnly: tags, resultTypes: ['violations', 'incomplete']})"
# axe leaves the contrast open for single letters and for what is scrolled out of its frame: so it is computed here,
# of the colour as drawn upon the nearest ground that is not transparent.
CONTRAST = """([selector]) => {
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
}"""
OPEN_QUESTIONS = {"shortTextContent", "elmPartiallyObscured"}


def complaints(page: Page) -> list[str]:
    """Violations, and open questions without an answer, on the page as it is now with all that is folded opened."""
    page.evaluate(OPEN)
    page.evaluate(SOURCE)
    found = page.evaluate(RUN, TAGS)
    assert found["testEngine"]["name"] == "axe-core"
    wrong = [(rule, node) for rule in found["violations"] for node in rule["nodes"]]
    unsure = [(rule, node) for rule in found["incomplete"] for node in rule["nodes"]]
    wrong += [(rule, node) for rule, node in unsure if not explained(page, rule, node)]
    return [f"{rule['id']}: {node['target']} {node.get('failureSummary', '')}" for rule, node in wrong]


def explained(page: Page, rule: dict[str, Any], node: dict[str, Any]) -> bool:
    """Whether an open question is one of contrast that our own computing answers well enough for small text."""
    reasons = {(check.get("data") or {}).get("messageKey") for check in node["any"]}
    if rule["id"] != "color-contrast" or not reasons <= OPEN_QUESTIONS:
        return False
    return bool(page.evaluate(CONTRAST, node["target"]) >= 4.5)
