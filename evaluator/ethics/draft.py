"""A draft of a code of ethics: what the business does, what it promises, and who answers for it. Frozen.

Whatever a person typed is `Words`: a text for each language, or one text under ANY that stands in all of them.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from evaluator.assess.answers import Assessment
from evaluator.content.models.ethics import PLAIN, Blank
from evaluator.content.models.questionnaire import DONT_KNOW
from evaluator.i18n.language import SOURCE

ANY_LANGUAGE = ""
LocalizedText = Mapping[str, str]


def text_in(words: LocalizedText, language: str) -> str:
    """Look up the text for a language, or the one for all; empty when there is none."""
    return words.get(language) or words.get(ANY_LANGUAGE, "")


def add_months(day: date, months: int) -> date:
    """Add months to a day (negative: subtract): 31 January and one month is 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True)
class Facts:
    """Answers about the business: fact id -> values. "I don't know" is a value; a missing fact was not answered."""

    given: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def values(self, fact_id: str) -> tuple[str, ...]:
        """Look up the values of a fact, none when it was not answered."""
        return self.given.get(fact_id, ())

    def unknown(self, fact_id: str) -> bool:
        """Tell whether a fact was not answered, or answered with "I don't know"."""
        return not self.values(fact_id) or DONT_KNOW in self.values(fact_id)

    def hold(self, conditions: Mapping[str, tuple[str, ...]]) -> bool:
        """Tell whether every fact named has one of the values named."""
        for fact_id, wanted in conditions.items():  # loops: asked hundreds of times for each page
            for value in self.given.get(fact_id, ()):
                if value in wanted:
                    break
            else:
                return False
        return True

    def number(self, fact_id: str) -> int | None:
        """Parse a fact that is a number; None when it is not known."""
        value = "".join(self.values(fact_id))
        return int(value) if value.isascii() and value.isdecimal() else None

    def text(self, fact_id: str) -> str:
        """Look up a fact that is one value or a text; empty when it was not answered."""
        return next(iter(self.values(fact_id)), "")


@dataclass(frozen=True)
class Platform:
    """An account that the business runs, with what it is for, and an assessment if one was imported."""

    name: str
    facts: Facts = field(default_factory=Facts)  # those asked for each platform
    assessment: Assessment | None = None


@dataclass(frozen=True)
class Exit:
    """A platform that the business has left, or leaves on a day to come."""

    name: str
    day: date


@dataclass(frozen=True)
class ChosenPromise:
    """A promise in the code: its blanks filled in, and own wording that replaces the library's."""

    promise: str
    blanks: Mapping[str, LocalizedText] = field(default_factory=dict)
    wording: LocalizedText = field(default_factory=dict)


@dataclass(frozen=True)
class Gap:
    """A line under “Where we are not there yet”. `rule` names the warning that it answers; it never lifts a block."""

    text: LocalizedText
    day: date
    rule: str = ""


@dataclass(frozen=True)
class Remark:
    """What a second person says of a promise, of a step, or of the whole code (`about` is empty)."""

    about: str
    text: str
    by: str = ""
    day: date | None = None
    settled: bool = False


@dataclass(frozen=True)
class Proof:
    """What a review found about a promise: whether it was kept, and what shows it."""

    day: date
    kept: bool
    text: LocalizedText = field(default_factory=dict)


@dataclass(frozen=True)
class PastVersion:
    """The promises of the code as they were in an earlier version, and what readers were told about that one."""

    version: str
    day: date
    chosen: tuple[ChosenPromise, ...] = ()
    owner: LocalizedText = field(default_factory=dict)
    contact: str = ""
    reasons: Mapping[str, LocalizedText] = field(default_factory=dict)


@dataclass(frozen=True)
class Draft:
    """Everything a code of ethics is made from. The same draft gives the same documents."""

    facts: Facts = field(default_factory=Facts)
    platforms: tuple[Platform, ...] = ()
    exits: tuple[Exit, ...] = ()
    chosen: tuple[ChosenPromise, ...] = ()
    gaps: tuple[Gap, ...] = ()
    owner: LocalizedText = field(default_factory=dict)
    contact: str = ""
    website: str = ""  # where the whole code stands
    policy: str = ""  # where the privacy policy stands
    why: LocalizedText = field(default_factory=dict)  # why the business is on social media, in its own words
    voice: str = PLAIN  # of the front page
    front: tuple[str, ...] = ()  # promises for the front page, chosen by hand; none: the first of each section
    example: str = ""  # the example whose facts nobody has confirmed yet
    day: date | None = None
    review: date | None = None
    version: str = ""
    languages: tuple[str, ...] = (SOURCE,)
    accepted: tuple[str, ...] = ()  # keys of warnings that the business has read and lives with
    reasons: Mapping[str, LocalizedText] = field(default_factory=dict)  # promise id -> why it was weakened or dropped
    history: tuple[PastVersion, ...] = ()  # the versions before this one, the oldest first
    remarks: tuple[Remark, ...] = ()  # of a second person who read this draft
    proofs: Mapping[str, Proof] = field(default_factory=dict)  # promise id -> what the last review found

    def find(self, promise_id: str) -> ChosenPromise | None:
        """Look up a promise as it was chosen; None when it is not in the code."""
        return self._chosen.get(promise_id)

    def value(self, chosen: ChosenPromise, blank: Blank, language: str) -> str:
        """Look up what fills a blank, dates and numbers as plain figures; empty when nothing does."""
        if blank.kind == "owner":
            return text_in(self.owner, language)
        if blank.kind == "contact":
            return self.contact
        if blank.kind in ("date", "review"):
            day = self.day if blank.kind == "date" else self.review
            return day.isoformat() if day else ""
        return text_in(chosen.blanks.get(blank.id, {}), language)

    @cached_property
    def all_facts(self) -> Facts:
        """Merge the facts about the business and those about all its platforms."""
        found = dict(self.facts.given)
        for platform in self.platforms:
            for fact_id, values in platform.facts.given.items():
                found[fact_id] = tuple(dict.fromkeys((*found.get(fact_id, ()), *values)))
        return Facts(found)

    @cached_property
    def _chosen(self) -> dict[str, ChosenPromise]:
        return {chosen.promise: chosen for chosen in self.chosen}
