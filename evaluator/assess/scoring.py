"""The arithmetic: points to dimensions, dimensions to a score, a score to a letter. Pure, exact, no words.

Rules and reasons: docs/decisions/0003-scoring.md. Every mean is an exact fraction; it is rounded once, half up,
to the one decimal that is shown, and letters are read from the rounded number, so that a check by hand agrees.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from evaluator.assess.answers import NORMAL, Answers
from evaluator.content.models.questionnaire import Dimension, Option, Question, Questionnaire
from evaluator.content.models.scoring import Light, Scoring

BEST_POINTS = 100


def tenths(value: Fraction) -> float:
    """Round half up to one decimal: 56.25 becomes 56.3."""
    top, bottom = value.numerator, value.denominator
    return (20 * top + bottom) // (2 * bottom) / 10


class DimensionScore(NamedTuple):
    """One dimension: its score (None when it has none yet) and the ends of its range.

    The score is the mean over answered questions, held at `top`: the lowest core answer and the lift.
    """

    dimension: Dimension
    applies: bool
    score: Fraction | None
    low: Fraction
    high: Fraction
    answered: int
    applicable: int
    share: Fraction  # of the overall score, 0 when it does not apply
    mean: Fraction | None  # over the answered questions, whether it is the score or not
    top: Fraction  # what the core answers allow at most; 100 when they hold nothing down

    @property
    def held(self) -> bool:
        """True when the core answers hold the score below the mean."""
        return self.score is not None and self.mean is not None and self.score < self.mean


@dataclass(frozen=True)
class Cap:
    """An answer that holds the letter down."""

    question: str
    option: str
    letter: str


@dataclass(frozen=True)
class Missing:
    """One reason why no letter is shown."""

    kind: str  # quick, nothing-applies, core, dimension, overall, same-position, closed
    have: int = 0
    need: int = 0
    questions: tuple[str, ...] = ()
    dimension: str = ""


@dataclass(frozen=True)
class Score:
    """The result. `letter`, `worst` and `best` exist as soon as there is a number; `grade` only when shown."""

    dimensions: tuple[DimensionScore, ...]
    score: Fraction | None
    low: Fraction
    high: Fraction
    letter: str | None
    worst: str | None
    best: str | None
    caps: tuple[Cap, ...]
    uncapped: str | None  # the letter that the number alone would earn
    unbalanced: str | None  # the letter before balance took it down, None when it did not
    near: str | None  # the letter across the line, when the score is close to it
    missing: tuple[Missing, ...]
    answered: int
    applicable: int
    offered: int

    @property
    def grade(self) -> str | None:
        """The letter when enough is known to show one."""
        return None if self.missing else self.letter


class Standing(NamedTuple):
    """The numbers that a letter is read from: a score, the applying dimensions' scores, and caps."""

    score: Fraction
    dimensions: Sequence[Fraction]
    caps: Sequence[str] = ()


def score(questionnaire: Questionnaire, answers: Answers, weights: Mapping[str, str] | None = None) -> Score:
    """Score the answers; `weights` maps a dimension to less, normal or more (normal when left out)."""
    rules = questionnaire.scoring
    parts = score_dimensions(questionnaire, answers, weights or {})
    applying = [part for part in parts if part.applies]
    known = [part for part in applying if part.score is not None]
    low = weighted([(part.low, part.share) for part in applying])
    high = weighted([(part.high, part.share) for part in applying])
    caps = given_caps(questionnaire, answers)
    given = [cap.letter for cap in caps]
    value = _mean([(part.score, part.share) for part in known if part.score is not None])
    if rules.core_first and len(known) < len(applying):
        value = None  # no number before every dimension that applies has one
    here = Standing(value, [p.score for p in known if p.score is not None], given) if value is not None else None
    worst = Standing(low, [part.low for part in applying], given + _threats(questionnaire, answers))
    best = Standing(high, [part.high for part in applying], given)
    return Score(
        dimensions=parts,
        score=value,
        low=low,
        high=high,
        letter=letter(rules, here) if here else None,
        worst=letter(rules, worst) if applying else None,
        best=letter(rules, best) if applying else None,
        caps=caps,
        uncapped=band(rules, here.score) if here else None,
        unbalanced=_unbalanced(rules, here) if here else None,
        near=_near(rules, here) if here else None,
        missing=_missing(questionnaire, answers, parts),
        answered=sum(part.answered for part in parts),
        applicable=sum(part.applicable for part in parts),
        offered=len(questionnaire.questions),
    )


