"""Hostile visitors: random, malicious and oversized addresses over all pages and documents, and misused HTTP.

Whatever comes, the site answers with a sound page or document: never a 500, never a cookie, never the payload as
markup. The checking client judges every answer; what it lets pass is sound.
"""

import gc
import json
import re
import sys
from io import BytesIO
from itertools import product
from time import process_time
from urllib.parse import quote_plus

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from werkzeug.test import EnvironBuilder, TestResponse

from evaluator.validation.text import clean
from tests.classroom.web.lesson import Lesson
from tests.conftest import real_libraries
from tests.documents.word import word_text
from tests.web.client import CheckingClient
from tests.web.live import Server, header_names, status

LIBRARY = real_libraries()["en"]
QUESTIONS = LIBRARY.questionnaire.questions
JOURNEY = ["report", "assess", "assess/data", "assess/money", "assess/quick"]
OTHERS = ["", "faq/", "faq/mental-health", "actions/", "help", "method"]
NAMES = ["platform", "set", "date", "back", "weight-data", *(question.id for question in QUESTIONS)]
PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "javascript:alert(1)//<",
    "</title><svg/onload=alert(1)>",
    "--><!--<b>",
    "]]><![CDATA[<x>",
    "{{ 7*7 }}{% raw %}<",
    "${7*7}#{7*7}<%= 7*7 %>",
    "[x](javascript:alert(1))`<b>`",
    "| a | b |\n# <h1>",
    '#eval("<1>") $ x^2 $ @ref <label> \\ */',
    "\u202e<gnp.exe>\u200b",
    "%s%n%(x)s <{0}>",
    "\r\nSet-Cookie: a=b\r\n\r\n<html>",
    "../../etc/passwd<",
    "' OR '1'='1<",
    "=cmd|' /C calc'!A0<",
]
FENCE = "zq"  # around every payload, so that it cannot be found by chance in an honest page
hostile = st.one_of(st.sampled_from(PAYLOADS), st.text(max_size=60)).map(lambda inner: f"{FENCE}{inner}{FENCE}")
honest = st.sampled_from(
    [*(option.id for q in QUESTIONS for option in q.options), "dont-know", "full", "quick", "more"]
)
values = st.one_of(hostile, honest, honest)
names = st.one_of(st.sampled_from(NAMES), st.sampled_from(NAMES), hostile)
pairs = st.lists(st.tuples(names, values), max_size=12)
raw = st.binary(max_size=200).map(lambda some: some.decode("latin-1"))
long = st.integers(0, 20_000).map(lambda count: "&x=" + "%3C" * (count // 3))
Query = tuple[str, list[tuple[str, str]]]
queries: st.SearchStrategy[Query] = st.one_of(
    pairs.map(lambda some: (encoded(some), some)), raw.map(lambda some: (some, []))
)


def encoded(some: list[tuple[str, str]]) -> str:
    return "&".join(f"{quote_plus(name, errors='replace')}={quote_plus(v, errors='replace')}" for name, v in some)


def visit(app: Flask, path: str, query: str) -> TestResponse:
    """Send a path and a query as they are; a 500 would raise, a broken answer would fail here."""
    sent = {"PATH_INFO": path.encode().decode("latin-1"), "QUERY_STRING": query}
    return CheckingClient(app, app.response_class).open(EnvironBuilder(path="/", environ_overrides=sent))


def assert_escaped(answer: TestResponse, some: list[tuple[str, str]]) -> None:
    """No payload that could become markup stands in the answer as it was sent."""
    body, marks = answer.text, set("<>\"'&") if answer.mimetype == "text/html" else set("<>[]`")
    for payload in (part for pair in some for part in pair if FENCE in part):
        if set(payload) & marks:
            assert payload not in body, payload


@given(st.sampled_from(["en", "fr"]), st.sampled_from(JOURNEY), queries)
def test_no_query_breaks_a_page(app: Flask, lang: str, page: str, query: Query) -> None:
    answer = visit(app, f"/{lang}/{page}", query[0])
    assert answer.status_code in (200, 302, 400)
    assert_escaped(answer, query[1])


@settings(
    max_examples=settings().max_examples // 2
)  # long pages, of which a query changes only the link to the other language
@given(st.sampled_from(OTHERS), queries)
def test_no_query_breaks_a_page_that_needs_none(app: Flask, page: str, query: Query) -> None:
    answer = visit(app, f"/en/{page}", query[0])
    assert answer.status_code in (200, 302, 400)
    assert_escaped(answer, query[1])


@given(st.sampled_from(["md", "txt", "json"]), queries)
def test_no_query_breaks_a_document(app: Flask, ending: str, query: Query) -> None:
    answer = visit(app, f"/en/report.{ending}", query[0])
    assert answer.status_code in (200, 302, 400)
    if ending == "json":
        typed = dict(query[1]).get("platform", "")
        assert answer.status_code in (302, 400) or json.loads(answer.text)["platform"] == clean(typed)
    elif ending == "md":  # in plain text nothing is markup
        assert_escaped(answer, query[1])


@settings(max_examples=settings().max_examples // 5)  # a PDF costs about 60 ms
@given(st.one_of(hostile, st.text(max_size=80)))
def test_no_name_breaks_a_pdf(app: Flask, platform: str) -> None:
    answer = visit(app, "/fr/report.pdf", encoded([("platform", platform), ("data-use", "ads-forced")]))
    assert answer.status_code in (200, 400)
    if answer.status_code == 200:
        assert len(PdfReader(BytesIO(answer.data)).pages) >= 1


@settings(max_examples=settings().max_examples // 5)
@given(st.one_of(hostile, st.text(max_size=80)))
def test_no_name_breaks_a_docx(app: Flask, platform: str) -> None:
    answer = visit(app, "/fr/report.docx", encoded([("platform", platform), ("data-use", "ads-forced")]))
    assert answer.status_code in (200, 400)
    if answer.status_code == 200:
        assert "".join(clean(platform).split()) in "".join(word_text(answer.data).split())


# Of the dear kinds every third: tests/documents/test_hostile.py gives both writers such names without a server.
@pytest.mark.parametrize(
    ("payload", "ending"),
    [*product(PAYLOADS, ["", ".md", ".txt", ".json"]), *product([*PAYLOADS][::3], [".docx", ".pdf"])],
)
def test_a_malicious_name_is_only_text_everywhere(app: Flask, payload: str, ending: str) -> None:
    name = clean(payload)
    answer = visit(app, f"/en/report{ending}", encoded([("platform", name)]))
    assert answer.status_code == 200
    if ending == ".json":
        assert json.loads(answer.text)["platform"] == name
    elif ending in (".docx", ".txt"):
        told = word_text(answer.data) if ending == ".docx" else answer.text
        assert "".join(name.split()) in "".join(told.split())
    elif ending == ".pdf":
        document = PdfReader(BytesIO(answer.data))
        assert "".join(name.split()) in "".join("".join(page.extract_text() for page in document.pages).split())
        assert document.metadata is not None
        assert name in str(document.metadata.title)
    else:
        assert name not in answer.text or not set(name) & set("<>[]`")


@given(st.sampled_from(["/", "/en/", "/en/faq/", "/en/assess/", "/en/report.", "/static/"]), st.text(max_size=60))
def test_no_path_breaks_the_site(app: Flask, start: str, path: str) -> None:
    answer = visit(app, start + path.encode(errors="replace").decode(), "")
    assert answer.status_code in (200, 302, 308, 400, 404)


@given(long)
def test_an_oversized_query_is_refused_and_a_large_one_is_read(app: Flask, more: str) -> None:
    answer = visit(app, "/en/report.json", f"platform=X{more}")
    assert answer.status_code == (414 if len(f"platform=X{more}") > 8000 else 200)


@given(
    st.sampled_from(["/", "/en/nothing", "/static/site.css", "/favicon.ico"]),
    st.dictionaries(st.sampled_from(["Accept-Language", "Cookie", "Referer", "Range", "If-None-Match"]), raw),
)
def test_no_header_breaks_an_answer(app: Flask, path: str, headers: dict[str, str]) -> None:
    clean = {name: "".join(c for c in value if c not in "\r\n\x00") for name, value in headers.items()}
    answer = CheckingClient(app, app.response_class).get(path, headers=clean)
    assert answer.status_code in (200, 206, 302, 304, 404, 416)


@pytest.mark.parametrize(
    ("path", "query", "expected"),
    [
        ("/en/report", "platform=a&platform=b", 400),
        ("/en/report", "platform=a%00b", 400),
        ("/en/report", "platform=%C0%AF", 200),
        ("/en/report", "data-use=%C0%AF", 400),
        ("/en/report", "platform=%ED%A0%80", 200),
        ("/en/report", "platform=%u0041%", 200),
        ("/en/report", "platform=\xe9", 400),
        ("/en/report", "platform=\xc3\xa9", 200),
        ("/en/report", "platform=%EF%BF%BF", 400),
        ("/en/report", "platform=%E2%80%AEgnp", 200),
        ("/en/report", "&".join(f"p{n}=1" for n in range(10_000)), 414),
        ("/en/report", "&" * 8000, 200),
        ("/en/report", "platform=" + "%F0%9F%98%80" * 80, 200),
        ("/en/report", "platform=" + "%F0%9F%98%80" * 81, 400),
        ("/en/faq/\x00", "", 404),
        ("/../../etc/passwd", "", 404),
        ("/static/../pyproject.toml", "", 404),
        ("/static/..\\..\\pyproject.toml", "", 404),
        ("/static//etc/passwd", "", 404),
    ],
)
def test_a_misused_address_is_refused_or_read_as_text(app: Flask, path: str, query: str, expected: int) -> None:
    answer = visit(app, path, query)
    assert answer.status_code in (expected, 302, 308)
    if answer.status_code in (302, 308):  # to the same address without what only mail and paper put there
        assert visit(app, *answer.headers["Location"].partition("?")[::2]).status_code == expected


def test_headers_of_a_proxy_that_is_not_there_change_nothing(client: CheckingClient) -> None:
    forged = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "X-Forwarded-Prefix": "/evil"}
    forged |= {"Forwarded": "host=evil.example", "X-Original-URL": "/evil", "X-HTTP-Method-Override": "DELETE"}
    for path in ("/en/", "/en/report?platform=X", "/en/faq", "/"):
        assert client.get(path, headers=forged).data == client.get(path).data


@pytest.mark.parametrize(
    "request_line",
    [
        "TRACE /en/ HTTP/1.1\r\nX-Echo: evil",
        "CONNECT example.org:443 HTTP/1.1",
        "GET http://evil.example/en/ HTTP/1.1",
        "GET /..%2f..%2fetc%2fpasswd HTTP/1.1",
        "GET /static/..%2f..%2fpyproject.toml HTTP/1.1",
        "GET /en/%00 HTTP/1.1",
        "GET /%c0%ae%c0%ae/ HTTP/1.1",
        "GET /en/ HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2",
        "GET /en/ HTTP/1.1\r\nTransfer-Encoding: chunked, identity",
        "POST /en/ HTTP/1.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /en/evil HTTP/1.1",
        "GET /en/ HTTP/1.1\r\n Folded: x",
        "GET /en/ HTTP/1.1\r\nBad Name: x",
        "GET /en/",
        "GET /en/report?platform=Café HTTP/1.1",
        "GET /en/ HTTP/1.0",
        "\x00\x01\x02",
        "GET / HTTP/1.1\r\nCookie: " + "x" * 20_000,
    ],
)
def test_misused_http_is_answered_and_the_server_goes_on(hosts_server: Server, request_line: str) -> None:
    answer = hosts_server.send(f"{request_line}\r\nHost: here.example\r\nConnection: close\r\n\r\n".encode("latin-1"))
    if answer:
        assert status(answer) in (200, 302, 400, 404, 405, 431, 501)
        assert b"evil" not in answer
        if b"(generated by server)" in answer:  # refused before the program saw it: nothing but the bare facts
            assert sorted(header_names(answer)) == ["Connection", "Content-Length", "Content-Type", "Date"]
            assert b"text/plain" in answer
    assert status(hosts_server.get("/healthz")) == 200


TO_JOIN = "POST /en/class/join HTTP/1.1\r\nHost: here.example\r\n"
EARLY = TO_JOIN.replace("1.1", "1.0")
SMUGGLED = "0\r\n\r\nGET /en/ HTTP/1.1\r\nHost: here.example\r\n\r\n"
SHAPES = {
    "a length and chunks": f"{TO_JOIN}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n{SMUGGLED}",
    "chunks before their time": f"{EARLY}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n{SMUGGLED}",
    "two lengths": f"{TO_JOIN}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    "a length with a sign": f"{TO_JOIN}Content-Length: +5\r\n\r\na=bcd",
    "a length as Python writes it": f"{TO_JOIN}Content-Length: 1_0\r\n\r\na=bcdefghi",
    "a space before the colon": f"{TO_JOIN}Content-Length : 5\r\n\r\na=bcd",
    "a chunk of no length": f"{TO_JOIN}Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n",
    "a chunk of less than nothing": f"{TO_JOIN}Transfer-Encoding: chunked\r\n\r\n-3\r\nabc\r\n0\r\n\r\n",
    "a byte that is none": f"{TO_JOIN}X: a\0b\r\nContent-Length: 0\r\n\r\n",
    "two hosts": "GET /en/ HTTP/1.1\r\nHost: here.example\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
    "no host": "GET /en/ HTTP/1.1\r\nConnection: close\r\n\r\n",
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_a_request_that_can_be_read_in_two_ways_is_refused_and_answered_once(
    hosts_server: Server, shape: str
) -> None:
    answer = hosts_server.send(shape.encode("latin-1"))
    assert status(answer) == 400
    assert len(re.findall(rb"HTTP/1\.[01] \d", answer)) == 1


def test_a_name_of_the_site_that_a_visitor_makes_up_changes_no_page_that_may_be_kept(app: Flask) -> None:
    lesson = Lesson.start(app)
    lesson.joined(1)
    odd, client = {"Host": "x<script>alert(1)</script>"}, lesson.screen
    for path in (
        "/en/",
        "/en/method",
        "/fr/privacy",
        "/en/faq/mental-health",
        "/api/openapi.json",
        "/api/v1/actions",
    ):
        assert client.get(path, headers=odd).data == client.get(path).data, path
    for path in (lesson.screen_path, lesson.host, "/en/class/join", "/en/report?platform=X"):
        assert "<script>alert" not in client.get(path, headers=odd).text, path


@pytest.mark.parametrize("path", ["/en/%0d%0aSet-Cookie:%20a=b", "/en/assess?platform=%0d%0aSet-Cookie:%20a=b"])
def test_no_line_end_in_an_address_makes_a_header(hosts_server: Server, path: str) -> None:
    assert "Set-Cookie" not in header_names(hosts_server.get(path))


@pytest.mark.parametrize("path", ["//evil.example/en/", "/\\evil.example/", "/%5cevil.example"])
def test_an_address_that_looks_like_another_host_leads_nowhere(hosts_server: Server, path: str) -> None:
    answer = hosts_server.send(f"GET {path} HTTP/1.1\r\nHost: here.example\r\nConnection: close\r\n\r\n".encode())
    assert status(answer) == 404
    assert "Location" not in header_names(answer)


ODD = {
    "empty parameters": ("/en/report", "&" * 4000),
    "parameters that repeat": ("/en/report", "&".join(["platform=a"] * 460)),
    "parameters that nobody knows": ("/en/report", "&".join(f"p{number}=1" for number in range(900))),
    "a search without end": ("/en/faq/", f"q={'a%20' * 1500}"),
    "a search of marks": ("/en/faq/", f"q={'%28' * 1500}"),
    "very many slashes": ("/en/" + "/" * 4000, ""),
}


@pytest.mark.parametrize(("path", "query"), ODD.values(), ids=ODD.keys())
def test_no_query_that_is_large_or_odd_costs_much(app: Flask, path: str, query: str) -> None:
    """They took 4 to 40 milliseconds of the processor when they were tried; half a second would be a fault."""
    visit(app, path, query)
    start = process_time()
    visit(app, path, query)
    assert process_time() - start < 0.5


BODIES = {
    "a file of line ends": b"\r\n" * 250_000,
    "a file that is deep": b"[" * 100_000 + b"]" * 100_000,
    "a draft of promises that nobody knows": json.dumps(
        {"schema": 1, "promises": [{"id": f"a.b{number}"} for number in range(15_000)]}
    ).encode(),
    "a shelf of three thousand apps": json.dumps(
        {"schema": 1, "shelf": [{"reports": [f"platform=A{number}"]} for number in range(3000)]}
    ).encode(),
    "a class report with a hundred questions of a hundred answers": json.dumps(
        {"schema": 1, "questions": [{"id": f"q{n}", "counts": {f"o{m}": 1 for m in range(100)}} for n in range(100)]}
    ).encode(),
}


CARRIED = ("draft", "shelf")  # fields in which a page carries what a file holds


def posts(app: Flask) -> list[str]:
    """Every address that takes a form without a key."""
    rules = [rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ()) and "key" not in rule.rule]
    fill = {"lang": "en", "step": "people", "ending": "json"}
    return [rule.build({name: fill[name] for name in rule.arguments})[1] for rule in rules]  # type: ignore[index]


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_no_file_that_is_large_or_odd_costs_much(app: Flask, body: bytes) -> None:
    """They took 4 to 200 milliseconds of the processor when they were tried; two seconds would be a fault."""
    client = FlaskClient(app, app.response_class)
    paths = posts(app)
    assert {"/en/ethics/open", "/en/class/again", "/en/mine", "/en/ethics/remarks"} <= {*paths}
    for path in paths:
        for data in ({"file": (BytesIO(body), "file.json")}, {name: body.decode() for name in CARRIED}):
            start = process_time()
            answer = client.post(path, data=data, headers={"Sec-Fetch-Site": "same-origin"})
            assert answer.status_code < 500
            assert process_time() - start < 2, path


def test_odd_requests_leave_nothing_in_memory(app: Flask) -> None:
    client = FlaskClient(app, app.response_class)

    def odd(numbers: range) -> int:
        for number in numbers:
            headers = {"Accept-Language": f"x-{number}", "If-None-Match": f'"{number}"', "Range": f"bytes={number}-"}
            client.get(f"/en/report?platform={number:x}&data-use=a{number}&p{number}=1", headers=headers)
            client.get(f"/fr/faq/?q=w{number}", headers=headers)
            client.get(f"/en/nowhere-{number}", headers=headers)
        gc.collect()
        return sys.getallocatedblocks()

    odd(range(100))  # what is kept for everybody is there now
    before = odd(range(1000, 1100))
    assert odd(range(2000, 2100)) - before < 300  # one block for each request would be a leak
