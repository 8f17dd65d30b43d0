"""A questions folder becomes a Library per language, or a ContentError that lists every fault.

Only this package knows YAML.
"""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from evaluator.content.assemble import assemble
from evaluator.content.cross_checks.ethics import check_ethics
from evaluator.content.cross_checks.folder import ReadFolder, check_all_kinds
from evaluator.content.cross_checks.form import check_form
from evaluator.content.cross_checks.methods import check_methods
from evaluator.content.cross_checks.platforms import check_platforms
from evaluator.content.file_checks import FOLDERS, SINGLE, check_shape
from evaluator.content.models.library import Library
from evaluator.content.site_file import FOLDER as SITE_FOLDER
from evaluator.content.site_file import NAME as SITE_FILE
from evaluator.content.site_file import dressed, read_site
from evaluator.content.translation import (
    MAY_STAY,
    Catalogue,
    Words,
    is_catalogue,
    missing,
    read_catalogue,
    spoken,
    strings,
)
from evaluator.content.yaml_source import ContentError, Fault, YamlSource, read
from evaluator.i18n.language import SOURCE, Language, wordless
from evaluator.settings import SiteSettings
from evaluator.settings import folder as place

__all__ = ["ContentError", "Fault", "check", "ignored", "load", "translated"]

APART = ("schema/", SITE_FOLDER)  # the schemas that an editor reads, and what site.yaml names
NOBODY = SiteSettings()
BETWEEN = (check_all_kinds, check_form, check_methods, check_platforms, check_ethics)  # the checks between files


@dataclass
class _Read(ReadFolder):
    """Everything read from a folder, checked or not."""

    faults: list[Fault] = field(default_factory=list)
    catalogues: dict[str, Catalogue] = field(default_factory=dict)  # by language code


def load(
    folder: Path, languages: Mapping[str, Language], wanted: Sequence[str] = (), site: SiteSettings = NOBODY
) -> dict[str, Library]:
    """Return the libraries by language code, the folder's own language first, as the site of whoever runs it.

    Offered are the languages in which the folder is complete; those in `wanted`, whether complete or not. Raises
    ContentError with every fault of the folder and the translations it promises, ValueError for an unknown language.
    """
    found = _read(folder)
    words = _words(folder, found, languages, wanted)
    lacking = {each.language.code: missing(found.checked, each) for each in words}
    promised = [fault for each in words if each.promised and not wanted for fault in lacking[each.language.code]]
    offered = [each for each in words if wanted or not lacking[each.language.code]]
    own = read_site(folder, site, [each.language.code for each in offered])
    faults = found.faults + _faults_between(found) + promised + own.faults
    if faults:
        raise ContentError(faults, len(set(promised)))
    return {each.language.code: dressed(assemble(found.checked, each), own, site) for each in offered}


def check(folder: Path, languages: Mapping[str, Language], site: SiteSettings = NOBODY) -> list[Fault]:
    """Return every fault of a folder; empty when it can be used."""
    try:
        load(folder, languages, site=site)
    except ContentError as error:
        return error.faults
    return []


def translated(folder: Path, languages: Mapping[str, Language]) -> dict[str, tuple[int, int]]:
    """Count how many of a folder's strings each language has, and how many there are, begun translations included."""
    found = _read(folder)
    count = sum(1 for _, path, _ in strings(found.checked) if path not in MAY_STAY)
    strange = {code: wordless(code) for code, own in found.catalogues.items() if own.strings}
    known = {**strange, **languages}
    every = _words(folder, found, known, list(dict.fromkeys([_written(found), *known])))
    return {each.language.code: (count - len(missing(found.checked, each)), count) for each in every}


def _words(folder: Path, found: _Read, languages: Mapping[str, Language], wanted: Sequence[str]) -> list[Words]:
    return list(spoken(_written(found), languages, found.catalogues, wanted, _ours(folder)))


def _ours(folder: Path) -> bool:
    return os.path.realpath(folder) == os.path.realpath(place("questions"))  # a link to itself is no error here


def _written(found: _Read) -> str:
    """Return the language that a folder is written in."""
    form = found.one("questionnaire.yaml")
    return str(form[1].language) if form else SOURCE


def _read(folder: Path) -> _Read:
    found = _Read()
    if not folder.is_dir():
        found.faults.append(Fault(str(folder), 1, 1, "", "no such folder; give the path of a questions folder"))
        return found
    files = {name: path for name, path in _files(folder) if not passed_over(name)}
    for name in filter(_renamed, list(files)):
        message = f"content files end with .yaml; rename it to '{_renamed(name).rpartition('/')[2]}'"
        found.faults.append(Fault(name, 1, 1, "", message))
        found.unread.add(_renamed(name))
        files[_renamed(name)] = files.pop(name)
    renamed = {name for name in found.unread if name in files}
    for name in (*SINGLE, *(f"{kind}/" for kind in FOLDERS)):
        if not any(file == name or (name.endswith("/") and file.startswith(name)) for file in files):
            found.faults.append(Fault(name, 1, 1, "", "is missing; every questions folder has it"))
            found.unread.add(name)
    content = {name: path for name, path in files.items() if not (is_catalogue(name) or _is_apart(name))}
    for name in filter(is_catalogue, files):
        catalogue = found.catalogues[files[name].stem] = read_catalogue(files[name], name)
        found.faults.extend(catalogue.faults)
    for name, path in content.items():
        if name not in renamed:
            _take(found, read(path, name))
    return found


def ignored(folder: Path) -> list[str]:
    """List the files of a folder that are no content and do no harm: hidden ones, backups, notes about the folder."""
    return [name for name, _ in _files(folder) if passed_over(name)]


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path


def passed_over(name: str) -> bool:
    """Tell whether a name is one that systems, editors and version control leave in folders, or a README."""
    parts = name.split("/")
    return any(part.startswith(".") or part == "__MACOSX" for part in parts) or bool(_NO_CONTENT.fullmatch(parts[-1]))


_NO_CONTENT = re.compile(
    r"(?i).*(~|\.bak|\.orig|\.rej|\.sw[a-p]|\.tmp|\.old)|#.*#|(readme|licen[cs]e|changelog|notice)(\.\w+)?"
    r"|thumbs\.db|desktop\.ini"
)


def _is_apart(name: str) -> bool:
    """Tell whether a file is read elsewhere, or by nobody here."""
    return name == SITE_FILE or name.startswith(APART)


def _renamed(name: str) -> str:
    """Return the name that a content file with another ending should have; empty when its name is right."""
    found = _OTHER_ENDING.fullmatch(name)
    return f"{found.group(1)}.yaml" if found and not name.endswith(".yaml") else ""


_OTHER_ENDING = re.compile(r"(.+?)\.(?:ya?ml)(?:\.txt)?", re.IGNORECASE)


def _take(found: _Read, source: YamlSource) -> None:
    name = source.file
    checked = check_shape(source)
    found.faults.extend(source.faults)
    if checked is None:
        found.unread.add(name)
    else:
        found.checked[name] = (source, checked)


def _faults_between(found: _Read) -> list[Fault]:
    """Find faults between files; what a file with faults of its own may say is not guessed."""
    return [fault for check_some in BETWEEN for fault in check_some(found)]
