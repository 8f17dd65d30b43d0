"""Tables of a DOCX: a head that is repeated on every page, rows that no page splits, columns of known width."""

from docx.blkcntnr import BlockItemContainer
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table as DocxTable
from docx.table import _Cell, _Row

from evaluator.documents.blocks import Span, Table
from evaluator.documents.docx_runs import spans, styled

FIGURE = 18  # the width in millimetres of a column that is as wide as its text
DENSE = 10  # columns; a table with more is set small and close
ROOM = Mm(8)  # the height of a row to write in


def bare(into: BlockItemContainer, width: float, rows: int, columns: int) -> DocxTable:
    """Return a table with nothing in it, as wide as its place."""
    table = into.add_table(rows, columns, Mm(width))
    table._tbl.tblStyle_val, table.autofit = "TableGrid", False
    for row in table._tbl.tr_lst:
        row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return table


def write(block: Table, into: BlockItemContainer, width: float) -> None:
    """Return a table with its words and figures."""
    table, widths = bare(into, width, 1 + len(block.rows), len(block.head)), _widths(block, width)
    dense = len(block.head) > DENSE
    if dense:
        room(table, left=0.5, right=0.5)
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
            styled(cell.paragraphs[0], "Figures" if dense else "Cell")
            _fill(cell, text, head=at == 0, figure=column in block.numbers)


def _fill(cell: _Cell, text: Span, *, head: bool, figure: bool) -> None:
    line = cell.paragraphs[0]
    if figure:
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    spans(line, (text,))
    for run in line.runs if head else ():
        run.bold = True


def room(table: DocxTable, **sides: float) -> None:
    """The millimetres between a side (top, left, bottom, right) and the words of every cell, named in this order."""
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
