"""The sets of questions that a class can answer.

What belongs to a person alone is in none of them: a question with an answer that speaks of harm is asked on the
visitor's own device only, never in a group, on a projector or on a tally sheet.
"""

from evaluator.content.models.questionnaire import Question, Questionnaire

QUICK, FULL = "quick", "full"


def class_form(whole: Questionnaire) -> Questionnaire:
    """Return the form without the questions that speak of harm: all that a class may be asked."""
    return whole.without_harm


def question_set(whole: Questionnaire, name: str) -> Questionnaire:
    """Return a set of the class form by its name: quick, full, or the id of one dimension."""
    form = class_form(whole)
    if name == QUICK:
        return form.core
    return form.only(name) if name in {part.id for part in form.dimensions} else form


def set_names(whole: Questionnaire) -> tuple[str, ...]:
    """List the sets that a class can answer; a dimension that is only about harm is none."""
    return (QUICK, *(part.id for part in class_form(whole).dimensions if part.questions), FULL)


def known_questions(whole: Questionnaire, ids: tuple[str, ...]) -> tuple[Question, ...]:
    """Return the questions of a class, in their order, that the class form still has."""
    form = class_form(whole)
    return tuple(question for name in ids if (question := form.question(name)))


def about_pupils(whole: Questionnaire) -> tuple[Question, ...]:
    """Return the questions of the class form that ask how the pupils themselves use the platform."""
    return tuple(question for question in class_form(whole).questions if question.describes == "yours")
