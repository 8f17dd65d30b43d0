"""Law 6: folders and files as people's machines make them, through every loader of one.

A new field for a file, a new command that reads one and a new folder of content are met without being named.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from evaluator.cli import main
from evaluator.content import check, ignored
from evaluator.content.site_file import NAME
from evaluator.i18n.language import Language
from evaluator.settings import folder
from tests.content.test_folders import LEFT_BEHIND
from tests.laws.fields import told
from tests.laws.test_doors import the_walk
from tests.laws.walk import Field, File, Form, Walk, long_ago
from tests.test_docs import ROOT
from tests.test_terminal import COMMANDS, DRAFT, draft, typed

__all__ = ["draft"]
ENDINGS = (".yml", ".YAML", ".yaml.txt", ".Yml")
PLACE = re.compile(r"line \d+, column \d+")


def harmless(raw: bytes) -> dict[str, bytes]:
    """The same file as other machines would have saved it."""
    return {
        "with a mark": b"\xef\xbb\xbf" + raw,
        "lines of Windows": raw.replace(b"\n", b"\r\n"),
        "UTF-16": raw.decode().encode("utf-16"),
        "an empty line behind": raw + b"\n\n",
    }


def harmful(raw: bytes) -> dict[str, bytes]:
    """A file that somebody broke."""
    letter = raw.index(b'"') + 1
    return {
        "an old encoding": raw[:letter] + "é".encode("cp1252") + raw[letter:],
        "a comma too many": raw.replace(b"{", b"{,", 1),
        "cut short": raw.rstrip()[:-1],
    }


def for_files(walk: Walk) -> Iterator[tuple[Form, Field, File]]:
    """Every field for a file, with one of the site's own files that it takes."""
    for form, field in walk.typed.values():
        if field.kind == "file":
            door = walk.view(form.target, "POST").partition("_")[0].partition(".")[0]
            ours = [file for file in walk.files.values() if file.view.startswith(door) and b"\x00" not in file.data]
            taken = (file for file in ours if not told(sent(walk, form, field, file, file.data)))
            found = next(taken, None)
            assert found, f"no file of the site itself is taken at {form.page} by {field.name}"
            yield form, field, found


def sent(walk: Walk, form: Form, field: Field, file: File, data: bytes, name: str = "") -> TestResponse:
    return form.sends(walk.client, {field.name: (long_ago(data), name or file.name)})


def test_every_field_for_a_file_takes_it_as_any_machine_saves_it(app: Flask) -> None:
    walk, found = the_walk(app, "en"), []
    for form, field, file in for_files(walk):
        place = f"{walk.place(form.page)} {field.name}"
        for name in (file.name.upper(), f"{file.name}.txt", "a (1)"):
            found += [f"{place}: called {name}"] if told(sent(walk, form, field, file, file.data, name)) else []
        for kind, raw in harmless(file.data).items():
            found += [f"{place}: {kind}"] if told(sent(walk, form, field, file, raw)) else []
        for kind, raw in harmful(file.data).items() if file.name.endswith("json") else ():
            answer = sent(walk, form, field, file, raw)
            found += [] if answer.status_code == 400 and PLACE.search(answer.text) else [f"{place}: {kind} not told"]
    assert found == []


@pytest.mark.parametrize("command", [name for name, words in COMMANDS.items() if "DRAFT" in words])
def test_every_command_takes_a_file_as_any_machine_saves_it(
    command: str, draft: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    raw = Path(draft).read_bytes()
    usual = main(typed(command, draft, tmp_path))
    for kind, data in harmless(raw).items():
        Path(draft).write_bytes(data)
        assert main(typed(command, draft, tmp_path)) == usual, kind
    capfd.readouterr()
    for kind, data in harmful(raw).items():
        Path(draft).write_bytes(data)
        assert main(typed(command, draft, tmp_path)) == 1, kind
        assert re.search(r"(line|ligne) \d+, (column|colonne) \d+", capfd.readouterr().err), kind
    assert DRAFT


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """The real content with a site file and its pages beside it, to be littered."""
    copy = tmp_path / "mine"
    shutil.copytree(folder("questions"), copy)
    shutil.copytree(ROOT / "docs" / "example-sites" / "library", copy, dirs_exist_ok=True)
    return copy


def folders(content: Path) -> list[Path]:
    return [content, *(path for path in sorted(content.rglob("*")) if path.is_dir())]


def test_every_folder_passes_over_what_machines_leave(mine: Path, tongues: dict[str, Language]) -> None:
    planted = {(place / name).relative_to(mine).as_posix() for place in folders(mine) for name in LEFT_BEHIND}
    for name in planted:
        (mine / name).parent.mkdir(parents=True, exist_ok=True)
        (mine / name).write_bytes(b"\x00\xff: [")
    assert check(mine, tongues) == []
    assert planted <= {*ignored(mine)}


def test_every_folder_tells_of_another_ending_and_another_encoding(mine: Path, tongues: dict[str, Language]) -> None:
    renamed, recoded = {}, set()
    for number, place in enumerate(folders(mine)):
        files = sorted(path for path in place.glob("*.yaml"))
        if len(files) > 1:
            old = files[0].with_suffix(ENDINGS[number % len(ENDINGS)])
            files[0].rename(old)
            renamed[old.relative_to(mine).as_posix()] = files[0].name
        if len(files) > 2:
            files[2].write_bytes(files[2].read_bytes() + "# é\n".encode("cp1252"))
            recoded.add(files[2].relative_to(mine).as_posix())
    page = mine / "site" / "imprint.fr.md"
    page.write_bytes(page.read_bytes() + "é".encode("cp1252"))
    said = {(fault.file, fault.message) for fault in check(mine, tongues)}
    for wrong, right in renamed.items():
        assert (wrong, f"content files end with .yaml; rename it to '{right}'") in said
    for each in recoded:
        assert (each, "not UTF-8; save the file as UTF-8") in said
    assert len(renamed) > 8
    assert any("imprint.fr.md" in message or "imprint.fr.md" in file for file, message in said)
    assert NAME
