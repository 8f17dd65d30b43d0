"""Documentation under test: every setting, command, address, content key and make target stands in the docs."""

import json
import re
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from evaluator.cli import _parser
from evaluator.content.file_checks import FOLDERS, OPTIONAL, SINGLE, SITE, Shape, adapter

ROOT = Path(__file__).parent.parent
CONTENT = (ROOT / "docs/content.md").read_text(encoding="utf-8")
DEPLOY = (ROOT / "docs/deploy.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def keys(shape: Shape) -> set[str]:
    """Every key that may stand in a file of this shape, at any depth."""
    schema = adapter(shape).json_schema()
    return {key for part in (schema, *schema.get("$defs", {}).values()) for key in part.get("properties", {})}


@pytest.mark.parametrize(
    "shape", [*SINGLE.values(), *FOLDERS.values(), *OPTIONAL.values()], ids=lambda shape: shape.__name__
)
def test_every_content_key_is_documented(shape: Shape) -> None:
    missing = {key for key in keys(shape) if f"`{key}`" not in CONTENT}
    assert not missing


def test_every_key_of_a_site_is_documented() -> None:
    page = (ROOT / "docs/site.md").read_text(encoding="utf-8")
    assert {key for key in keys(SITE["site.yaml"]) if f"`{key}`" not in page} == set()


def test_every_setting_is_documented() -> None:
    source = (ROOT / "evaluator/settings.py").read_text(encoding="utf-8")
    names = set(re.findall(r'environment(?:\.get\(|, )"(\w+)"', source))
    assert len(names) >= 4
    assert {name for name in names if f"`{name}`" not in DEPLOY} == set()
    assert set(re.findall(r"`(EVALUATOR_\w+|DATABASE_URL)`", DEPLOY)) == names


def commands(parser: ArgumentParser, before: str = "") -> Iterator[tuple[str, ArgumentParser]]:
    """Every command with the words that call it, those under another one too."""
    for action in parser._actions:
        if isinstance(action.choices, dict):
            for name, inner in action.choices.items():
                yield f"{before}{name}", inner
                yield from commands(inner, f"{before}{name} ")


def test_every_command_and_option_is_documented() -> None:
    told = dict(commands(_parser()))
    assert {"serve", "ethics", "ethics check"} <= set(told)
    for name, parser in told.items():
        line = next((line for line in DEPLOY.splitlines() if f"`evaluator {name}" in line), "")
        assert line, name
        options = [option for action in parser._actions for option in action.option_strings if option[:2] == "--"]
        assert [option for option in options if option != "--help" and option not in line] == []


def test_every_address_that_takes_or_gives_more_than_a_page_is_documented(app: Flask) -> None:
    """What is read in a language and nothing else needs no line: the menu, the site's map and its title tell it."""
    plain = {"lang"}, {"GET", "HEAD", "OPTIONS"}
    rules = [rule for rule in app.url_map.iter_rules() if (rule.arguments, rule.methods) != plain]
    assert len(rules) > 50
    addresses = {re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule) for rule in rules}
    assert {address for address in addresses if f"`{address}`" not in DEPLOY} == set()


def test_the_page_on_the_api_names_its_addresses_and_shows_a_true_refusal(app: Flask) -> None:
    page = (ROOT / "docs/api.md").read_text(encoding="utf-8")
    rules = [rule.rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/api/")]
    assert [rule for rule in rules if f"`{rule}`" not in page] == []
    [shown] = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    assert app.test_client().get("/api/v1/report?platform=Mill&set=some").json == json.loads(shown)


def test_every_make_target_that_people_use_is_told() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    told = README + CONTRIBUTING
    for target in ("run", "test", "bench", "faults", "messages", "reviewed", "format"):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)
        assert f"make {target}" in told


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (README, ["git", "python3-venv", "make"]),
        (CONTRIBUTING, [". .venv/bin/activate", "evaluator check", "EVALUATOR_LANGUAGES="]),
        (DEPLOY, ["--limit-request-line 8190", "pip install --quiet gunicorn", "server_tokens off", "certbot"]),
    ],
)  # fmt: skip
def test_what_a_newcomer_missed_once_is_told(page: str, said: list[str]) -> None:
    assert [words for words in said if words not in page] == []


def test_every_link_between_documents_leads_to_a_file() -> None:
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\((?!https?:|mailto:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_files_named_in_contributing_exist() -> None:
    for name in re.findall(r"`((?:questions|evaluator|docs|tests|\.ci)/[\w./-]+)`", CONTRIBUTING):
        assert "ID" in name or (ROOT / name).exists(), name


def test_every_fault_of_other_tools_is_linked_and_held_by_a_test_that_exists() -> None:
    page = (ROOT / "docs/tried-elsewhere.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| ") and "| symptom |" not in line]
    assert len(rows) >= 60
    assert [row for row in rows if not re.search(r"\]\(https://\S+\) \|", row)] == []
    known = "".join(file.read_text(encoding="utf-8") for file in ROOT.glob("tests/**/*.py"))
    assert [row for row in rows if f"def {re.findall(r'`(test_[a-z0-9_]+)`', row)[-1]}(" not in known] == []
    links = re.findall(r"\((https://\S+)\)", page)
    assert len(links) == len({*links})


def test_the_changelog_has_this_version() -> None:
    from evaluator import __version__

    assert f"## {__version__} " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
