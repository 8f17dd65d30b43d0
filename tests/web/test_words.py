"""The program's words in templates: in the language of the visit, and escaped like any other text."""

from collections.abc import Callable

import pytest
from flask import Flask, g, render_template_string

from evaluator.i18n.language import Language
from evaluator.web.context import site

LINES = [
    ('{{ _("Next") }}', "Suivant"),
    ('{{ _("Next: %(name)s", name="A") }}', "Suite\u00a0: A"),
    ('{{ "Next" }} _("Next")', 'Next _("Next")'),
    ('{% set _x = _("Next") %}{{ _x }}', "Suivant"),
    ('<p title="{{ _("Next") }}">{{ "<" ~ _("Next") }}', '<p title="Suivant">&lt;Suivant'),
    ('{{ _("Next: %(name)s", name="<b>") }}', "Suite\u00a0: &lt;b&gt;"),
]  # fmt: skip


@pytest.mark.parametrize(("template", "page"), LINES)
def test_words_come_in_the_language_of_the_visit(app: Flask, template: str, page: str) -> None:
    with app.test_request_context("/fr/"):
        app.preprocess_request()
        assert render_template_string(template) == page


def test_words_that_could_be_markup_are_escaped(app: Flask) -> None:
    class Shouting(Language):
        @property
        def gettext(self) -> Callable[..., str]:
            return lambda text, **values: f"<b>{text}</b>"

        def ngettext(self, one: str, many: str, count: float, /, **values: object) -> str:
            return f"<b>{many if count > 1 else one}</b>" % values

    with app.test_request_context("/en/"):
        english = site().languages["en"]
        g.language = Shouting("en", english.locale, english.catalogue)
        assert render_template_string('{{ _("Next") }}') == "&lt;b&gt;Next&lt;/b&gt;"
        assert render_template_string('{{ ngettext("one", "many", 2) }}') == "&lt;b&gt;many&lt;/b&gt;"
