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

from evaluator.documents.blocks import A4, Drawing, Outline
from evaluator.i18n.language import Language


@dataclass(frozen=True)
class Format:
    """A format by its file ending: the module that makes it, its media type and the name that readers know."""

    module: str
    media_type: str
    name: str = ""  # the same in every language; none: plain text

    def called(self, language: Language) -> str:
        """Name it on a button."""
        return self.name or language.gettext("Plain text")


WRITERS = {
    "pdf": Format("pdf_writer", "application/pdf", "PDF"),
    "docx": Format("docx_writer", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word"),
    "md": Format("markdown_writer", "text/markdown; charset=utf-8", "Markdown"),
    "txt": Format("text_writer", "text/plain; charset=utf-8"),
}


PICTURES = {"png": Format("png_writer", "image/png")}  # what a drawing becomes, and no outline
PAGED = ("pdf", "docx")  # made for a size of paper

HEAVY = {*PAGED, *PICTURES}  # they take a tenth of a second at best, and memory

Write = Callable[[str, Outline | Drawing, str], bytes]
_WRITTEN_BY: ContextVar[Write | None] = ContextVar("written_by", default=None)


@contextmanager
def written_by(elsewhere: Write) -> Iterator[None]:
    """Have the heavy documents of this context made by another function."""
    before = _WRITTEN_BY.set(elsewhere)
    try:
        yield
    finally:
        _WRITTEN_BY.reset(before)


def write(ending: str, outline: Outline | Drawing, paper: str = A4) -> bytes:
    """Write an outline, or a drawing as a picture; KeyError for an ending that is not in WRITERS or PICTURES."""
    elsewhere = _WRITTEN_BY.get()
    if elsewhere is not None and ending in HEAVY:
        return elsewhere(ending, outline, paper)
    made: bytes = writer(ending).write(outline, paper)
    return made


def writer(ending: str) -> ModuleType:
    """Import the module that writes one format; KeyError for an ending that no table here has."""
    known = {**WRITERS, **PICTURES}
    return import_module(f"{__name__}.{known[ending].module}")
