"""Read the smallest parts of a draft: texts, days, lists and facts, each with its limits.

The draft's file and the forms of the wizard share these readers, so that they cannot disagree. What is wrong is
noted with its place, what the library does not know as a difference; the rest goes on.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl

from evaluator.assess.answers import Assessment, read
from evaluator.content.models.ethics import Ethics, Fact
from evaluator.content.models.questionnaire import DONT_KNOW, Questionnaire
from evaluator.ethics.draft import ANY_LANGUAGE, Facts, LocalizedText
from evaluator.validation.file_readers import MAX_TEXT, ProblemList, day_at, items_at, keys_at, text_at
from evaluator.validation.pasted_link import query_of
from evaluator.validation.text import clean
from evaluator.validation.untrusted_json import FileProblem

MAX_NAME = 80  # of a platform
MAX_WHY = 200  # of why the business is there
MAX_ITEMS = {
    "platforms": 20,
    "exits": 20,
    "promises": 100,
    "gaps": 30,
    "accepted": 100,
    "reasons": 100,
    "languages": 8,
    "front": 100,
    "history": 20,
    "remarks": 100,
    "proofs": 100,
}
MAX_NUMBER = 9999


@dataclass(frozen=True)
class LibraryDifference:
    """What the library says differently from the one that the draft was saved with."""

    kind: str  # library, new-text, or unknown-promise, -blank, -fact, -value, -question
    what: str  # the id, or the version
    old: str = ""
    new: str = ""

    def __post_init__(self) -> None:
        """Strip invisible characters, which a file may hold anywhere."""
        object.__setattr__(self, "what", clean(self.what))
        object.__setattr__(self, "old", clean(self.old))


@dataclass(frozen=True)
class ReadContext:
    """What a file is read against: the library by language, the form behind reports, and today."""

    libraries: Mapping[str, Ethics]
    questionnaire: Questionnaire
    today: date

    @cached_property
    def ethics(self) -> Ethics:
        """The library in any language: ids are the same in all."""
        return next(iter(self.libraries.values()))


@dataclass
class Diagnostics(ProblemList):
    """The problems and differences collected while a file or a form is read."""

    known: ReadContext = field(kw_only=True)
    differences: list[LibraryDifference] = field(default_factory=list)

    def about(self, *places: str) -> bool:
        """Tell whether something is wrong at one of these places."""
        return any(problem.place in places for problem in self.problems)

    def differs(self, kind: str, what: str, old: str = "", new: str = "") -> None:
        """Note a difference."""
        self.differences.append(LibraryDifference(kind, what[:MAX_NAME], old, new))


def each_of(
    notes: Diagnostics, data: Mapping[str, Any], name: str, part: Callable[[Diagnostics, Any, str], Any]
) -> Iterator[Any]:
    """Read a list; yields its good items."""
    for place, item in items_at(notes, data.get(name, []), name, MAX_ITEMS[name]):
        made = part(notes, item, place)
        if made is not None:
            yield made


def localized_at(notes: Diagnostics, value: Any, place: str, longest: int = MAX_TEXT) -> LocalizedText:
    """Read a text for all languages, or an object of texts by language."""
    if isinstance(value, str):
        text = text_at(notes, value, place, longest)
        return {ANY_LANGUAGE: text} if text else {}
    given = keys_at(notes, value, place)
    words = {}
    for code, text in given.items():
        if code not in (ANY_LANGUAGE, *notes.known.libraries):
            notes.wrong("no-such-language", place, ", ".join(notes.known.libraries))
        elif made := text_at(notes, text, f"{place}.{code}", longest):
            words[code] = made
    return words


def facts_at(notes: Diagnostics, value: Any, place: str, about: str) -> Facts:
    """Read the facts about the business or about a platform that the library knows."""
    found = {}
    for name, given in keys_at(notes, value, place).items():
        fact = notes.known.ethics.fact(name)
        if fact is None or fact.about != about:
            notes.differs("unknown-fact", name)
        elif values := fact_values(notes, fact, given, f"{place}.{name}"):
            found[name] = values
    return Facts(found)


def fact_values(notes: Diagnostics, fact: Fact, value: Any, place: str) -> tuple[str, ...]:
    """Read the values of one fact; none when nothing of it can be used."""
    return _FACT[fact.kind](notes, fact, value, place)


def _option(notes: Diagnostics, fact: Fact, value: Any, place: str) -> tuple[str, ...]:
    if isinstance(value, str) and fact.option(value):
        return (value,)
    text = text_at(notes, value, place)
    if not text or fact.option(text) or (text == DONT_KNOW and fact.dont_know):
        return (text,) if text else ()
    notes.differs("unknown-value", fact.id, text[:MAX_NAME])
    return ()


def _options(notes: Diagnostics, fact: Fact, value: Any, place: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        notes.wrong("not-a-list", place)
        return ()
    some = value[: len(fact.options) + 1]
    values = tuple(dict.fromkeys(one for item in some for one in _option(notes, fact, item, place)))
    alone = [one for one in values if one == DONT_KNOW or ((option := fact.option(one)) and option.alone)]
    if alone and len(values) > 1:
        notes.wrong("stands-alone", place, alone[0])
        return tuple(one for one in values if one not in alone)
    return values


def _number(notes: Diagnostics, fact: Fact, value: Any, place: str) -> tuple[str, ...]:
    if value == DONT_KNOW and fact.dont_know:
        return (DONT_KNOW,)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MAX_NUMBER:
        notes.wrong("not-a-number", place, MAX_NUMBER)
        return ()
    return (str(value),)


def _line(notes: Diagnostics, fact: Fact, value: Any, place: str) -> tuple[str, ...]:
    del fact
    text = text_at(notes, value, place)
    return (text,) if text else ()


def _date(notes: Diagnostics, fact: Fact, value: Any, place: str) -> tuple[str, ...]:
    del fact
    day = day_at(notes, value, place)
    return (day.isoformat(),) if day else ()


_FACT: Mapping[str, Callable[[Diagnostics, Fact, Any, str], tuple[str, ...]]] = {
    "one": _option, "many": _options, "text": _line, "number": _number, "date": _date,
}  # fmt: skip


MAX_LINK = 8000  # as long as an address of this site may be


@dataclass(frozen=True)
class ImportedReports:
    """The assessments that were understood, one for each platform, and what is wrong with the other links."""

    assessments: tuple[Assessment, ...] = ()
    problems: tuple[FileProblem, ...] = ()  # the place is the link, as far as it shows


def import_reports(links: Iterable[str], questionnaire: Questionnaire, today: date) -> ImportedReports:
    """Read the reports behind links; of two on the same platform the later one counts."""
    found: dict[str, Assessment] = {}
    problems = []
    for link in [link.strip() for link in links if link.strip()][: MAX_ITEMS["platforms"] + 1]:
        assessment = _assessment(link, questionnaire, today)
        if isinstance(assessment, FileProblem):
            problems.append(assessment)
        else:
            found[assessment.platform.casefold()] = assessment
    if len(found) > MAX_ITEMS["platforms"]:
        problems.append(FileProblem("too-many", "", str(MAX_ITEMS["platforms"])))
    return ImportedReports(tuple(found.values())[: MAX_ITEMS["platforms"]], tuple(problems))


def _assessment(link: str, questionnaire: Questionnaire, today: date) -> Assessment | FileProblem:
    excerpt = clean(link[:MAX_TEXT])
    try:
        pairs = parse_qsl(query_of(link), max_num_fields=200) if len(link) <= MAX_LINK else []
    except ValueError:
        pairs = []
    reading = read(questionnaire, pairs, today)
    answered = reading.assessment.carried or reading.assessment.answers.given
    if not reading.assessment.platform or not answered:
        return FileProblem("no-report", excerpt)
    return reading.assessment
