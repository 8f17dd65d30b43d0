"""Everything a report says, as structure: findings, strengths, what to find out, what would change the grade.

Pure: the same library, assessment and day always give the same report. Words for figures are in `sentences`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cache, cached_property
from typing import NamedTuple

from evaluator.assess.answers import Answers, Assessment, Decision, Note
from evaluator.assess.earlier_methods import Carried
from evaluator.assess.leads import Deed, deeds, leads
from evaluator.assess.provenance import OTHERWISE, Provenance, judged, provenance
from evaluator.assess.scoring import (
    BEST_POINTS,
    DimensionScore,
    DocumentedPart,
    Missing,
    Score,
    Standing,
    documented,
    letter,
    own_core,
    score,
    score_after,
    score_dimensions,
    weighted,
    width_after,
)
from evaluator.content.models.library import Action, FaqEntry, Library
from evaluator.content.models.platforms import Criteria, DataLetter, PlatformProfile
from evaluator.content.models.questionnaire import NOT_APPLICABLE, Dimension, Option, Question, Questionnaire
from evaluator.content.models.scoring import Light
from evaluator.content.models.types import country_of

CHANGES_SHOWN = 4

Pull = Callable[[Question, Option, Option], Fraction]  # the answer given, and a better one -> points of the score


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
    """An open question, and by how many points an answer would narrow the range at most."""

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


class Reread(NamedTuple):
    """An answer of an earlier method and what it reads as today, None when it is asked again or gone."""

    then: Question
    answer: str | None  # in the words of then; None for don’t know
    now: Question | None
    reads: str | None


@dataclass(frozen=True)
class EarlierReport:
    """What an earlier method made of the answers, and what became of those that are not simply carried over."""

    method: str
    score: Score
    kept: int  # answers carried over as they were
    renamed: tuple[Reread, ...]
    asked_again: tuple[Reread, ...]
    gone: tuple[Reread, ...]
    new: tuple[Question, ...]  # asked today, unknown then


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
    documented: tuple[DocumentedPart, ...] = ()  # where only a person who uses it could say the rest
    earlier: EarlierReport | None = None  # where the answers were given under an earlier method
    profile: PlatformProfile | None = None  # what is documented about the platform
    provenance: Mapping[str, Provenance] = field(default_factory=dict)  # whose each answer is, by question
    deeds: tuple[Deed, ...] = ()  # what can be done on the platform itself
    criteria: Criteria | None = None  # by what others choose a service of its kind
    letters: tuple[DataLetter, ...] = ()  # to send to its company
    decision: Decision | None = None  # what its owner decided; a link holds neither this
    notes: Mapping[str, Note] = field(default_factory=dict)  # nor what the owner remarks on single answers

    @property
    def otherwise(self) -> tuple[tuple[Line, Provenance], ...]:
        """The answers of which a source says otherwise, in the order asked."""
        pairs = [(line, self.provenance.get(line.question.id)) for line in self.lines]
        return tuple((line, whose) for line, whose in pairs if whose and whose.kind == OTHERWISE)

    @property
    def region(self) -> dict[str, str]:
        """What the person said of where they live, as a parameter of an address."""
        parts = self.questionnaire.situation_parts
        said = self.assessment.situation
        return {part.id: said[part.id] for part in parts if part.id in said and part.place(said[part.id])}

    @property
    def placed(self) -> bool:
        """True when the person said where, so that all that is offered holds there."""
        return self.questionnaire.place(self.assessment.situation) is not None

    @property
    def country(self) -> str | None:
        """The country that the person named; None for what is wider."""
        return country_of(self.questionnaire.place(self.assessment.situation))

    @property
    def own_core(self) -> tuple[Question, ...]:
        """The core questions that only somebody who uses it can answer, and that are open."""
        return own_core(self.questionnaire, self.assessment.answers)

    @property
    def faq(self) -> tuple[FaqEntry, ...]:
        """The FAQ entries that the findings lead to, each once."""
        return tuple(entry for finding in self.findings for entry in finding.faq)

    @property
    def actions(self) -> tuple[Action, ...]:
        """The actions that the findings and help lines lead to, each once."""
        found = (a for finding in self.findings for a in (*finding.yours, *finding.others))
        return (*found, *self.help_lines)


@dataclass(frozen=True)
class Basis:
    """What a report stands on: the answers, and the score once somebody asks for it."""

    assessment: Assessment
    questionnaire: Questionnaire
    day: date
    closed: bool = False  # the service is no choice any more

    @cached_property
    def score(self) -> Score:
        """As in the report; a service that is closed gets no letter."""
        result = score(self.questionnaire, self.assessment.answers)
        return replace(result, missing=(Missing("closed"), *result.missing)) if self.closed else result

    @cached_property
    def dimensions(self) -> tuple[DimensionScore, ...]:
        """Those of the score that apply; alone they take a third of the time."""
        parts = score_dimensions(self.questionnaire, self.assessment.answers, {})
        return tuple(part for part in parts if part.applies)


def basis(library: Library, assessment: Assessment, today: date) -> Basis:
    """Return what the report on an assessment stands on; `today` dates it when it has no day of its own."""
    full, profile = library.questionnaire, judged(library, assessment)
    form = full.core if assessment.set == "quick" else full
    return Basis(assessment, form, assessment.day or today, profile is not None and profile.closed_on is not None)


def build_report(library: Library, assessment: Assessment, today: date) -> Report:
    """Return the report for an assessment. `today` dates it when the assessment has no day of its own."""
    ground = basis(library, assessment, today)
    form, day, result = ground.questionnaire, ground.day, ground.score
    lines = tuple(_line(question, assessment) for question in form.questions)
    pull = _pull(form, assessment.answers, result)
    findings = _findings(library, assessment, lines, pull)
    return Report(
        assessment=assessment,
        questionnaire=form,
        day=day,
        score=result,
        personal=score(form, assessment.answers, assessment.weights) if assessment.weights else None,
        findings=findings,
        strengths=_strengths(form, lines),
        find_out=_find_out(form, assessment.answers, lines, result),
        changes=_changes(form, assessment.answers, lines, result, pull),
        lines=lines,
        lights=_lights(form, lines) if form.quick else (),
        help_lines=library.help_lines if any(line.option and line.option.harm for line in lines) else (),
        due_again=(today - day).days > form.scoring.recheck_after_days,
        many_not_applicable=_many_not_applicable(form, result),
        documented=documented(form, assessment.answers, result),
        earlier=_earlier(library.questionnaire, assessment),
        profile=judged(library, assessment),
        provenance=provenance(library, assessment, today),
        criteria=_criteria(library, assessment),
        letters=library.documented.letters if library.documented else (),
        deeds=deeds(library, assessment, [finding.question for finding in findings]),
    )


def _criteria(library: Library, assessment: Assessment) -> Criteria | None:
    """Return by what others choose a service of this kind, where somebody says it."""
    profile = judged(library, assessment)
    return library.documented.kind[profile.kind].criteria if profile and library.documented else None


def _earlier(form: Questionnaire, assessment: Assessment) -> EarlierReport | None:
    """Return the same answers by the method they were given under, and what changed on the way."""
    carried = assessment.carried
    if carried is None:
        return None
    method = next(earlier for earlier in form.earlier if earlier.name == carried.method)
    quick = assessment.set == "quick"
    then = method.questionnaire.core if quick else method.questionnaire
    today = form.core if quick else form
    asked = {question.id: question for question in then.questions}

    def reread(names: Sequence[str]) -> tuple[Reread, ...]:
        return tuple(_reread(asked[name], form.question(name), carried) for name in names if name in asked)

    renamed, asked_again, gone = reread(carried.renamed), reread(carried.asked_again), reread(carried.gone)
    return EarlierReport(
        method=method.name,
        score=score(then, Answers(carried.given)),
        kept=sum(name in asked for name in carried.given) - len(renamed) - len(asked_again) - len(gone),
        renamed=renamed,
        asked_again=asked_again,
        gone=gone,
        new=tuple(question for question in today.questions if question.id not in asked),
    )


def _reread(then: Question, now: Question | None, carried: Carried) -> Reread:
    value = carried.given[then.id]
    option = then.option(value)
    reads = now.option(carried.now.get(then.id, "")) if now else None
    return Reread(then, option.text if option else None, now, reads.text if reads else None)


def _line(question: Question, assessment: Assessment) -> Line:
    value = assessment.answers.given.get(question.id)
    return Line(question, value, assessment.answers.option(question))


def _pull(form: Questionnaire, answers: Answers, result: Score) -> Pull:
    """By how much the score rises when one answer gets better, as far as the core answers of its dimension allow."""
    counted = {part.dimension.id: part for part in result.dimensions if part.applies and part.answered}
    known = weighted([(part.share, Fraction(1)) for part in counted.values()])
    product: Callable[[DimensionScore, int], Fraction] = cache(
        lambda part, rise: part.share * rise / (part.answered * known)
    )

    def pull(question: Question, given: Option, better: Option) -> Fraction:
        part = counted.get(question.dimension)
        if part is None:
            return Fraction(0)
        if part.top == BEST_POINTS:  # and a better answer holds nothing down
            return product(part, better.points - given.points)
        now = min(part.mean or Fraction(0), part.top)
        return part.share * (score_after(form.scoring, part, answers, question, better) - now) / known

    return pull


def _findings(library: Library, assessment: Assessment, lines: Sequence[Line], pull: Pull) -> tuple[Finding, ...]:
    """Return the weak answers, the most costly first, and where each leads that none before it does."""
    weak = library.questionnaire.scoring.weak
    found = [
        (line.question, line.option, pull(line.question, line.option, line.question.options[0]))
        for line in lines
        if line.option and line.option.points <= weak
    ]
    found.sort(key=lambda finding: -_order(finding[2]))
    ways = leads(library, assessment, [(question, option) for question, option, _ in found])
    return tuple(Finding(*finding, *way) for finding, way in zip(found, ways, strict=True))


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


def _find_out(form: Questionnaire, answers: Answers, lines: Sequence[Line], result: Score) -> tuple[FindOut, ...]:
    """Open questions: where there is no score without them the core ones first, then those that narrow most."""
    parts = {part.dimension.id: part for part in result.dimensions}
    open_lines = [line for line in lines if not line.option and line.value != NOT_APPLICABLE]
    steps = [
        FindOut(
            line.question,
            _narrows(form, answers, parts[line.question.dimension], line.question),
            line.value is not None,
        )
        for line in open_lines
    ]
    useful = [step for step in steps if step.narrows_by > 0]
    first = form.scoring.core_first
    return tuple(
        sorted(useful, key=lambda s: (first and not s.question.core, -_order(s.narrows_by), not s.question.core))
    )


def _narrows(form: Questionnaire, answers: Answers, part: DimensionScore, question: Question) -> Fraction:
    """What an answer takes of the overall range at most: of the best and the worst one, that which takes more."""
    if not part.applies:
        return Fraction(0)
    if form.scoring.core_lift >= BEST_POINTS:
        return BEST_POINTS * part.share / part.applicable
    ends = (question.options[0], question.options[-1])
    left = min(width_after(form.scoring, part, answers, question, option) for option in ends)
    return part.share * (part.high - part.low - left)


def _changes(
    form: Questionnaire, answers: Answers, lines: Sequence[Line], result: Score, pull: Pull
) -> tuple[Change, ...]:
    """Return the answers whose next better option would add most, the most first."""
    steps = []
    for question, option in [(line.question, line.option) for line in lines if line.option]:
        better = question.better(option)
        if better and (gain := pull(question, option, better)):
            steps.append((gain, question, option, better))
    shown = sorted(steps, key=lambda step: -_order(step[0]))[:CHANGES_SHOWN]
    changes = (Change(question, option, better, gain, None) for gain, question, option, better in shown)
    return tuple(step._replace(letter=_letter_after(form, answers, step, result)) for step in changes)


def _letter_after(form: Questionnaire, answers: Answers, step: Change, result: Score) -> str | None:
    """Return the letter with one answer improved, when it differs; only its own dimension and its own cap move."""
    if result.grade is None or result.score is None:
        return None
    raised = [
        score_after(form.scoring, part, answers, step.question, step.better)
        if part.dimension.id == step.question.dimension
        else part.score
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
