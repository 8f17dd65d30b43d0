"""Print on whatever reads: a terminal of any encoding, a pipe that closes, a file."""

import codecs
import errno
import os
import sys
from argparse import ArgumentParser
from contextlib import suppress
from pathlib import Path
from typing import Any, TextIO
from unicodedata import normalize

READER_LEFT = 141  # as a shell says it: 128 and the number of SIGPIPE
UNUSABLE = 2  # wrong usage, or something that cannot be used
INTERRUPTED = 130  # 128 and the number of SIGINT
BINARY = frozenset({"pdf", "docx"})  # formats that a terminal cannot show
STANDARD_INPUT = "-"  # in the place of a file: what another program gives
_PLAIN = str.maketrans(
    dict.fromkeys("“”„«»", '"') | dict.fromkeys("‘’", "'") | dict.fromkeys("–—", "-") | {"→": "->"}
)


class Parser(ArgumentParser):
    """argparse's own, which would end well where the help could not be printed."""

    def _print_message(self, message: str, file: Any = None) -> None:
        (file or sys.stderr).write(message or "")


def make_printable(*streams: TextIO) -> None:
    """Let every character be printed: what a console's encoding lacks is written plainly, never an error."""
    codecs.register_error("plain", _plain)
    for stream in streams:
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="plain")


def _plain(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end].translate(_PLAIN)
    return "".join(_letters(character) for character in lacking), error.end


def _letters(character: str) -> str:
    return normalize("NFKD", character).encode("ascii", "ignore").decode() or "?"


def discard_output(stream: TextIO) -> None:
    """Send what is still to be written nowhere, so that the end of the program is quiet too."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def read_file(name: str) -> bytes:
    """Read a file, or for `-` what comes in. Raises OSError, ValueError where nothing can come in."""
    if name != STANDARD_INPUT:
        return Path(name).read_bytes()
    if sys.stdin is None:
        message = f"standard input is closed; give a file in the place of {STANDARD_INPUT}"
        raise ValueError(message)
    return sys.stdin.buffer.read()


def write_document(made: bytes, ending: str) -> None:
    """Write a document to standard output. Raises ValueError instead of filling a terminal with signs."""
    if ending in BINARY and sys.stdout.isatty():
        message = f"a {ending} is nothing for a terminal; add '> report.{ending}' to the command"
        raise ValueError(message)
    sys.stdout.flush()
    sys.stdout.buffer.write(made)


def save(path: Path, made: bytes) -> str:
    """Write a file and the folders above it, and say its name; and when another one stood there before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_bytes() if path.exists() else made
    try:
        path.write_bytes(made)
    except OSError as error:  # a full disk does not say of which file
        error.filename = error.filename or str(path)
        raise
    return str(path) if before == made else f"{path} (in place of the one that was there)"


def unusable(error: OSError) -> str:
    """Say which file or folder cannot be used, why, and what helps."""
    remedy = _REMEDIES.get(error.errno or 0, "choose another place")
    return f"cannot use {error.filename or 'the output'}: {(error.strerror or str(error)).lower()}; {remedy}"


_REMEDIES = {
    errno.ENOENT: "there is nothing of this name",
    errno.ENOSPC: "make room on the disk",
    errno.EACCES: "whoever runs this may not; allow it, or choose another place",
    errno.EISDIR: "name a file in it",
    errno.ENOTDIR: "one of its folders is a file",
    errno.EEXIST: "a file has this name; choose another one for the folder",
    errno.ELOOP: "this link leads back to itself",
}


def counted(number: int, one: str, many: str = "") -> str:
    """Give a number with its noun: 1 fault, 2 faults."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"
