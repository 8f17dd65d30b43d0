"""What travels has the same size whatever was answered: requests, redirects, pages and their names."""

import gzip
import re
from collections.abc import Iterator
from itertools import product
from urllib.parse import urlencode

import pytest
from flask import Flask

from evaluator.classroom.web.responses import gzip_in_blocks
from tests.classroom.web.lesson import Lesson, Pupil

SETS = ["quick", "full"]  # the full one asks every question that the others ask
PLACES = {"first": 0, "second": 1, "last": -2, "I don’t know": -1}


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
    lesson.act("lock")
    sizes = {
        len(pupil.client.get(f"/{lang}/class/seat", headers={"Accept-Encoding": encoding}).data) % 4096
        for pupil in pupils
        for encoding in ("gzip", "identity")
    }
    assert sizes == {0}


@pytest.mark.parametrize("length", [0, 1, 4000, 100_000])
def test_a_padded_page_is_read_by_anybody(length: int) -> None:
    page = bytes(number * 7 % 251 for number in range(length))
    packed = gzip_in_blocks(page)
    assert len(packed) % 4096 == 0
    assert gzip.decompress(packed) == page
