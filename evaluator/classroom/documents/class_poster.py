"""The poster of a class for the wall: our class and the platform, a dot for every answer, our words.

The words are sentences of the exit tickets that the teacher chose and typed; nothing of them is kept. The type is as
large as one sheet allows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from evaluator.classroom import report_text
from evaluator.classroom.documents.report_document import class_title, count_table, dots_key, facts_line
from evaluator.classroom.report import Asked, ClassReport, asked, disagreements
from evaluator.classroom.settings import class_form
from evaluator.content.models.library import Library
from evaluator.content.topic import topic
from evaluator.documents import write
from evaluator.documents.blocks import A3, A4, Block, Group, Heading, Outline, text
from evaluator.documents.pdf_writer import pages
from evaluator.i18n.language import Language

SIZES = {A4: (1.6, 1.4, 1.25, 1.1, 1.0, 0.85), A3: (2.4, 2.1, 1.85, 1.6, 1.4, 1.2)}  # of the type, the largest first
SHOWN = 4  # questions: the most divided ones first


def write_poster(
    report: ClassReport, sentences: Sequence[str], paper: str, library: Library, language: Language
) -> bytes:
    """Write the poster as a PDF of one sheet, in the largest type that fits."""
    outline, made = poster(report, sentences, library, language), b""
    for size in SIZES[paper]:
        made = write("pdf", replace(outline, size=size), paper)
        if pages(made) == 1:
            break
    return made


def poster(report: ClassReport, sentences: Sequence[str], library: Library, language: Language) -> Outline:
    """Return the poster, in the words of the library and by the method that the class answered with."""
    title = class_title(report, language)
    library = replace(library, questionnaire=library.questionnaire.of_method(report.method))
    site = topic(library.questionnaire, language).signature
    blocks = (*_answers(report, library, language), *_words(sentences, language))
    head = (Heading(1, title), text(facts_line(report, library, language), "small"))
    return Outline(title, site, language, report.day, (*head, *blocks), leaf=True)


def _answers(report: ClassReport, library: Library, language: Language) -> Iterator[Block]:
    form = class_form(library.questionnaire, report.set)
    divided = disagreements(report, form)
    names = {one.question.id for one in divided}
    others = [one for one in asked(report, form) if one.question.id not in names and one.counts.options]
    yield text(report_text.limits(report, language), "small")
    if divided:
        yield Heading(2, language.gettext("Where we disagree most"))
    for one in divided[:SHOWN]:
        yield Group(tuple(_question(one, report, language)))
    if others and len(divided) < SHOWN:
        yield Heading(2, language.gettext("What else we say"))
    for one in others[: SHOWN - len(divided)]:
        yield Group(tuple(_question(one, report, language)))
    if not divided and not others:
        yield text(language.gettext("Too few answers to show anything."))


def _question(one: Asked, report: ClassReport, language: Language) -> Iterator[Block]:
    yield Heading(3, one.question.text)
    last = next((each for each in reversed(report.again) if each.after.question == one.question.id), None)
    if last and last.before.options and last.after.options:
        votes = ((language.gettext("Before"), last.before), (language.gettext("After"), last.after))
        yield count_table(one.question, votes, language)
        yield text(dots_key(language), "small")
    else:
        yield count_table(one.question, ((language.gettext("Number"), one.counts),), language)


def _words(sentences: Sequence[str], language: Language) -> Iterator[Block]:
    if sentences:
        yield Heading(2, language.gettext("What would change our minds"))
    for sentence in sentences:
        yield text(sentence, "quote")
