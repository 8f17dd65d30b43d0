"""Parts of pages that depend on content alone: made once for each language, then only put in their places.

A report is forty such parts; making them anew for every visit took nine tenths of its time. Only macros that show
nothing a visitor typed may be made into pieces, under names made of ids, so that there are few. What differs from
visit to visit goes into the gaps a macro leaves. Pieces do not travel through the template, which would copy them
several times: a mark stands for them until the page is put together.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from fractions import Fraction
from secrets import token_hex
from typing import Any

from flask import g
from jinja2.ext import Extension
from jinja2.nodes import CallBlock, Expr, Node
from jinja2.parser import Parser
from markupsafe import Markup, escape

from evaluator import sentences
from evaluator.language import Language
from evaluator.report import Finding, FindOut, Line, Strength
from evaluator.scoring import tenths

Macro = Callable[..., Markup]
Part = bytes | str  # text as it is sent, or the name of a gap

# What tells one thing of a report from another of its kind.
NAMES: dict[type, Callable[[Any], Hashable]] = {
    Finding: lambda finding: (finding.question.id, finding.option.id),
    Strength: lambda strength: (strength.question.id, strength.option.id),
    FindOut: lambda step: step.question.id,
    Line: lambda line: (line.question.id, line.value),
}
# What differs between visits in a thing that is otherwise the same: a number of points, and its words.
FIGURES: dict[type, tuple[Callable[[Any], Fraction], Callable[[Fraction, Language], str]]] = {
    Finding: (lambda finding: finding.cost, sentences.cost),
    FindOut: (lambda step: step.narrows_by, sentences.narrows),
}
FENCE = f"\0{token_hex(8)}\0"  # around the name of a gap; nobody can type what changes with every start
WAITING = "#"  # before the number of a piece that waits for its place


def gap(name: str) -> Markup:
    """The mark that a macro leaves where something is filled in later."""
    return Markup(f"{FENCE}{name}{FENCE}")  # noqa: S704  # names come from templates and from here


def put_together(page: str, gaps: Mapping[str, str]) -> bytes:
    """The page as it is sent: every piece in its place, every gap filled with text that is escaped like any other."""
    filled = {name: escape(text).encode() for name, text in gaps.items()}
    return b"".join([part if isinstance(part, bytes) else filled[part] for part in _parts(page)])


class Pieces:
    """The pieces of one language; `piece` and `each` are what templates know of them."""

    def __init__(self, language: Language) -> None:
        """Start without any: each is made when it is first asked for."""
        self.language = language
        self.made: dict[Hashable, tuple[Part, ...]] = {}
        self.figures: dict[tuple[type, float], bytes] = {}  # in words; as many as there are tenths of a point

    def piece(self, name: tuple[Hashable, ...], macro: Macro, *things: Any) -> Markup:
        """What a macro makes of things of the content."""
        if name not in self.made:
            self.made[name] = tuple(_parts(macro(*things)))
        return _wait(self.made[name])

    def each(self, macro: Macro, things: Sequence[Any], *how: Hashable) -> Markup:
        """What a macro makes of every thing, all of one kind; `how` is passed to the macro after the thing."""
        if not things:
            return Markup("")
        kind = type(things[0])
        name, has_figure = NAMES[kind], kind in FIGURES
        made: list[Part] = []
        for thing in things:
            key = (kind, name(thing), how)
            if key not in self.made:
                self.made[key] = tuple(_parts(macro(thing, *how)))
            made += _filled(self.made[key], self._figure(kind, thing)) if has_figure else self.made[key]
        return _wait(made)

    def _figure(self, kind: type, thing: Any) -> bytes:
        value_of, words = FIGURES[kind]
        value = value_of(thing)
        key = (kind, tenths(value))
        if key not in self.figures:
            self.figures[key] = escape(words(value, self.language)).encode()
        return self.figures[key]


class Once(Extension):
    """`{% once "name", key %}...{% endonce %}`: what stands between is made once for each language and key.

    It may hold nothing that a visitor typed, and nothing of the request that is not in the key.
    """

    tags = {"once"}  # noqa: RUF012  # as Jinja declares it

    def parse(self, parser: Parser) -> Node:
        """A call of `_once` with the names as arguments and the body as caller."""
        line = next(parser.stream).lineno
        names: list[Expr] = [parser.parse_expression()]
        while parser.stream.skip_if("comma"):
            names.append(parser.parse_expression())
        body = parser.parse_statements(("name:endonce",), drop_needle=True)
        return CallBlock(self.call_method("_once", names), [], [], body).set_lineno(line)

    def _once(self, *name: Hashable, caller: Macro) -> Markup:
        pieces: Pieces = self.environment.pieces  # type: ignore[attr-defined]  # see words.environments
        return pieces.piece(name, caller)


def _parts(html: str) -> Iterator[Part]:
    """Text and gaps in their order; pieces that waited are in their places."""
    for number, part in enumerate(html.split(FENCE)):
        if number % 2 == 0:
            yield part.encode()
        elif part.startswith(WAITING):
            yield from _waiting()[int(part[1:])]
        else:
            yield part


def _filled(parts: Sequence[Part], figure: bytes) -> list[Part]:
    return [figure if part == "figure" else part for part in parts]


def _wait(parts: Sequence[Part]) -> Markup:
    waiting = _waiting()
    waiting.append(parts)
    return gap(f"{WAITING}{len(waiting) - 1}")


def _waiting() -> list[Sequence[Part]]:
    """The pieces of the current request that wait for their places."""
    waiting: list[Sequence[Part]] = g.setdefault("waiting", [])
    return waiting
