"""What a teacher chooses when a class starts, and the sets of questions to choose from.

The choices check themselves: a value that cannot be is a ValueError. What belongs to a person alone is in no set: a
question with an answer that speaks of harm is asked on the visitor's own device only, never in a group, on a
projector or on a tally sheet.
"""

import re
from dataclasses import dataclass

from evaluator.content.models.questionnaire import Question, Questionnaire
from evaluator.validation.parameters import check_platform
from evaluator.validation.text import clean

ID = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
MODES = ("devices", "groups", "pass", "paper")
KEEP_DAYS = (0, 1, 7, 30)
MAX_SEATS = 300
MAX_QUESTIONS = 60
MAX_EXPECTED = 250
MORE_SEATS = 10  # that a teacher lets in with one press
SLACK = 10  # one seat more for each ten that are expected


@dataclass(frozen=True)
class ClassSettings:
    """The choices, all with a default; `questions` are the ids of the set, in order."""

    questions: tuple[str, ...]
    set: str = "quick"  # "quick", "full" or the id of a dimension
    platform: str = ""  # "" when each group chooses its own
    mode: str = "devices"
    expected: int | None = None
    keep_days: int = 7
    tickets: int = 0  # one-time tickets to print; none: whoever has the code can join

    def __post_init__(self) -> None:
        """Clean the platform's name and check every value."""
        unreadable = check_platform(self.platform)
        object.__setattr__(self, "platform", clean(self.platform))
        checks = (
            (1 <= len(self.questions) <= MAX_QUESTIONS, f"a class has 1 to {MAX_QUESTIONS} questions"),
            (all(ID.fullmatch(each) for each in (*self.questions, self.set)), "sets and questions are named by ids"),
            (len({*self.questions}) == len(self.questions), "a question stands in a class once"),
            (unreadable is None, f"the platform's name has a problem: {unreadable and unreadable.kind}"),
            (self.mode in MODES, f"the mode is one of {', '.join(MODES)}"),
            (self.keep_days in KEEP_DAYS, f"counts are kept for {', '.join(map(str, KEEP_DAYS))} days"),
            (self.expected is None or 1 <= self.expected <= MAX_EXPECTED, f"1 to {MAX_EXPECTED} are expected"),
            (0 <= self.tickets <= MAX_SEATS, f"a class has at most {MAX_SEATS} tickets"),
        )
        faults = [what for good, what in checks if not good]
        if faults:
            raise ValueError("; ".join(faults))


def seats(expected: int | None) -> int:
    """Return how many can join: a tenth more than expected, at least one more."""
    return MAX_SEATS if expected is None else min(MAX_SEATS, expected + max(1, expected // SLACK))


QUICK, FULL = "quick", "full"


def class_form(whole: Questionnaire) -> Questionnaire:
    """Return the form without the questions that speak of harm: all that a class may be asked."""
    return whole.without_harm


def question_set(whole: Questionnaire, name: str) -> Questionnaire:
    """Return a set of the class form by its name: quick, full, or the id of one dimension."""
    form = class_form(whole)
    if name == QUICK:
        return form.core
    return form.only(name) if name in {part.id for part in form.dimensions} else form


def set_names(whole: Questionnaire) -> tuple[str, ...]:
    """List the sets that a class can answer; a dimension that is only about harm is none."""
    return (QUICK, *(part.id for part in class_form(whole).dimensions if part.questions), FULL)


def known_questions(whole: Questionnaire, ids: tuple[str, ...]) -> tuple[Question, ...]:
    """Return the questions of a class, in their order, that the class form still has."""
    form = class_form(whole)
    return tuple(question for name in ids if (question := form.question(name)))


def about_pupils(whole: Questionnaire) -> tuple[Question, ...]:
    """Return the questions of the class form that ask how the pupils themselves use the platform."""
    return tuple(question for question in class_form(whole).questions if question.describes == "yours")
