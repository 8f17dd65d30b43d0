"""Two reports of the same set side by side: two classes, or September and June."""

from collections.abc import Iterator
from dataclasses import dataclass

from evaluator.classroom import report_text
from evaluator.classroom.documents.report_document import TOO_FEW, count_table, facts_line
from evaluator.classroom.question_sets import class_form
from evaluator.classroom.report import Asked, ClassReport, Dial, asked, comparable, dials
from evaluator.content.models.library import Library
from evaluator.content.models.questionnaire import Dimension
from evaluator.content.topic import topic
from evaluator.documents.blocks import Block, Group, Heading, Outline, PageBreak, Table, text
from evaluator.i18n.language import Language


@dataclass(frozen=True)
class Compared:
    """What both reports have, pair by pair; a dial is None where too few answered."""

    dials: tuple[tuple[Dimension, Dial | None, Dial | None], ...]
    questions: tuple[tuple[Asked, Asked], ...]


def compared(first: ClassReport, second: ClassReport, library: Library) -> Compared:
    """Two reports side by side. ValueError when they are of different sets or methods."""
    if not comparable(first, second):
        raise ValueError(f"{first.set} {first.method} beside {second.set} {second.method}")
    form = class_form(library.questionnaire)
    before, after = ({one.dimension.id: one for one in dials(report, form)} for report in (first, second))
    answers = {one.question.id: one for one in asked(second, form)}
    return Compared(
        tuple(
            (part, before.get(part.id), after.get(part.id))
            for part in form.dimensions
            if part.id in before or part.id in after
        ),
        tuple((one, answers[one.question.id]) for one in asked(first, form) if one.question.id in answers),
    )


def compared_outline(
    first: ClassReport, second: ClassReport, library: Library, language: Language, names: tuple[str, str]
) -> Outline:
    """The pair as a document; `names` are what the reports are called here. ValueError as for `compared`."""
    title = language.gettext("Two classes side by side")
    blocks = (
        Heading(1, title),
        *(text(f"{name}{language.colon}{_about(report, library, language)}", "small")
          for name, report in zip(names, (first, second), strict=True)),
        *_compared(compared(first, second, library), language, names),
    )  # fmt: skip
    site = topic(library.questionnaire, language).title
    return Outline(title, site, language, max(first.day, second.day), blocks)


def _about(report: ClassReport, library: Library, language: Language) -> str:
    return f"{report_text.platform(report, language)}{language.comma}{facts_line(report, library, language)}"


def _compared(both: Compared, language: Language, names: tuple[str, str]) -> Iterator[Block]:
    yield Heading(2, language.gettext("The middle answer, in points"))
    yield Table(
        (language.gettext("Dimension"), *names),
        tuple((part.name, _median(before), _median(after)) for part, before, after in both.dials),
        numbers=(1, 2),
        widths=(2, 1, 1),
    )
    yield text(language.gettext("Two small groups differ by chance, too: look for large steps only."), "small")
    yield PageBreak()
    yield Heading(2, language.gettext("Every question"))
    for one, other in both.questions:
        yield Group(tuple(_question(one, other, language, names)))


def _median(one: Dial | None) -> str:
    return str(one.median) if one else TOO_FEW


def _question(one: Asked, other: Asked, language: Language, names: tuple[str, str]) -> Iterator[Block]:
    yield Heading(3, one.question.text)
    yield count_table(one.question, ((names[0], one.counts), (names[1], other.counts)), language)
    shapes = [report_text.shape(each.tally, language) for each in (one, other)]
    pairs = zip(names, shapes, strict=True)
    yield text(language.semicolon.join(f"{name}{language.colon}{words}" for name, words in pairs), "small")
