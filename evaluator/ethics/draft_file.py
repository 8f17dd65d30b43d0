"""Serialise a Draft to JSON and read it back. The file is untrusted input, so every part of it is checked.

What is wrong becomes a FileProblem that names its place; the good parts are kept. What an older or newer library knew
and this one does not becomes a LibraryDifference. Nothing raises.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evaluator.assess.answers import Assessment
from evaluator.assess.answers import read as read_answers
from evaluator.content.models.ethics import PLAIN, VOICES, Ethics
from evaluator.ethics.draft import (
    ANY_LANGUAGE,
    ChosenPromise,
    Draft,
    Exit,
    Facts,
    Gap,
    LocalizedText,
    PastVersion,
    Platform,
    Proof,
    Remark,
)
from evaluator.ethics.readers import (
    MAX_ITEMS,
    MAX_NAME,
    MAX_WHY,
    Diagnostics,
    LibraryDifference,
    ReadContext,
    each_of,
    facts_at,
    localized_at,
)
from evaluator.validation.file_readers import address_at, day_at, keys_at, name_at, text_at
from evaluator.validation.text import clean
from evaluator.validation.untrusted_json import FileProblem, parsed

SCHEMA = 1
MAX_BYTES = 256 * 1024
MAX_DEPTH = 12


@dataclass(frozen=True)
class ParsedDraft:
    """A file that was read: the draft with every good part, what is wrong, and what the library says differently."""

    draft: Draft
    problems: tuple[FileProblem, ...] = ()
    differences: tuple[LibraryDifference, ...] = ()


def dump_draft(draft: Draft, libraries: Mapping[str, Ethics]) -> bytes:
    """Serialise a draft; `libraries`, by language, lend today's words of each promise, to compare with later ones."""
    data = _json_draft(draft, next(iter(libraries.values())), libraries)
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def dump_compact(draft: Draft, ethics: Ethics) -> str:
    """Serialise a draft without spaces and without the library's words: for the hidden field of a form."""
    data = _json_draft(draft, ethics, {})
    data["promises"] = [{name: value for name, value in one.items() if value} for one in data["promises"]]
    return _CLOSE.encode(data)


_CLOSE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _json_draft(draft: Draft, any_library: Ethics, libraries: Mapping[str, Ethics]) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "library": any_library.version,
        "version": draft.version,
        "languages": list(draft.languages),
        "date": draft.day.isoformat() if draft.day else None,
        "review": draft.review.isoformat() if draft.review else None,
        "owner": _json_words(draft.owner),
        "contact": draft.contact,
        "website": draft.website,
        "policy": draft.policy,
        "why": _json_words(draft.why),
        "voice": draft.voice,
        "front": list(draft.front),
        "example": draft.example,
        "facts": _json_facts(draft.facts, any_library),
        "platforms": [
            {
                "name": one.name,
                "facts": _json_facts(one.facts, any_library),
                "assessment": _json_assessment(one.assessment),
            }
            for one in draft.platforms
        ],
        "exits": [{"name": one.name, "day": one.day.isoformat()} for one in draft.exits],
        "promises": [_json_promise(one, libraries) for one in draft.chosen],
        "gaps": [{"text": _json_words(gap.text), "day": gap.day.isoformat(), "rule": gap.rule} for gap in draft.gaps],
        "accepted": list(draft.accepted),
        "reasons": _json_reasons(draft.reasons),
        "history": [_json_past(one) for one in draft.history],
        "remarks": [_json_remark(one) for one in draft.remarks],
        "proofs": {
            name: {"day": one.day.isoformat(), "kept": one.kept, "text": _json_words(one.text)}
            for name, one in draft.proofs.items()
        },
    }


def _json_remark(one: Remark) -> dict[str, Any]:
    return {
        "about": one.about,
        "text": one.text,
        "by": one.by,
        "day": one.day.isoformat() if one.day else None,
        "settled": one.settled,
    }


