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
from evaluator.assess.scoring import BEST_POINTS, DimensionScore, Score, tenths
from evaluator.content.models.questionnaire import Question, Topic
from evaluator.i18n.language import Language


def letters_possible(score: Score, language: Language) -> str:
    """Return the letters that are still possible: `Between A and E`, or one letter; nothing without a range."""
    if score.worst is None or score.worst == score.best:
        return score.worst or ""
    return language.gettext("Between %(best)s and %(worst)s", best=score.best, worst=score.worst)


def to_letter(score: Score, count: int | None, language: Language) -> str:
    """Return how far a letter is, `count` answers being missing (None: too much is unknown)."""
    if score.grade:
        return language.gettext("enough for a letter. You can stop here.")
    if count is None:
        return language.gettext("too much is unknown for a letter.")
    if count == 0:
        return language.gettext("the result says what to check.")
    return language.ngettext("%(count)s more for a letter.", "%(count)s more for a letter.", count)


def of_ourselves(report: Report, language: Language) -> str:
    """Say who judges this site by its own form, and which answers keep it from 100."""
    said = language.gettext("Our own site by our own form: we are the judge, so look for yourself.")
    options = [(line.question.text, line.option) for line in report.lines if line.option]
    short = [f"{asked} {option.text}." for asked, option in options if option.points < BEST_POINTS]
    return " ".join([said, language.gettext("Why not more:"), *short]) if short else said


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


def score_named(score: Score, language: Language) -> str:
    """Return the same with its name, where figures alone would stand for the ear: `Score: 38.4 (28–49)`."""
    figures = score_short(score, language)
    return f"{language.gettext('Score')}{language.colon}{figures}".replace(" ", "\u00a0")


def card_title(report: Report, language: Language) -> str:
    """Say in one line what a card shows, for those who hear it."""
    name, day = platform(report, language), language.day(report.day)
    if report.score.grade is None:
        return language.gettext("%(platform)s: no letter yet (%(day)s)", platform=name, day=day)
    return language.gettext(
        "%(platform)s: letter %(letter)s, one person’s view (%(day)s)",
        platform=name, letter=report.score.grade, day=day,
    )  # fmt: skip


def card_score(report: Report, language: Language) -> str:
    """Return the score on a card and its day; without a letter, why there is none."""
    if report.score.grade is None:
        return report_text.grade_words(report.questionnaire, report.score, language)
    points = language.gettext("%(score)s out of 100", score=figure(report.score.score, language))
    return f"{points} · {language.day(report.day)}"


def card_whose(language: Language) -> str:
    """Return whose view a card shows."""
    return language.gettext("one person’s view")


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


def loss_words(part: Loss, language: Language) -> str:
    """Return the same as a sentence, for those who hear it."""
    return language.ngettext(
        "%(dimension)s takes %(count)s point", "%(dimension)s takes %(count)s points",
        whole(part.high - part.low), dimension=part.dimension.name,
    )  # fmt: skip


def letter_and_score(result: Score, language: Language) -> str:
    """Return a result as its letter, if it has one, and its score: `E 32.7`."""
    return " ".join(filter(None, (result.grade, figure(result.score, language))))


def moved(before: Score, now: Score, language: Language) -> str:
    """Return a result before and after: `E 32.7, now D 36.1`."""
    return language.gettext(
        "%(before)s, now %(after)s", before=letter_and_score(before, language), after=letter_and_score(now, language)
    )


def both(before: Score, after: Score, language: Language) -> str:
    """Return two results beside each other: `E 32.7 → D 36.1`."""
    return f"{letter_and_score(before, language)} → {letter_and_score(after, language)}"


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
    """Return what one thing for tonight takes and brings; a line breaks between the two alone."""
    time = language.ngettext("%(count)s minute", "%(count)s minutes", step.minutes)
    if not step.gain:
        return time
    points = language.ngettext(
        "+%(count)s point", "+%(count)s points", float(step.gain), count=figure(step.gain, language)
    )
    return language.comma.join(part.replace(" ", "\u00a0") for part in (points, time))


def answer_given(question: Question, answers: Answers, language: Language) -> str:
    """Return the answer to one question in words."""
    return report_text.answer(Line(question, answers.given.get(question.id), answers.option(question)), language)


def to_paste(report: Report, around: Topic, address: str, language: Language) -> str:
    """Return a text for a message: the result, and where one can judge for oneself; no answer is in it."""
    score, home = report.score, f" {address}" if address else ""
    said = score.grade or letters_possible(score, language)
    return language.gettext(
        "%(platform)s: %(letter)s (%(score)s of 100), says my check on %(day)s. And you? %(title)s%(home)s",
        platform=platform(report, language), letter=said, score=score_short(score, language),
        day=language.day(report.day), title=around.title, home=home,
    )  # fmt: skip


def pictures(language: Language) -> tuple[tuple[str, str], ...]:
    """Return how much a picture may show: the value in its address, and the words."""
    return (
        ("letter", language.gettext("The letter alone")),
        ("dimensions", language.gettext("The letter and the dimensions")),
        ("name", language.gettext("The same with the name")),
    )


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
