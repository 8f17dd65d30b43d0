"""Write a shelf as a file, and read it back. The file is untrusted input: every part is checked, the good ones kept.

A report saved as JSON is read as well. Each report stands as the query of its address, which the form itself reads,
so that one made under an earlier method opens as its link does.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import parse_qsl

from evaluator.assess.answers import DECISIONS, FACT, LIMIT_CHOICES, Assessment, Decision, Note, read
from evaluator.assess.provenance import TAKEN
from evaluator.assess.shelf import MOST_APPS, MOST_REPORTS, KeptApp, Shelf
from evaluator.content.models.questionnaire import Questionnaire
from evaluator.validation.file_readers import ProblemList, address_at, day_at, items_at, keys_at, text_at
from evaluator.validation.parameters import Problem
from evaluator.validation.untrusted_json import FileProblem, parsed

SCHEMA = 1
MAX_BYTES = 256 * 1024
MAX_DEPTH = 8
MAX_QUERY = 8000  # characters of one report
MOST_NOTES = 100


@dataclass
class ShelfNotes(ProblemList):
    """What is wrong with a file: its parts, and answers that the form does not know."""

    unknown: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class ParsedShelf:
    """A file that was read."""

    shelf: Shelf
    problems: tuple[FileProblem, ...] = ()
    unknown: tuple[Problem, ...] = ()


def dump(shelf: Shelf) -> bytes:
    """Write a shelf for people to keep."""
    return (json.dumps(_data(shelf), ensure_ascii=False, indent=1) + "\n").encode()


def dump_compact(shelf: Shelf) -> str:
    """Write a shelf for the hidden field of a form, and for the browser."""
    return json.dumps(_data(shelf), ensure_ascii=False, separators=(",", ":"))


def load(raw: bytes, form: Questionnaire, today: date) -> ParsedShelf:
    """Read a shelf, or a report saved as JSON. Raises nothing, however odd the file is."""
    data, problem = parsed(raw, MAX_BYTES, MAX_DEPTH)
    if problem:
        return ParsedShelf(Shelf(), (problem,))
    if not isinstance(data, dict) or not ("shelf" in data or {"answers", "platform"} <= data.keys()):
        return ParsedShelf(Shelf(), (FileProblem("not-a-shelf"),))
    if "shelf" in data and (data.get("schema") != SCHEMA or isinstance(data["schema"], bool)):
        return ParsedShelf(Shelf(), (FileProblem("other-schema", "schema", str(SCHEMA)),))
    notes = ShelfNotes()
    apps = _apps(notes, data, form, today) if "shelf" in data else _saved_report(notes, data, form, today)
    return ParsedShelf(Shelf(tuple(apps)), tuple(notes.problems), tuple(notes.unknown))


def load_report(query: str, form: Questionnaire, today: date) -> ParsedShelf:
    """Read the query of one report as a shelf that holds it alone."""
    notes = ShelfNotes()
    report = _report(notes, parse_qsl(query[:MAX_QUERY], keep_blank_values=True), form, today)
    return ParsedShelf(Shelf((KeptApp((report,)),)), (), tuple(notes.unknown))


def decision_at(notes: ProblemList, value: Any, place: str) -> Decision | None:
    """Read a decision; None when nothing was decided."""
    given = keys_at(notes, value, place)
    kind = text_at(notes, given.get("kind", ""), f"{place}.kind")
    if kind and kind not in DECISIONS:
        notes.wrong("not-offered", f"{place}.kind", kind[:40])
    if kind not in DECISIONS:
        return None
    limits = items_at(notes, given.get("limits", []), f"{place}.limits", len(LIMIT_CHOICES))
    texts = [text_at(notes, limit, where) for where, limit in limits]
    return Decision(
        kind=kind,
        limits=tuple(limit for limit in dict.fromkeys(texts) if limit in LIMIT_CHOICES),
        own_limit=text_at(notes, given.get("own_limit", ""), f"{place}.own_limit"),
        by=day_at(notes, given.get("by"), f"{place}.by"),
        reason=text_at(notes, given.get("reason", ""), f"{place}.reason"),
        review=day_at(notes, given.get("review"), f"{place}.review"),
    )


def note_at(notes: ProblemList, value: Any, place: str) -> Note:
    """Read a note on one answer."""
    given = keys_at(notes, value, place)
    source = address_at(notes, given.get("source", ""), f"{place}.source")
    return Note(text_at(notes, given.get("text", ""), f"{place}.text"), source)


def decision_data(decision: Decision) -> dict[str, str | tuple[str, ...]]:
    """Return a decision as data, without what was left empty."""
    said: dict[str, str | tuple[str, ...]] = {
        "kind": decision.kind,
        "limits": decision.limits,
        "own_limit": decision.own_limit,
        "by": decision.by.isoformat() if decision.by else "",
        "reason": decision.reason,
        "review": decision.review.isoformat() if decision.review else "",
    }
    return {name: value for name, value in said.items() if value}


def notes_data(notes: Mapping[str, Note]) -> dict[str, dict[str, str]]:
    """Return notes as data, without what was left empty."""
    return {
        question: {name: value for name, value in vars(note).items() if value} for question, note in notes.items()
    }


def _data(shelf: Shelf) -> dict[str, Any]:
    return {"schema": SCHEMA, "shelf": [_app_data(app) for app in shelf.apps]}


def _app_data(app: KeptApp) -> dict[str, Any]:
    data: dict[str, Any] = {"reports": [report.query for report in app.reports]}
    if app.decision:
        data["decision"] = decision_data(app.decision)
    return data | ({"notes": notes_data(app.notes)} if app.notes else {})


def _apps(notes: ShelfNotes, data: Mapping[str, Any], form: Questionnaire, today: date) -> Iterator[KeptApp]:
    for place, value in items_at(notes, data["shelf"], "shelf", MOST_APPS):
        given = keys_at(notes, value, place)
        queries = items_at(notes, given.get("reports", []), f"{place}.reports", MOST_REPORTS)
        texts = [text_at(notes, query, where, MAX_QUERY) for where, query in queries]
        reports = [_report(notes, parse_qsl(text, keep_blank_values=True), form, today) for text in texts if text]
        if reports:
            yield KeptApp(tuple(reports), **_said(notes, given, place, form))


def _report(notes: ShelfNotes, pairs: list[tuple[str, str]], form: Questionnaire, today: date) -> Assessment:
    reading = read(form, pairs, today)
    notes.unknown += reading.problems
    notes.unknown += (
        Problem("unknown-value", each.parameter, f"{each.parameter}={each.value}")
        for each in reading.assessment.left_out
    )
    return reading.assessment.dated(today)


def _said(notes: ShelfNotes, given: Mapping[str, Any], place: str, form: Questionnaire) -> dict[str, Any]:
    """Read what somebody said of an app: the decision, and the notes on questions that are asked today."""
    each = list(keys_at(notes, given.get("notes", {}), f"{place}.notes").items())[:MOST_NOTES]
    known = [(name, value) for name, value in each if form.question(name)]
    read_notes = {name: note_at(notes, value, f"{place}.notes.{name}") for name, value in known}
    decision = decision_at(notes, given["decision"], f"{place}.decision") if "decision" in given else None
    return {"decision": decision, "notes": {name: note for name, note in read_notes.items() if note != Note()}}


def _saved_report(notes: ShelfNotes, data: Mapping[str, Any], form: Questionnaire, today: date) -> Iterator[KeptApp]:
    """Read report.json: the answers as an address has them."""
    fixed = {name: data.get(name, "") for name in ("platform", "set", "method", "date")}
    pairs = [(name, text_at(notes, value, name)) for name, value in fixed.items()]
    situation = keys_at(notes, data.get("situation") or {}, "situation")
    pairs += [(name, text_at(notes, value, f"situation.{name}")) for name, value in situation.items()]
    for place, value in items_at(notes, data["answers"], "answers", MOST_NOTES):
        given = keys_at(notes, value, place)
        question = text_at(notes, given.get("question", ""), f"{place}.question")
        if question and given.get("option") is not None:
            pairs.append((question, text_at(notes, given["option"], f"{place}.option")))
        facts = given.get("facts")
        if given.get("whose") == TAKEN and isinstance(facts, list) and facts:
            pairs.append((f"{FACT}{question}", text_at(notes, facts[0], f"{place}.facts")))
    yield KeptApp((_report(notes, pairs, form, today),), **_said(notes, data, "report", form))
