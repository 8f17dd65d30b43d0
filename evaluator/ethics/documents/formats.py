"""Write the code of ethics and its private evidence sheet in every format, from two tables.

All formats come from one outline, so that promises, numbers and dates are the same in each. A block puts the word for
a draft on every page and into every file name.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from types import ModuleType

from evaluator.documents import PAGED, WRITERS, csv_cells, html_writer
from evaluator.documents import write as write_outline
from evaluator.documents.blocks import A4, A5, A6, Outline
from evaluator.ethics import draft_file
from evaluator.ethics.documents.code_document import business, code_outline
from evaluator.ethics.documents.context import CodeContext
from evaluator.ethics.documents.decision_document import decisions_outline, decisions_sheet_outline
from evaluator.ethics.documents.evidence_document import (
    evidence_outline,
    head,
    law_rows,
    rows,
    shown,
    shown_head,
    still_open,
)
from evaluator.ethics.documents.poster_document import card_outline, poster_outline, profile
from evaluator.validation.text import plain

RECORD = ("docx", "pdf", "md")  # formats of the record of decisions
MAX_NAME_LENGTH = 40  # characters of the business's name in a file name


@dataclass(frozen=True)
class EthicsFormat:
    """A format: the ending of its files, its media type, what makes it, and what such a file is."""

    ending: str
    media_type: str
    write: Callable[[CodeContext], bytes]
    part: str = "code"
    paper: str = ""  # its own sheet, for what hangs on a door; else the visitor's


def _format(
    ending: str, outline: Callable[[CodeContext], Outline], part: str = "code", paper: str = ""
) -> EthicsFormat:
    """Make a format of an outline."""

    def write(context: CodeContext) -> bytes:
        return write_outline(ending, outline(context), paper or context.paper)

    return EthicsFormat(ending, WRITERS[ending].media_type, write, part, paper)


def code_html(context: CodeContext) -> str:
    """Render the code as a piece of a page."""
    return html_writer.write(code_outline(context))


def _short(context: CodeContext) -> bytes:
    return ("\n\n".join(profile(context, language) for language in context.languages) + "\n").encode()


def _json(context: CodeContext) -> bytes:
    """Serialise the draft to open it again; what reads it ignores the key that says draft."""
    written = draft_file.dump_draft(
        context.draft, {code: each.ethics for code, each in context.libraries.items() if each.ethics}
    )
    if not context.blocked:
        return written
    return (json.dumps({"draft": True, **json.loads(written)}, ensure_ascii=False, indent=1) + "\n").encode()


def _calendar() -> ModuleType:
    """Import the writer when it is first used, as every writer is."""
    return import_module("evaluator.ethics.documents.review_calendar")


def _evidence_csv(context: CodeContext) -> bytes:
    """Write the sheet in each of its languages: the promises, then what is still open."""
    lines: list[Sequence[str]] = [[mark] for mark in (context.first.gettext("INTERNAL"), context.mark) if mark]
    for language in context.languages:
        lines += [head(language), *rows(context, language)]
        found = list(shown(context, language))
        lines += [shown_head(language), *found] if found else []
        lines += law_rows(context, language)
        lines += [(language.gettext("Still open"), line) for line in still_open(context, language)]
    return csv_cells.as_csv(lines, csv_cells.separator(context.first))


CODE: Mapping[str, EthicsFormat] = {
    "html": EthicsFormat("html", "text/html; charset=utf-8", lambda context: code_html(context).encode()),
    "docx": _format("docx", partial(code_outline, paged=True)),
    "pdf": _format("pdf", partial(code_outline, paged=True)),
    "md": _format("md", code_outline),
    "txt": _format("txt", code_outline),
    "short": EthicsFormat("txt", "text/plain; charset=utf-8", _short, "profile"),
    "poster": _format("pdf", partial(poster_outline, paper=A5), "poster", A5),
    "card": _format("pdf", partial(card_outline, paper=A6), "card", A6),
    "card-a5": _format("pdf", partial(card_outline, paper=A5), "card", A5),
    **{f"decisions-{ending}": _format(ending, decisions_outline, "decisions") for ending in RECORD},
    "json": EthicsFormat("json", "application/json", _json, "draft"),
    "ics": EthicsFormat(
        "ics", "text/calendar; charset=utf-8", lambda context: bytes(_calendar().write(context)), "review"
    ),
}
EVIDENCE: Mapping[str, EthicsFormat] = {
    "docx": _format("docx", evidence_outline),
    "md": _format("md", evidence_outline),
    **{f"decisions-{ending}": _format(ending, decisions_sheet_outline, "decisions") for ending in RECORD},
    "csv": EthicsFormat("csv", "text/csv; charset=utf-8", _evidence_csv),
}


def write_code(kind: str, context: CodeContext) -> bytes:
    """Write the public code. Raises KeyError for a kind that is not in CODE."""
    return CODE[kind].write(context)


def write_evidence(kind: str, context: CodeContext) -> bytes:
    """Write the private sheet. Raises KeyError for a kind that is not in EVIDENCE."""
    return EVIDENCE[kind].write(context)


def file_name(kind: str, context: CodeContext, internal: bool = False) -> str:
    """Name the file, such as DRAFT-chez-lou-code-2026.1-fr.pdf, in letters that every system takes."""
    gettext, form = context.first.gettext, (EVIDENCE if internal else CODE)[kind]
    parts = {
        "code": gettext("code"),
        "profile": gettext("profile"),
        "poster": gettext("poster"),
        "card": gettext("card"),
        "decisions": gettext("decisions"),
        "draft": gettext("file"),
        "review": gettext("review"),
    }
    named = (
        context.blocked and gettext("DRAFT"),
        plain(business(context))[:MAX_NAME_LENGTH].strip("-"),
        gettext("evidence") if internal and form.part == "code" else parts[form.part],
        re.sub(r"[^0-9A-Za-z.]+", "-", context.draft.version).strip(".-"),
        "-".join(language.code for language in context.languages),
        internal and gettext("internal"),
        form.paper or (form.ending in PAGED and context.paper != A4 and context.paper),
    )
    return f"{_ascii('-'.join(part for part in named if part))}.{form.ending}"


def _ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
