"""Copies tests/mini and breaks it: what the tests of content faults share."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from evaluator.content import Fault, check
from evaluator.i18n.language import SOURCE, languages

MINI = Path(__file__).parent.parent / "mini"
ENGLISH = {SOURCE: languages()[SOURCE]}


@dataclass(frozen=True)
class Break:
    """One thing to break: `old` becomes `new` in a file of the copy; without `old`, `new` becomes the whole file."""

    file: str
    old: str | None
    new: str | bytes | None  # None: the file goes

    def do(self, folder: Path) -> None:
        path = folder / self.file
        if self.new is None:
            path.unlink()
            return
        new = self.new.encode() if isinstance(self.new, str) else self.new
        if self.old is None:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(new)
            return
        before = path.read_bytes()
        assert before.count(self.old.encode()) == 1, f"{self.old!r} must stand once in {self.file}"
        path.write_bytes(before.replace(self.old.encode(), new))


def copy(folder: Path) -> Path:
    """A fresh copy of tests/mini in a folder that does not exist yet."""
    shutil.copytree(MINI, folder)
    return folder


def faults_of(folder: Path, breaks: Iterable[Break]) -> list[Fault]:
    """The faults of a copy of tests/mini with some things broken, in English alone."""
    copied = copy(folder / "broken")
    for one in breaks:
        one.do(copied)
    return check(copied, ENGLISH)


@dataclass(frozen=True)
class Row:
    """A row of a table: what is broken, and each fault expected as (`line:column: field`, part of its message).

    A fault in a file other than the broken one starts with that file's name: `faq/x.yaml:1:5: id`.
    """

    breaks: Break | tuple[Break, ...]
    faults: tuple[tuple[str, str], ...]

    def holds(self, folder: Path) -> None:
        """Break, check, and compare: every fault expected, in this order, and no other."""
        breaks = self.breaks if isinstance(self.breaks, tuple) else (self.breaks,)
        found = [str(fault) for fault in faults_of(folder, breaks)]
        starts = [at if ".yaml:" in at or ".txt:" in at else f"{breaks[0].file}:{at}" for at, _ in self.faults]
        assert len(found) == len(starts), found
        for line, start, (_, says) in zip(found, starts, self.faults, strict=True):
            assert line.startswith(f"{start}: "), line
            assert says in line.removeprefix(start), line


def row(file: str, old: str | None, new: str | bytes | None, *faults: tuple[str, str]) -> Row:
    """A row that breaks one file."""
    return Row(Break(file, old, new), faults)
