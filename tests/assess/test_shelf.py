"""My apps: what is kept comes back the same, from a file or from the browser, whatever was answered."""

import json
import os
from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import parse_qsl

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluator.assess.answers import Answers, Assessment, Decision, Note, read
from evaluator.assess.documents.formats import FORMATS, render
from evaluator.assess.documents.shelf_document import shelf_calendar, shelf_outline
from evaluator.assess.report import build_report
from evaluator.assess.shelf import KeptApp, Shelf, shown, united, with_decision, without
from evaluator.assess.shelf_file import dump, dump_compact, load, load_report
from evaluator.content.models.library import Library
from evaluator.documents import WRITERS, write
from evaluator.i18n.language import Language
from evaluator.validation.parameters import clean_platform
from tests.assess import strategies
from tests.assess.reports import HOSTILE
from tests.browser.addresses import OLDER, QUERY
from tests.conftest import real_libraries
from tests.content.broken import ENGLISH

TODAY = date(2026, 11, 24)
LATER = date(2027, 6, 30)
SETS = 10_000 if os.environ.get("FAULTS") == "long" else 100  # of random answers; all of them in `make faults`
FORM = real_libraries()["en"].questionnaire
DECISION = Decision("limits", ("no-alerts", "not-at-night"), "aloud", None, "I sleep badly", date(2027, 3, 1))
NOTES = {"data-use": Note("seen in the settings", "help.example/ads"), "civil-tone": Note("my feed on a Monday")}
LIMIT = 256 * 1024

READ = [clean_platform(name) for name in (*HOSTILE, "Instagram")]  # as a report has them


def assessment(query: str, day: date = TODAY) -> Assessment:
    return replace(read(FORM, parse_qsl(query), day).assessment, day=day)


def with_report(library: Library, shelf: Shelf, assessment: Assessment) -> Shelf:
    """Put a report on a shelf; one of the same app and day takes the place of the older one."""
    return united(library, shelf, Shelf((KeptApp((assessment,)),)))


@settings(max_examples=SETS)
@given(strategies.answers(FORM), strategies.weights(FORM), st.sampled_from(READ), st.integers(0, 2000))
def test_what_is_saved_and_opened_gives_the_identical_report(
    answers: Answers, weights: dict[str, str], name: str, days: int
) -> None:
    library = real_libraries()["en"]
    known = {dimension: weight for dimension, weight in weights.items() if weight != "normal"}
    made = Assessment(name, "full", answers, known, date(2020, 1, 1) + timedelta(days), method=FORM.scoring.method)
    kept = Shelf((KeptApp((made,)),))
    for saved in (dump(kept), dump_compact(kept).encode()):
        opened = load(saved, FORM, LATER)
        assert not opened.problems
        assert not opened.unknown
        assert opened.shelf == kept
        assert build_report(library, opened.shelf.apps[0].now, LATER) == build_report(library, made, LATER)
    report = build_report(library, made, LATER)
    other = load(render("json", report, ENGLISH["en"]), FORM, LATER)  # a report saved as JSON opens, too
    assert other.shelf.apps[0].now == replace(made, weights={})


def test_a_shelf_holds_each_app_once_with_its_reports_by_day(library: Library) -> None:
    first, later = assessment(QUERY), assessment(QUERY.replace("ads-choice", "own-only"), LATER)
    kept = with_report(library, with_report(library, Shelf(), later), first)
    kept = with_report(library, kept, replace(first, platform="instagram "))  # the same app by another name
    assert [[report.day for report in app.reports] for app in kept.apps] == [[TODAY, LATER]]
    assert kept.apps[0].before is not None
    assert united(library, kept, kept) == kept
    many = kept
    for week in range(20):
        many = with_report(library, many, replace(first, day=LATER + timedelta(weeks=week + 1)))
    assert len(many.apps[0].reports) == 6
    assert many.apps[0].reports[0].day == TODAY
    assert without(library, many, "instagram").apps == ()


def test_two_methods_stand_on_one_shelf(library: Library, tongues: dict[str, Language]) -> None:
    kept = with_report(library, with_report(library, Shelf(), assessment(OLDER)), assessment(QUERY, LATER))
    opened = load(dump(kept), FORM, LATER).shelf
    assert opened == kept
    [app] = opened.apps
    assert [report.carried is not None for report in app.reports] == [True, False]
    assert all(
        write(ending, shelf_outline(shown(library, kept, LATER), FORM, tongues["en"], LATER)) for ending in WRITERS
    )


