"""Two votes on one question: what wall and phone show of before and after, and what they never tell."""

import re

from flask import Flask

from tests.classroom.web.lesson import Lesson


def voted_twice(app: Flask, second: list[str]) -> Lesson:
    """Six of ten and four of ten; then what is given, in the order of the pupils."""
    lesson = Lesson.start(app)
    lesson.revealed(["service-only"] * 6 + ["ads-forced"] * 4)
    lesson.act("next", "data-use")
    assert dots(lesson.projected) == [(4, 0, 0), (6, 0, 0)]
    lesson.act("vote-again", "data-use")
    lesson.answers(second)
    lesson.act("lock")
    lesson.act("reveal")
    return lesson


def test_a_dot_stands_for_every_answer_on_wall_and_phone(app: Flask) -> None:
    """One stays and five go, four stay and five come: before and after in one row, and all rows on one scale."""
    lesson = voted_twice(app, ["ads-forced"] * 5 + ["service-only"] + ["ads-forced"] * 4)
    phone = lesson.pupils[0].seat()
    for page in (lesson.projected, phone):
        assert {(1, 0, 5), (4, 5, 0)} <= {*dots(page)}
        assert len({*re.findall(r'<svg class="dots" viewBox="0 0 (?!1 1)([^"]+)"', page)}) == 1
    assert phone.count('class="yours"') == 1
    assert "yours" not in lesson.projected


def test_too_few_answers_are_said_once_and_no_legend_explains_nothing(app: Flask) -> None:
    lesson = Lesson.start(app)
    lesson.revealed(["service-only"] * 2)
    for move in ("", "next", "discuss"):
        if move:
            lesson.act(move, "data-use")
        for page in (lesson.projected, lesson.pupils[0].seat()):
            assert page.lower().count("too few") == 1, move
            assert "Dot: an answer" not in page


def test_a_first_result_that_stands_does_not_show_the_second_answer_as_ones_own(app: Flask) -> None:
    lesson = Lesson.start(app)
    lesson.revealed(["service-only"] * 3 + ["ads-forced"] * 3)
    lesson.act("vote-again", "data-use")
    lesson.answers(["ads-forced"] * 6)
    lesson.act("lock")
    lesson.act("reveal")
    phone = lesson.pupils[0].seat()
    assert "The first result stands" in phone
    assert "yours" not in phone


def test_the_picture_of_two_votes_does_not_tell_who_went_where(app: Flask) -> None:
    """Two classes with the same counts and other pupils moving show the same picture, dot by dot."""
    ways = (["ads-forced"] * 3 + ["not-said"] * 2 + ["service-only"] + ["ads-forced"] * 4,
            ["service-only"] + ["not-said"] * 2 + ["ads-forced"] * 3 + ["ads-forced"] * 4)  # fmt: skip
    pictures = {
        re.sub(r'data-[^ ]+="[^"]*"|/class/screen/[^"]+', "", voted_twice(app, way).projected) for way in ways
    }
    assert len(pictures) == 1


def dots(page: str) -> list[tuple[int, int, int]]:
    """What each row with an answer draws: as before, more, fewer."""
    rows = re.findall(r'<svg class="dots" viewBox="[^"]+" preserve.*?</svg>', page)
    drawn = [{kind: path.count("h0") for kind, path in re.findall(r'class="(\w+)" d="([^"]+)"', row)} for row in rows]
    return sorted(tuple(row.get(kind, 0) for kind in ("same", "more", "fewer")) for row in drawn if len(row) > 1)