def _json_promise(one: ChosenPromise, libraries: Mapping[str, Ethics]) -> dict[str, Any]:
    return {
        "id": one.promise,
        "text": _json_promise_texts(one.promise, libraries),
        "blanks": {name: _json_words(words) for name, words in one.blanks.items()},
        "wording": _json_words(one.wording),
    }


def _json_past(past: PastVersion) -> dict[str, Any]:
    """Serialise a version of before, without what is empty: there may be many."""
    promises = [_json_promise(one, {}) for one in past.chosen]
    return {
        "version": past.version,
        "date": past.day.isoformat(),
        "owner": _json_words(past.owner),
        "contact": past.contact,
        "reasons": _json_reasons(past.reasons),
        "promises": [{name: value for name, value in one.items() if value} for one in promises],
    }


def _json_reasons(reasons: Mapping[str, LocalizedText]) -> dict[str, Any]:
    return {name: _json_words(words) for name, words in reasons.items()}


def load_draft(raw: bytes, known: ReadContext) -> ParsedDraft:
    """Parse a file into a draft, problems and differences. Raises nothing, however odd the file is."""
    data, problem = _parsed(raw)
    if problem:
        return ParsedDraft(Draft(), (problem,))
    return _draft(data, known)


def _parsed(raw: bytes) -> tuple[dict[str, Any], FileProblem | None]:
    data, problem = parsed(raw, MAX_BYTES, MAX_DEPTH)
    if problem:
        return {}, problem
    if not isinstance(data, dict) or "schema" not in data or "promises" not in data:
        return {}, FileProblem("not-a-draft")
    if isinstance(data["schema"], str) and data["schema"] == str(SCHEMA):
        return {}, FileProblem("not-a-number", "schema", "9999")
    if data["schema"] != SCHEMA or isinstance(data["schema"], bool):
        return {}, FileProblem("other-schema", "schema", str(SCHEMA))
    return data, None


def _json_words(words: LocalizedText) -> str | dict[str, str]:
    """Serialise one text for all languages as a string, else an object by language."""
    return words[ANY_LANGUAGE] if set(words) == {ANY_LANGUAGE} else dict(words)


def _json_facts(facts: Facts, ethics: Ethics) -> dict[str, Any]:
    return {name: _json_fact(name, values, ethics) for name, values in facts.given.items()}


def _json_fact(fact_id: str, values: tuple[str, ...], ethics: Ethics) -> Any:
    fact = ethics.fact(fact_id)
    if fact and fact.kind == "many":
        return list(values)
    one = values[0] if values else ""
    return int(one) if fact and fact.kind == "number" and one.isascii() and one.isdecimal() else one


def _json_assessment(assessment: Assessment | None) -> dict[str, str] | None:
    """Serialise answers as the address of a report has them, without the platform, whose name stands beside."""
    return {name: value for name, value in assessment.parameters() if name != "platform"} if assessment else None


def _json_promise_texts(promise_id: str, libraries: Mapping[str, Ethics]) -> dict[str, str]:
    found = {code: ethics.promise(promise_id) for code, ethics in libraries.items()}
    return {code: promise.text for code, promise in found.items() if promise}


