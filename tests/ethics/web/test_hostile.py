"""Hostile visitors of the wizard: any body, any file. A clear page, nothing lost, nothing executed, never a 500."""

import json
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from hypothesis import example, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from evaluator.content.models.library import Library
from evaluator.ethics.draft_file import dump_compact, dump_draft
from evaluator.ethics.wizard_steps import STEPS
from evaluator.validation.text import refused_character
from tests.ethics.drafts import adding, chez_lou
from tests.web.client import CheckingClient
from tests.web.page_rules import Page
from tests.web.test_hostile import FENCE, PAYLOADS, assert_escaped, hostile
from tests.web.visitor import Visitor

VIEWS = [*STEPS, "open", "preview", "document", "review", "remarks"]
NAMES = [
    "from", "draft", "older-draft", "take", "drop", "renew", "language", "links", "report", "platform",
    "other-platforms", "account-purpose@Instagram", "exit-name@1", "exit-day@1", "business-name", "reply-days",
    "ads-bought", "site-trackers", "answer-hours", "promise", "blank@keep.complain@wait", "blank@ads.cap@amount@en",
    "wording@ads.label@en", "gap-text@1@en", "gap-day@1", "gap-text@K21@en", "gap-day@K21", "gap-text@", "@",
    "owner@en", "contact", "date", "review", "version", "accepted", "reason@ads.none@en", "settled", "done",
    "kept@ads.label", "proof@ads.label@en", "until@1", "by", "remark@all", "remark@ads.label", "remark@",
]  # fmt: skip
HONEST = [*STEPS, "start", "review", "remarks",
          "en", "fr", "none", "ads.label", "data.nopixel", "2027-01-15", "dont-know",
          "3", "",
          '{"schema":1,"promises":[]}',
          '{"schema":1,"promises":[{"id":"ads.label"}],"facts":{"team-size":"one"}}'
]  # fmt: skip
names = st.one_of(st.sampled_from(NAMES), st.sampled_from(NAMES), hostile)
values = st.one_of(hostile, st.sampled_from(HONEST), st.sampled_from(HONEST))
bodies = st.dictionaries(names, st.lists(values, max_size=2), max_size=14)
JUNK: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | hostile,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(hostile | st.sampled_from(NAMES), inner, max_size=3),
    max_leaves=8,
)
KEYS = ["facts", "platforms", "exits", "promises", "gaps", "owner", "contact", "date", "review", "version",
        "languages", "accepted", "reasons", "library", "history", "remarks", "proofs"]  # fmt: skip
drafts = st.dictionaries(st.sampled_from(KEYS), JUNK).map(lambda some: {"schema": 1, "promises": [], **some})


def send(app: Flask, view: str, body: dict[str, list[str]], lang: str = "en") -> TestResponse:
    return CheckingClient(app, app.response_class).post(f"/{lang}/ethics/{view}", data=body)


@given(st.sampled_from(["en", "fr"]), st.sampled_from(VIEWS), bodies)
def test_no_body_breaks_a_page(app: Flask, lang: str, view: str, body: dict[str, list[str]]) -> None:
    answer = send(app, view, body, lang)
    assert answer.status_code in (200, 400)
    if answer.mimetype == "text/html":
        assert_escaped(answer, [(name, value) for name, some in body.items() for value in some])


@pytest.mark.parametrize("sender", ["", "start", "nowhere", *STEPS])
def test_no_sender_gets_a_file_without_naming_a_format(app: Flask, sender: str) -> None:
    answer = send(app, "document", {"from": [sender], "language": ["en"], "links": ["you"]})
    assert answer.status_code == 400
    assert "Choose one of those offered" in answer.text


@given(st.sampled_from(STEPS), drafts)
def test_no_draft_breaks_a_page(app: Flask, step: str, draft: dict[str, Any]) -> None:
    answer = send(app, step, {"draft": [json.dumps(draft)]})
    assert answer.status_code in (200, 400)


@example(b"""{"schema":1,"promises":[],"facts":{"%(":null}}""")
@given(st.binary(max_size=300) | drafts.map(lambda some: json.dumps(some).encode()))
def test_no_file_breaks_the_door(app: Flask, raw: bytes) -> None:
    client = CheckingClient(app, app.response_class)
    answer = client.post("/en/ethics/open", data={"file": (BytesIO(raw), "draft.json")})
    assert answer.status_code in (200, 400)


