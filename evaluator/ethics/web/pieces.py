"""Parts of pages that depend on content alone: made once for each language, then only put in their places.

A report is forty such parts; making them anew for every visit took nine tenths of its time. Only macros that show
nothing a visitor typed may be made into pieces, under names made of ids, so that there are few. What differs from
visit to visit goes into the gaps a macro leaves. Pieces do not travel through the template, which would copy them
several times: a mark stands for them until the page is put together.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from contextvars import ContextVar
from functools import lru_cache
from secrets import token_hex
from typing import Any

from flask import current_app, render_template
from markupsafe import Markup, escape

from evaluator.i18n.language import Language
from evaluator.web.context import language

Macro = Callable[..., Markup]
Part = bytes | str  # text as it is sent, or the name of a gap
Filling = str | Sequence[Part]  # a text, escaped like any other and perhaps a visitor’s; or what was made before
Name = tuple[Hashable, ...]

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


def pieces() -> Pieces:
    """Return the pieces of the current language."""
    kept: dict[str, Pieces] = current_app.extensions.setdefault("ethics_pieces", {})
    here = language()
    return kept.setdefault(here.code, Pieces(here))


def render(template: str, gaps: Mapping[str, str] | None = None, **values: Any) -> bytes:
    """Render a page of the wizard, its gaps filled."""
    begin()
    return put_together(render_template(template, **values), gaps or {})
