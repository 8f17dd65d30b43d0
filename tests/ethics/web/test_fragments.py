"""What the wizard keeps between visits holds ids of the content, and never what a visitor typed."""

import json

from flask import Flask

from evaluator.content.models.library import Library
from evaluator.ethics.draft_file import dump_compact
from tests.ethics.drafts import chez_lou
from tests.web.client import CheckingClient

CANARY = "Zanzibarkatze"


def kept(app: Flask) -> str:
    return repr(list(app.extensions["ethics_pieces"]["en"].made.items()))


def sent(library: Library, **odd: object) -> str:
    assert library.ethics
    return json.dumps({**json.loads(dump_compact(chez_lou(library, ("en",)), library.ethics)), **odd})


def test_a_dated_line_under_a_name_that_a_visitor_made_up_is_not_kept(
    app: Flask, client: CheckingClient, library: Library
) -> None:
    """The draft has a fault that belongs to no field, so that nothing else keeps the page from being kept."""
    body = {"draft": sent(library, languages=["en", "xx"]), "from": "promises", f"gap-text@{CANARY}@zz": "typed"}
    answer = client.post("/en/ethics/promises", data=body)
    assert answer.status_code == 400
    assert f"gap-text@{CANARY}@en" in answer.text
    assert CANARY not in kept(app)


def test_a_reason_is_kept_without_the_platform_that_it_names(
    app: Flask, client: CheckingClient, library: Library
) -> None:
    draft = json.loads(sent(library))
    draft["platforms"][0]["name"] = CANARY
    page = client.post("/en/ethics/promises", data={"draft": json.dumps(draft)})
    assert f"Because you said of {CANARY}:" in page.text
    assert "Because you said of" in kept(app)
    assert CANARY not in kept(app)


def test_answers_and_names_of_accounts_are_not_kept(app: Flask, client: CheckingClient, library: Library) -> None:
    draft = json.loads(sent(library))
    draft["platforms"][1]["name"] = draft["facts"]["answer-hours"] = CANARY
    for step in ("platforms", "people"):
        assert CANARY in client.post(f"/en/ethics/{step}", data={"draft": json.dumps(draft)}).text
    assert CANARY not in kept(app)
