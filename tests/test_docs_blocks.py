"""Every block of every document runs in a test as it is printed, or says here why it cannot; every command exists."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from evaluator.cli import _parser
from evaluator.content.models.library import Library
from evaluator.ethics.draft_file import dump_draft
from tests.conftest import ROOT
from tests.docs_blocks import PAGES, Block, blocks
from tests.ethics.drafts import chez_lou
from tests.faults.harness import LONG
from tests.machine import in_ci

# Blocks that run elsewhere, or cannot: by page, or by page and a word of the block.
ELSEWHERE = {
    ("docs/deploy.md", ""): "tests/faults/test_deployment.py and tests/test_deploy_files.py run them",
    ("README.md", "make run"): "`make bare` runs both on a bare machine, as continuous integration does",
    ("docs/api.md", "questions.example"): "they ask a site of that name; tests/api/test_examples.py gives them one",
    ("docs/api.md", "bad-request"): "an answer, which tests/test_docs.py compares with ours",
    (
        "docs/site.md",
        "/etc/four-questions/site.yaml",
    ): "a file of a server; tests/web/test_own_site.py serves such sites",
    ("docs/content.md", "yaml-language-server"): "a line for an editor",
}
STAYS = re.compile(r'^(\w+=("[^"]*"|\S+) +)*evaluator serve')  # it serves until it is stopped
MOST_SECONDS = 120  # of a command that is no server: one that was not told apart fails instead of hanging
UNTIL_STOPPED = 124
FINDS = re.compile("ethics check|stale|changed")  # 1 when there is something to tell
SHORT = "docs/ethics.md"  # the others take a while: `make faults` and continuous integration run them


def reason(block: Block) -> str:
    """Why a block does not run here; empty when it does."""
    return next((why for (page, word), why in ELSEWHERE.items() if block.page == page and word in block.text), "")


def ours() -> list[Block]:
    return [block for block in blocks() if not reason(block)]


@pytest.fixture
def folder(tmp_path: Path, libraries: dict[str, Library]) -> Path:
    """A folder as the documents suppose it: the sources, with the commands of an environment that is active."""
    for name in ("docs", "questions", "evaluator", "templates", "static"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "docs/example-questions", tmp_path / "my-folder")
    (tmp_path / ".venv").symlink_to(sys.prefix)
    known = {code: some.ethics for code, some in libraries.items() if some.ethics}
    for name in ("draft", "old", "new"):
        (tmp_path / f"{name}.json").write_bytes(dump_draft(chez_lou(libraries["fr"]), known))
    return tmp_path


@pytest.mark.parametrize("block", ours(), ids=lambda block: f"{block.page}:{block.line}")
def test_a_block_runs_as_it_is_printed(block: Block, folder: Path) -> None:
    if not (LONG or in_ci() or block.page == SHORT):
        pytest.skip("`make faults` runs it")
    if "my-questions" in block.text and "cp -r" not in block.text:
        shutil.copytree(ROOT / "docs/example-questions", folder / "my-questions")
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(folder), "EVALUATOR_DATA": str(folder)}
    environment.pop("EVALUATOR_LANGUAGES", None)
    for line in block.text.splitlines():
        serves = bool(STAYS.search(line))
        command = ["timeout", "5"] * serves + ["sh", "-c", line]
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=MOST_SECONDS
        )
        if serves:
            assert done.returncode == UNTIL_STOPPED or "cannot listen" in done.stderr, done.stderr
        else:
            assert done.returncode in ((0, 1) if FINDS.search(line) else (0,)), f"{line}: {done.stdout}{done.stderr}"
        assert "Traceback" not in done.stderr


def test_no_reason_is_left_over() -> None:
    printed = list(blocks())
    for page, word in ELSEWHERE:
        assert [block for block in printed if block.page == page and word in block.text], (page, word)


def inline() -> list[tuple[str, str]]:
    """Every command in a sentence or a table that could be typed as it stands: no placeholder in it."""
    found = [
        (page.name, code) for page in PAGES for code in re.findall(r"`([^`\n]+)`", page.read_text(encoding="utf-8"))
    ]
    return [(page, code) for page, code in found if re.match(r"(\.venv/bin/)?evaluator \w|make \w", code)]


@pytest.mark.parametrize(("page", "command"), sorted(set(inline())))
def test_a_command_in_a_sentence_is_one_that_exists(page: str, command: str) -> None:
    words = shlex.split(re.sub(r"[\[\]…]", "", command.replace("\\|", "/")))
    if words[0] == "make":
        targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
        assert {word for word in words[1:] if "=" not in word} <= targets
        return
    told = _parser().format_help()
    assert re.search(rf"\b{words[1]}\b", told) or words[1] == "--version", command
