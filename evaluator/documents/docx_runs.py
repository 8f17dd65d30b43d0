"""Lines of a DOCX: their style, their words and their links."""

import re

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as Line
from docx.text.run import Run

from evaluator.documents.blocks import Link, Span

_UNWRITABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # in XML
_BROKEN = re.compile(r"[\t\n\r]")


def styled(line: Line, style: str) -> Line:
    """By its id, its name without spaces: to look a name up goes through all of Word's styles, for every line."""
    line._p.style = style.replace(" ", "")
    return line


def say(line: Line, words: str) -> Run:
    """Return words at the end of a line, without what no file of this kind can hold."""
    words = _UNWRITABLE.sub("", words)
    if not words or _BROKEN.search(words):
        return line.add_run(words)
    run = line.add_run()  # without the words, which it would go through sign by sign for tabs and new lines
    run._r.add_t(words)
    return run


def spans(line: Line, parts: tuple[Span, ...]) -> None:
    """Return words and links at the end of a line."""
    for part in parts:
        if isinstance(part, Link):
            _link(line, part)
        else:
            say(line, part)


def _link(line: Line, link: Link) -> None:
    mark = OxmlElement("w:hyperlink")
    mark.set(qn("r:id"), line.part.relate_to(link.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = say(line, link.text)
    run.font.underline = True
    mark.append(run._r)
    line._p.append(mark)
