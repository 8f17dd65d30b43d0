"""The code of ethics in every format: the same promises, numbers and dates, read back by other hands."""

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from zipfile import ZipFile

import html5lib
import icalendar
import nh3
import pytest
from docx import Document

from evaluator.content.models.ethics import KEEP, VOICES
from evaluator.content.models.library import Library
from evaluator.documents.blocks import A5, A6, PAPERS, Heading, Outline
from evaluator.ethics import draft_file
from evaluator.ethics.documents.code_document import code_outline, front, side_titles
from evaluator.ethics.documents.context import CodeContext
from evaluator.ethics.documents.evidence_document import evidence_outline
from evaluator.ethics.documents.formats import CODE, EVIDENCE, code_html, file_name, write_code, write_evidence
from evaluator.ethics.documents.poster_document import card_outline, poster_outline
from evaluator.ethics.draft import ANY_LANGUAGE, ChosenPromise, Draft, Facts
from evaluator.ethics.readers import ReadContext
from evaluator.ethics.wording import front_text, promise_text
from evaluator.i18n.language import Language
from tests.documents import markdown
from tests.documents.pdf import catalogue, opened, pdf_text, tags
from tests.documents.word import lines as word_lines
from tests.documents.word import part, word_text
from tests.ethics.drafts import GAP, TODAY, adding, chez_lou, without

TONGUES = (("en",), ("fr",), ("en", "fr"))
WHOLE = {"html", "docx", "pdf", "md", "txt"}  # formats with the whole text
SAFE = {"section", "div", "h2", "h3", "h4", "p", "ul", "ol", "li", "time", "strong"}
HOSTILE = ["<script>alert(1)</script>", "=1+1", "\u200bhidden", "‮gnp", "` * _ # [x](y) {{ 7*7 }} #set", "🥐 & “ok”"]


def words(text: str) -> str:
    """Text without white space, which each format sets where it likes."""
    return "".join(text.split())


def html_text(made: bytes) -> str:
    parser = html5lib.HTMLParser(strict=True)
    return "".join(parser.parseFragment(made.decode()).itertext())


def markdown_text(made: bytes) -> str:
    return " ".join(line.text for line in markdown.lines(made.decode()))


def whole_docx(made: bytes) -> str:
    """The text with what stands at the head of every page."""
    heads = [name for name in ZipFile(io.BytesIO(made)).namelist() if name.startswith("word/header")]
    return word_text(made) + "".join(text for name in heads for text in part(made, name).itertext())


READERS: dict[str, Callable[[bytes], str]] = {
    "html": html_text,
    "docx": word_text,
    "pdf": lambda made: pdf_text(made, "Chez Lou"),
    "md": markdown_text,
    "txt": bytes.decode,
}


@pytest.fixture(scope="module")
def lou(libraries: dict[str, Library]) -> Draft:
    """Chez Lou without the promise that contradicts its facts, and with a line about it."""
    draft = without(chez_lou(libraries["fr"], ("en", "fr")), "data.consent")
    return replace(draft, gaps=(GAP,))


@pytest.fixture(scope="module")
def blocked(libraries: dict[str, Library]) -> Draft:
    return chez_lou(libraries["fr"], ("en", "fr"))


@pytest.fixture
def telling(libraries: dict[str, Library], tongues: dict[str, Language]) -> Callable[..., CodeContext]:
    def told(draft: Draft, codes: tuple[str, ...] = ("fr",), paper: str = "a4") -> CodeContext:
        return CodeContext.create(draft, libraries, [tongues[code] for code in codes], TODAY, paper)

    return told


@pytest.mark.parametrize("codes", TONGUES)
@pytest.mark.parametrize("kind", sorted(WHOLE))
def test_every_promise_number_and_day_is_in_every_format(
    telling: Callable[..., CodeContext], lou: Draft, kind: str, codes: tuple[str, ...]
) -> None:
    told = telling(lou, codes)
    said = words(READERS[kind](write_code(kind, told)))
    for language in told.languages:
        ethics = told.ethics(language)
        sentences = [
            promise_text(ethics, lou, chosen, language)
            for promise in ethics.promises
            if (chosen := lou.find(promise.id))
        ]
        places = [said.rfind(words(sentence)) for sentence in sentences]  # who answers stands in front as well
        assert -1 not in places
        assert places == sorted(places)
        for day in (lou.day, lou.review, GAP.day):
            assert day
            assert words(language.day(day)) in said
        assert words(language.gettext("These are our own promises: no legal advice, no badge and no score.")) in said


