"""Parts of pages that depend on content alone: made once for each language, then only put in their places.

A report is forty such parts; making them anew for every visit took nine tenths of its time. Only macros that show
nothing a visitor typed may be made into pieces, under names made of ids, so that there are few. What differs from
visit to visit goes into the gaps a macro leaves. Pieces do not travel through the template, which would copy them
several times: a mark stands for them until the page is put together.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from contextvars import ContextVar
from fractions import Fraction
from functools import lru_cache
from secrets import token_hex
from typing import Any, cast

from jinja2 import Environment
from jinja2.ext import Extension
from jinja2.nodes import CallBlock, Expr, Node
from jinja2.parser import Parser
from markupsafe import Markup, escape

from evaluator.assess import report_text
from evaluator.assess.report import Finding, FindOut, Line, Strength
from evaluator.assess.scoring import tenths
from evaluator.i18n.language import Language

Macro = Callable[..., Markup]
Part = bytes | str  # text as it is sent, or the name of a gap
Filling = str | Sequence[Part]  # a text, escaped like any other and perhaps a visitor’s; or what was made before
Name = tuple[Hashable, ...]

# What tells one thing of a report from another of its kind.
NAMES: dict[type, Callable[[Any], Hashable]] = {
    Finding: lambda finding: (finding.question.id, finding.option.id),
    Strength: lambda strength: (strength.question.id, strength.option.id),
    FindOut: lambda step: step.question.id,
    Line: lambda line: (line.question.id, line.value),
}
# What differs between visits in a thing that is otherwise the same: a number of points, and its words.
FIGURES: dict[type, tuple[Callable[[Any], Fraction], Callable[[Fraction, Language], str]]] = {
    Finding: (lambda finding: finding.cost, report_text.cost),
    FindOut: (lambda step: step.narrows_by, report_text.narrows),
}
FENCE = f"\0{token_hex(8)}\0"  # around the name of a gap; nobody can type what changes with every start
MOST = 5000  # pieces of a language; a site has a few hundred, and who tries odd answers finds no more
WAITING = "#"  # before the number of a piece that waits for its place


class Gaps:
    """Stands for the values of a form while a piece of it is made: each is a gap of its field's name."""

    def get(self, name: str, default: object = None) -> list[Markup]:
        """The one value of a field."""
        del default
        return [gap(name)]


def gap(name: str) -> Markup:
    """The mark that a macro leaves where something is filled in later."""
    return escape(f"{FENCE}{name}{FENCE}")


def put_together(page: str, gaps: Mapping[str, str]) -> bytes:
    """The page as it is sent: every piece in its place, every gap filled with text that is escaped like any other."""
    filled = {name: escape(text).encode() for name, text in gaps.items()}
    return b"".join([part if isinstance(part, bytes) else filled[part] for part in parts_of(page)])


class Pieces:
    """The pieces of one language; `piece` and `each` are what templates know of them."""

    def __init__(self, language: Language) -> None:
        """Start without any: each is made when it is first asked for."""
        self.language = language
        self.made: dict[Hashable, tuple[Part, ...]] = {}
        self.figures: dict[tuple[type, float], bytes] = {}  # in words; as many as there are tenths of a point

    def piece(self, name: Name, macro: Macro, *things: Any) -> Markup:
        """What a macro makes of things of the content."""
        return placed(self.kept(name, macro, *things))

    def kept(self, name: Name | None, macro: Macro, *things: Any) -> tuple[Part, ...]:
        """The same as parts, its gaps still empty. Without a name it is made anew and not kept."""
        made = self.made.get(name) if name else None
        if made is None:
            made = parts_of(macro(*things))
            if name and len(self.made) < MOST:
                self.made[name] = made
        return made

    def filled(self, name: Name | None, gaps: Mapping[str, Filling], macro: Macro, *things: Any) -> Markup:
        """The same with its gaps filled."""
        return placed(fill(self.kept(name, macro, *things), gaps))

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
                self.made[key] = parts_of(macro(thing, *how))
            made += _figured(self.made[key], self._figure(kind, thing)) if has_figure else self.made[key]
        return placed(made)

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

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self.tags = {"once"}

    def parse(self, parser: Parser) -> Node:
        """A call of `_once` with the names as arguments and the body as caller."""
        line = next(parser.stream).lineno
        names: list[Expr] = [parser.parse_expression()]
        while parser.stream.skip_if("comma"):
            names.append(parser.parse_expression())
        body = parser.parse_statements(("name:endonce",), drop_needle=True)
        return CallBlock(self.call_method("_once", names), [], [], body).set_lineno(line)

    def _once(self, *name: Hashable, caller: Macro) -> Markup:
        return cast("Pieces", self.environment.globals["pieces"]).piece(name, caller)


def parts_of(html: str) -> tuple[Part, ...]:
    """Text and gaps in their order; pieces that waited are in their places."""
    first, *rest = str.split(html, FENCE)
    waiting = _waiting.get() if rest else []
    parts: list[Part] = [first.encode()]
    for mark, after in zip(rest[::2], rest[1::2], strict=True):
        if mark.startswith(WAITING):
            parts += waiting[int(mark[1:])]
        else:
            parts.append(mark)
        parts.append(after.encode())
    return tuple(parts)


def fill(parts: Sequence[Part], gaps: Mapping[str, Filling]) -> list[Part]:
    """The parts with every gap filled, some with nothing. What fills them is never kept."""
    made: list[Part] = []
    for part in parts:  # asked for ninety times by the page of promises
        if isinstance(part, bytes):
            made.append(part)
        elif filling := gaps.get(part):
            if isinstance(filling, str):
                made.append(escape(filling).encode())
            else:
                made += filling
    return made


def _figured(parts: Sequence[Part], figure: bytes) -> list[Part]:
    return [figure if part == "figure" else part for part in parts]


def placed(parts: Sequence[Part]) -> Markup:
    """A mark for parts that wait until the page is put together."""
    waiting = _waiting.get()
    waiting.append(parts)
    return _mark(len(waiting) - 1)


@lru_cache(maxsize=1024)  # as many as a page has pieces
def _mark(number: int) -> Markup:
    return gap(f"{WAITING}{number}")


def begin() -> None:
    """Start a page: nothing waits yet."""
    _waiting.set([])


# The pieces of the page in the making that wait for their places: asked for twenty times a page, so not kept in `g`.
_waiting: ContextVar[list[Sequence[Part]]] = ContextVar("waiting")
