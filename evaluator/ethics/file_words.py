"""What is wrong with a draft's file, and what the library says differently now, in sentences."""

from collections.abc import Callable, Mapping

from evaluator.ethics.fields import Difference, Problem
from evaluator.language import Language


def problem(problem: Problem, language: Language) -> str:
    """What is wrong and what would be right, with its place in the file."""
    sentence = _PROBLEMS[problem.kind](problem.limit, language)
    if not problem.place:
        return sentence
    return language.gettext("%(place)s: %(sentence)s", place=problem.place, sentence=sentence)


def difference(difference: Difference, language: Language) -> str:
    """What changed in the library since the draft was saved, or what it does not know."""
    return _DIFFERENCES[difference.kind](difference, language)


_PROBLEMS: Mapping[str, Callable[[str, Language], str]] = {
    "too-large": lambda limit, language: language.gettext(
        "The file is over %(limit)s KB. A saved draft is far smaller.", limit=limit
    ),
    "too-deep": lambda limit, language: language.gettext("The file is nested too deeply for a saved draft."),
    "not-json": lambda limit, language: language.gettext(
        "This is no JSON file. Choose the file that this site saved, its name ends with .json."
    ),
    "not-a-draft": lambda limit, language: language.gettext("This JSON file holds no draft of a code of ethics."),
    "other-schema": lambda limit, language: language.gettext(
        "The file has another format than this site reads (%(limit)s).", limit=limit
    ),
    "repeated": lambda limit, language: language.gettext("It stands twice; keep one."),
    "not-a-list": lambda limit, language: language.gettext("It must be a list."),
    "not-an-object": lambda limit, language: language.gettext("It must be an object, with names and values."),
    "not-a-text": lambda limit, language: language.gettext("It must be a text."),
    "not-a-number": lambda limit, language: language.gettext(
        "It must be a whole number from 0 to %(limit)s.", limit=limit
    ),
    "not-a-day": lambda limit, language: language.gettext("It must be a day of this century, such as 2026-11-24."),
    "too-long": lambda limit, language: language.gettext(
        "It is too long: %(limit)s characters at most.", limit=limit
    ),
    "too-many": lambda limit, language: language.gettext(
        "The list is too long: the first %(limit)s were read.", limit=limit
    ),
    "hidden-characters": lambda limit, language: language.gettext(
        "It holds characters that do not show or turn the text around. Type it again."
    ),
    "no-such-language": lambda limit, language: language.gettext(
        "It names a language that this site does not have; it has %(limit)s.", limit=limit
    ),
    "stands-alone": lambda limit, language: language.gettext("It says nothing and something at once; choose one."),
    "no-name": lambda limit, language: language.gettext("The name is missing."),
    "incomplete": lambda limit, language: language.gettext("It needs a text or name, and a day."),
}  # fmt: skip

_DIFFERENCES: Mapping[str, Callable[[Difference, Language], str]] = {
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
