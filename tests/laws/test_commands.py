"""Laws 6 and 7 for the command line: every file or folder that is read or written, found from the parsers."""

import re
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from evaluator import cli
from evaluator.cli import _parser, main
from tests.test_terminal import COMMANDS, draft, typed

__all__ = ["draft"]
WRITTEN = {"cartridge": "kit.imscc", "schema": "schemas", "facts --export": "facts.csv"}  # what each command writes
OF_A_SERVER = {"serve", "demo", "links"}  # what they read is read by `_chosen` as for all others
TOLD = re.compile(r"(?:evaluator: .{20,}|\S+:\d+:\d+: .{10,}|\S+\.json: .{20,}|\d+ faults?; .*)", re.DOTALL)


def paths(parser: ArgumentParser, before: str = "") -> Iterator[tuple[str, str]]:
    """Every command with each argument of it that names a file or a folder: how an option begins, else nothing."""
    for action in parser._actions:
        if isinstance(action.choices, dict):
            for name, inner in action.choices.items():
                yield from paths(inner, f"{before}{name} ")
        elif action.metavar and re.search(r"DIR|FILE|\.JSON|IMSCC", str(action.metavar).upper()):
            yield before.strip(), (action.option_strings or [""])[0]


def _littered(path: Path) -> None:
    path.mkdir()
    (path / ".DS_Store").write_bytes(b"\x00\xff")


def broken(folder: Path) -> dict[str, Path]:
    """What stands where something else was expected."""
    made: dict[str, Callable[[Path], object]] = {
        "nothing": lambda path: None,
        "an empty file": lambda path: path.write_bytes(b""),
        "a broken archive": lambda path: path.write_bytes(b"PK\x03\x04 cut"),
        "a folder": lambda path: path.mkdir(),
        "a link to itself": lambda path: path.symlink_to(path),
        "an old encoding": lambda path: path.write_bytes("é".encode("cp1252")),
        "a hidden file in a folder": _littered,
    }
    for number, make in enumerate(made.values()):
        make(folder / f"given{number}.json")
    return {kind: folder / f"given{number}.json" for number, kind in enumerate(made)}


READING = [(command, option) for command, option in paths(_parser()) if command not in OF_A_SERVER]
READING = [each for each in READING if " ".join(each).strip() not in WRITTEN]


@pytest.mark.parametrize(("command", "option"), READING)
def test_what_cannot_be_read_is_told_with_the_file_and_what_helps(
    command: str, option: str, draft: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "given"
    folder.mkdir()
    under = {"ethics": "ethics check"}.get(command, command)  # an option of the group stands before its commands
    for kind, path in broken(folder).items():
        words = typed(under, draft, tmp_path)
        if option and option not in words:
            words[1:1] = [option, str(path)]
        elif option:
            words[words.index(option) + 1] = str(path)
        else:
            words[len(under.split())] = str(path)
        code = main(words)
        out, err = capfd.readouterr()
        if command == "changed" and not option and path.is_dir():
            assert not code or "no copy: git clone" in out, kind
            continue
        assert code in (1, 2), (kind, code)
        assert TOLD.search(err or out), (kind, out, err)
        assert path.name in err + out or (path.is_dir() and "is missing" in err + out), (kind, err)
        assert "Errno" not in err + out
        assert "Traceback" not in err + out


def of_files() -> list[tuple[str, int]]:
    """Every place of a file that a command reads: the command, and the number of the argument."""
    places: list[tuple[str, int]] = []
    for command, option in READING:
        if not option and ".json" in " ".join(metavars(command)):
            places.append((command, [each for each, _ in places].count(command)))
    return places


def metavars(command: str) -> list[str]:
    return [str(action.metavar) for action in at(command)._actions if not action.option_strings]


def at(command: str) -> ArgumentParser:
    """The parser of a command."""
    parser = _parser()
    for word in command.split():
        parser = next(action.choices[word] for action in parser._actions if isinstance(action.choices, dict))
    return parser


@pytest.mark.parametrize(("command", "place"), of_files())
def test_a_dash_stands_for_what_another_program_gives(
    command: str, place: int, draft: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    words = typed(command, draft, tmp_path)
    usual = main(words), *(said.replace(draft, "-") for said in capfd.readouterr())
    words[len(command.split()) + place] = "-"
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(Path(draft).read_bytes())))
    assert (main(words), *(said.replace(draft, "-") for said in capfd.readouterr())) == usual
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(b"{")))
    assert main(words) == 1
    assert "\n-: " in f"\n{capfd.readouterr().err}"
    monkeypatch.setattr(sys, "stdin", None)
    assert main(words) == 2
    assert "give a file" in capfd.readouterr().err
    assert "- for what another program gives" in at(command).format_help()


def test_a_dash_cannot_stand_for_two_files(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["ethics", "changes", "-", "-"]) == 2
    assert "one of the two drafts" in capfd.readouterr().err
    assert [each for each, number in of_files() if number] == ["ethics changes"]


@pytest.mark.parametrize("name", WRITTEN)
def test_what_is_written_is_named_and_nothing_is_replaced_without_a_word(
    name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "cartridge", lambda *_: b"PK")  # made whole in tests/classroom
    place = tmp_path / WRITTEN[name]
    words = [*name.split(), str(place)]

    def said(where: Path = place) -> tuple[int, str]:
        code = main([str(where) if word == str(place) else word for word in words])
        return code, "".join(capfd.readouterr())

    assert said()[0] == 0
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    assert "in place of" not in said()[1]  # the same once more
    files[0].write_text("mine")
    code, told = said()
    assert code == 0
    assert f"{files[0]} (in place of the one that was there)" in told
    other = tmp_path / "taken"
    other.write_text("a file where a folder must be")
    with pytest.raises(SystemExit) if name != "schema" else nullcontext():
        code, told = said(other / place.name)
        assert (code, "Errno" in told) == (2, False)
        assert f"cannot use {other}" in told
    assert other.read_text() == "a file where a folder must be"


def test_every_argument_for_a_file_is_tried() -> None:
    known = {" ".join(each).strip() for each in READING} | {*WRITTEN}
    assert {" ".join(each).strip() for each in paths(_parser())} - known == {
        "serve --questions", "demo --questions", "links --questions", "links --report",
    }  # fmt: skip
    assert {command for command, _ in READING} - {"ethics"} <= {*COMMANDS}
