"""No code is shown to people: no brace, no id, no English value in another language, on any page or document."""

import re
from datetime import date
from itertools import product

import pytest
from flask import Flask

from evaluator.classroom.documents.lesson_kit import kit
from evaluator.content.models.library import Library
from evaluator.i18n.language import Language
from tests.browser.addresses import QUERIES, all_pages
from tests.documents.outlines import told
from tests.web.code_rules import FOR_THE_CURIOUS, code_faults, codes, words

ISO_DAY = re.compile(r"\b20\d\d-\d\d-\d\d\b")


@pytest.fixture(scope="module")
def ids(library: Library) -> re.Pattern[str]:
    return codes(library)


def test_a_code_is_found_wherever_a_test_fetches_a_page(library: Library) -> None:
    page = "<html><body><p title='x.dont-know'>{contact}</p><a aria-label='dont-know'>data-use</a></body></html>"
    found = code_faults(page, "/en/ethics/you", library, "")
    assert found == [f"a code is shown: {each}" for each in ("data-use", "dont-know", "{", "}")]
    assert code_faults(page, "/en/ethics/you", library, "name=%7Bdata-use+dont-know}") == []  # somebody typed it
    for alone in (
        "<p>Say data-use.</p>",
        "<p>(dont-know)</p>",
        '<img alt="data-use">',
        "<img alt=data-use>",
        "<p>&#123;",
    ):
        assert len(code_faults(f"<html><body>{alone}</body></html>", "/en/", library, "")) == 1, alone


def test_no_page_shows_a_code(app: Flask, ids: re.Pattern[str]) -> None:
    found: dict[str, list[str]] = {}
    for address, html in all_pages(app).items():
        if FOR_THE_CURIOUS.search(address.path):
            continue
        shown = [match for text in words(html) for match in ids.findall(text)]
        if shown:
            found[address.path[:70]] = sorted(set(shown))
    assert found == {}


def test_no_page_writes_a_day_as_machines_do(app: Flask) -> None:
    found: dict[str, list[str]] = {}
    for address, html in all_pages(app).items():
        if address.status == 200:
            days = [day for text in words(html) for day in ISO_DAY.findall(text)]
            if days:
                found[address.path[:70]] = sorted(set(days))
    assert found == {}


@pytest.mark.parametrize("ending", ["md", "txt"])
def test_no_report_shows_a_code(app: Flask, ids: re.Pattern[str], ending: str) -> None:
    for lang, query in product(("en", "fr"), QUERIES["assess.report"]):
        made = app.test_client().get(f"/{lang}/report.{ending}?{query}")
        assert made.status_code == 200
        said = re.sub(r"<?https?://\S+|\]\([^)]*\)", "", made.text)
        assert ids.findall(said) == [], (lang, query)


def test_no_sheet_for_a_class_shows_a_code(
    libraries: dict[str, Library], tongues: dict[str, Language], ids: re.Pattern[str]
) -> None:
    for code in libraries:
        for item in kit(libraries, tongues[code]).values():
            said = " ".join(told(item.make(date(2026, 11, 30)).blocks))
            assert ids.findall(said) == [], item.name
