"""Several reports beside each other: where a difference matters, and where two people or two days disagree."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from evaluator.assess.answers import Answers, Assessment
from evaluator.assess.provenance import TAKEN, facts_beside, options_of
from evaluator.assess.report import Line, Report
from evaluator.assess.scoring import ANSWERS, FACTS, DimensionScore, Score, differ, in_order
from evaluator.content.models.library import Library
from evaluator.content.models.questionnaire import Dimension, Question

MOST = 4  # side by side


class Above(NamedTuple):
    """One report, and those that it clearly stands above, by their place in the comparison."""

    one: int
    others: tuple[int, ...]


class DimensionGaps(NamedTuple):
    """A dimension, and who stands clearly above whom in it; empty where nothing is to be told."""

    dimension: Dimension
    above: tuple[Above, ...]


class OtherAnswer(NamedTuple):
    """A question that two reports on one platform answer differently."""

    question: Question
    lines: tuple[Line, Line]


@dataclass(frozen=True)
class Comparison:
    """Up to four reports in the order shown, and what sets them apart."""

    reports: tuple[Report, ...]
    whole: tuple[Above, ...]
    dimensions: tuple[DimensionGaps, ...]
    answers: tuple[OtherAnswer, ...]  # two reports on one platform: only where they differ

    @property
    def same_platform(self) -> bool:
        """True for two reports on one platform: two people’s views, or then and now."""
        return len(self.reports) == 2 and len({name_of(report) for report in self.reports}) == 1

    @property
    def then_and_now(self) -> bool:
        """True when they were made on different days; the older comes first."""
        return self.same_platform and self.reports[0].day != self.reports[1].day


def compare(reports: Sequence[Report]) -> Comparison:
    """Compare full reports; those on one platform stand by day, all others by letter and name."""
    if not reports:
        return Comparison((), (), (), ())
    first, shown = reports[0].questionnaire, tuple(_ordered(reports))
    gaps = [
        DimensionGaps(dimension, _above(shown, [report.score.dimensions[place] for report in shown]))
        for place, dimension in enumerate(first.dimensions)
    ]
    found = Comparison(shown, _above(shown, [report.score for report in shown]), tuple(gaps), ())
    return replace(found, answers=_other_answers(*shown)) if found.same_platform else found


def name_of(report: Report) -> str:
    """Return what makes two reports speak of one platform: its documented id, else its name."""
    return report.profile.id if report.profile else report.assessment.platform.strip().casefold()


def from_documents(library: Library, assessment: Assessment, today: date) -> Assessment:
    """Answer from documents alone what is documented, the less good of two answers; what is answered stays."""
    for question in library.questionnaire.questions:
        facts = [fact for fact in facts_beside(library, assessment, question, today) if fact.option]
        if question.id not in assessment.answers.given and facts:
            pairs = [(option, fact) for fact in facts[:1] for option in options_of(fact, question)]
            if pairs:
                assessment = assessment.taking(question, pairs[0][0].id, pairs[0][1].id)
    return assessment


def is_bare(assessment: Assessment) -> bool:
    """Tell whether a platform was only named."""
    return assessment.answers == Answers()


def _ordered(reports: Sequence[Report]) -> Sequence[Report]:
    if len({name_of(report) for report in reports}) == 1:
        return sorted(reports, key=lambda report: report.day)
    rules = reports[0].questionnaire.scoring
    names = [f"{report.assessment.platform}\0{place}" for place, report in enumerate(reports)]
    placed = in_order(rules, zip(names, (report.score for report in reports), strict=True))
    return [reports[int(name.rpartition("\0")[2])] for name, _ in placed]


def _above(reports: Sequence[Report], results: Sequence[Score | DimensionScore]) -> tuple[Above, ...]:
    found = []
    for one, result in enumerate(results):
        lower = [
            other
            for other, than in enumerate(results)
            if result.score is not None
            and than.score is not None
            and result.score > than.score
            and differ(reports[one].questionnaire.scoring, result, than, _rests_on(reports[one], reports[other]))
        ]
        if lower:
            found.append(Above(one, tuple(lower)))
    return tuple(found)


def _rests_on(*reports: Report) -> str:
    """Tell what two results rest on: facts where every answer of both was taken from a source."""
    kinds = {whose.kind for report in reports for whose in report.provenance.values()}
    return FACTS if kinds == {TAKEN} else ANSWERS


def _other_answers(one: Report, other: Report) -> tuple[OtherAnswer, ...]:
    """Return where two reports on one platform differ, the widest apart first."""
    pairs = [
        OtherAnswer(a.question, (a, b)) for a, b in zip(one.lines, other.lines, strict=True) if a.value != b.value
    ]
    return tuple(sorted(pairs, key=lambda pair: -_apart(pair)))


def _apart(pair: OtherAnswer) -> int:
    one, other = (line.option for line in pair.lines)
    return abs(one.points - other.points) if one and other else 0