@pytest.mark.parametrize("code", ["en", "fr"])
def test_both_languages_give_the_same_ids_under_the_same_numbers(
    telling: Callable[..., CodeContext], lou: Draft, code: str
) -> None:
    made = write_code("md", telling(lou, (code,))).decode()
    found = re.findall(r"^(\d+)\. .* <!-- ([\w.-]+) -->$", made, re.M)
    assert [int(number) for number, _ in found] == list(range(1, len(lou.chosen) + 1))
    assert [name for _, name in found] == [one.promise for one in lou.chosen]


@pytest.mark.parametrize("code", ["en", "fr"])
def test_the_default_pack_reads_well_350_to_700_words_sentences_of_22_at_most(
    telling: Callable[..., CodeContext], blocked: Draft, code: str
) -> None:
    text = " ".join(line.text for line in markdown.lines(write_code("md", telling(blocked, (code,))).decode()))
    assert 350 <= len(text.split()) <= 700
    made = write_code("html", telling(blocked, (code,))).decode()
    pieces = [re.sub(r"<[^>]*>", "", piece) for piece in re.findall(r"<(?:p|li)>(.*?)</(?:p|li)>", made)]
    sentences = [s for piece in pieces for s in re.split(r"(?<=[.?!…])\s+|(?<=[a-zé])[:;]\s|\s[:;]\s", piece)]
    assert [s for s in sentences if len(s.split()) > 22] == []


@pytest.mark.parametrize("paper", sorted(PAPERS))
@pytest.mark.parametrize("code", ["en", "fr"])
def test_the_pdf_has_one_or_two_tagged_pages(
    telling: Callable[..., CodeContext], blocked: Draft, code: str, paper: str
) -> None:
    made = write_code("pdf", telling(blocked, (code,), paper))
    assert len(opened(made).pages) <= 2
    assert {"/H1", "/H2", "/L", "/P"} <= tags(made)
    assert catalogue(made)["/Lang"] == code


@pytest.mark.parametrize(("kind", "size", "lines"), [("poster", (420, 595), 6), ("card", (298, 420), 3)])
def test_what_hangs_on_a_door_is_one_page_and_leads_to_the_rest(
    telling: Callable[..., CodeContext], lou: Draft, kind: str, size: tuple[int, int], lines: int
) -> None:
    placed = replace(
        lou, website="chez-lou.example/code", facts=Facts({**lou.facts.given, "business-name": ("Chez Lou",)})
    )
    for codes in TONGUES:
        [page] = opened(write_code(kind, telling(placed, codes))).pages
        assert (round(page.mediabox.width), round(page.mediabox.height)) == size
    told = telling(placed, ("en",))
    made = words(pdf_text(write_code(kind, told), "Chez Lou"))
    ethics = told.ethics(told.first)
    known = [front_text(ethics, placed, one, told.first) for one in placed.chosen]
    assert sum(words(sentence) in made for sentence in known) == lines
    assert "chez-lou.example/code" in made


@pytest.mark.parametrize("kind", ["poster", "card", "card-a5"])
def test_what_hangs_on_a_door_fills_its_sheet_and_breaks_no_address_at_a_hyphen(
    telling: Callable[..., CodeContext], lou: Draft, kind: str
) -> None:
    address = "boulangerie-chez-lou.example/notre-charte-en-ligne"
    for website in ("", address):
        for codes in TONGUES:
            [page] = opened(write_code(kind, telling(replace(lou, website=website), codes))).pages
            ends: list[tuple[float, str]] = []
            made = page.extract_text(visitor_text=lambda text, _, at, *more, found=ends: found.append((at[5], text)))
            heights = sorted(height / page.mediabox.height for height, text in ends if text.strip())
            assert heights[0] < 0.12
            assert max(after - before for before, after in pairwise(heights)) < 0.25  # no third of it is empty
            assert all(part in made for part in website.split("/"))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("voice", VOICES)
def test_the_front_page_goes_on_from_its_headings_in_either_voice(
    telling: Callable[..., CodeContext], lou: Draft, language: str, voice: str
) -> None:
    """Every promise that can stand there says its few words in both voices, and the heading fits its side."""
    told = telling(replace(lou, voice=voice), (language,))
    ethics = told.ethics(told.first)
    for promise in ethics.promises:
        assert (promise.front is None) == (promise.side == KEEP), promise.id
    titles = side_titles(told.first)
    said = html_text(write_code("html", told))
    for chosen, promise in front(told):
        assert front_text(ethics, told.draft, chosen, told.first) in said
        assert titles[promise.side] in said


