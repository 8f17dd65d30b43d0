"""The strings of the content that translators see, and the gettext context that names each one.

A context is the file and the path, with ids for list items: `rubric/data-use: options.ads-forced.text`. So a
changed English string leaves its translation without a match, and the loader and the tests say so.
"""

from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import Any

from pydantic import BaseModel

from evaluator.content.file_checks import check_shape
from evaluator.content.schemas.form import Translatable
from evaluator.content.yaml_source import Path_, Source, parse


def walk(value: Any, path: Path_ = ()) -> Iterator[tuple[Path_, Translatable]]:
    """Every translatable string under a checked file, with its path."""
    if isinstance(value, Translatable):
        yield path, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from walk(getattr(value, name), (*path, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from walk(item, (*path, index))


def context(source: Source, path: Path_) -> str:
    """The gettext context of a string."""
    return f"{source.file.removesuffix('.yaml')}: {source.name(path)}"


def plain(value: Any, translate: Callable[[Path_, str], str], path: Path_ = ()) -> Any:
    """A checked file as dicts and tuples, its prose passed through `translate`."""
    if isinstance(value, Translatable):
        return translate(path, value)
    if isinstance(value, BaseModel):
        return {name: plain(getattr(value, name), translate, (*path, name)) for name in type(value).model_fields}
    if isinstance(value, list):
        return tuple(plain(item, translate, (*path, index)) for index, item in enumerate(value))
    return value


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
