"""What search engines and link previews are told: whole addresses, and only where the site knows its own."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from flask import Flask

from evaluator.app import create_app
from tests.conftest import REAL
from tests.web.client import CheckingClient

BASE = "https://questions.example"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module")
def known() -> CheckingClient:
    """A site that knows its own address."""
    app = create_app(replace(REAL, base_url=BASE))
    app.testing = True
    return CheckingClient(app, app.response_class)


def test_robots_may_read_everything(client: CheckingClient, known: CheckingClient) -> None:
    assert client.get("/robots.txt").text == "User-agent: *\nAllow: /\n"
    assert known.get("/robots.txt").text == f"User-agent: *\nAllow: /\nSitemap: {BASE}/sitemap.xml\n"


def test_the_sitemap_names_every_lasting_page_in_every_language(known: CheckingClient) -> None:
    answer = known.get("/sitemap.xml")
    assert answer.content_type == "application/xml; charset=utf-8"
    places = [url.findtext(f"{MAP}loc") or "" for url in ElementTree.fromstring(answer.data)]  # noqa: S314  # our own
    assert len(places) == len(set(places)) >= 2 * (8 + 36)
    for place in places:
        assert place.startswith(f"{BASE}/")
        known.page(place.removeprefix(BASE))
        others = re.findall(rf"<loc>{re.escape(place)}</loc>(.*?)</url>", answer.text)
        assert others[0].count("hreflang=") == 2


def test_a_site_that_does_not_know_its_address_has_no_sitemap(client: CheckingClient) -> None:
    assert client.get("/sitemap.xml").status_code == 404


def head(client: CheckingClient, path: str, host: str = "localhost") -> dict[str, str]:
    page = client.page(path, headers={"Host": host})
    found = {}
    for node in page.all:
        name = node.get("property") or node.get("name") or node.get("rel") or ""
        if node.tag in (f"{XHTML}meta", f"{XHTML}link", "meta", "link") and name:
            found[f"{name} {node.get('hreflang', '')}".strip()] = node.get("content") or node.get("href") or ""
    return found


@pytest.mark.parametrize("path", ["/fr/", "/fr/method", "/fr/faq/mental-health", "/fr/privacy"])
def test_a_lasting_page_has_one_address_and_a_preview(known: CheckingClient, path: str) -> None:
    said = head(known, path, "elsewhere.example")
    assert said["canonical"] == f"{BASE}{path}"
    assert said["alternate fr"] == f"{BASE}{path}"
    assert said["alternate en"] == said["alternate x-default"] == f"{BASE}{path.replace('/fr/', '/en/')}"
    assert said["og:locale"] == "fr"
    assert said["og:title"]
    picture = said["og:image"].removeprefix(BASE)
    answer = known.get(picture)
    assert answer.data.startswith(b"\x89PNG")
    assert len(answer.data) < 40_000
    assert not [value for value in said.values() if "elsewhere" in value]


def test_what_somebody_typed_is_not_for_search_engines(client: CheckingClient, known: CheckingClient) -> None:
    for some in (client, known):
        said = head(some, "/en/report?platform=Instagram")
        assert said["robots"] == "noindex"
        assert "canonical" not in said
    told = [
        value for name, value in head(known, "/en/report?platform=Zebra&data-use=ads-choice").items() if "og:" in name
    ]
    assert len(told) == 3  # a title, a sentence and a picture, the same whatever was answered
    assert told == [value for name, value in head(known, "/en/report?platform=X").items() if "og:" in name]
    assert not [value for value in told if "Zebra" in value]


def test_without_an_address_of_its_own_a_page_names_none(app: Flask, client: CheckingClient) -> None:
    said = head(client, "/en/")
    assert said["alternate fr"] == "/fr/"
    assert not {name for name in said if name.startswith(("og:", "canonical"))}
