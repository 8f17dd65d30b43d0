"""Where weak answers lead: FAQ entries and actions, with the form they serve. Frozen, with look-ups only."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Literal, NamedTuple, TypeVar

from pydantic import Field, model_validator

from evaluator.content.models.ethics import Ethics
from evaluator.content.models.lesson import Lesson
from evaluator.content.models.platforms import Documented, PlatformProfile
from evaluator.content.models.questionnaire import Option, Question, Questionnaire
from evaluator.content.models.site import OwnSite
from evaluator.content.models.types import (
    MEMBERS,
    UNION,
    UNPUBLISHED,
    Code,
    Country,
    Day,
    Flag,
    Id,
    Order,
    PastDay,
    Plain,
    Prose,
    Target,
    Url,
    content,
)

EFFORTS = ("2-min", "20-min", "longer")
NOT_FOR_PERSONS = frozenset({"business", "educator"})
HELP_LINE = "help-line"
HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}")


ActionKind = Literal[
    "setting", "habit", "data", "alternative", "report", "complaint",
    "help-line", "teaching", "talk", "group", "business", "citizen",
]  # fmt: skip


@content
class Source:
    """Where a fact comes from."""

    title: Prose
    """Who says it and what it is called."""
    url: Url
    """Where it can be read (https)."""
    date: PastDay
    """The date of the source: a day, a month or a year."""


@content
class FaqEntry:
    """A question about the film or the dilemma with a short and a full answer."""

    id: Id
    """The name of the file."""
    group: Id
    """The group it stands in: one of topic.groups; for platforms film, dilemma, event or news."""
    order: Annotated[Order, UNPUBLISHED]
    """Its place in the group, from 1."""
    question: Prose
    """The question put back."""
    short: Prose
    """One sentence that answers it."""
    answer: Annotated[tuple[Prose, ...], Field(min_length=1)]
    """The full answer, one paragraph an item."""
    sources: tuple[Source, ...]
    """Where each fact comes from; may be empty."""
    checked: Day
    """The day somebody last compared it with its sources, such as "2026-11-24"."""
    serves: tuple[Target, ...]
    """What it helps with: ids of dimensions, questions, or question.option. May be empty."""
    related: tuple[Id, ...]
    """Ids of other answers; may be empty."""
    film: Url | None = None
    """The page of the film’s site, for what comes from its FAQ."""
    help_lines: Flag = False
    """true puts the numbers to call under the answer."""
    keywords: Prose | None = None
    """Words that people type when they look for this answer, and that it does not use itself."""
    on_reports: Flag = True
    """false keeps it out of a person’s report: for businesses, about the film alone, or about named platforms."""


@content
class Action:
    """Something a person, a company or a law-maker can do."""

    id: Id
    """The name of the file."""
    title: Prose
    """What to do, as an imperative."""
    gives: Prose
    """One sentence on what the reader gets."""
    links: Annotated[Mapping[Code, Url], Field(min_length=1)]
    """Language code: address. Only languages in which the resource exists."""
    kind: ActionKind
    """What sort of action it is."""
    audience: Annotated[tuple[Literal["person", "parent", "teen", "business", "educator"], ...], Field(min_length=1)]
    """For whom it is."""
    effort: Literal["2-min", "20-min", "longer"]
    """How long it takes."""
    who: Literal["you", "company", "law-makers"]
    """Who can bring the change about."""
    countries: tuple[Country, ...]
    """Two-letter codes, or [] when it serves everywhere; EU may be one."""
    serves: Annotated[tuple[Target, ...], Field(min_length=1)]
    """What it helps with: ids of dimensions, questions, or question.option. The narrowest comes first on a report."""
    checked: Day
    """The day somebody last compared it with its sources, such as "2026-11-24"."""
    verified: Literal["live", "stored-copy", "named", "memory"]
    """How it was checked: live, stored-copy (a stored copy of the page), named (others link to it) or memory."""
    phone: Plain | None = None
    """Help lines only: the number, in double quotes."""
    hours: Prose | None = None
    """Help lines only: when somebody answers."""
    languages: tuple[Code, ...] = ()
    """Help lines only: codes of the languages they answer in."""
    by_text: Flag = False
    """Help lines only: true when the number takes text messages and no calls."""
    emergency: Flag = False
    """Help lines only: true for a number that brings help to a life in danger; it stands first."""
    reported: Flag = False
    """Help lines only: true when the page is another’s report of the number: no title leads there."""
    page_date: PastDay | None = None
    """The date that the page itself bears: a day, a month or a year."""
    platforms: tuple[Id, ...] = ()
    """Ids of platforms when it is about these alone; only their reports show it. Left out: about any."""
    deed: Id | None = None
    """A deed of documented/terms.yaml that it tells in general; where a platform’s own way is known, that stands."""
    device: Literal["iphone", "android", "computer"] | None = None
    """iphone, android or computer, when it is for one of them."""
    keywords: Annotated[Prose | None, UNPUBLISHED] = None
    """Words people type when they look for it, and that it does not use."""

    @model_validator(mode="after")
    def _can_be_reached(self) -> "Action":
        if self.reported and not self.phone:
            message = "nobody is led to a page that is reported; add a phone, or take reported away"
            raise ValueError(message)
        return self

    @property
    def local(self) -> bool:
        """True when it serves in some countries only; the European Union is wide enough not to count as one."""
        return bool(self.countries) and UNION not in self.countries

    @property
    def for_persons(self) -> bool:
        """True when a person can use it at a quiet moment: no help line, not for businesses or schools alone."""
        return self.kind != HELP_LINE and not NOT_FOR_PERSONS.issuperset(self.audience)

    @property
    def dialled(self) -> str:
        """The number as an address that a phone opens; empty without one."""
        number = "".join(character for character in self.phone or "" if character.isdecimal())
        return f"{'sms' if self.by_text else 'tel'}:{number}" if number else ""

    def speaks(self, language: str) -> bool:
        """Tell whether somebody answers in the language, or when no language is named: an emergency finds one."""
        return not self.languages or language in self.languages

    def works_in(self, country: str) -> bool:
        """Tell whether it serves there, whether alone, with the rest of the Union or everywhere."""
        named = set(self.countries)
        return not named or country in named or (country in MEMBERS and UNION in named)

    def may_work_in(self, place: str | None) -> bool:
        """Tell the same of a place that may be wider than a country or not said: then nothing of one country does."""
        return self.works_in(place) if place else not self.local

    def link(self, language: str) -> tuple[str, str]:
        """Return (language, address): in the language asked for where the resource has it, else in its first one."""
        chosen = language if language in self.links else next(iter(self.links))
        return chosen, self.links[chosen]


class Leads(NamedTuple):
    """Where an answer leads a person, the nearest first."""

    faq: tuple[FaqEntry, ...]
    yours: tuple[Action, ...]
    others: tuple[Action, ...]  # what only the company or law-makers can do


@dataclass(frozen=True)
class Library:
    """Everything in questions/, in one language."""

    language: str
    questionnaire: Questionnaire
    faq: tuple[FaqEntry, ...]
    actions: tuple[Action, ...]
    platforms: tuple[str, ...]  # names to suggest; any other is as good
    profiles: tuple[PlatformProfile, ...] = ()  # what is documented about platforms, by name
    documented: Documented | None = None  # None: this folder documents no platform
    ethics: Ethics | None = None  # None: this folder has no code of ethics
    lesson: Lesson | None = None  # None: this folder has no lesson
    site: OwnSite = field(default_factory=OwnSite)  # whose site this is

    def entry(self, entry_id: str) -> FaqEntry | None:
        """Return the FAQ entry with this id, or None."""
        return self._faq.get(entry_id)

    def profile(self, name: str) -> PlatformProfile | None:
        """Find what is documented about a platform, by its id or any name that people type; None for nothing."""
        typed = name.strip().casefold()
        found = self._profiles.get(typed)
        parts = (
            typed.split(".")[:-1] if found is None and HOST.fullmatch(typed) else ()
        )  # of an address: vm.tiktok.com
        return found or next((self._profiles[part] for part in reversed(parts) if part in self._profiles), None)

    def profiles_named(self, query: str) -> tuple[PlatformProfile, ...]:
        """Find the platforms of which any name holds what was typed, whatever the case."""
        typed, named = query.strip().casefold(), self.profile(query)
        return tuple(
            profile
            for profile in self.profiles
            if profile is named or any(typed in name.casefold() for name in (profile.id, profile.name, *profile.also))
        )

    def faq_for(self, question: Question, option: Option | None = None) -> tuple[FaqEntry, ...]:
        """Return FAQ entries for an answer: those that name the option, then the question, then the dimension."""
        return _nearest(self._faq_by_target, question, option)

    def actions_for(self, question: Question, option: Option | None = None) -> tuple[Action, ...]:
        """Return actions for an answer, in the same order of nearness."""
        return _nearest(self._actions_by_target, question, option)

    def leads(self, question: Question, option: Option) -> Leads:
        """Return where this answer leads; worked out once, since content never changes."""
        known, key = self._leads, (question.id, option.id)
        if key not in known:
            actions = [action for action in self.actions_for(question, option) if action.for_persons]
            known[key] = Leads(
                faq=tuple(entry for entry in self.faq_for(question, option) if entry.on_reports),
                yours=tuple(action for action in actions if action.who == "you"),
                others=tuple(action for action in actions if action.who != "you"),
            )
        return known[key]

    @cached_property
    def help_lines(self) -> tuple[Action, ...]:
        """Numbers to call: emergency numbers first, then those that answer in this library's language."""
        lines = (action for action in self.actions if action.kind == HELP_LINE)
        return tuple(sorted(lines, key=lambda line: (not line.emergency, not line.speaks(self.language))))

    @cached_property
    def _leads(self) -> dict[tuple[str, str], Leads]:
        return {}

    @cached_property
    def _profiles(self) -> dict[str, PlatformProfile]:
        return {
            name.casefold(): profile
            for profile in self.profiles
            for name in (profile.id, profile.name, *profile.also)
        }

    @cached_property
    def _faq(self) -> dict[str, FaqEntry]:
        return {entry.id: entry for entry in self.faq}

    @cached_property
    def _faq_by_target(self) -> dict[str, list[FaqEntry]]:
        return _by_target(self.faq)

    @cached_property
    def _actions_by_target(self) -> dict[str, list[Action]]:
        """Among equals, what serves in every country comes first, then what is done soonest."""
        ranked = sorted(self.actions, key=lambda action: (action.local, EFFORTS.index(action.effort)))
        return _by_target(tuple(ranked))


T = TypeVar("T", FaqEntry, Action)


def _by_target(things: tuple[T, ...]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for thing in things:
        for target in thing.serves:
            found.setdefault(target, []).append(thing)
    return found


def _nearest(by_target: dict[str, list[T]], question: Question, option: Option | None) -> tuple[T, ...]:
    """Return what serves the option, then the question, then the dimension, each thing once."""
    targets = [question.id, question.dimension]
    if option:
        targets.insert(0, f"{question.id}.{option.id}")
    found = {thing.id: thing for target in targets for thing in by_target.get(target, ())}
    return tuple(found.values())
