"""Faults that were seen once, each with the smallest draft that showed it."""

import csv
import io
from dataclasses import replace
from datetime import date, timedelta

import icalendar
import pytest
from docx import Document
from docx.oxml.ns import qn
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from evaluator.content.models.library import Library
from evaluator.ethics import draft_file_messages
from evaluator.ethics.changes import changes
from evaluator.ethics.check import check
from evaluator.ethics.documents.context import CodeContext
from evaluator.ethics.documents.formats import file_name, write_code, write_evidence
from evaluator.ethics.draft import ChosenPromise, Draft, Remark
from evaluator.ethics.draft_file import dump_compact, load_draft
from evaluator.ethics.wording import change_sentence, finding_sentences
from evaluator.i18n.language import languages
from tests.ethics.drafts import GAP, TODAY, adding, chez_lou, telling, without
from tests.ethics.test_laws import ALL, DRAFTS, ETHICS, KNOWN, LIBRARIES
from tests.web.client import CheckingClient
from tests.web.page_rules import Page, words
from tests.web.visitor import Visitor

TONGUES = languages()
CELL_PADDING, LETTER_WIDTH = 220, 90  # twentieths of a point: of a cell, and of a letter in a table


def context(draft: Draft, *codes: str, paper: str = "a4") -> CodeContext:
    return CodeContext.create(draft, LIBRARIES, [TONGUES[code] for code in codes or ("fr",)], TODAY, paper)


BLANKS = tuple(f"{{{blank.id}}}" for promise in ETHICS.promises for blank in promise.blanks)


@given(DRAFTS | st.just(Draft()))
def test_no_document_and_no_finding_shows_the_id_of_a_blank(draft: Draft) -> None:
    for code in ("en", "fr"):
        made = context(draft, code)
        texts = [write_code(kind, made).decode() for kind in ("md", "txt", "html", "short", "ics")]
        texts += [write_evidence("csv", made).decode()]
        texts += [" ".join(finding_sentences(one, ALL[code], draft, TONGUES[code])) for one in made.findings]
        assert not [name for name in BLANKS for text in texts if name in text]


def test_an_empty_blank_is_called_by_its_label(library: Library) -> None:
    draft = replace(chez_lou(library), owner={}, contact="")
    text = write_code("txt", context(draft)).decode()
    label = next(blank.label for one in ALL["fr"].promises for blank in one.blanks if blank.kind == "owner")
    assert f"[{label}]" in text


def test_changes_and_buttons_name_a_promise_without_braces(library: Library) -> None:
    empty = replace(chez_lou(library), chosen=())
    for one in changes(ETHICS, chez_lou(library), empty):
        assert "{" not in change_sentence(one, ALL["fr"], TONGUES["fr"])
    assert not [promise.id for promise in ETHICS.promises if "{" in promise.shown]


@pytest.mark.parametrize("codes", [("en",), ("fr",)])
def test_no_word_of_the_evidence_sheet_is_wider_than_its_column(library: Library, codes: tuple[str, ...]) -> None:
    made = Document(io.BytesIO(write_evidence("docx", context(chez_lou(library), *codes))))
    for row in made.tables[0].rows:
        for cell in row.cells[3:5]:
            longest = max(map(len, cell.text.replace("-", " ").split()))
            assert cell.width.twips >= longest * LETTER_WIDTH + CELL_PADDING, cell.text


def test_a_list_leaves_room_for_numbers_of_two_figures(library: Library) -> None:
    made = Document(io.BytesIO(write_code("docx", context(chez_lou(library)))))
    style = made.styles["List Number"].element
    numbering = made.part.numbering_part.element
    kind = numbering.num_having_numId(style.pPr.numPr.numId.val).abstractNumId.val
    [indent] = numbering.xpath(f"./w:abstractNum[@w:abstractNumId='{kind}']/w:lvl/w:pPr/w:ind")
    assert int(indent.get(qn("w:hanging"))) >= 3 * LETTER_WIDTH + CELL_PADDING


def test_remarks_of_a_second_person_stand_in_the_private_word_document_alone(library: Library) -> None:
    said = (
        Remark("ads.label", "Say it in the first line.", "Aunt Marie", TODAY),
        Remark("", "Too long.", settled=True),
    )
    told = context(replace(chez_lou(library), remarks=said), "en")
    private, public = (
        "\n".join(line.text for line in Document(io.BytesIO(made)).paragraphs)
        for made in (write_evidence("docx", told), write_code("docx", told))
    )
    assert "Remarks of a second person" in private
    assert all(words in private for words in ("Say it in the first line.", "Aunt Marie", "Too long.", "settled"))
    assert not [one.text for one in said if one.text in public]


def events(draft: Draft, *codes: str) -> icalendar.Component:
    return icalendar.Calendar.from_ical(write_code("ics", context(draft, *codes))).walk("VEVENT")[0]


def test_the_review_rings_in_the_morning(library: Library) -> None:
    alarms = [alarm.decoded("trigger") for alarm in events(chez_lou(library)).walk("VALARM")]
    assert alarms == [timedelta(days=-30, hours=9), timedelta(hours=9)]


def test_a_calendar_knows_the_review_again_after_a_change(library: Library) -> None:
    lou = chez_lou(library)
    clean = without(lou, "data.consent")
    later = replace(clean, day=date(2027, 1, 10), review=date(2027, 9, 1), version="2027.1")
    assert write_code("ics", context(lou)) == write_code("ics", context(lou))
    made = [events(lou), events(clean), events(clean, "en"), events(clean, "fr", "en"), events(later)]
    assert len({str(event["uid"]) for event in made}) == 1
    assert int(str(made[-1]["sequence"])) > int(str(made[0]["sequence"]))
    assert str(events(telling(clean, business_name="Other"))["uid"]) != str(made[0]["uid"])


