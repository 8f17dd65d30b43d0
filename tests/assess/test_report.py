"""What a report says: findings and where they lead, strengths, lights, help lines, its date."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from evaluator.assess.answers import Answers, Assessment
from evaluator.assess.provenance import OTHERWISE, TAKEN, Provenance
from evaluator.assess.report import Report, basis, build_report
from evaluator.assess.scoring import Missing
from evaluator.content.models.library import Library
from evaluator.content.models.questionnaire import DONT_KNOW, NOT_APPLICABLE, Questionnaire
from tests.assess.strategies import LADDER, RULES, SMALL, question, questionnaire

TODAY = date(2026, 11, 24)


def report_on(library: Library, given_: dict[str, str], **more: Any) -> Report:
    fields: dict[str, Any] = {"platform": "Example", "set": "full", **more}
    return build_report(library, Assessment(answers=Answers(given_), **fields), TODAY)


def bare(form: Questionnaire) -> Library:
    """A form that leads nowhere: no FAQ, no actions."""
    return Library("en", form, (), (), ())


def all_at(library: Library, place: int) -> dict[str, str]:
    return {question.id: question.options[place].id for question in library.questionnaire.questions}


def test_a_better_answer_that_lifts_a_cap_names_the_new_letter(playground: Library) -> None:
    report = report_on(playground, {**all_at(playground, 0), "company-welcome": "nowhere"})
    assert report.score.grade == "P"  # 75 points, held down
    [change] = report.changes
    assert (change.question.id, change.better.id, change.letter) == ("company-welcome", "partly", "G")


def test_a_change_that_gives_the_same_letter_names_none(playground: Library) -> None:
    report = report_on(playground, {**all_at(playground, 0), "company-rules": "sometimes"})
    assert report.score.grade == "G"
    assert [(change.better.id, change.letter) for change in report.changes] == [("mostly", None)]


def test_where_one_lives_goes_into_addresses_and_nothing_else_that_was_said(library: Library) -> None:
    at_home, nowhere = (
        report_on(library, {}, situation={"my-region": "fr", "my-age": "minor"}),
        report_on(library, {}),
    )
    assert (at_home.region, at_home.placed) == ({"my-region": "fr"}, True)
    assert (nowhere.region, nowhere.placed) == ({}, False)


def test_strengths_are_the_strong_answers_the_strongest_first(playground: Library) -> None:
    given_ = {**all_at(playground, 0), "place-shade": "sails", "place-safety": "small", "company-welcome": "partly"}
    strong = report_on(playground, given_).strengths  # 70 points are strong here
    assert [(strength.question.id, strength.option.points) for strength in strong] == [
        ("place-water", 100), ("company-rules", 100), ("place-safety", 70),
    ]  # fmt: skip
    assert report_on(playground, all_at(playground, -1)).strengths == ()


def test_findings_are_the_weak_answers_and_no_others(playground: Library) -> None:
    given_ = {"place-shade": "sails", "place-water": "kiosk", "company-welcome": "partly", "company-rules": "never"}
    weak = report_on(playground, given_).findings  # 40 points are weak here, 50 are neither
    assert [finding.question.id for finding in weak] == ["company-rules", "place-water"]
    assert report_on(playground, all_at(playground, 0)).findings == ()


def test_each_finding_leads_to_faq_and_actions_for_persons_nearest_first(library: Library) -> None:
    report = report_on(library, all_at(library, -1))
    assert {finding.question for finding in report.findings} == set(library.questionnaire.questions)
    for finding in report.findings:
        assert set(finding.faq) <= set(library.faq_for(finding.question, finding.option))
        assert all(entry.on_reports for entry in finding.faq)
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
    assert [a.id for a in report.actions] == [*shown, *(line.id for line in report.help_lines)]
    assert len(report.actions) == len({action.id for action in report.actions})
    assert len(report.faq) == len({entry.id for entry in report.faq})


@pytest.mark.parametrize(("answer", "shown"), [("serious", ["call-the-nurse"]), ("small", []), ("no", [])])
def test_help_lines_stand_where_an_answer_speaks_of_harm(playground: Library, answer: str, shown: list[str]) -> None:
    report = report_on(playground, {"place-safety": answer})
    assert [line.id for line in report.help_lines] == shown
    assert set(shown) <= {action.id for action in report.actions}


def test_every_help_line_of_a_country_has_a_number(library: Library) -> None:
    assert library.help_lines
    assert all(line.kind == "help-line" and line.phone for line in library.help_lines if line.countries)


def test_emergency_numbers_and_then_lines_that_answer_in_the_language_come_first(
    libraries: dict[str, Library],
) -> None:
    for code, own in libraries.items():
        harm = {q.id: o.id for q in own.questionnaire.questions for o in q.options if o.harm}
        lines = report_on(own, harm).help_lines
        assert lines[0].emergency
        ranks = [(not line.emergency, not line.speaks(code)) for line in lines]
        assert ranks == sorted(ranks)


@pytest.mark.parametrize(("days", "due"), [(0, False), (90, False), (91, True), (-1, False)])
def test_a_report_is_due_again_after_the_days_that_the_method_says(
    playground: Library, days: int, *, due: bool
) -> None:
    report = report_on(playground, {}, day=TODAY - timedelta(days=days))
    assert report.due_again == due
    assert report.day == TODAY - timedelta(days=days)


def test_a_report_is_due_again_after_half_a_year(library: Library) -> None:
    assert not report_on(library, {}, day=TODAY - timedelta(days=183)).due_again
    assert report_on(library, {}, day=TODAY - timedelta(days=184)).due_again


def test_a_report_without_a_date_is_of_today(library: Library) -> None:
    assert report_on(library, {}).day == TODAY


@pytest.mark.parametrize(
    ("answer", "light"), [("trees", "sunny"), ("sails", "sunny"), ("none", "cloudy"), (DONT_KNOW, None)]
)
def test_a_light_shows_the_points_of_its_answer(playground: Library, answer: str, light: str | None) -> None:
    report = report_on(playground, {"place-shade": answer, "company-welcome": NOT_APPLICABLE}, set="quick")
    assert [shown.dimension.id for shown in report.lights] == ["place", "company"]
    first, other = report.lights
    assert (first.light.id if first.light else None, other.light) == (light, None)
    assert report.score.grade is None


def test_the_quick_check_looks_at_core_questions_only_and_the_full_one_has_no_lights(library: Library) -> None:
    quick = report_on(library, all_at(library, -1), set="quick")
    assert [line.question for line in quick.lines] == [q for q in library.questionnaire.questions if q.core]
    assert [shown.dimension for shown in quick.lights] == list(quick.questionnaire.dimensions)
    assert {finding.question.core for finding in quick.findings} == {True}
    assert report_on(library, {}).lights == ()


def test_more_than_a_third_not_applicable_gets_a_remark() -> None:
    offered = [question.id for question in SMALL.questions if question.not_applicable]
    told = [
        report_on(bare(SMALL), dict.fromkeys(offered[:count], NOT_APPLICABLE)).many_not_applicable
        for count in range(len(offered) + 1)
    ]
    assert told == [False, False, False, True, True]  # two of six are a third


def test_every_question_has_its_line_in_the_order_asked(playground: Library) -> None:
    given_ = {"company-rules": DONT_KNOW, "place-water": NOT_APPLICABLE, "place-shade": "sails"}
    report = report_on(playground, given_)
    assert [line.question for line in report.lines] == list(playground.questionnaire.questions)
    values = {line.question.id: (line.value, line.option.points if line.option else None) for line in report.lines}
    assert values == {
        "place-shade": ("sails", 60),
        "place-safety": (None, None),
        "place-water": (NOT_APPLICABLE, None),
        "company-welcome": (None, None),
        "company-rules": (DONT_KNOW, None),
    }


def test_what_the_visitor_could_not_say_is_told_from_what_was_left_blank(playground: Library) -> None:
    report = report_on(playground, {"company-rules": DONT_KNOW, "place-water": NOT_APPLICABLE})
    assert {step.question.id: step.asked_again for step in report.find_out} == {
        "company-rules": True, "company-welcome": False, "place-shade": False, "place-safety": False,
    }  # fmt: skip


def test_what_a_source_says_otherwise_is_told_from_what_was_taken_from_it(playground: Library) -> None:
    report = report_on(playground, all_at(playground, 0))
    first, second, *_ = playground.questionnaire.questions
    whose = {first.id: Provenance(first, OTHERWISE, ()), second.id: Provenance(second, TAKEN, ())}
    assert [line.question.id for line, _ in replace(report, provenance=whose).otherwise] == [first.id]
    assert report.otherwise == ()


def test_a_service_that_is_closed_gets_no_letter_and_one_that_is_not_does(library: Library) -> None:
    given_ = {q.id: q.options[place % 2].id for place, q in enumerate(library.questionnaire.questions)}
    open_, other = (report_on(library, given_, platform=name) for name in ("Zoom", "Nobody knows it"))
    gone = replace(library, profiles=tuple(replace(each, closed_on="2025-05-05") for each in library.profiles))
    closed = report_on(gone, given_, platform="Zoom")
    assert (open_.score.missing, other.score.missing) == ((), ())
    assert (closed.score.missing, closed.score.grade) == ((Missing("closed"),), None)
    assert closed.score.score == open_.score.score


def test_what_is_documented_of_a_kind_stands_with_each_of_that_kind(library: Library) -> None:
    """By what others choose such a service, and letters to its company; a folder that documents nothing has none."""
    documented = library.documented
    assert documented is not None
    for profile in library.profiles:
        report = report_on(library, {}, platform=profile.name)
        assert (report.criteria, report.letters) == (documented.kind[profile.kind].criteria, documented.letters)
    assert report_on(library, {}, platform="Nobody knows it").criteria is None
    bare_report = report_on(bare(library.questionnaire), {}, platform="Zoom")
    assert (bare_report.criteria, bare_report.letters) == (None, ())


def test_a_code_of_ethics_sees_the_dimensions_that_apply_as_the_report_has_them() -> None:
    names = [q.id for q in SMALL.questions]
    given_ = {name: "p60" if name.startswith("air") else NOT_APPLICABLE for name in names}
    for answers in (given_, dict.fromkeys(names, "p60")):
        report = report_on(bare(SMALL), answers)
        applying = tuple(part for part in report.score.dimensions if part.applies)
        assert basis(bare(SMALL), report.assessment, TODAY).dimensions == applying
        assert len(applying) == (1 if answers is given_ else 2)


@pytest.mark.parametrize(
    ("core_first", "order"),
    [
        (False, ["dew-a", "dew-b", "fog-a", "fog-b", "fog-c"]),  # what narrows most, and of two alike the core one
        (True, ["dew-a", "fog-a", "dew-b", "fog-b", "fog-c"]),  # there is no score without the core ones
    ],
)
def test_what_to_find_out_first_is_what_helps_most(core_first: bool, order: list[str]) -> None:
    dew = question("dew-b", LADDER), question("dew-a", LADDER, core=True)
    fog = question("fog-a", LADDER, core=True), question("fog-b", LADDER), question("fog-c", LADDER)
    form = replace(questionnaire(dew, fog), scoring=replace(RULES, core_first=core_first))
    assert [step.question.id for step in report_on(bare(form), {}).find_out] == order


def test_what_narrows_by_less_than_a_point_is_worth_an_answer_too() -> None:
    fog = tuple(question(f"fog-{number}", LADDER, core=not number) for number in range(101))
    found = report_on(bare(questionnaire(fog)), {}).find_out
    assert len(found) == 101
    assert {0 < step.narrows_by < 1 for step in found} == {True}


def test_what_does_not_count_is_not_asked_for() -> None:
    """Of one dimension a single question applies, so that it does not."""
    gone = {"food-side": NOT_APPLICABLE, "food-sour": NOT_APPLICABLE}
    found = report_on(bare(SMALL), gone).find_out
    assert [step.question.dimension for step in found] == ["air"] * 3


def test_a_dimension_that_does_not_apply_takes_no_letter_down() -> None:
    """One answer of it is as bad as can be, and alone: it is no part of the score, now or after a change."""
    given_ = {"food-main": "p0", "food-side": NOT_APPLICABLE, "food-sour": NOT_APPLICABLE}
    given_ |= {"air-main": "p100", "air-side": "p75", "air-sour": "p100"}
    report = report_on(bare(SMALL), given_)
    assert report.score.grade == "A"
    assert [(change.question.id, change.letter) for change in report.changes] == [("air-side", None)]


def test_a_better_answer_may_hold_the_letter_down_as_well() -> None:
    sour = question("air-sour", (100, 60, 0), cap="D")
    best, middle, worst = sour.options
    sour = replace(sour, options=(best, replace(middle, cap="C", cap_reason="cap reason"), worst))
    form = questionnaire(SMALL.dimensions[0].questions, (*SMALL.dimensions[1].questions[:2], sour))
    given_ = {q.id: "p90" if q.id == "air-side" else "p100" for q in form.questions}
    report = report_on(bare(form), {**given_, "air-sour": "p0"})
    assert report.score.grade == "D"
    assert {change.better.id: change.letter for change in report.changes} == {"p60": "C", "p100": None}
