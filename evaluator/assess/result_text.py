"""The result in words: one sentence why, what holds a letter, what to do tonight, and reports beside each other.

Figures here are for the screen; the sentences that documents share are in `report_text`.
"""

from collections.abc import Sequence
from fractions import Fraction

from evaluator.assess import report_text
from evaluator.assess.answers import Answers
from evaluator.assess.comparison import Above, Comparison
from evaluator.assess.next_steps import Evening, EveningStep, Loss
from evaluator.assess.report import Line, Report
from evaluator.assess.report_text import figure, platform
from evaluator.assess.scoring import DimensionScore, Score, tenths
from evaluator.content.models.questionnaire import Question
from evaluator.i18n.language import Language


def letters_possible(score: Score, language: Language) -> str:
    """Return the letters that are still possible: `Between A and E`, or one letter; nothing without a range."""
    if score.worst is None or score.worst == score.best:
        return score.worst or ""
    return language.gettext("Between %(best)s and %(worst)s", best=score.best, worst=score.worst)


def to_letter(score: Score, count: int | None, language: Language) -> str:
    """Return how far a letter is, `count` answers being missing (None: too much is unknown)."""
    if score.grade:
        return language.gettext("enough for a letter: %(letter)s. You can stop here.", letter=score.grade)
    if count is None:
        return language.gettext("too much is unknown for a letter.")
    if count == 0:
        return language.gettext("the result says what to check.")
    return language.ngettext("%(count)s more answer for a letter.", "%(count)s more answers for a letter.", count)


def why(report: Report, language: Language) -> str:
    """Return one sentence that says why: the two weak answers that cost most; or that none is weak."""
    clauses = [finding.option.because for finding in report.findings if finding.option.because][:2]
    if not report.score.answered:
        return report_text.score_range(report.score, language)
    if not clauses:
        return "" if report.findings else language.gettext("No answer is weak.")
    first = clauses[0][:1].upper() + clauses[0][1:]
    if len(clauses) == 1:
        return f"{first}."
    return language.gettext("%(first)s, and %(second)s.", first=first, second=clauses[1])


def binding(report: Report, language: Language) -> tuple[str, ...]:
    """Return what holds the letter shown down, a cap in one short sentence or balance; silent where nothing does."""
    score, letters = report.score, report.questionnaire.scoring.letters
    if score.grade is None or score.uncapped is None:
        return ()
    for cap in score.caps:
        question = report.questionnaire.question(cap.question)
        option = question.option(cap.option) if question else None
        if option and cap.letter == score.grade and letters.index(score.uncapped) < letters.index(cap.letter):
            return (
                language.gettext(
                    "Held at %(cap)s by one answer: %(because)s. The points alone would give %(earned)s.",
                    cap=cap.letter, because=option.because or option.text, earned=score.uncapped,
                ),
            )  # fmt: skip
    return report_text.balance(report, language)


def whole(value: Fraction) -> int:
    """Round half up to a whole number, for figures in pictures."""
    return int(tenths(value) + 0.5)


def score_short(score: Score, language: Language) -> str:
    """Return a score and its range as figures: `38.4 (28–49)`."""
    low, high = whole(score.low), whole(score.high)
    if score.score is None:
        return f"{low}–{high}"
    shown = figure(score.score, language)
    return shown if low == high else f"{shown} ({low}–{high})"


def part_short(part: DimensionScore, language: Language) -> str:
    """Return the same of a dimension, in whole numbers."""
    if not part.applies:
        return language.gettext("does not apply")
    low, high = whole(part.low), whole(part.high)
    if part.score is None:
        return f"{low}–{high}"
    return f"{whole(part.score)}" if low == high else f"{whole(part.score)} ({low}–{high})"


def still_open(score: Score, language: Language) -> str:
    """Return how many answers are missing."""
    return language.ngettext(
        "%(count)s answer is missing", "%(count)s answers are missing", score.applicable - score.answered
    )


def loss(part: Loss) -> str:
    """Return what a dimension takes."""
    return f"−{whole(part.high - part.low)}"


