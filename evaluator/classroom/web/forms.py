"""The form that starts a class: every field has a good default, so that one press is enough."""

from typing import Any

from wtforms import Field, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from evaluator.assess.web.forms import platform_name
from evaluator.classroom.question_sets import set_names
from evaluator.classroom.settings import KEEP_DAYS, MAX_EXPECTED, MODES
from evaluator.validation.text import clean
from evaluator.web.context import language, library
from evaluator.web.forms import GetForm, stripped


def _counted(_form: Any, field: Field) -> None:
    typed = field.data = clean(field.data or "")
    if typed and not (typed.isdecimal() and len(typed) < 6 and 1 <= int(typed) <= MAX_EXPECTED):
        message = language().gettext(
            "Please type a number from 1 to %(most)s, or leave the field empty.", most=MAX_EXPECTED
        )
        raise ValidationError(message)


def _choices(values: tuple[str, ...]) -> list[SelectChoice]:
    return [SelectChoice(value, value) for value in values]


class SetupForm(GetForm):
    """Platform, set, mode, head count, days."""

    platform = StringField(validators=[platform_name], filters=[stripped])
    set = RadioField(choices=lambda: _choices(set_names(library().questionnaire)), default="quick")
    mode = RadioField(choices=_choices(MODES), default=MODES[0])
    expected = StringField(validators=[_counted], filters=[stripped])
    keep = RadioField(choices=_choices(tuple(map(str, KEEP_DAYS))), default="7")
