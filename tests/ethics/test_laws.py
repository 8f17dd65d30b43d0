"""Laws of a code of ethics, tried on drafts that nobody would think of."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator.assess.answers import Answers, Assessment
from evaluator.content.models.ethics import VOICES, Ethics, Fact
from evaluator.content.models.library import Library
from evaluator.content.models.questionnaire import DONT_KNOW
from evaluator.ethics.changes import changes
from evaluator.ethics.check import blocked, check
from evaluator.ethics.draft import (
    ANY_LANGUAGE,
    ChosenPromise,
    Draft,
    Exit,
    Facts,
    Gap,
    PastVersion,
    Platform,
    Proof,
    Remark,
)
from evaluator.ethics.draft_file import dump_draft, load_draft
from evaluator.ethics.readers import ReadContext
from evaluator.ethics.suggest import high_concern, reports, suggest
from tests.conftest import real_libraries
from tests.ethics.drafts import TODAY

LIBRARIES = real_libraries()
LIBRARY: Library = LIBRARIES["en"]
ALL: Mapping[str, Ethics] = {code: library.ethics for code, library in LIBRARIES.items() if library.ethics}
ETHICS = ALL["en"]
KNOWN = ReadContext(ALL, LIBRARY.questionnaire, TODAY)
YOUNG = {"under-13", "mixed", "dont-know"}

# What cannot be true together, written again by hand: promise -> the facts that make a lie of it.
CodeContext = Callable[[str], set[str]]
LIES: dict[str, Callable[[CodeContext], bool]] = {
    "data.nopixel": lambda told: bool(told("site-trackers") & {"ad-pixel", "server-feed", "social-embed"}),
    "data.noembed": lambda told: "social-embed" in told("site-trackers"),
    "data.stats": lambda told: "other-statistics" in told("site-trackers"),
    "data.nosale": lambda told: (
        "list-upload" in told("ads-targeting")
        or ("us" in told("customer-places") and bool(told("site-trackers") & {"ad-pixel", "server-feed"}))
    ),
    "data.consent": lambda told: (
        bool(told("site-trackers") & {"ad-pixel", "server-feed", "social-embed", "other-statistics"})
        and bool(told("site-banner") & {"none", "loads-before", "harder-no"})
    ),
    "data.nodm": lambda told: "yes" in told("orders-in-messages"),
    "data.nolist": lambda told: "list-upload" in told("ads-targeting"),
    "ads.context": lambda told: bool(told("ads-targeting") - {"topic-place", DONT_KNOW}),
    "ads.nofollow": lambda told: "retargeting" in told("ads-targeting"),
    "ads.nosensitive": lambda told: "sensitive" in told("ads-targeting"),
    "data.newsletter": lambda told: "tracked" in told("newsletter-opens"),
    "ads.none": lambda told: bool(told("ads-bought") & {"now-and-then", "regular"}),
    "talk.critics": lambda told: "negative" in told("comment-removal"),
    "talk.appeal": lambda told: "no" in told("second-person"),
    "kids.notarget": lambda told: (
        "all" in told("ads-reach") and bool(told("ads-bought") & {"now-and-then", "regular"})
    ),
    "kids.nodata": lambda told: "yes" in told("open-to-children") and bool(told("audience-age") & YOUNG),
    "post.noquota": lambda told: "yes" in told("posting-target"),
    "team.reviews": lambda told: "yes" in told("reviews-rewarded") | told("followers-bought"),
    "alt.noaccount": lambda told: "none" in told("other-channels"),
    "alt.own": lambda told: "none" in told("other-channels"),
}

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp", "Zs")), min_size=1, max_size=12)
NAMES = st.sampled_from(["Instagram", "Facebook", "TikTok", "Mastodon"])
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def values(fact: Fact) -> st.SearchStrategy[tuple[str, ...]]:
    """Everything that a fact can be."""
    if fact.kind == "text":
        return TEXTS.map(lambda text: (text,))
    if fact.kind == "number":
        return st.integers(0, 30).map(lambda number: (str(number),))
    single = [option.id for option in fact.options if option.alone or fact.kind == "one"]
    single += [DONT_KNOW] * fact.dont_know
    together = [option.id for option in fact.options if option.id not in single]
    some = st.lists(st.sampled_from(together), min_size=1, unique=True).map(tuple) if together else st.nothing()
    return (st.sampled_from(single).map(lambda one: (one,)) if single else st.nothing()) | some


@cache
def facts(about: str) -> st.SearchStrategy[Facts]:
    each = {fact.id: values(fact) for fact in ETHICS.facts if fact.about == about}
    return st.fixed_dictionaries({}, optional=each).map(Facts)


WORDS = st.dictionaries(st.sampled_from([ANY_LANGUAGE, "en", "fr"]), TEXTS, max_size=2)
SOME_WORDS = st.dictionaries(st.sampled_from([ANY_LANGUAGE, "en", "fr"]), TEXTS, min_size=1, max_size=2)


@cache
def assessments(name: str) -> st.SearchStrategy[Assessment]:
    form = LIBRARY.questionnaire
    answers = {question.id: st.sampled_from(question.choices) for question in form.questions}
    days = st.none() | st.dates(date(2024, 1, 1), TODAY)
    weights = st.fixed_dictionaries({}, optional={d.id: st.sampled_from(["less", "more"]) for d in form.dimensions})
    return st.builds(
        lambda given, day, weight, which: Assessment(
            name, which, Answers({q.id: given[q.id] for q in form.questions if q.id in given}), weight, day,
            method=form.scoring.method,
        ),
        st.fixed_dictionaries({}, optional=answers), days, weights, st.sampled_from(["full", "quick"]),
    )  # fmt: skip


@cache
def platform(name: str) -> st.SearchStrategy[Platform]:
    return st.builds(Platform, st.just(name), facts("platform"), st.none() | assessments(name))


PLATFORMS = NAMES.flatmap(platform)


@cache
def chosen(promise_id: str) -> st.SearchStrategy[ChosenPromise]:
    promise = ETHICS.promise(promise_id)
    assert promise is not None
    kinds = [blank.id for blank in promise.blanks if blank.kind not in ("owner", "contact", "date", "review")]
    blanks = st.fixed_dictionaries({}, optional=dict.fromkeys(kinds, WORDS))
    return st.builds(ChosenPromise, st.just(promise.id), blanks, WORDS)


PROMISES = st.lists(
    st.sampled_from([promise.id for promise in ETHICS.promises]).flatmap(chosen),
    max_size=25,
    unique_by=lambda one: one.promise,
).map(tuple)
PROMISE_IDS = st.sampled_from([promise.id for promise in ETHICS.promises])
DRAFTS = st.builds(
    Draft,
    facts=facts("business"),
    platforms=st.lists(PLATFORMS, max_size=3, unique_by=lambda one: one.name).map(tuple),
    exits=st.lists(st.builds(Exit, NAMES, DAYS), max_size=2).map(tuple),
    chosen=PROMISES,
    gaps=st.lists(
        st.builds(Gap, SOME_WORDS, DAYS, st.sampled_from(["", "K02", "K21"])), max_size=2
    ).map(tuple),
    owner=WORDS,
    contact=st.just("") | TEXTS,
    day=st.none() | DAYS,
    review=st.none() | DAYS,
    version=st.just("2026.1"),
    languages=st.sampled_from([("en",), ("fr",), ("en", "fr"), ("fr", "en")]),
    accepted=st.lists(TEXTS, max_size=2).map(tuple),
    reasons=st.dictionaries(PROMISE_IDS, SOME_WORDS, max_size=2),
    website=st.sampled_from(["", "shop.example/code"]),
    policy=st.sampled_from(["", "https://shop.example/privacy"]),
    why=WORDS,
    voice=st.sampled_from(VOICES),
    front=st.lists(PROMISE_IDS, max_size=3, unique=True).map(tuple),
    example=st.sampled_from(["", "bakery"]),
    history=st.lists(
        st.builds(PastVersion, st.just("2025.1"), DAYS, PROMISES, WORDS, st.just("")), max_size=2
    ).map(tuple),
    remarks=st.lists(
        st.builds(Remark, st.just("") | PROMISE_IDS, TEXTS, TEXTS, st.none() | DAYS, st.booleans()), max_size=2
    ).map(tuple),
    proofs=st.dictionaries(PROMISE_IDS, st.builds(Proof, DAYS, st.booleans(), WORDS), max_size=2),
)  # fmt: skip


def found(draft: Draft) -> set[tuple[str, tuple[str, ...]]]:
    """The blocks of a draft: rule and promises."""
    findings = check(ETHICS, draft, TODAY, reports(LIBRARY, draft, TODAY))
    return {(one.rule, one.promises) for one in findings if one.severity == "block"}


@given(DRAFTS)
def test_a_draft_without_a_block_does_not_contradict_its_facts(draft: Draft) -> None:
    findings = check(ETHICS, draft, TODAY, reports(LIBRARY, draft, TODAY))
    lies = [name for name, lie in LIES.items() if draft.find(name) and lie(lambda f: set(draft.facts.values(f)))]
    assert {name for one in findings if one.severity == "block" for name in one.promises} >= set(lies)
    assert not (lies and not blocked(findings))


@given(DRAFTS, st.data())
def test_another_fact_never_lifts_a_block(draft: Draft, data: st.DataObject) -> None:
    fact_id = data.draw(st.sampled_from([fact.id for fact in ETHICS.facts if fact.about == "business"]))
    fact = next(one for one in ETHICS.facts if one.id == fact_id)
    before, more = draft.facts.values(fact.id), data.draw(values(fact))
    alone = {DONT_KNOW, *(option.id for option in fact.options if option.alone)}
    if before and (fact.kind != "many" or alone & {*before, *more}):
        return  # to answer otherwise is no more fact, but another one
    given_ = {**draft.facts.given, fact.id: tuple(dict.fromkeys((*before, *more)))}
    assert found(draft) <= found(replace(draft, facts=Facts(given_)))


@given(DRAFTS, st.data())
def test_a_dated_line_never_lifts_a_block(draft: Draft, data: st.DataObject) -> None:
    rule = data.draw(st.sampled_from([rule.id for rule in ETHICS.rules]))
    line = Gap({ANY_LANGUAGE: "Soon."}, TODAY + timedelta(days=30), rule)
    assert found(draft) <= found(replace(draft, gaps=(*draft.gaps, line)))


@given(facts("business"), st.lists(PLATFORMS, max_size=3, unique_by=lambda one: one.name))
def test_every_reason_is_true(told: Facts, platforms: list[Platform]) -> None:
    brought = reports(LIBRARY, Draft(platforms=tuple(platforms)), TODAY)
    answers = {p.name: p.assessment.answers.given for p in platforms if p.assessment}
    for suggestion in suggest(ETHICS, told, brought):
        assert suggestion.reasons
        for reason in suggestion.reasons:
            assert all(value in told.values(name) for name, value in reason.facts)
            if reason.kind in ("fact", "rule"):
                assert reason.facts
            if reason.kind == "answer":
                question, option = reason.answer
                assert answers[reason.platform][question] == option
                assert f"{question}.{option}" in suggestion.promise.suggested_by.answers
            if reason.kind == "dimensions":
                [report] = [one for one in brought if one.assessment.platform == reason.platform]
                assert reason.dimensions == high_concern(ETHICS, report)
                assert len(reason.dimensions) >= suggestion.promise.suggested_by.low_dimensions > 0


@given(DRAFTS)
def test_a_draft_saved_and_opened_is_the_same(draft: Draft) -> None:
    reading = load_draft(dump_draft(draft, ALL), KNOWN)
    assert (reading.problems, reading.differences) == ((), ())
    assert reading.draft == draft


@given(DRAFTS, DRAFTS)
def test_changes_name_every_promise_that_came_or_went(old: Draft, new: Draft) -> None:
    told = {(one.kind, one.promise) for one in changes(ETHICS, old, new)}
    gone = {one.promise for one in old.chosen} - {one.promise for one in new.chosen}
    come = {one.promise for one in new.chosen} - {one.promise for one in old.chosen}
    assert {name for kind, name in told if kind == "added"} == come
    assert {name for kind, name in told if kind in ("removed", "strengthened")} >= gone
    assert changes(ETHICS, new, new) == ()


@pytest.mark.parametrize("promise", LIES)
def test_the_lies_are_about_promises_that_exist(promise: str) -> None:
    assert ETHICS.promise(promise) is not None
