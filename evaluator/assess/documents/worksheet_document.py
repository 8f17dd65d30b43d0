"""The questionnaire on paper: every question with boxes to tick, and the grid to score it by hand."""

from collections.abc import Iterator
from datetime import date

from evaluator.assess.documents.scoring_grid_document import grid_blocks, light_blocks, number
from evaluator.content.models.questionnaire import Dimension, Question, Questionnaire
from evaluator.content.topic import topic
from evaluator.documents.blocks import (
    Block,
    Box,
    Boxes,
    Bullets,
    Field,
    Group,
    Heading,
    Link,
    Outline,
    PageBreak,
    Paragraph,
    text,
)
from evaluator.i18n.language import Language


def worksheet_outline(form: Questionnaire, language: Language, day: date, address: str) -> Outline:
    """Return the sheet for a form, whole or quick; `address` is the site's first page, or "" when not known."""
    around = topic(form, language)
    title = f"{language.gettext('On paper')}{language.colon}{around.heading}"
    blocks = (
        Heading(1, title),
        *_start(form, language),
        *(block for part in form.dimensions for block in dimension_blocks(form, part, language)),
        *(light_blocks(form, language) if form.quick else (PageBreak(), *grid_blocks(form, language))),
        *_end(form, language, address),
    )
    method = language.gettext("method %(method)s", method=form.scoring.method)
    return Outline(title, around.signature, language, day, tuple(blocks), foot=method)


def _start(form: Questionnaire, language: Language) -> Iterator[Block]:
    around = topic(form, language)
    yield Field(around.ask)
    yield Field(language.gettext("Day"))
    yield text(
        language.gettext(
            "Tick one box for each question. “I don’t know” is always a good answer. The number at the end of a line "
            "is its points."
        )
    )
    if form.rule:
        yield text(form.rule)
    if not form.quick:
        yield text(language.gettext("A letter needs an answer to every question marked “core”."))


def dimension_blocks(form: Questionnaire, part: Dimension, language: Language) -> Iterator[Block]:
    """Return a dimension with its questions, each of which stays on one page."""
    yield Heading(2, f"{part.name}{language.colon}{part.question}")
    for question in part.questions:
        yield Group(tuple(question_blocks(form, question, language)))


def question_blocks(form: Questionnaire, question: Question, language: Language) -> Iterator[Block]:
    """Return one question: what it asks, boxes with their points, and room for how one knows."""
    core = f" ({language.gettext('core')})" if question.core and not form.quick else ""
    yield Heading(3, f"{number(form, question)} {question.text}{core}")
    if question.hint:
        yield text(question.hint, "small")
    if question.items:
        yield Bullets(tuple((item,) for item in question.items))
    yield Boxes(tuple(_boxes(question, language)))
    yield Field(language.gettext("How do I know?"))


def _boxes(question: Question, language: Language) -> Iterator[Box]:
    for option in question.options:
        yield Box(option.text, str(option.points))
    yield Box(language.gettext("I don’t know"), "–")
    if question.not_applicable:
        yield Box(f"{language.gettext('Does not apply:')} {question.not_applicable}", "–")


def _end(form: Questionnaire, language: Language, address: str) -> Iterator[Block]:
    title, method = topic(form, language).title, form.scoring.method
    yield text(language.gettext("Scored by %(title)s, method %(method)s.", title=title, method=method), "small")
    if address:
        yield Paragraph((Link(language.gettext("The same on a screen, with reasons and answers"), address),), "small")
