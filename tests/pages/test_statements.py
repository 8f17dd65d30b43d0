"""What the site says about itself: every sentence on privacy has its proof, and the date on accessibility is true."""

import importlib
import json
import os
import re
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import chain
from typing import Any

import pytest
from flask import Flask

from evaluator.content.models.library import Library
from evaluator.ethics.wizard_steps import STEPS
from evaluator.i18n.language import Language
from evaluator.pages import statements
from evaluator.settings import PACKAGE
from tests.browser.addresses import all_addresses, all_pages
from tests.ethics.web.test_privacy import body as draft
from tests.web.client import CheckingClient
from tests.web.page_rules import Page

PRIVATE, CLASS, LESSON = (
    "tests.web.test_privacy",
    "tests.classroom.web.test_privacy",
    "tests.classroom.web.test_lesson",
)
POOL = "tests.documents.test_writer_pool"
SHELF, MINE = "tests.browser.test_shelf", "tests.assess.web.test_mine"
HERE, QUIET, PAGES = __name__, "tests.browser.test_quiet", "tests.browser.test_every_page"
INFERENCE, LENGTHS = "tests.classroom.store.test_inference", "tests.classroom.web.test_lengths"
EXCHANGE = "tests.classroom.web.test_inference"
SAME = "test_everyone_gets_the_same_page_but_for_the_country_whose_help_comes_first"
DRAFT, PURGE = "tests.ethics.web.test_privacy", "tests.classroom.store.test_purge"
HOMEWORK, HOMEWORK_KEPT = "tests.classroom.web.test_homework", "tests.classroom.store.test_homework"
# Each sentence by its id: what it claims, in its own words, and the tests that fail when that is not so.
PROOFS: dict[str, dict[str, list[str]]] = {
    "in-the-address": {
        "in the address of the page, and nowhere else until you keep them": [
            f"{HERE}:test_answers_travel_in_the_address_alone",
            f"{PRIVATE}:test_the_program_has_no_session_to_keep",
        ],
    },
    "not-stored": {
        "forgets them as soon as the page is made": [
            f"{PRIVATE}:test_what_the_site_remembers_holds_nothing_of_any_visitor",
        ],
        "it stores nothing": [f"{HERE}:test_no_page_outside_a_class_writes_a_file"],
    },
    "shelf-click": {
        "only once you press “Keep it here”: as local storage, under the name kept-here": [
            f"{SHELF}:test_a_girl_of_sixteen_keeps_two_apps_and_comes_back_after_seven_months",
        ],
        "until you press “Forget it here” or clear your browser": [
            f"{SHELF}:test_a_girl_of_sixteen_keeps_two_apps_and_comes_back_after_seven_months",
        ],
        "Only pages of this site can read it": [f"{PAGES}:test_a_page_is_quiet_in_order_and_whole"],
    },
    "shelf-travels": {
        "inside the page, never in its address, with your decisions and notes": [
            f"{MINE}:test_a_shelf_is_in_no_address",
        ],
        "The server keeps no copy": [
            f"{HERE}:test_no_page_outside_a_class_writes_a_file",
            f"{PRIVATE}:test_nothing_that_a_visitor_sends_is_written_down",
        ],
    },
    "documents": {
        "made from the address": [f"{HERE}:test_files_are_made_from_the_address_alone"],
        "ends a minute after the last one": [f"{POOL}:test_a_process_that_nobody_needs_ends_and_forgets"],
        "can write no file": [f"{POOL}:test_the_process_can_write_no_file"],
    },
    "whoever-has-the-link": {
        "Whoever has the link of your report can read your answers": [
            f"{PRIVATE}:test_an_answer_does_not_hang_on_who_asks",
        ],
    },
    "draft-travels": {
        "travels inside the page, from one step to the next": [f"{DRAFT}:test_a_draft_is_in_no_address_and_no_log"],
        "The server keeps no copy": [
            f"{DRAFT}:test_nothing_of_a_draft_is_remembered", f"{HERE}:test_no_page_outside_a_class_writes_a_file",
        ],
    },
    "draft-not-in-address": {
        "never in an address, so neither your browser’s history nor a log holds it": [
            f"{DRAFT}:test_a_draft_is_in_no_address_and_no_log",
        ],
    },
    "draft-file": {
        "what was typed, by you": [f"{DRAFT}:test_the_saved_file_holds_the_draft_and_nothing_else"],
        "whoever wrote remarks into it": [
            "tests.ethics.web.test_review:test_a_second_person_writes_remarks_and_the_owner_settles_them",
        ],
        "what its earlier versions said": ["tests.ethics.test_history:test_each_version_is_kept_with_what_changed"],
    },
    "no-account": {
        "There is no account and no password. To judge an app or to join a class, nobody asks for your name or your "
        "address": [f"{HERE}:test_no_page_asks_who_you_are"],
    },
    "code-asks": {
        "its steps ask for a name and an address": [f"{HERE}:test_the_code_of_ethics_alone_asks_for_a_name"],
        "both stay in the page and in your file": [
            f"{DRAFT}:test_a_draft_is_in_no_address_and_no_log", f"{DRAFT}:test_nothing_of_a_draft_is_remembered",
        ],
    },
    "no-cookie": {
        "Outside a class no cookie is set": [
            f"{PRIVATE}:test_no_view_sets_a_cookie_or_minds_one", f"{PRIVATE}:test_no_error_sets_a_cookie",
        ],
        "Nothing else is kept in your browser, unless you press “Keep it here”": [
            f"{QUIET}:test_after_a_whole_journey_the_browser_holds_nothing",
            f"{PAGES}:test_a_page_is_quiet_in_order_and_whole",
        ],
    },
    "no-third-party": {
        "asks no other company for anything: no tracker, no font": [
            f"{PAGES}:test_a_page_is_quiet_in_order_and_whole",
        ],
    },
    "no-outbound": {"The server talks to nobody": [f"{HERE}:test_the_server_talks_to_nobody"]},
    "no-log": {
        "No answer, no search, no network address and no browser’s name is written to a log": [
            f"{PRIVATE}:test_nothing_that_a_visitor_sends_is_written_down",
            f"{PRIVATE}:test_a_failure_is_written_down_without_what_the_visitor_sent",
        ],
    },
    "class-cookie": {
        "one cookie, called “seat” (“__Host-seat” on https). It holds a random number and, until you are in, what "
        "you typed at the door. It lasts 24 hours at most": [
            f"{HOMEWORK}:test_the_seat_lasts_as_long_as_the_answers_and_no_longer"
        ],
        "for homework, three days more than the homework": [
            f"{HOMEWORK}:test_the_seat_lasts_as_long_as_the_answers_and_no_longer"
        ],
        "no other page reads it": [
            f"{CLASS}:test_over_https_the_cookie_is_for_https_alone",
            f"{CLASS}:test_the_seat_is_the_only_cookie_and_only_a_class_reads_it",
        ],
        "the only cookie of this site": [f"{PRIVATE}:test_no_view_sets_a_cookie_or_minds_one"],
    },
    "class-rows": {
        "until the class ends": [f"{LESSON}:test_at_the_end_nothing_of_any_device_is_left"],
        "until a day has passed without any activity": [f"{PURGE}:test_a_class_that_nobody_touches_for_a_day_ends"],
        "homework: not before three days after it closed": [
            f"{HOMEWORK_KEPT}:test_it_is_kept_for_three_days_after_it_closed_and_no_longer"
        ],
        "Then it deletes them and keeps the counts, and what the teacher chose for the class": [
            f"{PURGE}:test_the_tables_hold_what_is_declared_and_nothing_else",
            f"{PURGE}:test_what_is_deleted_is_gone_from_the_file",
            f"{PURGE}:test_deleted_is_said_once_the_bytes_are_gone_and_no_sooner",
        ],
        "the last traces wait for it, and the page says so": [f"{CLASS}:test_deleted_is_said_once_it_is_so"],
    },
    "class-counts": {
        "deleted after seven days, or when the teacher chose: at the end, after a day or after thirty": [
            f"{CLASS}:test_a_class_that_nobody_touches_ends_after_a_day_and_its_counts_go_in_time",
            f"{PURGE}:test_counts_go_after_the_days_that_the_teacher_chose",
        ],
    },
    "class-nobody": {
        "No name, no network address, no device and no time of an answer is stored": [
            f"{CLASS}:test_nothing_of_a_pupil_is_in_a_log_or_in_the_file",
            f"{PURGE}:test_the_tables_hold_what_is_declared_and_nothing_else",
        ],
        "The teacher cannot see who answered what": [
            f"{LESSON}:test_the_teacher_sees_the_same_whoever_gave_which_answer",
            f"{EXCHANGE}:test_whoever_leads_a_class_sees_the_same_whoever_gave_which_answer",
        ],
    },
    "class-five": {
        "No result of fewer than five answers is shown to anyone, nor in any file": [
            f"{LESSON}:test_four_answers_show_nothing_anywhere",
        ],
    },
    "class-once": {
        "What devices answered is counted once: a result that was shown never changes, and nobody is left out of it "
        "afterwards": [
            f"{LESSON}:test_a_result_that_was_shown_never_changes",
        ],
        "no answer can be found by subtracting one result from another": [
            f"{INFERENCE}:test_no_way_tells_one_pupils_answer",
            f"{INFERENCE}:test_three_devices_of_the_own_and_every_button_tell_nothing",
        ],
    },
    "class-heads": {
        "whoever brings four devices or more can work out an answer": [
            f"{INFERENCE}:test_what_counting_cannot_prevent_is_what_the_record_says",
        ],
        "What counting cannot prevent: when all answer alike, everybody knows what everybody said": [
            f"{INFERENCE}:test_what_counting_cannot_prevent_is_what_the_record_says",
        ],
        "the projector and every phone show how many devices count": [
            f"{LESSON}:test_everybody_sees_how_many_devices_count_and_a_left_out_one_is_told",
        ],
    },
    "class-size": {
        "the same size whatever was answered, so nobody in the network can tell answers by their length": [
            f"{LENGTHS}:test_sizes_are_the_same_whatever_was_answered",
        ],
    },
    "class-guessing": {
        "counted in memory, scrambled, and forgotten after a minute": [
            f"{CLASS}:test_a_limit_counts_what_lies_in_its_window_and_forgets_the_rest",
        ],
    },
    "same-for-all": {
        "Everyone who opens the same address gets the same page": [
            f"{PRIVATE}:test_an_answer_does_not_hang_on_who_asks", f"{PRIVATE}:{SAME}",
        ],
        "Only the country whose helplines come first follows the languages of your browser": [f"{PRIVATE}:{SAME}"],
        "so do the order in which a search shows actions": [f"{PRIVATE}:{SAME}"],
        "the language in which this site begins": [
            "tests.web.test_headers:test_the_language_of_the_first_redirect_hangs_on_what_the_browser_asks",
        ],
    },
    "no-referrer": {
        "does not tell it which page you came from": [f"{HERE}:test_links_do_not_tell_where_one_came_from"],
    },
}  # fmt: skip
# Words that promise: none of them stands outside what has its proof.
PROMISING = re.compile(
    r"\b(?:no|not|never|nothing|nobody|neither|cannot|only|until|after|most|everyone|whoever|nowhere"
    r"|one|five|seven|fifteen|thirty|\d+)\b", re.IGNORECASE
)  # fmt: skip
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND
PERSONAL = {"password", "email", "tel"}


