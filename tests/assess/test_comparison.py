"""Reports beside each other: chance is no difference, and two reports on one platform tell where they disagree."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from evaluator.assess.answers import Answers, Assessment
from evaluator.assess.comparison import compare, from_documents
from evaluator.assess.report import Report, build_report
from evaluator.assess.scoring import differ
from evaluator.content.models.library import Library
from tests.assess.reports import TODAY
from tests.assess.strategies import answers


def reports(library: Library, data: st.DataObject, *names: str, day: date = TODAY) -> list[Report]:
    form = library.questionnaire
    return [
        build_report(library, Assessment(name, "full", data.draw(answers(form)), day=day), TODAY) for name in names
    ]


@given(data=st.data())
def test_nobody_stands_above_another_by_chance(library: Library, data: st.DataObject) -> None:
    shown = compare(reports(library, data, "X", "Signal", "Zebra club"))
    rules = library.questionnaire.scoring
    for above in shown.whole:
        for other in above.others:
            one, than = shown.reports[above.one].score, shown.reports[other].score
            assert differ(rules, one, than)
            assert one.score is not None
            assert than.score is not None
            assert one.score > than.score
    for gaps in shown.dimensions:
        assert all(above.one not in above.others for above in gaps.above)


@given(data=st.data())
def test_two_reports_on_one_platform_tell_exactly_where_they_differ(library: Library, data: st.DataObject) -> None:
    [now] = reports(library, data, "Instagram")
    [then] = reports(library, data, "insta", day=TODAY - timedelta(days=200))
    shown = compare([now, then])
    assert shown.then_and_now
    assert shown.reports == (then, now)
    given_ = (then.assessment.answers.given, now.assessment.answers.given)
    differing = {q.id for q in library.questionnaire.questions if given_[0].get(q.id) != given_[1].get(q.id)}
    assert {pair.question.id for pair in shown.answers} == differing


def test_what_is_documented_answers_with_the_less_good_of_two(library: Library) -> None:
    answered = from_documents(library, Assessment("Instagram", "full", Answers()), TODAY)
    profile = library.profile("Instagram")
    assert profile
    assert answered.taken
    for name, fact_id in answered.taken.items():
        fact = next(fact for fact in profile.facts if fact.id == fact_id)
        question = library.questionnaire.question(name)
        assert question
        points = [option.points for option in question.options if option.id in fact.option]
        chosen = answered.answers.option(question)
        assert chosen
        assert chosen.points == min(points)