def _draft(data: Mapping[str, Any], known: ReadContext) -> ParsedDraft:
    notes = Diagnostics(known=known)
    saved = text_at(notes, data.get("library", ""), "library")
    if saved != known.ethics.version:
        notes.differs("library", saved, saved or "–", known.ethics.version)
    draft = Draft(
        facts=facts_at(notes, data.get("facts", {}), "facts", "business"),
        platforms=tuple(each_of(notes, data, "platforms", _platform)),
        exits=tuple(each_of(notes, data, "exits", _exit)),
        chosen=tuple(_promises(notes, data, "promises")),
        gaps=tuple(each_of(notes, data, "gaps", _gap)),
        owner=localized_at(notes, data.get("owner", ""), "owner"),
        contact=text_at(notes, data.get("contact", ""), "contact"),
        website=address_at(notes, data.get("website", ""), "website"),
        policy=address_at(notes, data.get("policy", ""), "policy"),
        why=localized_at(notes, data.get("why", ""), "why", MAX_WHY),
        voice=_voice(notes, data.get("voice", PLAIN)),
        front=tuple(name for name in each_of(notes, data, "front", text_at) if known.ethics.promise(name)),
        example=_example(notes, data.get("example", "")),
        day=day_at(notes, data.get("date"), "date"),
        review=day_at(notes, data.get("review"), "review"),
        version=text_at(notes, data.get("version", ""), "version", MAX_NAME),
        languages=_languages(notes, data),
        accepted=tuple(text for text in each_of(notes, data, "accepted", text_at) if text),
        reasons=_reasons(notes, data.get("reasons", {})),
        history=tuple(each_of(notes, data, "history", _past)),
        remarks=tuple(each_of(notes, data, "remarks", _remark)),
        proofs=_proofs(notes, data.get("proofs", {})),
    )
    return ParsedDraft(draft, tuple(notes.problems), tuple(notes.differences))


def _languages(notes: Diagnostics, data: Mapping[str, Any]) -> tuple[str, ...]:
    codes = tuple(dict.fromkeys(each_of(notes, data, "languages", text_at)))
    known = tuple(code for code in codes if code in notes.known.libraries)
    if known != codes:
        notes.wrong("no-such-language", "languages", ", ".join(notes.known.libraries))
    return known or (next(iter(notes.known.libraries)),)


def _voice(notes: Diagnostics, value: Any) -> str:
    voice = text_at(notes, value, "voice")
    if voice and voice not in VOICES:
        notes.wrong("not-offered", "voice", voice[:MAX_NAME])
    return voice if voice in VOICES else PLAIN


def _example(notes: Diagnostics, value: Any) -> str:
    """Read the example whose facts are not confirmed; one that the library no longer has counts as none."""
    name = text_at(notes, value, "example", MAX_NAME)
    return name if notes.known.ethics.example(name) else ""


def _platform(notes: Diagnostics, value: Any, place: str) -> Platform | None:
    given = keys_at(notes, value, place)
    name = name_at(notes, given.get("name", ""), f"{place}.name", MAX_NAME)
    if not name:
        notes.wrong("no-name", f"{place}.name")
        return None
    facts = facts_at(notes, given.get("facts", {}), f"{place}.facts", "platform")
    return Platform(name, facts, _assessment(notes, given.get("assessment"), name, f"{place}.assessment"))


def _assessment(notes: Diagnostics, value: Any, name: str, place: str) -> Assessment | None:
    """Read the answers of a report as those in an address are read."""
    if value is None:
        return None
    given = {key: text_at(notes, text, f"{place}.{key}") for key, text in keys_at(notes, value, place).items()}
    given["platform"] = name
    form = notes.known.questionnaire
    reading = read_answers(form, given.items(), notes.known.today)
    for problem in reading.problems:
        notes.differs("unknown-value", problem.parameter, problem.value[:MAX_NAME])
    carried = reading.assessment.carried  # its report names what became of each answer
    known = {"platform", "set", "date", "method", *form.parameters, *(carried.given if carried else ())}
    for key in sorted(given.keys() - known):
        notes.differs("unknown-question", key)
    return reading.assessment


def _exit(notes: Diagnostics, value: Any, place: str) -> Exit | None:
    given = keys_at(notes, value, place)
    name = name_at(notes, given.get("name", ""), f"{place}.name", MAX_NAME)
    day = day_at(notes, given.get("day"), f"{place}.day")
    if name and day:
        return Exit(name, day)
    notes.wrong("incomplete", place)
    return None


def _gap(notes: Diagnostics, value: Any, place: str) -> Gap | None:
    given = keys_at(notes, value, place)
    text = localized_at(notes, given.get("text", ""), f"{place}.text")
    day = day_at(notes, given.get("day"), f"{place}.day")
    rule = text_at(notes, given.get("rule", ""), f"{place}.rule")
    if text and day:
        return Gap(text, day, rule if notes.known.ethics.rule(rule) else "")
    notes.wrong("incomplete", place)
    return None


