"""The page of the lesson kit and its documents."""

from pathlib import Path

import pytest
from flask import Flask

from evaluator.app import create_app
from evaluator.settings import Settings
from evaluator.web.responses import DocumentCache
from tests.content.broken import copy
from tests.documents.pdf import opened
from tests.web.client import CheckingClient
from tests.web.page_rules import Page


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_document_of_the_page_is_there(app: Flask, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is made in tests/classroom/test_lesson_kit.py; here, its title stands for it."""
    monkeypatch.setattr("evaluator.documents.write", lambda kind, outline, paper: f"{paper} {outline.title}".encode())
    monkeypatch.setitem(app.extensions, "document_cache", DocumentCache())
    client = CheckingClient(app, app.response_class)
    page = Page(client.get(f"/{lang}/class/kit").text)
    links = [str(a.get("href")) for a in page.named("a") if "/class/kit/" in str(a.get("href"))]
    assert len(links) >= 14 * 3  # PDF on two papers, and Word
    for link in links:
        answer = client.get(link)
        assert answer.status_code == 200
        assert answer.data.startswith(b"letter " if "paper=letter" in link else b"a4 ")


def test_paper_is_chosen(client: CheckingClient) -> None:
    for paper, width in (("a4", 595), ("letter", 612)):
        page = opened(client.get(f"/en/class/kit/guide.pdf?paper={paper}").data).pages[0]
        assert round(float(page.mediabox.width)) == width


@pytest.mark.parametrize("query", ["paper=a5", "paper=a4&paper=letter"])
def test_a_paper_that_is_none_is_refused(client: CheckingClient, query: str) -> None:
    page = client.get(f"/en/class/kit/guide.pdf?{query}")
    assert page.status_code == 400
    assert "Part of this address cannot be used" in page.text


@pytest.mark.parametrize("path", ["guide.md", "nothing.pdf", "guide.exe"])
def test_what_is_not_there_is_404(client: CheckingClient, path: str) -> None:
    assert client.get(f"/en/class/kit/{path}").status_code == 404


def test_content_without_a_lesson_has_no_kit(tmp_path: Path) -> None:
    settings = Settings(questions=copy(tmp_path / "mini"), base_url="", hosts=(), threads=1)
    app = create_app(settings)
    assert app.test_client().get("/en/class/kit").status_code == 404
