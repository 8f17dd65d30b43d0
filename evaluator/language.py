"""A language: its words, numbers and dates. Owns the catalogues; knows neither Flask nor the content.

English is the source; every other language is a folder of `translations/` with one messages.po (see
docs/decisions/0004-one-catalogue.md).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, lru_cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations

from evaluator.places import TRANSLATIONS

SOURCE = "en"
FIRST_OF_MONTH = {"fr": "1er"}  # where the first day is not written like the others; Babel does not know


@dataclass(frozen=True)
class Language:
    """One language of the site. `gettext` and its sisters give interface strings; `content` gives content strings."""

    code: str
    locale: Locale
    catalogue: NullTranslations

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

    def ngettext(self, one: str, many: str, count: int, /, **values: object) -> str:
        """The form that a number asks for; `%(count)s` is filled with the number."""
        text: str = self.catalogue.ngettext(one, many, count)
        return text % {"count": self.number(count), **values}

    def content(self, context: str, text: str) -> str | None:
        """A content string by its id and English text; None when this language lacks it."""
        if self.code == SOURCE:
            return text
        found = str(self.catalogue.pgettext(context, text))
        # gettext answers with the question when it knows no answer; a text that is the same in both is marked so
        return found if found != text or self._has(context, text) else None

    def number(self, value: float) -> str:
        """A number as written in this language: 56.3, or 56,3 in French."""
        return _number(self.locale, value)

    def day(self, value: date) -> str:
        """A day in words: 24 November 2026."""
        text = str(format_date(value, "d MMMM y", locale=self.locale))
        return FIRST_OF_MONTH.get(self.code, "1") + text[1:] if value.day == 1 else text

    def list(self, things: list[str]) -> str:
        """Things joined with commas and the word for `and`."""
        if len(things) < 2:
            return "".join(things)
        return f"{', '.join(things[:-1])} {self.gettext('and')} {things[-1]}"

    def _has(self, context: str, text: str) -> bool:
        known: dict[str, str] = getattr(self.catalogue, "_catalog", {})
        return f"{context}\x04{text}" in known


@lru_cache(maxsize=4096)  # a report writes fifty figures, nearly all of them tenths from 0 to 100
def _number(locale: Locale, value: float) -> str:
    return str(format_decimal(value, "#,##0.#", locale=locale))


@cache
def languages(folder: Path = TRANSLATIONS) -> dict[str, Language]:
    """Every language by code, the source first. In the source tree, a stale catalogue is compiled on the way."""
    found = {SOURCE: Language(SOURCE, Locale("en", "GB"), NullTranslations())}
    for home in sorted(folder.glob("*/LC_MESSAGES")):
        code = home.parent.name
        found[code] = Language(code, Locale(code), _catalogue(home))
    return found


def _catalogue(home: Path) -> Translations:
    source, target = home / "messages.po", home / "messages.mo"
    if source.is_file() and not (target.is_file() and target.stat().st_mtime >= source.stat().st_mtime):
        from evaluator.catalogues import compiled

        target = compiled(source)
    with target.open("rb") as binary:
        return Translations(binary)
