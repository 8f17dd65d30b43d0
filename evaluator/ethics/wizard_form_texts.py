"""The texts of a form: one value, several ticks, and words in each language of a code."""

from collections.abc import Mapping, Sequence

from evaluator.ethics.draft import ANY_LANGUAGE, LocalizedText, text_in
from evaluator.ethics.readers import MAX_TEXT, Diagnostics, text_at

Given = Mapping[str, Sequence[str]]  # what a form sends: the values of each field
TICKS = 200  # no list of boxes here is longer


def one(given: Given, name: str, notes: Diagnostics) -> str:
    """The value of a field that has one; empty when nothing was sent, noted when it was sent twice."""
    values = given.get(name, ())
    if len(values) > 1:
        notes.wrong("repeated", name)
    return values[0].strip() if values else ""


def several(given: Given, name: str, notes: Diagnostics) -> tuple[str, ...]:
    """The boxes ticked under a name, each once, those left empty aside."""
    values = given.get(name, ())
    if len(values) > TICKS:
        notes.wrong("too-many", name, TICKS)
    return tuple(dict.fromkeys(value for value in values[:TICKS] if value))


def words_fields(name: str, words: LocalizedText, languages: Sequence[str]) -> dict[str, list[str]]:
    """A field for each language; for figures, which are the same in all, one without a language."""
    return {field_name(name, code): [text_in(words, code)] for code in languages if text_in(words, code)}


def words_given(
    name: str, given: Given, before: LocalizedText, languages: Sequence[str], notes: Diagnostics
) -> LocalizedText:
    """What was typed in each language; what other languages say stays."""
    now = {}
    for code in languages:
        field = field_name(name, code)
        text = text_at(notes, one(given, field, notes), field, MAX_TEXT) if field in given else text_in(before, code)
        now[code] = text
    if all(text == text_in(before, code) for code, text in now.items()):
        return before
    others = {code: text for code, text in before.items() if code not in (ANY_LANGUAGE, *languages)}
    return others | {code: text for code, text in now.items() if text}


def field_name(name: str, language: str) -> str:
    """The name of the field for one language, or for all."""
    return f"{name}@{language}" if language else name
