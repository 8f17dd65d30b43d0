"""A parsed file becomes a Draft, part by part; what cannot be used is noted and left out."""

from collections.abc import Mapping
from typing import Any

from evaluator.assess.answers import Assessment, read
from evaluator.ethics.draft import Chosen, Draft, Exit, Gap, Platform, Words
from evaluator.ethics.readers import (
    MOST,
    NAME,
    Difference,
    Known,
    Notes,
    Problem,
    day_at,
    each_of,
    facts_at,
    keys_at,
    text_at,
    words_at,
)
from evaluator.validation.untrusted_json import shown


def read_draft(data: Mapping[str, Any], known: Known) -> tuple[Draft, tuple[Problem, ...], tuple[Difference, ...]]:
    """The draft of a parsed file, its problems and its differences."""
    notes = Notes(known)
    saved = text_at(notes, data.get("library", ""), "library")
    if saved != known.ethics.version:
        notes.differs("library", saved, saved, known.ethics.version)
    draft = Draft(
        facts=facts_at(notes, data.get("facts", {}), "facts", "business"),
        platforms=tuple(each_of(notes, data, "platforms", _platform)),
        exits=tuple(each_of(notes, data, "exits", _exit)),
        chosen=tuple(_promises(notes, data)),
        gaps=tuple(each_of(notes, data, "gaps", _gap)),
        owner=words_at(notes, data.get("owner", ""), "owner"),
        contact=text_at(notes, data.get("contact", ""), "contact"),
        day=day_at(notes, data.get("date"), "date"),
        review=day_at(notes, data.get("review"), "review"),
        version=text_at(notes, data.get("version", ""), "version", NAME),
        languages=_languages(notes, data),
        accepted=tuple(text for text in each_of(notes, data, "accepted", text_at) if text),
        reasons=_reasons(notes, data.get("reasons", {})),
    )
    return draft, tuple(notes.problems), tuple(notes.differences)


def _languages(notes: Notes, data: Mapping[str, Any]) -> tuple[str, ...]:
    codes = tuple(dict.fromkeys(each_of(notes, data, "languages", text_at)))
    known = tuple(code for code in codes if code in notes.known.libraries)
    if known != codes:
        notes.wrong("no-such-language", "languages", ", ".join(notes.known.libraries))
    return known or (next(iter(notes.known.libraries)),)


def _platform(notes: Notes, value: Any, place: str) -> Platform | None:
    given = keys_at(notes, value, place)
    name = text_at(notes, given.get("name", ""), f"{place}.name", NAME)
    if not name:
        notes.wrong("no-name", f"{place}.name")
        return None
    facts = facts_at(notes, given.get("facts", {}), f"{place}.facts", "platform")
    return Platform(name, facts, _assessment(notes, given.get("assessment"), name, f"{place}.assessment"))


def _assessment(notes: Notes, value: Any, name: str, place: str) -> Assessment | None:
    """The answers of a report: read and checked as those in an address are."""
    if value is None:
        return None
    given = {key: text_at(notes, text, f"{place}.{key}") for key, text in keys_at(notes, value, place).items()}
    given["platform"] = name
    form = notes.known.questionnaire
    reading = read(form, given.items(), notes.known.today)
    for problem in reading.problems:
        notes.differs("unknown-value", problem.parameter, problem.value[:NAME])
    weights = {f"weight-{dimension.id}" for dimension in form.dimensions}
    for key in sorted(given.keys() - {"platform", "set", "date"} - weights - {q.id for q in form.questions}):
        notes.differs("unknown-question", key)
    return reading.assessment


def _exit(notes: Notes, value: Any, place: str) -> Exit | None:
    given = keys_at(notes, value, place)
    name = text_at(notes, given.get("name", ""), f"{place}.name", NAME)
    day = day_at(notes, given.get("day"), f"{place}.day")
    if name and day:
        return Exit(name, day)
    notes.wrong("incomplete", place)
    return None


def _gap(notes: Notes, value: Any, place: str) -> Gap | None:
    given = keys_at(notes, value, place)
    text = words_at(notes, given.get("text", ""), f"{place}.text")
    day = day_at(notes, given.get("day"), f"{place}.day")
    rule = text_at(notes, given.get("rule", ""), f"{place}.rule")
    if text and day:
        return Gap(text, day, rule if notes.known.ethics.rule(rule) else "")
    notes.wrong("incomplete", place)
    return None


def _promises(notes: Notes, data: Mapping[str, Any]) -> list[Chosen]:
    chosen: dict[str, Chosen] = {}
    for one in each_of(notes, data, "promises", _promise):
        if one.promise in chosen:
            notes.wrong("repeated", one.promise)
        chosen.setdefault(one.promise, one)
    return list(chosen.values())


def _promise(notes: Notes, value: Any, place: str) -> Chosen | None:
    given = keys_at(notes, value, place)
    name = text_at(notes, given.get("id", ""), f"{place}.id", NAME)
    promise, texts = (
        notes.known.ethics.promise(name),
        words_at(notes, given["text"], f"{place}.text") if "text" in given else {},
    )
    if promise is None:
        notes.differs("unknown-promise", name, next(iter(texts.values()), ""))
        return None
    for code, ethics in notes.known.libraries.items() if texts else ():
        now = ethics.promise(name)
        if now and code in texts and texts[code] != now.text:
            notes.differs("new-text", name, texts[code], now.text)
    blanks = {}
    for blank, said in keys_at(notes, given.get("blanks", {}), f"{place}.blanks").items():
        if promise.blank(blank):
            blanks[blank] = words_at(notes, said, f"{place}.blanks.{blank}")
        else:
            notes.differs("unknown-blank", f"{name} {blank}")
    return Chosen(name, blanks, words_at(notes, given["wording"], f"{place}.wording") if "wording" in given else {})


def _reasons(notes: Notes, value: Any) -> dict[str, Words]:
    given = list(keys_at(notes, value, "reasons").items())[: MOST["reasons"]]
    named = ((shown(name[:NAME]), text) for name, text in given)  # a promise may be gone from the library
    return {name: words for name, text in named if (words := words_at(notes, text, f"reasons.{name}"))}
