"""Document writers: a table of formats, one module for each, loaded when it is first used.

A writer has `write(outline, paper) -> bytes` and makes a document of any outline; `paper` is a name in PAPERS, and
formats without pages leave it aside. Within `written_by`, the heavy formats are made by whoever that names: a website
makes them in processes of their own (writer_pool), a command where it stands.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

from evaluator.documents.blocks import A4, Outline


@dataclass(frozen=True)
class Format:
    """A format by its file ending: the module that makes it and its media type."""

    module: str
    media_type: str


WRITERS = {
    "pdf": Format("pdf_writer", "application/pdf"),
    "docx": Format("docx_writer", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "md": Format("markdown_writer", "text/markdown; charset=utf-8"),
    "txt": Format("text_writer", "text/plain; charset=utf-8"),
}


HEAVY = {"pdf", "docx"}  # they take a tenth of a second at best, and memory

Write = Callable[[str, Outline, str], bytes]
_WRITTEN_BY: ContextVar[Write | None] = ContextVar("written_by", default=None)


@contextmanager
def written_by(elsewhere: Write) -> Iterator[None]:
    """Have the heavy documents of this context made by another function."""
    before = _WRITTEN_BY.set(elsewhere)
    try:
        yield
    finally:
        _WRITTEN_BY.reset(before)


def write(ending: str, outline: Outline, paper: str = A4) -> bytes:
    """Write an outline as a document; KeyError for an ending that is not in WRITERS."""
    elsewhere = _WRITTEN_BY.get()
    if elsewhere is not None and ending in HEAVY:
        return elsewhere(ending, outline, paper)
    made: bytes = writer(ending).write(outline, paper)
    return made


def writer(ending: str) -> ModuleType:
    """Import the module that writes one format; KeyError for an ending that is not in WRITERS."""
    return import_module(f"{__name__}.{WRITERS[ending].module}")
