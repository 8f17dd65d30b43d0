"""Every page there is, in every language, through the checking client; and that the client would see a fault."""

import pytest

from evaluator.content.models.library import Library
from tests.web.client import CheckingClient
from tests.web.page_rules import Page, faults

SOUND = "<!doctype html><html lang=en><head><title>T</title></head><body><main><h1>H</h1>{}</main></body></html>"
BROKEN = [
    "<p></b>",
    "<table><p>x</table>",
    "<h1>Again</h1>",
    "<h3>Skipped</h3>",
    "<h2> </h2>",
    '<section aria-labelledby="a"><h2 id="a">A</h2><div role="region" aria-labelledby="a"></div></section>',
    "<nav></nav><nav></nav>",
    '<p id="a"><p id="a">',
    '<a href="#nowhere">x</a>',
    '<svg><use href="#nowhere"/></svg>',
    '<p aria-describedby="nowhere">x',
    '<label>x<input list="nowhere"></label>',
    '<input name="alone">',
    '<label for="b"></label><input id="b" name="b">',
    '<select name="alone"><option value="x">x</select>',
    '<label><input type="radio" name="r">r</label>',
    '<fieldset><label><input type="radio" name="r">r</label></fieldset>',
    '<fieldset><legend>l</legend><label><input type="radio" name="r" checked>r</label>'
    '<label><input type="radio" name="r" checked>s</label></fieldset>',
    "<script>alert(1)</script>",
    "<style>p{}</style>",
    '<p style="color:red">x',
    '<svg><rect style="fill:red"/></svg>',
    '<p onclick="x()">x',
    '<a href="http://example.org/">x</a>',
    '<a href="javascript:x()">x</a>',
    '<a href="//example.org/">x</a>',
    '<a href="tel:x">x</a>',
    '<a href="tel:">x</a>',
    '<form action="tel:112"></form>',
    '<a href="/\\example.org">x</a>',
    '<img alt="" src="https://example.org/x.png">',
    '<script src="https://example.org/x.js"></script>',
    '<link rel="preconnect" href="https://example.org/">',
    '<form action="https://example.org/"></form>',
    '<iframe src="/en/"></iframe>',
    '<a href="/en/"><svg aria-hidden="true"></svg></a>',
    '<button type="button"></button>',
    "<table><thead><tr><th>x</th></tr></thead></table>",
    '<table><tbody><tr><th scope="row">x</th></tr></tbody></table>',
]


@pytest.mark.parametrize("fragment", BROKEN)
def test_the_client_sees_a_broken_page(fragment: str) -> None:
    assert faults(Page(SOUND.format(fragment)))


def test_the_client_finds_nothing_wrong_with_a_sound_page() -> None:
    good = '<h2 id="a">A</h2><a href="#a">a</a><a href="tel:112">112</a><a href="https://example.org/">x</a>'
    assert faults(Page(SOUND.format(good))) == []


@pytest.mark.parametrize("missing", [" lang=en", "<title>T</title>", "<h1>H</h1>", "<!doctype html>"])
def test_the_client_misses_what_a_page_must_have(missing: str) -> None:
    assert faults(Page(SOUND.format("").replace(missing, "")))


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_page_keeps_to_the_rules(
    client: CheckingClient, library: Library, worst: str, best: str, lang: str
) -> None:
    steps = [dimension.id for dimension in library.questionnaire.dimensions]
    entries = [f"faq/{entry.id}" for entry in library.faq]
    for name in [
        "",
        "method",
        "faq/",
        "actions/",
        "help",
        *entries,
        *(f"assess/{step}" for step in [*steps, "quick"]),
    ]:
        client.page(f"/{lang}/{name}")
    for query in ["", worst, best, f"{worst}&set=quick", f"{worst}&date=2024-01-01&weight-data=more"]:
        client.page(f"/{lang}/report?{query}")
        for step in steps:
            client.page(f"/{lang}/assess/{step}?{query.replace('&set=quick', '')}")
    for path in ["nowhere", "faq/nowhere", "assess/nowhere", "report.exe"]:
        client.page(f"/{lang}/{path}", 404)


@pytest.mark.parametrize("path", ["/static/none.css", "/sitemap.xml"])
def test_what_is_missing_outside_a_language_leads_to_the_home_of_each(client: CheckingClient, path: str) -> None:
    page = client.page(path, 404)
    assert {"/en/", "/fr/"} & {node.get("href") for node in page.named("a") if "data-language" in node.attrib}
