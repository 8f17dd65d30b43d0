"""Documents opened by parts of others' making: tagged, in their language, headings in order, links alive, whole."""

import io
import re
from collections.abc import Callable
from datetime import UTC, datetime, time
from functools import cache
from itertools import product
from zipfile import ZipFile

import docx
import pytest

from evaluator.assess.documents.report_document import SHORT, report_outline
from evaluator.assess.documents.worksheet_document import worksheet_outline
from evaluator.content import load
from evaluator.content.models.library import Library
from evaluator.documents import write
from evaluator.documents.blocks import A4, PAPERS, Heading, Outline, Table
from evaluator.i18n.language import Language
from tests.assess.reports import KINDS, TODAY, report_of
from tests.conftest import ROOT
from tests.content.broken import ENGLISH, MINI
from tests.documents.outlines import assert_in_order, flat, links, told
from tests.documents.pdf import addresses, catalogue, headings, opened, pdf_text, tags
from tests.documents.word import W, part, word_text
from tests.documents.word import addresses as word_addresses
from tests.documents.word import lines as word_lines

ADDRESS = "https://example.org/en/report?platform=Example&set=full"
Written = Callable[..., bytes]
LEVELS = {"Title": 1, "Heading1": 2, "Heading2": 3}
WORKSHEETS = ("worksheet", "quick worksheet")
CASES = list(product([*KINDS, *WORKSHEETS], ("en", "fr")))
THOROUGH = ("weak", "worksheet")  # the longest of their sort: of other content too, and on every paper
FOLDERS = {"playgrounds": MINI, "cards": ROOT / "docs" / "example-questions"}


def outline_of(name: str, library: Library, language: Language) -> Outline:
    """A report of a kind, shortened as for print, or a worksheet."""
    if name in WORKSHEETS:
        form = library.questionnaire.core if name.startswith("quick") else library.questionnaire
        return worksheet_outline(form, language, TODAY, "https://example.org/en/")
    report = report_of(library, name, weights=None)
    return report_outline(report, language, ADDRESS, SHORT)


@pytest.fixture(params=[*CASES, *product(THOROUGH, FOLDERS)], ids="-".join, scope="module")
def outline(request: pytest.FixtureRequest, libraries: dict[str, Library], tongues: dict[str, Language]) -> Outline:
    name, where = request.param
    if where in FOLDERS:
        return outline_of(name, load(FOLDERS[where], ENGLISH)["en"], tongues["en"])
    return outline_of(name, libraries[where], tongues[where])


@pytest.fixture(scope="module")
def written(outline: Outline) -> Written:
    """The outline as a file, made once of each kind: making it again gives the same bytes, as a test below shows."""
    return cache(lambda ending, paper=A4: write(ending, outline, paper))


def solid(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("paper", PAPERS)
def test_no_word_of_an_outline_is_cut_from_a_pdf(outline: Outline, written: Written, paper: str) -> None:
    made = written("pdf", paper)
    text = solid(pdf_text(made, outline.site))
    assert [words for words in told(outline.blocks) if solid(words) not in text] == []


def test_no_word_of_an_outline_is_cut_from_a_docx(outline: Outline, written: Written) -> None:
    text = solid(word_text(written("docx")))
    assert [words for words in told(outline.blocks) if solid(words) not in text] == []


def test_a_pdf_is_tagged_in_its_language_with_its_title_and_day(outline: Outline, written: Written) -> None:
    made = written("pdf")
    root, about = catalogue(made), opened(made).metadata
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == outline.language.code
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert about is not None
    assert about.title == outline.title
    assert about.creation_date is not None
    assert about.creation_date.date() == outline.day
    assert {"/H1", "/P"} <= tags(made)


def test_headings_of_a_pdf_start_with_one_title_and_skip_no_level(outline: Outline, written: Written) -> None:
    levels = headings(written("pdf"))
    assert_in_order(levels)
    assert len(levels) == sum(isinstance(block, Heading) for block in flat(outline.blocks))


def test_links_of_a_pdf_and_a_docx_are_those_of_the_outline_and_safe(outline: Outline, written: Written) -> None:
    expected = links(outline.blocks)
    assert set(addresses(written("pdf"))) == expected
    assert set(word_addresses(written("docx"))) == expected
    assert all(url.startswith("https://") for url in expected)


def test_a_docx_has_real_styles_in_order(written: Written) -> None:
    styles = [style for style, _ in word_lines(written("docx"))]
    levels = [LEVELS[style] for style in styles if style in LEVELS]
    assert styles[0] == "Title"
    assert_in_order(levels)


def test_every_style_that_a_docx_names_is_in_it(written: Written) -> None:
    made = written("docx")
    has = {style.get(f"{W}styleId") for style in part(made, "word/styles.xml").iter(f"{W}style")}
    parts = ("word/document.xml", "word/styles.xml", "word/numbering.xml", "word/footer1.xml")
    kinds = ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link")
    named = [mark for name in parts for kind in kinds for mark in part(made, name).iter(f"{W}{kind}")]
    assert {"Title", "Normal"} <= {mark.get(f"{W}val") for mark in named} <= has


def test_a_docx_says_its_language_title_and_day(outline: Outline, written: Written) -> None:
    made = written("docx")
    about = docx.Document(io.BytesIO(made)).core_properties
    assert (about.title, about.author, about.language) == (outline.title, outline.site, outline.language.code)
    assert about.created == datetime.combine(outline.day, time(), UTC).replace(tzinfo=about.created.tzinfo)
    named = {mark.get(f"{W}val") for mark in part(made, "word/styles.xml").iter(f"{W}lang")}
    assert named == {{"en": "en-GB", "fr": "fr-FR"}[outline.language.code]}


def test_tables_of_a_docx_repeat_their_head_and_split_no_row(outline: Outline, written: Written) -> None:
    document = part(written("docx"))
    tables = list(document.iter(f"{W}tbl"))
    assert len(tables) == sum(isinstance(block, Table) for block in flat(outline.blocks))
    for table in tables:
        first, *others = table.iter(f"{W}tr")
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}tblHeader") is None for row in others)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in (first, *others))


def test_what_describes_a_table_stands_in_the_order_of_the_format(written: Written) -> None:
    order = [f"{W}{name}" for name in ("tblStyle", "tblW", "tblLayout", "tblCellMar", "tblLook")]
    for about in part(written("docx")).iter(f"{W}tblPr"):
        places = [order.index(mark.tag) for mark in about]
        assert places == sorted(places)


def test_a_docx_holds_no_picture_and_no_macro(written: Written) -> None:
    with ZipFile(io.BytesIO(written("docx"))) as package:
        assert [name for name in package.namelist() if not name.endswith((".xml", ".rels"))] == []


def test_the_same_outline_gives_the_same_bytes(outline: Outline, written: Written) -> None:
    for ending in ("pdf", "docx"):
        assert write(ending, outline) == written(ending)


@pytest.mark.parametrize("name", ["W" * 80, "a-" * 40])
def test_a_name_longer_than_a_line_breaks(library: Library, tongues: dict[str, Language], name: str) -> None:
    report = report_of(library, "mixed", name)
    made = write("pdf", report_outline(report, tongues["en"], "", SHORT))
    head = opened(made).pages[0].extract_text().partition("24 November")[0]
    assert len(head.splitlines()) >= 2
    assert max(map(len, re.findall(r"\S+", head))) < 60
