"""The forms of an assessment: the first page's, a page of questions, and a visitor's own weights."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from flask import request
from flask_wtf.file import FileField
from werkzeug.datastructures import MultiDict
from wtforms import Field, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired

from evaluator.assess.answers import SETS, Decision, Note, Reading, read
from evaluator.assess.report_text import parameter_words
from evaluator.assess.shelf_file import decision_at, note_at
from evaluator.content.models.questionnaire import Question, Questionnaire
from evaluator.i18n.language import Language
from evaluator.validation.file_readers import ProblemList
from evaluator.validation.parameters import Problem
from evaluator.validation.pasted_link import query_of
from evaluator.validation.untrusted_json import FileProblem
from evaluator.web.context import language, library, today
from evaluator.web.forms import (
    DynamicForm,
    GetForm,
    PaperForm,
    ParameterField,
    PostForm,
    lazy_gettext,
    platform_name,
    stripped,
)


def _words(problem: Problem, language: Language) -> str:
    return parameter_words(problem, library().questionnaire, language)


check_name = platform_name(_words)  # in the words of the form


class StartForm(GetForm):
    """Which platform, and which set of questions."""

    platform = StringField(
        validators=[DataRequired(lazy_gettext("Please type a name.")), check_name],
        filters=[stripped],  # no limit in the browser: it would cut a pasted link without a word
    )
    set = RadioField(choices=[SelectChoice(name, name) for name in SETS], default=SETS[0])


class WorksheetForm(PaperForm):
    """Which set of questions is printed, and on which paper."""

    set = ParameterField(SETS)


class TraceForm(GetForm):
    """What was pressed on the page before: the question answered just now, or the one that was changed and how."""

    after = StringField(default="")
    changed = StringField(default="")
    was = StringField(default="")
    back = StringField(default="")


SHOWS = ("letter", "dimensions", "name")  # of a picture: each with what stands before it


class PictureForm(GetForm):
    """How much of a result a picture shows."""

    shows = ParameterField(SHOWS)


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


def sent_reading() -> Reading:
    """Read the assessment in the address of the request."""
    return read(library().questionnaire, request.args.items(multi=True), today())


class AnswersForm(DynamicForm):
    """A page of questions. Its rule is the domain's `read`, which sees the whole address and not this page alone."""

    reading: Reading

    def __init__(self, questions: Sequence[Question]) -> None:
        """Read the address once, and fill one field for each question from it."""
        fields = {
            question.id: RadioField(choices=[SelectChoice(value, value) for value in question.choices])
            for question in questions
        }
        reading = sent_reading()
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


class ShelfForm(PostForm):
    """What a page of my apps sends: the shelf as it travels, what is laid upon it, and what a button does."""

    shelf = StringField(default="")
    file = FileField()
    report = QueriesField(default=())
    app = StringField(default="")
    drop = StringField(default="")
    decide = StringField(default="")


class DecisionForm(DynamicForm):
    """The decision on an app, and a note with a source for each answer. The readers of the file check them."""

    def __init__(self, questions: Sequence[Question], formdata: Any) -> None:
        """Make one field for each part of a decision, and two for each question."""
        fields: dict[str, Any] = {name: StringField() for name in ("kind", "own_limit", "by", "reason", "review")}
        fields["limits"] = QueriesField(default=())
        for question in questions:
            fields |= {f"text@{question.id}": StringField(), f"source@{question.id}": StringField()}
        super().__init__(fields, formdata)
        self.questions = questions
        self.problems: list[FileProblem] = []

    def read(self) -> tuple[Decision | None, dict[str, Note]]:
        """Read what was typed; what is wrong stands in `problems`, each at the name of its field."""
        notes = ProblemList()
        typed = {name: self[name].data or "" for name in ("kind", "own_limit", "reason")}
        days = {name: self[name].data or None for name in ("by", "review")}
        decision = decision_at(notes, {**typed, **days, "limits": list(self["limits"].data)}, "")
        said = {
            question.id: note_at(
                notes,
                {part: self[f"{part}@{question.id}"].data or "" for part in ("text", "source")},
                f"@{question.id}",
            )
            for question in self.questions
        }
        if decision is None and any((*typed.values(), days["by"], self["limits"].data)):
            notes.wrong("no-decision", ".kind")
        self.problems = [_at_field(problem) for problem in notes.problems]
        return decision, said


def _at_field(problem: FileProblem) -> FileProblem:
    """Name the field of a problem: `.by` is `by`, and `@data-use.text` is `text@data-use`."""
    question, _, part = problem.place.partition(".")
    return FileProblem(problem.kind, f"{part}{question}", problem.limit)


def weight_words(weight: Fraction) -> str:
    """Say how much a dimension counts with a weight."""
    gettext = language().gettext
    known = {
        Fraction(1, 2): gettext("counts half"),
        Fraction(1): gettext("counts once"),
        Fraction(2): gettext("counts twice"),
    }
    return known.get(weight) or gettext("counts %(weight)s times", weight=language().number(float(weight)))
