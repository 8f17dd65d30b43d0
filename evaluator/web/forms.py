"""The forms: they hold what was typed, check it with the domain's own rules, and carry the message beside the field.

The inputs are written by macros from plain data; WTForms' widgets would cost most of a page's time. The journey is
a GET form whose state is its address: there is no session to forge, so these forms carry no CSRF token.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from evaluator.assess import report_text
from evaluator.assess.answers import PLATFORM_LENGTH, SETS, Problem, check_platform, invisible
from evaluator.content.models.questionnaire import Question, Questionnaire
from evaluator.i18n.language import Language
from evaluator.library.search import QUERY_LENGTH


class GetForm(FlaskForm):
    """A form whose fields come from the query of a GET address."""

    class Meta(FlaskForm.Meta):
        """No token: nothing is stored, so nothing can be forged."""

        csrf = False


class AnswerField(RadioField):
    """One question's answer: any of its choices, or none."""

    def __init__(self, question: Question, language: Language, **options: Any) -> None:
        """Take the choices from the question."""
        choices = [SelectChoice(value, value) for value in question.choices]
        super().__init__(choices=choices, **options)
        self.question, self.language = question, language

    def pre_validate(self, _form: Any) -> None:
        """Blank is fine; anything else must be one of the choices."""
        if self.data and self.data not in self.question.choices:
            problem = Problem("unknown-value", self.question.id, self.data, self.question.choices)
            raise ValidationError(report_text.problem(problem, self.language))


def named(language: Language) -> Callable[[Any, Field], None]:
    """A validator: what is typed may be the name of a platform; what cannot stand in one is left out of the field."""

    def check(_form: Any, field: Field) -> None:
        problem = check_platform(field.data or "")
        if problem:
            field.data = problem.value
            raise ValidationError(report_text.problem(problem, language))

    return check


def start_form(language: Language) -> type[GetForm]:
    """The form of the first page: which platform, and which set of questions."""

    required = InputRequired(language.gettext("Please type a name."))
    fields = {
        "platform": StringField(validators=[required, named(language)], filters=[stripped]),
        "set": RadioField(choices=[SelectChoice(name, name) for name in SETS], default=SETS[0]),
    }
    return type("StartForm", (GetForm,), {**fields, "length": PLATFORM_LENGTH})


def questions_form(questions: tuple[Question, ...], language: Language) -> type[GetForm]:
    """The form of one page of questions."""
    fields = {question.id: AnswerField(question, language) for question in questions}
    return type("QuestionsForm", (GetForm,), fields)


def weights_form(form: Questionnaire, language: Language) -> type[GetForm]:
    """The visitor's own weights, one list for each dimension."""
    words = {name: weight_words(weight, language) for name, weight in form.scoring.weights.items()}
    fields = {
        f"weight-{dimension.id}": SelectField(
            label=dimension.name,
            choices=[SelectChoice(name, words[name]) for name in form.scoring.weights],
            default="normal",
        )
        for dimension in form.dimensions
    }
    return type("WeightsForm", (GetForm,), fields)


def search_form(language: Language) -> type[GetForm]:
    """The search in the FAQ: one field, which its parameter `q` fills."""

    def once(_form: Any, field: Field) -> None:
        if len(field.raw_data or ()) > 1:
            raise ValidationError(report_text.problem(Problem("repeated", field.name, ""), language))

    def readable(_form: Any, field: Field) -> None:
        typed = field.data or ""
        field.data = "".join(character for character in typed if not invisible(character))
        if field.data != typed:
            message = language.gettext("“q” holds invisible control characters. Please type it again.")
            raise ValidationError(message)
        if len(typed) > QUERY_LENGTH:
            limit = language.gettext(
                "“q” has %(length)s characters; at most %(limit)s fit. A few words are enough.",
                length=len(typed), limit=QUERY_LENGTH,
            )  # fmt: skip
            raise ValidationError(limit)

    return type("SearchForm", (GetForm,), {"q": StringField(validators=[once, readable], filters=[stripped])})


def weight_words(weight: Fraction, language: Language) -> str:
    """How much a dimension counts with a weight."""
    known = {
        Fraction(1, 2): language.gettext("counts half"),
        Fraction(1): language.gettext("counts once"),
        Fraction(2): language.gettext("counts twice"),
    }
    return known.get(weight) or language.gettext("counts %(weight)s times", weight=language.number(float(weight)))


def stripped(value: str | None) -> str:
    """A filter: what was typed without the space around it."""
    return (value or "").strip()
