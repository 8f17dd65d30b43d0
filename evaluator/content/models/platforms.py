"""What sources say about platforms: facts that fit an answer, and deeds on the platform's own pages.

A fact never scores by itself: a person reads it and answers. So it carries its source, the day of that source and
the place where it holds.
"""

import datetime
import re
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from evaluator.content.models.types import (
    KEBAB,
    UNPUBLISHED,
    Code,
    Country,
    Flag,
    Id,
    LooseDay,
    Plain,
    Prose,
    QuestionId,
    Translatable,
    Url,
    content,
    distance,
)

AGES, PLANS = ("adult", "teen", "child"), ("free", "paid")
MINOR = "minor"  # teen or child: what somebody under 18 says of themselves
MAX_FRESH_DAYS = 183  # six months; older facts carry a remark
MAX_SHOWN_DAYS = 548  # eighteen months; older facts are not shown beside an answer
MAX_SAYS = 200  # characters of a fact
PLACE = r"^(world|[A-Z]{2})$"
IN_ENGLISH = re.compile(r"[/.=]en([-_]us)?([/&?.]|$)", re.IGNORECASE)  # an address that names its language
MENUS = "en"  # the language in which the menus of a platform were read
EMAIL = r"^[a-z0-9._+-]+@[a-z0-9-]+(\.[a-z0-9-]+)+$"

Name = Annotated[str, StringConstraints(pattern=KEBAB)]
Place = Annotated[str, StringConstraints(pattern=PLACE)]
Places = Annotated[tuple[Place, ...], Field(min_length=1)]
SourceIds = Annotated[tuple[Id, ...], Field(min_length=1, max_length=3)]
Email = Annotated[str, StringConstraints(pattern=EMAIL)]
Says = Annotated[
    str, StringConstraints(max_length=MAX_SAYS, pattern=r"\S", strip_whitespace=True), AfterValidator(Translatable)
]


@content
class PlatformSource:
    """A document that was read."""

    id: Annotated[Id, UNPUBLISHED]
    """Its name in this file."""
    title: Prose
    """What it is, with the place it was written for."""
    url: Url
    """Its address; in an archive or repository pinned to a commit."""
    date: LooseDay
    """The day of the version that was read, or the month."""
    seen: Annotated[Literal["archive", "repository", "stored-page", "live"], UNPUBLISHED]
    """How it was read: archive, repository, stored-page (a stored copy) or live."""
    effective: Annotated[LooseDay | None, UNPUBLISHED] = None
    """The day that the document gives itself."""
    licence: Annotated[Plain | None, UNPUBLISHED] = None
    """When data or text may be reused: the licence, as in documented/terms.yaml."""


@content
class PlatformFact:
    """A sentence that a source supports."""

    id: Name
    """Its name in this file; never changed, since people refer to it."""
    question: QuestionId
    """The question that it belongs to."""
    option: tuple[Name, ...]
    """The options that it supports; empty when it informs and decides nothing."""
    says: Says
    """One sentence of our own for a 14-year-old, of at most 200 characters."""
    where: Places
    """Where it holds: two-letter codes, EU (the Union, and mostly the EEA) or world."""
    source: SourceIds
    """The ids of the sources, one to three."""
    plan: Literal["free", "paid"] | None = None
    """free or paid, when it holds for one of them only."""
    age: Literal["adult", "teen", "child"] | None = None
    """adult, teen or child, when it holds for one of them only."""
    surprise: Flag = False
    """true when it contradicts what most people believe."""


@content
class DeedTranslation:
    """The same page and menus in another language of the platform."""

    language: Code
    """The code of the language."""
    url: Url | None = None
    """The page in this language."""
    seen: Literal["linked", "pattern"] | None = None
    """How url was checked: linked (by a text of the platform in it) or pattern (its switch of languages)."""
    path: Plain | None = None
    """The menus, as the app names them in this language."""
    path_seen: Literal["platform", "guides"] | None = None
    """Where path was read: platform (a text of its own) or guides (two independent ones)."""
    source: tuple[Id, ...] = ()
    """The ids of the sources, where a text is pinned that shows it."""


