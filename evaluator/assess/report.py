"""Everything a report says, as structure: findings, strengths, what to find out, what would change the grade.

Pure: the same library, assessment and day always give the same report. Words for figures are in `sentences`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache, cached_property
from typing import NamedTuple

from evaluator.assess.answers import Assessment
from evaluator.assess.scoring import (
    BEST_POINTS,
    DimensionScore,
    Score,
    Standing,
    letter,
    score,
    score_dimensions,
    weighted,
)
from evaluator.content.models.library import Action, FaqEntry, Library
from evaluator.content.models.questionnaire import NOT_APPLICABLE, Dimension, Light, Option, Question, Questionnaire

CHANGES_SHOWN = 4

Pull = Callable[[str, int], Fraction]  # (dimension, points of one answer) -> points of the overall score


class Finding(NamedTuple):
    """A weak answer, what it costs of the overall score, and where it leads."""

    question: Question
    option: Option
    cost: Fraction  # points of the overall score that a best answer would add
    faq: tuple[FaqEntry, ...]
    yours: tuple[Action, ...]
    others: tuple[Action, ...]  # what only the company or law-makers can change


class Strength(NamedTuple):
    """An answer that speaks for the platform."""

    question: Question
    option: Option


class FindOut(NamedTuple):
    """An open question, and by how many points an answer would narrow the range."""

    question: Question
    narrows_by: Fraction
    asked_again: bool  # the visitor said "I don't know", rather than leaving it blank


class Change(NamedTuple):
    """One answer that could be better: what the next better option would add, and the letter it would give."""

    question: Question
    option: Option
    better: Option
    gain: Fraction
    letter: str | None  # only when it would differ from the letter now


class Line(NamedTuple):
    """One question with its answer as given: an option, don't know, does not apply or blank."""

    question: Question
    value: str | None
    option: Option | None


@dataclass(frozen=True)
class LightShown:
    """One line of the quick check; `light` is None when the answer is unknown or does not apply."""

    dimension: Dimension
    line: Line
    light: Light | None


@dataclass(frozen=True)
class Report:
    """A dated opinion of one person about one platform."""

    assessment: Assessment
    questionnaire: Questionnaire
    day: date
    score: Score
    personal: Score | None  # with the visitor's own weights, when they differ from the standard ones
    findings: tuple[Finding, ...]
    strengths: tuple[Strength, ...]
    find_out: tuple[FindOut, ...]
    changes: tuple[Change, ...]
    lines: tuple[Line, ...]
    lights: tuple[LightShown, ...]  # quick check only
    help_lines: tuple[Action, ...]  # when an answer speaks of harm
    due_again: bool  # older than recheck_after_days
    many_not_applicable: bool

    @property
    def faq(self) -> tuple[FaqEntry, ...]:
        """The FAQ entries that the findings lead to, each once."""
        return tuple({entry.id: entry for finding in self.findings for entry in finding.faq}.values())

    @property
    def actions(self) -> tuple[Action, ...]:
        """The actions that the findings and help lines lead to, each once."""
        found = [a for finding in self.findings for a in (*finding.yours, *finding.others)]
        return tuple({action.id: action for action in [*found, *self.help_lines]}.values())


@dataclass(frozen=True)
class Basis:
    """What a report stands on: the answers, and the score once somebody asks for it."""

    assessment: Assessment
    questionnaire: Questionnaire
    day: date

    @cached_property
    def score(self) -> Score:
        """As in the report."""
        return score(self.questionnaire, self.assessment.answers)

    @cached_property
    def dimensions(self) -> tuple[DimensionScore, ...]:
        """Those of the score that apply; alone they take a third of the time."""
        parts = score_dimensions(self.questionnaire, self.assessment.answers, {})
        return tuple(part for part in parts if part.applies)


def basis(library: Library, assessment: Assessment, today: date) -> Basis:
    """What the report on an assessment stands on; `today` dates it when it has no day of its own."""
    full = library.questionnaire
    return Basis(assessment, full.core if assessment.set == "quick" else full, assessment.day or today)


def build_report(library: Library, assessment: Assessment, today: date) -> Report:
    """The report for an assessment. `today` dates it when the assessment has no day of its own."""
    ground = basis(library, assessment, today)
    form, day, result = ground.questionnaire, ground.day, ground.score
    lines = tuple(_line(question, assessment) for question in form.questions)
    pull = _pull(result)
    return Report(
        assessment=assessment,
        questionnaire=form,
        day=day,
        score=result,
        personal=score(form, assessment.answers, assessment.weights) if assessment.weights else None,
        findings=_findings(library, form, lines, pull),
        strengths=_strengths(form, lines),
        find_out=_find_out(lines, result),
        changes=_changes(form, lines, result, pull),
        lines=lines,
        lights=_lights(form, lines) if form.quick else (),
        help_lines=library.help_lines if any(line.option and line.option.harm for line in lines) else (),
        due_again=(today - day).days > form.scoring.recheck_after_days,
        many_not_applicable=_many_not_applicable(form, result),
    )


