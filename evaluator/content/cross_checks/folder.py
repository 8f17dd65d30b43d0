"""The files of a content folder as they were read, and the checks that hold for several kinds of them."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from evaluator.content.file_checks import choose
from evaluator.content.yaml_source import Fault, Path_, YamlSource

# Folders whose files share a row of places (`order`), and the key by which each row is parted further.
ORDERED = (
    (("rubric",), "dimension"),
    (("ethics/sections",), ""),
    (("ethics/promises",), "section"),
    (("ethics/facts",), "step"),
    (("ethics/examples",), ""),
    (("class/words",), ""),
    (("class/plans", "class/sheets"), ""),
)


@dataclass
class ReadFolder:
    """What was read of a folder: the files without faults, each with its source, and the names of the others.

    A file with faults of its own must not bring faults in others: what it holds is unknown, not absent.
    """

    checked: dict[str, tuple[YamlSource, Any]] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)  # files and folders that are missing or have faults

    def one(self, name: str) -> tuple[YamlSource, Any] | None:
        """Return a file by name, None when it is missing or has faults."""
        return self.checked.get(name)

    def all(self, kind: str) -> list[tuple[YamlSource, Any]]:
        """Return the good files of a folder, not those of folders in it."""
        return [pair for name, pair in self.checked.items() if name.rpartition("/")[0] == kind]

    def whole(self, kind: str) -> bool:
        """Tell whether every file below a folder is known."""
        return not any(name.startswith(f"{kind}/") for name in self.unread)

    def may_hold(self, kind: str, name: str) -> bool:
        """Tell whether a file of this name may be there, but could not be read."""
        return f"{kind}/" in self.unread or f"{kind}/{name}.yaml" in self.unread

    @property
    def dimensions(self) -> list[str] | None:
        """The ids of the dimensions, None when the file that names them could not be read."""
        form = self.one("questionnaire.yaml")
        return [dimension.id for dimension in form[1].dimensions] if form else None

    @property
    def options(self) -> dict[str, list[str]]:
        """The ids of the options of each question that could be read."""
        return {question.id: [option.id for option in question.options] for _, question in self.all("rubric")}


def check_all_kinds(folder: ReadFolder) -> Iterator[Fault]:
    """Check what holds for every kind of file: its id is its name, and its place is taken once."""
    for source, checked in folder.checked.values():
        name = file_id(source)
        if getattr(checked, "id", name) != name:
            yield source.fault(("id",), f"'{checked.id}' must be the file's name, '{name}'")
    for kinds, parted_by in ORDERED:
        taken: dict[tuple[Any, int], str] = {}
        for source, checked in (pair for kind in kinds for pair in folder.all(kind)):
            first = taken.setdefault((getattr(checked, parted_by, None), checked.order), checked.id)
            if first != checked.id:
                yield source.fault(("order",), f"{checked.order} is taken by '{first}'; choose another number")


def file_id(source: YamlSource) -> str:
    """Return the name of a file without its folder and its ending."""
    return source.file.rpartition("/")[2].removesuffix(".yaml")


def repeated(source: YamlSource, values: Iterable[Any], path: Path_, key: str = "id") -> Iterator[Fault]:
    """Report the second and later places of a value that may stand once in a list."""
    seen: Counter[Any] = Counter()
    for index, value in enumerate(values):
        seen[value] += 1
        if seen[value] > 1:
            yield source.fault((*path, index, key), f"{key} '{value}' stands twice; choose another")


def unknown_names(
    source: YamlSource, path: Path_, names: Iterable[str], known: Collection[str], what: str
) -> Iterator[Fault]:
    """Report the names of a list that nothing has."""
    for index, name in enumerate(names):
        if name not in known:
            yield source.fault((*path, index), choose(name, known, what))


def unknown_name(source: YamlSource, path: Path_, name: str, known: Collection[str], what: str) -> Iterator[Fault]:
    """Report one name that nothing has."""
    if name not in known:
        yield source.fault(path, choose(name, known, what))
