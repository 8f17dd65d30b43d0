"""Whatever a teacher sends counts once, however often one presses while the page is slow: every form is met."""

import re

import pytest
from flask import Flask
from sqlalchemy import func, select

from evaluator.classroom.states import State
from evaluator.classroom.store.models import ClassRoom, SeatRow, TicketRow
from evaluator.classroom.web import current
from tests.laws.walk import Form, Walk, led_to

Name = tuple[str, str, str]  # of a form: its place and its button, whichever seat that is about
STATES = (State.LOBBY, State.OPEN, State.REVEALED)


def forms_of(app: Flask, walk: Walk, host: str) -> dict[Name, Form]:
    """Every form and button of the page that starts a class, and of the page that runs one."""
    for address in ("/en/class/start", host, f"{host}/end"):
        walk._read(address, walk.client.get(address).text)
    found = [*walk.forms.values(), *walk.spare.values()]
    named = ((walk.place(form.target), form.button[0], re.sub(r"\d+", "-", form.button[1]), form) for form in found)
    return {(place, name, value): form for place, name, value, form in named if form.method == "post"}


def held(app: Flask, key: str) -> tuple[object, ...]:
    """How many classes, seats and tickets there are, and how far a class has gone."""
    with app.app_context():
        database = current.store().database
        counts = [
            database.run(lambda session, table=table: session.scalar(select(func.count()).select_from(table)))  # type: ignore[misc]  # a default of a lambda
            for table in (ClassRoom, SeatRow, TicketRow)
        ]
        row = current.store().class_by_host(key)
        return (*counts, row and (row.state, row.step, row.settings))


@pytest.mark.parametrize("state", STATES)
def test_every_form_of_a_teacher_counts_once_when_it_is_pressed_twice(app: Flask, state: State) -> None:
    lesson = led_to(state, app)
    met = forms_of(app, Walk(app, lesson.teacher, "en", {}), lesson.host)
    assert {place.rpartition("/")[2] for place, *_ in met} >= {"start", "KEY", "door", "tickets", "end"}
    for name in met:
        grown = []
        for times in (1, 3):
            lesson = led_to(state, app)
            form = forms_of(app, Walk(app, lesson.teacher, "en", {}), lesson.host)[name]
            before = held(app, lesson.key)
            answers = [form.sends(lesson.teacher, platform="Mill", number="7") for _ in range(times)]
            after = held(app, lesson.key)
            grown.append((*(b - a for a, b in zip(before[:3], after[:3], strict=True)), after[3]))  # type: ignore[operator]  # counts
            if name[0].endswith(("/start", "/tickets")):
                assert len({answer.headers["Location"] for answer in answers}) == 1, name
        assert grown[0] == grown[1], name
