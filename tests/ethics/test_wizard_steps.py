"""The steps of the wizard: which questions are open, what follows from an answer, how long it takes."""

from dataclasses import replace

from hypothesis import given

from evaluator.content.models.library import Library
from evaluator.ethics.draft import Draft, Facts
from evaluator.ethics.readers import ReadContext
from evaluator.ethics.suggest import reports, suggest, suggest_for
from evaluator.ethics.wizard_steps import (
    STEPS,
    asked,
    minutes_left,
    next_rungs,
    opened_questions,
    prune,
    usual_platforms,
)
from tests.ethics.drafts import TODAY, adding, chez_lou, telling
from tests.ethics.test_laws import ALL, DRAFTS, ETHICS, LIBRARY


def test_an_answer_that_opens_a_question_is_followed_by_it(library: Library) -> None:
    draft = chez_lou(library)
    before = replace(draft, facts=Facts({}))
    assert opened_questions(ETHICS, "money", before, telling(before, ads_bought="regular")) == (
        "ads-targeting",
        "ads-reach",
    )
    assert opened_questions(ETHICS, "money", before, telling(before, ads_bought="none")) == ()
    answered = telling(before, ads_bought="regular", ads_targeting="interests", ads_reach="all")
    assert opened_questions(ETHICS, "money", before, answered) == ()  # a script showed them on the same page
    assert opened_questions(ETHICS, "platforms", replace(draft, platforms=()), draft) == ("Instagram", "Facebook")
    assert opened_questions(ETHICS, "platforms", draft, draft) == ()


def test_answers_to_questions_no_longer_asked_go(library: Library) -> None:
    draft = telling(chez_lou(library), ads_bought="none", site_trackers=("none",))
    left = prune(ETHICS, draft.facts)
    assert {"ads-targeting", "ads-reach", "site-banner"} & left.given.keys() == set()
    assert "ads-reach" not in [fact.id for fact in asked(ETHICS, "money", left)]


def test_platforms_are_offered_by_the_kind_of_business() -> None:
    field = ETHICS.fact("business-field")
    assert field
    offered = {option.id: usual_platforms(ETHICS, Facts({field.id: (option.id,)})) for option in field.options}
    assert all(4 <= len(names) <= 8 for names in offered.values())
    assert "LinkedIn" not in offered["school"]
    assert "LinkedIn" not in offered["association"]
    assert offered["services"][0] == "LinkedIn"
    assert {"Google Business Profile", "Tripadvisor"} <= set(offered["goods"])
    assert not {"Tinder", "Roblox", "Netflix"} & {name for names in offered.values() for name in names}
    assert usual_platforms(ETHICS, Facts({})) == ETHICS.platforms


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


def test_known_libraries_are_read_in_any_language() -> None:
    assert ReadContext(ALL, LIBRARY.questionnaire, TODAY).ethics.facts


@given(DRAFTS)
def test_reasons_by_promise_are_those_of_the_suggestions(draft: Draft) -> None:
    found = reports(LIBRARY, draft, TODAY)
    by_promise = suggest_for(ETHICS, draft.facts, found, ETHICS.promises)
    assert {each.promise.id: each for each in suggest(ETHICS, draft.facts, found)} == by_promise
