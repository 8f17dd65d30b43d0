"""Whose an answer is: one's own, taken from a source, or one's own where the source says otherwise."""

from dataclasses import replace
from datetime import date
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from evaluator.assess.answers import Answers, Assessment, read
from evaluator.assess.provenance import facts_beside, from_documents, options_of, provenance
from evaluator.assess.report import build_report
from evaluator.content.models.library import Library
from evaluator.content.models.platforms import PlatformFact, PlatformOwner, PlatformProfile, PlatformSource
from tests.conftest import real_libraries

TODAY = date(2026, 11, 30)
NEW, OLD = "2026-10-01", "2024-01-01"


def fact(name: str, question: str, *options: str, where: str = "world", **limits: str) -> PlatformFact:
    source = (limits.pop("source", "new"),)
    return PlatformFact(id=name, question=question, option=options, says="It is so.", where=(where,), source=source,
                        **limits)  # type: ignore[arg-type]  # fmt: skip


FACTS = (
    fact("eu-ads", "data-use", "ads-ask", where="EU"),
    fact("us-ads", "data-use", "ads-forced", where="US"),
    fact("teen-ads", "data-use", "suggestions", where="EU", age="teen"),
    fact("locked", "data-messages", "locked", "partly"),
    fact("once", "data-collect", "few", source="old"),
    fact("training", "data-training"),
    fact("friends", "connect-with", "strangers"),
)


@pytest.fixture(scope="session")
def town(library: Library) -> Library:
    """The real form, with one platform of our own: The Town."""
    sources = tuple(
        PlatformSource(id=name, title="Rules", url="https://town.example/", date=day, seen="stored-page")
        for name, day in (("new", NEW), ("old", OLD))
    )
    profile = PlatformProfile(
        id="town", name="The Town", also=("Townie",), site="https://town.example/", kind="feed", status="alive",
        owner=PlatformOwner(source="new", name="The town"), sources=sources, minimum_age=(), facts=FACTS, deeds=(),
    )  # fmt: skip
    return replace(library, profiles=(profile,))


def said(town: Library, query: str) -> Assessment:
    pairs = [("platform", "townie"), *parse_qsl(query), ("method", town.questionnaire.scoring.method)]
    reading = read(town.questionnaire, pairs, TODAY)
    assert not reading.problems
    return reading.assessment


def whose(town: Library, query: str, question: str = "data-use") -> tuple[str, list[str]]:
    found = provenance(town, said(town, query), TODAY)[question]
    return found.kind, [each.id for each in found.facts]


def test_an_answer_that_a_source_supports_is_still_ones_own(town: Library) -> None:
    assert whose(town, "my-region=eu&data-use=ads-ask") == ("mine", ["eu-ads"])


def test_an_answer_that_no_source_supports_is_told_what_they_say(town: Library) -> None:
    assert whose(town, "my-region=eu&my-age=adult&data-use=ads-forced") == ("otherwise", ["eu-ads"])


def test_what_was_left_open_lets_every_variant_stand(town: Library) -> None:
    assert whose(town, "data-use=ads-forced") == ("mine", ["us-ads"])
    assert whose(town, "data-use=not-said")[0] == "otherwise"


def test_a_fact_of_another_place_or_age_says_nothing(town: Library) -> None:
    assert whose(town, "my-region=us&data-use=ads-forced") == ("mine", ["us-ads"])
    assert whose(town, "my-region=uk&data-use=ads-forced") == ("mine", [])
    assert whose(town, "my-region=eu&my-age=minor&data-use=suggestions") == ("mine", ["teen-ads"])
    assert whose(town, "my-region=eu&my-age=adult&data-use=suggestions") == ("otherwise", ["eu-ads"])


def test_an_answer_taken_over_names_its_fact(town: Library) -> None:
    assert whose(town, "data-use=ads-ask&fact-data-use=eu-ads") == ("taken", ["eu-ads"])