@settings(max_examples=settings().max_examples // 5)
@given(
    st.binary(max_size=300), st.sampled_from(["multipart/form-data", "multipart/form-data; boundary=x", "text/plain"])
)
def test_no_coding_breaks_a_page(app: Flask, raw: bytes, coding: str) -> None:
    client = CheckingClient(app, app.response_class)
    assert client.post("/en/ethics/check", data=raw, content_type=coding).status_code in (200, 400)


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("step", STEPS)
def test_what_is_typed_comes_back_as_text_on_every_page(
    app: Flask, library: Library, step: str, payload: str
) -> None:
    typed = f"{FENCE}{payload}{FENCE}"
    body = {
        "from": ["people"], "answer-hours": [typed],
        "draft": [json.dumps({"schema": 1, "promises": [{"id": "ads.label", "wording": "x"}], "languages": ["en"]})],
    }  # fmt: skip
    answer = send(app, step, body)
    assert answer.status_code == (400 if refused_character(typed) else 200)
    assert_escaped(answer, [("", typed)])


DEEP = b'{"schema":1,"promises":' + b"[" * 5000 + b"]" * 5000 + b"}"
FILES = [
    (b"", "Choose the file that you saved"),
    (b"\xff\xfe\x00", "This is no JSON file"),
    (b"<html>", "This is no JSON file"),
    (b"[]", "holds no draft"),
    (b'{"a": 1}', "holds no draft"),
    (b'{"schema": 9, "promises": []}', "another format"),
    (DEEP, "nested too deeply"),
    (b'{"schema":1,"promises":[]' + b" " * 256 * 1024 + b"}", "over 256 KB"),
    (b'{"schema":1,"schema":1,"promises":[]}', "stands twice"),
]


@pytest.mark.parametrize(("raw", "words"), FILES)
def test_a_file_that_is_no_draft_gets_a_page_that_says_so(client: CheckingClient, raw: bytes, words: str) -> None:
    answer = client.post("/en/ethics/open", data={"file": (BytesIO(raw), "x.json")})
    assert answer.status_code == 400
    assert words in answer.text


def test_the_good_parts_of_a_file_with_faults_are_kept(client: CheckingClient, libraries: dict[str, Library]) -> None:
    ethics = {code: library.ethics for code, library in libraries.items() if library.ethics}
    data = json.loads(dump_draft(chez_lou(libraries["en"]), ethics))
    data["contact"], data["gaps"], data["owner"] = 7, "none", "<script>alert(1)</script>" * 50
    answer = client.post("/en/ethics/open", data={"file": (BytesIO(json.dumps(data).encode()), "x.json")})
    assert answer.status_code == 400
    for words in ("Chez Lou", "contact: It must be a text", "gaps: It must be a list", "owner: It is too long"):
        assert words in answer.text
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("view", VIEWS)
def test_five_megabytes_are_refused_with_a_page_that_helps(client: CheckingClient, view: str) -> None:
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="x.json"\r\n\r\n'
    raw, coding = head + b"x" * 5_000_000 + b"\r\n--x--\r\n", "multipart/form-data; boundary=x"
    answer = client.post(f"/en/ethics/{view}", data=raw, content_type=coding)
    assert answer.status_code == 413
    assert "Back button shows what you typed" in answer.text


def test_a_thousand_fields_and_repeated_ones_get_a_page(client: CheckingClient) -> None:
    many = {f"gap-text@{number}@en": "x" for number in range(1500)}
    assert client.post("/en/ethics/check", data={"from": "promises", **many}).status_code == 400
    twice = client.post("/en/ethics/people", data={"from": "you", "business-name": ["A", "B"], "draft": ["{", "}"]})
    assert twice.status_code == 400
    assert "It stands twice" in twice.text


@pytest.mark.parametrize("coding", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_more_fields_than_a_page_has_are_refused_before_they_are_read(client: CheckingClient, coding: str) -> None:
    many: dict[str, list[str]] = {"a": [""] * 3000}
    answer = client.post("/en/ethics/check", data=many, content_type=coding)
    assert answer.status_code == 413
    assert "Back button shows what you typed" in answer.text


def test_a_promise_taken_many_times_stands_once(client: CheckingClient, library: Library) -> None:
    assert library.ethics
    before = dump_compact(chez_lou(library), library.ethics)
    sent = {"draft": before, "from": "promises", "promise": ["ads.label"], "take": ["data.nopixel"] * 500}
    page = Visitor(client)
    page.page = Page(client.post("/en/ethics/promises", data=sent).text)
    chosen = json.loads(page.chosen("draft") or "")["promises"]
    assert [one["id"] for one in chosen].count("data.nopixel") == 1


def test_a_draft_that_opens_as_a_file_travels_through_the_steps(client: CheckingClient, library: Library) -> None:
    """Letters that addresses spell with nine characters: the form sends them as they are."""
    assert library.ethics
    data = json.loads(dump_compact(chez_lou(library, ("en",)), library.ethics))
    words = {"text": "ض" * 480, "day": "2027-01-15"}
    data["gaps"] = [words] * 30
    data["reasons"] = {promise.id: "ض" * 500 for promise in library.ethics.promises}
    data["promises"] = [{"id": promise.id, "wording": "ض" * 500} for promise in library.ethics.promises]
    raw = json.dumps(data, ensure_ascii=False).encode()
    assert 120_000 < len(raw) < 256 * 1024
    visitor = Visitor(client)
    answer = client.post("/en/ethics/open", data={"file": (BytesIO(raw), "x.json")})
    assert answer.status_code == 200
    visitor.page, visitor.address = Page(answer.text), "/en/ethics/open"
    visitor.presses("Continue with this draft")
    assert visitor.status == 200
    visitor.presses("Check again")
    assert visitor.status == 200


@pytest.mark.parametrize(
    ("name", "step"),
    [("business-name", "you"), ("answer-hours", "people"), ("contact", "check"), ("version", "check")],
)
def test_ten_thousand_characters_come_back_to_be_shortened(client: CheckingClient, name: str, step: str) -> None:
    visitor = Visitor(client).opens("/en/ethics/").presses("Start a new code")
    if step != "you":
        visitor.presses({"people": "Your readers and your answers", "check": "Check and take along"}[step])
    visitor.writes(name, "ü" * 10_000).presses("Your promises")
    assert visitor.status == 400
    assert visitor.chosen(name) == "ü" * 10_000
    visitor.reads("500 characters at most" if name != "version" else "80 characters at most")


def test_no_answer_sets_a_cookie(client: CheckingClient, library: Library) -> None:
    assert library.ethics
    draft = dump_compact(adding(chez_lou(library), "data.nopixel"), library.ethics)
    for view in VIEWS:
        answer = client.post(f"/en/ethics/{view}", data={"draft": draft}, headers={"Cookie": "session=x"})
        assert "Set-Cookie" not in answer.headers
