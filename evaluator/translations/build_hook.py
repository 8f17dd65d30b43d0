"""Compiles messages.po to messages.mo when the package is built or installed, and puts each .mo in the wheel."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogues(BuildHookInterface[Any]):
    """Hatch calls `initialize` before it collects files; a git-ignored .mo must be named as an artefact."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write a .mo beside each .po and add it to what is built."""
        del version
        for source in Path(self.root, "evaluator", "translations").glob("*/LC_MESSAGES/messages.po"):
            compiled = source.with_suffix(".mo")
            with source.open("rb") as text, compiled.open("wb") as binary:
                write_mo(binary, read_po(text, locale=source.parts[-3]))
            build_data["artifacts"].append(compiled.relative_to(self.root).as_posix())
