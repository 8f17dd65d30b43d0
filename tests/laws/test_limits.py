"""Law 13: every limit is exact under threads and bounded, is asked somewhere, and counts the true visitor.

A limit that is new is met by itself: the lesson below must ask each that there is, and be refused by each.
"""

import ast
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from evaluator.app import create_app
from evaluator.classroom.web.rate_limits import RateLimit, RateLimits
from tests.classroom.web.lesson import Lesson, Pupil, visitor
from tests.conftest import REAL
from tests.test_architecture import TREES

NAMES = [each.name for each in fields(RateLimits)]
PROXY, VISITOR, FORGED = "10.99.99.99", "203.0.113.5", "198.51.100.6"


class Spy(RateLimit):
    """A limit that notes who is counted, and refuses when told to."""

    def __init__(self, asked: list[str], name: str, refuses: bool) -> None:
        super().__init__(1, 60)
        self._asked, self._name, self._refuses = asked, name, refuses

    def hit(self, *identity: str | int) -> bool:
        self._asked.append(f"{self._name} {' '.join(map(str, identity))}")
        return not self._refuses


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """A site with one proxy in front."""
    database = f"sqlite:///{tmp_path_factory.mktemp('limits') / 'classes.db'}"
    app = create_app(replace(REAL, database=database, proxies=1))
    app.testing = True
    return app


def lesson_of(app: Flask) -> Iterator[TestResponse]:
    """All that people do in a class and that has a limit, everybody behind the one proxy."""
    everybody = visitor(app, PROXY), visitor(app, PROXY), visitor(app, PROXY)
    for client in everybody:
        client.environ_base |= {"HTTP_X_FORWARDED_FOR": f"{FORGED}, {VISITOR}", "HTTP_X_FORWARDED_PROTO": "http"}
    teacher, screen, phone = everybody
    chosen = {"press": "TikTok", "set": "quick", "mode": "devices", "keep": "7"}
    yield teacher.post("/en/class/start", data=chosen | {"demo": "TikTok"})
    yield (begun := teacher.post("/en/class/start", data=chosen))
    yield phone.post("/en/class/join", data={"code": "BBB-BBB"})
    if begun.status_code == 303:
        lesson, pupil = Lesson(app, begun.headers["Location"], teacher, screen), Pupil(phone)
        lesson.act("open")
        yield pupil.join(lesson.code)
        yield phone.get("/en/class/seat")
        yield pupil.answer("data-use", "service-only")
        teacher.post(f"{lesson.host}/tickets", data={"number": "1"})
        yield teacher.get(f"{lesson.host}/tickets")


def played(app: Flask, *refusing: str) -> tuple[list[str], list[TestResponse]]:
    """Who was counted by which limit in a lesson, and what was answered, while some limits refuse."""
    asked: list[str] = []
    app.extensions["rate_limits"] = RateLimits(**{name: Spy(asked, name, name in refusing) for name in NAMES})
    return asked, [*lesson_of(app)]


@pytest.mark.parametrize("name", NAMES)
def test_each_limit_is_asked_about_the_true_visitor_and_refuses_kindly(behind: Flask, name: str) -> None:
    also = ["tickets"] if name == "small_sheets" else ["small_sheets"] if name == "tickets" else []
    asked, answers = played(behind, name, *also)
    counted = [each for each in asked if each.startswith(f"{name} ")]
    assert counted
    assert not [each for each in asked if PROXY in each or FORGED in each]
    assert all(VISITOR in each for each in counted) or name in ("answers", "small_sheets")  # by seat, by class
    refused = [answer for answer in answers if answer.status_code in (429, 503)]
    assert refused
    assert all(int(answer.headers["Retry-After"]) > 0 and "<h1" in answer.text for answer in refused)
    assert not [answer for answer in played(behind)[1] if answer.status_code in (429, 503)]


@pytest.mark.parametrize("name", NAMES)
def test_each_limit_is_exact_under_threads(name: str) -> None:
    limit, alone = (getattr(RateLimits(), name) for _ in range(2))
    assert type(limit) is RateLimit  # which knows 20,000 at most: test_twenty_thousand_identities_are_known_at_most
    with ThreadPoolExecutor(8) as threads:
        passed = sum(threads.map(lambda _: limit.hit("one"), range(400)))
    assert passed == sum(alone.hit("one") for _ in range(400)) < 100


def test_a_limit_that_is_not_in_the_table_is_found() -> None:
    """No view makes a limit of its own, and none refuses for what no limit of the table has counted."""
    for module, tree in TREES.items():
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            said = ast.unparse(function)
            if "raise TooMany" in said and "raise TooManyLeftOut" not in said:
                assert any(f".{name}.hit(" in said for name in NAMES), (module, function.name)
        made = "RateLimit(" in ast.unparse(tree)
        assert not made or module == "evaluator.classroom.web.rate_limits", module