def test_an_answer_changed_afterwards_is_ones_own(town: Library) -> None:
    assert whose(town, "my-region=eu&data-use=not-said&fact-data-use=eu-ads")[0] == "otherwise"


def test_a_fact_that_is_gone_or_of_another_question_was_not_taken(town: Library) -> None:
    assert whose(town, "data-use=ads-ask&fact-data-use=no-longer") == ("mine", ["eu-ads"])
    assert whose(town, "data-use=ads-ask&fact-data-use=locked") == ("mine", ["eu-ads"])


def test_what_only_decides_nothing_is_too_old_or_was_lived_contradicts_nobody(town: Library) -> None:
    assert whose(town, "data-training=no", "data-training") == ("mine", [])
    assert whose(town, "data-collect=most", "data-collect") == ("mine", [])
    assert whose(town, "connect-with=asked", "connect-with") == ("mine", [])


def test_open_questions_are_nobodys(town: Library) -> None:
    assert set(provenance(town, said(town, "data-use=dont-know&data-messages=locked"), TODAY)) == {"data-messages"}


def test_facts_beside_a_question_come_nearest_first_and_none_is_old(town: Library) -> None:
    form = town.questionnaire
    beside = {q.id: [f.id for f in facts_beside(town, said(town, "my-region=eu"), q, TODAY)] for q in form.questions}
    assert beside["data-use"] == ["eu-ads", "teen-ads"]
    assert beside["data-collect"] == []
    assert beside["data-training"] == ["training"]


def test_of_two_answers_that_fit_the_less_good_one_comes_first(town: Library) -> None:
    question = town.questionnaire.question("data-messages")
    assert question
    assert [option.id for option in options_of(FACTS[3], question)] == ["partly", "locked"]


def test_taking_a_fact_over_travels_in_the_address_and_scores_like_any_answer(town: Library) -> None:
    question = town.questionnaire.question("data-use")
    assert question
    taken = said(town, "data-messages=locked").taking(question, "ads-ask", "eu-ads")
    again = read(town.questionnaire, taken.parameters(), TODAY).assessment
    own = said(town, "data-messages=locked&data-use=ads-ask")
    assert again == taken
    assert build_report(town, again, TODAY).score == build_report(town, own, TODAY).score
    assert build_report(town, again, TODAY).provenance["data-use"].kind == "taken"


@given(data=st.data())
def test_whatever_is_marked_as_taken_scores_the_same(town: Library, data: DataObject) -> None:
    form = town.questionnaire
    given_ = {q.id: data.draw(st.sampled_from(q.choices)) for q in form.questions if data.draw(st.booleans())}
    own = said(town, "&".join(f"{name}={value}" for name, value in given_.items()))
    marks = {q: data.draw(st.sampled_from([f.id for f in FACTS])) for q in given_ if form.question(q)}
    marked = replace(own, taken=marks)
    report = build_report(town, marked, TODAY)
    assert report.score == build_report(town, own, TODAY).score
    for found in report.provenance.values():
        if found.kind == "taken":
            option = own.answers.option(found.question)
            assert option
            assert option.id in found.facts[0].option


def test_documents_alone_take_the_less_good_answer_of_the_nearest_place(town: Library) -> None:
    taken = from_documents(town, said(town, "my-region=eu&my-age=adult"), TODAY)
    assert taken.answers.given == {"data-use": "ads-ask", "data-messages": "partly"}
    assert taken.taken == {"data-use": "eu-ads", "data-messages": "locked"}


def test_documents_alone_never_make_a_letter_or_a_number() -> None:
    for library in real_libraries().values():
        for profile in library.profiles:
            for region in ("eu", "us", "other"):
                start = Assessment(profile.name, "full", Answers(), situation={"my-region": region})
                report = build_report(library, from_documents(library, start, TODAY), TODAY)
                assert report.score.grade is None
                assert report.score.score is None
                assert {whose.kind for whose in report.provenance.values()} <= {"taken"}
