"""A language in which every translated string is marked: what shows without a mark escaped translation."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from pypdf import PdfReader

from evaluator.app import create_app
from evaluator.assess.documents.formats import FORMATS, render
from evaluator.assess.report import Report
from evaluator.content.models.library import Library
from evaluator.i18n.language import Language, started
from evaluator.settings import Settings, folder
from tests.assess.reports import KINDS, TODAY, report_of
from tests.browser.addresses import all_pages
from tests.documents.word import word_text
from tests.i18n.pseudo import CODE, escaped, make, pseudo
from tests.web.page_rules import Page

TYPED = "4711"  # a platform's name without a letter
# What may stand outside the marks, each with its reason.
ALLOWED = re.compile(
    "|".join(
        [
            r"Four Questions",  # a name
            r"PDF|Markdown|JSON|DOCX|Word|SVG|PNG",  # names of formats
            r"Android|iPhone",  # names of devices
            r"CC0|CC BY(?:-SA)?|GFDL|MIT|ODC-By",  # licences
            r"JustDeleteMe|Mastodon documentation|Open Terms Archive",  # whose work is reused
            r"Privacy Settings|datarequests.org",
            r"English|Français|Esperanto",  # languages are named in themselves
            r"Instagram|Signal|Threads|Zebra club|sucide|z{6}|x{80,}",  # typed by the visitor, or found by it
            r"<?https?://\S+",  # addresses
            r"\b[A-E]\b",  # letters of the grade
            r"\b(?:en|fr)\b",  # the code of the language of a resource
            r"[0-9]+(?:[.,/][0-9]+)*",  # figures, days and telephone numbers
            r"[-−+·…/()\[\],.–→|=●]",  # marks that every language here sets alike
            r"\s",
        ]
    )
)
READ = ("title", "alt", "aria-label", "placeholder", "data-done", "label")  # attributes that people read or hear
SILENT = {"script", "style"}


@pytest.fixture(scope="module")
def catalogues(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("pseudo"))


@pytest.fixture(scope="module")
def site(catalogues: Path) -> Flask:
    app = create_app(Settings(folder("questions"), "https://site.example", (), 1, translations=catalogues))
    app.testing = True
    return app


@pytest.fixture(scope="module")
def tongue(catalogues: Path) -> Language:
    return started(catalogues)[CODE]


@pytest.fixture(scope="module")
def words(site: Flask) -> Library:
    library: Library = site.extensions["site"].libraries[CODE]
    return library


def days(language: Language) -> list[str]:
    """Days in words come from Babel, not from a catalogue: this one, that of the pages, and every month."""
    months = language.locale.months["format"]["wide"].values()
    return [*(language.day(day) for day in (date.today(), TODAY, date(2021, 2, 3))), *map(str, months)]


def lands(language: Language, library: Library) -> list[str]:
    """Countries and languages are named by Babel; these are the ones of the help lines and the actions."""
    codes = {code for action in library.actions for code in action.countries}
    spoken = {code for action in library.actions for code in (*action.languages, *action.links)}
    names = [language.locale.territories.get(code, code) for code in codes]
    tongues = [language.locale.languages.get(code, code) for code in spoken]
    return [str(name) for name in sorted([*names, *tongues], key=len, reverse=True)]  # the longest first


def shown(page: Page) -> Iterator[str]:
    """Every text that a visitor, a search engine or a screen reader meets, one element with its words at a time."""
    for node in page.all:
        yield from (node.attrib[name] for name in READ if name in node.attrib)
        if node.tag == "meta" and node.get("name") in ("description", "author"):
            yield node.get("content", "")
        if node.tag == "meta" and (node.get("property") or "").endswith(("title", "description")):
            yield node.get("content", "")
        if node.tag not in SILENT and not (node.tag == "textarea" and "readonly" in node.attrib):  # markup to copy
            yield from texts(node)


def texts(node: Element) -> Iterator[str]:
    yield node.text or ""
    yield from (child.tail or "" for child in node)


def faults(texts: Iterator[str], language: Language, library: Library) -> list[str]:
    allowed = re.compile("|".join([*map(re.escape, [*days(language), *lands(language, library)]), ALLOWED.pattern]))
    return sorted({f"{left!r} in {text.strip()!r:.120}" for text in texts for left in escaped(text, allowed)})


def untranslated(library: Library) -> Iterator[str]:
    """Names of companies, addresses, and menus as they stand in the English app: the same everywhere."""
    yield from library.platforms
    if library.documented:
        yield from (words for archive in library.documented.archives for words in archive.notice)
    for profile in library.profiles:
        yield from filter(None, (profile.name, *profile.also, profile.site, profile.owner.name))
        yield from (text for deed in profile.deeds for text in (deed.path, deed.email) if text)


def test_marks_are_found_missing() -> None:
    assert list(escaped(f"{pseudo('Points')}: {pseudo(f'of {TYPED}')}", ALLOWED)) == [":"]
    assert list(escaped(f"Points {pseudo(pseudo('a') + ' b')}", ALLOWED)) == ["Points"]
    assert list(escaped(f"{pseudo('%(x)s of B')} 12/24 – 3.5", ALLOWED)) == []
    assert pseudo("%(count)s answers") == "⟦%(count)s ánswérs⟧"


def test_no_string_of_any_page_escapes_translation(site: Flask, tongue: Language, words: Library) -> None:
    pages = {address: html for address, html in all_pages(site).items() if address.lang == CODE}
    assert len(pages) >= 20
    found = {}
    names = set(untranslated(site.extensions["site"].libraries[CODE]))
    for address, html in pages.items():
        page = Page(html)
        assert page.lang == CODE
        left = faults((text for text in shown(page) if text not in names), tongue, words)
        if left:
            found[address.path[:60]] = left
    assert found == {}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ending", sorted(FORMATS))
def test_no_string_of_any_document_escapes_translation(
    ending: str, kind: str, words: Library, tongue: Language, tmp_path: Path
) -> None:
    report = report_of(words, kind, TYPED)
    made = render(ending, report, tongue, "https://site.example/eo/report")
    text = without_codes(READERS.get(ending, _text)(made, tmp_path), report)
    assert text.count("⟦") > 10 or ending == "json"
    assert faults(iter([text]), tongue, words) == []


def without_codes(text: str, report: Report) -> str:
    """Ids are the same in every language; a line may end inside one."""
    given = [f"{line.question.id}={line.value}" for line in report.lines if line.value]
    things = [entry.id for entry in report.faq] + [action.id for action in report.actions]
    for code in sorted(given + things, key=len, reverse=True):
        text = re.sub(r"\s*".join(map(re.escape, code)), "", text)
    return text


def _text(made: bytes, _: Path) -> str:
    return made.decode()


def _markdown(made: bytes, _: Path) -> str:
    return re.sub(r"\\(?=[^\w\s])|\*\*|^#+ |\]\(<[^>]*>\)|(?<!\\)\[|---:", "", made.decode(), flags=re.MULTILINE)


def _json(made: bytes, _: Path) -> str:
    """Data for programs: ids and figures; a sentence among them would be one to translate."""
    return " ".join(value for value in _values(json.loads(made)) if " " in value)


def _values(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    for part in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _values(part)


def _pdf(made: bytes, folder: Path) -> str:
    file = folder / "report.pdf"
    file.write_bytes(made)
    return "\n".join(page.extract_text() for page in PdfReader(file).pages)


def _docx(made: bytes, _: Path) -> str:
    return word_text(made)


READERS = {"md": _markdown, "json": _json, "pdf": _pdf, "docx": _docx}