def _past(notes: Diagnostics, value: Any, place: str) -> PastVersion | None:
    """Read a version of before; a promise that the library no longer has is left out."""
    given = keys_at(notes, value, place)
    day = day_at(notes, given.get("date"), f"{place}.date")
    if day is None:
        notes.wrong("incomplete", place)
        return None
    return PastVersion(
        text_at(notes, given.get("version", ""), f"{place}.version", MAX_NAME),
        day,
        tuple(_promises(notes, given, "promises")),
        localized_at(notes, given.get("owner", ""), f"{place}.owner"),
        text_at(notes, given.get("contact", ""), f"{place}.contact"),
        _reasons(notes, given.get("reasons", {})),
    )


def _remark(notes: Diagnostics, value: Any, place: str) -> Remark | None:
    given = keys_at(notes, value, place)
    text = text_at(notes, given.get("text", ""), f"{place}.text")
    if not text:
        notes.wrong("incomplete", place)
        return None
    about = text_at(notes, given.get("about", ""), f"{place}.about", MAX_NAME)
    by, day = text_at(notes, given.get("by", ""), f"{place}.by", MAX_NAME), given.get("day")
    return Remark(about, text, by, day_at(notes, day, f"{place}.day"), given.get("settled") is True)


def _proofs(notes: Diagnostics, value: Any) -> dict[str, Proof]:
    """Read what a review found; of a promise that the library no longer has, nothing."""
    found = {}
    for name, one in list(keys_at(notes, value, "proofs").items())[: MAX_ITEMS["proofs"]]:
        place = f"proofs.{clean(name[:MAX_NAME])}"
        given = keys_at(notes, one, place)
        day = day_at(notes, given.get("day"), f"{place}.day")
        if day and notes.known.ethics.promise(name):
            found[name] = Proof(day, given.get("kept") is True, localized_at(notes, given.get("text", ""), place))
    return found


def _promises(notes: Diagnostics, data: Mapping[str, Any], key: str) -> list[ChosenPromise]:
    chosen: dict[str, ChosenPromise] = {}
    for one in each_of(notes, data, key, _promise):
        if one.promise in chosen:
            notes.wrong("repeated", one.promise)
        chosen.setdefault(one.promise, one)
    return list(chosen.values())


def _promise(notes: Diagnostics, value: Any, place: str) -> ChosenPromise | None:
    given = keys_at(notes, value, place)
    name = text_at(notes, given.get("id", ""), f"{place}.id", MAX_NAME)
    promise, texts = (
        notes.known.ethics.promise(name),
        localized_at(notes, given["text"], f"{place}.text") if "text" in given else {},
    )
    if promise is None:
        notes.differs("unknown-promise", name, next(iter(texts.values()), ""))
        return None
    for code, ethics in notes.known.libraries.items() if texts else ():
        now = ethics.promise(name)
        if now and code in texts and texts[code] != now.text:
            notes.differs("new-text", name, texts[code], now.text)
    blanks = {}
    for blank, typed in keys_at(notes, given.get("blanks", {}), f"{place}.blanks").items():
        if promise.blank(blank):
            blanks[blank] = localized_at(notes, typed, f"{place}.blanks.{blank}")
        else:
            notes.differs("unknown-blank", f"{name} {blank}")
    return ChosenPromise(
        name, blanks, localized_at(notes, given["wording"], f"{place}.wording") if "wording" in given else {}
    )


def _reasons(notes: Diagnostics, value: Any) -> dict[str, LocalizedText]:
    given = list(keys_at(notes, value, "reasons").items())[: MAX_ITEMS["reasons"]]
    named = ((clean(name[:MAX_NAME]), text) for name, text in given)  # a promise may be gone from the library
    return {name: words for name, text in named if (words := localized_at(notes, text, f"reasons.{name}"))}