@content
class PlatformDeed:
    """Something a person can do on the platform: its page, the path through its menus, or an address to write to."""

    id: Id
    """A deed of documented/terms.yaml."""
    source: SourceIds
    """The ids of the sources, one to three."""
    url: Url | None = None
    """The platform's own page."""
    path: Plain | None = None
    """The menus, exactly, as they stand in the English app."""
    email: Email | None = None
    """An address to write to."""
    device: Literal["any", "phone", "web"] = "any"
    """any, phone or web."""
    where: Places = ("world",)
    """Where it holds: two-letter codes, EU or world. Left out: world."""
    note: Prose | None = None
    """What to know, in one sentence."""
    minors: Flag = True
    """false when it is nothing for people under 18."""
    partial: Flag = False
    """true when it does only a part of what its kind says: then it brings no points."""
    translations: tuple[DeedTranslation, ...] = ()
    """Its page and menus in other languages of the platform."""

    def page(self, language: str) -> tuple[str, str | None]:
        """Return (language, address) of its page; the language is empty where the address does not tell it."""
        there = self._in(language)
        if there and there.url:
            return language, there.url
        return "en" if self.url and IN_ENGLISH.search(self.url) else "", self.url

    def menus(self, language: str) -> tuple[str, str | None]:
        """Return (language, path): as the app names the menus in this language, or as in English."""
        there = self._in(language)
        return (language, there.path) if there and there.path else (MENUS, self.path)

    def _in(self, language: str) -> DeedTranslation | None:
        return next((each for each in self.translations if each.language == language), None)


@content
class PlatformOwner:
    """Who stands behind a platform."""

    source: Id
    """The id of the source."""
    name: Plain | None = None
    """The company or body."""
    country: Country | None = None
    """Its country, two letters."""
    note: Prose | None = None
    """When one name does not tell it."""


@content
class MinimumAge:
    """From which age a platform admits people."""

    where: Places
    """Where it holds: two-letter codes, EU or world."""
    age: Annotated[int, Field(ge=1, le=21, strict=True)]
    """In years."""
    source: Id
    """The id of the source."""
    note: Prose | None = None
    """An exception, in a few words."""


@content
class PlatformProfile:
    """Everything documented about one platform."""

    id: Id
    """The file's name; also its address."""
    name: Plain
    """As people write it."""
    also: tuple[Plain, ...]
    """Other names people type; unique over all files, whatever the case."""
    site: Url
    """The platform's own address."""
    kind: Id
    """A kind of documented/terms.yaml."""
    status: Literal["alive", "closed"]
    """alive or closed."""
    owner: PlatformOwner
    """Who stands behind it."""
    sources: Annotated[tuple[PlatformSource, ...], Field(min_length=1)]
    """Every source once; facts and deeds name its id."""
    minimum_age: tuple[MinimumAge, ...]
    """From which age it admits people, by place; empty when no source was read."""
    facts: tuple[PlatformFact, ...]
    """What sources say."""
    deeds: tuple[PlatformDeed, ...]
    """What one can do there, in the order of use."""
    closed_on: LooseDay | None = None
    """Closed ones only: the day on which it closed."""

    @cached_property
    def source(self) -> Mapping[str, PlatformSource]:
        """Sources by id."""
        return {source.id: source for source in self.sources}

    def sources_of(self, thing: PlatformFact | PlatformDeed) -> tuple[PlatformSource, ...]:
        """Give what a fact or a deed rests on."""
        return tuple(self.source[each] for each in thing.source)

    def sources_in(self, deed: PlatformDeed, language: str) -> tuple[PlatformSource, ...]:
        """Give what a deed rests on, with what its page and menus in this language rest on."""
        there = [name for each in deed.translations if each.language == language for name in each.source]
        return tuple(self.source[name] for name in dict.fromkeys((*deed.source, *there)))

    def day_of(self, thing: PlatformFact | PlatformDeed) -> datetime.date:
        """Give the day of its oldest source."""
        return min(first_day(source.date) for source in self.sources_of(thing))

    def is_fresh(self, thing: PlatformFact | PlatformDeed, today: datetime.date) -> bool:
        """Tell whether its sources are not older than six months."""
        return (today - self.day_of(thing)).days <= MAX_FRESH_DAYS

    def may_stand_beside_an_answer(self, thing: PlatformFact | PlatformDeed, today: datetime.date) -> bool:
        """Tell whether its sources are not older than eighteen months."""
        return (today - self.day_of(thing)).days <= MAX_SHOWN_DAYS

    def facts_for(
        self,
        question: str | None = None,
        *,
        where: str | None = None,
        age: str | None = None,
        plan: str | None = None,
    ) -> tuple[PlatformFact, ...]:
        """Select the facts that hold for a person: by question, place, age (or MINOR) and plan, the nearest first.

        What a person did not say rules nothing out. A fact of another place is never among them.
        """
        found = [
            fact
            for fact in self.facts
            if (question is None or fact.question == question)
            and (age is None or fact.age in (None, age) or (age == MINOR and fact.age != AGES[0]))
            and (plan is None or fact.plan in (None, plan))
            and (where is None or distance(fact.where, where) is not None)
        ]
        return tuple(sorted(found, key=lambda fact: distance(fact.where, where) or 0) if where else found)

    def deeds_for(self, *, where: str | None = None, minor: bool = False) -> tuple[PlatformDeed, ...]:
        """Select the deeds for a person: by place, and without those that are nothing for people under 18."""
        return tuple(
            deed
            for deed in self.deeds
            if (deed.minors or not minor) and (where is None or distance(deed.where, where) is not None)
        )