def _line(question: Question, assessment: Assessment) -> Line:
    value = assessment.answers.given.get(question.id)
    return Line(question, value, assessment.answers.option(question))


def _worth(result: Score) -> dict[str, Fraction]:
    """What one whole answer (0 against 100) moves of the overall range, per dimension, in points."""
    return {
        part.dimension.id: BEST_POINTS * part.share / part.applicable if part.applicable else Fraction(0)
        for part in result.dimensions
    }


def _pull(result: Score) -> Pull:
    """By how much the score moves when one answer moves; each product is worked out once, for few differ."""
    counted = [part for part in result.dimensions if part.applies and part.answered]
    known = weighted([(part.share, Fraction(1)) for part in counted])
    by_one = {part.dimension.id: part.share / (part.answered * known) for part in counted}
    return cache(lambda dimension, points: by_one.get(dimension, Fraction(0)) * points)


def _findings(library: Library, form: Questionnaire, lines: Sequence[Line], pull: Pull) -> tuple[Finding, ...]:
    """The weak answers, the most costly first."""
    weak = [line for line in lines if line.option and line.option.points <= form.scoring.weak]
    found = [_finding(library, line.question, line.option, pull) for line in weak if line.option]
    return tuple(sorted(found, key=lambda finding: -_order(finding.cost)))


def _finding(library: Library, question: Question, option: Option, pull: Pull) -> Finding:
    cost = pull(question.dimension, BEST_POINTS - option.points)
    return Finding(question, option, cost, *library.leads(question, option))


def _order(value: Fraction) -> float:
    """To sort by: floats compare faster, and such small fractions are equal exactly when their floats are."""
    return value.numerator / value.denominator


def _strengths(form: Questionnaire, lines: Sequence[Line]) -> tuple[Strength, ...]:
    strong = [
        Strength(line.question, line.option)
        for line in lines
        if line.option and line.option.points >= form.scoring.strong
    ]
    return tuple(sorted(strong, key=lambda strength: -strength.option.points))


def _find_out(lines: Sequence[Line], result: Score) -> tuple[FindOut, ...]:
    """Open questions, those that narrow the range most first, core questions first among equals."""
    worth = _worth(result)
    open_lines = [line for line in lines if not line.option and line.value != NOT_APPLICABLE]
    steps = [FindOut(line.question, worth[line.question.dimension], line.value is not None) for line in open_lines]
    useful = [step for step in steps if step.narrows_by > 0]
    return tuple(sorted(useful, key=lambda step: (-_order(step.narrows_by), not step.question.core)))


def _changes(form: Questionnaire, lines: Sequence[Line], result: Score, pull: Pull) -> tuple[Change, ...]:
    """The answers whose next better option would add most, the most first."""
    steps = []
    for question, _, option in lines:
        better = question.better(option) if option else None
        gain = pull(question.dimension, better.points - option.points) if option and better else Fraction(0)
        if option and better and gain:
            steps.append((gain, question, option, better))
    shown = sorted(steps, key=lambda step: -_order(step[0]))[:CHANGES_SHOWN]
    return tuple(_change(form, result, *step) for step in shown)


def _change(
    form: Questionnaire, result: Score, gain: Fraction, question: Question, option: Option, better: Option
) -> Change:
    step = Change(question, option, better, gain, None)
    return step._replace(letter=_letter_after(form, step, result))


def _letter_after(form: Questionnaire, step: Change, result: Score) -> str | None:
    """The letter with one answer improved, when it differs; only its own dimension and its own cap move."""
    if result.grade is None or result.score is None:
        return None
    rise = step.better.points - step.option.points
    raised = [
        part.score + (Fraction(rise, part.answered) if part.dimension.id == step.question.dimension else 0)
        for part in result.dimensions
        if part.applies and part.score is not None
    ]
    caps = [cap.letter for cap in result.caps if cap.question != step.question.id]
    if step.better.cap:
        caps.append(step.better.cap)
    then = letter(form.scoring, Standing(result.score + step.gain, raised, caps))
    return then if then != result.letter else None


def _lights(form: Questionnaire, lines: Sequence[Line]) -> tuple[LightShown, ...]:
    return tuple(
        LightShown(form.dimension(line.question.dimension), line, _light(form, line.option)) for line in lines
    )


def _light(form: Questionnaire, option: Option | None) -> Light | None:
    if option is None:
        return None
    return next(light for light in form.scoring.lights if option.points >= light.threshold)


def _many_not_applicable(form: Questionnaire, result: Score) -> bool:
    return result.offered - result.applicable > form.scoring.not_applicable_warning * result.offered
