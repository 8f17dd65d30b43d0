"""`evaluator ethics`: a saved draft checked, exported and compared on the command line."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document

from evaluator.cli import main
from evaluator.content.models.library import Library
from evaluator.ethics import draft_file
from evaluator.ethics.documents.formats import CODE, EVIDENCE
from evaluator.ethics.draft import Draft
from tests.documents.pdf import opened
from tests.ethics.drafts import GAP, chez_lou, without

Captured = pytest.CaptureFixture[bytes]


@pytest.fixture
def saved(tmp_path: Path, libraries: dict[str, Library]) -> dict[str, Path]:
    """Chez Lou with its contradiction, without it, and something that is no draft."""
    blocked = chez_lou(libraries["fr"], ("en", "fr"))
    clean = replace(without(blocked, "data.consent"), gaps=(GAP,))
    ethics = {code: library.ethics for code, library in libraries.items() if library.ethics}

    def put(name: str, draft: Draft) -> Path:
        path = tmp_path / f"{name}.json"
        path.write_bytes(draft_file.dump_draft(draft, ethics))
        return path

    odd = tmp_path / "odd.json"
    odd.write_text('{"schema": 1, "promises": [], "contact": 5}')
    return {"blocked": put("blocked", blocked), "clean": put("clean", clean), "odd": odd}


def test_check_names_both_sides_and_exits_1_when_something_blocks(
    saved: dict[str, Path], capsysbinary: Captured
) -> None:
    assert main(["ethics", "check", str(saved["blocked"]), "--lang", "fr"]) == 1
    said = capsysbinary.readouterr().out.decode()
    assert "BLOQUE K03" in said
    assert "Aimeriez-vous promettre" in said.replace("\u2011", "-")
    assert main(["ethics", "check", str(saved["blocked"]), "--lang", "en"]) == 1
    assert "BLOCK K03" in capsysbinary.readouterr().out.decode()
    assert main(["ethics", "check", str(saved["clean"])]) == 0
    assert "BLOCK" not in capsysbinary.readouterr().out.decode()


@pytest.mark.parametrize("kind", sorted(CODE))
def test_export_prints_the_code(saved: dict[str, Path], capsysbinary: Captured, kind: str) -> None:
    assert main(["ethics", "export", str(saved["clean"]), "--format", kind, "--lang", "fr"]) == 0
    assert capsysbinary.readouterr().out


@pytest.mark.parametrize("kind", sorted(EVIDENCE))
def test_export_prints_the_evidence_sheet(saved: dict[str, Path], capsysbinary: Captured, kind: str) -> None:
    assert main(["ethics", "export", str(saved["clean"]), "--evidence", "--format", kind]) == 0
    assert capsysbinary.readouterr().out


def test_export_takes_paper_and_both_languages(saved: dict[str, Path], capsysbinary: Captured) -> None:
    assert main(["ethics", "export", str(saved["clean"]), "--format", "pdf", "--paper", "letter"]) == 0
    assert round(opened(capsysbinary.readouterr().out).pages[0].mediabox.width) == 612
    assert main(["ethics", "export", str(saved["clean"]), "--format", "docx", "--lang", "en,fr"]) == 0
    said = "\n".join(line.text for line in Document(io.BytesIO(capsysbinary.readouterr().out)).paragraphs)
    assert "Why we are here" in said
    assert "Pourquoi nous sommes là" in said


def test_changes_tell_first_what_readers_lose(saved: dict[str, Path], capsysbinary: Captured) -> None:
    assert main(["ethics", "changes", str(saved["blocked"]), str(saved["clean"])]) == 0
    first = capsysbinary.readouterr().out.decode().splitlines()[0]
    assert first.startswith("Removed: ")
    assert "tell readers why" in first


def test_a_file_with_problems_exits_1_and_says_where(saved: dict[str, Path], capsysbinary: Captured) -> None:
    assert main(["ethics", "check", str(saved["odd"])]) == 1
    out, err = capsysbinary.readouterr()
    assert out == b""
    assert b"contact" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "nowhere.json"],
        ["check", "{clean}", "--lang", "xx"],
        ["export", "{clean}", "--format", "csv"],
        ["export", "{clean}", "--format", "pdf", "--evidence"],
    ],
)
def test_wrong_usage_exits_2_and_says_what_would_be_right(
    saved: dict[str, Path], capsysbinary: Captured, arguments: list[str]
) -> None:
    filled = [one.format(clean=saved["clean"]) for one in arguments]
    assert main(["ethics", *filled]) == 2
    assert capsysbinary.readouterr().err.startswith(b"evaluator: ")


def test_a_folder_without_ethics_knows_no_code(saved: dict[str, Path], capsysbinary: Captured) -> None:
    folder = str(Path(__file__).parents[2] / "docs" / "example-questions")
    assert main(["ethics", "--questions", folder, "check", str(saved["clean"])]) == 2
    assert b"no ethics/" in capsysbinary.readouterr().err