def sentences(language: Language) -> list[statements.Sentence]:
    return [sentence for part in statements.privacy(language).values() for sentence in part]


def test_every_sentence_on_privacy_has_its_proof(tongues: dict[str, Language]) -> None:
    for language in tongues.values():
        assert sorted(sentence.id for sentence in sentences(language)) == sorted(PROOFS)


def test_everything_that_a_sentence_promises_has_its_proof(tongues: dict[str, Language]) -> None:
    for sentence in sentences(tongues["en"]):
        rest = sentence.text
        for claim in PROOFS[sentence.id]:
            assert claim in rest, sentence.id
            rest = rest.replace(claim, "")
        assert PROMISING.findall(rest) == [], f"{sentence.id}: who proves {rest!r}?"


@pytest.mark.parametrize("proof", sorted({one for claims in PROOFS.values() for one in chain(*claims.values())}))
def test_every_proof_is_a_test_that_is_run(proof: str) -> None:
    module, name = proof.split(":")
    assert name.startswith("test_")
    test = getattr(importlib.import_module(module), name)
    assert callable(test)
    assert not {mark.name for mark in getattr(test, "pytestmark", ())} & {"skip", "skipif", "xfail"}


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_privacy_page_says_all_of_it(client: CheckingClient, tongues: dict[str, Language], lang: str) -> None:
    page = client.page(f"/{lang}/privacy")
    shown = {node.get("id"): "".join(node.itertext()) for node in page.all if node.get("id") in PROOFS}
    assert shown == {sentence.id: sentence.text for sentence in sentences(tongues[lang])}


