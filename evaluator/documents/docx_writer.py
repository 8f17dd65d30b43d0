"""An outline as DOCX with real styles, lists, links and table heads: it can be read aloud and written on in.

python-docx is loaded with this module, which the table of writers loads on first use.
"""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.blkcntnr import BlockItemContainer
from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import _Cell
from docx.text.paragraph import Paragraph as Line

from evaluator.documents import docx_styles, docx_tables
from evaluator.documents.blocks import (
    BlankLines,
    Block,
    Boxes,
    Bullets,
    Cards,
    Field,
    Group,
    Heading,
    Link,
    Outline,
    PageBreak,
    Paragraph,
    Part,
    Scales,
    SquareCode,
    Table,
)
from evaluator.documents.docx_runs import say, spans, styled
from evaluator.documents.paper import PAPERS
from evaluator.i18n.language import Language

STYLES = {
    "normal": "Normal",
    "lead": "Subtitle",
    "quote": "Said",
    "small": "Small",
    "tiny": "Tiny",
    "huge": "Huge",
    "loud": "Subtitle",
}
BOX = "☐"
INTRODUCED = (Bullets, Boxes, Table, Field, BlankLines)
PADDING = 8  # millimetres at both sides of a cell together


@dataclass(frozen=True)
class Place:
    """Where blocks are written: the body of the document or a cell, with the millimetres a line has there."""

    document: Document
    into: BlockItemContainer
    width: float
    language: Language

    def line(self, style: str) -> Line:
        """Return a new paragraph at the end."""
        return styled(self.into.add_paragraph(), style)


def write(outline: Outline, paper: str) -> bytes:
    """Return the whole document on a paper of PAPERS."""
    sheet = PAPERS[paper]
    document = docx_styles.sheet(outline, sheet)
    place = Place(document, document._body, docx_styles.width(sheet), outline.language)
    _flow(outline.blocks, place)
    written = io.BytesIO()
    document.save(written)
    return _dated(written, outline)


def _flow(blocks: Sequence[Block], place: Place) -> None:
    """Blocks after one another; a line that introduces a list or a table stays on its page."""
    for block, following in zip_longest(blocks, blocks[1:]):
        _BLOCKS[type(block)](block, place)
        if isinstance(block, Paragraph) and isinstance(following, INTRODUCED):
            place.into.paragraphs[-1].paragraph_format.keep_with_next = True


def _dated(written: io.BytesIO, outline: Outline) -> bytes:
    """Return the same file with the outline's day on all its parts: the same outline always gives the same bytes."""
    day, made = (outline.day.year, outline.day.month, outline.day.day, 0, 0, 0), io.BytesIO()
    with ZipFile(written) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(ZipInfo(name, day), old.read(name), ZIP_DEFLATED)
    return made.getvalue()


def _heading(block: Heading, place: Place) -> None:
    style = "Title" if block.level == 1 else f"Heading {block.level - 1}"
    place.line(style).add_run(block.text)


def _paragraph(block: Paragraph, place: Place) -> None:
    spans(place.line(STYLES[block.style]), block.spans)


def _bullets(block: Bullets, place: Place) -> None:
    number = _numbering(place.document, block.start) if block.numbered else None
    for item in block.items:
        line = place.line("List Number" if block.numbered else "List Bullet")
        if number is not None:
            line._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = number
        spans(line, item)


def _numbering(document: Document, start: int) -> int:
    """Return a numbered list of its own: without one, Word goes on counting from the list before."""
    numbering = document.part.numbering_part.element
    style: Any = document.styles["List Number"].element
    kind = numbering.num_having_numId(style.pPr.numPr.numId.val).abstractNumId.val
    number = numbering.add_num(kind)
    number.add_lvlOverride(ilvl=0).add_startOverride(start)
    return int(number.numId)


def _table(block: Table, place: Place) -> None:
    docx_tables.write(block, place.into, place.width)
    _gap(place)


def _gap(place: Place) -> None:
    """Room after a table, which has none of its own."""
    place.line("Tiny")


def _scales(block: Scales, place: Place) -> None:
    for row in block.rows:
        line = place.line("List Bullet")
        say(line, f"{row.label}{place.language.colon}").bold = True
        say(line, row.words)


def _boxes(block: Boxes, place: Place) -> None:
    for row in block.rows:
        line = place.line("Box")
        say(line, f"{BOX} {row.text}")
        line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = Mm(6), Mm(-6)
        if row.note:
            _tab(line, place)
            say(line, f"\t{row.note}")


def _tab(line: Line, place: Place, leader: WD_TAB_LEADER = WD_TAB_LEADER.SPACES) -> None:
    line.paragraph_format.tab_stops.add_tab_stop(Mm(place.width), WD_TAB_ALIGNMENT.RIGHT, leader)


def _field(block: Field, place: Place) -> None:
    _to_write_on(place, block.words(place.language))


def _to_write_on(place: Place, label: str = "") -> None:
    line = place.line("Field")
    _tab(line, place, WD_TAB_LEADER.LINES)
    say(line, f"{label}\t")


def _blank_lines(block: BlankLines, place: Place) -> None:
    for _ in range(block.count):
        _to_write_on(place)


def _page_break(block: PageBreak, place: Place) -> None:
    del block
    place.line("Tiny").paragraph_format.page_break_before = True


def _group(block: Group, place: Place) -> None:
    body = place.into._element
    before = len(body)
    _flow(block.blocks, place)
    written = [line for part in body[before - 1 :] for line in part.iter(qn("w:p"))]
    for line in written[:-1]:
        Line(line, place.into).paragraph_format.keep_with_next = True


def _part(block: Part, place: Place) -> None:
    """Return every run of it says its language, which Word's own styles do not know."""
    body = place.into._element
    before = len(body)
    _flow(block.blocks, replace(place, language=block.language))
    for run in [run for node in body[before - 1 :] for run in node.iter(qn("w:r"))]:
        mark = OxmlElement("w:lang")
        mark.set(qn("w:val"), docx_styles.tag(block.language))
        run.get_or_add_rPr().append(mark)


def _cards(block: Cards, place: Place) -> None:
    wide, count = place.width / block.columns, -(-len(block.cards) // block.columns)
    table = docx_tables.bare(place.into, place.width, count, block.columns)
    docx_tables.room(table, top=3, bottom=2)
    cells = [tc for row in table._tbl.tr_lst for tc in row.tc_lst]
    for tc, card in zip(cells, block.cards, strict=False):  # the last row may have cells without a card
        cell = _Cell(tc, table)
        cell.width = Mm(wide)
        there = replace(place, into=cell, width=wide - PADDING)
        _flow(card, there)
        first, *others = cell.paragraphs
        if others:
            first._p.getparent().remove(first._p)  # a new cell brings an empty line
    _gap(place)


_BLOCKS: Mapping[type[Any], Callable[[Any, Place], None]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Bullets: _bullets,
    Table: _table,
    Scales: _scales,
    Boxes: _boxes,
    Field: _field,
    BlankLines: _blank_lines,
    PageBreak: _page_break,
    Group: _group,
    Part: _part,
    Cards: _cards,
    SquareCode: lambda block, place: _paragraph(Paragraph((Link(block.words, block.url),)), place),
}
