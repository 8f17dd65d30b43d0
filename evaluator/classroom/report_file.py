"""A class report as a JSON file and back. A file from outside is checked in every part; nothing raises."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from evaluator.classroom.report import Again, ClassReport, Counts
from evaluator.classroom.tally import MIN_ANSWERS
from evaluator.validation.text import clean, refused_character
from evaluator.validation.untrusted_json import FileProblem, parsed

SCHEMA = 1
KIND = "class-report"
MAX_BYTES = 256 * 1024
MAX_DEPTH = 6
MOST = 100  # questions, or options of one
LARGEST = 10_000  # answers
LONGEST = 80  # characters of a name
MODES = ("devices", "groups", "pass", "paper")


@dataclass(frozen=True)
class FileReading:
    """The report in a file; None when anything is wrong, since half a report would mislead."""

    report: ClassReport | None
    problems: tuple[FileProblem, ...] = ()


def write(report: ClassReport) -> bytes:
    """Return the report as JSON."""
    data = {
        "kind": KIND,
        "schema": SCHEMA,
        "method": report.method,
        "date": report.day.isoformat(),
        "set": report.set,
        "platform": report.platform,
        "mode": report.mode,
        "joined": report.joined,
        "finished": report.finished,
        "questions": [_counts(one) for one in report.counts],
        "again": [
            {"before": _counts(one.before), "after": _counts(one.after), "moved": one.moved} for one in report.again
        ],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def read(raw: bytes, latest: date = date.max) -> FileReading:
    """Return the report in a file, however odd the file is; none is of a day after the latest."""
    data, problem = parsed(raw, MAX_BYTES, MAX_DEPTH)
    problem = problem or _other(data)
    if problem:
        return FileReading(None, (problem,))
    notes = _Notes(latest)
    report = _report(notes, data)
    return FileReading(None if notes.problems else report, tuple(notes.problems))


def _counts(one: Counts) -> dict[str, Any]:
    return {"question": one.question, "n": one.n, "options": dict(one.options)}


def _other(data: Any) -> FileProblem | None:
    """Return what makes it another kind of file."""
    if not isinstance(data, dict) or data.get("kind") != KIND:
        return FileProblem("not-a-report")
    if data.get("schema") != SCHEMA or isinstance(data["schema"], bool):
        return FileProblem("other-schema", "schema", str(SCHEMA))
    return None


@dataclass
class _Notes:
    """What was wrong on the way through a file."""

    latest: date
    problems: list[FileProblem] = field(default_factory=list)

    def wrong(self, kind: str, place: str, limit: object = "") -> None:
        self.problems.append(FileProblem(kind, place, str(limit)))


def _report(notes: _Notes, data: Mapping[str, Any]) -> ClassReport:
    return ClassReport(
        day=_day(notes, data.get("date"), "date"),
        set=_name(notes, data.get("set"), "set"),
        method=_name(notes, data.get("method"), "method"),
        platform=_text(notes, data.get("platform"), "platform"),
        mode=_mode(notes, data.get("mode"), "mode"),
        joined=_number(notes, data.get("joined"), "joined"),
        finished=_number(notes, data.get("finished"), "finished"),
        counts=_once(notes, tuple(_each(notes, data.get("questions"), "questions", _one))),
        again=tuple(_each(notes, data.get("again", []), "again", _again)),
    )


def _each(notes: _Notes, items: Any, place: str, part: Callable[[_Notes, Any, str], Any]) -> Iterator[Any]:
    if not isinstance(items, list):
        notes.wrong("not-a-list", place)
    elif len(items) > MOST:
        notes.wrong("too-many", place, MOST)
    else:
        yield from (part(notes, item, f"{place}[{number}]") for number, item in enumerate(items))


def _once(notes: _Notes, counts: tuple[Counts, ...]) -> tuple[Counts, ...]:
    names = [one.question for one in counts]
    for number, name in enumerate(names):
        if name and names.index(name) != number:
            notes.wrong("repeated", f"questions[{number}].question")
    return counts


def _one(notes: _Notes, item: Any, place: str) -> Counts:
    item = _keys(notes, item, place)
    options = _keys(notes, item.get("options"), f"{place}.options")
    if len(options) > MOST:
        notes.wrong("too-many", f"{place}.options", MOST)
        options = {}
    total = _number(notes, item.get("n"), f"{place}.n")
    numbers = {
        _name(notes, name, f"{place}.options"): _number(notes, count, f"{place}.options.{name:.40}")
        for name, count in options.items()
    }
    if numbers and (total < MIN_ANSWERS or sum(numbers.values()) != total):
        notes.wrong("sum", f"{place}.n", MIN_ANSWERS)
        numbers = {}
    return Counts(_name(notes, item.get("question"), f"{place}.question"), total, numbers)


def _again(notes: _Notes, item: Any, place: str) -> Again:
    item = _keys(notes, item, place)
    before, after = (_one(notes, item.get(name), f"{place}.{name}") for name in ("before", "after"))
    moved = item.get("moved")
    number = None if moved is None else _number(notes, moved, f"{place}.moved")
    if before.question != after.question:
        notes.wrong("two-questions", place)
    if number is not None and not MIN_ANSWERS <= number <= after.n:
        notes.wrong("sum", f"{place}.moved", MIN_ANSWERS)
    return Again(before, after, number)


def _keys(notes: _Notes, value: Any, place: str) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    notes.wrong("not-an-object", place)
    return {}


def _text(notes: _Notes, value: Any, place: str) -> str:
    if not isinstance(value, str):
        notes.wrong("not-a-text", place)
    elif refused_character(value):
        notes.wrong("hidden-characters", place)
    elif len(clean(value)) > LONGEST:
        notes.wrong("too-long", place, LONGEST)
    else:
        return clean(value)
    return ""


def _name(notes: _Notes, value: Any, place: str) -> str:
    """Return a text that is not empty."""
    if value == "":
        notes.wrong("no-name", place)
    return _text(notes, value, place)


def _mode(notes: _Notes, value: Any, place: str) -> str:
    if value in MODES:
        return str(value)
    notes.wrong("no-mode", place, ", ".join(MODES))
    return MODES[0]


def _number(notes: _Notes, value: Any, place: str) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST:
        return value
    notes.wrong("not-a-number", place, LARGEST)
    return 0


def _day(notes: _Notes, value: Any, place: str) -> date:
    try:
        found = date.fromisoformat(value)
    except (TypeError, ValueError):
        found = date.min
    if found.year // 100 != 20 or found > notes.latest:
        notes.wrong("not-a-day", place)
    return found
