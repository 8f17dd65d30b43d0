"""What the site says about itself: every sentence on privacy has its proof, and the date on accessibility is true."""

import importlib
import json
import socket
from datetime import date
from typing import Any

import pytest
from flask import Flask

from evaluator import statements
from evaluator.language import Language
from evaluator.library import Library
from evaluator.places import PACKAGE
from tests.browser.addresses import all_addresses
from tests.web.client import CheckingClient

# Each sentence by its id, and the tests that prove it.
PROOFS = {
    "in-the-address": ["tests.web.test_privacy:test_the_program_has_no_session_to_keep"],
    "not-stored": ["tests.web.test_privacy:test_what_the_site_remembers_holds_nothing_of_any_visitor"],
    "documents": ["tests.web.test_statements:test_files_are_made_from_the_address_alone"],
    "whoever-has-the-link": ["tests.web.test_privacy:test_an_answer_does_not_hang_on_who_asks"],
    "draft-travels": ["tests.web.test_ethics_privacy:test_nothing_of_a_draft_is_remembered"],
    "draft-not-in-address": ["tests.web.test_ethics_privacy:test_a_draft_is_in_no_address_and_no_log"],
    "draft-file": ["tests.web.test_ethics_privacy:test_the_saved_file_holds_the_draft_and_nothing_else"],
    "no-account": ["tests.web.test_statements:test_no_page_asks_who_you_are"],
    "no-cookie": [
        "tests.web.test_privacy:test_no_view_sets_a_cookie_or_minds_one",
        "tests.web.test_privacy:test_no_error_sets_a_cookie",
        "tests.browser.test_quiet:test_after_a_whole_journey_the_browser_holds_nothing",
    ],
    "no-third-party": ["tests.browser.test_quiet:test_no_page_asks_anybody_else_or_keeps_anything"],
    "no-outbound": ["tests.web.test_statements:test_the_server_talks_to_nobody"],
    "no-log": [
        "tests.web.test_privacy:test_nothing_that_a_visitor_sends_is_written_down",
        "tests.web.test_privacy:test_a_failure_is_written_down_without_what_the_visitor_sent",
    ],
    "class-cookie": ["tests.web.test_class_private:test_the_seat_is_the_only_cookie_and_only_a_class_reads_it"],
    "class-rows": [
        "tests.web.test_class_lesson:test_at_the_end_nothing_of_any_device_is_left",
        "tests.web.test_class_private:test_a_class_that_nobody_touches_ends_after_a_day_and_its_counts_go_in_time",
    ],
    "class-counts": [
        "tests.web.test_class_private:test_a_class_that_nobody_touches_ends_after_a_day_and_its_counts_go_in_time"
    ],
    "class-nobody": ["tests.web.test_class_private:test_nothing_of_a_pupil_is_in_a_log_or_in_the_file"],
    "class-five": ["tests.web.test_class_lesson:test_four_answers_show_nothing_anywhere"],
    "class-guessing": ["tests.web.test_class_private:test_addresses_are_forgotten_after_fifteen_minutes"],
    "same-for-all": ["tests.web.test_privacy:test_an_answer_does_not_hang_on_who_asks"],
    "no-referrer": ["tests.web.test_statements:test_links_do_not_tell_where_one_came_from"],
}
PERSONAL = {"password", "email", "tel"}


def sentences(language: Language) -> list[statements.Sentence]:
    return [sentence for part in statements.privacy(language).values() for sentence in part]


def test_every_sentence_on_privacy_has_its_proof(tongues: dict[str, Language]) -> None:
    for language in tongues.values():
        assert sorted(sentence.id for sentence in sentences(language)) == sorted(PROOFS)


@pytest.mark.parametrize("proof", sorted({proof for proofs in PROOFS.values() for proof in proofs}))
def test_every_proof_is_a_test(proof: str) -> None:
    module, name = proof.split(":")
    assert name.startswith("test_")
    assert callable(getattr(importlib.import_module(module), name))


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_privacy_page_says_all_of_it(client: CheckingClient, tongues: dict[str, Language], lang: str) -> None:
    page = client.page(f"/{lang}/privacy")
    shown = {node.get("id"): "".join(node.itertext()) for node in page.all if node.get("id") in PROOFS}
    assert shown == {sentence.id: sentence.text for sentence in sentences(tongues[lang])}


def test_files_are_made_from_the_address_alone(app: Flask, worst: str) -> None:
    for ending in ("md", "txt", "json"):
        answers = {app.test_client().get(f"/en/report.{ending}?{worst}").data for _ in range(2)}
        assert len(answers) == 1


def test_no_page_asks_who_you_are(app: Flask) -> None:
    client = CheckingClient(app, app.response_class)
    seen: set[str] = set()
    for address in all_addresses(app):
        page = client.page(address.path, address.status)
        kinds = {node.get("type", "") for node in page.named("input")}
        assert not kinds & PERSONAL, address.path
        seen |= kinds
    assert {"radio", "checkbox"} <= seen


def test_the_server_talks_to_nobody(app: Flask, worst: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise AssertionError("the server asked somebody")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    with socket.socket() as control, pytest.raises(AssertionError, match="asked somebody"):
        control.connect(("127.0.0.1", 9))
    client = app.test_client()
    for address in all_addresses(app):
        assert client.get(address.path).status_code == address.status
    for ending in ("pdf", "docx", "md", "txt", "json"):
        assert client.get(f"/fr/report.{ending}?{worst}").status_code == 200


def test_links_do_not_tell_where_one_came_from(client: CheckingClient) -> None:
    for path in ("/en/", "/en/report", "/en/faq/mental-health", "/en/nothing"):
        assert client.get(path).headers["Referrer-Policy"] == "no-referrer"


def test_the_date_on_accessibility_belongs_to_the_pages_as_they_are() -> None:
    known = json.loads(statements.REVIEWED.read_text(encoding="utf-8"))
    assert known["looks"] == statements.looks(), "the pages look different now: make test, then make reviewed"
    assert date.fromisoformat(known["day"]) <= date.today()
    assert statements.REVIEWED.is_relative_to(PACKAGE)


def test_about_names_every_standard_that_a_question_derives_from(client: CheckingClient, library: Library) -> None:
    page = client.get("/en/about").text
    names = {framework.name for question in library.questionnaire.questions for framework in question.frameworks}
    assert len(names) >= 5
    assert {name for name in names if name not in page.replace("&amp;", "&").replace("&#39;", "'")} == set()
