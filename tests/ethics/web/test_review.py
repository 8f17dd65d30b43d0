"""A code over time: a second person's remarks by file, and the review that asks only what may have changed."""

import json
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from flask import Flask

from evaluator.content.models.library import Library
from evaluator.ethics.draft import ANY_LANGUAGE, Draft, Gap
from evaluator.ethics.draft_file import dump_draft, load_draft
from evaluator.ethics.readers import ReadContext
from evaluator.i18n.language import Language
from tests.ethics.drafts import TODAY, chez_lou
from tests.web.client import CheckingClient
from tests.web.page_rules import Page
from tests.web.visitor import Visitor


@pytest.fixture(autouse=True)
def today(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set the clock to the day of the worked example."""
    monkeypatch.setitem(app.config, "TODAY", lambda: TODAY)


def file_of(draft: Draft, libraries: dict[str, Library]) -> bytes:
    return dump_draft(draft, {code: library.ethics for code, library in libraries.items() if library.ethics})


def opened(client: CheckingClient, raw: bytes, lang: str) -> Visitor:
    visitor = Visitor(client)
    answer = client.post(f"/{lang}/ethics/open", data={"file": (BytesIO(raw), "draft.json")})
    visitor.page, visitor.status, visitor.address = Page(answer.text), answer.status_code, answer.request.path
    return visitor


def draft_of(visitor: Visitor, libraries: dict[str, Library]) -> Draft:
    ethics = {code: library.ethics for code, library in libraries.items() if library.ethics}
    raw = dict(visitor.filled())["draft"].encode()
    return load_draft(raw, ReadContext(ethics, libraries["en"].questionnaire, TODAY)).draft


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_second_person_writes_remarks_and_the_owner_settles_them(
    client: CheckingClient, libraries: dict[str, Library], tongues: dict[str, Language], lang: str
) -> None:
    says = tongues[lang].gettext
    visitor = opened(client, file_of(chez_lou(libraries["en"], (lang,)), libraries), lang)
    visitor.presses(says("Write remarks"))
    assert visitor.path == f"/{lang}/ethics/remarks"
    visitor.writes("remark@ads.label", "Dites-le à la première ligne.").writes("remark@all", "C’est long.")
    visitor.writes("remark@people", "Samedi aussi ?").writes("by", "Tante Marie")
    sent = {"from": "remarks", **dict(visitor.filled()), "code": "json"}
    saved = client.post(f"/{lang}/ethics/document", data=sent).data
    remarks = json.loads(saved)["remarks"]
    assert {(one["about"], one["by"]) for one in remarks} == {
        (about, "Tante Marie") for about in ("ads.label", "", "people")
    }
    settled = [str(number) for number, one in enumerate(remarks, 1) if one["about"]]

    owner = opened(client, saved, lang).presses(says("Continue with this draft"))
    owner.presses(says("Check and take along")).reads("Dites-le à la première ligne.", "Tante Marie")
    owner.ticks("settled", *settled).presses(says("Check again"))
    assert {one.about: one.settled for one in draft_of(owner, libraries).remarks} == {
        "ads.label": True, "": False, "people": True,
    }  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_review_asks_what_may_have_changed_and_what_shows_that_each_promise_was_kept(
    client: CheckingClient, libraries: dict[str, Library], tongues: dict[str, Language], lang: str
) -> None:
    ethics, says = libraries[lang].ethics, tongues[lang].gettext
    assert ethics
    gaps = (Gap({ANY_LANGUAGE: "Pas de sous-titres."}, date(2026, 6, 1)),)
    old = replace(
        chez_lou(libraries["en"], (lang,)),
        day=date(2025, 11, 1),
        review=date(2026, 11, 1),
        version="2025.3",
        gaps=gaps,
    )
    visitor = opened(client, file_of(old, libraries), lang).presses(says("Review it now"))
    assert visitor.path == f"/{lang}/ethics/review"
    visitor.reads(*(promise.evidence.how for promise in ethics.promises if old.find(promise.id)))
    names = {field.get("name") for field in visitor.page.named("input")}
    lasting = {fact.id for fact in ethics.facts if not fact.may_change}
    asked = {fact.id for fact in ethics.facts if fact.may_change and old.facts.hold(fact.only_if)}
    assert asked <= names | {"answer-hours", "reply-days"}
    assert lasting.isdisjoint(names)
    visitor.chooses("kept@ads.label", "no").chooses("kept@keep.complain", "yes").ticks("done", "1")
    visitor.writes(f"proof@keep.complain@{lang}", "Trois lettres, trois réponses.").chooses(
        "newsletter-opens", "none"
    )
    visitor.presses(says("Date it today, and check it"))
    draft = draft_of(visitor, libraries)
    assert (draft.day, draft.version, draft.gaps) == (TODAY, "2026.1", ())
    assert [(one.version, one.day) for one in draft.history] == [("2025.3", date(2025, 11, 1))]
    assert {name: one.kept for name, one in draft.proofs.items()} == {"ads.label": False, "keep.complain": True}
    assert draft.facts.text("newsletter-opens") == "none"
    message = next(rule.message for rule in ethics.rules if rule.id == "K34")
    visitor.reads(message, says("Compared with version %(version)s of %(day)s:").split("%")[0].strip())


def test_what_is_wrong_in_a_review_is_told_there(client: CheckingClient, libraries: dict[str, Library]) -> None:
    old = replace(
        chez_lou(libraries["en"], ("en",)), day=date(2025, 11, 1), gaps=(Gap({ANY_LANGUAGE: "No captions."}, TODAY),)
    )
    visitor = opened(client, file_of(old, libraries), "en").presses("Review it now")
    visitor.writes("until@1", "soon").presses("Date it today, and check it")
    assert visitor.status == 400
    visitor.reads("The review of your code")
