"""The fingerprint of the text that the FAQ restates, so that a test can tell copying without holding the text.

The text is the French page of the film's FAQ. Every run of ten words in it, without case, accents and punctuation,
becomes a number of five bytes; the numbers stand in faq_source_runs.txt. To make the file anew from a copy of the
text: `python -m tests.library.faq_source TEXT.txt`.
"""

import sys
from base64 import b64decode, b64encode
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from textwrap import wrap

from evaluator.library.search import words

LENGTH = 10  # words
SIZE = 5  # bytes; two unlike runs share a number once in 10**12 pairs
FILE = Path(__file__).parent / "faq_source_runs.txt"


def runs(text: str) -> Iterator[str]:
    """Every ten words that follow one another."""
    known = words(text.replace("-", " "))
    for start in range(len(known) - LENGTH + 1):
        yield " ".join(known[start : start + LENGTH])


def number(run: str) -> bytes:
    return blake2b(run.encode(), digest_size=SIZE).digest()


def fingerprint(text: str) -> set[bytes]:
    return {number(run) for run in runs(text)}


def write(numbers: set[bytes], file: Path) -> None:
    file.write_text("\n".join(wrap(b64encode(b"".join(sorted(numbers))).decode(), 100)) + "\n", encoding="ascii")


def read(file: Path = FILE) -> frozenset[bytes]:
    whole = b64decode(file.read_text(encoding="ascii"))
    return frozenset(whole[start : start + SIZE] for start in range(0, len(whole), SIZE))


def shared(text: str, numbers: frozenset[bytes] | set[bytes]) -> list[str]:
    """The runs of a text whose number is known."""
    return [run for run in runs(text) if number(run) in numbers]


if __name__ == "__main__":
    write(fingerprint(Path(sys.argv[1]).read_text(encoding="utf-8")), FILE)
