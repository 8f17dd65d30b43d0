"""A language: its words, numbers and dates. Owns the catalogues; knows neither Flask nor the content.

English is the source; every other language is a folder of `translations/` with one messages.po (see
docs/decisions/0004-one-catalogue.md). A messages.po whose header is marked `#, fuzzy` has been started but is not
finished: nobody is offered it unless EVALUATOR_LANGUAGES names it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, cached_property, lru_cache
from itertools import takewhile
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations

from evaluator.settings import TRANSLATIONS

SOURCE = "en"
FIRST_OF_MONTH = {"fr": "1er"}  # where the first day is not written like the others; Babel does not know
# Hyphens at which no line may break, by language: utilise-t-elle, peut-on, dites-le-nous, celle-ci.
_CLITIC = "(?:je|tu|ils?|elles?|on|nous|vous|ce|moi|toi|les?|la|lui|leur|en|y|ci|là)"
BOUND = {"fr": re.compile(rf"(?<=\w)-(?=(?:t-)?{_CLITIC}(?:-{_CLITIC})*(?![\w-]))", re.IGNORECASE)}
NO_BREAK_HYPHEN = "\u2011"


def bound(text: str, code: str) -> str:
    """Return a text of a language with hyphens that hold a verb and its pronoun on one line."""
    return BOUND[code].sub(NO_BREAK_HYPHEN, text) if code in BOUND else text


def gettext_noop(message: str) -> str:
    """Mark a string of a table for translators; whoever takes it from there translates it."""
    return message


# Countries that Babel names by their capital, to tell two of one name apart.
_OFFICIAL = {"CD": gettext_noop("Democratic Republic of the Congo"), "CG": gettext_noop("Republic of the Congo")}


@dataclass(frozen=True)
class Language:
    """One language of the site. `gettext` and its sisters give interface strings; `content` gives content strings."""

    code: str
    locale: Locale
    catalogue: NullTranslations
    finished: bool = True

    def __reduce__(self) -> tuple[Callable[..., "Language"], tuple[str, str, str, bool]]:
        """Travel to another process as the name of its catalogue, which is read there once."""
        [home] = getattr(self.catalogue, "files", [])[:1] or [""]
        return _again, (self.code, str(self.locale), home, self.finished)

    @cached_property
    def name(self) -> str:
        """The language's own name for itself, for example Français."""
        return str(self.locale.get_language_name(self.code)).capitalize()

    @property
    def gettext(self) -> Callable[..., str]:
        """Translate an interface string; `%(name)s` places are filled from keywords."""
        return self._translate

    def _translate(self, message: str, /, **values: object) -> str:
        text: str = self.catalogue.gettext(message)
        return text % values if values else text

    def ngettext(self, one: str, many: str, count: float, /, **values: object) -> str:
        """Return the form that a number asks for, `%(count)s` filled with it; it may have decimals: 1,5 point."""
        text: str = self.catalogue.ngettext(one, many, self._plural(count))
        return text % {"count": self.number(count), **values}

    def content(self, context: str, text: str) -> str | None:
        """Return a content string by its id and English text; None when this language lacks it."""
        if self.code == SOURCE:
            return text
        found = str(self.catalogue.pgettext(context, text))
        # gettext answers with the question when it knows no answer; a text that is the same in both is marked so
        return found if found != text or self._has(context, text) else None

    def territory(self, code: str) -> str:
        """Return a country or a union of some by its letters; the letters themselves when no name is known."""
        known = _OFFICIAL.get(code)
        return self.gettext(known) if known else str(self.locale.territories.get(code, code))

    def number(self, value: float) -> str:
        """Return a number as written in this language: 56.3, or 56,3 in French."""
        return _number(self.locale, value)

    def decimals(self, value: Decimal) -> str:
        """Return a number with the decimals it was given, zeros too: 62.50, or 62,50 in French."""
        places = -int(value.as_tuple().exponent)
        return str(format_decimal(value, f"#,##0.{'0' * places}", locale=self.locale))

    def day(self, value: date) -> str:
        """Return a day in words: 24 November 2026."""
        return _day(self.locale, self.code, value)

    def loose_day(self, value: str) -> str:
        """Write a date known to the day, the month or the year (YYYY-MM-DD, YYYY-MM, YYYY) in words."""
        year, *rest = (int(part) for part in value.split("-"))
        if len(rest) > 1:
            return self.day(date(year, *rest))
        return str(format_date(date(year, rest[0], 1), "MMMM y", locale=self.locale)) if rest else str(year)

    def list(self, things: list[str]) -> str:
        """Things joined with commas and the word for `and`."""
        if len(things) < 2:
            return "".join(things)
        return self.gettext("%(things)s and %(last)s", things=self.comma.join(things[:-1]), last=things[-1])

    # What stands between two texts: languages space it differently, and some write other marks.
    @property
    def comma(self) -> str:
        """Between the things of a list."""
        return self.gettext(", ")

    @property
    def semicolon(self) -> str:
        """Between the parts of a long list."""
        return self.gettext("; ")

    @property
    def colon(self) -> str:
        """Between a label and its value."""
        return self.gettext(": ")

    @property
    def dash(self) -> str:
        """Between a name and what it is."""
        return self.gettext(" – ")

    def _plural(self, count: float) -> int:
        """Stand in a whole number of the same plural form for one with decimals, as shown with one of them."""
        shown = round(count, 1)
        if shown == int(shown):
            return int(shown)
        return 1 if _plural_form(self.locale, shown) == "one" else 2

    def _has(self, context: str, text: str) -> bool:
        known: dict[str, str] = getattr(self.catalogue, "_catalog", {})
        return f"{context}\x04{text}" in known


