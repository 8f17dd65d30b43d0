"""Start a code from a finished example: its answers, promises and blanks become a draft, in every language. Pure."""

from collections.abc import Mapping
from datetime import date

from evaluator.content.models.ethics import Ethics, ExampleBlank, ExampleCode, Promise
from evaluator.ethics.draft import ANY_LANGUAGE, ChosenPromise, Draft, Facts, Gap, Platform, add_months
from evaluator.ethics.suggest import renew


def example_draft(libraries: Mapping[str, Ethics], example_id: str, languages: tuple[str, ...], today: date) -> Draft:
    """Make the draft of an example, dated today; its facts wait for somebody to confirm them.

    `libraries` holds the library of each language of the code. A text that a question or a blank takes once for all
    languages is that of the first one. Raises KeyError for an example that the library does not have.
    """
    first = libraries[languages[0]]
    example = first.example(example_id)
    if example is None:
        raise KeyError(example_id)
    spoken = {code: libraries[code].example(example_id) or example for code in languages}
    draft = Draft(
        facts=Facts({**example.facts, **{typed.fact: (typed.text,) for typed in example.texts}}),
        platforms=tuple(Platform(one.name, Facts(one.facts)) for one in example.platforms),
        chosen=tuple(_chosen(promise, spoken) for promise in first.promises if promise.id in example.promises),
        gaps=tuple(_gap(spoken, example, place, today) for place in range(len(example.gaps))),
        why={code: one.why for code, one in spoken.items()},
        voice=example.voice,
        example=example_id,
        languages=languages,
    )
    return renew(first, draft, today)


def _gap(spoken: Mapping[str, ExampleCode], example: ExampleCode, place: int, today: date) -> Gap:
    one = example.gaps[place]
    text = {code: other.gaps[place].text for code, other in spoken.items()}
    return Gap(text, add_months(today, one.months), one.rule or "")


def _chosen(promise: Promise, spoken: Mapping[str, ExampleCode]) -> ChosenPromise:
    """Choose a promise with its blanks filled in each language, from the questions where they ask the same."""
    asked = {blank.fact: blank.id for blank in promise.blanks if blank.fact}
    blanks: dict[str, dict[str, str]] = {}
    for code, example in spoken.items():
        for typed in (one for one in example.texts if one.fact in asked):
            blanks.setdefault(asked[typed.fact], {})[code] = typed.text
        for filled in (one for one in example.blanks if one.promise == promise.id):
            blanks.setdefault(filled.blank, {}).update(_value(filled, code))
    return ChosenPromise(promise.id, blanks)


def _value(filled: ExampleBlank, code: str) -> dict[str, str]:
    return {code: filled.text} if filled.text is not None else {ANY_LANGUAGE: str(filled.figure)}
