"""YAML with places: a file becomes plain data plus the line and column of every part of it.

Uses SafeLoader's own composer and resolver, never the C loader: the two accept different files. Aliases, anchors,
tags, repeated keys and deep nesting are faults here, so nothing of that kind reaches the rest of the program.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import yaml

from evaluator.validation.text import clean, clean_lines, refused_character

MAX_BYTES = 200_000
MAX_DEPTH = 12
MAX_NUMBER = 10**9  # far above any number here; longer ones cannot even be printed

Place = tuple[int, int]
Path_ = tuple[str | int, ...]


@dataclass(frozen=True, order=True)
class Fault:
    """One fault of the content: where it is, what is wrong and what would be right.

    Lines and columns count from 1; `field` is a path such as options.ads-forced.points."""

    file: str
    line: int
    column: int
    field: str
    message: str

    def __str__(self) -> str:
        """`file:line:column: field: message`, the form that editors jump to."""
        return f"{self.file}:{self.line}:{self.column}: {self.field or '-'}: {self.message}"


class ContentError(Exception):
    """The content cannot be used; `faults` lists everything that is wrong, `untranslated` counts missing strings."""

    def __init__(self, faults: list[Fault], untranslated: int = 0) -> None:
        """Keep the faults in file and line order."""
        self.faults, self.untranslated = sorted(set(faults)), untranslated
        super().__init__("\n".join(map(str, self.faults)))


@dataclass
class YamlSource:
    """A file as read: its data, the place of every path in it, and the faults met on the way."""

    file: str
    data: Any = None
    places: dict[Path_, Place] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def place(self, path: Path_) -> Place:
        """Return line and column of a path, or of the nearest part above it that exists."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (1, 1))

    def fault(self, path: Path_, message: str) -> Fault:
        """Return a fault at a path of this file."""
        line, column = self.place(path)
        return Fault(self.file, line, column, self.name(path), message)

    def name(self, path: Path_) -> str:
        """Return a path in words: list items are named by their id where they have one."""
        data, names = self.data, []
        for step in path:
            data = _step(data, step)
            label = data.get("id") if isinstance(step, int) and isinstance(data, Mapping) else None
            names.append(str(label if isinstance(label, str) else step))
        return ".".join(names)


def read(path: Path, name: str) -> YamlSource:
    """Read a YAML file; whatever is wrong with it as YAML is in the result's faults."""
    try:
        return parse(path.read_bytes(), name)
    except OSError as error:
        return YamlSource(name, faults=[Fault(name, 1, 1, "", f"cannot be read: {error.strerror}")])


def parse(raw: bytes, name: str) -> YamlSource:
    """Read a YAML file from its bytes."""
    source = YamlSource(name)
    if len(raw) > MAX_BYTES:
        source.faults.append(Fault(name, 1, 1, "", f"the file is over {MAX_BYTES} bytes; split it"))
        return source
    if (at := _no_text_from(raw)) is not None:
        line, column = _line_and_column(raw[:at].decode("utf-8"))
        source.faults.append(Fault(name, line, column, "", "not UTF-8; save the file as UTF-8"))
        return source
    text = raw.decode("utf-8")
    try:
        loader = _Composer(text, source)
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        source.faults.append(_syntax_fault(name, error, text))
    except yaml.reader.ReaderError as error:
        line, column = _line_and_column(text[: error.position])
        message = f"character U+{error.character:04X} may not stand in YAML; remove it"
        source.faults.append(Fault(name, line, column, "", message))
    except (ValueError, OverflowError):  # from the scanner: \U past the last character, a version of 5,000 digits
        message = "not valid YAML: a number or a \\U escape is too large; remove it"
        source.faults.append(Fault(name, loader.line + 1, loader.column + 1, "", message))
    else:
        _take(source, node)
    return source


def _no_text_from(raw: bytes) -> int | None:
    """Find the first byte that is none of UTF-8; where a letter takes two bytes, it is the first of all."""
    if b"\0" in raw[:2]:
        return 0
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return None


def _line_and_column(before: str) -> tuple[int, int]:
    lines = _BREAK.split(before)
    return len(lines), len(lines[-1]) + 1


def _take(source: YamlSource, node: yaml.Node | None) -> None:
    if node is None:
        source.faults.append(Fault(source.file, 1, 1, "", "the file is empty; copy a file beside it and change it"))
    elif not source.faults:
        source.data = _plain(source, node, ())
        _CONSTRUCT.constructed_objects.clear()  # else it keeps every node of every file for ever


class _Composer(yaml.SafeLoader):
    """SafeLoader that notes what this project does not allow instead of following it."""

    def __init__(self, text: str, source: YamlSource) -> None:
        super().__init__(text)
        self.source = source
        self.depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        parser = cast("Any", self)  # the stubs leave its methods untyped
        event = parser.peek_event()
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self._refuse(event, "anchors (&) and aliases (*) are not allowed; write the text out")
        if self.depth >= MAX_DEPTH:
            raise yaml.composer.ComposerError(None, None, f"nested over {MAX_DEPTH} deep", event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            parser.get_event()
            start, end = cast("Any", event.start_mark), cast("Any", event.end_mark)
            return yaml.ScalarNode("tag:yaml.org,2002:str", "", start, end)
        if getattr(event, "tag", None):
            self._refuse(event, f"the tag {event.tag} is not allowed; remove it")
        self.depth += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self.depth -= 1

    def _refuse(self, event: Any, message: str) -> None:
        mark = event.start_mark
        self.source.faults.append(Fault(self.source.file, mark.line + 1, mark.column + 1, "", message))


_CONSTRUCT = yaml.SafeLoader("")


def _plain(source: YamlSource, node: yaml.Node, path: Path_) -> Any:
    source.places[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.MappingNode):
        return _mapping(source, node, path)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(source, child, (*path, index)) for index, child in enumerate(node.value)]
    return _scalar(source, node, path)


