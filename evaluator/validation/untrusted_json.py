"""JSON from hands that nobody knows: size, depth and repeated keys are looked at first. Nothing raises."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evaluator.i18n.language import Language, gettext_noop
from evaluator.validation.text import clean


@dataclass(frozen=True)
class FileProblem:
    """Something in a file that cannot be used: its kind, its place such as promises[2].blanks.wait, and the limit."""

    kind: str
    place: str = ""
    limit: str = ""

    def __post_init__(self) -> None:
        """Clean the place: it is made of names in the file, which may hold anything."""
        object.__setattr__(self, "place", clean(self.place))
        object.__setattr__(self, "limit", clean(self.limit))


def parsed(raw: bytes, most_bytes: int, most_depth: int) -> tuple[Any, FileProblem | None]:
    """Parse a file, or say what is wrong: too-large (limit in KB), not-json, too-deep or repeated (its place).

    Where a file begins as JSON, not-utf8 and json-fault have the line and the column as their limit, such as 3:14.
    """
    if len(raw) > most_bytes:
        return None, FileProblem("too-large", "", str(most_bytes // 1024))
    try:
        text = raw.decode(json.detect_encoding(raw)).removeprefix("\ufeff")  # some shells write UTF-16
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("latin-1")
        return None, FileProblem("not-utf8", "", _place(before)) if _begins(before) else FileProblem("not-json")
    if _depth(text) > most_depth:
        return None, FileProblem("too-deep", "", str(most_depth))
    try:
        return _DECODER.decode(text), None
    except _RepeatedKeyError as error:
        return None, FileProblem("repeated", clean(str(error)))
    except json.JSONDecodeError as error:
        begun = _begins(text) and error.pos > 0
        return None, FileProblem("json-fault", "", f"{error.lineno}:{error.colno}") if begun else FileProblem(
            "not-json"
        )
    except ValueError:
        return None, FileProblem("not-json")


def _begins(text: str) -> bool:
    return text.lstrip("\ufeff \t\r\n").startswith(("{", "["))


def _place(before: str) -> str:
    """Return the line and the column after a text."""
    return f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def _depth(text: str) -> int:
    """Measure how deep brackets are nested outside of strings, before parsing: deep nesting breaks parsers."""
    deepest = depth = 0
    for bracket in _NO_BRACKETS.sub("", text):
        if bracket in "[{":
            depth += 1
            deepest = max(deepest, depth)
        else:
            depth -= 1
    return deepest


# Strings, of which one without an end takes the rest, and what stands between brackets.
_NO_BRACKETS = re.compile(r'(?:[^"\[\]{}]++|"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z))++', re.DOTALL)


class _RepeatedKeyError(Exception):
    """A key stands twice in one object; readers would not agree on which counts."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    seen: set[str] = set()
    for key, _ in pairs if len(found) < len(pairs) else ():
        if key in seen:
            raise _RepeatedKeyError(key[:80])
        seen.add(key)
    return found


def _refuse(constant: str) -> None:
    raise ValueError(constant)


_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_refuse)


Sentences = Mapping[str, str]  # kind of problem -> what is wrong, with its limit


def file_problem(problem: FileProblem, own: Sentences, language: Language) -> str:
    """Say what is wrong with a file, and where; `own` are the sentences of one kind of file."""
    line, _, column = problem.limit.partition(":")
    sentence = own.get(problem.kind) or _OF_FILES[problem.kind]
    words = language.gettext(sentence, limit=problem.limit, line=line, column=column)
    if not problem.place:
        return words
    return language.gettext("%(place)s: %(sentence)s", place=problem.place, sentence=words)


_OF_FILES: Sentences = {
    "not-utf8": gettext_noop(
        "The file is not in UTF-8: see line %(line)s, column %(column)s. Save it again as UTF-8."
    ),
    "json-fault": gettext_noop(
        "The file is cut or changed: line %(line)s, column %(column)s does not fit. Look for a missing quote, comma "
        "or bracket, or one too many."
    ),
    "other-schema": gettext_noop("The file has another format than this site reads (%(limit)s)."),
    "repeated": gettext_noop("It stands twice; keep one."),
    "missing": gettext_noop("It is missing."),
    "not-a-list": gettext_noop("It must be a list."),
    "not-an-object": gettext_noop("It must be an object, with names and values."),
    "not-a-text": gettext_noop("It must be a text."),
    "not-a-number": gettext_noop("It must be a whole number from 0 to %(limit)s."),
    "not-a-day": gettext_noop("It must be a day of this century, such as 2026-11-24."),
    "too-long": gettext_noop("It is too long: %(limit)s characters at most."),
    "hidden-characters": gettext_noop("It holds characters that do not show or turn the text around. Type it again."),
    "no-name": gettext_noop("The name is missing."),
}
