"""Law 12: what the style takes from the eye stays for the ear, and what it adds for the eye is not read aloud.

A list without bullets is none to Safari unless its role says so; a sign that a style puts beside a text is read with
it unless the style says what to read instead. Every rule of every stylesheet is looked at, on every page of the walk.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import lxml.html  # type: ignore[import-untyped]  # lxml ships no types
import pytest
from flask import Flask

from tests.laws.test_doors import the_walk

STATIC = Path(__file__).parents[2] / "static"
SHEETS = {
    path.name: re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL) for path in STATIC.glob("*.css")
}
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
CONTENT = re.compile(r"(?<![\w-])content:\s*([^;}]+)")
SPOKEN = re.compile(r'"[^"]+"|\bcounters?\(|\battr\(')


def rules(css: str) -> Iterator[tuple[str, str]]:
    """Every selector of a stylesheet with its declarations."""
    for selectors, said in RULE.findall(css):
        yield from ((selector.strip(), said) for selector in selectors.split(","))


def xpath(selector: str) -> str:
    """A selector of tags, classes and places as a path, for the lists that it finds."""
    steps = re.sub(r"\s*>\s*", " >", selector).split()
    path = ""
    for step in steps:
        child, tag, classes = re.fullmatch(r"(>?)([a-z0-9]*)((?:\.[\w-]+)*)", step).groups()  # type: ignore[union-attr]  # else it is for nobody to read here
        has = "".join(f'[contains(concat(" ", @class, " "), " {name} ")]' for name in classes.split(".")[1:])
        path += f"{'/' if child else '//'}{tag or '*'}{has}"
    return f"{path}[self::ul or self::ol]"


def unmarked(css: str) -> list[str]:
    """The selectors of lists without bullets; a summary without its triangle is none."""
    return [
        selector
        for selector, said in rules(css)
        if re.search(r"list-style(?:-type)?:\s*none", said) and not selector.endswith("summary")
    ]


def read_with_the_text(css: str) -> list[str]:
    """The selectors that add a sign which is read aloud: the last declaration says nothing else for the ear."""
    return [
        selector
        for selector, said in rules(css)
        if (signs := CONTENT.findall(said)) and SPOKEN.search(signs[0]) and "/" not in signs[-1]
    ]


def test_what_a_style_adds_is_for_the_eye_alone() -> None:
    assert {name: found for name, css in SHEETS.items() if (found := read_with_the_text(css))} == {}


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_list_without_bullets_is_still_a_list(app: Flask, lang: str) -> None:
    known = {name: [(selector, xpath(selector)) for selector in unmarked(css)] for name, css in SHEETS.items()}
    wrong, met = set(), set()
    for address, html in the_walk(app, lang).pages:
        page = lxml.html.document_fromstring(html)
        for name in known:
            if not re.search(rf'href="[^"]*/{name}[?"]', html):
                continue
            for selector, path in known[name]:
                lists = page.xpath(path)
                met.update([selector] * bool(lists))
                wrong |= {(selector, address.split("/")[2]) for one in lists if one.get("role") != "list"}
    assert wrong == set()
    assert len(met) > 15


@pytest.mark.parametrize(
    ("css", "found"),
    [
        ('a::after { content: "+"; }', ["a::after"]),
        ('a::after { content: "+"; content: "+" / ""; } b::before { content: ""; }', []),
        ("a { justify-content: space-between; } b::after { content: none; }", []),
        ('li::before { content: counter(n) "."; }', ["li::before"]),
    ],
)
def test_a_sign_that_is_read_aloud_is_found(css: str, found: list[str]) -> None:
    assert read_with_the_text(css) == found
