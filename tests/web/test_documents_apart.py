"""One visitor's heavy documents and large forms take the pages from nobody, and leave nothing on the disk."""

import re
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from evaluator.content.models.library import Library
from evaluator.documents import HEAVY
from tests.conftest import ROOT
from tests.ethics.heavy import heavy_draft
from tests.web.client import CheckingClient
from tests.web.live import Server, status

ALL_DOCUMENTS = """
import sys
from evaluator.app import create_app
from tests.conftest import REAL
from tests.web.test_documents_apart import documents
app = create_app(REAL)
print({app.test_client().get(path).status_code for path in documents(app)})
print(sorted({"typst", "docx", "lxml"} & set(sys.modules)))
"""
STEP = "/en/ethics/you"
LARGE = 600_000  # bytes: more than any page asks for, less than what is kept in memory
FORM = "Content-Type: application/x-www-form-urlencoded"


def documents(app: Flask) -> list[str]:
    """An address of each document that nobody has to send anything for, one of each kind."""
    kit = re.findall(r'href="([^"]*/kit/[^"]*)"', app.test_client().get("/en/class/kit").text)
    others = [f"/fr/{name}.{ending}" for name in ("report", "worksheet") for ending in sorted(HEAVY)]
    return [*{address.partition("?")[0].rpartition(".")[2]: address for address in kit}.values(), *others]


def test_no_document_is_made_in_the_process_that_answers(app: Flask) -> None:
    assert len(documents(app)) > 4
    done = subprocess.run([sys.executable, "-c", ALL_DOCUMENTS], capture_output=True, text=True, cwd=ROOT, check=True)
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


def files_of_the_server() -> list[str]:
    """What the servers that this test has started have open, without what every program has."""
    found = []
    for process in psutil.Process().children():
        for place in Path(f"/proc/{process.pid}/fd").iterdir():
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
            assert files_of_the_server() == [], head
            talk.sendall(last)
            assert status(talk.recv(65536)) == 413, head


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
