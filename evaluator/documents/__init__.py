"""The report as a document: one table of formats, one module for each, loaded when it is first used.

A format module has `render(report, language, address) -> bytes`; `address` is where the report can be
opened again, or "" when the program does not know its own address.
"""

from dataclasses import dataclass
from importlib import import_module

from evaluator.language import Language
from evaluator.report import Report


@dataclass(frozen=True)
class Format:
    """A format by its file ending: the module that makes it and its media type."""

    module: str
    media_type: str


FORMATS = {
    "pdf": Format("as_pdf", "application/pdf"),
    "md": Format("as_markdown", "text/markdown; charset=utf-8"),
    "json": Format("as_json", "application/json"),
    "text": Format("as_text", "text/plain; charset=utf-8"),
}


def render(ending: str, report: Report, language: Language, address: str = "") -> bytes:
    """The report in one format; KeyError for an ending that is not in FORMATS."""
    module = import_module(f"{__name__}.{FORMATS[ending].module}")
    made: bytes = module.render(report, language, address)
    return made
