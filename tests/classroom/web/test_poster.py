"""The poster of a class: one sheet, the dots of the report, and sentences that are kept nowhere."""

import re

import pytest
from flask import Flask

from tests.classroom.web.lesson import Lesson
from tests.classroom.web.test_strip import answered
from tests.documents.pdf import opened, pdf_text


@pytest.mark.parametrize(("paper", "millimetres"), [("a4", (210, 297)), ("a3", (297, 420))])
def test_a_poster_is_one_sheet_with_the_dots_and_our_words(
    app: Flask, paper: str, millimetres: tuple[int, int]
) -> None:
    lesson = answered(app)
    assert f"{lesson.host}/poster" in lesson.page
    said = ["I would leave if my friends left.", "Show me who paid."]
    made = lesson.teacher.post(f"{lesson.host}/poster.pdf", data={"sentences": "\n".join(said), "paper": paper}).data
    [page] = opened(made).pages
    assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == list(millimetres)
    told = pdf_text(made)
    assert re.sub("[^●◆○]", "", told) == "●" * 40
    assert "Our class on TikTok" in told
    assert all(sentence in " ".join(told.split()) for sentence in said)
    assert not any(sentence in lesson.teacher.get(f"{lesson.host}/poster").text for sentence in said)


def test_a_poster_takes_six_short_lines_and_says_so(app: Flask) -> None:
    lesson = answered(app)
    for bad in ("\n".join("abcdefg"), "x" * 161):
        refused = lesson.teacher.post(f"{lesson.host}/poster.pdf", data={"sentences": bad, "paper": "a4"})
        assert refused.status_code == 400
        assert "6 lines at most" in refused.text
        assert bad.splitlines()[0] in refused.text


def test_no_poster_before_the_result(app: Flask) -> None:
    lesson = Lesson.start(app)
    assert lesson.teacher.get(f"{lesson.host}/poster").status_code == 409
    assert lesson.teacher.post(f"{lesson.host}/poster.pdf").status_code == 409
