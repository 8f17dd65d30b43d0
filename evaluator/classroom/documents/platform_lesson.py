"""A lesson about one platform on paper: its plan with minutes, what is documented, and the cards to cut out.

All of it is made from the plan and from the facts of the platform, so that neither says anything else here.
"""

from collections.abc import Iterator
from datetime import date

from evaluator.classroom.documents.evidence_cards import card_blocks
from evaluator.content.models.lesson import usual_plan
from evaluator.content.models.library import Library
from evaluator.content.models.platforms import PlatformProfile
from evaluator.content.topic import topic
from evaluator.documents.blocks import Block, Bullets, Field, Heading, Outline, PageBreak, Table, text
from evaluator.i18n.language import Language

TYPE = 1.25  # of the type of a report


def lesson_title(profile: PlatformProfile, language: Language) -> str:
    """Return what the lesson is called."""
    return language.gettext("Lesson with evidence cards: %(platform)s", platform=profile.name)


def platform_lesson(profile: PlatformProfile, library: Library, language: Language, day: date) -> Outline:
    """Return the plan of a lesson about a platform, with its cards."""
    title = lesson_title(profile, language)
    site = topic(library.questionnaire, language).signature
    blocks = (Heading(1, title), *_plan(library, language), *_cards(profile, library, day, language))
    return Outline(title, site, language, day, blocks, size=TYPE)


def _plan(library: Library, language: Language) -> Iterator[Block]:
    gettext, lesson = language.gettext, library.lesson
    plan = usual_plan([each for each in lesson.plans if not each.young]) if lesson else None
    rows = tuple((minutes, step.title, step.what) for minutes, step in (plan.timetable if plan else ()))
    yield Field(gettext("Class and day"))
    yield Table((gettext("Minutes"), gettext("Step"), gettext("What the class does")), rows, widths=(0.6, 1.3, 4))


def _cards(profile: PlatformProfile, library: Library, day: date, language: Language) -> Iterator[Block]:
    """Yield the questions on which something is documented, then the cards: what each says answers one of them."""
    gettext = language.gettext
    chosen, cards = card_blocks(profile, library, day, language)
    if not chosen:
        return
    asked = dict.fromkeys(card.question.text for card in chosen)
    yield PageBreak()
    yield Heading(2, gettext("Questions that the cards help with"))
    yield text(gettext("Give each pair one card after the first vote, and let it say which question it changes."))
    yield Bullets(tuple((question,) for question in asked))
    yield Heading(2, gettext("The cards, to cut out"))
    yield cards
