"""What a documented fact or deed says of itself, in words: where it holds, for whom, from which source, how old.

Pages, documents and commands say the same; they put these words where they need them.
"""

from collections.abc import Iterable
from datetime import date

from evaluator.content.models.platforms import PlatformDeed, PlatformFact, PlatformProfile, PlatformSource, first_day
from evaluator.content.models.types import WORLD
from evaluator.i18n.language import Language, gettext_noop


def places(where: Iterable[str], language: Language) -> str:
    """Return where something holds."""
    names = [language.gettext("the whole world") if code == WORLD else language.territory(code) for code in where]
    return language.list(names)


def limits(fact: PlatformFact, language: Language) -> tuple[str, ...]:
    """Return where a fact holds, and for which age and plan when it does not hold for all, a sentence each."""
    said = (_AGES.get(fact.age or ""), _PLANS.get(fact.plan or ""))
    return (
        language.gettext("Holds for: %(places)s.", places=places(fact.where, language)),
        *(language.gettext(words) for words in said if words),
    )


_AGES = {
    "adult": gettext_noop("Adults."),
    "teen": gettext_noop("13 to 17 years, as far as the age given is true."),
    "child": gettext_noop("Children, as far as the age given is true."),
}
_PLANS = {
    "free": gettext_noop("Free plan."),
    "paid": gettext_noop("Paid plan."),
}
_DEVICES = {
    "phone": gettext_noop("In the app."),
    "web": gettext_noop("On the web."),
}


def remarks(deed: PlatformDeed, language: Language, *, here: bool = False) -> tuple[str, ...]:
    """Return what to know before one does a deed: its note, where it holds, on what, for whom, in which language.

    `here` leaves out where it holds: the reader said where, and it holds there.
    """
    device = _DEVICES.get(deed.device)
    everywhere = here or deed.where == (WORLD,)
    return (
        *([deed.note] if deed.note else ()),
        *(() if everywhere else [language.gettext("Holds for: %(places)s.", places=places(deed.where, language))]),
        *([language.gettext(device)] if device else ()),
        *([] if deed.minors else [language.gettext("Adults.")]),
        *([language.gettext("Page in English.")] if deed.page(language.code)[0] not in ("", language.code) else []),
        *([language.gettext("Menu named as in English.")] if foreign_menus(deed, language) else []),
    )


def old_menus(profile: PlatformProfile, deed: PlatformDeed, today: date, language: Language) -> str:
    """Say when the menus of a deed were read, if that is more than eighteen months ago; empty otherwise."""
    if not deed.path or profile.may_stand_beside_an_answer(deed, today):
        return ""
    return language.gettext("Menu read: %(day)s. It may have moved.", day=source_day(profile, deed, language))


def foreign_menus(deed: PlatformDeed, language: Language) -> bool:
    """Tell whether the menus of a deed are known in English alone, and the reader's app names them otherwise."""
    spoken, path = deed.menus(language.code)
    return bool(path) and spoken != language.code


def source_day(profile: PlatformProfile, thing: PlatformFact | PlatformDeed, language: Language) -> str:
    """Return the day of the oldest source, as exact as it is known."""
    return language.loose_day(min((source.date for source in profile.sources_of(thing)), key=first_day))


def tells_its_day(source: PlatformSource, language: Language) -> bool:
    """Tell whether the title of a source ends with its day, so that it need not be said again."""
    return source.title.replace("\u00a0", " ").endswith(language.loose_day(source.date).replace("\u00a0", " "))


def age_remark(profile: PlatformProfile, fact: PlatformFact, today: date, language: Language) -> str:
    """Say that a fact is old; empty while its sources are fresh."""
    if not profile.may_stand_beside_an_answer(fact, today):
        return language.gettext("Older than eighteen months: it may be wrong by now.")
    return "" if profile.is_fresh(fact, today) else language.gettext("Older than six months: check it.")
