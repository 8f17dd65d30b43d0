"""The search in the library: one field, which the parameter `q` of an address fills."""

from typing import Any

from wtforms import Field, StringField
from wtforms.validators import ValidationError

from evaluator.library.search import QUERY_LENGTH
from evaluator.validation.parameters import Problem, parameter_problem
from evaluator.validation.text import clean, refused_character
from evaluator.web.context import language
from evaluator.web.forms import GetForm, stripped


def once(_form: Any, field: Field) -> None:
    """Refuse a parameter that stands twice in an address."""
    if len(field.raw_data or ()) > 1:
        raise ValidationError(parameter_problem(Problem("repeated", field.name, ""), language()))


def readable(_form: Any, field: Field) -> None:
    """Refuse characters that do not show, and a text that is no question; the field keeps what shows."""
    typed = field.data or ""
    field.data = clean(typed)
    if refused_character(typed):
        message = language().gettext("“q” holds invisible control characters. Please type it again.")
        raise ValidationError(message)
    if len(field.data) > QUERY_LENGTH:
        message = language().gettext(
            "“q” has %(length)s characters; at most %(limit)s fit. A few words are enough.",
            length=len(field.data), limit=QUERY_LENGTH,
        )  # fmt: skip
        raise ValidationError(message)


class SearchForm(GetForm):
    """What somebody looks for."""

    q = StringField(validators=[once, readable], filters=[stripped])
