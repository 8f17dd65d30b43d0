"""One file against its shape: which class a file belongs to, pydantic's errors as faults in plain words, and the
JSON Schemas by which editors check while one types. They know one file at a time; `evaluator check` knows the folder.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from evaluator.content.models.ethics import SECTION, EthicsNumbers, Fact, Promise, Rule, Section
from evaluator.content.models.ethics_example import ExampleCode
from evaluator.content.models.ethics_law import Law
from evaluator.content.models.files import EarlierMethodFile, PlatformNames, QuestionnaireFile, ScoringFile
from evaluator.content.models.lesson import Plan, Prompts, Sheet, Word
from evaluator.content.models.library import Action, FaqEntry
from evaluator.content.models.platforms import EMAIL, PLACE, Documented, PlatformProfile
from evaluator.content.models.questionnaire import Question
from evaluator.content.models.site import COLOUR, FILE, SiteFile
from evaluator.content.models.types import (
    DAY,
    KEBAB,
    KEBAB_WITH_HYPHEN,
    LOOSE_DAY,
    MY,
    PROMISE,
    RULE,
    SHARE,
    TARGET,
)
from evaluator.content.yaml_source import Fault, YamlSource

Shape = Any  # the class that a kind of file is checked against, nearly always one of the model
SINGLE: Mapping[str, Shape] = {
    "questionnaire.yaml": QuestionnaireFile,
    "scoring.yaml": ScoringFile,
    "platforms.yaml": PlatformNames,
}
FOLDERS: Mapping[str, Shape] = {"rubric": Question, "faq": FaqEntry, "actions": Action}
# Folders that a content folder may have: what stands beside the form, such as the promises of a code of ethics.
OPTIONAL: Mapping[str, Shape] = {
    "platforms": PlatformProfile,
    "documented": Documented,
    "methods": EarlierMethodFile,
    "ethics": EthicsNumbers,
    "ethics/sections": Section,
    "ethics/promises": Promise,
    "ethics/facts": Fact,
    "ethics/rules": Rule,
    "ethics/examples": ExampleCode,
    "ethics/laws": Law,
    "class/prompts": Prompts,
    "class/words": Word,
    "class/plans": Plan,
    "class/sheets": Sheet,
}
# Not content, and in the folder or elsewhere: whose site this is.
SITE: Mapping[str, Shape] = {"site.yaml": SiteFile}
CHOICES_SHOWN = 40


def check_shape(source: YamlSource) -> Any:
    """Return the file as its checked class, or None after adding its faults to `source.faults`."""
    if source.faults:
        return None
    shape = shape_of(source.file)
    if shape is None:
        places = [
            *SINGLE,
            *SITE,
            *(f"{folder}/ID.yaml" for folder in {**FOLDERS, **OPTIONAL}),
            "translations/CODE.po",
        ]
        source.faults.append(source.fault((), f"not a content file; it must be one of {', '.join(places)}"))
        return None
    return check_as(source, shape)


def check_as(source: YamlSource, shape: Shape) -> Any:
    """Return a file as this class, whatever its name, or None after adding its faults to `source.faults`."""
    if source.faults:
        return None
    try:
        return adapter(shape).validate_python(source.data)
    except ValidationError as errors:
        found = errors.errors(include_url=False)
        source.faults += [_fault(source, shape, error) for error in found if not _follows(error, found)]
        return None


def adapter(shape: Shape) -> TypeAdapter[Any]:
    """Give what validates a shape and writes its schema; made once, for making it costs more than a file."""
    if shape not in _ADAPTERS:
        _ADAPTERS[shape] = TypeAdapter(shape)
    return _ADAPTERS[shape]


_ADAPTERS: dict[Shape, TypeAdapter[Any]] = {}


def _follows(error: ErrorDetails, others: list[ErrorDetails]) -> bool:
    """Tell whether a list only seems too short because its items have faults, which are told."""
    place = error["loc"]
    return error["type"] == "too_short" and any(
        len(other["loc"]) > len(place) and other["loc"][: len(place)] == place for other in others
    )


def shape_of(file: str) -> Shape | None:
    """Return the class of a file by its place in the folder."""
    folder, _, name = file.rpartition("/")
    return {**FOLDERS, **OPTIONAL}.get(folder) if folder else SINGLE.get(name)


def choose(value: str, choices: Iterable[str], what: str) -> str:
    """Return the sentence for a name that is not among the choices, with the nearest one and the list."""
    known = list(dict.fromkeys(choices))
    near = get_close_matches(value, known, 1)
    hint = f"did you mean '{near[0]}'? " if near else ""
    shown = known if len(known) <= CHOICES_SHOWN else get_close_matches(value, known, 12, 0.3)
    more = "" if len(shown) == len(known) else f" ... ({len(known)} in all)"
    return f"no {what} '{value}'; {hint}choose one of: {', '.join(shown)}{more}"


def _fault(source: YamlSource, shape: Shape, error: ErrorDetails) -> Fault:
    path = tuple(step for step in error["loc"] if step != "[key]")
    if error["type"] in ("extra_forbidden", "unexpected_keyword_argument"):
        return source.fault(path, _unknown_key(error, shape))
    say = _SENTENCES.get(error["type"])
    return source.fault(path, say(error) if say else str(error["msg"]).removeprefix("Value error, "))


def _unknown_key(error: ErrorDetails, shape: Shape) -> str:
    return choose(str(error["loc"][-1]), _keys_at(shape, error["loc"][:-1]), "key")


def _keys_at(shape: Shape, loc: tuple[int | str, ...]) -> list[str]:
    """Return the keys that may stand at a place of a file."""
    schema: Any = adapter(shape).json_schema()
    here = schema
    for step in loc:
        here = here.get("items", {}) if isinstance(step, int) else here.get("properties", {}).get(step, {})
        while "$ref" in here:
            here = schema["$defs"][here["$ref"].rsplit("/", 1)[-1]]
    return list(here.get("properties", {}))


def _wrong_type(wanted: str) -> Callable[[ErrorDetails], str]:
    def say(error: ErrorDetails) -> str:
        value = error["input"]
        unquoted = wanted == "text" and isinstance(value, bool | int | float | date)
        quote = " (put it in double quotes)" if unquoted else ""
        return f"must be {wanted}, not {_kind(value)}{quote}"

    return say


def _kind(value: Any) -> str:
    if value is None:
        return "empty"
    shown = value.isoformat() if isinstance(value, date) else repr(value)
    return f"{_NAMES.get(type(value), type(value).__name__)}: {shown:.60}"


_NAMES: Mapping[type[Any], str] = {
    bool: "true or false", int: "a number", float: "a number", date: "a day", datetime: "a day with a time",
    str: "text", list: "a list", dict: "keys",
}  # fmt: skip


def _pattern(error: ErrorDetails) -> str:
    pattern = str(error.get("ctx", {}).get("pattern"))
    return f"{error['input']!r:.60} {_PATTERNS.get(pattern, f'must match {pattern}')}"


_PATTERNS = {
    r"\S": "is blank; write the text",
    KEBAB: "must be lower-case words joined by hyphens",
    KEBAB_WITH_HYPHEN: "must be lower-case words joined by at least one hyphen",
    PROMISE: "must be two or more words joined by dots, such as data.rights",
    RULE: "must be a K and two figures, such as K02",
    SECTION: "must be an S and a number, such as S1",
    TARGET: "must be an id, or a question's id and an option's id with a dot between",
    r"^[A-Z]$": "must be one capital letter",
    r"^[A-Z]{2}$": "must be a two-letter country code such as FR",
    r"^[a-z]{2,3}$": "must be a language code such as fr",
    MY: "must be my- and lower-case words joined by hyphens, such as my-region",
    DAY: 'must be a day such as "2026-11-24"',
    PLACE: "must be a two-letter country code such as FR, EU or world",
    EMAIL: "must be an address to write to such as privacy@example.org",
    COLOUR: 'must be a colour of six figures such as "#7a1f3d"',
    FILE: "must be the name of an .svg or .md file beside this one, such as site/logo.svg",
    LOOSE_DAY: 'must be a day, a month or a year such as "2026-11-24", "2026-11" or "2026"',
    SHARE: 'must be a number or a share such as "1" or "1/2"',
}

_SENTENCES: Mapping[str, Callable[[ErrorDetails], str]] = {
    "missing": lambda error: f"'{error['loc'][-1]}' is missing; add it",
    "string_type": _wrong_type("text"),
    "int_type": _wrong_type("a whole number"),
    "int_from_float": _wrong_type("a whole number"),
    "bool_type": _wrong_type("true or false"),
    "list_type": _wrong_type("a list (lines that start with -)"),
    "tuple_type": _wrong_type("a list (lines that start with -)"),
    "dict_type": _wrong_type("keys with values"),
    "dataclass_type": _wrong_type("keys with values"),
    "model_type": _wrong_type("keys with values"),
    "model_attributes_type": _wrong_type("keys with values"),
    "string_pattern_mismatch": _pattern,
    "string_too_short": lambda error: "is blank; write the text",
    "string_too_long": lambda error: f"is too long; at most {error['ctx']['max_length']} characters",
    "too_short": lambda error: f"has {error['ctx']['actual_length']} entries; it needs {error['ctx']['min_length']}",
    "too_long": lambda error: f"has over {error['ctx']['max_length']} entries; shorten it",
    "literal_error": lambda error: (
        f"{error['input']!r:.60} is not possible here; choose one of: "
        + str(error.get("ctx", {}).get("expected", "")).replace(" or ", ", ").replace("'", "")
    ),
    "greater_than_equal": lambda error: f"{error['input']} is too small; at least {error['ctx']['ge']}",
    "less_than_equal": lambda error: f"{error['input']} is too large; at most {error['ctx']['le']}",
}


NAMES = {  # a folder's files are one kind each
    "platforms": "platform", "documented": "documented",
    "rubric": "question", "faq": "faq", "actions": "action",
    "methods": "method", "ethics": "ethics-library", "ethics/sections": "ethics-section",
    "ethics/promises": "ethics-promise",
    "ethics/facts": "ethics-fact", "ethics/rules": "ethics-rule", "ethics/examples": "ethics-example",
    "ethics/laws": "ethics-law",
    "class/prompts": "class-prompts", "class/words": "class-word", "class/plans": "class-plan",
    "class/sheets": "class-sheet",
}  # fmt: skip


def schemas() -> dict[str, dict[str, Any]]:
    """Return every schema by its file name."""
    kinds = {name.removesuffix(".yaml"): shape for name, shape in {**SINGLE, **SITE}.items()}
    kinds |= {NAMES[folder]: shape for folder, shape in {**FOLDERS, **OPTIONAL}.items()}
    return {f"{name}.json": _schema(shape) for name, shape in kinds.items()}


def schema_files() -> Iterator[tuple[str, str]]:
    """Give every schema as a file: its name, its text."""
    for name, schema in schemas().items():
        yield name, json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _schema(shape: Shape) -> dict[str, Any]:
    made = adapter(shape).json_schema()
    for part in (made, *made.get("$defs", {}).values()):
        for rules in part.get("properties", {}).values():
            rules.pop("title", None)
            if "patternProperties" in rules:  # pydantic names the pattern of the keys, but lets others pass
                rules["additionalProperties"] = False
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}
