"""The forms of the wizard: a draft's own fields laid over it change nothing, and an error stands at its field."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from evaluator.content.models.library import Library
from evaluator.ethics.draft import ANY_LANGUAGE, Draft, text_in
from evaluator.ethics.web.forms import PromisesForm, StepForm
from evaluator.ethics.web.posted_draft import step_form
from evaluator.ethics.wizard_steps import CHECK, PROMISES, STEPS, prune
from tests.ethics.drafts import GAP, adding, chez_lou
from tests.ethics.test_laws import DRAFTS, ETHICS

Sent = Mapping[str, Sequence[str]]


@contextmanager
def page(app: Flask) -> Iterator[None]:
    """A request of an English page, as every form is read in one."""
    with app.test_request_context("/en/ethics/"):
        app.preprocess_request()
        yield


def fields(form: StepForm) -> dict[str, list[str]]:
    """What a browser would send of a form as it is shown."""
    found: dict[str, list[str]] = {}
    for field in form.fields():
        if field.type in ("TicksField", "FactField"):
            found[field.name] = [str(value) for value in field.data or ()]
        elif field.type != "DraftFileField":
            found[field.name] = [field._value()]
    return found


def send(draft: Draft, step: str, sent: Sent) -> StepForm:
    form = step_form(step, draft, MultiDict([(name, value) for name, values in sent.items() for value in values]))
    form.validate()
    return form


def shown(draft: Draft, step: str) -> dict[str, list[str]]:
    """The fields of the page of a step: those that are drawn come into being as the template asks for them."""
    form = step_form(step, draft)
    if isinstance(form, PromisesForm):
        for chosen in draft.chosen:
            promise = ETHICS.promise(chosen.promise)
            for blank in promise.blanks if promise else ():
                form.blank[f"{chosen.promise}@{blank.id}"]
            form.wording[chosen.promise]
    return fields(form)


@given(DRAFTS, st.sampled_from(STEPS))
def test_the_fields_of_a_draft_change_nothing_when_laid_over_it(app: Flask, draft: Draft, step: str) -> None:
    start = replace(draft, facts=prune(ETHICS, draft.facts), gaps=())
    with page(app):
        form = send(start, step, shown(start, step))
        once = form.changed()
        assert [field.errors for field in form.fields() if field.errors] == []
        assert send(once, step, shown(once, step)).changed() == once
    for code in start.languages:
        assert text_in(once.owner, code) == text_in(start.owner, code)
    assert once.facts == start.facts
    assert [one.name for one in once.platforms] == list(dict.fromkeys(one.name for one in start.platforms))


def test_the_bakery_goes_through_every_step_unchanged(app: Flask, library: Library) -> None:
    draft = replace(chez_lou(library, ("en", "fr")), gaps=(GAP,), reasons={"ads.none": {"fr": "Trop cher."}})
    with page(app):
        for step in STEPS:
            assert send(draft, step, shown(draft, step)).changed() == draft


WRONG = [
    ("people", {"reply-days": ["soon"]}, "reply-days", "whole number"),
    ("people", {"reply-days": ["3", "dont-know"]}, "reply-days", "says nothing and something"),
    ("people", {"reply-days": ["9" * 5000]}, "reply-days", "whole number"),
    ("people", {"second-person": ["yes", "no"]}, "second-person", "stands twice"),
    ("people", {"second-person": ["perhaps"]}, "second-person", "not one of the answers offered"),
    ("people", {"answer-hours": ["x" * 10_000]}, "answer-hours", "too long"),
    ("people", {"answer-hours": ["a\x01b"]}, "answer-hours", "do not show"),
    ("people", {"answer-hours": ["a\x00b"]}, "answer-hours", "do not show"),
    ("people", {"other-channels": ["none", "site"]}, "other-channels", "says nothing and something"),
    ("platforms", {"platform": ["x" * 81]}, "platform", "too long"),
    ("platforms", {"other-platforms": ["a\x01b"]}, "other-platforms", "do not show"),
    ("platforms", {"other-platforms": [",".join(map(str, range(30)))]}, "platform", "list is too long"),
    ("platforms", {"exit-name@1": ["X"], "exit-day@1": [""]}, "exit-name@1", "needs a text or name, and a day"),
    ("platforms", {"exit-name@1": ["X"], "exit-day@1": ["soon"]}, "exit-day@1", "must be a day"),
    (PROMISES, {"promise": ["no.such"]}, "promise", "not one of the answers offered"),
    (PROMISES, {"gap-text@1@fr": ["Bientôt."]}, "gap-day@1", "needs a text or name, and a day"),
    (PROMISES, {"gap-day@1": ["2027-01-15"]}, "gap-text@1@fr", "needs a text or name, and a day"),
    (PROMISES, {"promise": ["ads.cap"], "blank@ads.cap@amount@fr": ["x" * 501]},
     "blank@ads.cap@amount@fr", "too long"),
    (CHECK, {"language": ["xx"]}, "language", "does not have"),
    (CHECK, {"language": ["fr"], "date": ["24/11/2026"]}, "date", "must be a day"),
    (CHECK, {"language": ["fr"], "contact": ["a\x07"]}, "contact", "do not show"),
]  # fmt: skip


@pytest.mark.parametrize(("step", "given", "place", "words"), WRONG)
def test_what_is_wrong_stands_at_its_field(
    app: Flask, library: Library, step: str, given: dict[str, list[str]], place: str, words: str
) -> None:
    draft = replace(chez_lou(library), platforms=()) if step == "platforms" else chez_lou(library)
    with page(app):
        form = send(draft, step, given)
        errors = {field.name: " ".join(field.errors) for field in form.fields() if field.errors}
    assert words in errors[place]


def test_platforms_keep_their_place_and_their_report_and_a_name_counts_once(app: Flask, library: Library) -> None:
    draft = chez_lou(library)
    more = {"other-platforms": ["instagram, Mastodon,, Mastodon"]}
    with page(app):
        after = send(draft, "platforms", shown(draft, "platforms") | more).changed()
    assert [one.name for one in after.platforms] == ["Instagram", "Facebook", "Mastodon"]
    assert after.platforms[0] == draft.platforms[0]


def test_a_figure_is_typed_once_and_a_text_in_each_language(app: Flask, library: Library) -> None:
    draft = adding(chez_lou(library, ("en", "fr")), "ads.cap")
    more = {
        "blank@ads.cap@amount@en": ["€300 a year"], "blank@ads.cap@amount@fr": ["300 € par an"],
        "blank@keep.complain@wait": ["7"],
    }  # fmt: skip
    with page(app):
        after = send(draft, PROMISES, shown(draft, PROMISES) | more).changed()
    cap, complain = after.find("ads.cap"), after.find("keep.complain")
    assert cap
    assert complain
    assert cap.blanks["amount"] == {"en": "€300 a year", "fr": "300 € par an"}
    assert complain.blanks["wait"] == {ANY_LANGUAGE: "7"}


def test_what_another_language_says_stays_while_the_code_does_not_speak_it(app: Flask, library: Library) -> None:
    draft = replace(chez_lou(library, ("fr",)), owner={"en": "The baker", "fr": "La boulangère"})
    with page(app):
        after = send(draft, CHECK, shown(draft, CHECK) | {"owner@fr": ["Lou"]}).changed()
    assert after.owner == {"en": "The baker", "fr": "Lou"}
