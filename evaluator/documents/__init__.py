"""Documents: tables of formats, one module for each, loaded when it is first used.

A writer has `write(outline, paper) -> bytes` and makes a document of any outline; `paper` is a name in PAPERS, and
formats without pages leave it aside. A report is written by the same writers; its JSON alone is of its own making.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

from evaluator.documents.blocks import Outline
from evaluator.documents.paper import A4
from evaluator.documents.report_outline import LENGTHS, WHOLE, report_outline
from evaluator.language import Language
from evaluator.report import Report


@dataclass(frozen=True)
class Format:
    """A format by its file ending: the module that makes it and its media type."""

    module: str
    media_type: str


WRITERS = {
    "pdf": Format("as_pdf", "application/pdf"),
    "docx": Format("as_docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "md": Format("as_markdown", "text/markdown; charset=utf-8"),
    "txt": Format("as_text", "text/plain; charset=utf-8"),
}
FORMATS = {**WRITERS, "json": Format("as_json", "application/json")}  # of a report
SHORTENED = {"pdf"}  # the others tell a report whole
PAGES = 3  # at most, of a report that is shortened


def write(ending: str, outline: Outline, paper: str = A4) -> bytes:
    """A document of any outline; KeyError for an ending that is not in WRITERS."""
    made: bytes = _module(WRITERS, ending).write(outline, paper)
    return made


def render(ending: str, report: Report, language: Language, address: str = "", paper: str = A4) -> bytes:
    """The report in one format; KeyError for an ending that is not in FORMATS.

    `address` is where the report can be opened again, or "" when the program does not know its own address.
    """
    if ending in SHORTENED:
        return _fitting(ending, report, language, address, paper)
    if ending in WRITERS:
        return write(ending, report_outline(report, language, address, WHOLE), paper)
    made: bytes = _module(FORMATS, ending).render(report, language)
    return made


def _fitting(ending: str, report: Report, language: Language, address: str, paper: str) -> bytes:
    """The report at the first length that fits on PAGES; one in some hundred has to be set a second time."""
    made = b""
    for length in LENGTHS:
        made = write(ending, report_outline(report, language, address, length), paper)
        if _module(WRITERS, ending).pages(made) <= PAGES:
            break
    return made


def _module(formats: Mapping[str, Format], ending: str) -> ModuleType:
    return import_module(f"{__name__}.{formats[ending].module}")
