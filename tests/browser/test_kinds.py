"""Six kinds of service that no feed is like: each is judged to a letter by honest answers, in every language."""

from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from evaluator.content.models.library import Library
from evaluator.i18n.language import languages
from tests.assess.judged import judged
from tests.browser.conftest import OpenPage
from tests.browser.journey import Visitor

NAMES = {
    "chatgpt": "ChatGPT",
    "character-ai": "Character.AI",
    "duckduckgo": "DuckDuckGo",
    "google-classroom": "École Directe",
    "fortnite": "Fortnite",
    "web-shop": "A shop on the web",
}


@pytest.mark.parametrize("code", ["en", "fr"])
@pytest.mark.parametrize("kind", NAMES)
def test_each_kind_gets_the_letter_of_its_honest_answers(
    visit: OpenPage, libraries: dict[str, Library], kind: str, code: str
) -> None:
    library = libraries[code]
    sample = judged(library.questionnaire)[kind]
    visitor = Visitor(visit(), library, languages()[code])
    visitor.page.goto(f"/{code}/assess/{visitor.dimensions[0].id}?platform={NAMES[kind]}")
    for here, after in zip(visitor.dimensions, [*visitor.dimensions[1:], None], strict=True):
        visitor.on_questions(here.id)
        for question in here.questions:
            visitor.page.check(f"input[name={question.id}][value={sample.eu.given[question.id]}]")
        visitor.go_on(after)
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text(
        f"{NAMES[kind]}{visitor.language.colon}{sample.letters['eu']}"
    )
    expect(visitor.page.locator(".L.at")).to_have_text(sample.letters["eu"])


WITH_MANY = ("instagram", "tiktok", "snapchat", "youtube", "whatsapp", "discord", "facebook", "x")
FIRST_WAY = """() => {
  const letter = document.querySelector('.L.at').getBoundingClientRect();
  const way = document.querySelector('.tonight li a[href^="https:"], .tonight li .path').getBoundingClientRect();
  return way.bottom - letter.top;
}"""


def test_the_first_way_on_the_platform_is_within_a_screen_of_the_letter(
    visit: OpenPage, libraries: dict[str, Library]
) -> None:
    phone = {"width": 390, "height": 844}
    page, samples, far = visit(viewport=phone), judged(libraries["fr"].questionnaire), {}
    for name in WITH_MANY:
        page.goto(f"/fr/report?{urlencode({'platform': name, **samples[name].eu.given})}")
        far[name] = page.evaluate(FIRST_WAY)
    assert {name: far[name] for name in WITH_MANY if not 0 < far[name] <= phone["height"]} == {}
