"""What a screen reader says by itself while a page is open: what takes the focus, and what comes into a live region.

A focus is heard with what describes it, and without what is for the eyes only.
"""

from dataclasses import dataclass, field

from playwright.sync_api import Page

LISTEN = """
const said = (node) => node.nodeType === 3 ? node.data
  : node.nodeType !== 1 || node.getAttribute("aria-hidden") === "true" ? "" : [...node.childNodes].map(said).join("");
const words = (node) => said(node).split(/\\s+/).filter(Boolean).join(" ");
addEventListener("focusin", ({ target }) => {
  const about = (target.getAttribute("aria-describedby") ?? "").split(" ").map((id) => document.getElementById(id));
  window.hears(target.tagName, [target.closest("label") ?? target, ...about].filter(Boolean).map(words).join(" "));
});
const last = new WeakMap();
new MutationObserver((changes) => {
  for (const { target } of changes) {
    const changed = target.nodeType === 1 ? target : target.parentElement;
    const region = changed?.closest("[role=status], [role=alert], [aria-live]");
    if (!region || last.get(region) === words(region)) continue;
    last.set(region, words(region));
    if (words(region)) window.hears("VOICE", words(region));
  }
}).observe(document, { subtree: true, childList: true, characterData: true });
"""
PRESSED = {"INPUT", "BUTTON", "A", "MAIN"}  # what a hand goes to, and what a mouse meets on its way
PATIENCE = 400  # times a tenth of a second


@dataclass
class Listener:
    """Somebody who hears a page, from the next page on that it shows."""

    page: Page
    heard: list[tuple[str, str]] = field(default_factory=list)  # the element, or VOICE; its words

    def __post_init__(self) -> None:
        self.page.expose_function("hears", lambda element, words: self.heard.append((element, words)))
        self.page.add_init_script(LISTEN)

    def hears(self, by_hand: bool = False) -> list[str]:
        """What was said since it was asked last, one thing at least; the focus is on no body.

        With `by_hand` what the hand went to is left out.
        """
        left_out = PRESSED if by_hand else set()
        for _ in range(PATIENCE):
            if {element for element, _ in self.heard} - left_out:
                break
            self.page.wait_for_timeout(100)
        told = [words for element, words in self.heard if element not in left_out]
        self.heard.clear()
        assert self.page.evaluate("document.activeElement !== document.body"), told
        return told

    def waits_for(self, words: str) -> list[str]:
        """All that was said until these words were."""
        for _ in range(PATIENCE):
            if words in [each for _, each in self.heard]:
                break
            self.page.wait_for_timeout(100)
        told = [each for _, each in self.heard]
        self.heard.clear()
        assert words in told, told
        return told
