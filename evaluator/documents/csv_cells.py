"""Cells of tables that spreadsheets open: what would be run as a formula there becomes plain text."""

import csv
import io
from collections.abc import Iterable, Sequence

# Also their full-width forms, and what a spreadsheet drops before it looks.
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(cell: str) -> str:
    """The cell, with an apostrophe before what could be a formula."""
    return f"'{cell}" if cell.lstrip(" \u00a0\u202f").startswith(STARTS) else cell


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as CSV that any spreadsheet reads: UTF-8 with its mark, every cell harmless."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerows([harmless(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")
