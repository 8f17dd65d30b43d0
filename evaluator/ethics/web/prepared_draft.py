"""Prepare a draft for a page: its first promises, its findings, and the code as it stands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from evaluator.assess.report import Basis
from evaluator.content.models.ethics import Ethics
from evaluator.ethics.check import check, drop_contradicted
from evaluator.ethics.draft import ChosenPromise, Draft, text_in
from evaluator.ethics.rule_checks import ALONE, TEAM
from evaluator.ethics.rule_context import RuleFinding
from evaluator.ethics.suggest import choose, first_draft, reports
from evaluator.ethics.web.posted_draft import ethics, read_context
from evaluator.ethics.wording import promise_text
from evaluator.web.context import language, library, site, today


@dataclass(frozen=True)
class Preview:
    """The code in one language, and how many words it has."""

    language: str
    name: str
    sections: tuple[tuple[str, str, tuple[str, ...]], ...]  # title, intro, promises
    gaps: tuple[tuple[str, str], ...]  # the text, the day in words
    words: int
    count: str  # how many promises, and the question that this raises


@dataclass(frozen=True)
class PreparedDraft:
    """A draft with everything that is worked out from it for a page."""

    ethics: Ethics
    draft: Draft
    findings: tuple[RuleFinding, ...]
    reports: Sequence[Basis]
    preview: Preview


def prepare(draft: Draft) -> PreparedDraft:
    """Work out what a page shows of a draft; one without promises is given its first ones."""
    bases, here = reports(library(), draft, today()), ethics()
    whole = _with_first_promises(draft, bases)
    return PreparedDraft(here, whole, check(here, whole, today(), bases), bases, preview(whole))


def _with_first_promises(draft: Draft, bases: Sequence[Basis]) -> Draft:
    """Choose a first pack of promises, when none was ever chosen."""
    if draft.chosen or draft.day:
        return replace(draft, chosen=tuple(_with_known_blanks(one, draft) for one in draft.chosen))
    first = first_draft(ethics(), draft.all_facts, draft.platforms, bases, today=today(), languages=draft.languages)
    first = drop_contradicted(ethics(), first, today(), bases)
    return replace(draft, chosen=first.chosen, day=first.day, review=first.review, version=first.version)


def _with_known_blanks(chosen: ChosenPromise, draft: Draft) -> ChosenPromise:
    """Fill empty blanks with what the facts say: nothing that was answered once is asked again."""
    promise = ethics().promise(chosen.promise)
    known = choose(promise, draft.facts).blanks if promise else {}
    missing = {name: text for name, text in known.items() if not chosen.blanks.get(name)}
    return replace(chosen, blanks={**chosen.blanks, **missing}) if missing else chosen


def preview(draft: Draft) -> Preview:
    """Render the code in the language of the page, or in its own first one when it does not speak that."""
    code = language().code if language().code in draft.languages else draft.languages[0]
    ethics, spoken = read_context().libraries[code], site().languages[code]
    promises: dict[str, list[str]] = {}
    for chosen in draft.chosen:
        promise = ethics.promise(chosen.promise)
        if promise:
            promises.setdefault(promise.section, []).append(promise_text(ethics, draft, chosen, spoken))
    sections = tuple(
        (section.title, section.intro, tuple(promises[section.id]))
        for section in ethics.sections
        if section.id in promises
    )
    gaps = tuple((text_in(gap.text, code), spoken.day(gap.day)) for gap in draft.gaps)
    texts = [text for title, intro, some in sections for text in (title, intro, *some)]
    texts += [f"{text} {day}" for text, day in gaps]
    name = draft.facts.text("business-name")
    return Preview(code, name, sections, gaps, sum(len(text.split()) for text in texts), _count(draft))


def _count(draft: Draft) -> str:
    """Word how many promises there are, and the question that this raises."""
    count = len(draft.chosen)
    if ALONE in draft.facts.values(TEAM):
        return language().ngettext(
            "%(count)s promise. Can one person keep it?", "%(count)s promises. Can one person keep %(count)s?", count
        )
    return language().ngettext(
        "%(count)s promise. Can you keep it?", "%(count)s promises. Can you keep %(count)s?", count
    )
