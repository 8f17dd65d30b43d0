"""An outline as DOCX with real styles, lists, links and table heads: it can be read aloud and written on in.

python-docx is loaded with this module, which the table of writers loads on first use.
"""

import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.blkcntnr import BlockItemContainer
from docx.document import Document
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table as DocxTable
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph as Line
from docx.text.run import Run

from evaluator.documents import docx_styles
from evaluator.documents.blocks import (
    PAPERS,
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
    Span,
    SquareCode,
    Table,
)
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
        return _styled(self.into.add_paragraph(), style)


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
    """Write blocks after one another; a line that introduces a list or a table stays on its page."""
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
    _spans(place.line(STYLES[block.style]), block.spans)


def _bullets(block: Bullets, place: Place) -> None:
    number = _numbering(place.document, block.start) if block.numbered else None
    for item in block.items:
        line = place.line("List Number" if block.numbered else "List Bullet")
        if number is not None:
            line._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = number
        _spans(line, item)


def _numbering(document: Document, start: int) -> int:
    """Return a numbered list of its own: without one, Word goes on counting from the list before."""
    numbering = document.part.numbering_part.element
    style: Any = document.styles["List Number"].element
    kind = numbering.num_having_numId(style.pPr.numPr.numId.val).abstractNumId.val
    number = numbering.add_num(kind)
    number.add_lvlOverride(ilvl=0).add_startOverride(start)
    return int(number.numId)


def _table(block: Table, place: Place) -> None:
    _write_table(block, place.into, place.width)
    _gap(place)


def _gap(place: Place) -> None:
    """Leave room after a table, which has none of its own."""
    place.line("Tiny")


def _scales(block: Scales, place: Place) -> None:
    for row in block.rows:
        line = place.line("List Bullet")
        _say(line, f"{row.label}{place.language.colon}").bold = True
        _say(line, row.words)


def _boxes(block: Boxes, place: Place) -> None:
    for row in block.rows:
        line = place.line("Box")
        _say(line, f"{BOX} {row.text}")
        line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = Mm(6), Mm(-6)
        if row.note:
            _tab(line, place)
            _say(line, f"\t{row.note}")


def _tab(line: Line, place: Place, leader: WD_TAB_LEADER = WD_TAB_LEADER.SPACES) -> None:
    line.paragraph_format.tab_stops.add_tab_stop(Mm(place.width), WD_TAB_ALIGNMENT.RIGHT, leader)


def _field(block: Field, place: Place) -> None:
    _to_write_on(place, block.words(place.language))


def _to_write_on(place: Place, label: str = "") -> None:
    line = place.line("Field")
    _tab(line, place, WD_TAB_LEADER.LINES)
    _say(line, f"{label}\t")


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
    """Tell every run its language, which Word's own styles do not know."""
    body = place.into._element
    before = len(body)
    _flow(block.blocks, replace(place, language=block.language))
    for run in [run for node in body[before - 1 :] for run in node.iter(qn("w:r"))]:
        mark = OxmlElement("w:lang")
        mark.set(qn("w:val"), docx_styles.tag(block.language))
        run.get_or_add_rPr().append(mark)


def _cards(block: Cards, place: Place) -> None:
    wide, count = place.width / block.columns, -(-len(block.cards) // block.columns)
    table = _bare_table(place.into, place.width, count, block.columns)
    _margins(table, top=3, bottom=2)
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


# Tables: a head that is repeated on every page, rows that no page splits, columns of known width.
FIGURE = 18  # the width in millimetres of a column that is as wide as its text
DENSE = 10  # columns; a table with more is set small and close
ROOM = Mm(8)  # the height of a row to write in


def _bare_table(into: BlockItemContainer, width: float, rows: int, columns: int) -> DocxTable:
    """Return a table with nothing in it, as wide as its place."""
    table = into.add_table(rows, columns, Mm(width))
    table._tbl.tblStyle_val, table.autofit = "TableGrid", False
    for row in table._tbl.tr_lst:
        row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return table


def _write_table(block: Table, into: BlockItemContainer, width: float) -> None:
    """Write a table with its words and figures."""
    table, widths = _bare_table(into, width, 1 + len(block.rows), len(block.head)), _widths(block, width)
    dense = len(block.head) > DENSE
    if dense:
        _margins(table, left=0.5, right=0.5)
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = Mm(wide)
    for at, (row, texts) in enumerate(zip(table._tbl.tr_lst, (block.head, *block.rows), strict=True)):
        if at == 0:
            row.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        elif block.roomy:
            _Row(row, table).height, _Row(row, table).height_rule = ROOM, WD_ROW_HEIGHT_RULE.AT_LEAST
        for column, (tc, text) in enumerate(zip(row.tc_lst, texts, strict=True)):
            cell = _Cell(tc, table)
            cell.width = Mm(widths[column])
            _styled(cell.paragraphs[0], "Figures" if dense else "Cell")
            _fill(cell, text, head=at == 0, figure=column in block.numbers)


def _fill(cell: _Cell, text: Span, *, head: bool, figure: bool) -> None:
    line = cell.paragraphs[0]
    if figure:
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _spans(line, (text,))
    for run in line.runs if head else ():
        run.bold = True


def _margins(table: DocxTable, **sides: float) -> None:
    """Set the millimetres between a side (top, left, bottom, right) and the words of every cell, in this order."""
    margins = OxmlElement("w:tblCellMar")
    for side, wide in sides.items():
        mark = OxmlElement(f"w:{side}")
        mark.set(qn("w:w"), str(Mm(wide).twips))
        mark.set(qn("w:type"), "dxa")
        margins.append(mark)
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")  # the order that the format asks for


def _widths(block: Table, whole: float) -> list[float]:
    shares = block.widths or [0.0 if at in block.numbers else 1.0 for at in range(len(block.head))]
    left = whole - FIGURE * sum(not share for share in shares)
    return [left * share / (sum(shares) or 1) if share else float(FIGURE) for share in shares]


# Lines: their style, their words and their links.
_UNWRITABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # in XML
_BROKEN = re.compile(r"[\t\n\r]")


def _styled(line: Line, style: str) -> Line:
    """Set a style by its id, its name without spaces: to look a name up goes through all styles, for every line."""
    line._p.style = style.replace(" ", "")
    return line


def _say(line: Line, words: str) -> Run:
    """Write words at the end of a line, without what no file of this kind can hold."""
    words = _UNWRITABLE.sub("", words)
    if not words or _BROKEN.search(words):
        return line.add_run(words)
    run = line.add_run()  # without the words, which it would go through sign by sign for tabs and new lines
    run._r.add_t(words)
    return run


def _spans(line: Line, parts: tuple[Span, ...]) -> None:
    """Write words and links at the end of a line."""
    for part in parts:
        if isinstance(part, Link):
            _link(line, part)
        else:
            _say(line, part)


def _link(line: Line, link: Link) -> None:
    mark = OxmlElement("w:hyperlink")
    mark.set(qn("r:id"), line.part.relate_to(link.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = _say(line, link.text)
    run.font.underline = True
    mark.append(run._r)
    line._p.append(mark)


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
