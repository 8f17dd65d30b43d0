"""Cells of tables that spreadsheets open: what would be run as a formula there becomes plain text."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from babel.numbers import get_decimal_symbol

from evaluator.i18n.language import Language

# Also their full-width forms, and what a spreadsheet drops before it looks.
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


_INSIDE = re.compile(rf"([;\t\r\n][\s]*)([{re.escape(''.join(one for one in STARTS if not one.isspace()))}])")


def harmless(cell: str) -> str:
    """Put an apostrophe before what could be a formula, also behind what another program takes for a separator."""
    cell = _INSIDE.sub(r"\1'\2", cell)
    return f"'{cell}" if cell.lstrip(" \u00a0\u202f").startswith(STARTS) else cell


def separator(language: Language) -> str:
    """Choose what spreadsheets of a language expect between cells: a semicolon where the comma is in numbers."""
    return ";" if get_decimal_symbol(language.locale) == "," else ","


def as_csv(rows: Iterable[Sequence[str]], separator: str = ",") -> bytes:
    """Write rows as CSV that any spreadsheet reads: UTF-8 with its mark, every cell harmless."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=separator, lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")
