"""The help lines country by country: emergency numbers first, then who answers in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from unicodedata import normalize

from evaluator.content.models.library import Action
from evaluator.content.models.types import MEMBERS, UNION
from evaluator.i18n.language import Language


@dataclass(frozen=True)
class HelpCountry:
    """The help lines of one country; code and name are empty for what helps anywhere."""

    code: str
    name: str
    lines: tuple[Action, ...]
    near: bool  # where the visitor seems to be
    spoken: bool  # somebody answers there in the reader's language, emergency services apart

    @property
    def emergency(self) -> Action | None:
        """The number that comes first when a life is in danger, or None where none is known."""
        return next((line for line in self.lines if line.emergency), None)

    def soonest(self, given: Mapping[str, str]) -> tuple[Action, ...]:
        """Return two lines: the emergency number, and who is there for what was answered."""
        said = {f"{question}.{option}" for question, option in given.items()}
        fitting = sorted(self.lines, key=lambda line: (not line.emergency, said.isdisjoint(line.serves)))
        return (*fitting[:1], *[line for line in fitting[1:] if not line.emergency][:1])


def help_countries(lines: tuple[Action, ...], language: Language, here: str = "") -> tuple[HelpCountry, ...]:
    """Return the countries that have help lines: the visitor's own, what helps anywhere, who speaks the language.

    The others come last. `here` is the code of the visitor's country, or empty: then what helps anywhere is first.
    """
    by_country = lines_by_country(lines)
    named = [code for code in by_country if code]
    if len(named) == 1:  # a folder for one place
        here = named[0]
    nearest = here if here in named else UNION if here in MEMBERS else None
    found = [
        HelpCountry(
            code=code,
            name=language.territory(code) if code else "",
            lines=those,
            near=code == nearest,
            spoken=not code or any(not line.emergency and line.speaks(language.code) for line in those),
        )
        for code, those in by_country.items()
    ]
    return tuple(sorted(found, key=lambda each: (not each.near, each.code != "", not each.spoken, _plain(each.name))))


def lines_by_country(lines: tuple[Action, ...]) -> dict[str, tuple[Action, ...]]:
    """Return the help lines under every country that has one, and under "" what helps anywhere."""
    named = sorted({country for line in lines for country in line.countries})
    found = {code: [line for line in lines if line.countries and line.works_in(code)] for code in named}
    anywhere = [line for line in lines if not line.countries]
    ordered = {code: tuple(sorted(those, key=_emergency_first)) for code, those in found.items()}
    return ordered | ({"": tuple(anywhere)} if anywhere else {})


def _emergency_first(line: Action) -> tuple[bool, int, bool]:
    """Rank emergency numbers before others: the widest first, those by text message last. Others keep their order."""
    if not line.emergency:
        return (True, 0, False)
    wide = sum(len(MEMBERS) if country == UNION else 1 for country in line.countries)
    return (False, -wide, line.by_text)


def _plain(name: str) -> str:
    """Fold accents for sorting: É stands with E, as in a dictionary."""
    return normalize("NFKD", name).casefold()
