"""The form that starts a class: every field has a good default, so that one press is enough."""

from wtforms import Field, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from evaluator.classroom.question_sets import set_names
from evaluator.classroom.settings import KEEP_DAYS, MODES, MOST_EXPECTED
from evaluator.i18n.language import Language
from evaluator.web.context import library
from evaluator.web.forms import GetForm, named, stripped


def setup_form(language: Language) -> type[GetForm]:
    """Platform, set, mode, head count, days."""

    def counted(_form: object, field: Field) -> None:
        typed = field.data or ""
        if typed and not (typed.isdecimal() and len(typed) < 6 and 1 <= int(typed) <= MOST_EXPECTED):
            message = language.gettext(
                "Please type a number from 1 to %(most)s, or leave the field empty.", most=MOST_EXPECTED
            )
            raise ValidationError(message)

    fields = {
        "platform": StringField(validators=[named(language)], filters=[stripped]),
        "set": RadioField(choices=_choices(set_names(library().questionnaire)), default="quick"),
        "mode": RadioField(choices=_choices(MODES), default=MODES[0]),
        "expected": StringField(validators=[counted], filters=[stripped]),
        "keep": RadioField(choices=_choices(tuple(map(str, KEEP_DAYS))), default="7"),
    }
    return type("SetupForm", (GetForm,), fields)


def _choices(values: tuple[str, ...]) -> list[SelectChoice]:
    return [SelectChoice(value, value) for value in values]
