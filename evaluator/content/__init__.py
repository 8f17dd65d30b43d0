"""questions/ becomes a Library per language, or a ContentError that lists every fault.

Only this package knows YAML.
"""

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from evaluator.content.assemble import assemble
from evaluator.content.checks import FOLDERS, SINGLE, check_shape
from evaluator.content.faults import ContentError, Fault
from evaluator.content.messages import context, walk
from evaluator.content.nodes import Source, read
from evaluator.content.references import Folder, check_references
from evaluator.language import SOURCE, Language
from evaluator.library import Library

__all__ = ["ContentError", "Fault", "check", "load"]


@dataclass
class _Read:
    """Everything read from a folder, checked or not."""

    checked: dict[str, tuple[Source, Any]] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)  # files and folders that are missing or have faults
    faults: list[Fault] = field(default_factory=list)


def load(folder: Path, languages: Mapping[str, Language]) -> dict[str, Library]:
    """The libraries by language code. Raises ContentError with every fault of the folder and its translations."""
    with _without_garbage_collection():
        found = _read(folder)
        faults = found.faults + _faults_between(found) + _untranslated(found, languages.values())
        if faults:
            raise ContentError(faults)
        return {code: assemble(found.checked, language) for code, language in languages.items()}


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Nearly everything made here is kept: looking through it for garbage took a seventh of the start."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def check(folder: Path, languages: Mapping[str, Language]) -> list[Fault]:
    """Every fault of a folder; empty when it can be used."""
    try:
        load(folder, languages)
    except ContentError as error:
        return error.faults
    return []


def _read(folder: Path) -> _Read:
    found = _Read()
    if not folder.is_dir():
        found.faults.append(Fault(str(folder), 1, 1, "", "no such folder; give the path of a questions folder"))
        return found
    files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    for name in (*SINGLE, *(f"{kind}/" for kind in FOLDERS)):
        if not any(file == name or (name.endswith("/") and file.startswith(name)) for file in files):
            found.faults.append(Fault(name, 1, 1, "", "is missing; every questions folder has it"))
            found.unread.add(name)
    for name, path in files.items():
        source = read(path, name)
        checked: BaseModel | None = check_shape(source)
        found.faults.extend(source.faults)
        if checked is None:
            found.unread.add(name)
        else:
            found.checked[name] = (source, checked)
    return found


def _faults_between(found: _Read) -> list[Fault]:
    """Faults between files; what a file with faults of its own may say is not guessed."""
    if not {"questionnaire.yaml", "scoring.yaml"} <= found.checked.keys():
        return []
    kinds = {kind: [pair for name, pair in found.checked.items() if name.startswith(f"{kind}/")] for kind in FOLDERS}
    together = Folder(
        questionnaire=found.checked["questionnaire.yaml"],
        scoring=found.checked["scoring.yaml"],
        questions=kinds["rubric"],
        faq=kinds["faq"],
        actions=kinds["actions"],
        unread=found.unread,
    )
    return check_references(together)


def _untranslated(found: _Read, languages: Iterable[Language]) -> list[Fault]:
    others = [language for language in languages if language.code != SOURCE]
    return [
        source.fault(path, f"no {language.name} translation; run 'make messages' and fill in {context(source, path)}")
        for source, checked in found.checked.values()
        for path, text in walk(checked)
        for language in others
        if language.content(context(source, path), text) is None
    ]
