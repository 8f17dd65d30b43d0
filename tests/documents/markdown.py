"""A reader of our own Markdown that is strict where CommonMark is lenient: any mark that was not meant is an error.

It knows headings, paragraphs, lists with their ids, tables, `**strong**` and `[text](<address>)`; everything else
must be escaped.
"""

import re
from dataclasses import dataclass
from string import punctuation

ESCAPED = re.compile(rf"\\([{re.escape(punctuation)}])")
LINK = re.compile(r"\[((?:\\.|[^\[\]\\])*)\]\(<([^<>\s]*)>\)")
MARK = re.compile(r"[\\`*_\[\]<>&|~!#$]|://|www\.|@")
LINE_START = re.compile(r"[-+=] |\d+[.)]|[-+=]+$|[ \t]")


@dataclass(frozen=True)
class Line:
    """One line: its kind, the text a reader sees, and where its links lead."""

    kind: str  # "# ", "- ", "1. ", "p", "table", "rule"
    text: str
    links: tuple[str, ...]
    cells: tuple[str, ...] = ()


def lines(document: str) -> list[Line]:
    """Every line that is not empty, as a reader would see it. AssertionError for a mark that was not meant."""
    return [_line(line) for line in document.splitlines() if line]


def _line(line: str) -> Line:
    if line.startswith("| "):
        assert line.endswith(" |"), line
        if re.fullmatch(r"\|( ---:? \|)+", line):
            return Line("rule", "", (), tuple(line.split()[1::2]))
        cells = tuple(_plain(cell.strip(" ")) for cell in re.findall(r"(?:\\.|[^|\\])+", line))
        return Line("table", " ".join(cells), (), cells)
    if line == "---":
        return Line("rule", "", ())
    found = re.match(r"(#{1,6} |- |\d+\. |)(.*?)( <!-- [\w.-]+ -->)?$", line)
    assert found, line
    kind, rest, _ = found.groups()
    links = tuple(match[1] for match in LINK.findall(rest))
    return Line(kind or "p", _plain(LINK.sub(lambda match: match[1], rest)), links)


def _plain(text: str) -> str:
    """The text behind escapes; `**` may stand around it or around its first words."""
    inner = re.sub(r"^\*\*((?:\\.|[^*\\])+)\*\*", r"\1", text)
    bare = ESCAPED.sub("\0", inner)
    assert not MARK.search(bare), f"a mark that was not meant: {text}"
    assert not LINE_START.match(inner), f"a line that would start a block: {text}"
    return ESCAPED.sub(r"\1", inner)
