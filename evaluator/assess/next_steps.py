"""What a result leads to: three things for tonight, what every switch together would bring, where the points went."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from evaluator.assess.answers import Answers
from evaluator.assess.leads import Deed
from evaluator.assess.report import Report
from evaluator.assess.scoring import BEST_POINTS, Score, score
from evaluator.content.models.library import Action
from evaluator.content.models.questionnaire import Dimension, Option, Question, Questionnaire

TONIGHT = 3
LEAVING = frozenset({"delete-account", "pause-account"})  # a decision, not a thing for tonight
SECONDS_A_MENU = 15  # to find one line of a menu and press it; the first is to open the settings
MINUTES_OF_EFFORT = {"2-min": 2, "20-min": 20}


class Setting(NamedTuple):
    """An answer that its owner can better by a switch, and the answer it becomes."""

    question: Question
    better: Option


@dataclass(frozen=True)
class EveningStep:
    """One thing to do tonight, on the platform's own pages or elsewhere."""

    minutes: int
    deed: Deed | None = None
    action: Action | None = None
    setting: Setting | None = None
    gain: Fraction | None = None  # points of the score, where a switch changes an answer


@dataclass(frozen=True)
class Evening:
    """Three things for tonight, how long they take, and the result once they are done."""

    steps: tuple[EveningStep, ...]
    after: Score | None  # None where no switch changes an answer, or there is no score

    @property
    def minutes(self) -> int:
        """How long all of them take."""
        return sum(step.minutes for step in self.steps)

    @property
    def has_menus(self) -> bool:
        """True when a step names menus of the app."""
        return any(step.deed and step.deed.deed.path for step in self.steps)

    def others(self, deeds: Iterable[Deed]) -> tuple[Deed, ...]:
        """Return the deeds that are none of these steps, so that none is offered twice."""
        mine = {step.deed for step in self.steps}
        return tuple(deed for deed in deeds if deed not in mine)


class Loss(NamedTuple):
    """What one dimension takes of the score: a bar from `high` down to `low`."""

    dimension: Dimension
    high: Fraction
    low: Fraction


def tonight(report: Report) -> Evening:
    """Choose what to do first: switches that change an answer, then other ways on the platform, then two minutes."""
    switches = {setting.question.id: setting for setting in settings(report.questionnaire, report.assessment.answers)}
    found = sorted(_steps(report, switches), key=lambda step: -(step.gain or 0))
    steps = tuple(found[:TONIGHT])
    done = [step.setting for step in steps if step.setting]
    return Evening(steps, _with(report, done) if done and report.score.score is not None else None)


def settings(form: Questionnaire, answers: Answers) -> tuple[Setting, ...]:
    """Return the answers that a switch betters, in the order asked."""
    given = ((question, answers.option(question)) for question in form.questions)
    betters = [(question, question.better(option)) for question, option in given if option and option.setting]
    return tuple(Setting(question, better) for question, better in betters if better)


def as_you_set_it(report: Report) -> Score | None:
    """Score the same platform with every switch set; None where there is none, or no score."""
    every = settings(report.questionnaire, report.assessment.answers)
    return _with(report, every) if every and report.score.score is not None else None


def losses(result: Score) -> tuple[Loss, ...]:
    """Tell from 100 down to the score what each dimension takes, the most first; nothing without a score."""
    if result.score is None:
        return ()
    taken = [
        (part.share * (BEST_POINTS - part.score), part.dimension)
        for part in result.dimensions
        if part.score is not None
    ]
    found, high = [], Fraction(BEST_POINTS)
    for points, dimension in sorted(taken, key=lambda pair: -pair[0]):
        if points:
            found.append(Loss(dimension, high, high - points))
            high -= points
    return tuple(found)


def _steps(report: Report, switches: dict[str, Setting]) -> Iterator[EveningStep]:
    """Go through what can be done, each question once."""
    used: set[str] = set()
    for deed in report.deeds:
        question = deed.betters
        if question is None or question.id in used or deed.kind.id in LEAVING or deed.kind.tells:
            continue
        used.add(question.id)
        switch = switches.get(question.id) if deed.kind.switch and not deed.deed.partial else None
        yield EveningStep(minutes_for(deed), deed=deed, setting=switch, gain=_gain(report, switch))
    for finding in report.findings:
        for action in finding.yours:
            if action.effort in MINUTES_OF_EFFORT and finding.question.id not in used:
                used.add(finding.question.id)
                yield EveningStep(MINUTES_OF_EFFORT[action.effort], action=action)


def _gain(report: Report, setting: Setting | None) -> Fraction | None:
    before = report.score.score
    after = _with(report, [setting]).score if setting and before is not None else None
    return after - before if after is not None and before is not None else None


def _with(report: Report, changed: Iterable[Setting]) -> Score:
    given = {**report.assessment.answers.given, **{setting.question.id: setting.better.id for setting in changed}}
    return score(report.questionnaire, Answers(given))


def minutes_for(deed: Deed) -> int:
    """Return how long a deed takes, in whole minutes: by menus and switches on its path, two for a page to read."""
    if not deed.deed.path:
        return MINUTES_OF_EFFORT["2-min"]
    pressed = 1 + len(deed.deed.path.replace(";", ">").split(">"))
    return -(-pressed * SECONDS_A_MENU // 60)
