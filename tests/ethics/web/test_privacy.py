"""What happens to the draft of a code of ethics: the proofs of the privacy page's sentences."""

import json
from itertools import product
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask

from evaluator.content.models.library import Library
from evaluator.ethics.draft_file import dump_compact
from evaluator.ethics.wizard_steps import STEPS
from tests.ethics.drafts import chez_lou
from tests.web.client import CheckingClient
from tests.web.live import serving, status
from tests.web.page_rules import Page

CANARY = "Zanzibarkatze"
MARKED = {"from": "people", "answer-hours": f"{CANARY}1"}


def body(library: Library) -> dict[str, str]:
    """A draft that holds the word wherever somebody can type."""
    assert library.ethics
    draft = json.loads(dump_compact(chez_lou(library, ("en",)), library.ethics))
    draft["facts"]["business-name"] = draft["owner"] = draft["contact"] = CANARY
    draft["platforms"][1]["name"] = f"{CANARY}2"
    draft["promises"][0]["wording"] = f"{CANARY}3"
    draft["gaps"] = [{"text": f"{CANARY}4", "day": "2027-01-15", "rule": "K21"}]
    return {**MARKED, "draft": json.dumps(draft)}


def test_nothing_of_a_draft_is_remembered(app: Flask, client: CheckingClient, library: Library) -> None:
    sent = body(library)
    for step in [*STEPS, "preview"]:
        assert CANARY in client.post(f"/en/ethics/{step}", data=sent).text
    for fields in ({"code": "md"}, {"code": "json"}, {"evidence": "csv"}):
        assert client.post("/en/ethics/document", data={**sent, **fields}).status_code == 200
    assert CANARY not in client.post("/en/ethics/promises").text


def test_a_draft_is_in_no_address_and_no_log(client: CheckingClient, library: Library, tmp_path: Path) -> None:
    sent = body(library)
    for lang, step in product(("en", "fr"), STEPS):
        page = Page(client.post(f"/{lang}/ethics/{step}", data=sent).text)
        named = [n.get(name, "") for n in page.all for name in ("href", "action", "formaction")]
        assert not [address for address in named if CANARY in address]
        assert [n.get("method") for n in page.named("form")] == ["post"]
    raw = urlencode(sent).encode()
    heads = ("Content-Type: application/x-www-form-urlencoded", "Host: localhost")
    with serving(["-m", "evaluator", "serve", "--port", "0"], tmp_path) as server:
        for lang, step in product(("en", "fr"), ("promises", "nothing")):
            answer = server.get(f"/{lang}/ethics/{step}", *heads, method="POST", body=raw)
            assert status(answer) == (200 if step in STEPS else 404)
    assert CANARY not in server.words.read_text(errors="replace")


def test_the_saved_file_holds_the_draft_and_nothing_else(client: CheckingClient, library: Library) -> None:
    sent = body(library)
    head = {"User-Agent": "Spion", "X-Forwarded-For": "10.9.8.7", "Cookie": "session=keks"}
    saved = client.post("/en/ethics/document", data={**sent, "code": "json"}, headers=head).text
    assert not [word for word in ("Spion", "10.9.8.7", "keks") if word in saved]
    known = {"draft", "schema", "library", "version", "languages", "date", "review", "owner", "contact", "facts",
             "website", "policy", "why", "voice", "front", "example",
             "platforms", "exits", "promises", "gaps", "accepted", "reasons", "history",
             "remarks", "proofs"}  # fmt: skip
    assert set(json.loads(saved)) <= known
    assert saved.count(CANARY) == 7  # each of its places once
