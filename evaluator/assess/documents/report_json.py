"""The report as data. The keys are stable: other programs rely on them (docs/content.md lists them)."""

import json
from fractions import Fraction

from evaluator.api.shapes import AnswerData, DimensionScoreData, EarlierData, OptionalData, ReportData, ResultData
from evaluator.assess.report import EarlierReport, Line, Report
from evaluator.assess.scoring import DimensionScore, Score, tenths
from evaluator.i18n.language import Language


def render(report: Report, language: Language) -> bytes:
    """Return the whole report."""
    return (json.dumps(as_data(report, language), ensure_ascii=False, indent=1) + "\n").encode()


def as_data(report: Report, language: Language) -> ReportData:
    """Return the report as plain data."""
    score, result = report.score, _result(report.score)
    data: ReportData = {
        "method": report.questionnaire.scoring.method,
        "language": language.code,
        "platform": report.assessment.platform,
        "set": "quick" if report.assessment.set == "quick" else "full",
        "date": report.day.isoformat(),
        "grade": result["grade"],
        "grade_range": result["grade_range"],
        "score": result["score"],
        "range": result["range"],
        "coverage": {"answered": score.answered, "applicable": score.applicable},
        "dimensions": [_dimension(part) for part in score.dimensions],
        "caps": [{"question": cap.question, "option": cap.option, "cap": cap.letter} for cap in score.caps],
        "answers": [_answer(line, report) for line in report.lines],
        "faq": [entry.id for entry in report.faq],
        "actions": [action.id for action in report.actions],
        "find_out_next": [
            {"question": step.question.id, "narrows_by": tenths(step.narrows_by)} for step in report.find_out
        ],
        "platform_id": report.profile.id if report.profile else None,
        "deeds": [each.deed.id for each in report.deeds],
    }
    return {**data, **_where_there_is(report)}


def _dimension(part: DimensionScore) -> DimensionScoreData:
    return {
        "id": part.dimension.id,
        "score": _number(part.score) if part.applies else None,
        "range": [tenths(part.low), tenths(part.high)] if part.applies else None,
        "answered": part.answered,
        "applicable": part.applicable,
    }


def _answer(line: Line, report: Report) -> AnswerData:
    whose = report.provenance.get(line.question.id)
    return {
        "question": line.question.id,
        "option": line.value,
        "points": line.option.points if line.option else None,
        "whose": whose.kind if whose else None,
        "facts": [fact.id for fact in whose.facts] if whose else [],
    }


def _where_there_is(report: Report) -> OptionalData:
    """Return the keys that only some reports have."""
    data: OptionalData = {}
    if report.assessment.situation:
        data["situation"] = dict(report.assessment.situation)
    if report.documented:
        data["documented"] = [
            {"dimension": part.dimension.id, "light": part.light.id if part.light else None}
            for part in report.documented
        ]
    if report.earlier:
        data["earlier"] = _earlier(report.earlier)
    if report.personal:
        data["personal"] = {"weights": dict(report.assessment.weights), **_result(report.personal)}
    return data


def _earlier(then: EarlierReport) -> EarlierData:
    return {
        "method": then.method,
        **_result(then.score),
        "kept": then.kept,
        "renamed": [found.then.id for found in then.renamed],
        "asked_again": [found.then.id for found in then.asked_again],
        "gone": [found.then.id for found in then.gone],
        "new": [question.id for question in then.new],
    }


def _result(score: Score) -> ResultData:
    quick = any(reason.kind == "quick" for reason in score.missing)
    return {
        "grade": score.grade,
        "grade_range": None if quick or score.worst is None or score.best is None else [score.worst, score.best],
        "score": _number(score.score),
        "range": None if score.worst is None else [tenths(score.low), tenths(score.high)],
    }


def _number(value: Fraction | None) -> float | None:
    return None if value is None else tenths(value)
