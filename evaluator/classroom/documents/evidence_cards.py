"""Evidence on paper: cards to cut out, each with a statement, its source and its day, and room to doubt it."""

from collections.abc import Iterator, Sequence
from datetime import date

from evaluator.classroom.evidence import EvidenceCard, all_cards
from evaluator.classroom.settings import class_form
from evaluator.content.models.library import Library
from evaluator.content.models.platforms import PlatformProfile
from evaluator.content.topic import topic
from evaluator.documents.blocks import Block, Cards, Heading, Link, Outline, Paragraph, text
from evaluator.i18n.language import Language

PLATFORMS = ("instagram", "tiktok", "snapchat", "whatsapp", "youtube", "discord")  # those of the lesson kit
TYPE = 1.25  # of the type of a report


def evidence_outline(
    chosen: Sequence[EvidenceCard], profile: PlatformProfile, library: Library, language: Language, day: date
) -> Outline:
    """Return a sheet of cards."""
    title = evidence_title(profile, language)
    site = topic(library.questionnaire, language).signature
    head = (Heading(1, title), text(_how(language), "small"))
    cards = Cards(tuple(tuple(_card(card, profile)) for card in chosen))
    return Outline(title, site, language, day, (*head, cards) if chosen else head, size=TYPE)


def evidence_title(profile: PlatformProfile, language: Language) -> str:
    """Return what the sheet is called."""
    return language.gettext("Evidence cards: %(platform)s", platform=profile.name)


def known_platforms(library: Library) -> list[PlatformProfile]:
    """Return the platforms of the kit that this content knows."""
    return [profile for name in PLATFORMS if (profile := library.profile(name))]


def platform_cards(profile: PlatformProfile, library: Library, language: Language, day: date) -> Outline:
    """Return the sheet of a platform for the lesson kit."""
    chosen = all_cards(class_form(library.questionnaire), profile, day, language)
    return evidence_outline(chosen, profile, library, language, day)


def card_blocks(
    profile: PlatformProfile, library: Library, day: date, language: Language
) -> tuple[tuple[EvidenceCard, ...], Cards]:
    """Return the facts of a platform for a class, and the cards that they are on."""
    chosen = all_cards(class_form(library.questionnaire), profile, day, language)
    return chosen, Cards(tuple(tuple(_card(card, profile)) for card in chosen))


def _how(language: Language) -> str:
    return language.gettext(
        "Cut along the lines. Each pair reads one card aloud: who says it, when, and where does it hold? What would "
        "make you doubt it? Then vote again."
    )


def _card(card: EvidenceCard, profile: PlatformProfile) -> Iterator[Block]:
    yield text(card.question.text, "small")
    yield text(card.fact.says, "lead")
    yield Paragraph((Link(card.source, profile.sources_of(card.fact)[0].url),), "small")