def band(rules: Scoring, value: Fraction) -> str:
    """Return the letter that a number alone earns."""
    shown = tenths(value)
    return next((b.letter for b in rules.bands if shown >= b.threshold), rules.letters[-1])


def letter(rules: Scoring, standing: Standing) -> str:
    """Return the letter after balance and caps."""
    held = [balanced(rules, band(rules, standing.score), standing.dimensions), *standing.caps]
    return max(held, key=rules.letters.index)


def balanced(rules: Scoring, earned: str, dimensions: Sequence[Fraction]) -> str:
    """Take one letter off for each rule of balance that a weak dimension breaks, from the best letter down."""
    weakest = min((tenths(value) for value in dimensions), default=float(BEST_POINTS))
    for name in rules.letters[:-1]:
        if earned == name and weakest < rules.balance.get(name, 0):
            earned = rules.letters[rules.letters.index(name) + 1]
    return earned


def given_caps(questionnaire: Questionnaire, answers: Answers) -> tuple[Cap, ...]:
    """Return each cap of the letter that an answer given brings, in the order asked."""
    chosen = ((question, answers.option(question)) for question in questionnaire.questions)
    return tuple(Cap(question.id, option.id, option.cap) for question, option in chosen if option and option.cap)


def score_dimensions(
    questionnaire: Questionnaire, answers: Answers, weights: Mapping[str, str]
) -> tuple[DimensionScore, ...]:
    """Return the scores of the dimensions, before they become one number."""
    rules = questionnaire.scoring
    counted = {d.id: [q for q in d.questions if answers.applies(q)] for d in questionnaire.dimensions}
    weight = {
        d.id: rules.weights[weights.get(d.id, NORMAL)]
        for d in questionnaire.dimensions
        if len(counted[d.id]) >= rules.dimension_needs
    }
    total = sum(weight.values(), Fraction(0))
    return tuple(
        _dimension(rules, d, counted[d.id], answers, weight[d.id] / total if d.id in weight else Fraction(0))
        for d in questionnaire.dimensions
    )


def below(questionnaire: Questionnaire, answers: Answers, limit: int) -> tuple[str, ...]:
    """Return the dimensions that apply and score less: told from sums, in a quarter of the time of scores."""
    rules, found = questionnaire.scoring, []
    for dimension in questionnaire.dimensions:
        points = [option.points for option in map(answers.option, dimension.questions) if option]
        core = [answers.option(q) for q in dimension.questions if q.core and answers.applies(q)]
        if not points or (rules.core_first and None in core):
            continue
        if sum(points) < limit * len(points) or core_top(rules, core, 0) < limit:
            applicable = [question for question in dimension.questions if answers.applies(question)]
            if len(applicable) >= rules.dimension_needs:
                found.append(dimension.id)
    return tuple(found)


def core_top(rules: Scoring, core: Sequence[Option | None], unknown: int) -> int:
    """Limit a dimension: its lowest core answer and the lift; an unknown one has `unknown` points."""
    lowest = min((option.points if option else unknown for option in core), default=BEST_POINTS)
    return min(lowest + rules.core_lift, BEST_POINTS)


def score_after(
    rules: Scoring, part: DimensionScore, answers: Answers, question: Question, other: Option
) -> Fraction:
    """Work out a dimension’s score once one of its answers is another; this question has an answer."""
    given = answers.option(question)
    rise = other.points - (given.points if given else 0)
    core = _core_with(part, answers, question, other)
    return min((part.mean or Fraction(0)) + Fraction(rise, part.answered), Fraction(core_top(rules, core, 0)))


def width_after(
    rules: Scoring, part: DimensionScore, answers: Answers, question: Question, option: Option
) -> Fraction:
    """Return how wide a dimension’s range is once an open question of it is answered so."""
    core, count = _core_with(part, answers, question, option), part.applicable
    total = (part.mean or Fraction(0)) * part.answered + option.points
    still_open = BEST_POINTS * (count - part.answered - 1)
    high = min((total + still_open) / count, Fraction(core_top(rules, core, BEST_POINTS)))
    return high - min(total / count, Fraction(core_top(rules, core, 0)))


