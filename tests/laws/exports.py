"""How the next program opens a file: each kind by a reader that is not ours, told by the ending of its name."""

import csv
import json
from collections.abc import Callable, Mapping
from io import BytesIO, StringIO
from struct import unpack
from xml.etree import ElementTree
from zipfile import ZipFile
from zlib import crc32, decompress

import icalendar
from docx import Document

from tests.documents.pdf import catalogue, opened
from tests.web.page_rules import Page

SEPARATORS = {"en": ",", "fr": ";"}  # what the spreadsheet of a language expects
Opener = Callable[[bytes, str], object]


def _table(data: bytes, lang: str) -> None:
    assert data.startswith(b"\xef\xbb\xbf"), "without its mark a spreadsheet breaks the accents"
    rows = list(csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=SEPARATORS[lang], strict=True))
    widest = max(map(len, rows))
    assert widest > 1, "one column"
    assert [len(row) for row in rows].count(widest) > len(rows) / 2, "rows of another width"
    assert not [cell for row in rows for cell in row if cell.lstrip().startswith(("=", "+", "@"))]


def _calendar(data: bytes, _: str) -> None:
    events = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert events
    for event in events:
        assert event["UID"]
        assert event["DTSTAMP"]
        assert event.walk("VALARM"), "it rings"


def _picture(data: bytes, _: str) -> None:
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    at, points = 8, b""
    while at < len(data):
        length, kind = unpack(">I4s", data[at : at + 8])
        part = data[at + 8 : at + 8 + length]
        assert unpack(">I", data[at + 8 + length : at + 12 + length])[0] == crc32(kind + part)
        points += part if kind == b"IDAT" else b""
        at += 12 + length
    assert decompress(points)


def _archive(data: bytes, _: str) -> None:
    assert ZipFile(BytesIO(data)).testzip() is None


def _text(data: bytes, _: str) -> None:
    said = data.decode("utf-8")
    assert said.strip()
    assert "\x00" not in said
    assert "\ufffd" not in said


def _pages(data: bytes, _: str) -> None:
    document = opened(data)
    assert document.pages
    assert document.metadata
    assert document.metadata.title
    assert "/Lang" in catalogue(data)


def _word(data: bytes, _: str) -> None:
    document = Document(BytesIO(data))
    assert document.core_properties.title
    assert document.paragraphs


def _web(data: bytes, lang: str) -> None:
    page = Page(data.decode("utf-8"))
    assert lang in {node.get("lang") for node in page.all}, "it does not say its language"


def _drawing(data: bytes, _: str) -> None:
    assert ElementTree.fromstring(data).tag.endswith("svg")  # noqa: S314  # our own file


OPENERS: Mapping[str, Opener] = {
    "pdf": _pages, "docx": _word, "md": _text, "txt": _text, "json": lambda data, _: json.loads(data.decode("utf-8")),
    "csv": _table, "ics": _calendar, "svg": _drawing, "png": _picture, "html": _web, "zip": _archive,
    "imscc": _archive, "xml": lambda data, _: ElementTree.fromstring(data),  # noqa: S314  # our own file
}  # fmt: skip


def fault(name: str, data: bytes, lang: str) -> str:
    """Say why a file does not open; empty when it does. A kind without a reader is a fault."""
    try:
        OPENERS[name.rpartition(".")[2]](data, lang)
    except Exception as error:  # whatever a reader says
        return f"{name}: {error!r}"
    return ""