def test_files_are_made_from_the_address_alone(app: Flask, worst: str) -> None:
    for ending in ("pdf", "docx", "md", "txt", "json"):
        answers = {app.test_client().get(f"/en/report.{ending}?{worst}").data for _ in range(2)}
        assert len(answers) == 1, ending


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_answers_travel_in_the_address_alone(client: CheckingClient, library: Library, worst: str, lang: str) -> None:
    """Each form that takes or carries answers sends them as an address, to this site."""
    steps = [dimension.id for dimension in library.questionnaire.dimensions]
    for path in ("", *(f"assess/{step}" for step in (*steps, "quick")), "report"):
        page = client.page(f"/{lang}/{path}?{worst}")
        forms = page.named("form")
        assert forms, path
        keeps = [form for form in forms if form.get("action") == f"/{lang}/mine"]  # by a press, the one exception
        assert len(keeps) == (path == "report")
        assert {(form.get("method") or "get").lower() for form in forms if form not in keeps} == {"get"}, path
        named = [node.get(name, "") for node in page.named("form", "button") for name in ("action", "formaction")]
        assert not [address for address in named if "//" in address], path
        assert not [node for node in page.named("button") if node.get("formmethod")], path


def test_no_page_outside_a_class_writes_a_file(
    app: Flask, client: CheckingClient, library: Library, worst: str
) -> None:
    written: list[str] = []
    addresses = all_addresses(app)
    with watched(written):
        for address in addresses:
            if "/class/" not in address.path and address.path != "/healthz":  # a class has a database
                client.get(address.path)
                assert written == [], address.path
        for ending in ("pdf", "docx", "md", "txt", "json"):
            assert client.get(f"/fr/report.{ending}?{worst}").status_code == 200
        assert client.post("/fr/mine", data={"report": worst}).status_code == 200
        for step in [*STEPS, "preview"]:
            client.post(f"/en/ethics/{step}", data=draft(library))
    assert written == []
    with watched(written), tempfile.TemporaryFile("wb"):
        pass
    assert written  # a file that is written is seen


