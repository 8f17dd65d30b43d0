"""Quoted documents compared with clones of the archives: the same, changed, gone, or without a copy."""

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from evaluator.content.models.library import Library
from evaluator.content.models.platforms import PlatformSource
from evaluator.library.archive_changes import DocumentChange, _state, changed_documents, remedies


def git(folder: Path, *words: str) -> str:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    return subprocess.run(
        ["git", *who, "-C", str(folder), *words], capture_output=True, text=True, check=True
    ).stdout.strip()


@pytest.fixture
def archive(tmp_path: Path) -> tuple[Path, str]:
    """Copies of one archive whose terms changed, whose rules are as they were, and whose notes are gone."""
    home = tmp_path / "town" / "archive"
    home.mkdir(parents=True)
    git(home, "init", "-q")
    for name in ("Terms of Service.md", "rules.md", "notes.md"):
        (home / name).write_text("old")
    git(home, "add", ".")
    git(home, "commit", "-qm", "Record")
    commit = git(home, "rev-parse", "HEAD")
    (home / "Terms of Service.md").write_text("new")
    (home / "notes.md").unlink()
    git(home, "commit", "-qam", "Record again")
    return tmp_path, commit


def test_each_document_is_told_as_it_stands(library: Library, archive: tuple[Path, str]) -> None:
    copies, commit = archive
    places = {
        "terms": f"town/archive/blob/{commit}/Terms%20of%20Service.md",
        "rules": f"town/archive/blob/{commit}/rules.md",
        "notes": f"town/archive/blob/{commit}/notes.md",
        "other": f"town/other/blob/{commit}/rules.md",
    }
    sources = tuple(
        PlatformSource(id=name, title=name, url=f"https://github.com/{place}", date="2026-01-01", seen="archive")
        for name, place in places.items()
    )
    profile = replace(library.profiles[0], id="mill", sources=sources)
    found = list(changed_documents(replace(library, profiles=(profile,)), copies))
    day = git(copies / "town" / "archive", "log", "-1", "--format=%cs")
    assert found == [
        DocumentChange("mill", "terms", "town/archive Terms of Service.md", "changed", day),
        DocumentChange("mill", "notes", "town/archive notes.md", "gone"),
        DocumentChange("mill", "other", "town/other rules.md", "no copy"),
    ]


def test_a_copy_that_cannot_say_is_told_with_what_helps(library: Library, archive: tuple[Path, str]) -> None:
    """Whatever stands where a clone was expected; and a folder of another repository is none of it."""
    copies, commit = archive
    town = copies / "town"
    (town / "empty").mkdir()
    (town / "file").write_bytes(b"PK\x03\x04")
    (town / "hidden").mkdir()
    (town / "hidden" / ".DS_Store").write_bytes(b"\x00\xff")
    (town / "link").symlink_to(town / "archive")
    (town / "loop").symlink_to(town / "loop")
    (town / "broken").mkdir()
    git(town / "broken", "init", "-q")
    (town / "broken" / ".git" / "HEAD").write_bytes(b"\xe9\xff")
    git(copies, "clone", "-q", "--depth", "1", f"file://{town / 'archive'}", str(town / "short"))
    (town / "archive" / "inner").mkdir()
    states = {
        "empty": "no clone", "file": "no clone", "hidden": "no clone", "link": "", "loop": "no copy",
        "broken": "no clone", "short": "too short", "archive/inner": "no clone",
    }  # fmt: skip
    for name, state in states.items():
        assert _state(town / name, commit, "rules.md")[0] == state, name
    found = [DocumentChange("mill", "x", f"town/{name} rules.md", state) for name, state in states.items()]
    told = [*remedies([*found, *found], copies)]
    assert len(told) == len([state for state in states.values() if state])
    assert all(str(copies) in line or "clone it again" in line for line in told)


def test_without_git_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ValueError, match="git is not installed"):
        _state(tmp_path, "a" * 40, "rules.md")
