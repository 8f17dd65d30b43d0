"""Laws 1, 5, 7 and 11 on every door: what a visitor meets who follows each link and sends each form.

One walk in each language serves all; what it must find is planted in the last tests.
"""

import re
from dataclasses import replace
from functools import lru_cache

import pytest
from flask import Flask, render_template_string, request

from evaluator.app import create_app
from evaluator.content.models.library import Library
from tests.conftest import REAL
from tests.content.broken import MINI
from tests.laws import exports, fields
from tests.laws.program_words import joined_words, of_the_program, states
from tests.laws.walk import Walk, walked
from tests.web.client import CheckingClient
from tests.web.code_rules import FOR_THE_CURIOUS, code_faults, words

# Letters, figures and hyphens, the points of a version, and DRAFT before the name of what is none yet.
PLAIN_NAME = re.compile(r"(?:[A-Z]+-)?[a-z0-9]+(?:[.-][a-z0-9]+)*\.[a-z0-9]+")
# What a visitor of this site does not come to: pages of whoever runs it, and files for a page alone.
OF_A_HOUSE = {"own.accent", "own.logo", "own.logo_dark", "own.page", "statements.sitemap", "static"}


@lru_cache(maxsize=2)
def the_walk(app: Flask, lang: str) -> Walk:
    return walked(app, lang)


@pytest.fixture(params=["en", "fr"])
def walk(request: pytest.FixtureRequest, app: Flask) -> Walk:
    return the_walk(app, request.param)


def not_met(walk: Walk) -> set[str]:
    return {rule.endpoint for rule in walk.app.url_map.iter_rules()} - set(walk.views)


def test_the_walk_comes_through_every_view_and_none_fails(walk: Walk) -> None:
    assert not_met(walk) == OF_A_HOUSE
    assert walk.failed == []


def test_one_rule_for_a_text_in_every_field(walk: Walk) -> None:
    assert [*fields.of_texts(walk)] == []


def test_no_field_takes_a_number_a_day_or_an_address_that_is_half_read(walk: Walk) -> None:
    assert [*fields.of_half_read(walk)] == []


def test_every_address_with_a_day_refuses_one_that_cannot_be(walk: Walk) -> None:
    """Whichever view reads a day from its address, which is told by an answer that the day changes."""
    asked = "platform=X&data-use=ads-forced&date"
    addresses = {fields.sample(walk, rule) for rule in walk.app.url_map.iter_rules()} - {""}
    reading = []
    for address in sorted(addresses):
        one, other = (  # but for the day itself and for keys, which are drawn anew for each form
            re.sub(
                rb"[\w-]{32}|%s" % day.encode(), b"", walk.client.get(f"{address}?{asked}={day}", buffered=True).data
            )
            for day in ("2025-01-02", "2025-03-04")
        )
        if one != other and not address.endswith((".pdf", ".docx", ".png")):  # they hold the time they were made at
            reading.append(address)
            for day in [*fields.DAYS[:5], "2999-01-01"]:
                answer = walk.client.get(f"{address}?{asked}={day}", follow_redirects=True, buffered=True)
                assert answer.status_code == 400, (address, day)
    assert len(reading) > 2


def test_every_file_opens_in_a_reader_of_its_kind(walk: Walk) -> None:
    files = [file for file in walk.files.values() if file.saved]
    assert len(files) > 50
    assert [fault for file in files if (fault := exports.fault(file.name, file.data, walk.lang))] == []


def test_every_file_is_called_in_plain_letters_those_of_a_form_too(walk: Walk) -> None:
    saved = [file for file in walk.files.values() if file.saved]
    assert [file.name for file in saved if not PLAIN_NAME.fullmatch(file.name)] == []
    doors = {file.view.partition(".")[0] for file in saved if file.method == "POST"}
    assert doors > {"ethics", "mine"}


def test_no_page_of_any_door_or_state_shows_a_code(walk: Walk, libraries: dict[str, Library]) -> None:
    """The pages that come back from forms too, and a class in each of its states, in both languages."""
    assert len(walk.pages) > 300
    found = {
        f"{address[:70]}: {fault}"
        for address, html in walk.pages
        for fault in [
            *code_faults(html, address, libraries[address.split("/")[1]], address),
            *(word for said in words(html) for word in of_the_program(address.split("/")[1]).findall(said)),
        ]
        if not FOR_THE_CURIOUS.search(address)
    }
    assert found == set()


def planted(app: Flask, html: str) -> Walk:
    """A door that nobody named, as somebody might add it."""
    small = create_app(replace(REAL, questions=MINI))
    small.add_url_rule(
        "/<lang>/planted", "planted", lambda **_: render_template_string(html, typed=request.values.get("note", "")),
        methods=["GET", "POST"],
    )  # fmt: skip
    walk = Walk(small, CheckingClient(small, small.response_class), "en", {})
    walk.client.__class__ = app.test_client_class or type(app.test_client())
    return walk


FORM = '<form method="post"><input name="note"><input name="many" inputmode="numeric"></form><p>{{ typed }}</p>'


def test_a_new_door_that_breaks_a_law_is_found(app: Flask) -> None:
    walk = planted(app, FORM)
    assert "planted" in not_met(walk)
    walk.from_here("/en/planted").sends()
    assert "planted" not in not_met(walk)
    assert any("takes what others refuse" in fault for fault in fields.of_texts(walk))
    assert any("takes '0x28'" in fault for fault in fields.of_half_read(walk))


def test_a_word_of_the_program_is_found() -> None:
    assert {"not-json", "kept_words", "vote-again"} <= joined_words()
    assert {"lobby", "revealed", "locked2"} <= states()
    assert of_the_program("fr").findall("La séance est en lobby, dit not-json.") == ["lobby", "not-json"]
    assert not of_the_program("en").search("The answers are open.")


def test_a_file_that_does_not_open_is_found() -> None:
    assert exports.fault("a.csv", b"a;b\r\n", "en")
    assert exports.fault("a.ics", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "en")
    assert exports.fault("a.pdf", b"%PDF-1.7", "en")
    assert exports.fault("a.new", b"a kind that nobody opens", "en")
