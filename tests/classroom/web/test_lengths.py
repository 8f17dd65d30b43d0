"""What travels has the same size whatever was answered: requests, redirects, pages and their names."""

import gzip
import re
from collections.abc import Iterator
from itertools import product
from urllib.parse import urlencode

import pytest
from flask import Flask

from evaluator.classroom.settings import question_set, set_names
from evaluator.classroom.states import OVER, State
from evaluator.classroom.web.current import store
from evaluator.classroom.web.responses import gzip_in_blocks
from tests.classroom.web.lesson import Lesson, Pupil
from tests.conftest import real_libraries

FORM = real_libraries()["en"].questionnaire
SETS = [
    name for name in set_names(FORM) if name not in {part.id for part in FORM.dimensions}
]  # a dimension’s questions are in the full set
ROUND = ("pause", "open", "lock", "reveal", "next", "discuss", "evidence")
PLACES = {"first": 0, "second": 1, "last but one": -3, "last": -2, "I don’t know": -1}  # five: all see a result


def answers(pupil: Pupil, place: int) -> Iterator[tuple[int, int, str, str]]:
    """Answer every question at one place of its list: the sizes of form, redirect and page, and where it goes."""
    at = f"/{pupil.lang}/class/seat"
    while True:
        page = pupil.client.get(at, headers={"Accept-Encoding": "gzip"})
        text = decoded(page.data)
        question = re.search(r'name="question" value="([^"]+)"', text)
        if not question:
            yield 0, len(page.data), page.headers["ETag"][:3], "done"
            return
        options = re.findall(r'name="option" value="([^"]+)"', text)
        key = re.search(r'name="key" value="([^"]+)"', text)
        assert key
        form = {"question": question[1], "key": key[1], "option": options[place]}
        onward = pupil.client.post(f"/{pupil.lang}/class/answer", data=form)
        at = onward.headers["Location"]
        again = pupil.client.get(f"/{pupil.lang}/class/seat?q={question[1]}", headers={"Accept-Encoding": "gzip"})
        assert "checked" in decoded(again.data)
        yield len(urlencode(form)), len(page.data), str(len(again.data)), f"{len(onward.data)} {at}"


def decoded(data: bytes) -> str:
    """A compressed page as any reader of gzip reads it."""
    return gzip.decompress(data).decode()


@pytest.mark.parametrize(("name", "lang"), list(product(SETS, ["en", "fr"])))
def test_sizes_are_the_same_whatever_was_answered(app: Flask, name: str, lang: str) -> None:
    lesson = Lesson.start(app, set=name)
    pupils = lesson.joined(len(PLACES), [lang])
    lesson.act("open")
    seen = {place: list(answers(pupil, at)) for pupil, (place, at) in zip(pupils, PLACES.items(), strict=True)}
    first, *others = seen.values()
    for other in others:
        assert other == first
    question = question_set(FORM, name).questions[0]
    been = {state_of(lesson)}
    for action in (*ROUND, "vote-again", "pause", "open", "lock", "reveal", "next", "discuss", "evidence"):
        if action == "pause" and been > {State.REVOTE}:
            again = {len(pupil.answer(question.id, question.options[place].id).data)
                     for place, pupil in zip(PLACES.values(), pupils, strict=True)}  # fmt: skip
            assert len(again) == 1
        lesson.act(action, question.id)
        been.add(state_of(lesson))
        for encoding in ("gzip", "identity"):
            asked = {"Accept-Encoding": encoding}
            sizes = {len(pupil.client.get(f"/{lang}/class/seat", headers=asked).data) for pupil in pupils}
            assert len(sizes) == 1, (action, encoding)
            assert sizes.pop() % 4096 == 0
    assert been == {*State} - {State.LOBBY, *OVER}


def state_of(lesson: Lesson) -> State:
    """Where the class stands."""
    with lesson.app.app_context():
        row = store().class_by_host(lesson.key)
    assert row
    return row.state


@pytest.mark.parametrize("length", [0, 1, 4000, 100_000])
def test_a_padded_page_is_read_by_anybody(length: int) -> None:
    page = bytes(number * 7 % 251 for number in range(length))
    packed = gzip_in_blocks(page)
    assert len(packed) % 4096 == 0
    assert gzip.decompress(packed) == page
