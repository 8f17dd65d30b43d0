"""A draft as the fields of a form and back: nothing is lost, and what is wrong is told under its field's name."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator.content.models.library import Library
from evaluator.ethics.draft import ANY_LANGUAGE, Draft, Facts, text_in
from evaluator.ethics.readers import Diagnostics, ReadContext
from evaluator.ethics.suggest import reports, suggest, suggest_for
from evaluator.ethics.wizard_form import fields, laid_over
from evaluator.ethics.wizard_steps import (
    CHECK,
    PROMISES,
    STEPS,
    asked,
    minutes_left,
    next_rungs,
    opened_questions,
    prune,
)
from tests.ethics.drafts import GAP, TODAY, adding, chez_lou, telling
from tests.ethics.test_laws import ALL, DRAFTS, ETHICS, KNOWN, LIBRARY


@pytest.fixture
def notes() -> Diagnostics:
    return Diagnostics(KNOWN)


@given(DRAFTS, st.sampled_from(STEPS))
def test_the_fields_of_a_draft_change_nothing_when_laid_over_it(draft: Draft, step: str) -> None:
    notes = Diagnostics(KNOWN)
    start = replace(draft, facts=prune(ETHICS, draft.facts), gaps=())
    once = laid_over(start, step, fields(start, step, notes), notes)
    twice = laid_over(once, step, fields(once, step, notes), notes)
    assert notes.problems == []
    assert twice == once
    for code in start.languages:
        assert text_in(once.owner, code) == text_in(start.owner, code)
    assert once.facts == start.facts
    assert [one.name for one in once.platforms] == list(dict.fromkeys(one.name for one in start.platforms))


def test_the_bakery_goes_through_every_step_unchanged(library: Library, notes: Diagnostics) -> None:
    draft = replace(chez_lou(library, ("en", "fr")), gaps=(GAP,), reasons={"ads.none": {"fr": "Trop cher."}})
    for step in STEPS:
        assert laid_over(draft, step, fields(draft, step, notes), notes) == draft
    assert notes.problems == []


def test_an_answer_that_opens_a_question_is_followed_by_it(library: Library) -> None:
    draft = chez_lou(library)
    before = replace(draft, facts=Facts({}))
    assert opened_questions(ETHICS, "money", before, telling(before, ads_bought="regular")) == (
        "ads-targeting",
        "ads-reach",
    )
    assert opened_questions(ETHICS, "money", before, telling(before, ads_bought="none")) == ()
    assert opened_questions(ETHICS, "platforms", replace(draft, platforms=()), draft) == ("Instagram", "Facebook")
    assert opened_questions(ETHICS, "platforms", draft, draft) == ()


def test_answers_to_questions_no_longer_asked_go(library: Library) -> None:
    draft = telling(chez_lou(library), ads_bought="none", site_trackers=("none",))
    left = prune(ETHICS, draft.facts)
    assert {"ads-targeting", "ads-reach", "site-banner"} & left.given.keys() == set()
    assert "ads-reach" not in [fact.id for fact in asked(ETHICS, "money", left)]


def test_minutes_fall_from_about_ten(library: Library) -> None:
    minutes = [minutes_left(ETHICS, step) for step in STEPS]
    assert minutes == sorted(minutes, reverse=True)
    assert 8 <= minutes[0] <= 10
    assert minutes[-1] >= 1


def test_the_next_step_on_a_topic_is_a_harder_promise_that_is_not_there(library: Library) -> None:
    draft = chez_lou(library)
    steps = next_rungs(ETHICS, draft)
    assert steps
    for here, above in steps.items():
        assert draft.find(here)
        assert not draft.find(above.id)
    assert "ads.label" in next_rungs(ETHICS, draft)
    assert "ads.context" not in next_rungs(ETHICS, adding(draft, "ads.none"))


WRONG = [
    ("people", {"reply-days": ["soon"]}, "reply-days", "not-a-number"),
    ("people", {"reply-days": ["3", "dont-know"]}, "reply-days", "stands-alone"),
    ("people", {"reply-days": ["9" * 5000]}, "reply-days", "not-a-number"),
    ("people", {"second-person": ["yes", "no"]}, "second-person", "repeated"),
    ("people", {"second-person": ["perhaps"]}, "second-person", "not-offered"),
    ("people", {"answer-hours": ["x" * 10_000]}, "answer-hours", "too-long"),
    ("people", {"answer-hours": ["a\u202eb"]}, "answer-hours", "hidden-characters"),
    ("people", {"answer-hours": ["a\x00b"]}, "answer-hours", "hidden-characters"),
    ("people", {"other-channels": ["none", "site"]}, "other-channels", "stands-alone"),
    ("platforms", {"platform": ["x" * 81]}, "platform", "too-long"),
    ("platforms", {"other-platforms": ["a\u202eb"]}, "other-platforms", "hidden-characters"),
    ("platforms", {"other-platforms": [",".join(map(str, range(30)))]}, "platform", "too-many"),
    ("platforms", {"exit-name@1": ["X"], "exit-day@1": [""]}, "exit-name@1", "incomplete"),
    ("platforms", {"exit-name@1": ["X"], "exit-day@1": ["soon"]}, "exit-day@1", "not-a-day"),
    (PROMISES, {"promise": ["no.such"]}, "promise", "not-offered"),
    (PROMISES, {"gap-text@1@fr": ["Bientôt."]}, "gap-day@1", "incomplete"),
    (PROMISES, {"gap-day@1": ["2027-01-15"]}, "gap-text@1@fr", "incomplete"),
    (PROMISES, {"promise": ["ads.cap"], "blank@ads.cap@amount@fr": ["x" * 501]},
     "blank@ads.cap@amount@fr", "too-long"),
    (CHECK, {"language": ["xx"]}, "language", "no-such-language"),
    (CHECK, {"language": ["fr"], "date": ["24/11/2026"]}, "date", "not-a-day"),
    (CHECK, {"language": ["fr"], "contact": ["a\x07"]}, "contact", "hidden-characters"),
]  # fmt: skip


@pytest.mark.parametrize(("step", "given", "place", "kind"), WRONG)
def test_what_is_wrong_is_told_under_its_field(
    library: Library, notes: Diagnostics, step: str, given: dict[str, list[str]], place: str, kind: str
) -> None:
    draft = replace(chez_lou(library), platforms=()) if step == "platforms" else chez_lou(library)
    laid_over(draft, step, given, notes)
    assert (kind, place) in [(problem.kind, problem.place) for problem in notes.problems]


def test_platforms_keep_their_place_and_their_report_and_a_name_counts_once(
    library: Library, notes: Diagnostics
) -> None:
    draft = chez_lou(library)
    given = fields(draft, "platforms", notes) | {"other-platforms": ["instagram, Mastodon,, Mastodon"]}
    after = laid_over(draft, "platforms", given, notes)
    assert [one.name for one in after.platforms] == ["Instagram", "Facebook", "Mastodon"]
    assert after.platforms[0] == draft.platforms[0]


def test_a_figure_is_typed_once_and_a_text_in_each_language(library: Library, notes: Diagnostics) -> None:
    draft = adding(chez_lou(library, ("en", "fr")), "ads.cap")
    given = fields(draft, PROMISES, notes) | {
        "blank@ads.cap@amount@en": ["€300 a year"], "blank@ads.cap@amount@fr": ["300 € par an"],
        "blank@keep.complain@wait": ["7"],
    }  # fmt: skip
    after = laid_over(draft, PROMISES, given, notes)
    cap, complain = after.find("ads.cap"), after.find("keep.complain")
    assert cap
    assert complain
    assert cap.blanks["amount"] == {"en": "€300 a year", "fr": "300 € par an"}
    assert complain.blanks["wait"] == {ANY_LANGUAGE: "7"}


def test_what_another_language_says_stays_while_the_code_does_not_speak_it(
    library: Library, notes: Diagnostics
) -> None:
    draft = replace(chez_lou(library, ("fr",)), owner={"en": "The baker", "fr": "La boulangère"})
    given = fields(draft, CHECK, notes) | {"owner@fr": ["Lou"]}
    assert laid_over(draft, CHECK, given, notes).owner == {"en": "The baker", "fr": "Lou"}


def test_known_libraries_are_read_in_any_language() -> None:
    assert ReadContext(ALL, LIBRARY.questionnaire, TODAY).ethics.facts


@given(DRAFTS)
def test_reasons_by_promise_are_those_of_the_suggestions(draft: Draft) -> None:
    found = reports(LIBRARY, draft, TODAY)
    by_promise = suggest_for(ETHICS, draft.facts, found, ETHICS.promises)
    assert {each.promise.id: each for each in suggest(ETHICS, draft.facts, found)} == by_promise
