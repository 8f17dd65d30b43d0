"""The OpenAPI document: every address under /api with its parameters and its answers, for other programs.

The parameters of a report are made from the form, the answers from the shapes, so that it cannot say anything else
than the program does.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from evaluator.api.fact_set import FactsData
from evaluator.api.published import ActionsData, FaqData, PlatformsData, QuestionnaireData, reference, schemas
from evaluator.assess.answers import FACT, SETS
from evaluator.assess.documents.report_json import ReportData
from evaluator.content.file_checks import Shape
from evaluator.content.models.questionnaire import Questionnaire
from evaluator.content.models.types import KEBAB
from evaluator.validation.parameters import PLATFORM_LENGTH
from evaluator.validation.text import NEVER_TEXT
from evaluator.web.errors import ErrorData, ProblemsData

Schema = dict[str, Any]
VERSION = "1.0.0"
ROOT = "/api/v1"
# What can be asked for: the name in the address, what comes back, and what that is.
ANSWERS: dict[str, tuple[Shape, str]] = {
    "questionnaire": (QuestionnaireData, "The form: questions, options, points, and the constants of the score"),
    "faq": (FaqData, "The answers of the FAQ with their sources"),
    "actions": (ActionsData, "What one can do, and help lines"),
    "platforms": (PlatformsData, "What is documented about platforms: facts and deeds with their sources"),
    "facts": (FactsData, "The facts about platforms as a data set, a row for each"),
    "report": (ReportData, "The report on answers given as parameters; blank ones may be left out"),
}
TABLE = "facts.csv"
FAILURES: dict[str, tuple[Shape, str]] = {
    "400": (ProblemsData, "A parameter cannot be used"),
    "405": (ErrorData, "Only GET, HEAD and OPTIONS are answered"),
    "414": (ErrorData, "The address is too long"),
}


def document(form: Questionnaire, title: str, languages: tuple[str, ...], base_url: str) -> dict[str, Any]:
    """Return the whole document; `languages` are the codes offered, the first being the one for who asks for none."""
    shapes = [shape for shape, _ in (*ANSWERS.values(), *FAILURES.values())]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": title,
            "version": VERSION,
            "description": "Read-only. No key, no cookie, no log of what is asked. Unknown parameters are left out.",
        },
        "servers": [{"url": base_url or "/"}],
        "paths": {
            **{f"{ROOT}/{name}": {"get": _operation(name, form, languages)} for name in ANSWERS},
            f"{ROOT}/{TABLE}": {"get": _table(form, languages)},
        },
        "components": {"schemas": schemas(*shapes)},
    }


def _operation(name: str, form: Questionnaire, languages: tuple[str, ...]) -> dict[str, Any]:
    shape, summary = ANSWERS[name]
    own = _report_parameters(form) if name == "report" else ()
    return {
        "operationId": name,
        "summary": summary,
        "parameters": [_choice("lang", languages, "The language of the words", languages[0]), *own],
        "responses": {
            "200": _response(shape, summary) | {"headers": {"ETag": {"schema": {"type": "string"}}}},
            "304": {"description": "What was kept under this ETag is still right"},
            **{code: _response(*failure) for code, failure in FAILURES.items()},
        },
    }


def _table(form: Questionnaire, languages: tuple[str, ...]) -> dict[str, Any]:
    """Describe the facts as a table: the same answers, another kind."""
    told = _operation("facts", form, languages)
    kind = {"content": {"text/csv": {"schema": {"type": "string"}}}}
    good = told["responses"]["200"] | kind | {"description": "UTF-8 with its mark, commas, a head of column names"}
    return told | {"operationId": "facts-table", "responses": told["responses"] | {"200": good}}


def _response(shape: Shape, description: str) -> dict[str, Any]:
    return {"description": description, "content": {"application/json": {"schema": reference(shape)}}}


EMPTY = ""  # says nothing, whatever it is the value of


def _report_parameters(form: Questionnaire) -> Iterator[dict[str, Any]]:
    yield _parameter("platform", {"type": "string", **platform_rules()}, "What is judged")
    yield _choice("set", (*SETS, EMPTY), "All questions, or the core questions of the quick check", SETS[0])
    if form.earlier:
        earlier = ", ".join(method.name for method in form.earlier)
        words = (
            f"The method of these questions. Answers of an earlier one are read too, with its name here: {earlier}"
        )
        yield _choice("method", (form.scoring.method, EMPTY), words)
    for part in form.situation_parts:
        yield _choice(part.id, (*part.choices, EMPTY), f"{part.text}; never scored")
    for question in form.questions:
        yield _choice(question.id, (*question.choices, EMPTY), question.text)
        names = {"type": "string", "pattern": f"^$|{KEBAB}"}  # an empty value says nothing
        yield _parameter(f"{FACT}{question.id}", names, "The documented fact that this answer was taken from")
    for dimension in form.dimensions:
        words = f"What the dimension “{dimension.name}” counts"
        yield _choice(f"weight-{dimension.id}", (*form.scoring.weights, EMPTY), words, "normal")
    days = {"type": "string", "anyOf": [{"format": "date"}, {"maxLength": 0}]}  # an empty value says nothing
    yield _parameter("date", days, "The day of the answers: from 2020 to tomorrow; today when left out")


def platform_rules() -> Schema:
    """Return what a platform's name may be: its length, and a pattern without what no text can hold."""
    signs = "".join(_range(first, last) for first, last in NEVER_TEXT)
    return {"maxLength": PLATFORM_LENGTH, "pattern": f"^[^{signs}]*$"}


def _range(first: int, last: int) -> str:
    return _sign(first) if first == last else f"{_sign(first)}-{_sign(last)}"


def _sign(number: int) -> str:
    """Return a character in a pattern; beyond the first plane no escape is the same in every dialect."""
    return f"\\u{number:04x}" if number <= 0xFFFF else chr(number)


def _choice(name: str, values: tuple[str, ...], description: str, default: str | None = None) -> dict[str, Any]:
    schema: Schema = {"type": "string", "enum": list(values)}
    return _parameter(name, schema if default is None else {**schema, "default": default}, description)


def _parameter(name: str, schema: Mapping[str, Any], description: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": description, "schema": dict(schema)}
