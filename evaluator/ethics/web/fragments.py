"""What the pages of promises and of findings draw again and again: each is made once, and gaps take what differs.

What is kept are pieces under names made of ids of the content (see `pieces`). What fills their gaps (why a promise is
suggested, what was typed, what contradicts it) lasts as long as its page. Where something is wrong, nothing is kept.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, Protocol, cast

from flask import current_app
from markupsafe import Markup

from evaluator.content.models.ethics import Ethics, Promise, Section
from evaluator.ethics.suggest import Reason
from evaluator.ethics.web.finding_text import Shown
from evaluator.ethics.web.pieces import Filling, Macro, Name, Part, Pieces, fill, gap, parts_of, pieces, placed
from evaluator.i18n.language import Language

DIGITS = 2  # of a dated line's number: there are no more lines than that


class Item(NamedTuple):
    """A promise to tick, why it is suggested, what contradicts it, and the next step on the same topic."""

    promise: Promise
    ticked: bool
    reasons: tuple[Reason, ...]
    findings: Sequence[Shown]
    next: Promise | None
    next_shown: bool  # on this page, so that a link leads to it; else a button unfolds its tier


class Macros(Protocol):
    """Those of templates/ethics/macros.html that are asked for here."""

    dated: Macro
    find_out: Macro
    finding: Macro
    practice: Macro
    promise: Macro
    section: Macro
    sentence: Macro
    way: Macro
    who: Macro
    why: Macro


@dataclass(frozen=True)
class Drawing:
    """The parts of one page: its language, its step, what stands in its fields and what is wrong there."""

    language: Language
    ethics: Ethics
    step: str
    codes: tuple[str, ...]
    given: Mapping[str, Sequence[str]]
    wrong: Mapping[str, str]

    def sections(self, sections: Iterable[tuple[Section, Sequence[Item]]]) -> Markup:
        """The sections of the code with their promises."""
        made: list[Part] = []
        for section, items in sections:
            made += fill(self._kept(("section", section.id), self._e.section, section), {"items": self._items(items)})
        return placed(made)

    def items(self, items: Iterable[Item]) -> Markup:
        """Promises to tick."""
        return placed(self._items(items))

    def finding(self, finding: Shown, heading: str, accepts: bool = False) -> Markup:
        """A contradiction: both sides, and the ways out. `accepts` offers to live with it."""
        return placed(self._finding(finding, heading, accepts))

    def dated(self, key: str) -> Markup:
        """A dated line under “Where we are not there yet”."""
        return placed(self._dated(key))

    def who(self) -> Markup:
        """Who answers for the code, its days and its languages."""
        ticked = {f"is {code}": " checked" for code in self.given.get("language", ())}
        return placed(self._filled(("who", self.codes), self._e.who, self.wrong, self.codes, more=ticked))

    @cached_property
    def _pieces(self) -> Pieces:
        return pieces()

    @cached_property
    def _e(self) -> Macros:
        return cast("Macros", current_app.jinja_env.get_template("ethics/macros.html").module)

    @cached_property
    def _typed(self) -> dict[str, Filling]:
        return {name: values[0] for name, values in self.given.items() if values and values[0]}

    def _kept(self, name: Name | None, macro: Macro, *things: Any) -> Sequence[Part]:
        return self._pieces.kept(None if self.wrong else name, macro, *things)

    def _filled(self, name: Name | None, macro: Macro, *things: Any, more: Mapping[str, Filling]) -> list[Part]:
        """A piece whose gaps are fields, and a few others."""
        return fill(self._kept(name, macro, *things), {**self._typed, **more} if self._typed else more)

    def _items(self, items: Iterable[Item]) -> list[Part]:
        made: list[Part] = []
        for item in items:
            promise, above = item.promise, item.next
            name = ("promise", promise.id, item.ticked, above and above.id, item.next_shown, self.codes)
            more: dict[str, Filling] = {"why": self._why(item)}
            if item.findings:
                more["findings"] = [part for one in item.findings for part in self._finding(one, "h4")]
            if f"wording@{promise.id}@{self.codes[0]}" in self.given:
                more["open"] = " open"
            made += self._filled(name, self._e.promise, item, self.wrong, self.codes, more=more)
        return made

    def _why(self, item: Item) -> Sequence[Part]:
        """The reasons: ids of the content, but for a platform, whose name fills a gap; several are not kept."""
        named = {reason.platform for reason in item.reasons if reason.platform}
        if not item.reasons or len(named) > 1:
            return self._kept(None, self._e.why, item.promise, item.reasons) if named else ()
        reasons = tuple([one._replace(platform=gap("platform")) if one.platform else one for one in item.reasons])
        parts = self._kept(("why", item.promise.id, reasons), self._e.why, item.promise, reasons)
        return fill(parts, {"platform": named.pop()}) if named else parts

    def _finding(self, finding: Shown, heading: str, accepts: bool = False) -> list[Part]:
        looks = (finding.severity, finding.settled, heading, finding.datable, accepts and finding.acceptable)
        gaps: dict[str, Filling] = {"sentences": self._sentences(finding), "ways": self._ways(finding)}
        if finding.find_out:
            gaps["find out"] = parts_of(self._e.find_out(finding.find_out, finding.sentences[0]))
        if finding.datable:
            day = f"gap-day@{finding.rule}"
            gaps["dated"] = self._dated(finding.rule)
            gaps["open"] = " open" if self.given.get(day) or day in self.wrong else ""
        if accepts:
            gaps["key"] = finding.key
            gaps["accepted"] = " checked" if finding.key in self.given.get("accepted", ()) else ""
        return fill(self._kept(("finding", *looks), self._e.finding, *looks), gaps)

    def _sentences(self, finding: Shown) -> list[Part]:
        around, made = self._kept(("sentence",), self._e.sentence), list[Part]()
        for sentence in finding.sentences:
            made += fill(around, {"text": sentence})
        return made

    def _ways(self, finding: Shown) -> list[Part]:
        """Buttons; where there are several of a kind, each names its promise."""
        e, step = self._e, self.step
        made = [self._kept(("practice", *one[:2]), e.practice, *one) for one in finding.practice]
        for kind, promises in (("drop", finding.drops), ("take", finding.takes)):
            named = len(promises) > 1
            made += [self._kept((kind, one, step, named), e.way, kind, one, step, named) for one in promises]
        return _joined(made)

    def _dated(self, key: str) -> list[Part]:
        """Kept only under the names of rules and small numbers: others are a visitor's."""
        own = self.ethics.rule(key) is not None or (key.isascii() and key.isdecimal() and len(key) <= DIGITS)
        name = ("dated", key, self.codes) if own else None
        return self._filled(name, self._e.dated, key, self.wrong, self.codes, more={})


def _joined(some: Iterable[Sequence[Part]]) -> list[Part]:
    return [part for parts in some for part in parts]
