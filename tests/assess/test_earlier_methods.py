"""Links of method 2026.1: they open, nothing is dropped without a word, and their letter stands beside today’s."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from evaluator.assess import report_text
from evaluator.assess.answers import Answers, Assessment, Reading, read
from evaluator.assess.earlier_methods import method_of
from evaluator.assess.report import Report, Reread, build_report
from evaluator.assess.scoring import score
from evaluator.content.models.library import Library
from evaluator.content.models.questionnaire import DONT_KNOW, NOT_APPLICABLE, EarlierMethod, Questionnaire
from evaluator.i18n.language import Language
from tests.assess.naive_scoring import naive
from tests.assess.strategies import answers

TODAY = date(2026, 11, 30)
# As it was published: id, dimension, `core`, `na`, then the options with their points and caps.
PUBLISHED = """
data-use data core - service-only=100 suggestions=70 ads-ask=55 ads-choice=30 ads-forced=0C
data-collect data - - few=100 some=70 many=35 most=0 no-policy=0D
data-tracking data - - no=100 ask-first=70 off-switch=30 no-off=0C
data-messages data - na locked=100 partly=65 open-clear=35 open=0
data-hooks data - - none=100 one=75 two=50 three=25 four-five=0
data-consent data - na nothing-extra=100 as-easy=75 harder=30 no-choice=0
money-source money core - users-or-donors=100 mixed=60 ads-paid-exit=25 unclear=10 ads-only=0
money-ads-count money - - none=100 one-two=60 three-five=25 six-plus=0
money-ads-clear money - - no-ads=100 clear=75 small=35 hidden=0
money-pressure money - - none=100 one=65 two=30 three-plus=0 paid-luck=0C
money-reach money - - nobody=100 ads-only=65 boost=30 hidden=0
money-leave money - na easy=100 long=60 write=30 cannot=0
civil-tone civility core na none=100 one-two=65 three-five=25 six-plus=0
civil-hurt civility - na no=100 once=60 several=25 serious=0
civil-report civility - na answer-appeal=100 answer=70 button=30 none=0D
civil-block civility - na full=100 partly=60 hide=25 none=0
civil-care civility - na people=100 company-report=65 unseen=25 nobody=0
civil-amplify civility - - none=100 one-two=65 three-five=25 six-plus=0
connect-choice connection - - me=100 mostly-me=70 switch-stays=45 switch-returns=15 platform=0
connect-people connection - - never=100 when-asked=75 unless-off=35 always=0
connect-contact connection - na accepted=100 request-box=65 anyone-change=25 anyone-fixed=0C
connect-real connection - na never=100 once-twice=65 weekly=25 daily=0
connect-with connection core - known-or-checked=100 picked=70 half=35 strangers=0
connect-visit connection - - people=100 purpose=80 drift=30 scroll=0
"""
BALANCE = {"A": 50, "B": 35}


@pytest.fixture(scope="module")
def form(library: Library) -> Questionnaire:
    return library.questionnaire


@pytest.fixture(scope="module")
def first(form: Questionnaire) -> EarlierMethod:
    return form.earlier[0]


def opened(form: Questionnaire, given_: dict[str, str], **more: str) -> Assessment:
    """The link of then, which names no method."""
    reading = read(form, [("platform", "X"), *more.items(), *given_.items()], TODAY)
    assert reading.problems == ()
    return reading.assessment


def report_on(library: Library, given_: dict[str, str], **more: str) -> Report:
    return build_report(library, opened(library.questionnaire, given_, **more), TODAY)


def test_the_method_of_then_is_kept_as_it_was_published(first: EarlierMethod) -> None:
    then = first.questionnaire
    lines = [
        " ".join(
            [
                question.id,
                question.dimension,
                "core" if question.core else "-",
                "na" if question.not_applicable else "-",
                *(f"{option.id}={option.points}{option.cap or ''}" for option in question.options),
            ]
        )
        for question in then.questions
    ]
    assert sorted(lines) == sorted(PUBLISHED.split("\n")[1:-1])
    assert dict(then.scoring.balance) == BALANCE
    assert (then.scoring.method, then.scoring.near_line, then.scoring.core_first) == ("2026.1", 3, False)


@given(data=st.data())
def test_every_answer_of_then_is_kept_renamed_asked_again_or_gone(
    form: Questionnaire, first: EarlierMethod, data: DataObject
) -> None:
    given_ = dict(data.draw(answers(first.questionnaire)).given)
    carried = opened(form, given_).carried
    if not given_:
        assert carried is None
        return
    assert carried is not None
    assert carried.given == given_
    assert sorted([*carried.now, *carried.asked_again, *carried.gone]) == sorted(given_)
    assert set(carried.renamed) == {name for name, value in carried.now.items() if value != given_[name]}
    assert {name for name in given_ if form.question(name) is None} == set(carried.gone)
    for name, value in carried.now.items():
        question = form.question(name)
        assert question is not None
        assert value in question.choices


@given(data=st.data())
def test_a_report_names_all_that_changed_and_shows_the_letter_of_then(
    library: Library, tongues: dict[str, Language], first: EarlierMethod, data: DataObject
) -> None:
    given_ = dict(data.draw(answers(first.questionnaire)).given)
    report = report_on(library, given_)
    if not given_:
        assert report.earlier is None
        return
    told = " ".join(report_text.earlier(report, tongues["en"]))
    then, carried = report.earlier, report.assessment.carried
    assert then is not None
    assert carried is not None
    oracle = naive(first.questionnaire, given_, {})
    assert then.score.letter == oracle.letter
    assert (then.score.grade is None) == bool(oracle.missing)
    assert report_text.grade(then.score, tongues["en"]) in told
    assert report_text.grade(report.score, tongues["en"]) in told
    for name in (*carried.renamed, *carried.asked_again):
        question = library.questionnaire.question(name)
        assert question is not None
        assert question.text in told
    for name in carried.gone:
        asked = first.questionnaire.question(name)
        assert asked is not None
        assert asked.text in told
    assert all(question.text in told for question in then.new)
    assert then.kept + len(then.renamed) + len(then.asked_again) + len(then.gone) == len(given_)


def test_each_answer_that_changed_stands_in_the_words_of_then_and_of_today(
    library: Library, first: EarlierMethod
) -> None:
    given_ = {
        "money-reach": "boost", "data-use": "ads-forced", "money-ads-count": "one-two", "civil-report": DONT_KNOW,
    }  # fmt: skip
    then, now = (
        {question.id: question for question in form.questions}
        for form in (first.questionnaire, library.questionnaire)
    )
    found = report_on(library, given_).earlier
    assert found is not None
    words = {name: then[name].by_id[given_[name]].text for name in given_ if name != "civil-report"}
    marked = now["money-reach"].by_id["marked"].text
    name = "money-reach"
    assert found.renamed == (Reread(then[name], words[name], now[name], marked),)
    name = "data-use"
    assert found.asked_again == (Reread(then[name], words[name], now[name], None),)
    name = "money-ads-count"
    unknown = Reread(then["civil-report"], None, None, None)
    assert found.gone == (Reread(then[name], words[name], None, None), unknown)


@pytest.mark.parametrize("set_", ["full", "quick"])
def test_what_is_asked_now_and_was_not_then_is_new_and_the_quick_check_speaks_of_its_own_alone(
    library: Library, first: EarlierMethod, set_: str
) -> None:
    quick = set_ == "quick"
    today, then = (form.core if quick else form for form in (library.questionnaire, first.questionnaire))
    given_ = {"data-use": "suggestions", "money-source": "mixed", "money-reach": "boost", "data-hooks": "three"}
    found = report_on(library, given_, set=set_).earlier
    assert found is not None
    asked = {question.id for question in then.questions}
    assert found.new == tuple(question for question in today.questions if question.id not in asked)
    assert len(found.renamed) == (0 if quick else 1)
    assert found.kept == (2 if quick else 3)


@pytest.mark.parametrize("method", ["2026.0", "2026.1"])
def test_of_two_earlier_methods_the_one_that_the_link_names_is_shown(
    library: Library, first: EarlierMethod, method: str
) -> None:
    scoring = replace(first.questionnaire.scoring, method="2026.0")
    older = replace(first, questionnaire=replace(first.questionnaire, scoring=scoring))
    form = replace(library.questionnaire, earlier=(older, first))
    found = report_on(replace(library, questionnaire=form), {"data-use": "suggestions"}, method=method).earlier
    assert found is not None
    assert found.method == method


@given(data=st.data())
def test_the_link_of_an_old_report_is_read_again_as_it_was_and_that_of_todays_answers_as_todays(
    form: Questionnaire, first: EarlierMethod, data: DataObject
) -> None:
    given_ = dict(data.draw(answers(first.questionnaire)).given)
    whole = opened(form, given_, set=data.draw(st.sampled_from(("full", "quick"))))
    assert read(form, whole.parameters(), TODAY) == Reading(whole, ())
    now = read(form, whole.current.parameters(), TODAY)
    assert now.problems == ()
    assert (now.assessment.answers, now.assessment.carried) == (whole.answers, None)


@given(data=st.data())
def test_an_answer_that_is_asked_again_makes_the_range_wider_and_never_wrong(
    form: Questionnaire, first: EarlierMethod, data: DataObject
) -> None:
    """Whatever the open questions are answered, the result lies in the range that the old link shows."""
    given_ = dict(data.draw(answers(first.questionnaire)).given)
    carried = opened(form, given_)
    before = score(form, carried.answers)
    open_ = [q for q in form.questions if carried.answers.applies(q) and not carried.answers.option(q)]
    chosen = {q.id: data.draw(st.sampled_from(q.options)).id for q in open_}
    after = score(form, Answers({**carried.answers.given, **chosen}))
    if after.score is not None:
        assert before.low <= after.score <= before.high


@pytest.mark.parametrize(
    ("pairs", "method"),
    [
        ({}, None),
        ({"data-use": "ads-forced"}, "2026.1"),  # both know it: the link names no method, so it is the first
        ({"data-use": "ads-forced", "civil-report": "none"}, "2026.1"),
        ({"data-use": "ads-context"}, None),  # only today’s form knows it
        ({"data-use": "ads-forced", "data-training": DONT_KNOW}, None),
        ({"civil-amplify": NOT_APPLICABLE}, None),  # it was not offered then
        ({"data-use": "ads-forced", "method": "2026.2"}, None),
        ({"data-use": "ads-forced", "method": "2026.1"}, "2026.1"),
    ],
)
def test_a_link_without_a_method_was_made_with_the_first_unless_that_could_not_answer_so(
    form: Questionnaire, pairs: dict[str, str], method: str | None
) -> None:
    found = method_of(form, pairs.items(), pairs.get("method"))
    assert (found.name if found else None) == method


@pytest.mark.parametrize(
    ("given_", "reads"),
    [
        ({"money-reach": "boost"}, {"money-reach": "marked"}),
        ({"civil-care": NOT_APPLICABLE, "civil-tone": "none"}, {"civil-care": "people", "civil-tone": "none"}),
        (
            {"civil-care": NOT_APPLICABLE, "civil-tone": NOT_APPLICABLE},
            {"civil-care": NOT_APPLICABLE, "civil-tone": NOT_APPLICABLE},
        ),
        ({"money-source": "users-or-donors"}, {"money-source": "users-or-donors"}),
        ({"money-source": "users-or-donors", "money-pressure": "paid-luck"}, {"money-pressure": "paid-luck"}),
        ({"data-hooks": "three", "civil-report": "none"}, {"data-hooks": "three"}),
    ],
)
def test_how_answers_of_then_read_now(form: Questionnaire, given_: dict[str, str], reads: dict[str, str]) -> None:
    assert opened(form, given_).answers.given == reads


def test_the_quick_check_of_then_opens_as_one(library: Library, tongues: dict[str, Language]) -> None:
    report = report_on(library, {"data-use": "ads-forced", "money-source": "ads-only"}, set="quick")
    assert [shown.light is None for shown in report.lights] == [True, False, True, True]
    told = report_text.earlier(report, tongues["en"])
    assert len(told) == 2  # no letters, and one answer to give again
    assert report.score.grade is None


def test_what_somebody_says_of_themselves_goes_along_and_never_scores(form: Questionnaire) -> None:
    plain = opened(form, {"data-use": "ads-context"})
    said = opened(form, {"data-use": "ads-context", "my-region": "us", "my-age": "minor", "my-plan": ""})
    assert said.situation == {"my-region": "us", "my-age": "minor"}
    assert score(form, said.answers) == score(form, plain.answers)
    assert "my-region=us&my-age=minor" in said.query
    wrong = read(form, [("my-region", "mars")], TODAY)
    assert [(problem.kind, problem.parameter) for problem in wrong.problems] == [("unknown-value", "my-region")]
