"""Fixtures for pages: the checking client, an address with every answer given, and a real server to talk to."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask

from evaluator.library import Library
from tests.web.client import CheckingClient
from tests.web.live import Server, serving


@pytest.fixture
def client(app: Flask) -> CheckingClient:
    """A visitor with a browser that keeps cookies, should it ever get one."""
    return CheckingClient(app, app.response_class, use_cookies=True)


@pytest.fixture(scope="session")
def worst(library: Library) -> str:
    """A query with the worst answer to every question: the longest report there is."""
    answers = [(question.id, question.options[-1].id) for question in library.questionnaire.questions]
    return urlencode([("platform", "Instagram"), *answers])


@pytest.fixture(scope="session")
def best(library: Library) -> str:
    """A query with the best answer to every question."""
    answers = [(question.id, question.options[0].id) for question in library.questionnaire.questions]
    return urlencode([("platform", "Wikipedia"), *answers])


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """The program itself, as started from the command line, on a free port."""
    with serving(["-m", "evaluator", "serve", "--port", "0"], tmp_path) as running:
        yield running


@pytest.fixture(scope="module")
def hosts_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The program as started by someone who set the names it answers to."""
    names = {"EVALUATOR_HOSTS": "here.example 127.0.0.1"}
    with serving(["-m", "evaluator", "serve", "--port", "0"], tmp_path_factory.mktemp("hosts"), names) as running:
        yield running
