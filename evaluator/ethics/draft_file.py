"""A Draft as a JSON file and back. The file comes from hands that nobody knows, so every part of it is checked.

What is wrong becomes a Problem that names its place; the good parts are kept. What an older or newer library knew and
this one does not becomes a Difference. Nothing raises.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evaluator.assess.answers import Assessment
from evaluator.content.models.ethics import Ethics
from evaluator.ethics.draft import ANY, Draft, Facts, Words
from evaluator.ethics.parts import read_draft
from evaluator.ethics.readers import Difference, Known, Problem
from evaluator.validation.untrusted_json import parsed

SCHEMA = 1
MAX_BYTES = 256 * 1024
MAX_DEPTH = 12


@dataclass(frozen=True)
class Reading:
    """What a file holds: the draft with every good part, what is wrong, and what the library says differently now."""

    draft: Draft
    problems: tuple[Problem, ...] = ()
    differences: tuple[Difference, ...] = ()


def write(draft: Draft, libraries: Mapping[str, Ethics]) -> bytes:
    """The draft as JSON; `libraries`, by language, lend today's words of each promise, to compare with later ones."""
    data = _data(draft, next(iter(libraries.values())), libraries)
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def carry(draft: Draft, ethics: Ethics) -> str:
    """The same without spaces and without the library's words: for the way from one page to the next."""
    data = _data(draft, ethics, {})
    data["promises"] = [{name: value for name, value in one.items() if value} for one in data["promises"]]
    return _CLOSE.encode(data)


_CLOSE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _data(draft: Draft, any_library: Ethics, libraries: Mapping[str, Ethics]) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "library": any_library.version,
        "version": draft.version,
        "languages": list(draft.languages),
        "date": draft.day.isoformat() if draft.day else None,
        "review": draft.review.isoformat() if draft.review else None,
        "owner": _words(draft.owner),
        "contact": draft.contact,
        "facts": _facts(draft.facts, any_library),
        "platforms": [
            {"name": one.name, "facts": _facts(one.facts, any_library), "assessment": _assessment(one.assessment)}
            for one in draft.platforms
        ],
        "exits": [{"name": one.name, "day": one.day.isoformat()} for one in draft.exits],
        "promises": [
            {
                "id": one.promise,
                "text": _texts(one.promise, libraries),
                "blanks": {name: _words(words) for name, words in one.blanks.items()},
                "wording": _words(one.wording),
            }
            for one in draft.chosen
        ],
        "gaps": [{"text": _words(gap.text), "day": gap.day.isoformat(), "rule": gap.rule} for gap in draft.gaps],
        "accepted": list(draft.accepted),
        "reasons": {name: _words(words) for name, words in draft.reasons.items()},
    }


def read(raw: bytes, known: Known) -> Reading:
    """The draft in a file, however odd the file is."""
    data, problem = _parsed(raw)
    if problem:
        return Reading(Draft(), (problem,))
    return Reading(*read_draft(data, known))


def _parsed(raw: bytes) -> tuple[dict[str, Any], Problem | None]:
    data, problem = parsed(raw, MAX_BYTES, MAX_DEPTH)
    if problem:
        return {}, problem
    if not isinstance(data, dict) or "schema" not in data or "promises" not in data:
        return {}, Problem("not-a-draft")
    if data["schema"] != SCHEMA or isinstance(data["schema"], bool):
        return {}, Problem("other-schema", "schema", str(SCHEMA))
    return data, None


def _words(words: Words) -> str | dict[str, str]:
    """One text for all languages as a string, else an object by language."""
    return words[ANY] if set(words) == {ANY} else dict(words)


def _facts(facts: Facts, ethics: Ethics) -> dict[str, Any]:
    return {name: _value(name, values, ethics) for name, values in facts.given.items()}


def _value(fact_id: str, values: tuple[str, ...], ethics: Ethics) -> Any:
    fact = ethics.fact(fact_id)
    if fact and fact.kind == "many":
        return list(values)
    one = values[0] if values else ""
    return int(one) if fact and fact.kind == "number" and one.isascii() and one.isdecimal() else one


def _assessment(assessment: Assessment | None) -> dict[str, str] | None:
    """The answers as an address has them, without the platform, whose name stands beside."""
    return {name: value for name, value in assessment.parameters() if name != "platform"} if assessment else None


def _texts(promise_id: str, libraries: Mapping[str, Ethics]) -> dict[str, str]:
    found = {code: ethics.promise(promise_id) for code, ethics in libraries.items()}
    return {code: promise.text for code, promise in found.items() if promise}
