"""Parts of pages that depend on content alone: made once for each language, then only filled.

A report is forty such parts; making them anew for every visit took nine tenths of its time. Only macros that show
nothing a visitor typed may be made into pieces, under names made of ids, so that there are few. What differs from
visit to visit goes into the gaps a macro leaves: neither content nor a visitor can hold the character NUL.
"""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, cast

from flask import current_app, g
from markupsafe import Markup, escape

from evaluator import sentences
from evaluator.language import Language
from evaluator.report import Finding, FindOut, Line, Strength

Macro = Callable[..., Markup]
Pieces = dict[Hashable, str]

# What tells one thing of a report from another of its kind.
NAMES: dict[type, Callable[[Any], Hashable]] = {
    Finding: lambda finding: (finding.question.id, finding.option.id),
    Strength: lambda strength: (strength.question.id, strength.option.id),
    FindOut: lambda step: step.question.id,
    Line: lambda line: (line.question.id, line.value),
}
# What differs between visits in a thing that is otherwise the same.
FIGURES: dict[type, Callable[[Any, Language], str]] = {
    Finding: lambda finding, language: sentences.cost(finding.cost, language),
    FindOut: lambda step, language: sentences.narrows(step, language),
}


def gap(name: str) -> Markup:
    """The mark that a macro leaves where something is filled in later."""
    return Markup("\0%s\0") % name


FIGURE = str(gap("figure"))


def fill(page: str, name: str, text: str) -> bytes:
    """The page, encoded, with every gap of this name filled; the text is escaped like any other."""
    return page.encode().replace(gap(name).encode(), escape(text).encode())


def piece(name: tuple[Hashable, ...], macro: Macro, *things: Any) -> Markup:
    """What a macro makes of things of the content."""
    key, pieces = (_language().code, *name), _pieces()
    if key not in pieces:
        pieces[key] = str(macro(*things))
    return _made(pieces[key])


def each(macro: Macro, things: Sequence[Any], *how: Hashable) -> Markup:
    """What a macro makes of every thing, all of one kind; `how` is passed to the macro after the thing."""
    if not things:
        return Markup("")
    kind, language, pieces = type(things[0]), _language(), _pieces()
    name, figure = NAMES[kind], FIGURES.get(kind)
    made = []
    for thing in things:
        key = (language.code, kind, name(thing), how)
        if key not in pieces:
            pieces[key] = str(macro(thing, *how))
        made.append(pieces[key].replace(FIGURE, escape(figure(thing, language))) if figure else pieces[key])
    return _made("".join(made))


def _made(html: str) -> Markup:
    return Markup(html)  # noqa: S704  # macros made it, and a macro escapes what it is given


def _language() -> Language:
    return cast("Language", g.language)


def _pieces() -> Pieces:
    return cast("Pieces", current_app.extensions["pieces"])
