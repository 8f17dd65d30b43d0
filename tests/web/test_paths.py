"""Paths as people type and paste them, and the site under a path of a larger one."""

from dataclasses import replace

import pytest
from flask import Flask
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import Client

from evaluator.app import create_app
from tests.browser.addresses import all_addresses
from tests.conftest import REAL
from tests.web.client import CheckingClient
from tests.web.page_rules import Page

UNDER = "/questions"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/EN/", "/en/"),
        ("/Fr/Report?platform=X", "/fr/report?platform=X"),
        ("/en/report/?platform=X", "/en/report?platform=X"),
        ("/en/report.?platform=X", "/en/report?platform=X"),
        ("/en/method).", "/en/method"),
        ("/en/faq/Mental-Health,", "/en/faq/mental-health"),
        ("/JOIN", "/en/class/join"),
        ("/join/?code=ABC", "/en/class/join?code=ABC"),
        ("/en", "/en/"),
        ("/en//faq/mental-health", "/en/faq/mental-health"),
    ],
)
def test_a_path_with_a_slash_a_capital_or_a_mark_too_many_leads_to_the_page(
    client: CheckingClient, typed: str, meant: str
) -> None:
    answer = client.get(typed, follow_redirects=True)
    assert answer.history
    assert all(step.status_code in {302, 308} for step in answer.history)
    assert answer.request.full_path.rstrip("?") == meant or answer.history[-1].headers["Location"] == meant


@pytest.mark.parametrize(
    "path", ["/nope", "/nope/", "/en/nope", "/nope/report/", "/xx/", "/en/faq/nobody", "/static"]
)
def test_a_path_that_leads_nowhere_says_so_at_once(client: CheckingClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_under_a_path_every_link_form_and_file_stays_under_it(app: Flask) -> None:
    client = Client(DispatcherMiddleware(lambda environ, start: [], {UNDER: app}))
    for address in all_addresses(app):
        page = Page(client.get(UNDER + address.path).text)
        inside = [
            node.attrib[name]
            for node in page.all
            for name in ("href", "action", "formaction", "src")
            if node.get(name, "").startswith("/")
        ]
        assert inside, address.path
        assert [link for link in inside if not link.startswith(f"{UNDER}/")] == [], address.path


@pytest.mark.parametrize("path", ["/", "/en", "/EN/", "/en/assess?platform=X&set=full", "/join"])
def test_under_a_path_every_redirect_stays_under_it(app: Flask, path: str) -> None:
    client = Client(DispatcherMiddleware(lambda environ, start: [], {UNDER: app}))
    assert client.get(UNDER + path).headers["Location"].startswith(f"{UNDER}/")


@pytest.mark.parametrize("came", ["/questions/en/method", "/en/method"])
def test_the_path_of_the_base_url_is_honoured_whether_the_proxy_takes_it_off_or_not(came: str) -> None:
    app = create_app(replace(REAL, base_url="https://school.example/questions"))
    page = CheckingClient(app, app.response_class).get(came)
    assert page.status_code == 200
    assert 'href="/questions/en/' in page.text
    assert 'rel="canonical" href="https://school.example/questions/en/method"' in page.text
    assert "https://school.example/questions/questions" not in page.text
    assert Client(app).get("/questions/").headers["Location"] == "/questions/en/"
