"""The page of a report: what one can do on the platform is offered once."""

from collections import Counter
from urllib.parse import urlencode

import pytest

from evaluator.content.models.library import Library
from tests.assess.judged import judged
from tests.web.client import CheckingClient
from tests.web.page_rules import Page, words


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", ["instagram", "signal", "chatgpt"])
def test_a_report_offers_each_way_on_the_platform_once(
    client: CheckingClient, libraries: dict[str, Library], language: str, name: str
) -> None:
    sample = judged(libraries[language].questionnaire)[name]
    page = Page(client.get(f"/{language}/report?{urlencode({'platform': name, **sample.eu.given})}").text)
    places = [node for node in page.all if node.get("class") == "tonight" or node.get("id") == "deeds"]
    ways = Counter(words(each) for place in places for each in place.iter() if each.tag in ("a", "b"))
    assert len(places) == 2
    assert sum(ways.values()) > 5
    assert not [way for way, times in ways.items() if times > 1 and way != TICK[language]]


TICK = {"en": "Done: count it", "fr": "C’est fait : le compter"}  # one at every switch
