"""What a file is called: after what is in it, so that two that differ never have one name, in plain letters."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import product

import pytest
from flask import Flask

from evaluator.documents import PAGED
from evaluator.documents.blocks import PAPERS, Outline
from evaluator.web.responses import DocumentsApart
from tests.browser.addresses import PARTS
from tests.classroom.web.lesson import Lesson

ENDINGS = ("pdf", "docx", "md", "txt", "json", "csv")
File = tuple[str, str, str, bytes]  # its address, its language, what it is called, what it holds


@pytest.fixture
def quick(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """The site, in whose PDF and Word files stands what would be printed, and on which paper."""

    def said(_: DocumentsApart, ending: str, outline: Outline, paper: str) -> bytes:
        return repr((ending, outline, paper)).encode(errors="replace")

    app.extensions.pop("document_cache", None)
    monkeypatch.setattr(DocumentsApart, "_write", said)
    yield app
    app.extensions.pop("document_cache", None)


def files(app: Flask) -> Iterator[File]:
    """Every file that an address with an ending gives, for two platforms, in every paper and language."""
    lesson = Lesson.start(app)
    lesson.revealed(["service-only"] * 5)
    client = app.test_client()
    sheets = sorted({*re.findall(r"/class/kit/([\w-]+)\.pdf", client.get("/en/class/kit").text)})
    parts = {**PARTS, "key": [lesson.key], "ending": ENDINGS, "kind": ENDINGS, "sheet": sheets, "lang": ["en", "fr"]}
    for rule in (each for each in app.url_map.iter_rules() if {"ending", "kind"} & each.arguments):
        names = sorted(rule.arguments)
        for values in product(*(parts[name] for name in names)):
            chosen = dict(zip(names, values, strict=True))
            built = rule.build(chosen)
            assert built
            papers = PAPERS if chosen.get("ending", chosen.get("kind")) in PAGED else ["a4"]
            sets = ("full", "quick") if rule.endpoint.startswith("worksheet") else ("full",)
            for platform, paper, set_ in product(("Mill", "Le Œuf & Co"), papers, sets):
                answer = client.get(built[1], query_string={"platform": platform, "paper": paper, "set": set_})
                if answer.status_code == 200:
                    [name] = re.findall(r'filename="([^"]+)"', answer.headers["Content-Disposition"])
                    yield built[1].replace(f"/{chosen['lang']}/", "/", 1), chosen["lang"], name, answer.data


def test_two_files_that_differ_never_have_one_name(quick: Flask) -> None:
    held, called = defaultdict(set), defaultdict(set)
    for address, lang, name, data in files(quick):
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*\.[a-z]+", name), address
        held[name].add(data)
        called[address, lang].add(name)
    assert len(held) > 100
    assert [name for name, several in held.items() if len(several) > 1] == []
    assert [
        address for (address, lang), names in called.items() if names & called[address, "fr"] and lang == "en"
    ] == []
