"""The forms of an assessment: the first page's, a page of questions, and a visitor's own weights."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict
from wtforms import Field, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, ValidationError

from evaluator.assess.answers import SETS, Reading, read
from evaluator.assess.report_text import parameter_words
from evaluator.content.models.questionnaire import Question, Questionnaire
from evaluator.validation.parameters import PLATFORM_LENGTH, check_platform
from evaluator.validation.pasted_link import query_of
from evaluator.validation.text import clean
from evaluator.web.context import language, library, today
from evaluator.web.forms import DynamicForm, GetForm, lazy_gettext, stripped


def platform_name(_form: Any, field: Field) -> None:
    """Validate the name of a platform. The field then holds it clean, good or not."""
    problem = check_platform(field.data or "")
    field.data = clean(field.data or "")
    if problem:
        raise ValidationError(parameter_words(problem, library().questionnaire, language()))


class StartForm(GetForm):
    """Which platform, and which set of questions."""

    platform = StringField(
        validators=[DataRequired(lazy_gettext("Please type a name.")), platform_name],
        filters=[stripped],
        render_kw={"maxlength": PLATFORM_LENGTH},
    )
    set = RadioField(choices=[SelectChoice(name, name) for name in SETS], default=SETS[0])


class QueriesField(Field):
    """The queries of several reports; a whole address is as good, and what is left empty is left out."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep of each value what follows its question mark, each once."""
        typed = (str(value).strip() for value in valuelist)
        found = (query_of(text) if "=" in text else text for text in typed)  # without answers it is a name
        self.data = tuple(dict.fromkeys(query for query in found if query))


class CompareForm(GetForm):
    """Up to four reports to lay beside each other."""

    report = QueriesField(default=())


class AnswersForm(DynamicForm):
    """A page of questions. Its rule is the domain's `read`, which sees the whole address and not this page alone."""

    reading: Reading

    def __init__(self, questions: Sequence[Question]) -> None:
        """Read the address once, and fill one field for each question from it."""
        fields = {
            question.id: RadioField(choices=[SelectChoice(value, value) for value in question.choices])
            for question in questions
        }
        reading = read(library().questionnaire, request.args.items(multi=True), today())
        carried = reading.assessment.carried
        super().__init__(fields, MultiDict(reading.assessment.current.parameters()) if carried else request.args)
        self.reading = reading

    def validate(self, extra_validators: Any = None) -> bool:
        """Put the problems of this page's questions beside their fields."""
        del extra_validators
        for problem in self.reading.problems:
            if problem.parameter in self:
                self[problem.parameter].errors = [parameter_words(problem, library().questionnaire, language())]
        return not self.reading.problems


class WeightsForm(DynamicForm):
    """How much each dimension counts for the visitor."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        """Fill one list of weights for each dimension from the address."""
        choices = [SelectChoice(name, weight_words(weight)) for name, weight in questionnaire.scoring.weights.items()]
        fields = {
            f"weight-{dimension.id}": SelectField(dimension.name, choices=choices, default="normal")
            for dimension in questionnaire.dimensions
        }
        super().__init__(fields, request.args)


def weight_words(weight: Fraction) -> str:
    """Say how much a dimension counts with a weight."""
    gettext = language().gettext
    known = {
        Fraction(1, 2): gettext("counts half"),
        Fraction(1): gettext("counts once"),
        Fraction(2): gettext("counts twice"),
    }
    return known.get(weight) or gettext("counts %(weight)s times", weight=language().number(float(weight)))
