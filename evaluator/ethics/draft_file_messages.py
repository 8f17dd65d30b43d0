"""Word the problems of a draft's file, and what the library says differently now."""

from collections.abc import Mapping

from evaluator.ethics.readers import LibraryDifference
from evaluator.i18n.language import Language, gettext_noop
from evaluator.validation.untrusted_json import FileProblem, Sentences, file_problem


def problem(problem: FileProblem, language: Language) -> str:
    """Word a problem: what is wrong, where in the file, and what would be right."""
    return file_problem(problem, _PROBLEMS, language)


def difference(difference: LibraryDifference, language: Language) -> str:
    """Word what changed in the library since the draft was saved, or what it does not know."""
    return language.gettext(_DIFFERENCES[difference.kind], **vars(difference))


_PROBLEMS: Sentences = {
    "too-large": gettext_noop("The file is over %(limit)s KB. A saved draft is far smaller."),
    "too-deep": gettext_noop("The file is nested too deeply for a saved draft."),
    "not-json": gettext_noop("This is no JSON file. Choose the file that this site saved: its name ends with .json."),
    "not-a-draft": gettext_noop("This JSON file holds no draft of a code of ethics."),
    "too-many": gettext_noop("The list is too long: the first %(limit)s were read."),
    "no-such-language": gettext_noop("It names a language that this site does not have; it has %(limit)s."),
    "stands-alone": gettext_noop("It says nothing and something at once; choose one."),
    "not-offered": gettext_noop("“%(limit)s” is not one of the answers offered. Choose one of those."),
    "no-format": gettext_noop("No such file is made here. Choose one of those offered."),
    "no-report": gettext_noop(
        "This is no link of a report with answers. Open the report and copy its whole address."
    ),
    "not-an-address": gettext_noop(
        "This is no address of a page. Write it as in shop.example/code; a mail address has a field of its own."
    ),
    "incomplete": gettext_noop("It needs a text or name, and a day."),
}

_DIFFERENCES: Mapping[str, str] = {
    "library": gettext_noop("The draft was saved with version %(old)s of the library; this is %(new)s."),
    "new-text": gettext_noop("A promise has new words. Before: “%(old)s” Now: “%(new)s”"),
    "unknown-promise": gettext_noop("The library no longer has the promise %(what)s: “%(old)s”"),
    "unknown-blank": gettext_noop("A promise no longer has the blank %(what)s."),
    "unknown-fact": gettext_noop("This site does not ask about %(what)s."),
    "unknown-value": gettext_noop("The answer to %(what)s is not one of those offered now: %(old)s"),
    "unknown-question": gettext_noop("The four questions no longer have %(what)s."),
}
