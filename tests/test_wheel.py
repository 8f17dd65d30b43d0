"""The wheel: built from a fresh copy of the sources and installed into an environment of its own, it is complete."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from importlib.util import find_spec
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = ("evaluator", "templates", "static", "questions")
FILES = ("pyproject.toml", "README.md", "LICENSE", "sbom.cdx.json", ".gitignore")
CLEARED = ("PYTHON", "EVALUATOR_", "DATABASE_", "COV_", "COVERAGE_")
VISIT = """
import json, re, evaluator
from evaluator.app import create_app
visitor = create_app().test_client()
page = visitor.get("/fr/")
style = visitor.get(re.search('<link rel="stylesheet" href="([^"]+)"', page.text)[1])
print(json.dumps({"home": evaluator.__file__, "page": [page.status_code, page.text],
                  "style": [style.status_code, style.mimetype, len(style.data)]}))
"""


def run(*command: str | Path, folder: Path) -> bytes:
    """Run a command from another folder, with nothing in the environment that points back to the sources."""
    ours = {k: v for k, v in os.environ.items() if not k.startswith(CLEARED)}
    done = subprocess.run([*map(str, command)], cwd=folder, env=ours, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy as git would give it: without compiled catalogues."""
    folder = tmp_path_factory.mktemp("build")
    for name in SOURCES:
        shutil.copytree(ROOT / name, folder / "house" / name, ignore=shutil.ignore_patterns("*.mo", "__pycache__"))
    for name in FILES:
        shutil.copy(ROOT / name, folder / "house" / name)
    # The builder may already be there; if not, pip fetches the one that pyproject.toml names.
    offline = ["--no-build-isolation", "--no-index"] if find_spec("hatchling") else []
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--quiet", "--no-deps", *offline]
    run(*pip, "--wheel-dir", folder, folder / "house", folder=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` folder of a new environment that holds the wheel and sees the libraries, but not the sources.

    The libraries are those of this environment, named in a .pth file: Python does not follow the .pth files of a
    folder named in one, so the sources, which this environment may have as an editable install, stay out of sight.
    """
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False, symlinks=True)
    scheme = {"base": str(home), "platbase": str(home)}
    scripts, packages = (Path(sysconfig.get_path(name, "venv", scheme)) for name in ("scripts", "purelib"))
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(scripts / "python")]
    run(*pip, "install", "--quiet", "--no-deps", "--no-index", "--no-compile", wheel, folder=home)
    libraries = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (packages / "libraries.pth").write_text("".join(f"{path}\n" for path in sorted(libraries)), encoding="utf-8")
    return scripts


def inside(folder: str, pattern: str) -> set[str]:
    return {
        f"evaluator/{file.relative_to(ROOT).as_posix()}"
        for file in (ROOT / folder).rglob(pattern)
        if file.is_file()
    }  # fmt: skip


def test_the_wheel_carries_templates_static_questions_and_compiled_catalogues(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for folder, pattern in (("templates", "*.html"), ("static", "*"), ("questions", "*.yaml")):
        wanted = inside(folder, pattern)
        assert wanted
        assert wanted <= names
    assert "evaluator/translations/fr/LC_MESSAGES/messages.mo" in names
    assert "evaluator/documents/outline.typ" in names


def test_the_wheel_carries_the_bill_of_materials(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        [bill] = [name for name in archive.namelist() if name.endswith(".dist-info/sboms/sbom.cdx.json")]
        assert archive.read(bill) == (ROOT / "sbom.cdx.json").read_bytes()


def test_the_wheel_carries_nothing_else(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
        tests = [name for name in archive.namelist() if "test" in name or name.endswith((".pyc", ".pot"))]
    assert (sorted(top.partition("-")[0] for top in tops), tests) == (["evaluator", "four_questions"], [])


def test_installed_it_serves_french_pages_with_style(installed: Path, tmp_path: Path) -> None:
    seen = json.loads(run(installed / "python", "-P", "-c", VISIT, folder=tmp_path))
    assert Path(seen["home"]).is_relative_to(installed.parent)
    status, text = seen["page"]
    assert (status, '<html lang="fr"' in text) == (200, True)
    assert "plateforme" in text
    status, kind, size = seen["style"]
    assert (status, kind) == (200, "text/css")
    assert size > 1000


def test_installed_its_command_finds_its_own_content_and_sets_a_pdf(installed: Path, tmp_path: Path) -> None:
    said = run(installed / "evaluator", "check", folder=tmp_path).decode()
    folder, _, verdict = said.strip().rpartition(": ")
    assert verdict == "no faults"
    assert Path(folder).is_relative_to(installed.parent)
    pdf = run(installed / "evaluator", "score", "platform=X", "--format", "pdf", "--lang", "fr", folder=tmp_path)
    assert pdf.startswith(b"%PDF-")


def test_installed_it_makes_its_own_database(installed: Path, tmp_path: Path) -> None:
    said = run(installed / "evaluator", "purge", folder=tmp_path).decode()
    assert said.startswith("0 classes ended")
    assert (tmp_path / "var" / "four-questions.db").stat().st_size > 0
