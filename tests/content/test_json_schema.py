"""JSON Schemas of the content: current in docs/schema, true of every file, and able to tell a fault."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from evaluator.content.file_checks import NAMES, adapter, schema_files, schemas, shape_of
from tests.content.broken import MINI

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs" / "example-questions"
SITES = sorted((ROOT / "docs" / "example-sites").iterdir())  # each with its site.yaml
FOLDERS = (ROOT / "questions", EXAMPLE, MINI, *SITES)
FILES = [
    (folder, file.relative_to(folder).as_posix()) for folder in FOLDERS for file in sorted(folder.rglob("*.yaml"))
]


def schema_of(name: str) -> str:
    folder, _, file = name.rpartition("/")
    return f"{NAMES[folder]}.json" if folder else file.replace(".yaml", ".json")


@pytest.fixture(scope="module")
def validators() -> dict[str, Draft202012Validator]:
    made = schemas()
    for schema in made.values():
        Draft202012Validator.check_schema(schema)
    return {name: Draft202012Validator(schema) for name, schema in made.items()}


def data(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def test_the_files_in_docs_are_current() -> None:
    made = dict(schema_files())
    kept = {file.name: file.read_text(encoding="utf-8") for file in (ROOT / "docs/schema").iterdir()}
    assert kept == made, "run: evaluator schema docs/schema"


def test_every_file_of_every_folder_keeps_to_its_schema(validators: dict[str, Draft202012Validator]) -> None:
    wrong = [
        f"{name}: {error.json_path}: {error.message}"
        for folder, name in FILES
        for error in validators[schema_of(name)].iter_errors(data(folder / name))
    ]
    assert wrong == []
    assert {schema_of(name) for _, name in FILES} == set(validators)


def test_every_key_says_what_it_is_for() -> None:
    for schema in schemas().values():
        for part in (schema, *schema.get("$defs", {}).values()):
            for key, rules in part.get("properties", {}).items():
                assert len(rules["description"]) > 5, key


@pytest.mark.parametrize(
    ("name", "key", "value"),
    [
        ("rubric/place-shade.yaml", "ordr", 1),
        ("rubric/place-shade.yaml", "text", None),
        ("rubric/place-shade.yaml", "text", " "),
        ("rubric/place-shade.yaml", "core", "true"),
        ("rubric/place-shade.yaml", "order", 0),
        ("rubric/place-shade.yaml", "describes", "mine"),
        ("rubric/place-shade.yaml", "id", "shade"),
        ("rubric/place-shade.yaml", "options", []),
        ("actions/bring-water.yaml", "links", {"en": "http://www.example.org/"}),
        ("actions/bring-water.yaml", "links", {"English": "https://www.example.org/"}),
        ("actions/bring-water.yaml", "kind", "habbit"),
        ("actions/bring-water.yaml", "checked", "soon"),
        ("faq/fair-turns.yaml", "answer", "One paragraph"),
        ("questionnaire.yaml", "dimensions", [{"id": "a", "name": "b", "question": "c", "about": "d"}] * 9),
        ("questionnaire.yaml", "topic", {"title": 5}),
        ("scoring.yaml", "near_line", 101),
        ("scoring.yaml", "weights", {"less": "0.5", "normal": "1", "more": "2"}),
    ],
)
def test_a_fault_is_told(name: str, key: str, value: Any, validators: dict[str, Draft202012Validator]) -> None:
    validator, file = validators[schema_of(name)], data(MINI / name)
    assert list(validator.iter_errors(file)) == []
    assert list(validator.iter_errors(file | {key: value})) != []
    shape = shape_of(name)
    assert shape is not None
    with pytest.raises(ValueError, match=r"validation error"):
        adapter(shape).validate_python(file | {key: value})


def test_every_file_of_the_example_names_its_schema() -> None:
    for file in sorted(EXAMPLE.rglob("*.yaml")):
        first = file.read_text(encoding="utf-8").splitlines()[0]
        before, _, target = first.partition("$schema=")
        assert before == "# yaml-language-server: "
        named = (file.parent / target).resolve()
        assert named == ROOT / "docs/schema" / schema_of(file.relative_to(EXAMPLE).as_posix())
