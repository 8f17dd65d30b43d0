"""A language that nobody speaks: every string of the program and its content, accented and between ⟦ and ⟧.

What shows outside such marks has escaped translation.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import write_po

from evaluator.i18n.extract import template

CODE = "eo"  # a code that Babel knows, so that figures and days have a form
OPEN, SHUT = "⟦", "⟧"
ACCENTS = str.maketrans("aeiouyAEIOUY", "áéíóúýÁÉÍÓÚÝ")
PLACES = re.compile(r"(%\(\w+\)[sd])")
INSIDE = re.compile(f"{OPEN}[^{OPEN}{SHUT}]*{SHUT}")


def pseudo(text: str) -> str:
    """A string in the language, its places for values kept."""
    parts = PLACES.split(text)
    return OPEN + "".join(part if PLACES.fullmatch(part) else part.translate(ACCENTS) for part in parts) + SHUT


def make(folder: Path) -> Path:
    """A folder of catalogues with this one language in it."""
    strings = template()
    strings.locale, strings.fuzzy = CODE, False
    for entry in strings:
        if entry.id:
            forms = [pseudo(form) for form in entry.id] if isinstance(entry.id, list | tuple) else pseudo(entry.id)
            entry.string = tuple(forms) if isinstance(forms, list) else forms
    source = folder / CODE / "LC_MESSAGES" / "messages.po"
    source.parent.mkdir(parents=True)
    with source.open("wb") as text:
        write_po(text, strings)
    return folder


def escaped(text: str, allowed: re.Pattern[str]) -> Iterator[str]:
    """The words and punctuation of a text that stand outside all marks and are not allowed to."""
    before = ""
    while before != text:  # a value inside a sentence has marks of its own
        before, text = text, INSIDE.sub("\0", text)
    for piece in text.split("\0"):
        left = allowed.sub(" ", piece).strip()
        if left:
            yield left
