"""JSON Schemas of the content files, made from the shapes in `files`, so that editors check while one types.

They know one file at a time; `evaluator check` knows the whole folder.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evaluator.content.file_checks import FOLDERS, OPTIONAL, SINGLE, SITE, Shape, adapter

NAMES = {  # a folder's files are one kind each
    "platforms": "platform", "documented": "documented",
    "rubric": "question", "faq": "faq", "actions": "action",
    "methods": "method", "ethics": "ethics-library", "ethics/sections": "ethics-section",
    "ethics/promises": "ethics-promise",
    "ethics/facts": "ethics-fact", "ethics/rules": "ethics-rule",
    "class/prompts": "class-prompts", "class/words": "class-word", "class/plans": "class-plan",
    "class/sheets": "class-sheet",
}  # fmt: skip


def schemas() -> dict[str, dict[str, Any]]:
    """Return every schema by its file name."""
    kinds = {name.removesuffix(".yaml"): shape for name, shape in {**SINGLE, **SITE}.items()}
    kinds |= {NAMES[folder]: shape for folder, shape in {**FOLDERS, **OPTIONAL}.items()}
    return {f"{name}.json": _schema(shape) for name, shape in kinds.items()}


def write(folder: Path) -> Iterator[Path]:
    """Write every schema into a folder, and give its files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, schema in schemas().items():
        file = folder / name
        file.write_text(json.dumps(schema, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        yield file


def _schema(shape: Shape) -> dict[str, Any]:
    made = adapter(shape).json_schema()
    for part in (made, *made.get("$defs", {}).values()):
        for rules in part.get("properties", {}).values():
            rules.pop("title", None)
            if "patternProperties" in rules:  # pydantic names the pattern of the keys, but lets others pass
                rules["additionalProperties"] = False
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}
