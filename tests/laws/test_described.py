"""What a search or a preview says of a page: each kind of page describes itself, and names nothing of a visitor."""

import re
from collections import defaultdict
from urllib.parse import urlsplit

import lxml.html  # type: ignore[import-untyped]  # lxml ships no types
import pytest
from flask import Flask

from evaluator.i18n.language import BOUND, NO_BREAK_HYPHEN
from tests.laws.test_doors import the_walk
from tests.laws.walk import A_NAME

LEAST, MOST = 50, 160  # characters: less says nothing, more is cut off


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_each_kind_of_page_describes_itself_and_no_visitor(app: Flask, lang: str) -> None:
    same, wrong = defaultdict(set), []
    for address, html in the_walk(app, lang).pages:
        page = lxml.html.document_fromstring(html)
        if page.get("lang") != lang:
            continue
        robots = [*page.xpath('//meta[@name="robots"]/@content')]
        for said in page.xpath('//meta[@name="description"]/@content') or [""] * (not robots):
            if not LEAST <= len(said) <= MOST or A_NAME in said:
                wrong.append(f"{address}: {said}")
            if not robots:
                same[said].add(urlsplit(address).path)
    assert wrong == []
    assert [(said, paths) for said, paths in same.items() if len(paths) > 1] == []
    assert len(same) > 25


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_who_is_asked_to_write_is_told_where(app: Flask, lang: str) -> None:
    """On a copy that names nobody, too: then nobody is asked."""
    asks = re.compile(r"\b(?:tell|write to) us\b|(?:écrivez|dites-le)-nous", re.IGNORECASE)
    wrong = set()
    for address, html in the_walk(app, lang).pages:
        page = lxml.html.document_fromstring(html)
        said = page.find("body").text_content().replace(NO_BREAK_HYPHEN, "-")
        if asks.search(said) and not page.xpath('//a[starts-with(@href, "mailto:")]'):
            wrong.add(urlsplit(address).path)
    assert wrong == set()


def test_no_line_of_a_french_page_breaks_between_a_verb_and_its_pronoun(app: Flask) -> None:
    wrong = set()
    for address, html in the_walk(app, "fr").pages:
        page = lxml.html.document_fromstring(html)
        if page.get("lang") == "fr":
            for node in page.xpath('//script | //style | //*[@lang!="fr"] | //textarea'):
                node.drop_tree()
            said = page.find("body").text_content()
            found = BOUND["fr"].finditer(said)
            wrong |= {(urlsplit(address).path, said[max(0, one.start() - 20) : one.end() + 9]) for one in found}
    assert wrong == set()
