"""A letter to a company about one's data, as an outline: what it asks, the law, and blanks to fill in by hand.

Nothing of whoever sends it is asked, so nothing can be kept.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from evaluator.content.models.library import Library
from evaluator.content.models.platforms import DataLetter
from evaluator.content.topic import topic
from evaluator.documents.blocks import Block, Field, Heading, Outline, text
from evaluator.i18n.language import Language


class Addressee(NamedTuple):
    """To whom a letter goes: the lines of an address, and the page or mail address for such requests if known."""

    lines: tuple[str, ...]
    url: str | None
    email: str | None


def addressee(library: Library, platform: str, place: str | None = None) -> Addressee:
    """Return whom to write to about a platform from a place; its name alone where nothing is documented."""
    profile = library.profile(platform)
    if profile is None:
        return Addressee((platform,) if platform else (), None, None)
    deed = next((deed for deed in profile.deeds_for(where=place) if deed.id == "data-request"), None)
    lines = tuple(dict.fromkeys(name for name in (profile.owner.name, profile.name) if name))
    return Addressee(lines, deed.page(library.language)[1] if deed else None, deed.email if deed else None)


def paragraphs(letter: DataLetter, platform: str, place: str | None, language: Language) -> tuple[str, ...]:
    """Return the letter between its subject and its signature."""
    about = (
        language.gettext("This is about my account on %(platform)s.", platform=platform)
        if platform
        else language.gettext("This is about my account with you.")
    )
    return (language.gettext("Dear Sir or Madam,"), about, *letter.asks, letter.law(place))


def blanks(language: Language) -> tuple[str, ...]:
    """Return what whoever sends the letter writes by hand."""
    return (
        language.gettext("My name"),
        language.gettext("The name or email address of my account"),
        language.gettext("Where to answer"),
        language.gettext("Place and date"),
        language.gettext("Signature"),
    )


def letter_outline(
    library: Library, letter: DataLetter, platform: str, place: str | None, language: Language, today: date
) -> Outline:
    """Return the letter as a document."""
    whom = addressee(library, platform, place)

    def blocks() -> Iterator[Block]:
        yield Heading(1, letter.name)
        if whom.lines:
            yield text(language.gettext("To: %(name)s", name=language.comma.join(whom.lines)))
        for words in paragraphs(letter, platform, place, language):
            yield text(words)
        for label in blanks(language):
            yield Field(label)

    return Outline(letter.name, topic(library.questionnaire, language).title, language, today, tuple(blocks()))
