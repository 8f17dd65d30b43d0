"""Cards of the lesson kit to cut out: prompts, answers to hold up, and one-time tickets to draw from a hat."""

from collections.abc import Iterator
from string import ascii_uppercase

from evaluator.classroom import report_text
from evaluator.content.models.lesson import KIND, Prompts
from evaluator.content.models.library import Library
from evaluator.content.models.questionnaire import Questionnaire
from evaluator.documents.blocks import Block, Cards, Heading, PageBreak, text
from evaluator.i18n.language import Language

SHAPES = ("camps", "scattered", "agree", "facts")
UNKNOWN = "?"
TICKETS_ACROSS = 3
ON_A_PAGE = 2  # dimensions with their prompts


def prompt_cards(library: Library, language: Language) -> Iterator[Block]:
    """Return a card for each dimension and shape, the dimensions under one another."""
    prompts = {one.id: one for one in library.lesson.prompts} if library.lesson else {}
    words = report_text.shapes(language)
    parts = [part for part in library.questionnaire.dimensions if part.id in prompts]
    for place, part in enumerate(parts):
        if place and place % ON_A_PAGE == 0:
            yield PageBreak()
        yield Heading(2, f"{part.name}{language.colon}{part.question}")
        yield Cards(tuple(_prompt(prompts[part.id], shape, words[shape]) for shape in SHAPES))


def _prompt(prompts: Prompts, shape: str, words: str) -> tuple[Block, ...]:
    return text(words, "small"), text(getattr(prompts, KIND[shape]), "lead")


def answer_cards(form: Questionnaire, language: Language) -> Iterator[Block]:
    """Return a letter for each place in the longest list of options, and one for “I don’t know”."""
    most = max(len(question.options) for question in form.questions)
    yield text(
        language.gettext(
            "One set for each pupil. Cut along the lines. A is the first answer of the list, B the second, and so on."
        )
    )
    letters = [*ascii_uppercase[:most], UNKNOWN]
    yield Cards(tuple(_letter(letter, language) for letter in letters), columns=2)


def _letter(letter: str, language: Language) -> tuple[Block, ...]:
    unsure = letter == UNKNOWN
    words = language.gettext("I don’t know") if unsure else language.gettext("Answer %(letter)s", letter=letter)
    return text(letter, "huge"), text(words, "small")
