"""The figures of a report, checked by really doing it: answer what is open, improve what is weak, score again."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from evaluator.assess.answers import Answers
from evaluator.assess.report import Report
from evaluator.assess.scoring import score
from evaluator.content.models.library import Library
from evaluator.content.models.questionnaire import DONT_KNOW, NOT_APPLICABLE, Question
from tests.assess.strategies import answers, forms
from tests.assess.test_report import bare, report_on


def drawn(library: Library, data: DataObject) -> Report:
    """A report on the real form, or on any small one."""
    known = library if data.draw(st.booleans()) else bare(data.draw(forms()))
    chosen = data.draw(answers(known.questionnaire))
    return report_on(known, dict(chosen.given), set=data.draw(st.sampled_from(("full", "full", "quick"))))


def with_answer(report: Report, question: Question, value: str) -> Answers:
    return Answers({**report.assessment.answers.given, question.id: value})


def total(report: Report, answers: Answers) -> Fraction:
    """The score, or what it would be without the rule that core answers come first."""
    form = report.questionnaire
    return score(replace(form, scoring=replace(form.scoring, core_first=False)), answers).score or Fraction(0)


@given(data=st.data())
def test_findings_are_the_weak_answers_and_cost_what_a_best_answer_would_add(
    library: Library, data: DataObject
) -> None:
    report = drawn(library, data)
    weak = [line.question for line in report.lines if line.option and line.option.points <= 50]
    assert sorted(f.question.id for f in report.findings) == sorted(question.id for question in weak)
    costs = [finding.cost for finding in report.findings]
    assert costs == sorted(costs, reverse=True)
    order = [line.question.id for line in report.lines]
    for first, second in zip(report.findings, report.findings[1:], strict=False):
        assert first.cost > second.cost or order.index(first.question.id) < order.index(second.question.id)
    for finding in report.findings:
        best = total(report, with_answer(report, finding.question, finding.question.options[0].id))
        assert best - total(report, report.assessment.answers) == finding.cost


@given(data=st.data())
def test_finding_out_narrows_the_range_by_what_is_said(library: Library, data: DataObject) -> None:
    report = drawn(library, data)
    before = report.score
    steps = {step.question.id: step for step in report.find_out}
    for line in report.lines:
        if line.option or line.value == NOT_APPLICABLE:
            assert line.question.id not in steps
            continue
        best, *_, worst = line.question.options
        high = score(report.questionnaire, with_answer(report, line.question, best.id))
        low = score(report.questionnaire, with_answer(report, line.question, worst.id))
        step = steps.get(line.question.id)
        assert step is None or step.narrows_by > 0
        narrows_by = step.narrows_by if step else 0
        taken = [(before.high - before.low) - (after.high - after.low) for after in (high, low)]
        assert max(taken) == narrows_by
        if report.questionnaire.scoring.core_lift == 100:
            assert (high.low - before.low, before.high - low.high) == (narrows_by, narrows_by) == tuple(taken)
        assert step is None or step.asked_again == (line.value == DONT_KNOW)
    first = report.questionnaire.scoring.core_first
    ranks = [(first and not s.question.core, -s.narrows_by, not s.question.core) for s in report.find_out]
    assert ranks == sorted(ranks)


@given(data=st.data())
def test_a_change_gains_what_is_said_and_no_other_gains_more(library: Library, data: DataObject) -> None:
    report = drawn(library, data)
    gains = []
    for line in report.lines:
        better = line.question.better(line.option) if line.option else None
        if better:
            then = total(report, with_answer(report, line.question, better.id))
            gains.append(then - total(report, report.assessment.answers))
    assert [change.gain for change in report.changes] == sorted((g for g in gains if g), reverse=True)[:4]
    for change in report.changes:
        then_score = score(report.questionnaire, with_answer(report, change.question, change.better.id))
        assert change.better == change.question.better(change.option)
        if report.score.score is not None:
            assert then_score.score == report.score.score + change.gain
        differs = report.score.grade is not None and then_score.letter != report.score.letter
        assert change.letter == (then_score.letter if differs else None)


@pytest.mark.parametrize("chosen", [{"data": "more"}, {"money": "less", "civility": "more"}, {"connection": "less"}])
def test_own_weights_stand_beside_the_standard_grade_and_never_replace_it(
    library: Library, chosen: dict[str, str]
) -> None:
    asked = enumerate(library.questionnaire.questions)
    given_ = {q.id: q.options[place % 3].id for place, q in asked if q.core or place % 5}
    plain, report = report_on(library, given_), report_on(library, given_, weights=chosen)
    assert plain.personal is None
    assert report.personal == score(library.questionnaire, Answers(given_), chosen)
    assert report.personal.score != report.score.score
    assert (report.score, report.findings, report.changes) == (plain.score, plain.findings, plain.changes)
