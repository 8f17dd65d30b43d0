"""A fault in the content: where it is, what is wrong and what would be right."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One fault. Lines and columns count from 1; `field` is a path such as options.ads-forced.points."""

    file: str
    line: int
    column: int
    field: str
    message: str

    def __str__(self) -> str:
        """`file:line:column: field: message`, the form that editors jump to."""
        return f"{self.file}:{self.line}:{self.column}: {self.field or '-'}: {self.message}"


class ContentError(Exception):
    """The content cannot be used; `faults` lists everything that is wrong, `untranslated` counts missing strings."""

    def __init__(self, faults: list[Fault], untranslated: int = 0) -> None:
        """Keep the faults in file and line order."""
        self.faults, self.untranslated = sorted(set(faults)), untranslated
        super().__init__("\n".join(map(str, self.faults)))
