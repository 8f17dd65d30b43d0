"""Every script in a PDF: what a font here has is printed, what none has is said in words; never an empty box."""

from collections import defaultdict
from datetime import date
from io import BytesIO
from sys import maxunicode
from unicodedata import category, name

import pytest
from pypdf import PdfReader

from evaluator.documents.blocks import A4, Heading, Outline, Paragraph
from evaluator.documents.pdf_writer import MARK, write
from evaluator.i18n.language import Language

NOTE = "no font here has"
COMMON = ("LATIN", "GREEK", "CYRILLIC")  # letters of these are in the font that comes along
# Signs of today's emoji, and some made of several.
EMOJI = ["\U0001f600", "\U0001fae9", "\U0001f469\u200d\U0001f680", "\U0001f1eb\U0001f1f7", "1\ufe0f\u20e3"]


def scripts() -> dict[str, str]:
    """A letter of each script of Unicode, by the word with which the names of its letters begin."""
    found: dict[str, str] = defaultdict(str)
    for number in range(0x41, maxunicode):
        sign = chr(number)
        if category(sign) in ("Lu", "Ll", "Lo"):
            script = name(sign, "").partition(" ")[0]
            found[script] += sign if len(found[script]) < 1 else ""
    return found


SCRIPTS = scripts()


def outline(lines: list[str], language: Language) -> Outline:
    paragraphs = [Paragraph((line,)) for line in lines]
    return Outline(lines[0], "site", language, date(2026, 11, 30), (Heading(1, "Scripts"), *paragraphs))


def text_of(made: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages)


def test_there_are_as_many_scripts_as_unicode_has() -> None:
    assert len(SCRIPTS) > 150
    assert set(COMMON) <= set(SCRIPTS)


def test_a_document_with_every_script_is_accessible_and_says_what_it_cannot_show(
    tongues: dict[str, Language],
) -> None:
    made = write(outline([f"{script}: {letters}" for script, letters in SCRIPTS.items()], tongues["en"]), A4)
    assert b"pdfuaid" in made
    told = text_of(made)
    for script, letters in SCRIPTS.items():
        assert script in told
        if script in COMMON:
            assert letters in told
    assert (MARK in told) == (NOTE in told)


@pytest.mark.parametrize(
    "typed", [*EMOJI, "\ua98f\ua9a2\ua9b1 caf\u00e9", "\ud55c\uad6d\uc5b4", "\U00013000\U00013001"]
)
def test_a_name_in_any_letters_gives_an_accessible_document(typed: str, tongues: dict[str, Language]) -> None:
    made = write(outline([typed, f"before {typed} after"], tongues["fr"]), A4)
    assert b"pdfuaid" in made
    told = text_of(made)
    assert "before" in told
    assert "after" in told
    assert PdfReader(BytesIO(made)).metadata["/Title"] == typed  # type: ignore[index]  # every document of ours has it
    if MARK in told:
        assert "aucune police" in " ".join(told.replace("\n", " ").replace("’", " ").split())


def test_a_document_that_can_show_everything_says_nothing_of_fonts(tongues: dict[str, Language]) -> None:
    told = text_of(write(outline(["Café, Ωmega, Привет, utilise\u2011t\u2011elle"], tongues["en"]), A4))
    assert "Café, Ωmega, Привет, utilise\u2011t\u2011elle" in told
    assert NOTE not in told
