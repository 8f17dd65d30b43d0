"""A platform's name is text and nothing else: whatever a visitor types, no format takes it for an instruction."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator.assess.documents.formats import render
from evaluator.content.models.library import Library
from evaluator.documents.markdown_writer import escape
from evaluator.i18n.language import Language
from evaluator.validation.parameters import check_platform
from tests.assess.reports import HOSTILE, UNDRAWN, report_of
from tests.documents import markdown
from tests.documents.pdf import addresses, catalogue, opened, pdf_text
from tests.documents.word import addresses as word_addresses
from tests.documents.word import lines as word_lines
from tests.documents.word import part

LINES = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp")), max_size=60)


@pytest.fixture(params=[*HOSTILE, *UNDRAWN], scope="module", ids=lambda name: ascii(name)[:30])
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def harmless(libraries: dict[str, Library], tongues: dict[str, Language]) -> Callable[..., bytes]:
    """The same report on a platform with a harmless name, made once of each kind."""
    return cache(lambda ending, code="en": render(ending, report_of(libraries[code], "mixed"), tongues[code]))


def test_every_name_here_can_really_be_typed(name: str) -> None:
    assert check_platform(name) is None


@pytest.mark.parametrize("code", ["en", "fr"])
def test_markdown_shows_the_name_as_typed_and_keeps_its_structure(
    libraries: dict[str, Library],
    tongues: dict[str, Language],
    harmless: Callable[..., bytes],
    name: str,
    code: str,
) -> None:
    made = render("md", report_of(libraries[code], "mixed", name), tongues[code])
    plain, hostile = (markdown.lines(one.decode()) for one in (harmless("md", code), made))
    assert [(line.kind, line.links, len(line.cells)) for line in plain] == [
        (line.kind, line.links, len(line.cells)) for line in hostile
    ]
    title = tongues[code].gettext("Report on %(platform)s", platform=name)
    assert (hostile[0].kind, hostile[0].text) == ("# ", title)
    assert [line for line, other in zip(hostile, plain, strict=True) if line != other] == [hostile[0]]


def test_the_text_of_a_link_is_escaped_too(library: Library, tongues: dict[str, Language], name: str) -> None:
    report = report_of(library, "mixed")
    finding = report.findings[0]
    action = replace(finding.yours[0], title=name)
    changed = replace(report, findings=(finding._replace(yours=(action,)), *report.findings[1:]))
    [line] = [
        line
        for line in markdown.lines(render("md", changed, tongues["en"]).decode())
        if line.text == f"{name} – {action.gives}"
    ]
    assert line.links == (action.link("en")[1],)


@given(LINES)
def test_escaped_text_holds_no_mark_and_reads_as_typed(text: str) -> None:
    [*shown] = markdown.lines(escape(text))
    assert [line.text for line in shown] == [re.sub(r"[ \t]+", " ", text).strip(" ")][: len(shown)]
    assert {line.kind for line in shown} <= {"p"}
    assert len(shown) == bool(text.strip(" "))


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("1. one", "1\\. one"),
        ("12) twelve", "12\\) twelve"),
        ("1.5 points", "1\\.5 points"),
        ("- one", "\\- one"),
        ("=== one", "\\=== one"),
        ("3 of 4", "3 of 4"),
        ("*a* <b> [c](d) | `e`", "\\*a\\* \\<b\\> \\[c\\](d) \\| \\`e\\`"),
        ("https://x www.x a@x", "https\\://x www\\.x a\\@x"),
        ("deux\u00a0: un\u202f?", "deux\u00a0: un\u202f?"),  # French spaces stay
        ("a\n  b", "a b"),
    ],
)
def test_escaping_by_example(text: str, escaped: str) -> None:
    assert escape(text) == escaped


def test_json_and_text_carry_the_name_as_typed(
    library: Library, tongues: dict[str, Language], harmless: Callable[..., bytes], name: str
) -> None:
    report = report_of(library, "mixed", name)
    data, other = json.loads(render("json", report, tongues["en"])), json.loads(harmless("json"))
    assert data.pop("platform") == name
    assert other.pop("platform") == "Example"
    assert data == other
    first = render("txt", report, tongues["en"]).decode().partition("\n=")[0]
    assert " ".join(first.split()) == f"Report on {name}"


def test_a_docx_takes_no_name_for_markup(
    library: Library, tongues: dict[str, Language], harmless: Callable[..., bytes], name: str
) -> None:
    plain, hostile = harmless("docx"), render("docx", report_of(library, "mixed", name), tongues["en"])
    assert [style for style, _ in word_lines(plain)] == [style for style, _ in word_lines(hostile)]
    assert word_addresses(plain) == word_addresses(hostile)
    assert word_lines(hostile)[0] == ("Title", f"Report on {name}")
    assert f"Report on {name}" in "".join(part(hostile, "docProps/core.xml").itertext())


@pytest.mark.parametrize("code", ["en", "fr"])
def test_a_pdf_is_made_with_any_name_and_takes_none_for_code(
    libraries: dict[str, Library],
    tongues: dict[str, Language],
    harmless: Callable[..., bytes],
    name: str,
    code: str,
) -> None:
    made = render("pdf", report_of(libraries[code], "mixed", name), tongues[code])
    document = opened(made)
    assert document.metadata is not None
    assert document.metadata.title == tongues[code].gettext("Report on %(platform)s", platform=name)
    assert catalogue(made)["/MarkInfo"]["/Marked"]
    assert catalogue(made)["/Lang"] == code
    assert set(addresses(made)) == set(addresses(harmless("pdf", code)))  # a link over two lines counts twice
    assert "/JavaScript" not in catalogue(made).get("/Names", {})
    assert len(document.pages) <= 3


@pytest.mark.parametrize("name", [name for name in HOSTILE if name.isascii()])
def test_a_pdf_prints_the_name_as_typed(library: Library, tongues: dict[str, Language], name: str) -> None:
    text = pdf_text(render("pdf", report_of(library, "mixed", name), tongues["en"]))
    assert "".join(f"Report on {name}".split()) in "".join(text.split())
