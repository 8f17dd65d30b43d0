"""What a class sees of its result: every question with its counts, for the projector, the pupils and the teacher.

All of it comes from a class report, that is from published counts; no answer of one seat passes through here. So a
report that was saved as a file shows the same without the server's memory.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from evaluator.assess.answers import listed_worst_first
from evaluator.classroom import report_text
from evaluator.classroom.dots import DotGrid, Pile, difference, grid, pile, place
from evaluator.classroom.evidence import EvidenceCard, Pupils, cards
from evaluator.classroom.records import ClassRow, QuestionCounts
from evaluator.classroom.report import (
    Again,
    Asked,
    ClassReport,
    Counts,
    Dial,
    asked,
    dials,
    disagreements,
    need_facts,
)
from evaluator.classroom.settings import class_form, question_set, where_it_is
from evaluator.classroom.states import OVER, counts_shown
from evaluator.classroom.web.current import store
from evaluator.content.models.platforms import AGES, MINOR
from evaluator.content.models.questionnaire import DONT_KNOW, Dimension, Question, Questionnaire
from evaluator.web.context import language, library, site, today

FACTS_SHOWN = 2
ADULT = AGES[0]
NOTHING: Mapping[str, int] = {}


@dataclass(frozen=True)
class Bar:
    """One line of a question's result: the words, the counts, and a dot for every answer."""

    option: str
    words: str
    n: int
    drawn: Mapping[str, str]  # paths: same, more, fewer
    before: int | None = None  # in a vote again, beside its first vote
    apart: bool = False  # “I don’t know” stands apart


@dataclass(frozen=True)
class QuestionResult:
    """A question with its result; no bars when there are too few answers to show."""

    question: Question
    n: int
    bars: tuple[Bar, ...]
    grid: DotGrid
    moved: int | None = None


@dataclass(frozen=True)
class DimensionResult:
    """A dimension: all answers to its questions as dots, their middle, and the half around it; None: too few."""

    dimension: Dimension
    words: str
    pile: Pile | None = None
    band: tuple[float, float] = (0, 0)  # where it starts, how wide it is
    middle: float = 0


@dataclass(frozen=True)
class SplitResult:
    """A question on which the class is divided, or lacks facts: the shape in words, and what to talk about."""

    question: Question
    words: str
    prompt: str
    shown: QuestionResult


def report_of(row: ClassRow) -> ClassReport:
    """Return the report of a class, as far as it has been revealed; without any counts before."""
    now, again, found = store().progress(row.id), [], dict[str, QuestionCounts]()
    latest: dict[str, Counts] = {}
    for vote in range(1, row.round + 1):
        if not counts_shown(row.state, row.round, vote):
            continue
        counted = store().counts(row.id, vote)
        found = found or dict(counted)
        for question, one in counted.items():
            after = Counts(question, one.n, one.options)
            if question in latest and vote > 1:
                again.append(Again(latest[question], after, one.moved))
            if one.options or question not in latest:  # a vote again that is not shown leaves the first one standing
                latest[question] = after
    counts = tuple(Counts(question, one.n, one.options) for question, one in found.items())
    most = max((one.n for one in counts), default=0)
    return ClassReport(
        day=row.day,
        set=row.settings.set,
        method=library().questionnaire.scoring.method,
        platform=row.settings.platform,
        mode=row.settings.mode,
        joined=max(now.joined, most),
        finished=most if row.state in OVER else now.finished,
        counts=counts,
        again=tuple(again),
    )


def _form_of(report: ClassReport) -> Questionnaire:
    """Return the whole form, by the method that the class answered with."""
    return library().questionnaire.of_method(report.method)


def results(report: ClassReport) -> tuple[QuestionResult, ...]:
    """Return every question of the first vote, in the order asked."""
    return tuple(_shown(one, report) for one in asked(report, class_form(_form_of(report), report.set)))


def four(report: ClassReport) -> dict[str, Any]:
    """Return the dimensions at a glance."""
    form = _form(report)
    known = {one.dimension.id: one for one in dials(report, form)}
    return {"parts": [_part(each, known.get(each.id)) for each in form.dimensions]}


