"""The files of class/ become a Lesson, in the words of one language."""

from collections.abc import Iterator, Mapping
from typing import Any

from evaluator.content.models.lesson import Lesson, Part, Plan, Prompts, Row, Sheet, Step, Word


def lesson(data: Mapping[str, Any]) -> Lesson | None:
    """The lesson from files free of faults; None for a folder without one."""
    if not any(name.startswith("class/") for name in data):
        return None
    return Lesson(
        prompts=tuple(Prompts(**part) for part in _kind(data, "prompts")),
        words=tuple(sorted((Word(**part) for part in _kind(data, "words")), key=lambda word: word.order)),
        plans=tuple(sorted(map(_plan, _kind(data, "plans")), key=lambda plan: plan.order)),
        sheets=tuple(sorted(map(_sheet, _kind(data, "sheets")), key=lambda sheet: sheet.order)),
    )


def _kind(data: Mapping[str, Any], kind: str) -> Iterator[dict[str, Any]]:
    return (part for name, part in data.items() if name.startswith(f"class/{kind}/"))


def _plan(part: dict[str, Any]) -> Plan:
    rest = {key: value for key, value in part.items() if key != "minutes"}
    return Plan(**rest | {"steps": tuple(Step(**step) for step in part["steps"])})


def _sheet(part: dict[str, Any]) -> Sheet:
    return Sheet(**part | {"parts": tuple(map(_part, part["parts"]))})


def _part(part: dict[str, Any]) -> Part:
    return Part(**part | {"rows": tuple(Row(**row) for row in part["rows"])})