def test_the_worst_stands_first_and_what_has_no_letter_last(library: Library, best: str) -> None:
    kept = Shelf()
    for query in ("platform=Unknown", best, QUERY):
        kept = with_report(library, kept, assessment(query))
    letters = [one.report.score.grade for one in shown(library, kept, TODAY)]
    assert letters[0] == "E"
    assert letters[-1] is None


@pytest.mark.parametrize("ending", sorted(FORMATS))
def test_decision_and_notes_go_into_every_document(
    library: Library, tongues: dict[str, Language], ending: str
) -> None:
    kept = with_decision(library, with_report(library, Shelf(), assessment(QUERY)), "instagram", DECISION, NOTES)
    kept = load(dump(kept), FORM, TODAY).shelf
    [one] = shown(library, kept, TODAY)
    assert one.due == date(2027, 3, 1)
    made = render(ending, one.report, tongues["fr"])
    plain = render(ending, build_report(library, one.app.now, TODAY), tongues["fr"])
    assert len(made) > len(plain)
    if ending in ("md", "txt", "json"):
        words = " ".join(made.decode().replace("\\", "").split())
        for said in ("I sleep badly", "aloud", "seen in the settings", "help.example/ads", "my feed on a Monday"):
            assert said in words
            assert said not in plain.decode()
    if ending == "json":  # and it opens again from there
        assert load(made, FORM, TODAY).shelf.apps[0].decision == DECISION
        assert load(made, FORM, TODAY).shelf.apps[0].notes == NOTES


def test_the_calendar_rings_for_the_next_look_and_for_leaving(library: Library, tongues: dict[str, Language]) -> None:
    leave = Decision("leave", by=date(2026, 12, 24), reason="enough")
    kept = with_decision(library, with_report(library, Shelf(), assessment(QUERY)), "instagram", leave, {})
    made = icalendar.Calendar.from_ical(shelf_calendar(shown(library, kept, TODAY), tongues["fr"], TODAY))
    events = {str(event["summary"]): event.decoded("dtstart") for event in made.walk("VEVENT")}
    assert list(events.values()) == [TODAY + timedelta(183), date(2026, 12, 24)]
    assert "Revoir Instagram" in events


FAULTS = {
    b"": "not-json",
    b"[]": "not-a-shelf",
    b'{"schema":2,"shelf":[]}': "other-schema",
    b'{"schema":true,"shelf":[]}': "other-schema",
    b'{"schema":1,"shelf":{}}': "not-a-list",
    b'{"schema":1,"shelf":[7]}': "not-an-object",
    b'{"schema":1,"shelf":[{"reports":[7]}]}': "not-a-text",
    b'{"schema":1,"shelf":[{"reports":["platform=X"],"decision":{"kind":"burn"}}]}': "not-offered",
    b'{"schema":1,"shelf":[{"reports":["platform=X"],"decision":{"kind":"leave","by":"soon"}}]}': "not-a-day",
    b'{"schema":1,"shelf":[{"reports":["platform=X"],"notes":{"data-use":{"source":"no page"}}}]}': "not-an-address",
    b" " * (LIMIT + 1): "too-large",
    b"[" * 40: "too-deep",
    b'{"answers":"x","platform":7}': "not-a-text",
}


@pytest.mark.parametrize("raw", FAULTS, ids=lambda raw: raw[:60].decode())
def test_a_file_that_is_none_is_told_and_its_good_parts_are_kept(raw: bytes) -> None:
    opened = load(raw, FORM, TODAY)
    assert FAULTS[raw] in [problem.kind for problem in opened.problems]
    assert len(opened.shelf.apps) == ("platform=X" in raw.decode() or b'"answers"' in raw)


def test_an_answer_that_the_form_does_not_know_is_named(library: Library) -> None:
    opened = load_report("platform=X&data-use=sold-to-mars", FORM, TODAY)
    assert [problem.parameter for problem in opened.unknown] == ["data-use"]
    assert json.loads(dump(with_report(library, opened.shelf, opened.shelf.apps[0].now)))["shelf"]