def moved(before: Score, now: Score, language: Language) -> str:
    """Return a result before and after: `E 32.7, now D 36.1`."""
    then, after = (" ".join(filter(None, (each.grade, figure(each.score, language)))) for each in (before, now))
    return language.gettext("%(before)s, now %(after)s", before=then, after=after)


def both(before: Score, after: Score, language: Language) -> str:
    """Return two results beside each other: `E 32.7 → D 36.1`."""
    return " → ".join(" ".join(filter(None, (each.grade, figure(each.score, language)))) for each in (before, after))


def evening_title(tonight: Evening, language: Language) -> str:
    """Return how many things there are for tonight."""
    titles = (
        language.gettext("What you can do"),
        language.gettext("One thing tonight"),
        language.gettext("Two things tonight"),
        language.gettext("Three things tonight"),
    )
    return titles[len(tonight.steps)]


def evening(report: Report, tonight: Evening, language: Language) -> str:
    """Return how long the things for tonight take, and what they bring."""
    if tonight.after is None:
        return language.ngettext("%(count)s minute in all.", "%(count)s minutes in all.", tonight.minutes)
    return language.ngettext(
        "%(count)s minute in all: from %(before)s to %(after)s points.",
        "%(count)s minutes in all: from %(before)s to %(after)s points.",
        tonight.minutes,
        before=figure(report.score.score, language), after=figure(tonight.after.score, language),
    )  # fmt: skip


def every_switch(report: Report, best: Score, language: Language) -> str:
    """Return what every switch together would bring."""
    name, reached = platform(report, language), figure(best.score, language)
    if report.score.grade is None or best.grade is None:
        return language.gettext(
            "With every switch set, %(platform)s reaches %(score)s.", platform=name, score=reached
        )
    if best.grade == report.score.grade:
        return language.gettext(
            "With every switch set, %(platform)s stops at %(score)s: still %(letter)s. The rest is for the company "
            "to decide.",
            platform=name, score=reached, letter=best.grade,
        )  # fmt: skip
    return language.gettext(
        "With every switch set, %(platform)s reaches %(score)s: %(letter)s instead of %(before)s.",
        platform=name, score=reached, letter=best.grade, before=report.score.grade,
    )  # fmt: skip


def step_figures(step: EveningStep, language: Language) -> str:
    """Return what one thing for tonight takes and brings."""
    time = language.ngettext("%(count)s minute", "%(count)s minutes", step.minutes)
    if not step.gain:
        return time
    points = language.ngettext(
        "+%(count)s point", "+%(count)s points", float(step.gain), count=figure(step.gain, language)
    )
    return f"{points}{language.comma}{time}"


def answer_given(question: Question, answers: Answers, language: Language) -> str:
    """Return the answer to one question in words."""
    return report_text.answer(Line(question, answers.given.get(question.id), answers.option(question)), language)


def comparison_title(shown: Comparison, language: Language) -> str:
    """Return the heading of a comparison."""
    names = [platform(report, language) for report in shown.reports]
    if shown.then_and_now:
        return language.gettext("%(platform)s, then and now", platform=names[0])
    if shown.same_platform:
        return language.gettext("%(platform)s, as two people see it", platform=names[0])
    if not names:
        return language.gettext("Compare apps")
    return language.gettext("Side by side: %(names)s", names=language.list(names))


def above(shown: Comparison, found: Sequence[Above], language: Language) -> str:
    """Say who stands clearly above whom, or that there is no difference."""
    if not found:
        return language.gettext("No difference.")
    names = [platform(report, language) for report in shown.reports]
    if shown.same_platform and not shown.then_and_now:
        return language.gettext("The two views are further apart than chance.")
    if shown.then_and_now:
        return language.gettext("It was better.") if found[0].one == 0 else language.gettext("It got better.")
    return " ".join(
        language.gettext(
            "%(one)s stands above %(others)s.",
            one=names[each.one], others=language.list([names[other] for other in each.others]),
        )
        for each in found
    )  # fmt: skip
