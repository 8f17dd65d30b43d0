"""The report of a class as an outline: one page to read, then every question with its counts."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from evaluator.classroom import report_text
from evaluator.classroom.dots import difference
from evaluator.classroom.report import (
    Again,
    Asked,
    ClassReport,
    Counts,
    asked,
    dials,
    disagreements,
    need_facts,
    unknown,
)
from evaluator.classroom.settings import class_form
from evaluator.content.models.library import Library
from evaluator.content.models.questionnaire import DONT_KNOW, Question
from evaluator.content.topic import topic
from evaluator.documents.blocks import (
    BlankLines,
    Block,
    Bullets,
    Group,
    Heading,
    Outline,
    PageBreak,
    Scale,
    Scales,
    Table,
    text,
)
from evaluator.i18n.language import Language

NOTES = 5  # lines for the teacher
TOO_FEW = "–"
PAPER = "paper"  # the mode in which nobody knows who voted what before


def class_outline(report: ClassReport, library: Library, language: Language) -> Outline:
    """Return the whole report, in the words of the library and by the method that the class answered with."""
    title = class_title(report, language)
    library = replace(library, questionnaire=library.questionnaire.of_method(report.method))
    parts = (_head, _dials, _disagreements, _again, _next_lesson, _questions, _end)
    blocks = tuple(block for part in parts for block in part(report, library, language))
    site = topic(library.questionnaire, language).signature
    method = language.gettext("method %(method)s", method=report.method)
    return Outline(title, site, language, report.day, (Heading(1, title), *blocks), foot=method)


def class_title(report: ClassReport, language: Language) -> str:
    """Return what the report is called."""
    return language.gettext("Our class on %(platform)s", platform=report_text.platform(report, language))


def _head(report: ClassReport, library: Library, language: Language) -> Iterator[Block]:
    yield text(report_text.limits(report, language), "lead")
    yield text(facts_line(report, library, language), "small")


def facts_line(report: ClassReport, library: Library, language: Language) -> str:
    """Return the day, the set, how the class answered, and how many."""
    return language.comma.join(
        (
            language.day(report.day),
            report_text.set_name(report.set, library.questionnaire, language),
            report_text.modes(language)[report.mode],
            language.ngettext("%(count)s joined", "%(count)s joined", report.joined),
            language.ngettext("%(count)s finished", "%(count)s finished", report.finished),
        )
    )


def _dials(report: ClassReport, library: Library, language: Language) -> Iterator[Block]:
    yield Heading(2, language.gettext("The class as a whole"))
    found = dials(report, class_form(library.questionnaire, report.set))
    if not found:
        yield text(language.gettext("Too few answers to show anything."))
        return
    yield text(
        language.gettext(
            "The dot is the middle answer, the band holds the middle half of the answers. 100 points are best."
        ),
        "small",
    )
    yield Scales(
        tuple(
            Scale(
                one.dimension.id, one.dimension.name, report_text.dial(one, language), one.median, one.low, one.high
            )
            for one in found
        )
    )


def _disagreements(report: ClassReport, library: Library, language: Language) -> Iterator[Block]:
    yield Heading(2, language.gettext("Where we disagree most"))
    found = disagreements(report, class_form(library.questionnaire, report.set))
    if not found:
        yield text(language.gettext("The class was not split on any question."))
    for one in found:
        yield Group(tuple(_to_talk_about(one, library, language)))
    if len(found) > 1:
        yield text(language.gettext("Their order means nothing: chance alone can make such differences."), "small")


def _to_talk_about(one: Asked, library: Library, language: Language) -> Iterator[Block]:
    yield Heading(3, one.question.text)
    yield text(f"{report_text.shape(one.tally, language)}{language.colon}{distribution(one, language)}")
    prompt = library.lesson.prompt(one.question.dimension, one.tally.shape) if library.lesson else None
    if prompt:
        yield text(language.gettext("To talk about: %(prompt)s", prompt=prompt))


def distribution(one: Asked, language: Language) -> str:
    """Return the counts in the order of the options, “I don’t know” last."""
    numbers = [str(one.counts.options.get(option.id, 0)) for option in one.question.options]
    unsure = one.counts.options.get(DONT_KNOW, 0)
    told = " · ".join(numbers)
    return (
        language.gettext("%(numbers)s, and %(count)s “I don’t know”", numbers=told, count=unsure) if unsure else told
    )


def _again(report: ClassReport, library: Library, language: Language) -> Iterator[Block]:
    known = [
        (one, question)
        for one in report.again
        if (question := class_form(library.questionnaire, report.set).question(one.after.question))
    ]
    if known:
        yield Heading(2, language.gettext("Voted again"))
    for one, question in known:
        yield Group((*_before_and_after(one, question, language), *_moved(one, report, language)))


def _before_and_after(one: Again, question: Question, language: Language) -> Iterator[Block]:
    gettext = language.gettext
    yield Heading(3, question.text)
    yield count_table(question, ((gettext("Before"), one.before), (gettext("After"), one.after)), language)
    if one.after.options:
        yield text(dots_key(language), "small")


def dots_key(language: Language) -> str:
    """Say what the signs of a vote again mean."""
    return language.gettext("● as before, ◆ more than before, ○ fewer. Two counts, not who went where.")


def _moved(one: Again, report: ClassReport, language: Language) -> Iterator[Block]:
    """Return how many moved; hands and cards do not tell."""
    if one.moved is not None or report.mode != PAPER:
        yield text(report_text.moved(one, language))


def count_table(question: Question, columns: tuple[tuple[str, Counts], ...], language: Language) -> Table:
    """Return a row for each option and one for “I don’t know”, a column for each vote."""
    rows = [(option.id, option.text) for option in question.options]
    rows.append((DONT_KNOW, language.gettext("I don’t know")))
    votes = [counts for _, counts in columns]
    head = (language.gettext("Answer"), *(name for name, _ in columns), language.gettext("A dot for every answer"))
    return Table(
        head,
        tuple((words, *(_number(each, name) for each in votes), _dots(votes, name)) for name, words in rows),
        numbers=tuple(range(1, len(head) - 1)),
        widths=(4, *(0.8,) * len(columns), 3.4),
    )


def _dots(votes: Sequence[Counts], option: str) -> str:
    """Draw one count, or what two differ by; nothing where there are too few to show."""
    if not all(each.options for each in votes):
        return TOO_FEW
    first, last = votes[0].options.get(option, 0), votes[-1].options.get(option, 0)
    return difference(first, last)


def _number(counts: Counts, option: str) -> str:
    return str(counts.options.get(option, 0)) if counts.options else TOO_FEW


def _next_lesson(report: ClassReport, library: Library, language: Language) -> Iterator[Block]:
    yield Heading(2, language.gettext("For the next lesson"))
    found = need_facts(report, class_form(library.questionnaire, report.set))
    if found:
        yield text(language.gettext("Many of us did not know. Look it up together, then vote again:"))
        yield Bullets(tuple((_to_look_up(one, library),) for one in found))
    else:
        yield text(
            language.gettext(
                "Almost everyone knew enough to answer. "
                "Next time, take another platform, or the same one in six months."
            )
        )
    yield Group((Heading(2, language.gettext("Notes of the teacher")), BlankLines(NOTES)))


def _to_look_up(one: Asked, library: Library) -> str:
    prompt = library.lesson.prompt(one.question.dimension, one.tally.shape) if library.lesson else None
    return f"{one.question.text} {prompt or one.question.find_out[0]}"


def _questions(report: ClassReport, library: Library, language: Language) -> Iterator[Block]:
    everything = asked(report, class_form(library.questionnaire, report.set))
    yield PageBreak()
    yield Heading(2, language.gettext("Every question"))
    for part in class_form(library.questionnaire, report.set).dimensions:
        mine = [one for one in everything if one.question.dimension == part.id]
        if mine:
            yield Heading(3, part.name)
        for one in mine:
            yield Group(tuple(_question(one, language)))


def _question(one: Asked, language: Language) -> Iterator[Block]:
    words = report_text.shape(one.tally, language)
    yield text(one.question.text)
    yield text(f"{report_text.answers(one.counts, language)}{language.colon}{words}", "small")
    if one.counts.options:
        yield count_table(one.question, ((language.gettext("Number"), one.counts),), language)


def _end(report: ClassReport, library: Library, language: Language) -> Iterator[Block]:
    yield Heading(2, language.gettext("About this report"))
    gone = len(unknown(report, class_form(library.questionnaire, report.set)))
    if gone:
        yield text(
            language.ngettext(
                "%(count)s question or answer of this report no longer exists here; it is left out.",
                "%(count)s questions or answers of this report no longer exist here; they are left out.",
                gone,
            )
        )
    yield text(
        language.gettext(
            "It holds counts and nothing else: no name, no time, no single answer. Under five answers, only their "
            "number is told."
        ),
        "small",
    )
    yield text(
        language.gettext(
            "D takes any two of the class: how far apart are their answers, beside the most split class possible? 0 "
            "is all the same, 1 is half at each end."
        ),
        "small",
    )
    yield text(language.gettext("This file is yours: the site keeps no copy of it."), "small")
