"""JSON Schema of the shapes, read off their annotations."""

from collections.abc import Callable
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

from evaluator.api.shapes import Shape

Schema = dict[str, Any]
PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}
PLACE = "#/components/schemas/"


def schemas(*shapes: Shape) -> dict[str, Schema]:
    """Return the schema of every shape named, and of the shapes inside them, by name."""
    found: dict[str, Schema] = {}
    for shape in shapes:
        _add(shape, found)
    return found


def reference(shape: Shape) -> Schema:
    """Return where the schema of a shape stands in the document."""
    return {"$ref": f"{PLACE}{_name(shape)}"}


def _name(shape: Shape) -> str:
    return shape.__name__.removesuffix("Data")


def _add(shape: Shape, found: dict[str, Schema]) -> None:
    if _name(shape) in found:
        return
    schema = found[_name(shape)] = {"type": "object", "description": shape.__doc__, "additionalProperties": False}
    hints = get_type_hints(shape, include_extras=True)
    schema["properties"] = {name: _of(hint, found) for name, hint in hints.items()}
    schema["required"] = sorted(shape.__required_keys__)


def _of(hint: Any, found: dict[str, Schema]) -> Schema:
    """Return the schema of one annotation."""
    if is_typeddict(hint):
        _add(hint, found)
        return reference(hint)
    return {"type": PLAIN[hint]} if hint in PLAIN else KINDS[get_origin(hint)](hint, found)


def _annotated(hint: Any, found: dict[str, Schema]) -> Schema:
    inner, *notes = get_args(hint)
    schema = _of(inner, found)
    for note in notes:
        key, value = ("description", note) if isinstance(note, str) else note
        schema = {**schema, key: value}
    return schema


def _either(hint: Any, found: dict[str, Schema]) -> Schema:
    return {"anyOf": [_of(part, found) for part in get_args(hint)]}


KINDS: dict[Any, Callable[[Any, dict[str, Schema]], Schema]] = {
    Annotated: _annotated,
    NotRequired: lambda hint, found: _of(get_args(hint)[0], found),
    UnionType: _either,
    Union: _either,
    Literal: lambda hint, _: {"type": "string", "enum": list(get_args(hint))},
    list: lambda hint, found: {"type": "array", "items": _of(get_args(hint)[0], found)},
    dict: lambda hint, found: {"type": "object", "additionalProperties": _of(get_args(hint)[1], found)},
}
