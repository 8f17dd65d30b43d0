"""Class reports for tests: a whole class, and classes too small to tell anything of."""

from collections.abc import Mapping, Sequence
from datetime import date

from evaluator.classroom.report import Again, ClassReport, Counts
from evaluator.classroom.tally import MIN_ANSWERS
from evaluator.content.models.questionnaire import DONT_KNOW, Questionnaire

DAY = date(2026, 11, 25)
VOTES = (  # as many of the first options as there are, the last place “I don’t know”
    (12, 0, 0, 12, 0),
    (0, 1, 3, 8, 2),
    (6, 6, 6, 6, 1),
    (20, 2, 0, 0, 0),
    (3, 3, 3, 3, 14),
    (2, 0, 1, 1, 0),
)


def counts(form: Questionnaire, place: int, votes: Sequence[int]) -> Counts:
    """Votes on the question at a place of the form."""
    question = form.questions[place]
    ids = [option.id for option in question.options][: len(votes) - 1]
    return shown(question.id, {**dict(zip(ids, votes, strict=False)), DONT_KNOW: votes[-1]})


def shown(question: str, options: Mapping[str, int]) -> Counts:
    """Counts as they may be told: under five answers their number alone."""
    total = sum(options.values())
    return Counts(question, total, dict(options) if total >= MIN_ANSWERS else {})


def class_of(form: Questionnaire, platform: str = "Example") -> ClassReport:
    """A class that answered everything, in all shapes, and voted again on two questions."""
    all_counts = tuple(counts(form, place, VOTES[place % len(VOTES)]) for place in range(len(form.questions)))
    again = (
        Again(all_counts[0], counts(form, 0, (4, 3, 5, 11, 0)), 9),
        Again(all_counts[2], counts(form, 2, (6, 6, 6, 5, 2))),
    )
    return ClassReport(form.scoring.method, DAY, "full", platform, "devices", 26, 24, all_counts, again)


def small(form: Questionnaire) -> ClassReport:
    """Four pupils: nothing may be told."""
    all_counts = tuple(counts(form, place, (4, 0, 0, 0, 0)) for place in range(len(form.questions)))
    return ClassReport(form.scoring.method, DAY, "full", "", "groups", 4, 4, all_counts)