@content
class Criteria:
    """By what others choose a service of a kind; it names no service."""

    text: Prose
    """The criteria, in our own words."""
    title: Prose
    """The title of the page."""
    url: Url
    """Its address."""
    date: LooseDay
    """Its day."""


@content
class PlatformKind:
    """A kind of service, such as a messenger."""

    id: Id
    """Its name."""
    name: Prose
    """What to call it."""
    criteria: Criteria | None = None
    """By what others choose one; it names no service."""


@content
class DeedKind:
    """A kind of deed."""

    id: Id
    """Its name."""
    name: Prose
    """What to call it."""
    question: QuestionId | None = None
    """The question whose answer it can better; left out for parents' deeds."""
    switch: Flag = False
    """true when it is the very switch by which a setting betters that answer, so that it brings points."""
    tells: Flag = False
    """true when it changes nothing and only tells how things are."""
    keywords: Annotated[Prose | None, UNPUBLISHED] = None
    """Other words by which people look for it, with commas between them."""


@content
class Archive:
    """A collection whose data or text is reused."""

    id: Id
    """Its name."""
    name: Plain
    """What it calls itself."""
    url: Url
    """Its address."""
    licence: Plain
    """The licence."""
    licence_url: Url
    """The address of its text."""
    duty: Prose
    """What the licence asks, and how it is kept here."""
    notice: tuple[Plain, ...] = ()
    """What has to stand with the data, in the licence’s own words: paragraphs, not translated."""


@content
class Correction:
    """A fact that was wrong and has been mended in public."""

    date: LooseDay
    """The day of the correction."""
    platform: Id
    """The platform."""
    text: Prose
    """What was wrong, and what is right."""


@content
class LetterLaw:
    """The law that a letter rests on, where it holds."""

    where: Places
    """Where it holds: two-letter codes, EU or world."""
    text: Prose
    """Its article, and by when one has to be answered."""


@content
class DataLetter:
    """A letter to a company about one's data; it holds no name, whoever sends it adds their own."""

    id: Id
    """Its name in an address."""
    name: Prose
    """What to call it; also its subject."""
    asks: Annotated[tuple[Prose, ...], Field(min_length=1)]
    """What it asks, one paragraph an item."""
    laws: tuple[LetterLaw, ...]
    """The law by place; the last one is for all other places."""

    def law(self, place: str | None) -> str:
        """Return the sentence on the law for a place; the one for all other places when it is not known."""
        fitting = (law for law in self.laws if place and distance(law.where, place) is not None)
        return next(fitting, self.laws[-1]).text


@content
class Documented:
    """What the files of platforms refer to."""

    kinds: tuple[PlatformKind, ...]
    """The kinds of service."""
    deeds: tuple[DeedKind, ...]
    """The kinds of deed."""
    archives: tuple[Archive, ...]
    """The collections that are reused, with their licences."""
    corrections: tuple[Correction, ...] = ()
    """What was wrong and has been mended in public, the newest first."""
    letters: tuple[DataLetter, ...] = ()
    """Letters about one’s data."""
    first: tuple[Id, ...] = ()
    """Ids of the platforms that the first page offers, in this order; after them those best documented."""

    @cached_property
    def kind(self) -> Mapping[str, PlatformKind]:
        """Kinds by id."""
        return {each.id: each for each in self.kinds}

    @cached_property
    def deed(self) -> Mapping[str, DeedKind]:
        """Kinds of deed by id."""
        return {each.id: each for each in self.deeds}


def first_day(text: str) -> datetime.date:
    """Return the first day that a day, a month or a year stands for."""
    return datetime.date.fromisoformat((text if len(text) > 4 else f"{text}-01") + ("" if len(text) == 10 else "-01"))
