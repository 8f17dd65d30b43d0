"""Documents on the web: every file a report links, on either paper, and what an address may not ask for."""

import io
from zipfile import ZipFile

import pytest

from evaluator.assess.documents.formats import FORMATS
from tests.documents.pdf import opened
from tests.web.client import CheckingClient
from tests.web.page_rules import Page

START = {"pdf": b"%PDF-", "docx": b"PK", "md": b"# Report on Mill", "txt": b"Report on Mill", "json": b"{"}


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_report_links_every_format_and_both_papers(client: CheckingClient, lang: str) -> None:
    page = Page(client.get(f"/{lang}/report?platform=Mill&data-use=ads-forced").text)
    links = [str(link.get("href")) for link in page.named("a") if "/report." in str(link.get("href"))]
    assert {link.partition("?")[0].rpartition(".")[2] for link in links} == set(FORMATS)
    assert sum("paper=letter" in link for link in links) == 1
    widths = set()
    for link in links:
        answer = client.get(link)
        assert answer.status_code == 200
        if ".pdf" in link:
            widths.add(round(float(opened(answer.data).pages[0].mediabox.width)))
    assert widths == {595, 612}


@pytest.mark.parametrize("ending", FORMATS)
def test_a_document_comes_with_its_kind_and_name(client: CheckingClient, ending: str) -> None:
    answer = client.get(f"/en/report.{ending}?platform=Mill")
    assert answer.data.startswith(START[ending])
    assert answer.content_type == FORMATS[ending].media_type
    assert f"four-questions-report-mill.{ending}" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("paper", "wrong"),
    [
        ("a5", "means nothing here and is left out: “a5”"),
        ("letter&paper=a4", "stands there several times and is left out: “a4”"),
    ],
)
def test_a_paper_that_is_not_there_is_named(client: CheckingClient, paper: str, wrong: str) -> None:
    for ending in ("pdf", "docx"):
        page = client.get(f"/en/report.{ending}?platform=Mill&data-use=ads-forced&paper={paper}")
        assert page.status_code == 400
        assert wrong in page.text
        assert "1 answer is good and is kept." in page.text
    answer = client.get(f"/en/report.json?data-use=ads-forced&paper={paper}")
    [problem] = answer.get_json()["problems"]
    assert (answer.status_code, problem["parameter"], problem["choices"]) == (400, "paper", ["a4", "letter"])
    assert answer.get_json()["kept"]["data-use"] == "ads-forced"


def test_a_page_needs_no_paper_and_ignores_one(client: CheckingClient) -> None:
    assert client.get("/en/report?platform=Mill&paper=a5").status_code == 200


def test_the_word_file_is_as_wide_as_the_paper_asked_for(client: CheckingClient) -> None:
    widths = {}
    for paper in ("a4", "letter"):
        made = client.get(f"/en/report.docx?platform=Mill&paper={paper}").data
        document = ZipFile(io.BytesIO(made)).read("word/document.xml").decode()
        widths[paper] = document.partition('<w:pgSz w:w="')[2].partition('"')[0]
    assert widths == {"a4": "11906", "letter": "12240"}


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("which", ["full", "quick"])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_worksheet_comes_in_both_sets_on_both_papers(
    client: CheckingClient, lang: str, which: str, paper: str
) -> None:
    printed = opened(client.get(f"/{lang}/worksheet.pdf?set={which}&paper={paper}").data)
    assert round(float(printed.pages[0].mediabox.width)) == {"a4": 595, "letter": 612}[paper]
    assert len(printed.pages) == 2 if which == "quick" else 6 <= len(printed.pages) <= 8
    written = client.get(f"/{lang}/worksheet.docx?set={which}&paper={paper}")
    assert written.data.startswith(b"PK")
    assert "worksheet" in written.headers["Content-Disposition"] or lang == "fr"


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ("paper=a5", "means nothing here and is left out: “a5”"),
        ("set=some", "means nothing here and is left out: “some”"),
        ("set=full&set=quick", "stands there several times and is left out: “quick”"),
        ("paper=a4&paper=letter", "stands there several times and is left out: “letter”"),
    ],
)
def test_a_worksheet_that_is_not_there_is_refused_by_name(client: CheckingClient, query: str, wrong: str) -> None:
    page = client.get(f"/en/worksheet.pdf?{query}")
    assert page.status_code == 400
    assert wrong in page.text
    assert "answers are good" not in page.text


def test_a_worksheet_has_no_other_format(client: CheckingClient) -> None:
    assert client.get("/en/worksheet.md").status_code == 404


def test_the_first_page_and_the_method_lead_to_the_worksheet(client: CheckingClient) -> None:
    for path, count in (("/en/", 1), ("/fr/method", 6)):
        links = [
            str(a.get("href")) for a in Page(client.get(path).text).named("a") if "worksheet" in str(a.get("href"))
        ]
        assert len(links) == count
        assert all(client.get(link).status_code == 200 for link in links)
