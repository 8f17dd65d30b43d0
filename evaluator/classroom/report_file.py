"""A class report as a JSON file and back. A file from outside is checked in every part; nothing raises.

What may stand in it is said by `ClassReport` itself.
"""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from evaluator.classroom.report import MAX_COUNT, ClassReport, ReportFaultError
from evaluator.validation.untrusted_json import FileProblem, parsed

SCHEMA = 1
KIND = "class-report"
MAX_BYTES = 256 * 1024
MAX_DEPTH = 6
_FILE = TypeAdapter(ClassReport)
# What pydantic finds -> the kind of problem that we say, and its limit.
_KINDS: dict[str, tuple[str, str]] = {
    "missing": ("missing", ""),
    "string_type": ("not-a-text", ""),
    "string_too_short": ("no-name", ""),
    "string_unicode": ("hidden-characters", ""),
    "int_type": ("not-a-number", str(MAX_COUNT)),
    "greater_than_equal": ("not-a-number", str(MAX_COUNT)),
    "less_than_equal": ("not-a-number", str(MAX_COUNT)),
    "tuple_type": ("not-a-list", ""),
    "mapping_type": ("not-an-object", ""),
    "dict_type": ("not-an-object", ""),
    "dataclass_type": ("not-an-object", ""),
}


@dataclass(frozen=True)
class FileReading:
    """The report in a file; None when anything is wrong, since half a report would mislead."""

    report: ClassReport | None
    problems: tuple[FileProblem, ...] = ()


def write(report: ClassReport) -> bytes:
    """Return the report as JSON."""
    data = {"kind": KIND, "schema": SCHEMA, **_FILE.dump_python(report, mode="json", by_alias=True)}
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def read(raw: bytes, latest: date = date.max) -> FileReading:
    """Return the report in a file, however odd the file is; none is of a day after the latest."""
    data, problem = parsed(raw, MAX_BYTES, MAX_DEPTH)
    problem = problem or _other(data)
    if problem:
        return FileReading(None, (problem,))
    try:
        return FileReading(_FILE.validate_python(data, context=latest))
    except ValidationError as error:
        return FileReading(None, tuple(map(_problem, error.errors(include_url=False))))


def _other(data: Any) -> FileProblem | None:
    """Return what makes it another kind of file."""
    if not isinstance(data, dict) or data.get("kind") != KIND:
        return FileProblem("not-a-report")
    if data.get("schema") != SCHEMA or isinstance(data["schema"], bool):
        return FileProblem("other-schema", "schema", str(SCHEMA))
    return None


def _problem(found: ErrorDetails) -> FileProblem:
    """Return a finding of pydantic as a problem, its place such as questions[2].options."""
    loc = found["loc"][:-2] if found["loc"][-1:] == ("[key]",) else found["loc"]  # a name that is no name
    place = "".join(f"[{part}]" if isinstance(part, int) else f".{part:.40}" for part in loc)
    fault = found.get("ctx", {}).get("error")
    if isinstance(fault, ReportFaultError):
        kind, place, limit = fault.kind, place + fault.place, fault.limit
    else:
        kind, limit = _KINDS[found["type"]]
    return FileProblem(kind, place.removeprefix("."), limit)
