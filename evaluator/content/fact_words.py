"""What a documented fact or deed says of itself, in words: where it holds, for whom, from which source, how old.

Pages, documents and commands say the same; they put these words where they need them.
"""

from collections.abc import Iterable
from datetime import date

from evaluator.content.models.platforms import PlatformDeed, PlatformFact, PlatformProfile, first_day
from evaluator.content.models.types import WORLD
from evaluator.i18n.language import Language


def places(where: Iterable[str], language: Language) -> str:
    """Return where something holds."""
    known = language.locale.territories
    names = [language.gettext("the whole world") if code == WORLD else str(known.get(code, code)) for code in where]
    return language.list(names)


def limits(fact: PlatformFact, language: Language) -> tuple[str, ...]:
    """Return where a fact holds, and for which age and plan when it does not hold for all, a sentence each."""
    said = (_AGES.get(fact.age or ""), _PLANS.get(fact.plan or ""))
    return (
        language.gettext("Holds for: %(places)s.", places=places(fact.where, language)),
        *(words(language) for words in said if words),
    )


_AGES = {
    "adult": lambda language: language.gettext("Adults."),
    "teen": lambda language: language.gettext("13 to 17 years, as far as the age given is true."),
    "child": lambda language: language.gettext("Children, as far as the age given is true."),
}
_PLANS = {
    "free": lambda language: language.gettext("Free plan."),
    "paid": lambda language: language.gettext("Paid plan."),
}
_DEVICES = {
    "phone": lambda language: language.gettext("In the app."),
    "web": lambda language: language.gettext("On the web."),
}


def remarks(deed: PlatformDeed, language: Language, *, here: bool = False) -> tuple[str, ...]:
    """Return what to know before one does a deed: its note, where it holds, on what, and that it is for adults.

    `here` leaves out where it holds: the reader said where, and it holds there.
    """
    device = _DEVICES.get(deed.device)
    everywhere = here or deed.where == (WORLD,)
    return (
        *([deed.note] if deed.note else ()),
        *(() if everywhere else [language.gettext("Holds for: %(places)s.", places=places(deed.where, language))]),
        *([device(language)] if device else ()),
        *([] if deed.minors else [language.gettext("Adults.")]),
    )


def source_day(profile: PlatformProfile, thing: PlatformFact | PlatformDeed, language: Language) -> str:
    """Return the day of the oldest source, as exact as it is known."""
    return language.loose_day(min((source.date for source in profile.sources_of(thing)), key=first_day))


def age_remark(profile: PlatformProfile, fact: PlatformFact, today: date, language: Language) -> str:
    """Say that a fact is old; empty while its sources are fresh."""
    if not profile.may_stand_beside_an_answer(fact, today):
        return language.gettext("Older than eighteen months: it may be wrong by now.")
    return "" if profile.is_fresh(fact, today) else language.gettext("Older than six months: check it.")
