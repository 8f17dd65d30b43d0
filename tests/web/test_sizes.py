"""How much travels: what a first visit, a question page, the longest report and the method weigh when compressed.

A school's line and an old phone are the measure. Sizes are asserted, times never.
"""

import pytest

from evaluator.content.models.library import Library
from tests.web.client import CheckingClient, text
from tests.web.page_rules import Page

KILO = 1024
LANGUAGES = ["en", "fr"]
CODINGS = ["br", "gzip"]
by_language = pytest.mark.parametrize("lang", LANGUAGES)
by_coding = pytest.mark.parametrize("coding", CODINGS)


def weight(client: CheckingClient, path: str, coding: str) -> int:
    """The bytes of an answer's body as sent."""
    answer = client.get(path, headers={"Accept-Encoding": coding})
    assert answer.status_code == 200
    return len(answer.data)


@by_language
@by_coding
def test_a_first_visit_weighs_under_14_kb_in_four_requests(client: CheckingClient, lang: str, coding: str) -> None:
    page = Page(text(client.get(f"/{lang}/")))
    links = [n.attrib["href"] for n in page.named("link") if n.get("rel") in ("stylesheet", "icon")]
    scripts = [node.attrib["src"] for node in page.named("script")]
    others = page.named("img", "video", "audio", "source", "picture")
    requests = [f"/{lang}/", *links, *scripts]
    assert others == []
    assert len(requests) <= 4
    assert sum(weight(client, path, coding) for path in requests) < 14 * KILO


@by_language
@by_coding
def test_every_question_page_weighs_under_14_kb(
    client: CheckingClient, library: Library, worst: str, lang: str, coding: str
) -> None:
    for step in [*(dimension.id for dimension in library.questionnaire.dimensions), "quick"]:
        assert weight(client, f"/{lang}/assess/{step}?{worst}", coding) < 14 * KILO
    profile = max(library.profiles, key=lambda profile: len(profile.facts))
    for question in {fact.question for fact in profile.facts}:  # with what is documented beside it
        assert weight(client, f"/{lang}/assess/{question}?platform={profile.name}", coding) < 14 * KILO


@by_language
@by_coding
def test_the_longest_report_weighs_under_25_kb(client: CheckingClient, worst: str, lang: str, coding: str) -> None:
    assert weight(client, f"/{lang}/report?{worst}", coding) < 25 * KILO


@by_language
@by_coding
def test_the_method_weighs_under_20_kb(client: CheckingClient, lang: str, coding: str) -> None:
    assert weight(client, f"/{lang}/method", coding) < 20 * KILO


@by_coding
def test_every_answer_of_the_faq_weighs_under_14_kb(client: CheckingClient, library: Library, coding: str) -> None:
    for entry in library.faq:
        for lang in LANGUAGES:
            assert weight(client, f"/{lang}/faq/{entry.id}", coding) < 14 * KILO


def test_no_style_sheet_fetches_anything(client: CheckingClient) -> None:
    style = client.get("/static/site.css").text
    assert "url(" not in style
    assert "@import" not in style
    assert "http" not in style