@lru_cache(maxsize=4096)  # a report writes fifty figures, nearly all of them tenths from 0 to 100
def _number(locale: Locale, value: float) -> str:
    return str(format_decimal(value, "#,##0.#", locale=locale))


@lru_cache(maxsize=4096)
def _plural_form(locale: Locale, value: float) -> str:
    return str(locale.plural_form(value))


@lru_cache(maxsize=64)  # every report names a day, and it is nearly always today
def _day(locale: Locale, code: str, value: date) -> str:
    text = str(format_date(value, "d MMMM y", locale=locale))
    return FIRST_OF_MONTH.get(code, "1") + text[1:] if value.day == 1 else text


@cache
def languages(folder: Path = TRANSLATIONS) -> dict[str, Language]:
    """Return every finished language by code, the source first."""
    return {code: language for code, language in started(folder).items() if language.finished}


@cache
def started(folder: Path = TRANSLATIONS) -> dict[str, Language]:
    """Return every language that has a catalogue. In the source tree, a stale catalogue is compiled on the way."""
    found = {SOURCE: Language(SOURCE, Locale("en", "GB"), NullTranslations())}
    for home in sorted(folder.glob("*/LC_MESSAGES")):
        code = home.parent.name
        found[code] = Language(code, Locale(code), _catalogue(home), not unfinished(home / "messages.po"))
    return found


@cache
def _again(code: str, locale: str, home: str, finished: bool) -> Language:
    """Return a language that has travelled from another process."""
    return Language(code, Locale.parse(locale), _read(Path(home)) if home else NullTranslations(), finished)


def wordless(code: str) -> Language:
    """Return a language without a catalogue: English words, its own figures and dates. ValueError for no language."""
    try:
        return Language(code, Locale(code), NullTranslations(), finished=False)
    except UnknownLocaleError:
        message = f"'{code}' is no language code; write one such as fr"
        raise ValueError(message) from None


def unfinished(source: Path) -> bool:
    """Tell whether the header of a .po file, which stands first in it, is marked `#, fuzzy`."""
    if not source.is_file():
        return False
    with source.open(encoding="utf-8", errors="replace") as lines:
        head = takewhile(lambda line: not line.startswith("msgid"), lines)
        return any(line.startswith("#,") and "fuzzy" in line for line in head)


def _catalogue(home: Path) -> Translations:
    source, target = home / "messages.po", home / "messages.mo"
    if source.is_file() and not (target.is_file() and target.stat().st_mtime >= source.stat().st_mtime):
        from evaluator.i18n.extract import compiled

        try:
            target = compiled(source)
        except PermissionError:  # installed by another user; pip gives its files the times of their unpacking
            if not target.is_file():
                raise
    return _read(target)


def _read(compiled: Path) -> Translations:
    """Read a compiled catalogue; what translators write with plain hyphens is set as the language wants it."""
    with compiled.open("rb") as binary:
        found = Translations(binary)
    known = found._catalog
    known.update({key: bound(text, compiled.parts[-3]) for key, text in known.items() if key})  # all but the header
    return found
