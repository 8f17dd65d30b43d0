"""The facts of a form: answers of the business and of each of its platforms."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from evaluator.content.models.ethics import Ethics, Fact
from evaluator.content.models.questionnaire import DONT_KNOW
from evaluator.ethics.draft import Draft, Facts, Platform
from evaluator.ethics.readers import MAX_ITEMS, MAX_NAME, Diagnostics, fact_values, text_at
from evaluator.ethics.wizard_form_texts import Given, one, several
from evaluator.ethics.wizard_steps import prune

OTHERS = "other-platforms"  # names that are typed, not ticked
DIGITS = 6  # more are no number of days
_BETWEEN = re.compile(r"[,;\n]")


def told(facts: Facts, ethics: Ethics, step: int) -> dict[str, list[str]]:
    """The fields of the questions about the business."""
    some = (fact.id for fact in ethics.facts if fact.step == step and fact.about == "business")
    return {fact_id: list(facts.values(fact_id)) for fact_id in some}


def facts_given(before: Facts, step: int, given: Given, notes: Diagnostics) -> Facts:
    """The facts with the answers of one step, without those that are no longer asked."""
    ethics = notes.known.ethics
    here = [fact for fact in ethics.facts if fact.step == step and fact.about == "business"]
    now = _values(notes, {fact.id: (fact, fact.id) for fact in here}, given)
    others = {name: values for name, values in before.given.items() if name not in {fact.id for fact in here}}
    return prune(ethics, Facts({**others, **now.given}))


def _values(notes: Diagnostics, named: Mapping[str, tuple[Fact, str]], given: Given) -> Facts:
    """Facts by id, each read from its field."""
    found = {}
    for fact_id, (fact, name) in named.items():
        value = _offered(notes, fact, _VALUE[fact.kind](given, name, notes), name)
        if value not in ("", []) and (values := fact_values(notes, fact, value, name)):
            found[fact_id] = values
    return Facts(found)


def _offered(notes: Diagnostics, fact: Fact, value: Any, name: str) -> Any:
    """A choice that is offered; for any other one the field counts as left blank."""
    if not fact.options:
        return value
    some = value if isinstance(value, list) else [value]
    odd = [v for v in some if v and not fact.option(v) and not (v == DONT_KNOW and fact.dont_know)]
    if odd:
        notes.wrong("not-offered", name, text_at(notes, odd[0], name))
    return [v for v in some if v not in odd] if isinstance(value, list) else "" if odd else value


def _number(given: Given, name: str, notes: Diagnostics) -> Any:
    """A number as a number; two values, such as a number and “I don’t know”, are noted."""
    values = several(given, name, notes)
    if len(values) > 1:
        notes.wrong("stands-alone", name, values[-1])
    value = values[0].strip() if values else ""
    return int(value) if value.isascii() and value.isdecimal() and len(value) <= DIGITS else value


_VALUE: Mapping[str, Callable[[Given, str, Diagnostics], Any]] = {
    "one": one,
    "text": one,
    "date": one,
    "number": _number,
    "many": lambda given, name, notes: list(several(given, name, notes)),
}


def platform_fields(draft: Draft, ethics: Ethics) -> dict[str, list[str]]:
    """The fields of the platforms: their names, and the questions about each."""
    found = {"platform": [platform.name for platform in draft.platforms]}
    about = [fact for fact in ethics.facts if fact.about == "platform"]
    for platform in draft.platforms:
        found |= {f"{fact.id}@{platform.name}": list(platform.facts.values(fact.id)) for fact in about}
    return found


def platforms_given(draft: Draft, given: Given, notes: Diagnostics) -> tuple[Platform, ...]:
    """The platforms ticked and typed: those of before keep their place and their assessment."""
    typed = [part.strip() for text in given.get(OTHERS, ()) for part in _BETWEEN.split(text.replace("\r", ""))]
    names: dict[str, str] = {}
    for name in (*several(given, "platform", notes), *(part for part in typed if part)):
        good = text_at(notes, name, OTHERS if name in typed else "platform", MAX_NAME)
        if good:
            names.setdefault(good.casefold(), good)
    if len(names) > MAX_ITEMS["platforms"]:
        notes.wrong("too-many", "platform", MAX_ITEMS["platforms"])
    known = {platform.name.casefold(): platform for platform in draft.platforms}
    order = [*(name for name in known if name in names), *(name for name in names if name not in known)]
    return tuple(
        _platform(known.get(name) or Platform(names[name]), given, notes) for name in order[: MAX_ITEMS["platforms"]]
    )


def _platform(platform: Platform, given: Given, notes: Diagnostics) -> Platform:
    about = [fact for fact in notes.known.ethics.facts if fact.about == "platform"]
    named = {fact.id: (fact, f"{fact.id}@{platform.name}") for fact in about}
    return Platform(platform.name, _values(notes, named, given), platform.assessment)
