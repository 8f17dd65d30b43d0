"""Show contradictions on pages: both sides in words, and the ways out."""

from collections.abc import Sequence
from dataclasses import dataclass

from evaluator.content.models.ethics import Ethics
from evaluator.ethics.draft import Draft
from evaluator.ethics.law import PlaceLaws, laws_of_finding
from evaluator.ethics.rule_checks import SAID_ONCE
from evaluator.ethics.rule_context import HINT, WARN, RuleFinding
from evaluator.ethics.web.labels import titles
from evaluator.ethics.web.posted_draft import ethics
from evaluator.ethics.wizard_steps import PLATFORMS, PROMISES, STEPS
from evaluator.ethics.wording import find_out, finding_sentences
from evaluator.i18n.language import Language
from evaluator.web.context import language

OF_ACCOUNTS = {"platform", "platforms", "reports"}  # what a finding is about, and the step that can change it
OF_PROMISES = {"words", "blank", "number", "language", "proved"}


@dataclass(frozen=True)
class FindingView:
    """A finding in words. The ways out are buttons: to the step of a fact, to drop a promise, or to take one."""

    rule: str
    key: str
    severity: str
    settled: bool
    sentences: tuple[str, ...]
    find_out: tuple[str, ...]
    practice: tuple[tuple[str, str, str], ...]  # step, the place there, the words of the button
    drops: tuple[tuple[str, str], ...]  # promise, its text
    takes: tuple[tuple[str, str], ...]
    blanks: tuple[str, ...]  # promise@blank: to fill in on the spot
    fields: tuple[str, ...]  # the places on the last page that settle it
    datable: bool  # a dated line says it openly; a hint needs none
    acceptable: bool  # a warning that one may live with
    laws: tuple[PlaceLaws, ...]  # what the law says where the readers live


def finding_views(findings: Sequence[RuleFinding], draft: Draft) -> dict[RuleFinding, FindingView]:
    """Word findings in the language of the page; a rule's dated line is written under its first."""
    first = {finding.rule: finding for finding in reversed(findings)}
    here, spoken = ethics(), language()
    return {finding: _view(finding, draft, first[finding.rule] is finding, here, spoken) for finding in findings}


def _view(finding: RuleFinding, draft: Draft, first: bool, ethics: Ethics, language: Language) -> FindingView:
    empty = any(kind in ("blank", "field", "example") for kind, _ in finding.about)
    return FindingView(
        rule=finding.rule,
        key=finding.key,
        severity=finding.severity,
        settled=finding.settled,
        sentences=finding_sentences(finding, ethics, draft, language),
        find_out=find_out(finding, ethics),
        practice=_practice(finding, ethics, language),
        drops=() if _fields(finding, draft) else _named(finding.promises, ethics, droppable=True),
        takes=_named(finding.missing, ethics),
        blanks=_blanks(finding, ethics),
        fields=_fields(finding, draft),
        datable=first and finding.severity != HINT and not empty,
        acceptable=finding.severity == WARN,
        laws=laws_of_finding(ethics, draft, finding, language),
    )


def _named(promise_ids: Sequence[str], ethics: Ethics, *, droppable: bool = False) -> tuple[tuple[str, str], ...]:
    """Name promises; to drop one that every code has would only raise the next finding."""
    known = (promise for name in promise_ids if (promise := ethics.promise(name)))
    return tuple((one.id, one.shown) for one in known if not (droppable and one.required))


def _blanks(finding: RuleFinding, ethics: Ethics) -> tuple[str, ...]:
    """List the empty blanks that have a field of their own; the others stand at the top of the last page."""
    return tuple(
        f"{promise.id}@{blank.id}"
        for name in finding.promises
        if (promise := ethics.promise(name))
        for kind, text in finding.about
        if kind == "blank" and (blank := promise.blank(text)) and blank.kind not in SAID_ONCE
    )


def _fields(finding: RuleFinding, draft: Draft) -> tuple[str, ...]:
    """List the anchors of the fields that settle a finding about something said once for the whole code."""
    places = {
        "owner": f"f-owner@{draft.languages[0]}", "contact": "f-contact", "date": "f-date", "review": "f-review",
    }  # fmt: skip
    said = [places[text] for kind, text in finding.about if kind == "field" and text in places]
    found = [_field(kind, text, draft) for kind, text in finding.about]
    return (*said, *(place for place in found if place))


def _field(kind: str, text: str, draft: Draft) -> str:
    """Name the place on the last page where what a finding quotes stands; empty when it is elsewhere."""
    if kind == "words" and text == draft.contact:
        return "f-contact"
    if kind == "words" and any(text in words for gap in draft.gaps for words in gap.text.values()):
        return "gaps"
    return {"example": "told", "date": "f-review"}.get(kind, "")


def _practice(finding: RuleFinding, ethics: Ethics, language: Language) -> tuple[tuple[str, str, str], ...]:
    """List what could change in another step: facts, accounts, or a promise in own words."""
    found: dict[str, tuple[str, str, str]] = {}
    for fact_id, _ in finding.facts:
        fact = ethics.fact(fact_id)
        if fact:
            words = language.gettext("Change the answer in step %(step)s", step=fact.step)
            found.setdefault(STEPS[fact.step - 1], (STEPS[fact.step - 1], f"f-{fact_id}", words))
    kinds = {text if kind == "field" else kind for kind, text in finding.about}
    if kinds & OF_ACCOUNTS:
        words = language.gettext("Change answers: %(name)s", name=titles(language)[PLATFORMS])
        found.setdefault(PLATFORMS, (PLATFORMS, "f-platform", words))
    if kinds & OF_PROMISES:
        place = f"p-{finding.promises[0]}" if finding.promises else "preview-title"
        found.setdefault(PROMISES, (PROMISES, place, language.gettext("Change the promises")))
    return tuple(found.values())
