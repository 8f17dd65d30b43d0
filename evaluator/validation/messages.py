"""Say what is wrong with a parameter or with a file from outside, and what would be right, in a language."""

from collections.abc import Callable, Mapping

from evaluator.i18n.language import Language
from evaluator.validation import parameters, untrusted_json
from evaluator.validation.parameters import PLATFORM_LENGTH

Sentences = Mapping[str, Callable[[str, Language], str]]  # kind of problem -> what its limit says, in a language


def parameter_problem(problem: parameters.Problem, language: Language) -> str:
    """Say what is wrong with one parameter of an address."""
    value = problem.value
    shown = value if len(value) <= PLATFORM_LENGTH else f"{value[:PLATFORM_LENGTH]}…"
    return _OF_PARAMETERS[problem.kind](problem, shown, language)


def file_problem(problem: untrusted_json.FileProblem, own: Sentences, language: Language) -> str:
    """Say what is wrong with a file, and where; `own` are the sentences of one kind of file."""
    words = (own.get(problem.kind) or _OF_FILES[problem.kind])(problem.limit, language)
    if not problem.place:
        return words
    return language.gettext("%(place)s: %(sentence)s", place=problem.place, sentence=words)


def _place(limit: str) -> dict[str, str]:
    line, _, column = limit.partition(":")
    return {"line": line, "column": column}


_OF_FILES: Sentences = {
    "not-utf8": lambda limit, language: language.gettext(
        "The file is not in UTF-8: see line %(line)s, column %(column)s. Save it again as UTF-8.", **_place(limit)
    ),
    "json-fault": lambda limit, language: language.gettext(
        "The file is cut or changed: line %(line)s, column %(column)s does not fit. Look for a missing quote, comma "
        "or bracket, or one too many.", **_place(limit)
    ),
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

_OF_PARAMETERS: Mapping[str, Callable[[parameters.Problem, str, Language], str]] = {
    "unknown-value": lambda problem, shown, language: language.gettext(
        "“%(value)s” is not a possible value of “%(parameter)s”. Possible values: %(choices)s.",
        value=shown, parameter=problem.parameter, choices=language.comma.join(problem.choices),
    ),
    "repeated": lambda problem, shown, language: language.gettext(
        "“%(parameter)s” stands more than once in the address. Keep one.", parameter=problem.parameter
    ),
    "too-long": lambda problem, shown, language: language.gettext(
        "The name has %(length)s characters; at most %(limit)s fit. Please shorten it.",
        length=len(problem.value), limit=PLATFORM_LENGTH,
    ),
    "control-characters": lambda problem, shown, language: language.gettext(
        "The name held characters that cannot be shown. Without them it is “%(value)s”.", value=shown
    ),
    "bad-date": lambda problem, shown, language: language.gettext(
        "“%(value)s” is not a day that “%(parameter)s” can be. Write it like 2026-11-24, not in the future.",
        value=shown, parameter=problem.parameter,
    ),
}  # fmt: skip
