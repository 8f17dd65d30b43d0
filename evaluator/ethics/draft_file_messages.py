"""Word the problems of a draft's file, and what the library says differently now."""

from collections.abc import Callable, Mapping

from evaluator.ethics.readers import FileProblem, LibraryDifference
from evaluator.i18n.language import Language
from evaluator.validation.untrusted_json import Sentences, file_problem


def problem(problem: FileProblem, language: Language) -> str:
    """Word a problem: what is wrong, where in the file, and what would be right."""
    return file_problem(problem, _PROBLEMS, language)


def difference(difference: LibraryDifference, language: Language) -> str:
    """Word what changed in the library since the draft was saved, or what it does not know."""
    return _DIFFERENCES[difference.kind](difference, language)


_PROBLEMS: Sentences = {
    "too-large": lambda limit, language: language.gettext(
        "The file is over %(limit)s KB. A saved draft is far smaller.", limit=limit
    ),
    "too-deep": lambda limit, language: language.gettext("The file is nested too deeply for a saved draft."),
    "not-json": lambda limit, language: language.gettext(
        "This is no JSON file. Choose the file that this site saved: its name ends with .json."
    ),
    "not-a-draft": lambda limit, language: language.gettext("This JSON file holds no draft of a code of ethics."),
    "too-many": lambda limit, language: language.gettext(
        "The list is too long: the first %(limit)s were read.", limit=limit
    ),
    "no-such-language": lambda limit, language: language.gettext(
        "It names a language that this site does not have; it has %(limit)s.", limit=limit
    ),
    "stands-alone": lambda limit, language: language.gettext("It says nothing and something at once; choose one."),
    "not-offered": lambda limit, language: language.gettext(
        "“%(limit)s” is not one of the answers offered. Choose one of those.", limit=limit
    ),
    "no-format": lambda limit, language: language.gettext("No such file is made here. Choose one of those offered."),
    "no-report": lambda limit, language: language.gettext(
        "This is no link of a report with answers. Open the report and copy its whole address."
    ),
    "not-an-address": lambda limit, language: language.gettext(
        "This is no address of a page. Write it as in shop.example/code; a mail address has a field of its own."
    ),
    "incomplete": lambda limit, language: language.gettext("It needs a text or name, and a day."),
}  # fmt: skip

_DIFFERENCES: Mapping[str, Callable[[LibraryDifference, Language], str]] = {
    "library": lambda one, language: language.gettext(
        "The draft was saved with version %(old)s of the library; this is %(new)s.", old=one.old or "–", new=one.new
    ),
    "new-text": lambda one, language: language.gettext(
        "A promise has new words. Before: “%(old)s” Now: “%(new)s”", old=one.old, new=one.new
    ),
    "unknown-promise": lambda one, language: language.gettext(
        "The library no longer has the promise %(what)s: “%(old)s”", what=one.what, old=one.old
    ),
    "unknown-blank": lambda one, language: language.gettext(
        "A promise no longer has the blank %(what)s.", what=one.what
    ),
    "unknown-fact": lambda one, language: language.gettext("This site does not ask about %(what)s.", what=one.what),
    "unknown-value": lambda one, language: language.gettext(
        "The answer to %(what)s is not one of those offered now: %(old)s", what=one.what, old=one.old
    ),
    "unknown-question": lambda one, language: language.gettext(
        "The four questions no longer have %(what)s.", what=one.what
    ),
}  # fmt: skip
