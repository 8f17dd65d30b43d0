"""The lesson on the teacher's page: a strip of its parts with their minutes, the next thing to do, and where to talk.

What the teacher chose for the own page stands in its address, and goes along with every press: the plan
(`?plan=plan-90`), and whether the keys on the buttons are off (`keys=off`). It changes nothing of the class, nor the
page on another device, and nothing is kept anywhere.
"""

from typing import Any

from flask import request, url_for

from evaluator.classroom.records import ClassRow
from evaluator.classroom.settings import YOUNG
from evaluator.classroom.states import OVER, SHOWN, Stage, State, TeacherAction, stage
from evaluator.classroom.web import current, results
from evaluator.classroom.web.forms import ControlsForm
from evaluator.classroom.web.labels import KEYS, LIKELY, big_words, control_name, stages
from evaluator.content.models.lesson import Plan, usual_plan
from evaluator.web.context import language, library

OFF = "off"


def chosen() -> dict[str, Any]:
    """Return what the teacher chose, as the query of every address on the page."""
    form, lesson = ControlsForm(request.args), library().lesson
    plans = {each.id for each in (lesson.plans if lesson else ())}
    plan = {"plan": form.plan.data} if form.plan.data in plans else {}
    return {**plan, "keys": OFF} if form.keys.data == OFF else plan


def address(key: str, **more: Any) -> str:
    """Give the address of the controls, with what the teacher chose."""
    return url_for("class_teacher.controls", key=key, **{**chosen(), **more})


def _plans(row: ClassRow) -> list[Plan]:
    """Return the plans that a class can follow, the shortest first: its own in place of another as long."""
    lesson = library().lesson
    known = sorted(lesson.plans if lesson else (), key=lambda plan: plan.young)
    by_length = {plan.minutes: plan for plan in known if not plan.young or row.settings.set == YOUNG}
    return sorted(by_length.values(), key=lambda plan: plan.minutes)


def strip(key: str, row: ClassRow) -> dict[str, Any]:
    """Return the parts of the lesson, each done, now or to come, with its minutes; and the plans to choose from."""
    plan = _plan(row)
    minutes: dict[str, int] = {}
    for step in plan.steps if plan else ():
        if step.stage:
            minutes[step.stage] = minutes.get(step.stage, 0) + step.minutes
    now, order = stage(row.state, row.round), list(Stage)
    return {
        "parts_of_lesson": [
            (words, minutes.get(part, 0), part == now, order.index(part) < order.index(now))
            for part, words in stages(language()).items()
        ],
        "plans": [(each.minutes, address(key, plan=each.id), each == plan) for each in _plans(row)],
    }


def next_step(row: ClassRow, divided: list[results.SplitResult]) -> dict[str, Any]:
    """Return the big button: what it sends, its words, what will be seen; without an action, it leads to the end."""
    action, question = LIKELY.get(row.state), ""
    if row.state == State.OPEN and (following := current.following(row)):
        action, question = TeacherAction.NEXT, following
    if row.state == State.DISCUSS and not row.question:
        action = TeacherAction.DISCUSS if divided else None
        question = divided[0].question.id if divided else ""
    if row.state == State.DISCUSS and row.question and results.evidence(row):
        action = TeacherAction.EVIDENCE
    if row.state == State.REVEALED and not row.published and row.settings.mode != "paper":
        action = TeacherAction.OPEN  # nothing could be shown
    if action is None:
        words = language().gettext("Exit ticket, then the end")
        note = language().gettext("One sentence each on paper. The next page asks before anything is deleted.")
        return {"action": "", "question": "", "words": words, "note": note, "key": ""}
    words, note = big_words(action, row, language())
    return {"action": action, "question": question, "words": words, "note": note, "key": KEYS[action]}


def values(key: str, row: ClassRow) -> dict[str, Any]:
    """Return all of it for the page."""
    found = results.splits(results.report_of(row)) if row.state in SHOWN - OVER else {"splits": [], "facts": []}
    divided = [*found["splits"], *found["facts"]]
    running = row.state not in OVER
    return {
        **strip(key, row),
        "big": next_step(row, divided) if running else None,
        "divided": divided,
        "talk_words": control_name("talk", language()),
        "talked": row.question if row.state in (State.DISCUSS, State.REVEALED2) else "",
    }


def _plan(row: ClassRow) -> Plan | None:
    plans = _plans(row)
    return {each.id: each for each in plans}.get(ControlsForm(request.args).plan.data, usual_plan(plans))
