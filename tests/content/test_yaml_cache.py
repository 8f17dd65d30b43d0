"""What is kept of the YAML between starts: the same content, never a stale one, places when a fault needs them."""

import json
import shutil
from pathlib import Path

import pytest

from evaluator.content import yaml_source
from evaluator.content.yaml_cache import sources
from evaluator.paths import folder
from tests.content.broken import copy

QUESTIONS = folder("questions")
FILES = {path.relative_to(QUESTIONS).as_posix(): path for path in sorted(QUESTIONS.rglob("*.yaml"))}


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is kept of the real content after one reading; not to be changed."""
    path = tmp_path_factory.mktemp("read") / "kept" / "content.json"
    sources(FILES, path)
    return path


@pytest.fixture
def kept(read_once: Path, tmp_path: Path) -> Path:
    """The same in a place of its own."""
    return Path(shutil.copy2(read_once, tmp_path))


def test_what_was_kept_is_what_the_files_say(kept: Path) -> None:
    again = sources(FILES, kept)
    assert [name for name, source in again.items() if source.raw is None] == []
    for name, source in again.items():
        fresh = yaml_source.read(FILES[name], name)
        assert source.data == fresh.data
        assert source.place(("text",)) == fresh.place(("text",))
        assert source.places == fresh.places


def test_a_changed_file_is_read_anew(kept: Path, tmp_path: Path) -> None:
    mini = copy(tmp_path / "mini")
    file = {"platforms.yaml": mini / "platforms.yaml"}
    assert sources(file, kept)["platforms.yaml"].data != ["Sand"]
    file["platforms.yaml"].write_text('- "Sand"\n', encoding="utf-8")
    assert sources(file, kept)["platforms.yaml"].data == ["Sand"]


def test_a_file_with_faults_is_not_kept(tmp_path: Path) -> None:
    bad, kept = tmp_path / "bad.yaml", tmp_path / "content.json"
    bad.write_text("a: &x 1\n", encoding="utf-8")
    assert sources({"bad.yaml": bad}, kept)["bad.yaml"].faults
    assert json.loads(kept.read_text(encoding="utf-8"))["files"] == {}
    assert sources({"bad.yaml": bad}, kept)["bad.yaml"].faults


def test_what_json_would_change_is_not_kept(tmp_path: Path) -> None:
    odd, kept = tmp_path / "odd.yaml", tmp_path / "content.json"
    odd.write_text("a: 2026-11-24\nb: 1.5\n", encoding="utf-8")
    first, second = (sources({"odd.yaml": odd}, kept)["odd.yaml"].data for _ in range(2))
    assert first == second
    assert not isinstance(second["a"], str)


@pytest.mark.parametrize("spoilt", ["", "{", "[]", '{"reader": 1}', '{"reader": "old", "files": {}}'])
def test_a_spoilt_file_is_read_over(kept: Path, spoilt: str) -> None:
    kept.write_text(spoilt, encoding="utf-8")
    assert sources(FILES, kept)["scoring.yaml"].data == yaml_source.read(FILES["scoring.yaml"], "scoring.yaml").data
    assert len(json.loads(kept.read_text(encoding="utf-8"))["files"]) == len(FILES)


def test_nothing_is_needed_where_nothing_can_be_written(tmp_path: Path) -> None:
    nowhere = tmp_path / "file"
    nowhere.write_text("", encoding="utf-8")
    assert sources(FILES, nowhere / "content.json").keys() == FILES.keys()


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    gone = sources({"gone.yaml": tmp_path / "gone.yaml"}, tmp_path / "content.json")["gone.yaml"]
    assert "cannot be read" in gone.faults[0].message
