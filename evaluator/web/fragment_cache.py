"""A cache of constant fragments: what a macro makes of content alone is made once for each language.

The longest report holds some forty of them. The key is the macro and its arguments, and the macro is imported without
context, so what it makes cannot hang on anything else; a visitor's own words are no argument of any fragment.
"""

from collections.abc import Callable, Hashable

from flask import current_app
from jinja2.runtime import Macro
from markupsafe import Markup

MAX_FRAGMENTS = 5000  # a site has a few hundred in each language


class FragmentCache:
    """Calls macros, and keeps what they make unless the configuration has FRAGMENTS off."""

    def __init__(self, around: Callable[[], Hashable]) -> None:
        """Start empty; `around` gives what every macro knows of a request: its language, and the path of the site."""
        self._around = around
        self._made: dict[Hashable, Markup] = {}

    def __call__(self, macro: Macro, *arguments: object) -> Markup:
        """Return what an imported macro makes of plain values and content with an id; TypeError for others."""
        key = (self._around(), macro, *map(_key, arguments))
        made = self._made.get(key) if current_app.config.get("FRAGMENTS", True) else None
        if made is None:
            made = Markup(macro(*arguments))  # noqa: S704  # a macro's own output, escaped where it had to be
            if len(self._made) < MAX_FRAGMENTS:
                self._made[key] = made
        return made

    def __len__(self) -> int:
        """Count what is kept."""
        return len(self._made)


def _key(argument: object) -> Hashable:
    if argument is None or isinstance(argument, str | int):
        return argument
    name = getattr(argument, "id", None)
    if not isinstance(name, str):
        message = f"a fragment is made of plain values and of content with an id, not of {type(argument).__name__}"
        raise TypeError(message)
    return type(argument).__name__, name
