"""Reading our PDFs back."""

import io
from functools import lru_cache
from typing import Any, cast

from pypdf import PdfReader


@lru_cache(maxsize=8)  # several tests of one document follow each other
def opened(made: bytes) -> PdfReader:
    """The document, read strictly."""
    return PdfReader(io.BytesIO(made), strict=True)


SITES = ("Four Questions", "Quatre questions")  # by language


@lru_cache(maxsize=8)
def pdf_text(made: bytes, *sites: str) -> str:
    """All text without the line at the foot of each page, which starts with the name of the site."""
    feet = tuple(f"{site} · " for site in sites or SITES)
    pages = [page.extract_text().splitlines() for page in opened(made).pages]
    return "\n".join(line for lines in pages for line in lines if not line.startswith(feet))


def catalogue(made: bytes) -> dict[str, Any]:
    """The root of the document."""
    return cast("dict[str, Any]", opened(made).trailer["/Root"])


def headings(made: bytes) -> list[int]:
    """The levels of the headings in the order in which a screen reader meets them."""
    found: list[int] = []

    def walk(node: Any) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        for child in node if isinstance(node, list) else []:
            walk(child)
        if isinstance(node, dict):
            kind = str(node.get("/S"))
            if kind[:2] == "/H" and kind[2:].isdecimal():
                found.append(int(kind[2:]))
            walk(node.get("/K"))

    walk(catalogue(made)["/StructTreeRoot"])
    return found


def tags(made: bytes) -> set[str]:
    """Every kind of element in the structure that a screen reader follows."""
    found: set[str] = set()
    waiting: list[Any] = [catalogue(made)["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop()
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            found.add(str(node.get("/S")))
            waiting.append(node.get("/K"))
    return found


def addresses(made: bytes) -> list[str]:
    """Where the links of a document lead."""
    found = []
    for page in opened(made).pages:
        annotations = cast("list[Any]", page.get("/Annots") or [])
        for action in (annotation.get_object().get("/A", {}) for annotation in annotations):
            found.append(str(action.get("/URI", action)))
    return found
