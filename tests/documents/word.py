"""Reading our DOCX back, from its XML alone."""

import io
from typing import cast
from xml.etree import ElementTree
from zipfile import ZipFile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def part(made: bytes, name: str = "word/document.xml") -> ElementTree.Element:
    """One part of the package, parsed."""
    with ZipFile(io.BytesIO(made)) as package:
        assert package.testzip() is None
        return ElementTree.fromstring(package.read(name))  # noqa: S314  # we wrote it


def word_text(made: bytes) -> str:
    """All text in the order read, a line for each paragraph."""
    return "\n".join(line for _, line in lines(made))


def lines(made: bytes) -> list[tuple[str, str]]:
    """Every paragraph that says something: its style and its words."""
    found = [(style(line), words(line)) for line in part(made).iter(f"{W}p")]
    return [(name, text) for name, text in found if text]


def words(node: ElementTree.Element) -> str:
    """The words in an element; a tab is a space."""
    told = (one for run in node.iter(f"{W}r") for one in run)
    return "".join((one.text or "") if one.tag == f"{W}t" else " " for one in told if one.tag in (f"{W}t", f"{W}tab"))


def style(line: ElementTree.Element) -> str:
    """The id of a paragraph's style."""
    found = line.find(f"{W}pPr/{W}pStyle")
    return "Normal" if found is None else cast("str", found.get(f"{W}val"))


def addresses(made: bytes) -> list[str]:
    """Where the links lead."""
    targets = {node.get("Id"): str(node.get("Target")) for node in part(made, "word/_rels/document.xml.rels")}
    relation = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    return [targets[link.get(relation)] for link in part(made).iter(f"{W}hyperlink")]
