"""No code is shown to people: no brace, no id, no English value in another language, on any page or document."""

import re
from collections.abc import Iterator
from datetime import date
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from evaluator.classroom.documents.lesson_kit import kit
from evaluator.content.models.library import Library
from evaluator.i18n.language import Language
from tests.browser.addresses import all_addresses
from tests.documents.outlines import told
from tests.web.page_rules import Page

SILENT = {"script", "style", "code", "svg"}
SEEN_IN = ("title", "alt", "aria-label", "placeholder")
# Pages that speak of the site's own workings to whoever asks for them.
FOR_THE_CURIOUS = re.compile(r"/(privacy|api)")

ISO_DAY = re.compile(r"\b20\d\d-\d\d-\d\d\b")


@pytest.fixture(scope="module")
def ids(library: Library) -> re.Pattern[str]:
    """Every id of the content that is no word by itself: those with a hyphen or a dot, and values of questions."""
    form, ethics, lesson = library.questionnaire, library.ethics, library.lesson
    named = {question.id for question in form.questions}
    named |= {option.id for question in form.questions for option in question.options}
    named |= {entry.id for entry in library.faq} | {action.id for action in library.actions}
    named |= {"dont-know", "not-applicable", "stored-copy", "2-min", "20-min", "help-line"}
    if ethics:
        named |= {fact.id for fact in ethics.facts} | {promise.id for promise in ethics.promises}
    if lesson:
        named |= {plan.id for plan in lesson.plans}
    coded = sorted((name for name in named if re.search(r"[a-z][-.][a-z]", name)), key=len, reverse=True)
    return re.compile(rf"(?<![\w/.-])(?:{'|'.join(map(re.escape, coded))})(?![\w/-])|[{{}}]|%\(")


def seen(node: Element, lang: str) -> Iterator[str]:
    """What people read or hear, without what they typed themselves."""
    if node.tag in SILENT:
        return
    yield from (node.attrib[name] for name in SEEN_IN if name in node.attrib)
    if node.tag not in ("textarea", "option"):
        yield node.text or ""
    for child in node:
        yield from seen(child, lang)
        yield child.tail or ""


def test_no_page_shows_a_code(app: Flask, ids: re.Pattern[str]) -> None:
    found: dict[str, list[str]] = {}
    for address in all_addresses(app):
        if FOR_THE_CURIOUS.search(address.path):
            continue
        answer = app.test_client().get(address.path)
        if answer.mimetype != "text/html":
            continue
        body = Page(answer.text).named("body")[0]
        shown = [match for text in seen(body, address.lang) for match in ids.findall(text)]
        if shown:
            found[address.path[:70]] = sorted(set(shown))
    assert found == {}


def test_no_page_writes_a_day_as_machines_do(app: Flask) -> None:
    found: dict[str, list[str]] = {}
    for address in all_addresses(app):
        answer = app.test_client().get(address.path)
        if answer.mimetype == "text/html" and answer.status_code == 200:
            days = [
                day
                for text in seen(Page(answer.text).named("body")[0], address.lang)
                for day in ISO_DAY.findall(text)
            ]
            if days:
                found[address.path[:70]] = sorted(set(days))
    assert found == {}


@pytest.mark.parametrize("ending", ["md", "txt"])
def test_no_report_shows_a_code(app: Flask, ids: re.Pattern[str], ending: str) -> None:
    for address in all_addresses(app):
        if f"report.{ending}" not in address.path:
            continue
        said = re.sub(r"<?https?://\S+|\]\([^)]*\)", "", app.test_client().get(address.path).text)
        assert ids.findall(said) == [], address.path


def test_no_sheet_for_a_class_shows_a_code(
    libraries: dict[str, Library], tongues: dict[str, Language], ids: re.Pattern[str]
) -> None:
    for code in libraries:
        for item in kit(libraries, tongues[code]).values():
            said = " ".join(told(item.make(date(2026, 11, 30)).blocks))
            assert ids.findall(said) == [], item.name
