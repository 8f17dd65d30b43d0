"""Which quoted documents have changed since they were read, by copies of the archives on this machine.

A source of an archive or repository is pinned to a commit. A copy of that repository (`git clone`) knows whether its
document has a newer version. Nothing here asks another machine; a copy may be as old as one likes.
"""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from evaluator.content.models.library import Library

PINNED = re.compile(r"https://github\.com/(?P<repository>[^/]+/[^/]+)/blob/(?P<commit>[0-9a-f]{40})/(?P<path>.+)")


class DocumentChange(NamedTuple):
    """A quoted document and what became of it: `changed` with the day of its newest version, `gone` or `no copy`."""

    platform: str
    source: str
    document: str  # repository and path
    state: str
    day: str = ""


def changed_documents(library: Library, copies: Path) -> Iterator[DocumentChange]:
    """Give every quoted document that is not as it was, and those of which there is no copy.

    `copies` holds a folder OWNER/NAME for each repository, bare or with its files.
    """
    for profile in library.profiles:
        for source in profile.sources:
            pinned = PINNED.fullmatch(source.url)
            if pinned is None:
                continue
            repository, path = pinned["repository"], unquote(pinned["path"])
            state, day = _state(copies / repository, pinned["commit"], path)
            if state:
                yield DocumentChange(profile.id, source.id, f"{repository} {path}", state, day)


def _state(copy: Path, commit: str, path: str) -> tuple[str, str]:
    """Compare a document as it was read with the newest one of a copy; empty when it is the same."""
    then, now = _git(copy, "rev-parse", f"{commit}:{path}"), _git(copy, "rev-parse", f"HEAD:{path}")
    if then is None:
        return "no copy", ""
    if now is None:
        return "gone", ""
    if then == now:
        return "", ""
    return "changed", _git(copy, "log", "-1", "--format=%cs", "HEAD", "--", path) or ""


def _git(copy: Path, *words: str) -> str | None:
    """Ask git about a copy; None when it cannot say."""
    if not copy.is_dir():
        return None
    asked = subprocess.run(  # noqa: S603  # our own words, a commit and a path of the content
        ["git", "-C", str(copy), *words],  # noqa: S607  # the git of whoever runs the command
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return asked.stdout.strip() if asked.returncode == 0 else None