def _core_with(part: DimensionScore, answers: Answers, question: Question, option: Option) -> list[Option | None]:
    """Return the core answers that apply in a dimension, one of its questions having this answer."""
    asked = (q for q in part.dimension.questions if q.core and (q.id == question.id or answers.applies(q)))
    return [option if q.id == question.id else answers.option(q) for q in asked]


def _dimension(
    rules: Scoring, dimension: Dimension, questions: Sequence[Question], answers: Answers, share: Fraction
) -> DimensionScore:
    points = [option.points for option in map(answers.option, questions) if option]
    core = [answers.option(question) for question in questions if question.core]
    count, known, total = len(questions), len(points), sum(points)
    worst, best = (Fraction(core_top(rules, core, unknown)) for unknown in (0, BEST_POINTS))
    mean = Fraction(total, known) if known else None
    return DimensionScore(
        dimension=dimension,
        applies=share > 0,
        score=None if mean is None or (rules.core_first and None in core) else min(mean, worst),
        low=min(Fraction(total, count), worst) if count else Fraction(0),
        high=min(Fraction(total + BEST_POINTS * (count - known), count), best) if count else Fraction(BEST_POINTS),
        answered=known,
        applicable=count,
        share=share,
        mean=mean,
        top=worst,
    )


def weighted(values: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    """Return the sum of values times weights, over one common denominator: adding one by one takes thrice as long."""
    pairs = [(v.numerator * w.numerator, v.denominator * w.denominator) for v, w in values]
    whole = lcm(*(bottom for _, bottom in pairs))
    return Fraction(sum(top * (whole // bottom) for top, bottom in pairs), whole)


def _mean(values: Sequence[tuple[Fraction, Fraction]]) -> Fraction | None:
    """Return the weighted mean; None when nothing has a weight."""
    total = weighted([(share, Fraction(1)) for _, share in values])
    return weighted(values) / total if total else None


def _threats(questionnaire: Questionnaire, answers: Answers) -> list[str]:
    """Return the caps that an unknown answer could still bring."""
    unknown = (q for q in questionnaire.questions if answers.applies(q) and not answers.option(q))
    return [cap for question in unknown for cap in question.caps]


def _unbalanced(rules: Scoring, here: Standing) -> str | None:
    earned = band(rules, here.score)
    return earned if balanced(rules, earned, here.dimensions) != earned else None


def _near(rules: Scoring, here: Standing) -> str | None:
    """The letter across the nearest line, if the score is within `near_line` points of it and it would count."""
    now, shown = letter(rules, here), tenths(here.score)
    lines = [b.threshold for b in rules.bands[:-1] if abs(shown - b.threshold) <= rules.near_line]
    for line in sorted(lines, key=lambda threshold: abs(shown - threshold)):
        across = Fraction(line) if shown < line else Fraction(line) - Fraction(1, 10)
        other = letter(rules, Standing(across, here.dimensions, here.caps))
        if other != now:
            return other
    return None


def _missing(questionnaire: Questionnaire, answers: Answers, parts: Sequence[DimensionScore]) -> tuple[Missing, ...]:
    """Return why no letter may be shown; empty when one may."""
    rules = questionnaire.scoring
    if questionnaire.quick:
        return (Missing("quick"),)
    applying = [part for part in parts if part.applies]
    if not applying:
        return (Missing("nothing-applies"),)
    missing = []
    core = tuple(q.id for p in applying for q in p.dimension.questions if core_blank(q, answers))
    if core:
        missing.append(Missing("core", questions=core))
    for part in applying:
        need = share_of(part.applicable, rules.dimension_share)
        if part.answered < need:
            missing.append(Missing("dimension", part.answered, need, dimension=part.dimension.id))
    answered, applicable = sum(p.answered for p in parts), sum(p.applicable for p in parts)
    need = share_of(applicable, rules.overall_share)
    if answered < need:
        missing.append(Missing("overall", answered, need))
    if not missing and same_position(questionnaire, answers):
        missing.append(Missing("same-position", answered))
    return tuple(missing)


def core_blank(question: Question, answers: Answers) -> bool:
    """Tell whether a question that a letter cannot do without is open."""
    return question.core and answers.applies(question) and not answers.option(question)


def share_of(count: int, share: Fraction) -> int:
    """Return a share of a number of questions, rounded up."""
    return -(-count * share.numerator // share.denominator)


def same_position(questionnaire: Questionnaire, answers: Answers) -> bool:
    """Tell whether every answer sits at the same place of its list, counted from the top or from the bottom."""
    given = ((question, answers.option(question)) for question in questionnaire.questions)
    places = [question.place(option) for question, option in given if option]
    return bool(places) and any(len({place[end] for place in places}) == 1 for end in (0, 1))


@dataclass(frozen=True)
class WorkedExample:
    """A dimension answered for the method page: (question, its second option) and the last question left open."""

    rows: tuple[tuple[Question, Option | None], ...]
    part: DimensionScore
    sum: int
    known: int


def worked_example(questionnaire: Questionnaire, dimension: Dimension) -> WorkedExample:
    """Return the second option of every question but the last, scored by the same code as any report."""
    *answered, last = dimension.questions
    given = Answers({question.id: question.options[1].id for question in answered})
    parts = score(questionnaire, given).dimensions
    rows = tuple((question, given.option(question)) for question in (*answered, last))
    points = [option.points for _, option in rows if option]
    part = next(part for part in parts if part.dimension.id == dimension.id)
    return WorkedExample(rows, part, sum(points), len(points))


# What may be chance is not ranked.
ANSWERS = "answers"  # each result rests on somebody’s own answers
FACTS = "facts"  # both rest on the same documented facts


def differ(
    rules: Scoring, one: Score | DimensionScore, other: Score | DimensionScore, rests_on: str = ANSWERS
) -> bool:
    """Tell whether two results are apart: their ranges do not overlap, and their scores differ by more than chance.

    Without a score on both sides nothing is said to differ.
    """
    if one.score is None or other.score is None:
        return False
    apart = abs(Fraction(str(tenths(one.score))) - Fraction(str(tenths(other.score))))
    overlap = one.low <= other.high and other.low <= one.high
    return not overlap and apart >= rules.no_difference.get(rests_on, 0)


def in_order(rules: Scoring, results: Iterable[tuple[str, Score]]) -> list[tuple[str, Score]]:
    """Order names with their results: by letter, then by name, never by score; without a letter last."""
    places = {letter: place for place, letter in enumerate(rules.letters)}
    return sorted(results, key=lambda pair: (places.get(pair[1].grade or "", len(places)), pair[0].casefold()))


# What can be said of a platform that other people use. How people behave, and with whom a platform connects them,
# only those can say who use it. Without these answers there is no letter; what can be looked up is told all the same,
# and tools never earn a word about people.
PLATFORM = "platform"


@dataclass(frozen=True)
class DocumentedPart:
    """A dimension: the answers about the platform, and one word from them where its core question is one of them."""

    dimension: Dimension
    light: Light | None
    answers: tuple[tuple[Question, Option], ...]


def documented(form: Questionnaire, answers: Answers, result: Score) -> tuple[DocumentedPart, ...]:
    """Return the documented part when a core answer of one’s own is missing; nothing else, nor in the quick check."""
    own = [q for q in form.questions if q.core and q.describes != PLATFORM and answers.applies(q)]
    if form.quick or not own or all(answers.option(question) for question in own):
        return ()
    parts = [_part(form.scoring, part, answers) for part in result.dimensions if part.applies]
    return tuple(part for part in parts if part.answers)


def own_core(form: Questionnaire, answers: Answers) -> tuple[Question, ...]:
    """Return the core questions that only somebody who uses it can answer, and that are open."""
    return tuple(
        q
        for q in form.questions
        if q.core and q.describes != PLATFORM and answers.applies(q) and not answers.option(q)
    )


def _part(rules: Scoring, part: DimensionScore, answers: Answers) -> DocumentedPart:
    asked = [q for q in part.dimension.questions if q.describes == PLATFORM and answers.applies(q)]
    given = [(question, option) for question in asked if (option := answers.option(question))]
    core = [question for question in part.dimension.questions if question.core]
    known = all(question.describes == PLATFORM and answers.option(question) for question in core)
    enough = len(given) >= max(rules.documented_needs, -(-len(asked) // 2))
    return DocumentedPart(part.dimension, _light(rules, given, answers) if known and enough else None, tuple(given))


def _light(rules: Scoring, given: Sequence[tuple[Question, Option]], answers: Answers) -> Light:
    points = [option.points for _, option in given]
    top = core_top(rules, [answers.option(question) for question, _ in given if question.core], 0)
    value = min(Fraction(sum(points), len(points)), Fraction(top))
    return next(light for light in rules.lights if value >= light.threshold)
