"""Prepare a draft for a page: its first promises, its findings, and the code as it stands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from evaluator.assess.report import Basis
from evaluator.content.models.ethics import Ethics
from evaluator.ethics.check import check, drop_contradicted
from evaluator.ethics.documents.code_document import PURPOSE, side_titles
from evaluator.ethics.draft import ChosenPromise, Draft, text_in
from evaluator.ethics.rule_checks import ALONE, TEAM
from evaluator.ethics.rule_context import RuleFinding
from evaluator.ethics.suggest import choose, first_draft, pick_front, reports
from evaluator.ethics.web.posted_draft import ethics, read_context
from evaluator.ethics.wizard_steps import FACT_STEPS, PLATFORMS, asked
from evaluator.ethics.wording import fact_answer, front_text, hold_us_sentences, promise_text, today_sentences
from evaluator.i18n.language import Language
from evaluator.web.context import language, library, site, today


@dataclass(frozen=True)
class Preview:
    """The code in one language, and how many words it has."""

    language: str
    name: str
    why: str
    sides: tuple[tuple[str, tuple[str, ...]], ...]  # the lists of the front page: title, lines
    gaps: tuple[tuple[str, str], ...]  # the text, the day in words
    today: str  # what is so, by the facts
    hold_us: str  # who answers, and what happens when a promise is broken
    sections: tuple[tuple[str, tuple[str, ...]], ...]  # title, promises in full
    words: int  # of the front page
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


def told(draft: Draft) -> list[tuple[str, list[tuple[str, str]]]]:
    """List by step what a draft says of the business: each question, and its answers in words."""
    found = []
    for step in FACT_STEPS:
        facts = [fact for fact in asked(ethics(), step, draft.facts) if draft.facts.values(fact.id)]
        answers = [(fact.text, _answers(fact.id, draft.facts.values(fact.id))) for fact in facts]
        if step == PLATFORMS:
            answers = [(one.name, _answers(PURPOSE, one.facts.values(PURPOSE))) for one in draft.platforms] + answers
        found.append((step, answers))
    return [(step, answers) for step, answers in found if answers]


def _answers(fact_id: str, values: Sequence[str]) -> str:
    return language().semicolon.join(fact_answer(ethics(), fact_id, value, language()) for value in values)


def preview(draft: Draft) -> Preview:
    """Render the code in the language of the page, or in its own first one when it does not speak that."""
    code = language().code if language().code in draft.languages else draft.languages[0]
    ethics, spoken = read_context().libraries[code], site().languages[code]
    titles = side_titles(spoken)
    front: dict[str, list[str]] = {side: [] for side in titles}
    for promise in pick_front(ethics, draft):
        front[promise.side].append(
            front_text(ethics, draft, draft.find(promise.id) or choose(promise, draft.facts), spoken)
        )
    sides = tuple((titles[side], tuple(lines)) for side, lines in front.items() if lines)
    gaps = tuple((text_in(gap.text, code), spoken.day(gap.day)) for gap in draft.gaps)
    why, name = text_in(draft.why, code), draft.facts.text("business-name")
    now, hold_us = " ".join(today_sentences(ethics, draft)), " ".join(hold_us_sentences(ethics, draft, spoken))
    texts = [name, why, now, hold_us, *(text for title, lines in sides for text in (title, *lines))]
    texts += [f"{text} {day}" for text, day in gaps]
    words = sum(len(text.split()) for text in texts)
    return Preview(code, name, why, sides, gaps, now, hold_us, _sections(ethics, draft, spoken), words, _count(draft))


def _sections(ethics: Ethics, draft: Draft, spoken: Language) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """List every promise in full, by section."""
    found: dict[str, list[str]] = {}
    for chosen in draft.chosen:
        promise = ethics.promise(chosen.promise)
        if promise:
            found.setdefault(promise.section, []).append(promise_text(ethics, draft, chosen, spoken))
    return tuple((section.title, tuple(found[section.id])) for section in ethics.sections if section.id in found)


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
