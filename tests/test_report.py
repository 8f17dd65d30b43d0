"""What a report says: findings and where they lead, strengths, lights, help lines, its date."""

from datetime import date, timedelta
from typing import Any

import pytest

from evaluator.answers import Answers, Assessment
from evaluator.library import Library
from evaluator.model import DONT_KNOW, NOT_APPLICABLE
from evaluator.report import Report, build_report

TODAY = date(2026, 11, 24)


def report_on(library: Library, given_: dict[str, str], **more: Any) -> Report:
    fields: dict[str, Any] = {"platform": "Example", "set": "full", **more}
    return build_report(library, Assessment(answers=Answers(given_), **fields), TODAY)


def all_at(library: Library, place: int) -> dict[str, str]:
    return {question.id: question.options[place].id for question in library.questionnaire.questions}


def test_a_better_answer_that_lifts_a_cap_names_the_new_letter(library: Library) -> None:
    given_ = {**all_at(library, 0), "civil-report": "none"}
    report = report_on(library, given_)
    assert report.score.grade == "D"
    [change] = report.changes
    assert (change.question.id, change.better.id, change.letter) == ("civil-report", "button", "A")


def test_strengths_are_the_strong_answers_the_strongest_first(library: Library) -> None:
    report = report_on(library, all_at(library, 1))
    points = [strength.option.points for strength in report.strengths]
    assert points == sorted(points, reverse=True)
    assert sorted(points) == sorted(
        line.option.points for line in report.lines if line.option and line.option.points >= 65
    )
    assert points
    assert report_on(library, all_at(library, -1)).strengths == ()


def test_each_finding_leads_to_faq_and_actions_for_persons_nearest_first(library: Library) -> None:
    report = report_on(library, all_at(library, -1))
    assert len(report.findings) == 24
    for finding in report.findings:
        assert finding.faq == library.faq_for(finding.question, finding.option)[:2]
        assert len(finding.yours) <= 3
        assert len(finding.others) <= 2
        assert {action.who for action in finding.yours} <= {"you"}
        assert "you" not in {action.who for action in finding.others}
        for action in (*finding.yours, *finding.others):
            assert action.kind != "help-line"
            assert set(action.audience) - {"business", "educator"}
            assert {
                finding.question.id,
                finding.question.dimension,
                f"{finding.question.id}.{finding.option.id}",
            } & set(action.serves)
        near = [
            finding.question.id in a.serves or f"{finding.question.id}.{finding.option.id}" in a.serves
            for a in finding.yours
        ]
        assert near == sorted(near, reverse=True)
    shown = [a.id for f in report.findings for a in (*f.yours, *f.others)]
    assert {a.id for a in report.actions} == {*shown, *(line.id for line in report.help_lines)}
    assert len(report.faq) == len({entry.id for entry in report.faq})


@pytest.mark.parametrize(("answer", "shown"), [("serious", True), ("several", True), ("once", False), ("no", False)])
def test_help_lines_stand_where_an_answer_speaks_of_harm(library: Library, answer: str, *, shown: bool) -> None:
    report = report_on(library, {"civil-hurt": answer})
    assert bool(report.help_lines) == shown
    assert all(line.kind == "help-line" and line.phone for line in report.help_lines if line.countries)


def test_help_lines_of_a_language_come_first(libraries: dict[str, Library]) -> None:
    for code, own in libraries.items():
        known = [code in line.links for line in report_on(own, {"civil-hurt": "serious"}).help_lines]
        assert known[0]
        assert known == sorted(known, reverse=True)


@pytest.mark.parametrize(("days", "due"), [(0, False), (183, False), (184, True), (-1, False)])
def test_a_report_is_due_again_after_half_a_year(library: Library, days: int, *, due: bool) -> None:
    report = report_on(library, {}, day=TODAY - timedelta(days=days))
    assert report.due_again == due
    assert report.day == TODAY - timedelta(days=days)


def test_a_report_without_a_date_is_of_today(library: Library) -> None:
    assert report_on(library, {}).day == TODAY


@pytest.mark.parametrize(
    ("answer", "light"),
    [("service-only", "good"), ("suggestions", "good"), ("ads-ask", "mixed"), ("ads-choice", "weak"),
     ("ads-forced", "weak"), (DONT_KNOW, None)],
)  # fmt: skip
def test_a_light_shows_the_points_of_its_answer(library: Library, answer: str, light: str | None) -> None:
    report = report_on(library, {"data-use": answer, "civil-tone": NOT_APPLICABLE}, set="quick")
    assert [shown.dimension.id for shown in report.lights] == ["data", "money", "civility", "connection"]
    first, *others = report.lights
    assert (first.light.id if first.light else None) == light
    assert [shown.light for shown in others] == [None, None, None]
    assert report.score.grade is None


def test_the_quick_check_looks_at_core_questions_only_and_the_full_one_has_no_lights(library: Library) -> None:
    quick = report_on(library, all_at(library, -1), set="quick")
    assert [line.question.core for line in quick.lines] == [True] * 4
    assert {finding.question.core for finding in quick.findings} == {True}
    assert report_on(library, {}).lights == ()


def test_more_than_a_third_not_applicable_gets_a_remark(library: Library) -> None:
    offered = [question.id for question in library.questionnaire.questions if question.not_applicable]
    told = [
        report_on(library, dict.fromkeys(offered[:count], NOT_APPLICABLE)).many_not_applicable
        for count in range(len(offered) + 1)
    ]
    assert told == [count > 8 for count in range(len(offered) + 1)]  # 8 of 24 are a third
    assert True in told


def test_every_question_has_its_line_in_the_order_asked(library: Library) -> None:
    report = report_on(library, {"data-use": "ads-ask", "civil-tone": NOT_APPLICABLE, "data-hooks": DONT_KNOW})
    assert [line.question for line in report.lines] == list(library.questionnaire.questions)
    values = {line.question.id: (line.value, line.option.points if line.option else None) for line in report.lines}
    assert values["data-use"] == ("ads-ask", 55)
    assert values["civil-tone"] == (NOT_APPLICABLE, None)
    assert values["data-hooks"] == (DONT_KNOW, None)
    assert values["money-source"] == (None, None)
