"""Which quoted documents have changed since they were read, by copies of the archives on this machine.

A source of an archive or repository is pinned to a commit. A copy of that repository (`git clone`) knows whether its
document has a newer version. Nothing here asks another machine; a copy may be as old as one likes.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from evaluator.content.models.library import Library

PINNED = re.compile(r"https://github\.com/(?P<repository>[^/]+/[^/]+)/blob/(?P<commit>[0-9a-f]{40})/(?P<path>.+)")


# Why nothing can be said of a document, and what helps; what git itself says comes behind.
REMEDIES = {
    "no copy": "git clone --bare https://github.com/{repository} {copy}",
    "no clone": "this is no clone, or a broken one: move it away and clone it again",
    "too short": "the version that was read is not in it: git -C {copy} fetch --unshallow, or git -C {copy} fetch",
}


class DocumentChange(NamedTuple):
    """A quoted document and what became of it: `changed` with the day of its newest version, `gone`, or why it
    cannot be said, as in REMEDIES.
    """

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


def remedies(found: Iterable[DocumentChange], copies: Path) -> Iterator[str]:
    """Say once for each copy that cannot be used what would help."""
    for repository, state in dict.fromkeys((each.document.partition(" ")[0], each.state) for each in found):
        if state in REMEDIES:
            yield f"{state}: {REMEDIES[state].format(repository=repository, copy=copies / repository)}"


def _state(copy: Path, commit: str, path: str) -> tuple[str, str]:
    """Compare a document as it was read with the newest one of a copy; empty when it is the same."""
    if not copy.exists():
        return "no copy", ""
    if not copy.is_dir() or _git(copy, "rev-parse", "--verify", "HEAD") is None:
        return "no clone", ""
    if _git(copy, "cat-file", "-e", f"{commit}^{{commit}}") is None:
        return "too short", ""
    then, now = _git(copy, "rev-parse", f"{commit}:{path}"), _git(copy, "rev-parse", f"HEAD:{path}")
    if now is None:
        return "gone", ""
    if then == now:
        return "", ""
    return "changed", _git(copy, "log", "-1", "--format=%cs", "HEAD", "--", path) or ""


def _git(copy: Path, *words: str) -> str | None:
    """Ask git about a copy; None when it cannot say. Raises ValueError where there is no git.

    A folder that is no clone is none of the repository around it.
    """
    above = os.environ | {"GIT_CEILING_DIRECTORIES": str(copy.parent.resolve())}
    git = shutil.which("git")
    if git is None:
        message = "git is not installed; the copies can be compared by it alone"
        raise ValueError(message)
    asked = subprocess.run(  # noqa: S603  # no shell; the words are ours, and a commit and a path of the content
        [git, "-C", str(copy), *words], capture_output=True, text=True, errors="replace", check=False, env=above
    )
    return asked.stdout.strip() if asked.returncode == 0 else None
