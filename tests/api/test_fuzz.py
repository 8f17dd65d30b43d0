"""The API against its own OpenAPI document: hundreds of requests made from it, good and bad, every check there is."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import strategies as st
from schemathesis.config import GenerationConfig, ProjectConfig, ProjectsConfig, SchemathesisConfig
from schemathesis.engine import from_schema
from schemathesis.engine.events import FatalError, NonFatalError, ScenarioFinished

from evaluator.api.openapi import ANSWERS, ROOT, TABLE
from evaluator.app import create_app
from tests.conftest import REAL
from tests.machine import in_ci

SEED = 1
EXAMPLES = 60 if in_ci() else 15  # of each address, each way of being wrong besides
LEAST = 10 * EXAMPLES
# The document says "a date"; that it is neither before the film nor in the future stands in its description. The
# last one stands still, so that the same requests are made on every day.
schemathesis.openapi.format("date", st.dates(date(2020, 1, 1), date(2024, 12, 31)).map(date.isoformat))


def scenarios(app: Flask, examples: int) -> Iterator[ScenarioFinished]:
    """Everything that the fuzzer tries; an error of its own fails the test."""
    project = ProjectConfig(
        headers={"Accept-Encoding": "identity"},  # its client does not unpack
        continue_on_failure=True,
        generation=GenerationConfig(max_examples=examples),
    )
    config = SchemathesisConfig(seed=SEED, projects=ProjectsConfig(default=project))
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", app, config=config)
    for event in from_schema(schema).execute():
        assert not isinstance(event, FatalError | NonFatalError), event
        if isinstance(event, ScenarioFinished):
            yield event


def failures(scenario: ScenarioFinished) -> Iterator[str]:
    for case, checks in scenario.recorder.checks.items():
        for check in checks:
            if check.failure_info:
                address = scenario.recorder.interactions[case].request.uri
                yield f"{address}: {check.name}: {check.failure_info.failure}"


@pytest.mark.filterwarnings("default::hypothesis.errors.HypothesisWarning")
def test_no_request_made_from_the_document_is_answered_otherwise_than_it_says(app: Flask) -> None:
    tried: Counter[str] = Counter()
    found: list[str] = []
    codes: Counter[Any] = Counter()
    for scenario in scenarios(app, EXAMPLES):
        tried[str(scenario.label)] += len(scenario.recorder.cases)
        codes.update(i.response.status_code for i in scenario.recorder.interactions.values() if i.response)
        found += failures(scenario)
    assert found == []
    assert set(tried) == {f"GET {ROOT}/{name}" for name in (*ANSWERS, TABLE)}
    assert min(tried.values()) >= EXAMPLES
    assert sum(tried.values()) >= LEAST
    assert min(codes[200], codes[400], codes[405]) > 10


@pytest.mark.filterwarnings("default::hypothesis.errors.HypothesisWarning")
@pytest.mark.parametrize("answer", ['{"language": "en", "groups": []}', "no json", '{"language": 1, "actions": []}'])
def test_the_fuzzer_sees_an_answer_that_is_otherwise(answer: str) -> None:
    app = create_app(REAL)
    app.view_functions["api.faq"] = lambda: app.response_class(answer, content_type="application/json")
    assert any(failure for scenario in scenarios(app, 1) for failure in failures(scenario))
