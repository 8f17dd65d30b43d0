"""The blocks of the documents, as they are printed; a test runs them, and rewrites no line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(ROOT.glob("docs/**/*.md")))


@dataclass(frozen=True)
class Block:
    """One block between fences: where it stands, in which language, and its text."""

    page: str
    line: int
    kind: str
    text: str


def blocks() -> Iterator[Block]:
    """Every block of every document, in the order of the page."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for found in re.finditer(r"^```(\w*)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
            line = text.count("\n", 0, found.start()) + 1
            yield Block(page.relative_to(ROOT).as_posix(), line, found[1], found[2])


def of(page: str) -> list[Block]:
    """The blocks of one document."""
    return [block for block in blocks() if block.page == page]
