"""The search in the library: one field, which the parameter `q` of an address fills."""

from typing import Any

from flask import request
from wtforms import Field, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from evaluator.library.action_filter import ActionFilter
from evaluator.library.search import QUERY_LENGTH
from evaluator.validation.parameters import Problem, clean_platform, parameter_problem
from evaluator.validation.text import refused_character
from evaluator.web.context import language, library
from evaluator.web.forms import DynamicForm, GetForm, ParameterField, platform_name, stripped


def once(_form: Any, field: Field) -> None:
    """Refuse a parameter that stands twice in an address."""
    if len(field.raw_data or ()) > 1:
        raise ValidationError(parameter_problem(Problem("repeated", field.name, ""), language()))


def readable(_form: Any, field: Field) -> None:
    """Refuse characters that do not show, and a text that is no question; the field keeps what shows."""
    typed = field.data or ""
    field.data = clean_platform(typed)  # who pastes a link looks for what it leads to
    if refused_character(typed):
        message = language().gettext("This holds characters that do not show. Please type it again.")
        raise ValidationError(message)
    if len(field.data) > QUERY_LENGTH:
        message = language().gettext(
            "This has %(length)s characters; at most %(limit)s fit. A few words are enough.",
            length=len(field.data), limit=QUERY_LENGTH,
        )  # fmt: skip
        raise ValidationError(message)


class LetterForm(DynamicForm):
    """To whom a letter goes, and where its writer lives."""

    def __init__(self) -> None:
        """Read the address; what it does not say stays open."""
        parts = library().questionnaire.situation_parts
        fields = {"platform": StringField(validators=[once, platform_name(parameter_problem)])}
        fields |= {
            part.id: RadioField(choices=[SelectChoice(one.id, one.text) for one in part.options], validators=[once])
            for part in parts
            if any(one.place for one in part.options)
        }
        super().__init__(fields, request.args)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check what was said; a place left open is none."""
        open_ones = [field for field in self if field.name != "platform" and not field.raw_data]
        super().validate(extra_validators)
        for field in open_ones:
            field.errors = ()
        return not any(field.errors for field in self)

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Every message, with nowhere to mend it: the address came from a link."""
        return [(str(error), "") for field in self for error in field.errors]

    @property
    def said(self) -> dict[str, str]:
        """The good part, as parameters of an address."""
        return {field.name: field.data for field in self if field.data and not field.errors}


class FacetsForm(DynamicForm):
    """Which actions are shown: a value of each facet, or none."""

    def __init__(self, actions: ActionFilter) -> None:
        """Read the address."""
        fields = {facet: ParameterField(("", *values)) for facet, values in actions.choices.items()}
        super().__init__(fields, request.args)

    @property
    def chosen(self) -> dict[str, str]:
        """What was chosen, by facet."""
        return {field.name: field.data for field in self if field.data}


class SearchForm(GetForm):
    """What somebody looks for."""

    q = StringField(validators=[once, readable], filters=[stripped])
