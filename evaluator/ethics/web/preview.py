"""The code as it stands, for the page that shows it while it is made."""

from dataclasses import dataclass

from evaluator.ethics.draft import Draft, text_in
from evaluator.ethics.rule_checks import ALONE, TEAM
from evaluator.ethics.web.pieces import render
from evaluator.ethics.web.posted_draft import known
from evaluator.ethics.wording import promise_text
from evaluator.web.context import language, site


@dataclass(frozen=True)
class Preview:
    """The code in one language, and how many words it has."""

    language: str
    name: str
    sections: tuple[tuple[str, str, tuple[str, ...]], ...]  # title, intro, promises
    gaps: tuple[tuple[str, str], ...]  # the text, the day in words
    words: int
    count: str  # how many promises, and the question that this raises


def preview(draft: Draft) -> Preview:
    """The code in the language of the page, or in its own first one when it does not speak that."""
    code = language().code if language().code in draft.languages else draft.languages[0]
    ethics, spoken = known().libraries[code], site().languages[code]
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
    return Preview(code, name, sections, gaps, sum(len(text.split()) for text in texts), counted(draft))


def counted(draft: Draft) -> str:
    """How many promises there are, and the question that this raises."""
    count = len(draft.chosen)
    if ALONE in draft.facts.values(TEAM):
        return language().ngettext(
            "%(count)s promise. Can one person keep it?", "%(count)s promises. Can one person keep %(count)s?", count
        )
    return language().ngettext(
        "%(count)s promise. Can you keep it?", "%(count)s promises. Can you keep %(count)s?", count
    )


def fragment(draft: Draft) -> bytes:
    """The part of a page that shows it."""
    return render("ethics/preview.html", preview=preview(draft))
