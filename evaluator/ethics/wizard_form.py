"""A draft as the fields of a form, and back. What a form sends is checked by the same readers as a file.

Names of fields: a fact's id; `blank@promise@blank`, `wording@promise@language` and so on, `@` between the parts.
What is wrong is noted under the field's name; the good fields are kept. Laying a draft's own fields over it changes
nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from evaluator.content.models.ethics import Blank, Promise
from evaluator.ethics.draft import ANY_LANGUAGE, ChosenPromise, Draft, Exit, Gap, LocalizedText
from evaluator.ethics.readers import MAX_ITEMS, MAX_NAME, MAX_TEXT, Diagnostics, day_at, text_at
from evaluator.ethics.suggest import choose
from evaluator.ethics.wizard_form_facts import facts_given, platform_fields, platforms_given, told
from evaluator.ethics.wizard_form_texts import Given, field_name, one, several, words_fields, words_given
from evaluator.ethics.wizard_steps import CHECK, FACT_STEPS, PLATFORMS, PROMISES, STEPS

SAID_ONCE = frozenset({"owner", "contact", "date", "review"})  # kinds of blanks that the last step fills
WORDED = frozenset({"text"})  # kinds of blanks whose value is a text, so that each language has its own
Fields = dict[str, list[str]]


def fields(draft: Draft, step: str, notes: Diagnostics) -> Fields:
    """The fields of a step, filled with what the draft holds."""
    return _FIELDS[step](draft, step, notes)


def laid_over(draft: Draft, step: str, given: Given, notes: Diagnostics) -> Draft:
    """The draft with what the fields of a step say."""
    return _READ[step](draft, step, given, notes)


def _fact_fields(draft: Draft, step: str, notes: Diagnostics) -> Fields:
    found = told(draft.facts, notes.known.ethics, STEPS.index(step) + 1)
    return found | platform_fields(draft, notes.known.ethics) | _exit_fields(draft) if step == PLATFORMS else found


def _facts(draft: Draft, step: str, given: Given, notes: Diagnostics) -> Draft:
    changed = replace(draft, facts=facts_given(draft.facts, STEPS.index(step) + 1, given, notes))
    if step != PLATFORMS:
        return changed
    return replace(changed, platforms=platforms_given(draft, given, notes), exits=_exits(given, notes))


def _exit_fields(draft: Draft) -> Fields:
    found: Fields = {}
    for number, left in enumerate(draft.exits, 1):
        found |= {f"exit-name@{number}": [left.name], f"exit-day@{number}": [left.day.isoformat()]}
    return found


def _exits(given: Given, notes: Diagnostics) -> tuple[Exit, ...]:
    found = []
    for key in _keys(("exit-name", "exit-day"), given, MAX_ITEMS["exits"], notes):
        name = text_at(notes, one(given, f"exit-name@{key}", notes), f"exit-name@{key}", MAX_NAME)
        typed = one(given, f"exit-day@{key}", notes)
        day = day_at(notes, typed or None, f"exit-day@{key}")
        if name and day:
            found.append(Exit(name, day))
        elif (name or typed) and not notes.about(f"exit-name@{key}", f"exit-day@{key}"):
            notes.wrong("incomplete", f"exit-name@{key}")
    return tuple(found)


def _promise_fields(draft: Draft, step: str, notes: Diagnostics) -> Fields:
    del step
    found: Fields = {"promise": [chosen.promise for chosen in draft.chosen]}
    for chosen in draft.chosen:
        promise = notes.known.ethics.promise(chosen.promise)
        found |= words_fields(f"wording@{chosen.promise}", chosen.wording, draft.languages)
        for blank in promise.blanks if promise else ():
            found |= words_fields(
                f"blank@{chosen.promise}@{blank.id}", chosen.blanks.get(blank.id, {}), spoken(draft, blank)
            )
    return found | _gap_fields(draft)


def spoken(draft: Draft, blank: Blank) -> tuple[str, ...]:
    """The languages in which a blank is filled in: a figure once for all of them."""
    return draft.languages if blank.kind in WORDED else (ANY_LANGUAGE,)


def _promises(draft: Draft, step: str, given: Given, notes: Diagnostics) -> Draft:
    del step
    ticked = several(given, "promise", notes)
    for name in ticked:
        if notes.known.ethics.promise(name) is None:
            notes.wrong("not-offered", "promise", text_at(notes, name, "promise", MAX_NAME))
    chosen = [
        _chosen(draft, promise, given, notes) for promise in notes.known.ethics.promises if promise.id in ticked
    ]
    return replace(draft, chosen=tuple(chosen), gaps=_gaps(draft, given, notes))


def _chosen(draft: Draft, promise: Promise, given: Given, notes: Diagnostics) -> ChosenPromise:
    before = draft.find(promise.id) or choose(promise, draft.facts)
    blanks = dict(before.blanks)
    for blank in promise.blanks:
        name = f"blank@{promise.id}@{blank.id}"
        words = words_given(name, given, before.blanks.get(blank.id, {}), spoken(draft, blank), notes)
        blanks[blank.id] = words
    wording = words_given(f"wording@{promise.id}", given, before.wording, draft.languages, notes)
    return ChosenPromise(promise.id, {name: words for name, words in blanks.items() if words}, wording)


def _gap_keys(draft: Draft) -> list[str]:
    """A name for each dated line: the rule that it answers, or a number."""
    seen: set[str] = set()
    keys = []
    for number, gap in enumerate(draft.gaps, 1):
        keys.append(gap.rule if gap.rule and gap.rule not in seen else str(number))
        seen.add(gap.rule)
    return keys


def _gap_fields(draft: Draft) -> Fields:
    found: Fields = {}
    for key, gap in zip(_gap_keys(draft), draft.gaps, strict=True):
        found |= words_fields(f"gap-text@{key}", gap.text, draft.languages)
        found[f"gap-day@{key}"] = [gap.day.isoformat()]
    return found


def _gaps(draft: Draft, given: Given, notes: Diagnostics) -> tuple[Gap, ...]:
    before = dict(zip(_gap_keys(draft), draft.gaps, strict=True))
    found = []
    for key in _keys(("gap-text", "gap-day"), given, MAX_ITEMS["gaps"], notes):
        rule = key if notes.known.ethics.rule(key) else ""
        old = before[key].text if key in before else {}
        text = words_given(f"gap-text@{key}", given, old, draft.languages, notes)
        typed = one(given, f"gap-day@{key}", notes)
        day = day_at(notes, typed or None, f"gap-day@{key}")
        if text and day:
            found.append(Gap(text, day, rule))
        elif (text or typed) and not notes.about(
            f"gap-day@{key}", *(f"gap-text@{key}@{code}" for code in draft.languages)
        ):
            notes.wrong("incomplete", f"gap-day@{key}" if text else field_name(f"gap-text@{key}", draft.languages[0]))
    return tuple(found)


def _keys(starts: tuple[str, ...], given: Given, most: int, notes: Diagnostics) -> list[str]:
    """What stands after the start of names such as gap-text@K21@fr, each once, in the order sent."""
    parts = (name.split("@") for name in given if "@" in name)
    keys = list(dict.fromkeys(key for start, key, *_ in parts if start in starts))
    if len(keys) > most:
        notes.wrong("too-many", starts[0], most)
    return keys[:most]


def _check_fields(draft: Draft, step: str, notes: Diagnostics) -> Fields:
    del step, notes
    found: Fields = words_fields("owner", draft.owner, draft.languages) | {
        "contact": [draft.contact],
        "date": [draft.day.isoformat() if draft.day else ""],
        "review": [draft.review.isoformat() if draft.review else ""],
        "version": [draft.version],
        "language": list(draft.languages),
        "accepted": list(draft.accepted),
    }
    for promise_id, words in draft.reasons.items():
        found |= words_fields(f"reason@{promise_id}", words, draft.languages)
    return found | _gap_fields(draft)


def _check(draft: Draft, step: str, given: Given, notes: Diagnostics) -> Draft:
    del step
    spoken_now = tuple(code for code in notes.known.libraries if code in given.get("language", ()))
    if not spoken_now:
        notes.wrong("no-such-language", "language", ", ".join(notes.known.libraries))
    return replace(
        draft,
        owner=words_given("owner", given, draft.owner, draft.languages, notes),
        contact=text_at(notes, one(given, "contact", notes), "contact", MAX_TEXT),
        day=day_at(notes, one(given, "date", notes) or None, "date"),
        review=day_at(notes, one(given, "review", notes) or None, "review"),
        version=text_at(notes, one(given, "version", notes), "version", MAX_NAME),
        languages=spoken_now or draft.languages,
        accepted=tuple(
            text
            for name in given.get("accepted", ())[: MAX_ITEMS["accepted"]]
            if (text := text_at(notes, name, "accepted"))
        ),
        reasons=_reasons(draft, given, notes),
        gaps=_gaps(draft, given, notes),
    )


def _reasons(draft: Draft, given: Given, notes: Diagnostics) -> dict[str, LocalizedText]:
    found = dict(draft.reasons)
    for promise_id in _keys(("reason",), given, MAX_ITEMS["reasons"], notes):
        old = draft.reasons.get(promise_id, {})
        found[promise_id[:MAX_NAME]] = words_given(f"reason@{promise_id}", given, old, draft.languages, notes)
    return {name: words for name, words in found.items() if words}


_FIELDS: Mapping[str, Callable[[Draft, str, Diagnostics], Fields]] = {
    **dict.fromkeys(FACT_STEPS, _fact_fields), PROMISES: _promise_fields, CHECK: _check_fields,
}  # fmt: skip
_READ: Mapping[str, Callable[[Draft, str, Given, Diagnostics], Draft]] = {
    **dict.fromkeys(FACT_STEPS, _facts), PROMISES: _promises, CHECK: _check,
}  # fmt: skip
