"""The report as data. The keys are stable: other programs rely on them (docs/content.md lists them)."""

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Literal

from evaluator.assess import report_text
from evaluator.assess.left_out import LeftOut
from evaluator.assess.report import EarlierReport, Line, Report
from evaluator.assess.scoring import DimensionScore, Score, tenths
from evaluator.assess.shelf_file import decision_data, notes_data
from evaluator.content.file_checks import adapter
from evaluator.content.models.types import ONLY_WHERE_THERE_IS, Day, Figure, Letter, Points, content
from evaluator.i18n.language import Language

Ends = tuple[Figure, Figure]  # [low, high]


@content
class CoverageData:
    """How much was answered."""

    answered: int
    applicable: int


@content
class DimensionScoreData:
    """The score of one dimension; null where it does not apply or nothing is known."""

    id: str
    score: Figure | None
    range: Ends | None
    answered: int
    applicable: int


@content
class CapData:
    """An answer that holds the letter down."""

    question: str
    option: str
    cap: Letter


@content
class AnswerData:
    """One answer as given; null when left blank."""

    question: str
    option: str | None
    points: Points | None
    whose: Literal["mine", "taken", "otherwise"] | None
    """One’s own, taken from a source, or one’s own where the source says otherwise; null without an answer."""
    facts: tuple[str, ...]
    """Facts about the platform: the one taken, those that say otherwise, or the same."""


@content
class FindOutData:
    """An open question, and by how many points an answer would narrow the range."""

    question: str
    narrows_by: Figure


@content
class ResultData:
    """A letter and a score with what they could still become."""

    grade: str | None
    """The letter; null when none is shown."""
    grade_range: tuple[str, ...] | None
    """[worst, best]."""
    score: Figure | None
    range: Ends | None


@content
class PersonalData(ResultData):
    """The result with the visitor’s own weights."""

    weights: Mapping[str, str]


@content
class DocumentedData:
    """A dimension as far as documents go, where there is no score."""

    dimension: str
    light: str | None
    """A state of the quick check; null where documents cannot say."""


@content
class EarlierData(ResultData):
    """What the method of then said, and what became of the answers given under it."""

    method: str
    kept: int
    """Answers carried over as they were."""
    renamed: tuple[str, ...]
    """Questions whose answer has another id today."""
    asked_again: tuple[str, ...]
    """Questions whose answer fits two of today."""
    gone: tuple[str, ...]
    """Questions that are asked no longer."""
    new: tuple[str, ...]
    """Questions that were not asked then."""


@content
class LeftOutData:
    """A parameter that looks like one of ours and means nothing."""

    parameter: str
    message: str
    meant: str | None
    """The name that was perhaps meant; null where none is near."""


@content
class ReportData:
    """A dated opinion of one person."""

    method: str
    language: str
    platform: str
    set: Literal["full", "quick"]
    date: Day
    grade: str | None
    """The letter; null when none is shown."""
    grade_range: tuple[str, ...] | None
    """[worst, best]."""
    score: Figure | None
    range: Ends | None
    coverage: CoverageData
    dimensions: tuple[DimensionScoreData, ...]
    caps: tuple[CapData, ...]
    answers: tuple[AnswerData, ...]
    faq: tuple[str, ...]
    """Answers of the FAQ that the findings lead to."""
    actions: tuple[str, ...]
    """Actions that the findings lead to."""
    find_out_next: tuple[FindOutData, ...]
    platform_id: str | None
    """The platform under /api/v1/platforms; null when nothing is documented."""
    deeds: tuple[str, ...]
    """What can be done on the platform itself, what betters a weak answer first."""
    situation: Annotated[Mapping[str, str] | None, ONLY_WHERE_THERE_IS] = None
    """What was said of oneself; never scored."""
    documented: Annotated[tuple[DocumentedData, ...] | None, ONLY_WHERE_THERE_IS] = None
    """Only where a core answer of one’s own is missing."""
    earlier: Annotated[EarlierData | None, ONLY_WHERE_THERE_IS] = None
    """Only for answers given under an earlier method."""
    personal: Annotated[PersonalData | None, ONLY_WHERE_THERE_IS] = None
    """Only with weights of one’s own."""
    decision: Annotated[Mapping[str, str | tuple[str, ...]] | None, ONLY_WHERE_THERE_IS] = None
    """What the owner decided, from a shelf alone: kind (keep, limits, leave), limits, by, reason, review."""
    notes: Annotated[Mapping[str, Mapping[str, str]] | None, ONLY_WHERE_THERE_IS] = None
    """Text and source that the owner put to an answer, by question. Only from a shelf."""
    left_out: Annotated[tuple[LeftOutData, ...] | None, ONLY_WHERE_THERE_IS] = None
    """Parameters that look like ours and mean nothing, perhaps by a slip of the hand."""


