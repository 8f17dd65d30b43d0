"""The documents as a small site: every page is there, links lead somewhere, nothing is loaded from elsewhere."""

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.conftest import ROOT

PAGES = {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")}
LOADED = re.compile(
    r"<(?:script|link|img|iframe)\b[^>]*?\b(?:src|href)=\"((?:https?:)?//[^\"]+)\"|url\((?:https?:)?//"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if find_spec("mkdocs") is None:
        pytest.skip("NOT RUN: the documents’ site; mkdocs is not installed here")
    folder = tmp_path_factory.mktemp("site") / "docs"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


def test_every_page_is_on_the_site(site: Path) -> None:
    wanted = {re.sub(r"md$", "html", page) for page in PAGES if not page.startswith("example-sites/")}
    wanted |= {"index.html", "CONTRIBUTING.html", "CHANGELOG.html", "SECURITY.html"}
    assert wanted - {path.relative_to(site).as_posix() for path in site.rglob("*.html")} == set()


def test_pictures_are_there_and_nothing_comes_from_elsewhere(site: Path) -> None:
    for page in (*site.rglob("*.html"), *site.rglob("*.css")):
        text = page.read_text(encoding="utf-8")
        assert [found[0] for found in LOADED.finditer(text) if "canonical" not in found[0]] == [], page
        for picture in re.findall(r"<img [^>]*src=\"([^\"]+)\"", text):
            assert (page.parent / picture).is_file(), picture
    assert "example-sites" in (site / "site.html").read_text(encoding="utf-8")


def test_the_pictures_of_the_readme_are_small_and_said_in_words() -> None:
    pictures = re.findall(r"!\[([^\]]+)\]\(([^)]+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert len(pictures) == 3
    for words, place in pictures:
        assert len(words) > 40
        assert (ROOT / place).stat().st_size < 100_000
