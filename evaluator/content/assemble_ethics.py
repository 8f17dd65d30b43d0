"""The files of ethics/ become an Ethics, in the words of one language."""

from collections.abc import Iterator, Mapping
from typing import Any

from evaluator.content.models.ethics import (
    Blank,
    Case,
    Choice,
    Ethics,
    Evidence,
    Fact,
    Promise,
    Rule,
    Section,
    Trigger,
)

NUMBERS = "ethics/library.yaml"


def ethics(data: Mapping[str, Any]) -> Ethics | None:
    """The code of ethics from files free of faults; None for a folder without one."""
    if NUMBERS not in data:
        return None
    sections = sorted((Section(**part) for part in _kind(data, "sections")), key=lambda section: section.order)
    place = {section.id: section.order for section in sections}
    promises = sorted(map(_promise, _kind(data, "promises")), key=lambda p: (place[p.section], p.order))
    return Ethics(
        **data[NUMBERS],
        sections=tuple(sections),
        promises=tuple(promises),
        facts=tuple(sorted(map(_fact, _kind(data, "facts")), key=lambda fact: (fact.step, fact.order))),
        rules=tuple(sorted(map(_rule, _kind(data, "rules")), key=lambda rule: rule.id)),
    )


def _kind(data: Mapping[str, Any], kind: str) -> Iterator[dict[str, Any]]:
    return (part for name, part in data.items() if name.startswith(f"ethics/{kind}/"))


def _promise(part: dict[str, Any]) -> Promise:
    by = part["suggested_by"]
    parts = {
        "blanks": tuple(Blank(**blank) for blank in part["blanks"]),
        "suggested_by": Trigger(**by | {"facts": tuple(map(_tuples, by["facts"]))}),
        "evidence": Evidence(**part["evidence"]),
    }
    return Promise(**part | parts)


def _fact(part: dict[str, Any]) -> Fact:
    options = tuple(Choice(**option) for option in part["options"])
    return Fact(**part | {"options": options, "only_if": _tuples(part["only_if"])})


def _rule(part: dict[str, Any]) -> Rule:
    cases = tuple(
        Case(**case | {"facts": _tuples(case["facts"]), "patterns": _tuples(case["patterns"])})
        for case in part["cases"]
    )
    return Rule(**part | {"cases": cases, "patterns": _tuples(part["patterns"])})


def _tuples(lists: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(values) for name, values in lists.items()}
