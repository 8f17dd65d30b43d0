"""My apps in words: what was decided, when to look again, and what is wrong with a file."""

from collections.abc import Mapping
from datetime import date

from evaluator.assess.answers import KEEP, LEAVE, LIMITS, Decision
from evaluator.assess.report import Report
from evaluator.assess.report_text import platform
from evaluator.assess.shelf import ShownApp
from evaluator.i18n.language import Language, gettext_noop
from evaluator.validation.untrusted_json import FileProblem, Sentences, file_problem


def decisions(language: Language) -> Mapping[str, str]:
    """Return what one can decide."""
    return {
        KEEP: language.gettext("Keep using it"),
        LIMITS: language.gettext("Keep using it, with limits"),
        LEAVE: language.gettext("Leave it"),
    }


def limits(language: Language) -> Mapping[str, str]:
    """Return the limits to choose from."""
    return {
        "no-alerts": language.gettext("No notifications"),
        "not-at-night": language.gettext("Not at night, not in bed"),
        "half-an-hour": language.gettext("Half an hour a day at most"),
        "known-people": language.gettext("Only people I know"),
        "no-posts": language.gettext("I read, I post nothing"),
        "no-scrolling": language.gettext("What I search for, no endless feed"),
    }


def chosen_limits(decision: Decision, language: Language) -> str:
    """Return the limits of a decision in one line, those of one’s own words last."""
    known = limits(language)
    return language.semicolon.join(
        [*(known[limit] for limit in decision.limits), *filter(None, [decision.own_limit])]
    )


def decided(decision: Decision | None, language: Language) -> str:
    """Return a decision in one line: what, with which limits or by when."""
    if decision is None:
        return language.gettext("Not decided yet")
    words = decisions(language)[decision.kind]
    if decision.kind == LEAVE and decision.by:
        return language.gettext("Leave it by %(day)s", day=language.day(decision.by))
    chosen = chosen_limits(decision, language) if decision.kind == LIMITS else ""
    return f"{words}{language.colon}{chosen}" if chosen else words


def decision_sentences(report: Report, language: Language) -> tuple[str, ...]:
    """Return what a document says of a decision; nothing without one."""
    decision = report.decision
    if decision is None:
        return ()
    found = [f"{decided(decision, language)}."]
    if decision.reason:
        found.append(f"{language.gettext('Why')}{language.colon}{decision.reason}")
    if decision.review:
        found.append(language.gettext("Next look: %(day)s.", day=language.day(decision.review)))
    return tuple(found)


def due(one: ShownApp, today: date, language: Language) -> str:
    """Return when to look at an app again."""
    day = language.day(one.due)
    return language.gettext("%(day)s: now", day=day) if one.due <= today else day


def remember(one: ShownApp, language: Language) -> str:
    """Return what a calendar says on the day of the next look."""
    return language.gettext("Look at %(platform)s again", platform=platform(one.report, language))


def remember_to_leave(one: ShownApp, language: Language) -> str:
    """Return what a calendar says on the day to be gone."""
    return language.gettext("Be gone from %(platform)s today", platform=platform(one.report, language))


def problem(found: FileProblem, language: Language) -> str:
    """Word what is wrong with a file, or with a field."""
    return file_problem(found, _PROBLEMS, language)


_PROBLEMS: Sentences = {
    "too-large": gettext_noop("The file is over %(limit)s KB. A saved shelf is far smaller."),
    "too-deep": gettext_noop("The file is nested too deeply for a saved shelf."),
    "not-json": gettext_noop("This is no JSON file. Choose the file that this site saved: its name ends with .json."),
    "not-a-shelf": gettext_noop("This JSON file holds no apps and no report."),
    "no-decision": gettext_noop("Choose one of the three decisions."),
    "too-many": gettext_noop("The list is too long: the first %(limit)s were read."),
    "not-offered": gettext_noop("“%(limit)s” is not one of the answers offered. Choose one of those."),
    "not-an-address": gettext_noop("This is no address of a page. Write it as in site.example/page."),
}