def render(report: Report, language: Language) -> bytes:
    """Return the whole report."""
    data = adapter(ReportData).dump_python(report_data(report, language), mode="json")
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def report_data(report: Report, language: Language) -> ReportData:
    """Return the report in the shape that is published."""
    score, result = report.score, _result(report.score)
    return ReportData(
        method=report.questionnaire.scoring.method,
        language=language.code,
        platform=report.assessment.platform,
        set="quick" if report.assessment.set == "quick" else "full",
        date=report.day.isoformat(),
        grade=result.grade,
        grade_range=result.grade_range,
        score=result.score,
        range=result.range,
        coverage=CoverageData(score.answered, score.applicable),
        dimensions=tuple(map(_dimension, score.dimensions)),
        caps=tuple(CapData(cap.question, cap.option, cap.letter) for cap in score.caps),
        answers=tuple(_answer(line, report) for line in report.lines),
        faq=tuple(entry.id for entry in report.faq),
        actions=tuple(action.id for action in report.actions),
        find_out_next=tuple(FindOutData(step.question.id, tenths(step.narrows_by)) for step in report.find_out),
        platform_id=report.profile.id if report.profile else None,
        deeds=tuple(each.deed.id for each in report.deeds),
        situation=dict(report.assessment.situation) or None,
        documented=tuple(
            DocumentedData(part.dimension.id, part.light.id if part.light else None) for part in report.documented
        )
        or None,
        earlier=_earlier(report.earlier) if report.earlier else None,
        personal=PersonalData(**vars(_result(report.personal)), weights=report.assessment.weights)
        if report.personal
        else None,
        decision=decision_data(report.decision) if report.decision else None,
        notes=notes_data(report.notes) or None,
        left_out=tuple(_left_out(each, report, language) for each in report.assessment.left_out) or None,
    )


def _left_out(each: LeftOut, report: Report, language: Language) -> LeftOutData:
    said = report_text.left_out(each, report.questionnaire, language)
    return LeftOutData(each.parameter, " ".join(filter(None, said)), each.meant or None)


def _dimension(part: DimensionScore) -> DimensionScoreData:
    return DimensionScoreData(
        part.dimension.id,
        _number(part.score) if part.applies else None,
        (tenths(part.low), tenths(part.high)) if part.applies else None,
        part.answered,
        part.applicable,
    )


def _answer(line: Line, report: Report) -> AnswerData:
    whose = report.provenance.get(line.question.id)
    return AnswerData(
        line.question.id,
        line.value,
        line.option.points if line.option else None,
        whose.kind if whose else None,
        tuple(fact.id for fact in whose.facts) if whose else (),
    )


def _earlier(then: EarlierReport) -> EarlierData:
    return EarlierData(
        **vars(_result(then.score)),
        method=then.method,
        kept=then.kept,
        renamed=tuple(found.then.id for found in then.renamed),
        asked_again=tuple(found.then.id for found in then.asked_again),
        gone=tuple(found.then.id for found in then.gone),
        new=tuple(question.id for question in then.new),
    )


def _result(score: Score) -> ResultData:
    quick = any(reason.kind == "quick" for reason in score.missing)
    return ResultData(
        score.grade,
        None if quick or score.worst is None or score.best is None else (score.worst, score.best),
        _number(score.score),
        None if score.worst is None else (tenths(score.low), tenths(score.high)),
    )


def _number(value: Fraction | None) -> float | None:
    return None if value is None else tenths(value)