def _mapping(source: YamlSource, node: yaml.MappingNode, path: Path_) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line, column = key_node.start_mark.line + 1, key_node.start_mark.column + 1
        if not isinstance(key_node, yaml.ScalarNode):
            message = "a list or keys cannot be a key; write one word before the colon"
            source.faults.append(Fault(source.file, line, column, source.name(path), message))
            continue
        key = clean(str(key_node.value))
        if key_node.style is None and (odd := _ODD_SPACE.match(key_node.value)):
            source.faults.append(Fault(source.file, line, column, source.name(path), _no_space(odd)))
            continue
        if wrong := _unusable(str(key_node.value)):
            source.faults.append(Fault(source.file, line, column, source.name((*path, key)), wrong))
        here = (*path, key)
        if key in found:
            message = f"'{key}' stands twice; keep one"
            source.faults.append(Fault(source.file, line, column, source.name(here), message))
            continue
        found[key] = _plain(source, value_node, here)
    return found


def _scalar(source: YamlSource, node: yaml.Node, path: Path_) -> Any:
    try:
        value = _CONSTRUCT.construct_object(node)
    except (yaml.constructor.ConstructorError, ValueError) as error:
        source.faults.append(source.fault(path, f"cannot be read ({error}); put it in double quotes"))
        return None
    wrong = _unusable(value) or _misread(node, value)
    if wrong:
        source.faults.append(source.fault(path, wrong))
        return None
    return clean_lines(value) if isinstance(value, str) else value


def _unusable(value: Any) -> str | None:
    if isinstance(value, int) and abs(value) > MAX_NUMBER:
        return "the number is too large; write a smaller one"
    first = refused_character(value) if isinstance(value, str) else ""
    return f"character U+{ord(first):04X} cannot be shown; remove it" if first else None


def _misread(node: yaml.Node, value: Any) -> str | None:
    """Find what YAML reads otherwise than it was typed: other numbers, a text cut short, quotes of print."""
    typed = str(node.value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        if not _PLAIN_NUMBER.fullmatch(typed):
            return f"'{typed}' is read as the number {value}; write plain figures, or put it in double quotes"
    elif isinstance(value, str) and cast("yaml.ScalarNode", node).style is None:
        end = cast("Any", node.end_mark)
        if " " in typed and (cut := _CUT.match(end.buffer, end.pointer)):
            return f"the text ends before '{cut.group(1):.40}'; put it in double quotes, or a space after a note's #"
        if len(typed) > 1 and _PRINTED_QUOTES.get(typed[0]) == typed[-1]:
            return f"the quotes {typed[0]} and {typed[-1]} are part of the text; put straight double quotes around it"
    return None


_PLAIN_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")  # of a line, as YAML counts them
# What only looks like a space, where YAML wants one: before a line, behind a dash or the colon of a key.
_ODD_SPACE = re.compile("[ -]*(?:[\\w.-]+:)?(?P<space>[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000])")
_CUT = re.compile("[ \t]+(#[^\\s#][^\r\n\x85\u2028\u2029]*)")  # what looks like part of the text but starts a comment
_PRINTED_QUOTES = {"“": "”", "„": "“", "«": "»", "‘": "’"}


def _step(data: Any, step: str | int) -> Any:
    try:
        return data[step]
    except (KeyError, IndexError, TypeError):
        return None


def _syntax_fault(name: str, error: yaml.MarkedYAMLError, text: str) -> Fault:
    mark = error.problem_mark or error.context_mark
    if mark and (odd := _odd_space(text, min((error.context_mark or mark).line, mark.line - 1), mark.line)):
        return Fault(name, odd[0] + 1, odd[1].start("space") + 1, "", _no_space(odd[1]))
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    problem = str(error.problem or error.context)
    remedy = "use spaces, not tabs" if "'\\t'" in problem else "check quotes, colons and indentation here"
    return Fault(name, line, column, "", f"not valid YAML: {problem}; {remedy}")


def _odd_space(text: str, first: int, last: int) -> tuple[int, re.Match[str]] | None:
    """Find the last of some lines that has what only looks like a space where YAML wants one."""
    lines = _BREAK.split(text)
    found = ((number, _ODD_SPACE.match(lines[number])) for number in range(max(first, 0), min(last + 1, len(lines))))
    return next(((number, odd) for number, odd in reversed([*found]) if odd), None)


def _no_space(odd: re.Match[str]) -> str:
    code = f"U+{ord(odd['space']):04X}"
    return f"the space here is {code}, which is a letter for YAML; use plain spaces, not no-break ones"