def test_seven_promises_stand_in_front_and_those_chosen_by_hand_first(
    telling: Callable[..., CodeContext], lou: Draft
) -> None:
    many = adding(lou, "data.nodm", "post.body", "kids.photo", "team.ask", "alt.try", "talk.critics")
    told = telling(many, ("en",))
    picked = [promise for _, promise in front(told)]
    assert len(picked) == 7
    assert not [promise.id for promise in picked if promise.side == KEEP]
    by_hand = ("kids.photo", "data.nodm")
    assert {promise.id for _, promise in front(telling(replace(many, front=by_hand), ("en",)))} == set(by_hand)


def test_the_published_code_asks_nothing_and_tells_what_is_so(
    telling: Callable[..., CodeContext], lou: Draft
) -> None:
    said = html_text(write_code("html", telling(lou, ("fr",))))
    assert "?" not in said
    assert "Nous payons de temps en temps les réseaux pour de la publicité." in said
    assert "Instagram" in said


@pytest.mark.parametrize("codes", TONGUES)
def test_the_html_is_one_section_that_a_strict_sanitizer_leaves_alone(
    telling: Callable[..., CodeContext], lou: Draft, codes: tuple[str, ...]
) -> None:
    made = code_html(telling(lou, codes))
    attributes = {"section": {"lang"}, "div": {"lang"}, "time": {"datetime"}, "ol": {"start"}}
    assert nh3.clean(made, tags=SAFE, attributes=attributes, link_rel=None) == made
    assert made.startswith(f'<section lang="{codes[0]}">')
    assert made.count("<section") == 1
    assert len(made.encode()) < 15_000
    assert f'<time datetime="{lou.review}">' in made
    assert "://" not in made


def test_the_docx_has_real_styles_and_says_its_languages(telling: Callable[..., CodeContext], lou: Draft) -> None:
    made = write_code("docx", telling(lou, ("en", "fr")))
    document = Document(io.BytesIO(made))
    styles = {paragraph.style.name for paragraph in document.paragraphs if paragraph.style}
    assert {"Title", "Heading 1", "List Number"} <= styles
    assert 'w:val="fr-FR"' in document.element.xml
    assert len([name for name, _ in word_lines(made) if name == "ListNumber"]) == 2 * len(lou.chosen)


@pytest.mark.parametrize("codes", TONGUES)
def test_the_review_is_an_all_day_event_with_two_alarms(
    telling: Callable[..., CodeContext], lou: Draft, codes: tuple[str, ...]
) -> None:
    made = write_code("ics", telling(lou, codes))
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))
    [event] = icalendar.Calendar.from_ical(made).walk("VEVENT")
    assert event.decoded("dtstart") == lou.review
    assert [alarm.decoded("trigger") for alarm in event.walk("VALARM")] == [
        timedelta(days=-30, hours=9),
        timedelta(hours=9),
    ]
    assert "Chez Lou" in str(event["summary"])
    assert len(str(event["description"]).splitlines()) == 6


def test_a_profile_line_has_at_most_150_characters(telling: Callable[..., CodeContext], lou: Draft) -> None:
    long = replace(lou, contact="x" * 140)
    for draft in (lou, long):
        line = write_code("short", telling(draft)).decode().strip()
        assert 0 < len(line) <= 150
    assert lou.contact in write_code("short", telling(lou)).decode()


def test_the_file_opens_again_as_an_equal_draft_blocked_or_not(
    telling: Callable[..., CodeContext], libraries: dict[str, Library], lou: Draft, blocked: Draft
) -> None:
    ethics = {code: library.ethics for code, library in libraries.items() if library.ethics}
    known = ReadContext(ethics, libraries["en"].questionnaire, TODAY)
    for draft in (lou, blocked):
        told = telling(draft)
        made = write_code("json", told)
        reading = draft_file.load_draft(made, known)
        assert (reading.draft, reading.problems, reading.differences) == (draft, (), ())
        assert ("draft" in json.loads(made)) is told.blocked


