"""Templates, compiled once for each language: words that never change are put in then, not on every visit."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

from flask import Flask, current_app
from jinja2 import Environment
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from evaluator.i18n.language import Language
from evaluator.web.fragment_cache import Pieces

SHARED = {  # the macros that pages know, by the name they go by
    "m": "macros.html",
    "e": "ethics/macros.html",
    "c": "classroom/macros.html",
}
CALL = ("name", "lparen", "string", "rparen")  # _("Some words"); with values to fill in it stays a call


class Words(Extension):
    """Replaces `_("Some words")` by the words in the environment's language while a template is read."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The same tokens, with words in place of calls for words."""
        language = cast("Language | None", self.environment.globals.get("language"))
        waiting: list[Token] = []
        for token in stream:
            waiting.append(token)
            if not language or token.type != CALL[len(waiting) - 1] or waiting[0].value != "_":
                yield from waiting
                waiting = []
            elif len(waiting) == len(CALL):
                yield Token(token.lineno, "string", language.gettext(waiting[2].value))
                waiting = []
        yield from waiting


def environments(app: Flask, named_in: dict[str, dict[str, Any]], languages: dict[str, Language]) -> None:
    """Give the application a template environment for each language, with pieces and globals of its own."""
    app.extensions["environments"] = {
        code: _environment(app.jinja_env, languages[code], named) for code, named in named_in.items()
    }


def _environment(common: Environment, language: Language, named: dict[str, Any]) -> Environment:
    own, pieces = common.overlay(), Pieces(language)
    kept = {"pieces": pieces, "piece": pieces.piece, "each": pieces.each, "filled": pieces.filled}
    own.globals = {**common.globals, **named, **kept}
    for name, shared in SHARED.items():  # importing them anew is a twentieth of a page
        own.globals[name] = own.get_template(shared).module
    return own


def render_page(template: str, language: Language, **values: Any) -> str:
    """A template with its values, in a language."""
    own = cast("dict[str, Environment]", current_app.extensions["environments"])[language.code]
    current_app.update_template_context(values)
    return own.get_template(template).render(values)


def globals_of(language: Language) -> Mapping[str, Any]:
    """What every template of a language knows: its pieces, and the macros that pages share."""
    return cast("dict[str, Environment]", current_app.extensions["environments"])[language.code].globals
