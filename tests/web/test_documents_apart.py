"""One visitor's heavy documents and large forms take the pages from nobody, and leave nothing on the disk."""

import inspect
import re
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from evaluator.content.models.library import Library
from evaluator.documents import HEAVY, PAGED, PICTURES
from evaluator.documents.writer_pool import writer_pool
from evaluator.ethics.documents.formats import CODE, EVIDENCE
from evaluator.ethics.draft_file import dump_compact
from evaluator.server import BodyBuffer
from evaluator.web import responses
from tests.classroom.web.lesson import Lesson
from tests.conftest import ROOT
from tests.ethics.drafts import chez_lou
from tests.ethics.heavy import heavy_draft
from tests.web.client import CheckingClient
from tests.web.live import Server, status

ALL_DOCUMENTS = """
import sys
from evaluator.app import create_app
app = create_app()
print({app.test_client().get(path).status_code for path in sys.argv[1:]})
print(sorted({"typst", "docx", "lxml"} & set(sys.modules)))
"""
STEP = "/en/ethics/you"
LARGE = 600_000  # bytes: more than any page asks for, less than what is kept in memory
FORM = "Content-Type: application/x-www-form-urlencoded"


def documents(app: Flask) -> list[str]:
    """An address of each document that nobody has to send anything for, one of each kind."""
    kit = re.findall(r'href="([^"]*/kit/[^"]*)"', app.test_client().get("/en/class/kit").text)
    others = [f"/fr/{name}.{ending}" for name in ("report", "worksheet") for ending in sorted(PAGED)]
    return [*{address.partition("?")[0].rpartition(".")[2]: address for address in kit}.values(), *others]


def test_no_document_is_made_in_the_process_that_answers(app: Flask) -> None:
    command = [sys.executable, "-c", ALL_DOCUMENTS, *documents(app)]
    assert len(documents(app)) > 4
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.splitlines() == ["{200}", "[]"]


@pytest.mark.parametrize(("lang", "words"), [("en", "Many documents"), ("fr", "Beaucoup de documents")])
def test_who_would_wait_too_long_for_a_document_is_told_when_to_come_back(
    app: Flask, library: Library, lang: str, words: str
) -> None:
    drafts = [heavy_draft(library, number) for number in range(6)]

    def ask(draft: str) -> TestResponse:
        client = CheckingClient(app, app.response_class)
        return client.post(f"/{lang}/ethics/document", data={"draft": draft, "code": "pdf"})

    with ThreadPoolExecutor(len(drafts)) as visitors:
        answers = list(visitors.map(ask, drafts))
    assert {answer.status_code for answer in answers} == {200, 503}
    for answer in answers:
        if answer.status_code == 503:
            assert words in answer.text
            assert int(answer.headers["Retry-After"]) > 0


def test_who_is_put_off_costs_no_reading_and_no_building(
    app: Flask, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Eight who ask without pause must be refused for next to nothing. What is the same for all is kept made."""
    built: list[str] = []

    def build(_: responses.DocumentsApart, ending: str, *__: object) -> bytes:
        built.append(ending)
        return b""

    monkeypatch.setattr(responses.DocumentsApart, "_write", build)
    assert library.ethics
    draft = dump_compact(chez_lou(library), library.ethics)
    lesson = Lesson.start(app)
    lesson.revealed(["service-only"] * 5)
    report, letter = "platform=X&data-use=ads-forced", letters(app)
    addresses = [f"{start}.{ending}" for start in (f"{lesson.host}/report", letter) for ending in PAGED]
    addresses += [f"/en/report.{ending}?{report}" for ending in PAGED]
    addresses += [f"/en/report/picture.{ending}?{report}" for ending in HEAVY if ending in PICTURES]
    forms = [
        {"draft": draft, name: kind}
        for name, formats in (("code", CODE), ("evidence", EVIDENCE))
        for kind, one in formats.items()
        if one.ending in HEAVY
    ]
    client = lesson.teacher

    def all_statuses() -> set[int]:
        got = [client.get(address) for address in addresses]
        return {one.status_code for one in (*got, *(client.post("/en/ethics/document", data=form) for form in forms))}

    assert all_statuses() == {200}
    assert len(built) >= len(addresses) + len(forms)
    built.clear()
    with ExitStack() as places:
        for _ in range(app.config["DOCUMENTS"]):
            places.enter_context(writer_pool(app.config["DOCUMENTS"])._place())
        assert all_statuses() == {503}
    assert built == []


def test_what_is_the_same_for_everybody_is_made_once(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sheets to score by hand and those of a lesson: twenty who ask for one stop nobody."""
    built: list[str] = []

    def build(_: responses.DocumentsApart, ending: str, *__: object) -> bytes:
        built.append(ending)
        return b"made"

    monkeypatch.setattr(responses.DocumentsApart, "_write", build)
    monkeypatch.setitem(app.extensions, "document_cache", responses.DocumentCache())
    sheets = [address for address in documents(app) if "/report." not in address]
    assert {"/fr/worksheet.docx", "/fr/worksheet.pdf"} < {*sheets}
    client = app.test_client()
    assert {client.get(address).data for address in sheets * 3} == {b"made"}
    assert len(built) == len(sheets)


def test_each_view_that_makes_documents_puts_off_first_or_keeps_what_it_made(app: Flask) -> None:
    """A new one too: those whose address says a format, and the one whose form does."""
    makers = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.arguments & {"ending", "kind"} or rule.rule.endswith(tuple(f".{ending}" for ending in HEAVY))
    }
    makers.add("ethics.document")
    light = {"own.logo"}  # files of the house
    assert len(makers) >= 9
    for endpoint in makers - light:
        source = inspect.getsource(app.view_functions[endpoint])
        assert "check_turn(" in source or "document_cache()" in source, endpoint


