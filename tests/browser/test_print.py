"""The report on paper, printed by the browser: few pages, all that paper needs, nothing that only a screen does."""

import re
from collections.abc import Mapping
from unicodedata import normalize
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page

from evaluator.content.models.library import Library
from evaluator.content.models.questionnaire import DONT_KNOW, Questionnaire
from evaluator.i18n.language import Language
from tests.browser.addresses import INSTAGRAM, QUERY, QUICK
from tests.browser.conftest import OpenPage
from tests.browser.layout import CUT, OVERLAP, faults
from tests.documents.pdf import opened, pdf_text

LANGUAGES = ("en", "fr")
A4 = (595, 842)  # points
KINDS = ("worst", "best", "unknown", "mixed", "quick worst")
SCREEN_ONLY = ["Change", "Skip to the content", "Print", "Copy the link", "Judge another platform", "Show my grade",
               "How to find out in two minutes", "The same as a table", "This report’s link"]  # fmt: skip


def printed(page: Page, path: str) -> bytes:
    page.goto(path)
    return page.pdf(prefer_css_page_size=True)


def as_one(made: bytes) -> str:
    """All words in one line, as `plain` writes them."""
    return plain(pdf_text(made))


def plain(words: str) -> str:
    """Without spaces and ligatures: where a line breaks and how an fi is drawn does not matter."""
    return re.sub(r"\s+", "", normalize("NFKC", words))


def given(form: Questionnaire, kind: str) -> Mapping[str, str]:
    """Answers of one of KINDS: the first option is the best, the last the worst."""
    if kind == "unknown":
        return {question.id: DONT_KNOW for question in form.questions}
    if kind == "mixed":
        return {q.id: q.choices[place % len(q.choices)] for place, q in enumerate(form.questions)}
    return {q.id: q.options[0 if kind == "best" else -1].id for q in form.questions}


def query(library: Library, kind: str) -> str:
    """A report of one of KINDS about a platform with the longest name without a gap."""
    which = "quick" if kind.startswith("quick") else "full"
    form = library.questionnaire.core if which == "quick" else library.questionnaire
    return urlencode({"platform": "W" * 80, "set": which, **given(form, kind.removeprefix("quick "))})


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sample_report_fits_three_pages_of_a4_and_the_quick_one_two(visit: OpenPage, lang: str) -> None:
    page = visit()
    for most, answers in ((3, QUERY), (3, f"{QUERY}&weight-data=more"), (2, QUICK)):
        paper = opened(printed(page, f"/{lang}/report?{answers}"))
        assert len(paper.pages) <= most, answers
        assert {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in paper.pages} == {A4}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_longest_reports_stay_short_too(
    visit: OpenPage, libraries: dict[str, Library], kind: str, lang: str
) -> None:
    made = printed(visit(), f"/{lang}/report?{query(libraries[lang], kind)}")
    assert len(opened(made).pages) <= (2 if kind.startswith("quick") else 4)
    assert "W" * 80 in as_one(made)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_paper_has_the_letter_the_findings_and_every_answer(
    visit: OpenPage, libraries: dict[str, Library], tongues: dict[str, Language], lang: str
) -> None:
    page, form, language = visit(), libraries[lang].questionnaire, tongues[lang]
    paper = as_one(printed(page, f"/{lang}/report?{QUERY}"))
    verdict = language.gettext("a grade for the platform, not for what happened")
    page.emulate_media(media="print")
    titles = page.locator("h2").filter(visible=True).all_inner_texts()
    open_findings = page.locator(".finding:not(:has(.fold))")
    wanted = [f"{verdict[0].upper()}{verdict[1:]}", "Instagram", language.number(34.7)]
    wanted += [title for title in titles if title != language.gettext("What matters most to you?")]
    wanted += open_findings.locator("h3").all_inner_texts() + page.locator(".keep .hint").all_inner_texts()
    wanted += page.locator(".care .phone").filter(visible=True).all_inner_texts()
    for question in form.questions:
        option = question.option(INSTAGRAM[question.id])
        assert option
        wanted.append(f"{question.text} {option.text}")
    assert len(wanted) > len(form.questions) + 5 + 4
    assert [words for words in wanted if plain(words) not in paper] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_paper_has_nothing_to_press_and_nothing_that_is_folded(
    visit: OpenPage, tongues: dict[str, Language], lang: str
) -> None:
    page, language = visit(), tongues[lang]
    for answers in (QUERY, QUICK):
        paper = as_one(printed(page, f"/{lang}/report?{answers}"))
        unwanted = [language.gettext(words) for words in SCREEN_ONLY]
        unwanted += page.locator(".bottom p, button:not(.asked):visible, .button:visible").all_inner_texts()
        reasons = page.locator(".finding .fold > p:nth-of-type(2)").all_text_contents()
        assert [words for words in unwanted + reasons if plain(words) and plain(words) in paper] == []
        assert len(reasons) == (0 if answers == QUICK else page.locator(".finding").count() - 4)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_on_paper_no_text_is_cut_or_overlaps(visit: OpenPage, libraries: dict[str, Library], lang: str) -> None:
    page = visit(viewport={"width": 680, "height": 1030})  # A4 within its margins, in CSS pixels
    page.emulate_media(media="print")
    for answers in (QUERY, QUICK, *(query(libraries[lang], kind) for kind in KINDS)):
        page.goto(f"/{lang}/report?{answers}")
        assert faults(page, CUT, OVERLAP) == [], answers
        assert not page.locator("nav, .button, .screen, .bottom").filter(visible=True).count()


def test_in_the_dark_paper_stays_white(visit: OpenPage) -> None:
    page = visit(color_scheme="dark")
    page.emulate_media(media="print")
    page.goto(f"/en/report?{QUERY}")
    colours = "element => [getComputedStyle(element).backgroundColor, getComputedStyle(element).color]"
    assert page.locator("body").evaluate(colours) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]


def test_without_its_print_style_the_report_would_take_more_pages(visit: OpenPage) -> None:
    page = visit(bypass_csp=True)
    page.goto(f"/en/report?{QUERY}")
    page.evaluate("document.querySelector('link[rel=stylesheet]').media = 'screen'")
    made = page.pdf(prefer_css_page_size=True)
    assert len(opened(made).pages) > 4
    assert plain("Skip to the content") in as_one(made)
