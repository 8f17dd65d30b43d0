"""Whose site this is: what site.yaml may say, and how a slip in it or in a file beside it is told."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator.content.models.site import Accent
from evaluator.content.site_file import GROUNDS, contrast, lowest, nearest, operator_of, read_site, weak_accents
from evaluator.content.svg_logo import read_logo
from evaluator.settings import SiteSettings, settings
from tests.test_architecture import ROOT

HOUSES = ("library", "school", "company")
EXAMPLES = ROOT / "docs" / "example-sites"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2">{}</svg>'
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def faults_of(text: str, folder: Path, files: dict[str, str] | None = None) -> list[tuple[str, int, int, str, str]]:
    (folder / "site").mkdir(exist_ok=True)
    for name, words in {"site.yaml": text, **(files or {})}.items():
        (folder / name).write_text(words, encoding="utf-8")
    read = read_site(folder, SiteSettings(), ["en", "fr"])
    return [(fault.file, fault.line, fault.column, fault.field, fault.message) for fault in read.faults]


@pytest.mark.parametrize("house", HOUSES)
def test_the_houses_of_the_guide_have_no_fault(house: str) -> None:
    read = read_site(EXAMPLES / house, SiteSettings(), ["en", "fr"])
    assert read.faults == []
    assert read.file.operator
    assert read.logos


SLIPS = [
    ("nme: {en: A, fr: B}", (1, 6, "nme"), "did you mean 'name'?"),
    ("name: {en: The clinic}", (1, 7, "name"), "'fr' is missing; the site is offered in en, fr"),
    ("name: The clinic", (1, 7, "name"), "must be keys with values"),
    ("name:\n  en: A\n  fr: ''", (3, 7, "name.fr"), "is blank"),
    ("operator: {name: A}", (1, 11, "operator.mail"), "'mail' is missing; add it"),
    ("operator: {name: A, mail: nowhere}", (1, 27, "operator.mail"), "must be an address to write to"),
    ("accent: {light: red, dark: '#ffffff'}", (1, 17, "accent.light"), "must be a colour of six figures"),
    ("accent: {light: '#e8b4c8', dark: '#ffffff'}", (1, 17, "accent.light"), "light page; it needs 4.5:1, such as #"),
    ("accent: {light: '#000000', dark: '#222222'}", (1, 34, "accent.dark"), "dark page; it needs 4.5:1, such as #"),
    ("home: {url: 'http://a.example', name: {en: A, fr: B}}", (1, 13, "home.url"), "must be an address that starts"),
    ("logo: ../logo.svg", (1, 7, "logo"), "must be the name of an .svg or .md file beside this one"),
    ("logo: site/none.svg", (1, 7, "logo"), "no file site/none.svg beside this one"),
    ("pages: [{id: a, title: {en: A, fr: B}, text: {en: site/a.md, fr: site/a.md}}]", (1, 51, "pages.a.text.en"),
     "no file site/a.md"),
    ("pages: [{id: a b, title: {en: A}, text: {en: site/a.md}}]", (1, 14, "pages.a b.id"), "lower-case words"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "place", "says"), SLIPS, ids=[slip[2][:40] + slip[1][2] for slip in SLIPS])
def test_a_slip_is_told_with_its_place_and_a_remedy(
    text: str, place: tuple[int, int, str], says: str, tmp_path: Path
) -> None:
    found = faults_of(text, tmp_path)
    assert [(file, line, column, field) for file, line, column, field, _ in found][:1] == [("site.yaml", *place)]
    assert says in found[0][4]


def test_two_pages_of_one_name_are_a_fault(tmp_path: Path) -> None:
    page = "{id: a, title: {en: A, fr: B}, text: {en: site/a.md, fr: site/a.md}}"
    found = faults_of(f"pages: [{page}, {page}]", tmp_path, {"site/a.md": "Text"})
    assert [message for *_, message in found] == ["two pages are called 'a'; rename one"]


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [(" \n", (1, 1), "is blank"), ("One\ntwo\x07", (2, 4), "U+0007"), ("x" * 100_001, (1, 1), "over 100000 bytes")],
)
def test_a_page_that_cannot_be_shown_is_told_with_its_place(
    text: str, place: tuple[int, int], says: str, tmp_path: Path
) -> None:
    page = "{id: a, title: {en: A, fr: B}, text: {en: site/a.md, fr: site/a.md}}"
    found = faults_of(f"pages: [{page}]", tmp_path, {"site/a.md": text})
    assert {(file, line, column) for file, line, column, *_ in found} == {("site/a.md", *place)}
    assert says in found[0][4]


HARMFUL = [
    ("<script>alert(1)</script>", "<script> may not stand in a logo"),
    ("<foreignObject><p/></foreignObject>", "<foreignObject> may not stand"),
    ('<image href="https://a.example/a.png"/>', "<image> may not stand"),
    ("<style>path {fill: red}</style>", "<style> may not stand"),
    ('<path onload="alert(1)" d="M0 0"/>', "onload is a script"),
    ('<use href="https://a.example/a.svg#a"/>', "href leads elsewhere"),
    ('<use xmlns:x="http://www.w3.org/1999/xlink" x:href="other.svg#a"/>', "href leads elsewhere"),
    ('<path fill="url(https://a.example/a)" d="M0 0"/>', "fill fetches something"),
    ('<path style="fill:url(//a.example)" d="M0 0"/>', "fill fetches something"),
]


@pytest.mark.parametrize(("inside", "says"), HARMFUL)
def test_what_could_act_or_fetch_in_a_logo_is_refused_with_its_place(inside: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text(SVG.format(f"\n  {inside}"), encoding="utf-8")
    logo, faults = read_logo(tmp_path / "logo.svg", "logo.svg")
    assert logo is None
    assert (faults[0].line, faults[0].column) == (2, 3)
    assert says in faults[0].message


def test_entities_and_broken_files_are_refused(tmp_path: Path) -> None:
    laughs = '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + SVG.format("<title>&b;</title>")
    for text, says in (
        (laughs, "declares an entity"),
        ("<svg>", "not valid SVG"),
        (SVG.format("")[:20], "not valid SVG"),
    ):
        (tmp_path / "logo.svg").write_text(text, encoding="utf-8")
        logo, faults = read_logo(tmp_path / "logo.svg", "logo.svg")
        assert logo is None
        assert says in faults[0].message


def test_what_editors_leave_is_dropped_and_the_drawing_stays(tmp_path: Path) -> None:
    text = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="http://inkscape.example" width="60px" height="20" i:v="1">'
        '<metadata><a/></metadata><i:layer><path d="M9 9"/></i:layer>'
        '<path id="a" class="x" style="fill: #123456; -x: 1" d="M0 0h4"/></svg>'
    )
    (tmp_path / "logo.svg").write_text(text, encoding="utf-8")
    logo, faults = read_logo(tmp_path / "logo.svg", "logo.svg")
    assert faults == []
    assert logo
    root = ElementTree.fromstring(logo.svg)  # noqa: S314 - what we wrote ourselves
    assert (root.attrib, logo.width) == ({"viewBox": "0 0 60 20"}, 96)
    assert [(child.tag.rpartition("}")[2], child.attrib) for child in root] == [
        ("path", {"id": "a", "fill": "#123456", "d": "M0 0h4"})
    ]


def test_a_logo_without_measures_says_what_to_write(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    _, (fault,) = read_logo(tmp_path / "logo.svg", "logo.svg")
    assert 'viewBox="0 0 120 32"' in fault.message


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def test_the_grounds_are_those_of_the_stylesheet() -> None:
    style = (ROOT / "static/site.css").read_text(encoding="utf-8")
    light, dark = style.split("@media (prefers-color-scheme: dark)")[:2]
    for text, grounds in ((light, GROUNDS["light"]), (dark.split("}\n}")[0], GROUNDS["dark"])):
        for name, colour in zip(("paper", "card", "wash"), grounds, strict=True):
            assert f"--{name}: {colour}" in text


@given(COLOURS, COLOURS)
def test_the_colour_offered_instead_always_passes_and_a_good_one_is_left_alone(light: str, dark: str) -> None:
    told = dict(weak_accents(Accent(light, dark)))
    for (key, colour), grounds in zip((("light", light), ("dark", dark)), GROUNDS.values(), strict=True):
        assert (key in told) == (lowest(colour, grounds) < 4.5)
        assert lowest(nearest(colour, key), grounds) >= 4.5
        assert key in told or nearest(colour, key) == colour


def test_the_environment_names_the_operator_and_wins(tmp_path: Path) -> None:
    said = settings({"EVALUATOR_OPERATOR": "House", "EVALUATOR_MAIL": "a@b.example"}).site
    operator = operator_of(tmp_path, said)
    assert operator
    assert (operator.name, operator.mail) == ("House", "a@b.example")
    kept = operator_of(EXAMPLES / "company", settings({"EVALUATOR_MAIL": "new@b.example"}).site)
    assert kept
    assert (kept.name, kept.mail) == ("Atelier Lin SRL", "new@b.example")
    assert operator_of(tmp_path, settings({"EVALUATOR_OPERATOR": "House"}).site) is None


def test_a_mail_that_is_none_and_a_file_that_is_not_there_are_told(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="EVALUATOR_MAIL is 'nobody'; it must be an address"):
        settings({"EVALUATOR_MAIL": "nobody"})
    read = read_site(tmp_path, SiteSettings(tmp_path / "none.yaml"), [])
    assert "no such file" in read.faults[0].message
