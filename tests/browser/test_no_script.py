"""The whole journey with JavaScript switched off, in French."""

from playwright.sync_api import expect

from evaluator.assess.progress import asking_order
from evaluator.content.models.library import Library
from evaluator.i18n.language import Language
from tests.browser.addresses import INSTAGRAM
from tests.browser.conftest import OpenPage
from tests.browser.journey import Visitor


def test_the_whole_journey_works_without_javascript(
    visit: OpenPage, libraries: dict[str, Library], tongues: dict[str, Language]
) -> None:
    page = visit(java_script_enabled=False, locale="fr-FR", viewport={"width": 360, "height": 780})
    visitor = Visitor(page, libraries["fr"], tongues["fr"])
    page.goto("/")
    visitor.button("Start the questions").click()
    expect(page.get_by_role("alert")).to_contain_text(visitor.says("Please check"))
    expect(page.get_by_label(visitor.says("Which platform?"))).to_have_attribute("aria-invalid", "true")
    visitor.begin("Instagram")
    folded = page.locator("details.documented")
    folded.locator("summary").click()
    expect(folded.locator("blockquote").first).to_be_visible()
    visitor.one_by_one(asking_order(visitor.library.questionnaire))
    visitor.on_report()
    for needs_script in ("[data-print]", "[data-copy]"):
        expect(page.locator(needs_script)).to_be_hidden()
    visitor.unfold("weights")
    page.get_by_label(visitor.dimensions[0].name, exact=True).select_option("more")
    visitor.button("Show my grade").click()
    expect(page.locator("#mine")).to_contain_text(visitor.language.number(31.4))  # (2 * 18.33 + 45 + 48 + 27.5) / 5
    question = visitor.dimensions[1].questions[0]
    visitor.unfold("answers")
    page.get_by_role("table").get_by_role("button", name=question.text).click()
    visitor.on_question(question)
    page.get_by_role("link", name="English", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        libraries["en"].questionnaire.dimensions[1].questions[0].text
    )
    page.get_by_role("link", name="Français", exact=True).click()
    visitor.option(question, INSTAGRAM[question.id]).click()
    visitor.on_report()
    expect(page.locator("#mine")).to_contain_text(visitor.language.number(31.4))
