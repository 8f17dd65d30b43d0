"""My apps without a script: the shelf travels in the page and in a file, nothing is stored, and mistakes are told."""

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest

from tests.browser.addresses import QUERY
from tests.documents.pdf import pdf_text
from tests.documents.word import word_text
from tests.web.client import CheckingClient
from tests.web.page_rules import Page

READ: dict[str, Callable[[bytes], str]] = {
    "pdf": pdf_text, "docx": word_text, "md": bytes.decode, "txt": bytes.decode, "json": bytes.decode,
}  # fmt: skip
SIGNAL = QUERY.replace("Instagram", "Signal")


def carried(html: str) -> str:
    """The shelf that a page holds."""
    return next(node.get("value") or "" for node in Page(html).named("input") if node.get("name") == "shelf")


def post(client: CheckingClient, path: str, /, status: Any = 200, **data: Any) -> str:
    answer = client.post(path, data=data)
    assert answer.status_code == status
    return answer.text


def test_a_report_is_kept_decided_on_saved_and_opened_again(client: CheckingClient) -> None:
    shelf = carried(post(client, "/en/mine", report=[QUERY, SIGNAL]))
    form = post(client, "/en/mine/app", shelf=shelf, app="instagram")
    assert "Instagram: my decision" in form
    said = {"kind": "limits", "limits": ["no-alerts"], "reason": "I sleep badly", "review": "2099-01-01"}
    noted = {"text@data-use": "seen", "source@data-use": "help.example/ads"}
    decided = post(client, "/en/mine", shelf=carried(form), decide="instagram", **said, **noted)
    assert "Keep using it, with limits: No notifications" in decided
    saved = client.post("/en/mine/shelf.json", data={"shelf": carried(decided)})
    assert "attachment" in saved.headers["Content-Disposition"]
    again = client.post("/fr/mine", data={"file": (BytesIO(saved.data), "my-apps.json")})
    assert json.loads(carried(again.text)) == json.loads(saved.data)
    assert "Sans notifications" in again.text
    for name, wanted in (("report", ("I sleep badly", "help.example/ads")), ("shelf", ("I sleep badly",))):
        for ending, read in READ.items():  # the decision, its reason and the note stand in every file, as it is read
            made = client.post(f"/en/mine/{name}.{ending}", data={"shelf": carried(decided), "app": "instagram"}).data
            text = " ".join(read(made).split())
            told = ("limits", "no-alerts") if ending == "json" else ("Keep using it, with limits", "No notifications")
            assert [words for words in (*wanted, *told) if words not in text] == [], f"{name}.{ending}"
    fewer = post(client, "/en/mine", shelf=carried(decided), drop="instagram")
    assert "Instagram" not in fewer


def test_a_second_report_of_the_same_app_leads_to_then_and_now(client: CheckingClient) -> None:
    shelf = carried(post(client, "/en/mine", report=f"{QUERY}&date=2026-01-05"))
    page = client.post("/en/mine", data={"shelf": shelf, "report": f"{QUERY}&date=2026-08-05"}).text
    address = next(link for node in Page(page).named("a") if "/compare?" in (link := node.get("href") or ""))
    assert "then and now" in client.get(address).text


@pytest.mark.parametrize("ending", ["json", "ics", "pdf", "docx", "md", "txt"])
def test_the_shelf_comes_as_every_file(client: CheckingClient, ending: str) -> None:
    shelf = carried(post(client, "/fr/mine", report=QUERY))
    answer = client.post(f"/fr/mine/shelf.{ending}", data={"shelf": shelf})
    assert answer.status_code == 200
    assert answer.data
    assert f"mes-applis.{ending}" in answer.headers["Content-Disposition"]
    assert client.get(f"/fr/mine/shelf.{ending}").status_code == 302


def test_what_was_typed_wrong_is_told_and_stays(client: CheckingClient) -> None:
    shelf = carried(post(client, "/en/mine", report=QUERY))
    wrong = {"reason": "because", "by": "soon", "source@data-use": "no page", "text@data-use": "x" * 501}
    for kind, told in (("", "Choose one of the three"), ("leave", "a day of this century")):
        page = post(client, "/en/mine", 400, shelf=shelf, decide="instagram", kind=kind, **wrong)
        for words in (told, "no address of a page", "500 characters", "because"):
            assert words in page


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"file": (BytesIO(b"no"), "x.json")}, "no JSON file"),
        ({"file": (BytesIO(b"{}"), "x.json")}, "no apps and no report"),
        ({"shelf": "[["}, "Please check"),
        ({"report": "platform=X&data-use=sold-to-mars"}, "is not an answer to"),
    ],
    ids=["no file", "other file", "shelf", "report"],
)
def test_what_cannot_be_read_is_told(client: CheckingClient, sent: dict[str, object], words: str) -> None:
    answer = client.post("/en/mine", data=sent)
    assert answer.status_code == 400
    assert words in answer.text


@pytest.mark.parametrize("path", ["app", "report.pdf", "shelf.json"])
def test_a_page_without_a_shelf_leads_to_the_first_one(client: CheckingClient, path: str) -> None:
    assert client.get(f"/en/mine/{path}").headers["Location"] == "/en/mine"


def test_an_unknown_file_is_nowhere(client: CheckingClient) -> None:
    assert client.post("/en/mine/shelf.exe").status_code == 404
    assert client.post("/en/mine/report.exe").status_code == 404


def test_in_the_other_language_what_was_typed_stays(client: CheckingClient) -> None:
    shelf = carried(post(client, "/en/mine", report=QUERY))
    page = post(client, "/fr/mine/app", shelf=shelf, app="instagram", kind="keep", reason="half typed")
    assert "half typed" in page
    assert "ma décision" in page


def test_a_shelf_is_in_no_address(client: CheckingClient) -> None:
    shelf = carried(post(client, "/en/mine", report=QUERY))
    said = {"kind": "keep", "reason": "nobody-else-reads-this"}
    for html in (
        post(client, "/en/mine", shelf=shelf, decide="instagram", **said),
        post(client, "/en/mine/app", shelf=shelf, app="instagram", **said),
    ):
        page = Page(html)
        assert {form.get("method") for form in page.named("form") if form.get("id") != "beside"} == {"post"}
        leading = [
            node.get(name) or "" for node in page.named("a", "form", "button") for name in ("href", "formaction")
        ]
        assert not [address for address in leading if "nobody-else" in address]
