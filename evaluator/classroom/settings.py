"""What a teacher chooses when a class starts, and the sets of questions to choose from.

The choices check themselves: a value that cannot be is a ValueError. What belongs to a person alone is in no set: a
question with an answer that speaks of harm is asked on the visitor's own device only, never in a group, on a
projector or on a tally sheet.
"""

import re
from dataclasses import dataclass

from evaluator.content.models.questionnaire import Question, Questionnaire
from evaluator.validation.parameters import check_platform, clean_platform

ID = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
PUPILS = ("", "minor", "adult")  # not said: a class is taken to be under 18
MODES = ("devices", "groups", "pass", "paper", "demo")  # the last one with simulated pupils
AT_HOME = ("devices", "groups")  # the modes in which a class can answer over days
KEEP_DAYS = (0, 1, 7, 30)
MAX_HOMEWORK_DAYS = 14  # from the start until it closes
KEPT_AFTER_DAYS = 3  # after it closed, for the lesson
MAX_OFFSET = 15 * 60  # minutes
MAX_SEATS = 300
MAX_QUESTIONS = 60
MAX_EXPECTED = 250
MORE_SEATS = 10  # that a teacher lets in with one press
SLACK = 10  # one seat more for each ten that are expected


@dataclass(frozen=True)
class ClassSettings:
    """The choices, all with a default; `questions` are the ids of the set, in order."""

    questions: tuple[str, ...]
    set: str = "quick"  # "quick", "young", "full" or the id of a dimension
    platform: str = ""  # "" when each group chooses its own
    mode: str = "devices"
    expected: int | None = None
    keep_days: int = 7
    tickets: int = 0  # one-time tickets to print; none: whoever has the code can join
    closes: int | None = None  # homework: the minute since 1970 at which it takes no more answers
    closes_offset: int = 0  # minutes by which the teacher's clock is ahead of UTC then
    region: str = ""  # where the class is, as in the situation of the form; "" when the teacher did not say
    pupils: str = ""  # one of PUPILS

    def __post_init__(self) -> None:
        """Clean the platform's name and check every value."""
        unreadable = check_platform(self.platform)
        object.__setattr__(self, "platform", clean_platform(self.platform))
        checks = (
            (1 <= len(self.questions) <= MAX_QUESTIONS, f"a class has 1 to {MAX_QUESTIONS} questions"),
            (all(ID.fullmatch(each) for each in (*self.questions, self.set)), "sets and questions are named by ids"),
            (len({*self.questions}) == len(self.questions), "a question stands in a class once"),
            (unreadable is None, f"the platform's name has a problem: {unreadable and unreadable.kind}"),
            (self.mode in MODES, f"the mode is one of {', '.join(MODES)}"),
            (self.keep_days in KEEP_DAYS, f"counts are kept for {', '.join(map(str, KEEP_DAYS))} days"),
            (self.expected is None or 1 <= self.expected <= MAX_EXPECTED, f"1 to {MAX_EXPECTED} are expected"),
            (self.closes is None or self.mode in AT_HOME, f"homework is for {' or '.join(AT_HOME)}"),
            (abs(self.closes_offset) <= MAX_OFFSET, "no clock is so far from UTC"),
            (not self.region or bool(ID.fullmatch(self.region)), "a place is named by an id"),
            (self.pupils in PUPILS, "the pupils are minor, adult or not said"),
            (0 <= self.tickets <= MAX_SEATS, f"a class has at most {MAX_SEATS} tickets"),
        )
        faults = [what for good, what in checks if not good]
        if faults:
            raise ValueError("; ".join(faults))


def seats(expected: int | None, tickets: int = 0) -> int:
    """Return how many can join: a tenth more than expected, at least one more; and each ticket is a place."""
    return MAX_SEATS if expected is None else min(MAX_SEATS, expected + max(1, expected // SLACK) + tickets)


QUICK, YOUNG, FULL = "quick", "young", "full"


def class_form(whole: Questionnaire, name: str = FULL) -> Questionnaire:
    """Return the form without the questions that speak of harm: all that a class with this set may be asked."""
    form = whole.without_harm
    return form.young if name == YOUNG and form.young.questions else form


def question_set(whole: Questionnaire, name: str) -> Questionnaire:
    """Return a set of the class form by its name: quick, young, full, or the id of one dimension."""
    form = class_form(whole, name)
    if name == QUICK:
        return form.core
    return form.only(name) if name in {part.id for part in form.dimensions} else form


def where_it_is(whole: Questionnaire, region: str) -> dict[str, str]:
    """Return where a class is as a part of the situation that a report carries; empty when it is not said."""
    return {part.id: region for part in whole.situation_parts if part.place(region)}


def set_names(whole: Questionnaire) -> tuple[str, ...]:
    """List the sets that a class can answer; a dimension that is only about harm is none."""
    young = (YOUNG,) if class_form(whole).young.questions else ()
    return (QUICK, *young, *(part.id for part in class_form(whole).dimensions if part.questions), FULL)


def known_questions(whole: Questionnaire, chosen: ClassSettings) -> tuple[Question, ...]:
    """Return the questions of a class, in their order, that the class form still has."""
    form = class_form(whole, chosen.set)
    return tuple(question for name in chosen.questions if (question := form.question(name)))


def about_pupils(whole: Questionnaire) -> tuple[Question, ...]:
    """Return the questions of the class form that ask how the pupils themselves use the platform."""
    return tuple(question for question in class_form(whole).questions if question.describes == "yours")
