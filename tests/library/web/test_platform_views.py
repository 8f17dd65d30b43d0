"""The pages on what is documented: found by any name, every fact with its source and place, no score."""

import re

import pytest

from tests.web.client import CheckingClient


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("typed", ["insta", "INSTAGRAM", "ig"])
def test_a_platform_is_found_by_any_name(client: CheckingClient, lang: str, typed: str) -> None:
    page = client.get(f"/{lang}/platforms/?q={typed}")
    assert f"/{lang}/platforms/instagram" in page.text


def test_an_unknown_name_leads_to_judging_it_yourself(client: CheckingClient) -> None:
    page = client.get("/en/platforms/?q=Mill+Lane")
    assert "Nothing is documented here about “Mill Lane”" in page.text
    assert "/en/assess" in page.text


def test_every_platform_has_a_page_in_every_language(client: CheckingClient) -> None:
    for lang in ("en", "fr"):
        for name in re.findall(rf'href="(/{lang}/platforms/[a-z0-9-]+)"', client.get(f"/{lang}/platforms/").text):
            assert client.get(name).status_code == 200


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_fact_shows_a_source_a_day_and_a_place(client: CheckingClient, lang: str) -> None:
    html = client.get(f"/{lang}/platforms/instagram").text
    facts = re.findall(r'<li id="fact-(?:data|money|civil|connect)-[^"]*">(.*?)</li>', html, re.DOTALL)
    assert len(facts) >= 15
    holds = {"en": "Holds for: ", "fr": "Vaut pour\u00a0: "}[lang]
    for fact in facts:
        told = r'<a href="https://[^"]+" rel="noreferrer">(?:[^<]+ 20\d\d</a></span>|[^<]+</a> <span>[^<]*20\d\d)'
        assert re.search(told, fact), fact  # the day stands once: in the title, or behind it
        assert holds in fact


def test_an_old_fact_says_so(client: CheckingClient) -> None:
    assert "Older than eighteen months" in client.get("/en/platforms/zoom").text


def test_an_unknown_platform_is_not_found(client: CheckingClient) -> None:
    assert client.get("/en/platforms/mill-lane").status_code == 404
