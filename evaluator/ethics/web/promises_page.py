"""Lay out the page of promises: promises by section with their reasons and contradictions, the rest by tier."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any, NamedTuple

from evaluator.content.models.ethics import TIERS, Promise, Section
from evaluator.ethics.check import against_facts
from evaluator.ethics.rule_context import RuleFinding
from evaluator.ethics.suggest import Suggestion, choose, suggest_for
from evaluator.ethics.web.findings import FindingView, finding_views
from evaluator.ethics.web.forms import GapsForm, PromisesForm
from evaluator.ethics.web.labels import tiers
from evaluator.ethics.web.prepared_draft import PreparedDraft
from evaluator.ethics.wizard_steps import next_rungs
from evaluator.ethics.wording import promise_text, reason_sentence, today_otherwise
from evaluator.web.context import language, library, today

LATER = {"blank", "field"}  # what is only empty contradicts nothing yet: it is a matter of the last step


class PromiseItem(NamedTuple):
    """A promise to tick, why it is suggested, what contradicts it, and the next step on the same topic."""

    promise: Promise
    text: str  # with what stands in its blanks
    ticked: bool
    reasons: Sequence[str]
    findings: Sequence[FindingView]
    next: Promise | None
    next_text: str
    next_on_page: bool  # so that a link leads to it; else a button unfolds its tier
    today: str  # what is so today, where it contradicts a promise that is not made


class PromiseTier(NamedTuple):
    """The promises of a tier that nothing brought to the top: shown only when the visitor asks for them."""

    id: str
    words: str
    size: int
    items: Sequence[PromiseItem]  # none while it is folded


@dataclass(frozen=True)
class _Page:
    """What decides which promises are shown, and how."""

    prepared: PreparedDraft
    ticked: Collection[str]
    more: Collection[str]  # the tiers that are unfolded
    findings: Mapping[str, Sequence[FindingView]]  # by promise
    against: Mapping[str, RuleFinding]  # promises not made that the facts contradict

    def split(self, why: Mapping[str, Suggestion]) -> tuple[dict[str, list[Promise]], dict[str, list[Promise]]]:
        """Give what is shown at once by section, and the rest by tier with a reason first."""
        at_once: dict[str, list[Promise]] = {}
        rest: dict[str, list[Promise]] = {tier: [] for tier in TIERS}
        for one in self.prepared.ethics.promises:
            if self.here(one) or (one.tier == TIERS[0] and one.id in why):
                at_once.setdefault(one.section, []).append(one)
            else:
                rest[one.tier].append(one)
        return at_once, {tier: sorted(some, key=lambda one: one.id not in why) for tier, some in rest.items()}

    def here(self, promise: Promise) -> bool:
        """Tell whether a promise is ticked or contradicted, so that it is shown at once."""
        return promise.id in self.ticked or promise.id in self.findings

    def why(self) -> dict[str, Suggestion]:
        """Give the reasons of the promises that may be shown; the others' would cost half of the page's time."""
        unfolded, some = {TIERS[0], *self.more}, self.prepared
        wanted = [one for one in some.ethics.promises if one.tier in unfolded or self.here(one)]
        return suggest_for(some.ethics, some.draft.all_facts, some.reports, wanted)

    def text(self, promise: Promise) -> str:
        """Render the library's words of a promise, its blanks filled where they can be."""
        some = self.prepared
        chosen = some.draft.find(promise.id) or choose(promise, some.draft.facts)
        return promise_text(some.ethics, some.draft, replace(chosen, wording={}), language())

    def items(self, shown: Iterable[Promise], why: Mapping[str, Suggestion]) -> dict[str, PromiseItem]:
        """Make the items of the promises that are shown, by id."""
        promises = {promise.id: promise for promise in shown}
        rungs = next_rungs(self.prepared.ethics, self.prepared.draft)
        found = {}
        for name, promise in promises.items():
            reasons = why[name].reasons if name in why else ()
            above = rungs.get(name) if name in self.ticked else None
            found[name] = PromiseItem(
                promise,
                self.text(promise),
                name in self.ticked,
                [reason_sentence(one, library(), language()) for one in reasons],
                self.findings.get(name, ()),
                above,
                self.text(above) if above else "",
                above is not None and above.id in promises,
                today_otherwise(self.against[name], self.prepared.ethics, language()) if name in self.against else "",
            )
        return found


def promises_page(prepared: PreparedDraft, form: PromisesForm, more: Collection[str]) -> dict[str, Any]:
    """Give the values of the page of promises; `more` are the tiers unfolded."""
    here = [finding for finding in prepared.findings if not {kind for kind, _ in finding.about} & LATER]
    findings: dict[str, list[FindingView]] = {}
    for finding, view in finding_views(here, prepared.draft).items():
        findings.setdefault(_place(finding), []).append(view)
    against = against_facts(prepared.ethics, prepared.draft, today(), prepared.reports)
    page = _Page(prepared, form.promise.data or (), more, findings, against)
    sections, rest = _sections_and_tiers(page)
    dated = {one.rule for some in findings.values() for one in some if one.datable}
    return {"sections": sections, "tiers": rest, "general": findings.get("", []), "lines": lines(form, dated)}


def _place(finding: RuleFinding) -> str:
    """Name the promise under which a finding is shown: the one promised, or the one that is missing."""
    return next(iter((*finding.promises, *finding.missing)), "")


def _sections_and_tiers(page: _Page) -> tuple[list[tuple[Section, list[PromiseItem]]], list[PromiseTier]]:
    why = page.why()
    at_once, rest = page.split(why)
    unfolded = [one for tier in TIERS if tier in page.more for one in rest[tier]]
    items = page.items([*(one for some in at_once.values() for one in some), *unfolded], why)
    words = tiers(language())
    return (
        [(one, [items[each.id] for each in at_once[one.id]])
         for one in page.prepared.ethics.sections if one.id in at_once],
        [PromiseTier(tier, words[tier], len(some), [items[one.id] for one in some] if tier in page.more else [])
         for tier, some in rest.items() if some],
    )  # fmt: skip


def lines(form: GapsForm, dated: Collection[str]) -> list[str]:
    """List the dated lines that stand by themselves: those whose rule has no finding here, and an empty one."""
    own = [key for key in dict.fromkeys((*form.gap_text.entries, *form.gap_day.entries)) if key not in dated]
    return [*own, next(str(number) for number in count(1) if str(number) not in own)]