def splits(report: ClassReport, question: str = "") -> dict[str, Any]:
    """Return where the class disagrees most, in three questions; where it needs facts; and the one talked about."""
    form = class_form(_form_of(report), report.set)
    talked = next((one for one in asked(report, form) if one.question.id == question), None)
    return {
        "splits": [_split(one, report) for one in disagreements(report, form)],
        "facts": [_split(one, report) for one in need_facts(report, form)[:FACTS_SHOWN]],
        "talked": _split(talked, report) if talked else None,
    }


def twice(report: ClassReport, question: str) -> dict[str, Any]:
    """Return a question before and after the last vote on it; nothing when there was none."""
    last = next((one for one in reversed(report.again) if one.after.question == question), None)
    known = class_form(_form_of(report), report.set).question(question)
    if last is None or known is None:
        return {"before": None, "after": None}
    compared = last.before.options if last.after.options else {}
    return {
        "before": _bars_of(known, last.before, report),
        "after": _bars_of(known, last.after, report, last.moved, compared),
    }


def for_pupil(row: ClassRow) -> dict[str, Any]:
    """Return the class result on a pupil's device."""
    report = report_of(row)
    return {"results": results(report), **twice(report, row.question), **splits(report, row.question)}


def _pupils(row: ClassRow) -> Pupils:
    """Return for whom the class judges, as far as its teacher said so."""
    chosen, form = row.settings, library().questionnaire
    return Pupils(form.place(where_it_is(form, chosen.region)), ADULT if chosen.pupils == ADULT else MINOR)


def evidence(row: ClassRow) -> tuple[EvidenceCard, ...]:
    """Return the cards between two votes; none where nothing is documented on the platform."""
    report = report_of(row)
    sets = {
        code: cards(
            report,
            class_form(known.questionnaire, report.set),
            profile,
            row.question,
            today(),
            site().languages[code],
            _pupils(row),
        )
        for code, known in site().libraries.items()
        if (profile := known.profile(row.settings.platform))
    }
    fit = min(map(len, sets.values()), default=0)  # in every language: the wall and all phones have the same cards
    return sets.get(language().code, ())[:fit]


def _form(report: ClassReport) -> Questionnaire:
    return question_set(_form_of(report), report.set)


def _split(one: Asked, report: ClassReport) -> SplitResult:
    lesson = library().lesson
    prompt = lesson.prompt(one.question.dimension, one.tally.shape) if lesson else None
    return SplitResult(
        one.question, report_text.shapes(language())[one.tally.shape], prompt or "", _shown(one, report)
    )


def _part(dimension: Dimension, dial: Dial | None) -> DimensionResult:
    if dial is None:
        return DimensionResult(dimension, language().gettext("too few answers to show"))
    low, middle, high = map(place, (dial.low, dial.median, dial.high))
    return DimensionResult(
        dimension, report_text.middle(dial, language()), pile(dial.points), (low, round(high - low, 1)), middle
    )


def _shown(one: Asked, report: ClassReport) -> QuestionResult:
    return _bars_of(one.question, one.counts, report)


def _bars_of(
    question: Question,
    counts: Counts,
    report: ClassReport,
    moved: int | None = None,
    before: Mapping[str, int] = NOTHING,
) -> QuestionResult:
    scale = grid(max(sum(counts.options.values()), sum(before.values())))  # one for all rows and both votes
    return QuestionResult(
        question, counts.n, tuple(_bars(question, counts.options, before, report, scale)), scale, moved
    )


def _bars(
    question: Question, options: Mapping[str, int], before: Mapping[str, int], report: ClassReport, scale: DotGrid
) -> Iterator[Bar]:
    if not options:
        return
    ordered = question.options[::-1] if listed_worst_first(report.platform) else question.options
    lines = [*((option.id, option.brief) for option in ordered), (DONT_KNOW, language().gettext("I don’t know"))]
    for name, words in lines:
        now = options.get(name, 0)
        was = before.get(name, 0) if before else None
        drawn = scale.paths(difference(now if was is None else was, now))
        yield Bar(name, words, now, drawn, was, name == DONT_KNOW)
