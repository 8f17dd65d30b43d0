"""Whoever leads a class sees the same whichever of two pupils gave which answer, whatever buttons are pressed.

Each way that was found to tell an answer is gone twice, from an empty database with the same chance and clock: once
as it is, and once with the answers of two pupils exchanged. What comes back, status, headers and bytes, must be the
same at every moment. So nothing that is made of any of it, such as a difference of two pages, tells who said which.
Each of the two finds its rows in another order wherever a query leaves that to the database.
`tests/classroom/store/test_inference.py` says the same of counts, and compares all pairs of them. `make faults` goes
all ways with classes of every size on both databases, and looks at everything in each format once on each way.
"""

import random
import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from difflib import unified_diff
from itertools import cycle
from pathlib import Path
from shutil import copy

import pytest
from flask import Flask

from evaluator.classroom.settings import ClassSettings, question_set
from evaluator.classroom.store import engine, open_store
from evaluator.classroom.store.store import Store
from evaluator.content.models.library import Library
from tests.classroom.store.attacker import Attacker
from tests.classroom.store.conftest import clock, database_with_tables, file_with_tables, server
from tests.classroom.store.servers import Server
from tests.classroom.store.test_inference import (
    SIZES,
    WAYS,
    ends_in_the_middle_of_a_vote,
    lets_a_newcomer_vote_again,
    opens_again_for_a_late_one,
    shows_every_slide_and_votes_again,
)
from tests.classroom.web.onlooker import ENDINGS, Kept, Onlooker
from tests.classroom.web.test_pictures import SETS
from tests.faults.harness import LONG

__all__ = ["clock", "database_with_tables", "file_with_tables", "server"]

Way = Callable[[Attacker], None]
PRAGMAS = engine.PRAGMAS
PLANS = (("enable_indexscan", "enable_bitmapscan", "enable_sort"), ("enable_seqscan", "enable_hashagg"))  # not used
OWN = 3  # devices of the attacker; with four the record promises nothing
SHORT = [
    *(("sqlite", *each, False) for each in zip(WAYS, cycle(SIZES), cycle(SETS), strict=False)),
    ("postgresql", ends_in_the_middle_of_a_vote, SIZES[0], SETS[0], True),
]
LONGER = [
    (database, way, pupils, SETS[(place + size) % len(SETS)], pupils == SIZES[place % len(SIZES)])
    for database in ("sqlite", "postgresql")
    for place, way in enumerate(WAYS)
    for size, pupils in enumerate(SIZES)
]


@pytest.fixture
def fresh(
    database: str, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Callable[[bool], Store]:
    """Makes stores without a class, each on a database of its own, which finds its rows by tables or by indexes."""

    def made(by_index: bool) -> Store:
        name = f"t{secrets.token_hex(6)}"
        if database == "sqlite":
            pragmas = (*PRAGMAS, f"reverse_unordered_selects = {int(by_index)}")
            monkeypatch.setattr(engine, "PRAGMAS", pragmas)
            return open_store(f"sqlite:///{copy(request.getfixturevalue('file_with_tables'), tmp_path / name)}")
        started: Server = request.getfixturevalue("server")
        address = started.new(name, request.getfixturevalue("database_with_tables"))
        started.set(name, dict.fromkeys(PLANS[by_index], "off"))
        return open_store(address)

    return made


@pytest.fixture
def goes(
    app: Flask, library: Library, fresh: Callable[[bool], Store], clock: list[float]
) -> Iterator[Callable[..., Onlooker]]:
    """Goes a way, and gives the attacker who has gone it."""
    before = app.extensions.pop("store", None)

    def gone(way: Way, pupils: int, name: str, exchanged: tuple[int, ...], whole: bool) -> Onlooker:
        store = at_end.enter_context(closing(fresh(bool(exchanged))))
        app.extensions["store"] = store
        store._clock = lambda: clock[0]  # a page tells the minute at which homework closes
        app.extensions.pop("poll_cache", None)
        questions = question_set(library.questionnaire, name).questions
        chosen = ClassSettings(tuple(each.id for each in questions), name, platform="TikTok")
        chance = random.Random(1)  # noqa: S311  # the same in both
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(random, "_urandom", chance.randbytes)
            made = Onlooker.with_devices(
                store, pupils, OWN, chosen,
                client=app.test_client(), questions=questions, exchanged=exchanged, whole=whole,
            )  # fmt: skip
            way(made)
        return made

    with ExitStack() as at_end:
        yield gone
    app.extensions.pop("poll_cache", None)
    app.extensions.pop("store", None)  # there is none where the database could not be had
    if before:
        app.extensions["store"] = before


@pytest.mark.parametrize(("database", "way", "pupils", "name", "whole"), LONGER if LONG else SHORT)
def test_whoever_leads_a_class_sees_the_same_whoever_gave_which_answer(
    goes: Callable[..., Onlooker], way: Way, pupils: int, name: str, whole: bool
) -> None:
    one, other = (goes(way, pupils, name, exchanged, whole) for exchanged in ((), exchanged_in(way, pupils)))
    assert one.kept  # something was shown
    assert 1 not in (*one.told(), *other.told())
    assert one.forms == other.forms
    assert len(one.views) == len(other.views)
    for seen, also in zip(one.views, other.views, strict=True):
        assert list(seen) == list(also)
        assert not (places := [place for place in seen if seen[place] != also[place]]), told_apart(places, seen, also)
    if whole and way in (ends_in_the_middle_of_a_vote, shows_every_slide_and_votes_again):
        assert never_had(one) == []


def told_apart(places: list[str], seen: Kept, also: Kept) -> str:
    """Say where two views differ, and the lines of status, headers and body that do at the first of these places."""
    one, other = (lines(*view[places[0]]) for view in (seen, also))
    return "\n".join((f"{len(places)} of {len(seen)} differ: {places}", *unified_diff(one, other, n=0, lineterm="")))


def lines(status: int, headers: list[tuple[str, str]], body: bytes) -> list[str]:
    """What came back, line by line."""
    return [str(status), *map(": ".join, headers), *body.decode(errors="backslashreplace").splitlines()]


def exchanged_in(way: Way, pupils: int) -> tuple[int, ...]:
    """The one to be read, and the last who says something else; where the one is in no count at all, it alone."""
    late = way is lets_a_newcomer_vote_again or (way is opens_again_for_a_late_one and pupils > SIZES[0])
    return (0,) if late else (0, max(place for place in range(pupils) if place % 3 == 2))


def never_had(a: Onlooker) -> list[str]:
    """What could not be had at any time, although it should be."""
    had = {place for view in a.views for place, (status, _, _) in view.items() if status == 200}
    missing = {place for view in a.views for place in view} - had
    no_such = [f"evidence.{each}" for each in {*ENDINGS} - {"pdf", "docx"}] + [
        "report.png",
        "report.svg",
        "report.txt",
    ]
    return sorted(place for place in missing if not place.endswith((*no_such, "/poster.pdf letter")))
