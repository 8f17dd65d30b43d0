"""Say what the law asks where a business has its readers and customers: which laws, and how each was checked."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from evaluator.content.models.ethics import Ethics
from evaluator.content.models.ethics_law import PLACES, Law, laws_of
from evaluator.ethics.draft import Draft
from evaluator.ethics.rule_context import RuleFinding
from evaluator.i18n.language import Language


class LawWords(NamedTuple):
    """What a law asks, where to read it in which language, how it was checked, and what is about to change."""

    text: str
    title: str
    spoken: str
    url: str
    checked: str
    soon: str


class PlaceLaws(NamedTuple):
    """A place in words, and what its law asks."""

    place: str
    laws: tuple[LawWords, ...]


def laws_behind(ethics: Ethics, draft: Draft, promises: Collection[str]) -> tuple[Law, ...]:
    """Select the laws of the places named that speak of one of these promises."""
    return tuple(law for law in laws_of(ethics.laws, draft.facts.values(PLACES), promises) if law.promises)


def laws_of_code(ethics: Ethics, draft: Draft, language: Language) -> tuple[PlaceLaws, ...]:
    """Word by place the laws that speak of the whole code, or of a promise in it."""
    chosen = [one.promise for one in draft.chosen]
    return _by_place(ethics, draft, laws_of(ethics.laws, draft.facts.values(PLACES), chosen), language)


def laws_of_finding(ethics: Ethics, draft: Draft, finding: RuleFinding, language: Language) -> tuple[PlaceLaws, ...]:
    """Word by place the laws behind a finding: those of its rule, and where facts speak those of its promises."""
    named = (*finding.promises, *finding.missing) if finding.facts else ()
    behind = laws_behind(ethics, draft, named)
    found = laws_of(ethics.laws, draft.facts.values(PLACES))
    return _by_place(ethics, draft, [law for law in found if finding.rule in law.rules or law in behind], language)


def law_lead(language: Language, some: bool) -> str:
    """Say what the laws are for; where none is known, how to see some."""
    if some:
        return language.gettext("A pointer to where you can read on, no legal advice.")
    return language.gettext("Say in step 1 where your readers and customers live; their law stands here then.")


def _by_place(ethics: Ethics, draft: Draft, laws: Collection[Law], language: Language) -> tuple[PlaceLaws, ...]:
    """Group laws by the first place of the business for which they hold."""
    fact, seen, found = ethics.fact(PLACES), set[str](), []
    for place in draft.facts.values(PLACES):
        some = [law for law in laws if place in law.places and law.id not in seen]
        seen.update(law.id for law in some)
        option = fact.option(place) if fact else None
        found += [PlaceLaws(option.text, tuple(_words(law, language) for law in some))] if some and option else []
    return tuple(found)


def _words(law: Law, language: Language) -> LawWords:
    spoken, url = law.link(language.code)
    return LawWords(law.text, law.title, spoken, url, _checked(law, language), law.soon or "")


def _checked(law: Law, language: Language) -> str:
    """Say when and how a law was last compared with its sources."""
    day = language.day(date.fromisoformat(law.checked))
    page = language.loose_day(law.page_date) if law.page_date else ""
    stored = (
        language.gettext("compared on %(day)s with a stored copy of the page of %(page)s", day=day, page=page)
        if page
        else language.gettext("compared on %(day)s with a stored copy of the page", day=day)
    )
    return {
        "live": language.gettext("compared on %(day)s with the page itself", day=day),
        "stored-copy": stored,
        "named": language.gettext("compared on %(day)s with what others say of it; the page was not read", day=day),
        "memory": language.gettext("written from memory on %(day)s, not checked yet", day=day),
    }[law.verified]
