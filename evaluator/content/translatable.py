"""The strings of the content that translators see, and the gettext context that names each one.

A context is the file and the path, with ids for list items: `rubric/data-use: options.ads-forced.text`. So a
changed English string leaves its translation without a match, and the loader and the tests say so.
"""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import PurePath
from typing import Any

from pydantic import BaseModel

from evaluator.content.file_checks import check_shape
from evaluator.content.models.types import Translatable
from evaluator.content.yaml_source import Path_, YamlSource, parse


def walk(value: Any, path: Path_ = ()) -> Iterator[tuple[Path_, Translatable]]:
    """Return every translatable string under a checked file, with its path."""
    if isinstance(value, Translatable):
        yield path, value
    elif isinstance(value, BaseModel) or is_dataclass(value):
        for name in _keys(value):
            yield from walk(getattr(value, name), (*path, name))
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from walk(item, (*path, index))


def context(source: YamlSource, path: Path_) -> str:
    """Return the gettext context of a string."""
    return f"{source.file.removesuffix('.yaml')}: {source.name(path)}"


def translated(value: Any, translate: Callable[[Path_, str], str], path: Path_ = ()) -> Any:
    """Pass the prose of a checked file through `translate`; a shape of `schemas` becomes a dict."""
    if isinstance(value, Translatable):
        return translate(path, value)
    if isinstance(value, BaseModel) or is_dataclass(value):
        parts = {name: translated(getattr(value, name), translate, (*path, name)) for name in _keys(value)}
        shape: Any = dict if isinstance(value, BaseModel) else type(value)
        return shape(**parts)
    if isinstance(value, list | tuple):
        return tuple(translated(item, translate, (*path, index)) for index, item in enumerate(value))
    return value


def _keys(value: Any) -> list[str]:
    return [*type(value).model_fields] if isinstance(value, BaseModel) else [field.name for field in fields(value)]


def extract(
    fileobj: Any, keywords: Any, comment_tags: Any, options: Any
) -> Iterator[tuple[int, str, tuple[str, str], list[str]]]:
    """Babel's extraction method for **.yaml; `root` is the questions folder. A file with faults yields nothing."""
    del keywords, comment_tags
    file = PurePath(fileobj.name).relative_to(options["root"]).as_posix()
    source = parse(fileobj.read(), file)
    checked = check_shape(source)
    for path, text in walk(checked):
        yield source.place(path)[0], "pgettext", (context(source, path), str(text)), []
