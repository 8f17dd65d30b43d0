"""The API as another program meets it: the languages, the report, errors as data, what may be kept, other origins."""

import json
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlencode

import pytest
from flask import Flask
from jsonschema import Draft202012Validator

from evaluator.api import fact_set, openapi, published
from evaluator.api.openapi import ANSWERS, ROOT
from evaluator.app import create_app
from evaluator.content.models.library import Library
from tests.browser.addresses import INSTAGRAM
from tests.conftest import REAL
from tests.web.client import CheckingClient

PATHS = [f"{ROOT}/{name}" for name in ANSWERS]
EVERY = [*PATHS, "/api/openapi.json"]
every_path = pytest.mark.parametrize("path", EVERY)


@pytest.fixture(scope="module")
def described(app: Flask) -> dict[str, Any]:
    """The OpenAPI document."""
    return CheckingClient(app, app.response_class).data("/api/openapi.json")


def test_every_address_of_the_api_is_described(app: Flask, described: dict[str, Any]) -> None:
    rules = {rule.rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/api/")}
    assert {*described["paths"], "/api/openapi.json"} == rules


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("path", PATHS)
def test_an_answer_comes_in_the_language_asked_for(client: CheckingClient, path: str, lang: str) -> None:
    assert client.data(f"{path}?lang={lang}")["language"] == lang


@pytest.mark.parametrize("path", PATHS)
def test_without_a_language_it_is_the_first_whatever_the_browser_speaks(client: CheckingClient, path: str) -> None:
    assert client.data(path, headers={"Accept-Language": "fr"})["language"] == "en"


def test_the_first_language_is_that_of_the_site() -> None:
    app = create_app(replace(REAL, languages=("fr", "en")))
    client = CheckingClient(app, app.response_class)
    assert client.data(f"{ROOT}/faq")["language"] == "fr"
    lang = client.data("/api/openapi.json")["paths"][f"{ROOT}/faq"]["get"]["parameters"][0]
    assert lang["schema"] == {"type": "string", "enum": ["fr", "en"], "default": "fr"}


@pytest.mark.parametrize("link", ["", "method=2026.2", "method=2026.1", "connect-contact=anyone-change"])
def test_what_the_document_refuses_is_refused_however_old_the_link_looks(
    client: CheckingClient, described: dict[str, Any], link: str
) -> None:
    described_names = [p["name"] for p in described["paths"][f"{ROOT}/report"]["get"]["parameters"]]
    for name in {*described_names} - {"platform", *parse_qs(link)}:
        [problem] = client.data(f"{ROOT}/report?{link}&{urlencode({name: ',no!'})}", 400)["problems"]
        assert (problem["parameter"], problem["problem"]) == (name, "bad-date" if name == "date" else "unknown-value")


@every_path
@pytest.mark.parametrize(("query", "kind"), [("lang=xx", "unknown-value"), ("lang=en&lang=en", "repeated")])
def test_a_language_that_is_not_there_is_named(client: CheckingClient, path: str, query: str, kind: str) -> None:
    [problem] = client.data(f"{path}?{query}", 400)["problems"]
    assert (problem["parameter"], problem["problem"], problem["choices"]) == ("lang", kind, ["en", "fr"])


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("more", [{}, {"set": "quick"}, {"weight-data": "more", "date": "2024-02-29"}])
def test_the_report_is_that_of_report_json(client: CheckingClient, lang: str, more: dict[str, str]) -> None:
    query = urlencode({"platform": "Instagram", **INSTAGRAM, **more})
    assert client.get(f"{ROOT}/report?lang={lang}&{query}").data == client.get(f"/{lang}/report.json?{query}").data


def test_a_wrong_answer_is_named_and_the_good_ones_are_kept(client: CheckingClient) -> None:
    answer = client.data(f"{ROOT}/report?platform=X&data-use=sold&civil-tone=rare&lang=fr", 400)
    problem = answer["problems"][0]
    assert problem["parameter"] == "data-use"
    assert "valeur" in problem["message"]
    assert "ads-forced" in problem["choices"]
    assert answer["kept"]["platform"] == "X"


@every_path
def test_unknown_parameters_are_ignored(client: CheckingClient, path: str) -> None:
    assert client.get(f"{path}?fbclid=x&fbclid=y").data == client.get(path).data


@every_path
@pytest.mark.parametrize("coding", ["identity", "br", "gzip"])
def test_what_one_has_is_not_sent_again(client: CheckingClient, path: str, coding: str) -> None:
    first = client.get(path, headers={"Accept-Encoding": coding})
    again = client.get(path, headers={"Accept-Encoding": coding, "If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.data) == (200, 304, b"")
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]


def test_what_is_the_same_for_everybody_is_made_once_in_each_language(
    app: Flask, client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = {rule.rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/api/")} - {f"{ROOT}/report"}
    addresses = [f"{path}?lang={lang}" for path in sorted(rules) for lang in ("en", "fr")]
    first = {address: client.get(address).data for address in addresses}

    def made_again(*_: object, **__: object) -> None:
        raise AssertionError

    for place, name in ((published, "as_json"), (fact_set, "facts_csv"), (fact_set, "facts"), (openapi, "document")):
        monkeypatch.setattr(place, name, made_again)
    assert {address: client.get(address).data for address in addresses} == first
    assert len({*first.values()}) == len(first)
    monkeypatch.undo()
    under = create_app(replace(REAL, base_url="https://four.example/tools")).test_client()
    assert json.loads(under.get("/api/openapi.json").data)["servers"] == [{"url": "https://four.example/tools"}]


def test_another_answer_has_another_name(client: CheckingClient) -> None:
    queries = ["", "lang=fr", "platform=X", "platform=X&data-use=ads-forced"]
    assert len({client.get(f"{ROOT}/report?{query}").headers["ETag"] for query in queries}) == len(queries)


def test_a_browser_that_asks_first_is_told_what_it_may_do(client: CheckingClient) -> None:
    asked = {"Origin": "https://else.example", "Access-Control-Request-Headers": "if-none-match"}
    answer = client.options(f"{ROOT}/faq", headers={**asked, "Access-Control-Request-Method": "GET"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "else.example" not in str(answer.headers)


@pytest.mark.parametrize(
    ("method", "path", "status", "error"),
    [
        ("GET", "/api/v1/nothing", 404, "not-found"),
        ("GET", "/api/", 404, "not-found"),
        ("POST", f"{ROOT}/faq", 405, "method-not-allowed"),
        ("GET", f"{ROOT}/faq?x={'y' * 9000}", 414, "request-uri-too-long"),
    ],
)
def test_errors_are_data(client: CheckingClient, method: str, path: str, status: int, error: str) -> None:
    answer = client.open(path, method=method)
    told = json.loads(answer.data)
    assert (answer.status_code, told["error"]) == (status, error)
    assert set(told) == {"error", "message"}


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_content_is_whole(client: CheckingClient, libraries: dict[str, Library], lang: str) -> None:
    library = libraries[lang]
    form = client.data(f"{ROOT}/questionnaire?lang={lang}")
    options = {
        (question["id"], option["id"]): (option["text"], option["points"])
        for part in form["dimensions"]
        for question in part["questions"]
        for option in question["options"]
    }
    questions = library.questionnaire.questions
    assert options == {(q.id, o.id): (o.text, o.points) for q in questions for o in q.options}
    entries = client.data(f"{ROOT}/faq?lang={lang}")["entries"]
    assert [(e["id"], e["answer"]) for e in entries] == [(e.id, list(e.answer)) for e in library.faq]
    actions = client.data(f"{ROOT}/actions?lang={lang}")["actions"]
    assert [(a["id"], a["links"]) for a in actions] == [(a.id, dict(a.links)) for a in library.actions]


def test_every_part_of_the_document_is_a_json_schema(described: dict[str, Any]) -> None:
    schemas = described["components"]["schemas"]
    assert {"Report", "Questionnaire", "Faq", "Actions", "Problems", "Error"} <= set(schemas)
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
        assert schema["additionalProperties"] is False
        assert schema["description"]


@pytest.mark.parametrize("path", PATHS)
def test_an_answer_keeps_to_its_schema_and_would_be_caught_otherwise(
    client: CheckingClient, described: dict[str, Any], path: str
) -> None:
    shape = described["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    check = Draft202012Validator({**shape, "components": described["components"]})
    answer = json.loads(client.get(f"{path}?{urlencode(INSTAGRAM)}&weight-data=more").data)
    assert list(check.iter_errors(answer)) == []
    assert list(check.iter_errors({**answer, "more": 1}))
    assert list(check.iter_errors({key: value for key, value in answer.items() if key != "language"}))


def test_the_parameters_of_a_report_are_those_of_the_form(described: dict[str, Any], library: Library) -> None:
    parameters = described["paths"][f"{ROOT}/report"]["get"]["parameters"]
    given = {p["name"]: p["schema"].get("enum") for p in parameters}
    assert {name for name, values in given.items() if values and "" not in values} == {"lang"}  # empty says nothing
    enums = {name: [value for value in values if value] if values else None for name, values in given.items()}
    for question in library.questionnaire.questions:
        assert enums.pop(question.id) == list(question.choices)
        assert enums.pop(f"fact-{question.id}") is None
    for part in library.questionnaire.dimensions:
        assert enums.pop(f"weight-{part.id}") == ["less", "normal", "more"]
    for one in library.questionnaire.situation_parts:
        assert enums.pop(one.id) == list(one.choices)
    assert enums.pop("method") == [library.questionnaire.scoring.method]
    assert enums == {"lang": ["en", "fr"], "platform": None, "set": ["full", "quick"], "date": None}


@pytest.mark.parametrize("base_url", ["", "https://site.example"])
def test_the_server_named_is_the_one_that_was_set_never_that_of_the_request(base_url: str) -> None:
    app = create_app(replace(REAL, base_url=base_url))
    client = CheckingClient(app, app.response_class)
    described = client.data("/api/openapi.json", base_url="http://evil.example")
    assert described["servers"] == [{"url": base_url or "/"}]


def test_platforms_carry_facts_with_options_and_sources(client: CheckingClient) -> None:
    found = {each["id"]: each for each in client.get("/api/v1/platforms?lang=fr").get_json()["platforms"]}
    assert len(found) >= 30
    assert set(found["tiktok"]) >= {"id", "name", "owner", "facts", "deeds"}
    for platform in found.values():
        for fact in platform["facts"]:
            assert set(fact["source"]) == {"title", "url", "date"}
            assert isinstance(fact["option"], list)