@contextmanager
def watched(written: list[str]) -> Iterator[None]:
    """Note every file that is opened to be written, and every database; compiled modules do not count."""
    global watching  # Python's hooks stay for ever, so one hook asks whether anybody watches
    watching = written
    try:
        yield
    finally:
        watching = None


watching: list[str] | None = None


def _note(event: str, given: tuple[Any, ...]) -> None:
    if watching is None:
        return
    pipe = (
        not given or isinstance(given[0], int) or given[0] == os.devnull
    )  # to the process that makes documents, which cannot write
    opened = event == "open" and given[2] & WRITING and ".pyc" not in str(given[0]) and not pipe
    if opened or event in ("sqlite3.connect", "os.mkdir", "os.rename"):
        watching.append(f"{event} {given[0]!r}")


sys.addaudithook(_note)


def test_no_page_asks_who_you_are(app: Flask) -> None:
    seen: set[str] = set()
    for address, html in all_pages(app).items():
        kinds = {node.get("type", "") for node in Page(html).named("input")}
        assert not kinds & PERSONAL, address.path
        seen |= kinds
    assert {"radio", "checkbox"} <= seen


def test_the_code_of_ethics_alone_asks_for_a_name(app: Flask, library: Library) -> None:
    """No field outside the wizard is for a name of a person; the wizard's are where the sentence says."""
    client = CheckingClient(app, app.response_class)
    asking = re.compile(r"(^|[.-])(owner|your-name)$|(^|\.)contact$")
    asked: dict[str, set[str]] = {}
    for address, html in all_pages(app).items():
        names = {node.get("name", "") for node in Page(html).named("input", "textarea")}
        asked[address.path] = {name for name in names if asking.search(name)}
    assert {path for path, names in asked.items() if names and "/ethics/" not in path} == set()
    wizard = [Page(client.post(f"/en/ethics/{step}", data=draft(library)).text) for step in STEPS]
    fields = [node for page in wizard for node in page.named("input") if node.get("type", "text") != "hidden"]
    names = {node.get("name", "") for node in fields}
    assert "contact" in names
    assert [name for name in names if name.startswith("owner")]


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
