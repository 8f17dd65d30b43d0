"""What the pages of promises and of findings show: promises with their reasons, both sides of each contradiction."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any, NamedTuple

from evaluator.assess.report import Basis
from evaluator.content.models.ethics import TIERS, Ethics, Promise, Section
from evaluator.ethics.check import check
from evaluator.ethics.draft import Draft
from evaluator.ethics.readers import Diagnostics
from evaluator.ethics.rule_context import RuleFinding
from evaluator.ethics.suggest import Suggestion, first_draft, reports, suggest_for
from evaluator.ethics.web.finding_text import Shown, told
from evaluator.ethics.web.fragments import Item
from evaluator.ethics.web.labels import tiers
from evaluator.ethics.web.posted_draft import ethics, known
from evaluator.ethics.web.preview import Preview, preview
from evaluator.ethics.wizard_form import Fields, fields
from evaluator.ethics.wizard_steps import PROMISES, next_rungs
from evaluator.web.context import language, library, today

LATER = {"blank", "field"}  # what is only empty contradicts nothing yet: it is a matter of the last step


class Tier(NamedTuple):
    """The promises of a tier that nothing brought to the top: drawn only when the visitor asks for them."""

    id: str
    words: str
    size: int
    items: Sequence[Item]  # none while it is folded


@dataclass(frozen=True)
class Sheet:
    """A draft with everything that is worked out from it for a page."""

    ethics: Ethics
    draft: Draft
    given: Fields
    findings: tuple[RuleFinding, ...]
    reports: Sequence[Basis]
    preview: Preview


def begun(draft: Draft, brought: Sequence[Basis]) -> Draft:
    """The draft with a first pack of promises, when none was ever chosen."""
    if draft.chosen or draft.day:
        return draft
    facts = draft.all_facts
    first = first_draft(ethics(), facts, draft.platforms, brought, today=today(), languages=draft.languages)
    return replace(draft, chosen=first.chosen, day=first.day, review=first.review, version=first.version)


def sheet(draft: Draft, step: str, typed: Fields | None) -> Sheet:
    """The draft of a page; `typed` is what was sent, where something has to be mended."""
    brought, here = reports(library(), draft, today()), ethics()
    whole = begun(draft, brought)
    return Sheet(
        here,
        whole,
        fields(whole, step, Diagnostics(known())) if typed is None else typed,
        check(here, whole, today(), brought),
        brought,
        preview(whole),
    )


def promises_page(draft: Draft, typed: Fields | None, more: Collection[str]) -> tuple[Draft, dict[str, Any]]:
    """The values of the page of promises, and the draft that goes on from it; `more` are the tiers unfolded."""
    some = sheet(draft, PROMISES, typed)
    here = [finding for finding in some.findings if not {kind for kind, _ in finding.about} & LATER]
    placed: dict[str, list[Shown]] = {}
    for finding, shown in told(here, some.draft).items():
        placed.setdefault(_place(finding), []).append(shown)
    first, rest = _split(some, placed, more)
    return some.draft, {
        "draft": some.draft,
        "given": some.given,
        "sections": first,
        "more": rest,
        "general": placed.get("", []),
        "preview": some.preview,
        "lines": lines(some, {one.rule for some_ in placed.values() for one in some_ if one.datable}),
    }


def _place(finding: RuleFinding) -> str:
    """The promise under which a finding is shown: the one promised, or the one that is missing."""
    return next(iter((*finding.promises, *finding.missing)), "")


def _split(
    some: Sheet, placed: Mapping[str, Sequence[Shown]], more: Collection[str]
) -> tuple[list[tuple[Section, list[Item]]], list[Tier]]:
    """What is shown at once, by section; and the rest by tier, with a reason first."""
    promises, ticked = some.ethics.promises, set(some.given.get("promise", ()))
    here, unfolded = ticked | placed.keys(), {TIERS[0], *more}
    wanted = [one for one in promises if one.tier in unfolded or one.id in here]
    why = suggest_for(some.ethics, some.draft.all_facts, some.reports, wanted)  # for no promise that is not drawn
    at_once: dict[str, list[Promise]] = {}
    rest: dict[str, list[Promise]] = {tier: [] for tier in TIERS}
    for one in promises:
        if one.id in here or (one.tier == TIERS[0] and one.id in why):
            at_once.setdefault(one.section, []).append(one)
        else:
            rest[one.tier].append(one)
    asked = {tier: sorted(rest[tier], key=lambda one: one.id not in why) for tier in TIERS if tier in more}
    drawn = [one for group in (*at_once.values(), *asked.values()) for one in group]
    items, words = _items(some, drawn, why, placed), tiers(language())
    return (
        [(one, [items[each.id] for each in at_once[one.id]]) for one in some.ethics.sections if one.id in at_once],
        [Tier(tier, words[tier], len(found), [items[one.id] for one in asked.get(tier, ())])
         for tier, found in rest.items() if found],
    )  # fmt: skip


def _items(
    some: Sheet, drawn: Sequence[Promise], why: Mapping[str, Suggestion], placed: Mapping[str, Sequence[Shown]]
) -> dict[str, Item]:
    """The promises that are drawn, by id, in the order given."""
    ticked, names = set(some.given.get("promise", ())), {promise.id for promise in drawn}
    rungs = next_rungs(some.ethics, some.draft)
    found = {}
    for promise in drawn:
        name = promise.id
        reasons = why[name].reasons if name in why else ()
        above = rungs.get(name) if name in ticked else None
        shown = above is not None and above.id in names
        found[name] = Item(promise, name in ticked, reasons, placed.get(name, ()), above, shown)
    return found


def lines(some: Sheet, shown: set[str]) -> list[str]:
    """The dated lines that stand by themselves: those whose rule has no finding here, and an empty one."""
    keys = [name.split("@")[1] for name in some.given if name.startswith(("gap-text@", "gap-day@"))]
    own = [key for key in dict.fromkeys(keys) if key not in shown]
    empty = next(str(number) for number in count(1) if str(number) not in own)
    return [*own, empty]
