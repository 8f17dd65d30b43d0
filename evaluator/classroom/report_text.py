"""A class report in sentences: shapes, modes, figures, limits, and what is wrong with a file."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from evaluator.classroom.report import Again, ClassReport, Counts, Dial
from evaluator.classroom.settings import FULL, QUICK, YOUNG
from evaluator.classroom.tally import MIN_ANSWERS, Tally
from evaluator.content.models.questionnaire import Questionnaire
from evaluator.i18n.language import Language, gettext_noop
from evaluator.validation.untrusted_json import FileProblem, Sentences, file_problem


def shapes(language: Language) -> Mapping[str, str]:
    """Return what answers look like, by the shape of a tally."""
    return {
        "few": language.gettext("too few answers to show"),
        "facts": language.gettext("we need facts"),
        "agree": language.gettext("most of us agree"),
        "mixed": language.gettext("mixed"),
        "camps": language.gettext("two camps"),
        "scattered": language.gettext("scattered"),
    }


def modes(language: Language) -> Mapping[str, str]:
    """Return how a class answers."""
    return {
        "devices": language.gettext("one device each"),
        "groups": language.gettext("one device for each group"),
        "pass": language.gettext("one device passed on"),
        "paper": language.gettext("hands and cards, counted by hand"),
        "demo": language.gettext("simulated pupils, no real class"),
    }


def set_name(name: str, form: Questionnaire, language: Language) -> str:
    """Return what a set of questions is called; the id itself for a dimension that the form no longer has."""
    names = {
        QUICK: language.gettext("quick check"),
        YOUNG: language.gettext("ten short questions, ages 11 to 15"),
        FULL: language.gettext("all questions"),
    }
    return names.get(name) or next((part.name for part in form.dimensions if part.id == name), name)


def platform(report: ClassReport, language: Language) -> str:
    """Return what was judged."""
    return report.platform or language.gettext("each group’s own choice")


def shape(one: Tally, language: Language) -> str:
    """Return the shape with its D: two camps (0.65 on a line from 0, all the same, to 1, half at each end)."""
    words, found = shapes(language)[one.shape], one.disagreement
    if found is None or one.shape in ("few", "facts"):
        return words
    return language.gettext("%(shape)s (D = %(number)s)", shape=words, number=hundredths(one, language))


def hundredths(one: Tally, language: Language) -> str:
    """D with two decimals; nothing where there is none."""
    found = one.disagreement
    if found is None:
        return ""
    return language.decimals(Decimal(int(found * 100 + Fraction(1, 2))).scaleb(-2))


def answers(one: Counts, language: Language) -> str:
    """Return how many answered."""
    return language.ngettext("%(count)s answer", "%(count)s answers", one.n)


def dial(one: Dial, language: Language) -> str:
    """Return a dimension of the class in words, without a verdict: what it shows, the class says itself."""
    return language.gettext(
        "the middle answer has %(median)s of 100 points; half of the answers lie from %(low)s to %(high)s",
        median=one.median, low=one.low, high=one.high,
    )  # fmt: skip


def middle(one: Dial, language: Language) -> str:
    """Return the same as short as a slide needs it."""
    return language.gettext(
        "middle %(median)s, half from %(low)s to %(high)s", median=one.median, low=one.low, high=one.high
    )


def moved(one: Again, language: Language) -> str:
    """Say how many chose something else the second time, where that may be told."""
    if one.before.options and not one.after.options:
        return language.gettext(
            "The first result stands: fewer than two thirds answered again, or fewer than five changed their answer. "
            "So nobody’s answer can be told."
        )
    if one.moved is None:
        return language.gettext("Fewer than %(count)s moved.", count=MIN_ANSWERS)
    return language.ngettext(
        "%(count)s of %(all)s moved.", "%(count)s of %(all)s moved.", one.moved, all=language.number(one.after.n)
    )


def limits(report: ClassReport, language: Language) -> str:
    """Return what the report is not."""
    return language.ngettext(
        "%(count)s opinion of one class, not a test of the platform.",
        "%(count)s opinions of one class, not a test of the platform.",
        report.opinions,
    )


def problem(problem: FileProblem, language: Language) -> str:
    """Return what is wrong with a file and what would be right, with its place."""
    return file_problem(problem, _PROBLEMS, language)


_PROBLEMS: Sentences = {
    "too-large": gettext_noop("The file is over %(limit)s KB. The report of a class is far smaller."),
    "too-deep": gettext_noop("The file is nested too deeply for the report of a class."),
    "not-json": gettext_noop(
        "This is no JSON file. Choose the report that this site saved: its name ends with .json."
    ),
    "not-a-report": gettext_noop("This JSON file holds no report of a class."),
    "too-many": gettext_noop("The list is too long: %(limit)s at most."),
    "no-mode": gettext_noop("It must be one of these: %(limit)s."),
    "sum": gettext_noop(
        "The numbers do not fit together. Under %(limit)s answers, only their number may stand here."
    ),
    "two-questions": gettext_noop("Before and after must be the same question."),
}
