"""What an install brings is locked, named and licensed as the repository says; all without the network."""

import json
import re
import tomllib
from importlib.metadata import requires
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT

LOCK = (ROOT / "requirements.txt").read_text(encoding="utf-8")
CONSTRAINTS = (ROOT / ".ci/constraints.txt").read_text(encoding="utf-8")
BILL: dict[str, Any] = json.loads((ROOT / "sbom.cdx.json").read_text(encoding="utf-8"))
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PAGES = ("SECURITY.md", "docs/threat-model.md")


def pins(text: str) -> dict[str, str]:
    """Name and version of each line that names one."""
    found = re.findall(r"^([\w.-]+)==([\w.]+)", text, re.MULTILINE)
    return {canonicalize_name(name): version for name, version in found}


def needed() -> dict[str, list[Requirement]]:
    """What the program asks for, and what that asks for, on this machine."""
    extra = PROJECT["project"]["optional-dependencies"]["postgres"]
    waiting = [(Requirement(line), "") for line in [*PROJECT["project"]["dependencies"], *extra]]
    found: dict[str, list[Requirement]] = {}
    while waiting:
        one, wanted = waiting.pop()
        if one.marker and not one.marker.evaluate({"extra": wanted}):
            continue
        name = canonicalize_name(one.name)
        if name not in found:
            waiting += [(Requirement(line), next(iter(one.extras), "")) for line in requires(one.name) or ()]
        found.setdefault(name, []).append(one)
    return found


def test_the_lock_holds_all_that_the_program_needs_in_versions_that_fit() -> None:
    locked, asked = pins(LOCK), needed()
    assert len(asked) > 20
    assert sorted(set(asked) - set(locked)) == [], "make lock"
    bad = [str(one) for name, some in asked.items() for one in some if locked[name] not in one.specifier]
    assert bad == [], "make lock"


def test_the_lock_is_what_the_tests_run_with() -> None:
    tested = pins(CONSTRAINTS)
    differing = {name for name, version in pins(LOCK).items() if tested.get(name, version) != version}
    assert differing == set(), "make lock"


def test_every_package_of_the_lock_has_its_hashes() -> None:
    blocks = re.split(r"^(?=[\w.-]+==)", LOCK, flags=re.MULTILINE)[1:]
    assert len(blocks) == len(pins(LOCK))
    assert [block.split()[0] for block in blocks if not re.search(r"--hash=sha256:[0-9a-f]{64}\b", block)] == []


def test_the_bill_of_materials_names_what_the_lock_installs() -> None:
    assert (BILL["bomFormat"], BILL["metadata"]["component"]["name"]) == ("CycloneDX", PROJECT["project"]["name"])
    listed = {canonicalize_name(part["name"]): part["version"] for part in BILL["components"]}
    assert listed.items() <= pins(LOCK).items(), "make lock"
    assert set(needed()) <= set(listed), "make lock"


def test_every_package_is_listed_with_its_licence() -> None:
    page = (ROOT / "docs/licences.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| ([\w.-]+) \| (.+) \|$", page, re.MULTILINE))
    rows.pop("package")
    assert set(rows) == {part["name"] for part in BILL["components"]}
    for part in BILL["components"]:
        declared = [one.get("expression") or one["license"].get("id") or "" for one in part["licenses"]]
        assert any(name in rows[part["name"]] for name in declared), part["name"]


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_on_security_names_is_there(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/.]+)(?:::\w+)?`|\]\(([\w/.-]+)(?:#[\w-]+)?\)", text)
    places = [ROOT / test if test else (ROOT / page).parent / link for test, link in named]
    assert places
    assert [place for place in places if not place.exists()] == []


def test_what_was_attacked_and_held_has_its_tests() -> None:
    """Each is a function of the file that is named."""
    text = (ROOT / "docs/threat-model.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/.]+)::(\w+)`", text)
    assert len(named) > 30
    missing = [name for file, name in named if f"def {name}(" not in (ROOT / file).read_text(encoding="utf-8")]
    assert missing == []
