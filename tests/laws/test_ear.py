"""Law 12: what the eye learns first, the ear learns first, on every page that the walk came by, from forms too.

The tree of a browser says the same of single pages (tests/browser/test_stops.py); here each page of each state is
read from its source. A stop is what a screen reader says before the next press of an arrow key.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import urlsplit

import lxml.html  # type: ignore[import-untyped]  # lxml ships no types
import pytest
from flask import Flask
from lxml.html import HtmlElement

from tests.laws.test_doors import the_walk

TITLE_WITHIN = 15
WHOLE = {"a", "button", "h1", "h2", "h3", "h4", "summary", "label", "legend", "option"}
HEADINGS = {"h1", "h2", "h3", "h4"}
SILENT = {"script", "style", "template", "svg", "head", "datalist", "noscript"}
# Figures, or a letter, with nothing that says what they are: a stop that tells nothing.
BARE = re.compile(r"(?:[\W_]*\d[\d\W_]*|[\W_]*[^\W\d_][\W_]*)(?:min|h)?\.?")
NAMES = {"X"}  # an app
HEADED = {"td", "th", "dd"}  # read with the name of their row and column, or after that of the thing
Stop = tuple[str, str]


def is_silent(node: HtmlElement) -> bool:
    return (
        not isinstance(node.tag, str)
        or node.tag in SILENT
        or node.get("hidden") is not None
        or node.get("aria-hidden") == "true"
        or node.get("type") == "hidden"
    )


def said(node: HtmlElement) -> str:
    if is_silent(node):
        return ""
    return (node.text or "") + "".join(said(child) + (child.tail or "") for child in node)


def stops(node: HtmlElement) -> Iterator[Stop]:
    """What is said of a part of a page, in order, each with its element."""
    if is_silent(node):
        return
    if node.tag in WHOLE or node.tag in ("input", "select", "textarea"):
        yield node.tag, " ".join(said(node).split())
        return
    if words := " ".join((node.text or "").split()):
        yield "text", words
    for child in node:
        yield from stops(child)
        if words := " ".join((child.tail or "").split()):
            yield "text", words


def bare(node: HtmlElement) -> Iterator[str]:
    """What is said of a part of a page in figures or one letter alone; a number to call is a thing of its own."""
    dialled = node.tag == "a" and str(node.get("href")).startswith(("tel:", "sms:"))
    if is_silent(node) or node.tag in HEADED or dialled:
        return
    if node.tag in WHOLE:
        said_here = [said(node)] if node.tag != "option" else []
    else:
        said_here = [node.text or "", *(child.tail or "" for child in node)]
        for child in node:
            yield from bare(child)
    words = {" ".join(each.split()) for each in said_here} - NAMES
    yield from sorted(each for each in words if BARE.fullmatch(each))


def faults(html: str) -> Iterator[str]:
    """What of a page is told late, twice, or under one name with another thing; and a refusal that nobody hears."""
    page = lxml.html.document_fromstring(html)
    read = [stop for stop in stops(page.find("body")) if stop[1]]
    titles = [place for place, (element, _) in enumerate(read) if element == "h1"]
    if len(titles) != 1 or titles[0] > TITLE_WITHIN:
        yield f"titles at {titles}"
    headed = Counter(words for element, words in read if element in HEADINGS)
    yield from (f"headed twice: {words}" for words, count in sorted(headed.items()) if count > 1)
    yield from (f"bare: {words}" for words in bare(page.find("body")))
    for (one, words), (other, again) in pairwise(read):
        of_page = {one, other} & (HEADINGS | {"text"})
        if words == again and of_page and not re.fullmatch(r"[\d.,]+", words):  # cells of a table
            yield f"said twice: {words}"
    refused = page.xpath('//*[@aria-invalid="true"]')
    if refused and not page.xpath('//*[@id="problems" and @tabindex="-1" and @role="alert"]'):
        yield f"refused without the focus: {refused[0].get('name')}"
    for region in page.xpath('//*[@aria-live or @id="net"]'):  # what is there at load is never said
        if region.get("hidden") is None and said(region).strip():
            yield f"a message that nobody hears: {said(region)}"


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_what_the_eye_learns_first_the_ear_learns_first_on_every_page(app: Flask, lang: str) -> None:
    found = Counter(
        f"/{'/'.join(path.split('/')[2:5])}: {fault}"
        for address, html in the_walk(app, lang).pages
        if (path := re.sub(r"/[\w-]{16,}", "/KEY", urlsplit(address).path))
        for fault in faults(html)
    )
    assert [*found] == []


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<p>a</p>" * 16 + "<h1>Mill</h1>", "titles"),
        ("<h1>Mill</h1><h2>Do</h2><p>a</p><h2>Do</h2>", "headed twice: Do"),
        ("<h1>Mill</h1><table><caption>Mill</caption></table>", "said twice: Mill"),
        ('<h1>Mill</h1><input aria-invalid="true" name="q">', "refused without"),
        ('<h1>Mill</h1><p aria-live="polite">Saved</p>', "nobody hears"),
        ("<h1>Mill</h1><p>Your data <span>−13</span></p>", "bare: −13"),
        ("<h1>Mill</h1><ol><li>Join <span>15 min</span></li></ol>", "bare: 15 min"),
    ],
)
def test_a_page_that_the_ear_learns_late_is_found(html: str, told: str) -> None:
    assert [fault for fault in faults(f"<html><body>{html}</body></html>") if told in fault]
