"""What is wrong with a file from hands that nobody knows, in sentences: those that every kind of file shares."""

from collections.abc import Callable, Mapping

from evaluator.i18n.language import Language
from evaluator.validation.untrusted_json import Problem

Sentences = Mapping[str, Callable[[str, Language], str]]  # kind of problem -> what its limit says, in a language


def sentence(problem: Problem, own: Sentences, language: Language) -> str:
    """What is wrong and what would be right, with its place in the file; `own` are sentences of one kind of file."""
    words = (own.get(problem.kind) or _SHARED[problem.kind])(problem.limit, language)
    if not problem.place:
        return words
    return language.gettext("%(place)s: %(sentence)s", place=problem.place, sentence=words)


_SHARED: Sentences = {
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
    "hidden-characters": lambda limit, language: language.gettext(
        "It holds characters that do not show or turn the text around. Type it again."
    ),
    "no-name": lambda limit, language: language.gettext("The name is missing."),
}  # fmt: skip
