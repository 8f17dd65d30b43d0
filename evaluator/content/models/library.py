"""Where weak answers lead: FAQ entries and actions, with the form they serve. Frozen, with look-ups only."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeVar

from evaluator.content.models.ethics import Ethics
from evaluator.content.models.lesson import Lesson
from evaluator.content.models.questionnaire import Option, Question, Questionnaire

EFFORTS = ("2-min", "20-min", "longer")
NOT_FOR_PERSONS = frozenset({"business", "educator"})
HELP_LINE = "help-line"
FAQ_SHOWN, ACTIONS_SHOWN, FOR_LATER_SHOWN = 2, 3, 2  # where one answer leads
UNION = "EU"
MEMBERS = frozenset(  # of the European Union
    {
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
        "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Source:
    """Where a fact comes from, and the date of the source (YYYY, YYYY-MM or YYYY-MM-DD)."""

    title: str
    url: str
    date: str


@dataclass(frozen=True)
class FaqEntry:
    """A question about the film or the dilemma with a short and a full answer."""

    id: str
    group: str
    order: int
    question: str
    short: str
    answer: tuple[str, ...]  # paragraphs
    film: str | None  # the page of the film's site, for what comes from there
    sources: tuple[Source, ...]
    checked: str
    serves: tuple[str, ...]
    related: tuple[str, ...]
    help_lines: bool = False  # the numbers to call stand under the answer
    keywords: str | None = None  # what people type who look for it, in words that it does not use


@dataclass(frozen=True)
class Action:
    """Something a person, a company or a law-maker can do. `links` maps a language to an address."""

    id: str
    title: str
    gives: str
    links: Mapping[str, str]
    kind: str
    audience: tuple[str, ...]
    effort: str
    who: str
    countries: tuple[str, ...]
    serves: tuple[str, ...]
    checked: str
    verified: str
    phone: str | None = None
    hours: str | None = None
    languages: tuple[str, ...] = ()  # those a help line answers in
    by_text: bool = False  # its number takes text messages only
    emergency: bool = False  # its number brings help to a life in danger
    page_date: str | None = None  # the date that the page itself bears (YYYY, YYYY-MM or YYYY-MM-DD)

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
        """True when somebody answers in the language, or when no language is named: an emergency finds one."""
        return not self.languages or language in self.languages

    def works_in(self, country: str) -> bool:
        """True when it serves there, whether alone, with the rest of the Union or everywhere."""
        named = set(self.countries)
        return not named or country in named or (country in MEMBERS and UNION in named)

    def link(self, language: str) -> tuple[str, str]:
        """(language, address): in the language asked for where the resource has it, else in its first one."""
        chosen = language if language in self.links else next(iter(self.links))
        return chosen, self.links[chosen]


class Leads(NamedTuple):
    """Where an answer leads a person, the nearest first and no more than one can take in."""

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
    platforms: tuple[str, ...]
    ethics: Ethics | None = None  # None: this folder has no code of ethics
    lesson: Lesson | None = None  # None: this folder has no lesson

    def entry(self, entry_id: str) -> FaqEntry | None:
        """The FAQ entry with this id, or None."""
        return self._faq.get(entry_id)

    def faq_for(self, question: Question, option: Option | None = None) -> tuple[FaqEntry, ...]:
        """FAQ entries for an answer, those that name the option first, then the question, then the dimension."""
        return _nearest(self._faq_by_target, question, option)

    def actions_for(self, question: Question, option: Option | None = None) -> tuple[Action, ...]:
        """Actions for an answer, in the same order of nearness."""
        return _nearest(self._actions_by_target, question, option)

    def leads(self, question: Question, option: Option) -> Leads:
        """Where this answer leads; worked out once, since content never changes."""
        known, key = self._leads, (question.id, option.id)
        if key not in known:
            actions = [action for action in self.actions_for(question, option) if action.for_persons]
            known[key] = Leads(
                faq=self.faq_for(question, option)[:FAQ_SHOWN],
                yours=tuple(action for action in actions if action.who == "you")[:ACTIONS_SHOWN],
                others=tuple(action for action in actions if action.who != "you")[:FOR_LATER_SHOWN],
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
    """What serves the option, then the question, then the dimension, each thing once."""
    targets = [question.id, question.dimension]
    if option:
        targets.insert(0, f"{question.id}.{option.id}")
    found = {thing.id: thing for target in targets for thing in by_target.get(target, ())}
    return tuple(found.values())
