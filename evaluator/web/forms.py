"""The kinds of form that doors share. Each door declares its own in its `web/forms.py`; the domain has the rules.

A form sent by GET holds its whole state in the address: there is no session to forge, so it carries no token.
"""

from collections.abc import Mapping
from typing import Any

from flask_wtf import FlaskForm
from werkzeug.local import LocalProxy
from wtforms.fields.core import UnboundField
from wtforms.form import BaseForm

from evaluator.validation.text import clean, refused_character
from evaluator.web.context import language


class GetForm(FlaskForm):
    """A form whose fields come from the query of a GET address."""

    class Meta(FlaskForm.Meta):
        """No token: nothing is stored, so nothing can be forged."""

        csrf = False


class DynamicForm(BaseForm):
    """A form whose fields hang on the content, such as one for each question; sent by GET, so without a token."""

    def __init__(self, fields: Mapping[str, UnboundField], formdata: Any) -> None:
        """Bind unbound fields by name, then fill them from what was sent."""
        super().__init__(fields)
        self.process(formdata)


def lazy_gettext(message: str) -> Any:
    """Translate when shown: a label or message of a form class, which is made before any request has a language."""
    return LocalProxy(lambda: language().gettext(message))


def stripped(value: str | None) -> str:
    """Filter a field: what was typed, clean unless it is refused, which a validator then says."""
    typed = value or ""
    return typed if refused_character(typed) else clean(typed)