def test_two_papers_have_two_file_names(library: Library) -> None:
    names = {paper: file_name("pdf", context(chez_lou(library), paper=paper)) for paper in ("a4", "letter")}
    assert names["letter"].endswith("-letter.pdf")
    assert "letter" not in names["a4"]


def test_a_table_opens_in_columns_in_a_french_spreadsheet(library: Library) -> None:
    for code, separator in (("fr", ";"), ("en", ",")):
        made = write_evidence("csv", context(chez_lou(library), code)).decode("utf-8-sig")
        rows = [row for row in csv.reader(io.StringIO(made), delimiter=separator) if len(row) > 2]
        assert len(rows) > 1 + len(chez_lou(library).chosen)  # the law stands below
        assert {len(row) for row in rows} == {6}


@pytest.mark.parametrize("break_", [";", "\t", "; ", ";\u00a0"])
def test_no_separator_inside_a_text_starts_a_formula(library: Library, break_: str) -> None:
    wording = {"": f"We say{break_}=1+1"}
    draft = replace(chez_lou(library), chosen=(ChosenPromise("ads.label", wording=wording),))
    for code in ("en", "fr"):
        made = write_evidence("csv", context(draft, code)).decode("utf-8-sig")
        for separator in ",;\t":
            cells = [cell for row in csv.reader(io.StringIO(made), delimiter=separator) for cell in row]
            assert not [cell for cell in cells if cell.strip().startswith("=")]


@pytest.fixture
def client(app: Flask, client: CheckingClient, monkeypatch: pytest.MonkeyPatch) -> CheckingClient:
    """A client on the day of the worked example."""
    monkeypatch.setitem(app.config, "TODAY", lambda: TODAY)
    return client


def page(client: CheckingClient, draft: Draft, step: str, lang: str = "fr", **sent: str) -> Visitor:
    """A step of the wizard with this draft."""
    visitor = Visitor(client)
    answer = client.post(f"/{lang}/ethics/{step}", data={"draft": dump_compact(draft, ETHICS), **sent})
    assert answer.status_code == 200
    visitor.page, visitor.address = Page(answer.text), f"/{lang}/ethics/{step}"
    return visitor


def test_nobody_is_accused_of_a_promise_that_the_tool_ticked(client: CheckingClient, library: Library) -> None:
    lou = chez_lou(library)
    visitor = page(client, Draft(facts=lou.facts, platforms=lou.platforms, languages=("fr",)), "promises")
    assert visitor.chosen("promise")
    assert not [node for node in visitor.page.all if "block" in node.get("class", "").split()]


def test_what_was_answered_is_not_asked_again(client: CheckingClient, library: Library) -> None:
    draft = adding(without(chez_lou(library), "talk.hours"), "talk.hours")
    for visitor in (
        page(client, draft, "promises"),
        page(client, without(draft, "talk.hours"), "promises", more="solid"),
    ):
        assert visitor.chosen("blank@talk.hours@hours@fr") == draft.facts.text("answer-hours")
        assert visitor.chosen("blank@talk.hours@wait") == draft.facts.text("reply-days")


def test_an_empty_blank_is_filled_where_it_is_demanded(client: CheckingClient, library: Library) -> None:
    draft = adding(without(chez_lou(library), "keep.complain", "data.consent"), "keep.complain")
    field = "blank@keep.complain@wait"
    visitor = page(client, draft, "check")
    cards = [node for node in visitor.page.all if "block" in node.get("class", "").split()]
    assert [card for card in cards if field in [one.get("name") for one in card.iter("input")]]
    visitor.writes(field, "4")
    visitor._send(next(n for n in visitor.page.named("button") if n.get("formaction", "").endswith("/check")))
    visitor.reads("4 jours ouvrés")
    assert field not in [node.get("name") for node in visitor.page.named("input")]


@pytest.mark.parametrize("promise", ["data.nopixel", "data.newsletter", "ads.none"])
def test_a_dated_line_and_a_dropped_promise_settle_it(library: Library, promise: str) -> None:
    lou = without(chez_lou(library), "data.consent")
    found = check(ETHICS, adding(lou, promise), TODAY)
    [rule] = {one.rule for one in found if promise in one.promises and one.severity == "block"}
    dropped = replace(lou, gaps=(replace(GAP, rule=rule),))
    assert all(
        one.settled for one in check(ETHICS, dropped, TODAY) if promise in one.missing and one.severity == "warn"
    )


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_no_page_shows_the_id_of_a_blank(client: CheckingClient, library: Library, lang: str) -> None:
    draft = replace(adding(chez_lou(library, (lang,)), "ads.cap"), owner={}, contact="", day=None)
    for step in ("promises", "check"):
        text = words(page(client, draft, step, lang, more="solid").page.root.find("body"))
        assert not [name for name in BLANKS if name in text]


SAVED = '{"schema": 1, "promises": [], "contact": "café@example"}'


@pytest.mark.parametrize(("raw", "told"), [
    (SAVED.encode("cp1252"), "Save it again as UTF-8"),
    (b'{"schema": 1,\n "promises": [],}', "line 2"),
    (b"hello", "This is no JSON file"),
    (b'{"schema": "1", "promises": []}', "schema: It must be a whole number"),
])  # fmt: skip
def test_a_file_that_another_program_changed_says_what_is_wrong(raw: bytes, told: str) -> None:
    [problem] = load_draft(raw, KNOWN).problems
    assert told in draft_file_messages.problem(problem, TONGUES["en"])