@pytest.mark.parametrize("kind", sorted(CODE))
def test_a_block_says_draft_in_every_format_and_name_and_otherwise_nothing_does(
    telling: Callable[..., CodeContext], lou: Draft, blocked: Draft, kind: str
) -> None:
    readers: dict[str, Callable[[bytes], str]] = {
        **READERS,
        **dict.fromkeys(("docx", "decisions-docx"), whole_docx),
        **dict.fromkeys(("poster", "card", "card-a5", "decisions-pdf"), lambda made: pdf_text(made, "Chez Lou")),
        "json": lambda made: "BROUILLON" if '"draft": true' in made.decode() else "",
        "ics": lambda made: str(icalendar.Calendar.from_ical(made).walk("VEVENT")[0]["summary"]),
    }  # fmt: skip
    read = readers.get(kind, bytes.decode)
    assert telling(blocked).blocked
    assert "BROUILLON" in read(write_code(kind, telling(blocked)))
    assert file_name(kind, telling(blocked)).startswith("BROUILLON-chez-lou-")
    assert not telling(lou).blocked
    assert "BROUILLON" not in read(write_code(kind, telling(lou)))
    assert file_name(kind, telling(lou)).startswith("chez-lou-")


def test_every_page_of_a_blocked_pdf_says_draft(telling: Callable[..., CodeContext], blocked: Draft) -> None:
    ids = [promise.id for promise in telling(blocked).ethics(telling(blocked).first).promises]
    long = replace(blocked, chosen=tuple(ChosenPromise(name) for name in ids))
    pages = opened(write_code("pdf", telling(long, ("fr", "en")))).pages
    assert len(pages) > 1
    assert all("BROUILLON / DRAFT" in page.extract_text() for page in pages)


@pytest.mark.parametrize("kind", sorted(kind for kind in EVIDENCE if "-" not in kind))
def test_the_evidence_sheet_says_that_it_is_internal_and_proves_every_promise(
    telling: Callable[..., CodeContext], blocked: Draft, kind: str
) -> None:
    told = telling(blocked, ("en",))
    made = write_evidence(kind, told)
    said = words({**READERS, "csv": bytes.decode}[kind](made)).replace('""', '"')
    assert "INTERNAL" in said.upper()
    assert file_name(kind, told, internal=True).endswith(f"-internal.{kind}")
    for one in blocked.chosen:
        promise = told.ethics(told.first).promise(one.promise)
        assert promise
        assert words(promise.evidence.how) in said
    assert words("Still open") in said


def test_a_number_of_the_evidence_sheet_fits_on_one_line(telling: Callable[..., CodeContext], blocked: Draft) -> None:
    first = Document(io.BytesIO(write_evidence("docx", telling(blocked)))).tables[0].columns[0].width
    assert first
    assert first.mm > 4 + 3 * 2  # the room at both sides of a cell, and three signs


def test_names_of_files_are_plain_letters(telling: Callable[..., CodeContext], lou: Draft) -> None:
    odd = replace(lou, facts=replace(lou.facts, given={**lou.facts.given, "business-name": ("../Œufs & Thé 🥐\"",)}),
                  version="2026/1\r\n")  # fmt: skip
    for internal, kinds in ((False, CODE), (True, EVIDENCE)):
        for kind in kinds:
            assert re.fullmatch(r"[A-Za-z0-9.-]+", file_name(kind, telling(odd), internal))
    assert "oeufs-the" in file_name("pdf", telling(odd))


def hostile(lou: Draft, text: str) -> Draft:
    """The text in every place where somebody types."""
    said = {ANY_LANGUAGE: text}
    chosen = tuple(replace(one, wording=said if place % 2 else {}) for place, one in enumerate(lou.chosen))
    return replace(
        lou,
        facts=replace(lou.facts, given={**lou.facts.given, "business-name": (text,)}),
        platforms=tuple(replace(one, name=text) for one in lou.platforms),
        chosen=chosen,
        gaps=(replace(GAP, text=said),),
        owner=said,
        contact=text,
        version=text[:20],
        reasons={lou.chosen[0].promise: said, "data.consent": said},
    )


