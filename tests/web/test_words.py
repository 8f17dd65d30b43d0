"""Words put into templates when they are compiled: the same pages as when they were asked for on every visit."""

from collections.abc import Callable

import pytest
from flask import Flask
from jinja2 import Environment

from evaluator.i18n.language import Language

LINES = [
    ('{{ _("Begin") }}', "Commencer"),
    ('{{ _("Next: %(name)s", name="A") }}', "Suite\u00a0: A"),
    ('{{ "Begin" }} _("Begin")', 'Begin _("Begin")'),
    ('{{ name(_("Begin"), _) is defined }}', "True"),
    ('{% set _x = _("Begin") %}{{ _x }}', "Commencer"),
    ('<p title="{{ _("Begin") }}">{{ "<" ~ _("Begin") }}', '<p title="Commencer">&lt;Commencer'),
]  # fmt: skip


@pytest.fixture
def french(app: Flask) -> Environment:
    environment: Environment = app.extensions["environments"]["fr"]
    return environment


@pytest.mark.parametrize(("template", "page"), LINES)
def test_words_come_in_the_language_of_the_environment(french: Environment, template: str, page: str) -> None:
    assert french.from_string(template).render(name=lambda *words: words) == page


def test_words_are_constants_of_the_compiled_template(french: Environment) -> None:
    assert "yield 'Commencer'" in french.compile('{{ _("Begin") }}', raw=True)
    assert "yield 'Begin'" not in french.compile('{{ _("Begin") }}', raw=True)


def test_words_that_could_be_markup_are_escaped_as_ever(app: Flask) -> None:
    class Shouting(Language):
        @property
        def gettext(self) -> Callable[..., str]:
            return lambda text, **values: f"<b>{text}</b>"

    common = app.extensions["environments"]["en"]
    own = common.overlay()
    english = common.globals["language"]
    own.globals = {**common.globals, "language": Shouting("en", english.locale, english.catalogue)}
    assert own.from_string('{{ _("Begin") }}').render() == "&lt;b&gt;Begin&lt;/b&gt;"
