"""Law 3: whatever a phone sends counts once, however often it is sent: a form that is new is met by itself.

What answers in the place of the server, and what a phone says meanwhile: tests/browser/test_gateway.py.
"""

import re

import pytest
from flask import Flask

from evaluator.classroom.records import Progress
from evaluator.classroom.states import State
from evaluator.classroom.web import current
from tests.classroom.web.lesson import QUICK, Lesson, visitor
from tests.laws.walk import Form, Walk, led


def forms_of(app: Flask, lesson: Lesson) -> dict[str, Form]:
    """Every form and button that a phone is shown: at the door, while it answers, and when it is done."""
    pupil = lesson.pupils[0]
    walk = Walk(app, pupil.client, "en", {"code": lesson.door})
    for address in ("/en/class/join", "/en/class/seat", f"/en/class/seat?q={QUICK[-1]}", "/en/class/seat?step=done"):
        page = pupil.client.get(address, follow_redirects=True).text
        assert all("data-queue" in form for form in re.findall('<form[^>]*method="post"[^>]*>', page)), address
        walk._read(address, page)
    return {f"{key[0]} {key[2]}": form for key, form in walk.forms.items() if form.method == "post"}


def counted(app: Flask, lesson: Lesson) -> Progress:
    """How many are in the class, have finished, and have answered."""
    with app.app_context():
        row = current.store().class_by_host(lesson.key)
        assert row
        return current.store().progress(row.id)


@pytest.mark.parametrize("mode", ["devices", "pass"])
def test_every_form_of_a_phone_counts_once_when_its_answer_was_lost(app: Flask, mode: str) -> None:
    """The phone sends it, hears nothing, not even of a new cookie, and sends it again."""
    met: set[str] = set()
    for name in forms_of(app, led(Lesson.start(app, mode=mode), State.OPEN, mode)):
        after = []
        for times in (1, 3):
            lesson = led(Lesson.start(app, mode=mode), State.OPEN, mode)
            form, client = forms_of(app, lesson)[name], lesson.pupils[0].client
            cookie = client.get_cookie("seat")
            for _ in range(times):
                if cookie:
                    client.set_cookie("seat", cookie.value)
                answer = form.sends(client)
                assert answer.status_code in (200, 303), (name, answer.status)
            client.get(answer.headers.get("Location", "/en/class/seat"), follow_redirects=True)
            after.append(counted(app, lesson))
        assert after[0] == after[1], name
        met.add(re.sub(r"/en/class/", "", name).strip())
    assert {"answer", "through", "leave", "join"} <= met
    assert ("hand-on" in met) == (mode == "pass")


def test_a_paper_ticket_counts_once_when_answers_were_lost(app: Flask) -> None:
    """Whether that of the door was lost, with its cookie, or that of the seat, and the cookie is what it was."""
    lesson = Lesson.start(app)
    ticket, client = lesson.tickets(1)[0], visitor(app)
    walk = Walk(app, client, "en", {"code": lesson.door})
    walk._read("/en/class/join", client.get("/en/class/join").text)
    form = next(form for form in walk.forms.values() if "ticket" in dict(form.pairs))
    for _ in range(3):
        form.sends(client, ticket=ticket)
        client.delete_cookie("seat")
    for _ in range(3):
        answer = form.sends(client, ticket=ticket)
        cookie = client.get_cookie("seat")
        assert cookie
        assert client.get(answer.headers["Location"], follow_redirects=True).status_code == 200
        client.set_cookie("seat", cookie.value)
    assert counted(app, lesson).joined == 1
    assert form.sends(visitor(app), ticket=ticket).status_code == 409
