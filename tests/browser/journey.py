"""How a visitor goes through the site: the words they read, the rows they choose, the pages they come to."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from evaluator.content.models.library import Library
from evaluator.content.models.questionnaire import Dimension, Question
from evaluator.i18n.language import Language
from tests.browser.addresses import INSTAGRAM

Press = Callable[[Locator], None]


def click(place: Locator) -> None:
    place.click()


def tap(place: Locator) -> None:
    place.tap()


@dataclass
class Visitor:
    """Somebody who reads one language and presses what the words say, with a mouse or a finger."""

    page: Page
    library: Library
    language: Language
    press: Press = click

    def says(self, words: str, **values: object) -> str:
        """Words of the interface in the visitor's language."""
        return self.language.gettext(words, **values)

    def button(self, words: str, **values: object) -> Locator:
        return self.page.get_by_role("button", name=self.says(words, **values), exact=True)

    def begin(self, platform: str) -> None:
        """From the first page to the first question, by typing a name."""
        self.page.get_by_label(self.says("Which platform?")).fill(platform)
        self.press(self.button("Start the questions"))

    def group(self, question: Question) -> Locator:
        return self.page.get_by_role("group", name=question.text, exact=True)

    def row(self, question: Question, option_id: str) -> Locator:
        """The whole row of an option, as one presses it."""
        option = question.option(option_id)
        assert option
        return self.group(question).locator("label", has=self.page.get_by_text(option.text, exact=True))

    def chosen(self, question: Question, option_id: str | None) -> None:
        """The page shows this option as chosen, or none."""
        checked = self.group(question).locator("input:checked")
        if option_id is None:
            expect(checked).to_have_count(0)
        else:
            expect(checked).to_have_value(option_id)

    def answer(self, questions: Iterable[Question]) -> None:
        """Choose the sample answer of each question."""
        for question in questions:
            self.press(self.row(question, INSTAGRAM[question.id]))
            self.chosen(question, INSTAGRAM[question.id])

    def on_question(self, question: Question) -> None:
        """This is the page of one question, in the visitor's language."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(question.text)
        self.in_language()

    def option(self, question: Question, option_id: str) -> Locator:
        """The button that gives an answer."""
        return self.page.locator(f".opt[name={question.id}][value={option_id}]")

    def one_by_one(self, questions: Iterable[Question], give: Press | None = None) -> None:
        """Give the sample answer to one question after another."""
        for question in questions:
            self.on_question(question)
            (give or self.press)(self.option(question, INSTAGRAM[question.id]))

    def on_questions(self, dimension_id: str) -> None:
        """This is the page of a dimension, in the visitor's language."""
        dimension = self.library.questionnaire.dimension(dimension_id)
        expect(self.page.get_by_role("heading", level=1)).to_have_text(dimension.question)
        self.in_language()

    def on_report(self) -> None:
        """This is the report on the sample answers: E, 34.7 points, which a reader can sum up by hand."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(f"Instagram{self.language.colon}E")
        expect(self.page.locator(".L.at")).to_have_text("E")
        words = self.says("a grade for the platform, not for what happened")  # somebody was hurt: no word of praise
        expect(self.page.locator(".verdict")).to_contain_text(words[0].upper() + words[1:])
        expect(self.page.locator(".outcome")).to_contain_text(self.language.number(34.7))
        self.in_language()

    def unfold(self, part: str) -> None:
        """Open a part of the report."""
        self.page.locator(f"#{part} > summary").click()

    def in_language(self) -> None:
        """The page says in which language it is."""
        expect(self.page.locator("html")).to_have_attribute("lang", self.language.code)

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        return self.library.questionnaire.dimensions

    def go_on(self, after: Dimension | None) -> None:
        """To the next page of questions, or after the last one to the report."""
        self.press(self.button("Next: %(name)s", name=after.name) if after else self.button("See the report"))

    def through_the_pages(self) -> None:
        """From the first questions to the report, all answered."""
        for here, after in zip(self.dimensions, [*self.dimensions[1:], None], strict=True):
            self.on_questions(here.id)
            self.answer(here.questions)
            self.go_on(after)