@pytest.mark.parametrize("text", [*HOSTILE, "x" * 500, "a " * 250])
@pytest.mark.parametrize("kind", sorted({*CODE, *(f"evidence {kind}" for kind in EVIDENCE)}))
def test_hostile_text_stays_text_in_every_format(
    telling: Callable[..., CodeContext], lou: Draft, kind: str, text: str
) -> None:
    told = telling(hostile(lou, text), ("fr", "en"))
    name = kind.removeprefix("evidence ")
    made = write_evidence(name, told) if kind != name else write_code(name, told)
    if name == "html":
        assert text in html_text(made)
        tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(made.decode())
        assert {node.tag for node in tree.iter() if isinstance(node.tag, str)} <= {*SAFE, "DOCUMENT_FRAGMENT"}
    elif name == "md":
        assert words(text) in words(markdown_text(made))
    elif name == "docx":
        assert words(text) in words(word_text(made))
    elif name == "csv":
        rows = list(csv.reader(io.StringIO(made.decode("utf-8-sig"))))
        assert [
            cell for row in rows for cell in row if re.match(r"[ \u202f\u00a0]*[=+\-@\t\r\n＝＋－＠]", cell)
        ] == []
        assert any(text.strip() in cell for row in rows for cell in row)
    elif name == "ics":
        [event] = icalendar.Calendar.from_ical(made).walk("VEVENT")
        assert text.strip() in str(event["summary"])
    elif name in ("pdf", "poster", "card", "card-a5"):
        assert opened(made).pages
    elif name == "json":
        assert json.loads(made)["contact"] == text


def test_a_document_of_two_languages_marks_each(telling: Callable[..., CodeContext], lou: Draft) -> None:
    made = code_html(telling(lou, ("fr", "en")))
    assert made.index('<section lang="fr">') < made.index('<div lang="en">')
    with pytest.raises(ValueError, match="language"):
        telling(lou, ())


def test_what_readers_lost_stands_first_with_its_reason(telling: Callable[..., CodeContext], lou: Draft) -> None:
    draft = replace(lou, reasons={"data.consent": {ANY_LANGUAGE: "Notre agence tarde."}}, day=date(2026, 11, 24))
    said = html_text(write_code("html", telling(draft)))
    assert said.index("Notre agence tarde.") < said.index("Pourquoi nous sommes là")
    assert "Nous ne promettons plus" in said


def test_a_language_that_the_draft_lacks_makes_it_a_draft(telling: Callable[..., CodeContext], lou: Draft) -> None:
    french = replace(lou, languages=("fr",), owner={"fr": "Lou Martin"})
    assert not telling(french, ("fr",)).blocked
    assert "[Who answers for this code? A name or a role.]" in html_text(write_code("html", telling(french, ("en",))))
    assert telling(french, ("en",)).blocked


def test_a_promise_that_was_dropped_shows_no_empty_blank(telling: Callable[..., CodeContext], lou: Draft) -> None:
    draft = replace(lou, reasons={"why.exitline": {ANY_LANGUAGE: "Trop tôt."}})
    said = html_text(write_code("html", telling(draft)))
    assert "Trop tôt." in said
    assert "{" not in said


def test_a_line_with_a_day_reads_as_a_sentence(telling: Callable[..., CodeContext], lou: Draft) -> None:
    gap = replace(GAP, text={ANY_LANGUAGE: "The pixel goes"})
    assert "The pixel goes. By 15 January 2027." in html_text(
        write_code("html", telling(replace(lou, gaps=(gap,)), ("en",)))
    )


@pytest.mark.parametrize("kind", ["md", "csv"])
def test_what_is_open_is_told_in_each_language_of_the_sheet(
    telling: Callable[..., CodeContext], blocked: Draft, kind: str
) -> None:
    told = telling(blocked, ("fr", "en"))
    made = write_evidence(kind, told).decode()
    said = words(markdown_text(made.encode()) if kind == "md" else made.replace('""', '"'))
    for language in told.languages:
        assert told.findings
        for finding in told.findings_in(language):
            assert words(finding.message) in said


def test_a_long_name_is_whole_in_the_title_and_short_at_the_foot(
    telling: Callable[..., CodeContext], lou: Draft
) -> None:
    name = ("Boulangerie " * 41).strip()
    told = telling(hostile(lou, name))
    for outline in (
        code_outline(told, paged=True),
        poster_outline(told, A5),
        card_outline(told, A6),
        evidence_outline(told),
    ):
        assert name in first_heading(outline)
        assert len(outline.site) <= 60
        assert name not in outline.title


def first_heading(outline: Outline) -> str:
    block = outline.blocks[0]
    assert isinstance(block, Heading)
    return block.text


def test_each_language_starts_a_page_of_its_own(telling: Callable[..., CodeContext], lou: Draft) -> None:
    told = telling(lou, ("fr", "en"))
    starts = [words(page.extract_text()) for page in opened(write_code("pdf", told)).pages]
    assert any(start.startswith(words("How Chez Lou uses social media")) for start in starts)
    assert [language.code for language in telling(lou, ("fr", "fr")).languages] == ["fr"]
