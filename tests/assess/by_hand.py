"""The steps of the sheet for scoring by hand, one after the other, as somebody does them with a pencil."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from evaluator.assess.answers import Answers
from evaluator.assess.scoring import same_position
from evaluator.assess.scoring_grid import Grid, grid
from evaluator.content.models.questionnaire import Dimension, Option, Questionnaire

BEST_POINTS = 100


@dataclass(frozen=True)
class Row:
    """A line of the grid as somebody fills it in; the means are looked up, None where there is nothing to look up."""

    dimension: str
    points: int
    answered: int
    unknown: int
    mean: Decimal | None
    low: Decimal | None
    high: Decimal | None

    @property
    def applicable(self) -> int:
        """How many questions apply."""
        return self.answered + self.unknown


@dataclass(frozen=True)
class ByHand:
    """What comes out on paper; letters are None where the sheet says that there is none."""

    rows: tuple[Row, ...]
    letter: str | None
    worst: str | None
    best: str | None
    enough: bool  # False: no letter is shown

    @property
    def grade(self) -> str | None:
        """The letter to write down."""
        return self.letter if self.enough else None


def by_hand(form: Questionnaire, answers: Answers, printed: Grid | None = None) -> ByHand:
    """Return the steps of the sheet, one after the other."""
    printed = printed or grid(form)
    rows = tuple(_row(form, printed, part, answers) for part in form.dimensions)
    counted = [row for row in rows if row.applicable >= form.scoring.dimension_needs]
    ticked = [option for question in form.questions if (option := answers.option(question))]
    caps = [option.cap for option in ticked if option.cap]
    open_caps = [cap for q in form.questions if answers.applies(q) and not answers.option(q) for cap in q.caps]
    return ByHand(
        rows=rows,
        letter=_letter(form, printed, [row.mean for row in counted], caps),
        worst=_letter(form, printed, [row.low for row in counted], [*caps, *open_caps]),
        best=_letter(form, printed, [row.high for row in counted], caps),
        enough=bool(counted) and _enough(form, printed, answers, rows) and not same_position(form, answers),
    )


def _row(form: Questionnaire, printed: Grid, part: Dimension, answers: Answers) -> Row:
    asked = [question for question in part.questions if answers.applies(question)]
    points = [option.points for option in map(answers.option, asked) if option]
    total, known, count = sum(points), len(points), len(asked)
    core = [answers.option(question) for question in asked if question.core]
    open_core = form.scoring.core_first and None in core
    return Row(
        dimension=part.id,
        points=total,
        answered=known,
        unknown=count - known,
        mean=None if open_core else _held(form, core, 0, printed.means.get((total, known))),
        low=_held(form, core, 0, printed.means.get((total, count))),
        high=_held(form, core, BEST_POINTS, printed.means.get((total + BEST_POINTS * (count - known), count))),
    )


def _held(form: Questionnaire, core: Sequence[Option | None], unknown: int, mean: Decimal | None) -> Decimal | None:
    """A mean, or the lowest core answer and the lift when that is less; an unknown core answer counts as given."""
    lowest = min((option.points if option else unknown for option in core), default=BEST_POINTS)
    return None if mean is None else min(mean, Decimal(lowest + form.scoring.core_lift))


def _letter(form: Questionnaire, printed: Grid, means: Iterable[Decimal | None], caps: Sequence[str]) -> str | None:
    """Add the means, read the letter, then balance, then caps."""
    found, letters = list(means), form.scoring.letters
    known = [mean for mean in found if mean is not None]
    if not known or (form.scoring.core_first and len(known) < len(found)):
        return None
    limits, total = printed.limits[len(known)], sum(known)
    earned = next((letter for letter, limit in limits.items() if total >= limit), letters[-1])
    for letter, need in sorted(printed.balance.items(), key=lambda rule: letters.index(rule[0])):
        if earned == letter and min(known) < need:
            earned = letters[letters.index(letter) + 1]
    return max([earned, *caps], key=letters.index)


def _enough(form: Questionnaire, printed: Grid, answers: Answers, rows: Sequence[Row]) -> bool:
    """Return every core question, enough of each dimension, and enough of all."""
    counted = {row.dimension: row for row in rows if row.applicable >= form.scoring.dimension_needs}
    core = [q for q in form.questions if q.core and q.dimension in counted and answers.applies(q)]
    answered, applicable = sum(row.answered for row in rows), sum(row.applicable for row in rows)
    return (
        all(answers.option(question) for question in core)
        and all(row.answered >= printed.needs[row.applicable] for row in counted.values())
        and answered >= printed.needs_overall[applicable]
    )
