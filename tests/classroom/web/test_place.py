"""Where a class is, and how old its pupils are: optional, it leads evidence, help and a pupil's own report."""

import pytest
from flask import Flask

from tests.classroom.web.lesson import QUICK, Lesson, visitor

GENT = {"Accept-Language": "en-US"}


def finished(app: Flask, **chosen: str) -> tuple[Lesson, str]:
    """A class that is open, and the last page of a pupil who answered everything."""
    lesson = Lesson.start(app, **chosen)
    (pupil,) = lesson.joined(1)
    lesson.act("open")
    form = app.extensions["site"].libraries["en"].questionnaire
    for question in QUICK:
        pupil.answer(question, form.question(question).options[-1].id)
    return lesson, pupil.client.get("/en/class/seat?step=done", headers=GENT).text


def test_help_and_the_own_report_follow_the_country_and_no_link_tells_an_age(app: Flask) -> None:
    _, page = finished(app, region="be", pupils="minor")
    assert 'name="my-region" value="be"' in page
    assert "my-age" not in page
    assert '<p class="place">Belgium</p>' in page
    _, unsaid = finished(app)
    assert "my-region" not in unsaid
    assert '<p class="place">Belgium</p>' not in unsaid


@pytest.mark.parametrize(("region", "holds"), [("us", {"US", "world"}), ("be", {"BE", "EU", "world"})])
def test_evidence_holds_where_the_class_is(app: Flask, region: str, holds: set[str]) -> None:
    lesson = Lesson.start(app, region=region, press="Instagram")
    lesson.revealed(
        [option.id for option in app.extensions["site"].libraries["en"].questionnaire.questions[0].options]
    )
    lesson.act("discuss", "data-use")
    lesson.act("evidence")
    page = lesson.projected
    profile = app.extensions["site"].libraries["en"].profile("Instagram")
    shown = [fact for fact in profile.facts if fact.says in page]
    assert len(shown) >= 2
    assert all(holds & {*fact.where} for fact in shown)
    assert all(fact.age != "adult" for fact in shown)


@pytest.mark.parametrize("wrong", [{"region": "moon"}, {"pupils": "old"}])
def test_another_place_or_age_is_refused(app: Flask, wrong: dict[str, str]) -> None:
    fields = {"press": "TikTok", "set": "quick", "mode": "devices", "keep": "7", **wrong}
    assert visitor(app).post("/en/class/start", data=fields).status_code == 400