def letters(app: Flask) -> str:
    """The address of a letter, without its ending."""
    found = re.search(r'href="(/en/letters/[^".?]+)', app.test_client().get("/en/platforms/instagram").text)
    assert found
    return found[1]


def files_of(server: Server) -> list[str]:
    """What a server has open, without what every program has."""
    found = []
    for place in Path(f"/proc/{server.pid}/fd").iterdir():
        with suppress(OSError):  # closed meanwhile
            found.append(str(place.readlink()))
    return [name for name in found if "deleted" in name or name.startswith("/tmp/tmp")]  # noqa: S108  # as it is named


def test_no_body_is_written_to_the_disk(server: Server) -> None:
    for head, first, last in (
        (f"Content-Length: {LARGE}", "", b"x"),
        ("Transfer-Encoding: chunked", f"{LARGE:x}\r\n", b"x\r\n0\r\n\r\n"),
        (f"Content-Length: {5 * LARGE}", "", b"x" * (4 * LARGE + 1)),
    ):
        start = f"POST {STEP} HTTP/1.1\r\nHost: x\r\n{FORM}\r\nConnection: close\r\n{head}\r\n\r\n{first}"
        with socket.create_connection((server.host, server.port), 60) as talk:
            talk.sendall(start.encode() + b"x" * (LARGE - 1))
            time.sleep(0.2)
            assert files_of(server) == [], head
            talk.sendall(last)
            assert status(talk.recv(65536)) == 413, head


def test_what_any_page_takes_is_kept_while_it_comes(app: Flask) -> None:
    """Of a body that no page takes the length alone is kept; no view may ask for more than that."""
    largest = max(getattr(view, "max_body_bytes", 0) for view in app.view_functions.values())
    body = BodyBuffer()
    body.append(b"x" * largest)
    assert len(body.getfile().read()) == largest > 512 * 1024


def test_no_file_that_a_form_brings_is_written_to_the_disk(app: Flask) -> None:
    head = b'--a\r\nContent-Disposition: form-data; name="file"; filename="x.json"\r\n\r\n'
    body, kind = head + b"x" * LARGE + b"\r\n--a--\r\n", "multipart/form-data; boundary=a"
    with app.test_request_context(method="POST", data=body, content_type=kind) as context:
        context.request.max_content_length = 2 * LARGE
        stream = context.request.files["file"].stream
        assert stream.read() == b"x" * LARGE
        with pytest.raises(OSError, match="fileno"):
            stream.fileno()


def test_a_form_of_very_many_fields_is_refused(client: CheckingClient) -> None:
    assert client.post(STEP, data="a=&" * 3000, content_type=FORM.split()[1]).status_code == 413
    assert client.post(STEP, data="a=&" * 300, content_type=FORM.split()[1]).status_code == 200
