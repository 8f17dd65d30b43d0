"""The wizard as somebody without JavaScript meets it: every step, both sides of a contradiction, and the ways out."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from urllib.parse import urlencode

import pytest
from flask import Flask

from evaluator.content.models.library import Library
from evaluator.ethics.documents.formats import CODE, EVIDENCE
from evaluator.ethics.draft import Draft
from evaluator.ethics.draft_file import dump_compact, dump_draft, load_draft
from evaluator.ethics.readers import ReadContext
from evaluator.ethics.wizard_steps import STEPS
from evaluator.i18n.language import Language
from tests.assess.method import METHOD
from tests.ethics.drafts import FACTS, INSTAGRAM, TODAY, adding, chez_lou, without
from tests.web.client import CheckingClient
from tests.web.page_rules import Page, words
from tests.web.visitor import Visitor

REPORT = urlencode({"platform": "Instagram", "set": "full", "method": METHOD, **INSTAGRAM, "date": "2026-11-24"})
BLOCKS = {"data.nopixel": "K02", "data.consent": "K03", "ads.none": "K08", "data.newsletter": "K07"}


@pytest.fixture(autouse=True)
def today(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set the clock to the day of the worked example."""
    monkeypatch.setitem(app.config, "TODAY", lambda: TODAY)


@pytest.fixture
def says(tongues: dict[str, Language]) -> Language:
    return tongues["fr"]


def carried(library: Library, draft: Draft) -> str:
    assert library.ethics
    return dump_compact(draft, library.ethics)


def draft_of(visitor: Visitor, libraries: dict[str, Library]) -> Draft:
    """The draft that the page carries."""
    ethics = {code: library.ethics for code, library in libraries.items() if library.ethics}
    raw = visitor.chosen("draft")
    assert raw
    reading = load_draft(raw.encode(), ReadContext(ethics, libraries["en"].questionnaire, TODAY))
    assert (reading.problems, reading.differences) == ((), ())
    return reading.draft


def answers(visitor: Visitor, library: Library, step: str) -> Visitor:
    """Give the bakery's answers to the questions that a step shows."""
    assert library.ethics
    hidden = {inner.get("id") for place in visitor.page.all if "hidden" in place.attrib for inner in place.iter()}
    for fact in library.ethics.facts:
        if STEPS[fact.step - 1] != step or fact.about != "business" or f"f-{fact.id}" in hidden:
            continue
        if not fact.options:
            visitor.writes(fact.id, FACTS[fact.id][0])
        elif fact.kind == "one":
            visitor.chooses(fact.id, FACTS[fact.id][0])
        else:
            visitor.ticks(fact.id, *FACTS[fact.id])
    return visitor


def facts(visitor: Visitor, library: Library, says: Language) -> Visitor:
    """From the report on Instagram through the first four steps."""
    visitor.opens(f"/fr/report?{REPORT}").follows(says.gettext("Use this in a code of ethics"))
    visitor.reads("Instagram").presses(says.gettext("Start a new code"))
    goes = "Next: %(name)s"
    answers(visitor, library, "you").presses(says.gettext(goes, name=says.gettext("Your readers and your answers")))
    answers(visitor, library, "people").presses(says.gettext(goes, name=says.gettext("Your accounts")))
    answers(visitor, library, "platforms").ticks("platform", "Facebook")
    visitor.ticks("account-purpose@Instagram", "news")
    visitor.presses(says.gettext(goes, name=says.gettext("Money and tracking")))
    assert says.gettext("Your accounts") in visitor.page.title  # Facebook is new: what is it for?
    visitor.ticks("account-purpose@Facebook", "service")
    visitor.presses(says.gettext(goes, name=says.gettext("Money and tracking")))
    answers(visitor, library, "money").presses(says.gettext(goes, name=says.gettext("Your promises")))
    return answers(visitor, library, "money").presses(says.gettext(goes, name=says.gettext("Your promises")))


def test_chez_lou_from_the_report_to_a_code(
    client: CheckingClient, libraries: dict[str, Library], says: Language
) -> None:
    visitor = facts(Visitor(client), libraries["fr"], says)
    draft = draft_of(visitor, libraries)
    expected = chez_lou(libraries["en"])
    assert draft.facts == expected.facts
    assert draft.platforms == expected.platforms
    offered = [one.promise for one in expected.chosen]
    assert [one.promise for one in draft.chosen] == [name for name in offered if name not in BLOCKS]
    assert "ads.label" in [one.promise for one in draft.chosen]
    unfolds(visitor).reads(
        "Aimeriez-vous le promettre", "Aujourd’hui\u00a0: Notre site contient un pixel publicitaire"
    )
    visitor.ticks("promise", *BLOCKS).presses(says.gettext("Check again"))
    blocked = [n for n in visitor.page.all if "block" in n.get("class", "").split()]
    assert len(blocked) == len(BLOCKS)
    visitor.reads("Aujourd’hui (étape 4)", "c’est acheter une publicité")
    for promise in BLOCKS:
        place = next(n for n in visitor.page.all if n.get("id") == f"p-{promise}")
        drop = next(n for n in place.iter("button") if (n.get("name"), n.get("value")) == ("drop", promise))
        visitor._send(drop)
        assert draft_of(visitor, libraries).find(promise) is None
    assert not [n for n in visitor.page.all if "block" in n.get("class", "").split()]
    line = "Notre site a encore le pixel Meta. Notre agence le retire."
    visitor.writes("gap-text@K21@fr", line).writes("gap-day@K21", "2027-01-15")
    visitor.writes("blank@keep.complain@wait", "5")
    visitor.presses(says.gettext("Next: %(name)s", name=says.gettext("Check and take along")))
    visitor.writes("owner@fr", "Lou Martin").writes("contact", "bonjour@chez-lou.example")
    visitor.presses(says.gettext("Check again"))
    visitor.reads(line, "15 janvier 2027", "Lou Martin")
    assert not [n for n in visitor.page.all if "block" in n.get("class", "").split()]
    done = draft_of(visitor, libraries)
    assert (done.day, done.version, done.contact) == (TODAY, "2026.1", "bonjour@chez-lou.example")
    assert [(gap.rule, gap.day) for gap in done.gaps] == [("K21", date(2027, 1, 15))]
    sent = {"from": "check", **dict(visitor.filled()), "code": "md"}
    document = client.post("/fr/ethics/document", data=sent)
    assert document.headers["Content-Disposition"] == 'attachment; filename="chez-lou-charte-2026.1-fr.md"'
    for words_ in ("Chez Lou", line.split(".")[0], "15 janvier 2027", "Lou Martin", "bonjour"):
        assert words_ in document.text


def unfolds(visitor: Visitor) -> Visitor:
    """Ask for every tier of promises."""
    while folded := [
        n for n in visitor.page.named("button") if n.get("name") == "more" and "more-" in n.get("formaction", "")
    ]:
        visitor._send(folded[0])
    return visitor


def boxes(visitor: Visitor) -> list[str]:
    """The promises that the page offers."""
    return [n.get("value", "") for n in visitor.page.named("input") if n.get("name") == "promise"]


def test_a_way_out_leads_to_the_step_of_the_fact(
    client: CheckingClient, libraries: dict[str, Library], says: Language
) -> None:
    visitor = facts(Visitor(client), libraries["fr"], says)
    unfolds(visitor).ticks("promise", "ads.none").presses(says.gettext("Check again"))
    place = next(n for n in visitor.page.all if n.get("id") == "p-ads.none")
    button = next(
        n for n in place.iter("button") if words(n) == says.gettext("Change the answer in step %(step)s", step=4)
    )
    visitor._send(button)
    assert visitor.path == "/fr/ethics/money"
    visitor.chooses("ads-bought", "none").presses(says.gettext("Your promises"))
    assert draft_of(visitor, libraries).find("ads.none")
    place = next(n for n in visitor.page.all if n.get("id") == "p-ads.none")
    assert not [n for n in place.iter() if "block" in n.get("class", "").split()]


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("codes", [("en",), ("fr",), ("en", "fr")])
def test_every_step_shows_every_draft(
    client: CheckingClient, library: Library, lang: str, codes: tuple[str, ...]
) -> None:
    for draft in (Draft(languages=codes), adding(chez_lou(library, codes), *BLOCKS.keys() - {"data.consent"})):
        for step in STEPS:
            answer = client.post(f"/{lang}/ethics/{step}", data={"draft": carried(library, draft)})
            assert answer.status_code == 200
            assert answer.headers["Cache-Control"] == "private, no-cache"


def test_a_step_can_be_reached_at_any_time_and_the_language_changed(
    client: CheckingClient, libraries: dict[str, Library]
) -> None:
    visitor = Visitor(client).opens("/en/ethics/").presses("Start a new code")
    visitor.writes("business-name", "Mill & Sons <1>").presses("Your readers and your answers")
    visitor.writes("answer-hours", "Monday").presses("Français")
    assert visitor.path == "/fr/ethics/people"
    assert visitor.chosen("answer-hours") == "Monday"
    assert draft_of(visitor, libraries).facts.text("business-name") == "Mill & Sons <1>"


def test_an_error_keeps_everything_and_says_where(client: CheckingClient, library: Library) -> None:
    visitor = (
        Visitor(client).opens("/en/ethics/").presses("Start a new code").presses("Your readers and your answers")
    )
    visitor.writes("answer-hours", "x" * 501).writes("reply-days", "soon").chooses("second-person", "yes")
    visitor.ticks("other-channels", "none", "site").presses("Next: Your accounts")
    assert visitor.status == 400
    visitor.reads("Please check", "500 characters at most", "whole number")
    assert visitor.chosen("answer-hours") == "x" * 501
    assert visitor.chosen("reply-days") == "soon"
    assert visitor.chosen("second-person") == "yes"
    links = [n.get("href") for n in visitor.page.named("a") if n.get("href", "").startswith("#f-")]
    assert links == ["#f-answer-hours", "#f-reply-days", "#f-other-channels"]
    visitor.writes("answer-hours", "Monday").writes("reply-days", "2").ticks("other-channels", "none", on=False)
    assert visitor.presses("Next: Your accounts").status == 200


def test_an_error_among_promises_keeps_what_was_typed(client: CheckingClient, library: Library) -> None:
    page = client.post("/en/ethics/promises", data={"draft": carried(library, chez_lou(library, ("en",)))})
    visitor = Visitor(client)
    visitor.page = Page(page.text)
    unfolds(visitor).writes("wording@ads.label@en", "y" * 501).ticks("promise", "kids.help")
    visitor.writes("gap-text@1@en", "Soon.").presses("Next: Check and take along")
    assert visitor.status == 400
    assert visitor.chosen("wording@ads.label@en") == "y" * 501
    assert ("promise", "kids.help") in visitor.filled()
    assert visitor.chosen("gap-text@1@en") == "Soon."


def test_without_javascript_the_first_pack_is_ticked_and_named_once(client: CheckingClient, library: Library) -> None:
    visitor = Visitor(client).opens("/en/ethics/").presses("Start a new code").presses("Your promises")
    ticked = [value for name, value in visitor.filled() if name == "promise"]
    assert library.ethics
    assert 1 < len(ticked) <= library.ethics.pack
    assert 1 < len(boxes(visitor)) < len(library.ethics.promises)
    unfolds(visitor)
    assert sorted(boxes(visitor)) == sorted(promise.id for promise in library.ethics.promises)
    assert [value for name, value in visitor.filled() if name == "promise"] == ticked


def test_a_folded_tier_is_drawn_when_asked_for_and_stays(
    client: CheckingClient, libraries: dict[str, Library]
) -> None:
    visitor = Visitor(client).opens("/en/ethics/").presses("Start a new code").presses("Your promises")
    [solid] = [n for n in visitor.page.named("button") if (n.get("name"), n.get("value")) == ("more", "solid")]
    count = int(words(solid).split()[-1])
    assert "ads.none" not in boxes(visitor)
    visitor.writes("gap-text@1@en", "Soon.").writes("gap-day@1", "2027-01-15")
    before = len(boxes(visitor))
    visitor._send(solid)
    assert len(boxes(visitor)) == before + count
    assert "more-solid" in visitor.page.ids
    assert [gap.day for gap in draft_of(visitor, libraries).gaps] == [date(2027, 1, 15)]
    visitor.writes("gap-day@1", "").presses("Next: Check and take along")
    assert visitor.status == 400
    assert len(boxes(visitor)) == before + count
    visitor.presses("Français")
    assert len(boxes(visitor)) == before + count


def test_a_next_step_in_a_folded_tier_is_a_button_that_unfolds_it(client: CheckingClient, library: Library) -> None:
    page = client.post("/en/ethics/promises", data={"draft": carried(library, chez_lou(library, ("en",)))})
    visitor = Visitor(client)
    visitor.page, visitor.address = Page(page.text), "/en/ethics/promises"
    links = [n for n in visitor.page.named("a") if n.get("href", "").startswith("#p-")]
    assert all(n.attrib["href"][1:] in visitor.page.ids for n in links)
    steps = [n for n in visitor.page.named("button") if "#p-" in n.get("formaction", "")]
    assert steps
    place = steps[0].attrib["formaction"].partition("#")[2]
    assert place not in visitor.page.ids
    visitor._send(steps[0])
    assert place in visitor.page.ids


def test_unticking_everything_leaves_nothing_and_the_pack_does_not_come_back(
    client: CheckingClient, libraries: dict[str, Library]
) -> None:
    visitor = Visitor(client).opens("/en/ethics/").presses("Start a new code").presses("Your promises")
    ticked = [value for name, value in visitor.filled() if name == "promise"]
    visitor.ticks("promise", *ticked, on=False).presses("Check again")
    assert draft_of(visitor, libraries).chosen == ()


def test_the_preview_is_a_part_of_a_page_with_its_words(client: CheckingClient, library: Library) -> None:
    answer = client.post("/en/ethics/preview", data={"draft": carried(library, chez_lou(library, ("en",)))})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Lou Martin answers for this code." in answer.text
    assert "words" in answer.text


def test_reports_can_be_brought_as_links_and_a_bad_one_is_named(client: CheckingClient) -> None:
    visitor = Visitor(client).opens(f"/en/ethics/?{REPORT}")
    visitor.writes("links", "https://here.example/en/report?platform=X&data-use=ads-forced\nhttps://a.example/?q=1")
    visitor.presses("Start a new code")
    assert visitor.status == 400
    visitor.reads("Instagram", "X", "This is no link of a report with answers")
    visitor.writes("links", "").presses("Start a new code").presses("Your accounts")
    names = [value for name, value in visitor.filled() if name == "platform"]
    assert names == ["Instagram", "X"]


def test_a_report_with_every_answer_is_carried_into_the_draft_whole(
    client: CheckingClient, libraries: dict[str, Library]
) -> None:
    form = libraries["en"].questionnaire
    answers = {question.id: max((o.id for o in question.options), key=len) for question in form.questions}
    visitor = Visitor(client).opens(f"/en/ethics/?{urlencode({'platform': 'Instagram', **answers})}")
    visitor.presses("Start a new code")
    [platform] = draft_of(visitor, libraries).platforms
    assert platform.name == "Instagram"
    assert platform.assessment
    assert dict(platform.assessment.answers.given) == answers


def opened(client: CheckingClient, raw: bytes, lang: str = "en") -> Visitor:
    visitor = Visitor(client)
    answer = client.post(f"/{lang}/ethics/open", data={"file": (BytesIO(raw), "draft.json")})
    visitor.page, visitor.status, visitor.address = Page(answer.text), answer.status_code, answer.request.path
    return visitor


def test_a_saved_draft_opens_again(client: CheckingClient, libraries: dict[str, Library]) -> None:
    ethics = {code: library.ethics for code, library in libraries.items() if library.ethics}
    draft = adding(chez_lou(libraries["en"]), "data.nopixel")
    visitor = opened(client, dump_draft(draft, ethics))
    assert visitor.status == 200
    visitor.reads("Chez Lou", "version 2026.1").presses("Continue with this draft")
    assert visitor.path == "/en/ethics/promises"
    again = draft_of(visitor, libraries)
    assert {one.promise: one for one in again.chosen} == {one.promise: one for one in draft.chosen}
    assert replace(again, chosen=()) == replace(draft, chosen=())


def test_a_draft_past_its_review_asks_five_questions_and_can_be_dated_today(
    client: CheckingClient, libraries: dict[str, Library]
) -> None:
    ethics = {code: library.ethics for code, library in libraries.items() if library.ethics}
    draft = replace(chez_lou(libraries["en"]), day=date(2025, 11, 1), review=date(2026, 11, 1), version="2025.3")
    visitor = opened(client, dump_draft(draft, ethics))
    visitor.reads("The review was due on 1 November 2026", "Is there a new platform?", "Are the hours still true?")
    visitor.presses("Nothing has changed: date it today")
    fresh = draft_of(visitor, libraries)
    assert (fresh.day, fresh.review, fresh.version) == (TODAY, date(2027, 11, 24), "2026.1")
    assert fresh.chosen == draft.chosen


def test_an_older_version_is_compared_and_what_readers_lose_asks_why(
    client: CheckingClient, libraries: dict[str, Library]
) -> None:
    ethics = {code: library.ethics for code, library in libraries.items() if library.ethics}
    new = chez_lou(libraries["en"], ("en",))
    old = adding(new, "data.nopixel")
    file = (BytesIO(dump_draft(old, ethics)), "old.json")
    sent = {"from": "check", "draft": carried(libraries["en"], new), "language": "en", "contact": new.contact,
            "date": "2026-11-24", "review": "2027-11-24", "older": file}  # fmt: skip
    visitor = Visitor(client)
    visitor.page = Page(client.post("/en/ethics/check", data=sent).text)
    visitor.reads("Removed: “Our site carries no advertising pixel")
    visitor.writes("reason@data.nopixel@en", "The agency needs until spring.").presses("Check again")
    assert draft_of(visitor, libraries).reasons == {"data.nopixel": {"en": "The agency needs until spring."}}
    visitor.reads("Removed:")


def test_another_folder_of_questions_may_have_no_code_of_ethics(client: CheckingClient, library: Library) -> None:
    known = client.application.extensions["site"].libraries
    before = dict(known)
    known.update({code: replace(some, ethics=None) for code, some in before.items()})
    try:
        assert client.get("/en/ethics/").status_code == 404
        assert client.post("/en/ethics/you").status_code == 404
    finally:
        known.update(before)


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize(("field", "value"), [
    *(("code", kind) for kind in CODE), ("code", "pdf-letter"), *(("evidence", kind) for kind in EVIDENCE),
])  # fmt: skip
def test_every_button_gives_a_file(
    client: CheckingClient, library: Library, lang: str, field: str, value: str
) -> None:
    page = Page(client.post(f"/{lang}/ethics/check", data={"draft": carried(library, chez_lou(library))}).text)
    assert (field, value) in [(n.get("name"), n.get("value")) for n in page.named("button")]
    for draft, blocked in ((chez_lou(library), True), (without(chez_lou(library), "data.consent"), False)):
        answer = client.post(f"/{lang}/ethics/document", data={"draft": carried(library, draft), field: value})
        known = EVIDENCE if field == "evidence" else CODE
        form = known[value if value in known else value.partition("-")[0]]
        name = answer.headers["Content-Disposition"]
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == form.media_type
        assert answer.headers["Cache-Control"] == "no-store"
        assert name.endswith(f'.{form.ending}"')
        assert ("BROUILLON" in name) == blocked
        assert ("interne" in name) == (field == "evidence")


@pytest.mark.parametrize(
    "sent", [{}, {"code": "exe"}, {"code": ["pdf", "md"]}, {"code": "md-letter-x"}, {"evidence": "pdf"}]
)
def test_a_file_that_is_not_offered_is_refused_and_the_draft_kept(
    client: CheckingClient, libraries: dict[str, Library], sent: dict[str, str]
) -> None:
    draft = chez_lou(libraries["en"])
    answer = client.post("/en/ethics/document", data={"draft": carried(libraries["en"], draft), **sent})
    assert answer.status_code == 400
    visitor = Visitor(client)
    visitor.page = Page(answer.text)
    visitor.reads("Choose one of those offered")
    assert draft_of(visitor, libraries) == draft


def test_an_unknown_step_is_not_found(client: CheckingClient) -> None:
    assert client.get("/en/ethics/nothing").status_code == 404
    assert client.post("/en/ethics/nothing").status_code == 404


@pytest.mark.parametrize(
    ("lang", "example"), [("en", "bakery"), ("fr", "charity"), ("fr", "school"), ("en", "online-shop")]
)
def test_from_an_example_to_a_finished_document_in_a_few_clicks(
    client: CheckingClient, tongues: dict[str, Language], libraries: dict[str, Library], lang: str, example: str
) -> None:
    """Pick an example, read what it says, sign it, take it along: 8 clicks, and no DRAFT."""
    says = tongues[lang]
    ethics = libraries[lang].ethics
    assert ethics
    title = next(one.title for one in ethics.examples if one.id == example)
    visitor = Visitor(client).opens(f"/{lang}/ethics/").presses(title)
    clicks = 1
    assert [n for n in visitor.page.all if "block" in n.get("class", "").split()]
    visitor.writes("business-name", "Chez Lou").writes(f"owner@{lang}", "Lou Martin")
    visitor.writes("contact", "lou@chez-lou.example").writes("website", "chez-lou.example/code")
    visitor.ticks("confirmed", "yes").presses(says.gettext("Check again"))
    clicks += 2 + 4
    assert not [n for n in visitor.page.all if "block" in n.get("class", "").split()]
    assert "confirmed" not in visitor.page.ids
    answer = client.post(f"/{lang}/ethics/document", data={"from": "check", **dict(visitor.filled()), "code": "pdf"})
    clicks += 1
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="chez-lou-')
    assert clicks <= 25


def test_an_unknown_example_is_told_and_starts_nothing(client: CheckingClient) -> None:
    answer = client.post("/en/ethics/check", data={"from": "start", "example": "casino"})
    assert answer.status_code == 400
    assert "casino" in answer.text


def test_what_is_signed_in_the_first_step_is_not_asked_again(
    client: CheckingClient, libraries: dict[str, Library], says: Language
) -> None:
    visitor = Visitor(client).opens("/fr/ethics/").presses(says.gettext("Start a new code"))
    visitor.writes("owner@fr", "Lou Martin").writes("contact", "lou@chez-lou.example")
    visitor.writes("why@fr", "Pour dire quand le pain sort du four.").writes("policy", "chez-lou.example/vie-privee")
    visitor.presses(says.gettext("Check and take along"))
    draft = draft_of(visitor, libraries)
    assert (draft.contact, draft.policy) == ("lou@chez-lou.example", "chez-lou.example/vie-privee")
    assert (draft.owner, draft.why) == ({"fr": "Lou Martin"}, {"fr": "Pour dire quand le pain sort du four."})
    assert visitor.chosen("contact") == "lou@chez-lou.example"


@pytest.mark.parametrize("address", ["hello@chez-lou.example", "our site", "javascript:alert(1)"])
def test_an_address_that_leads_nowhere_is_told_and_kept_to_mend(
    client: CheckingClient, says: Language, address: str
) -> None:
    visitor = Visitor(client).opens("/fr/ethics/").presses(says.gettext("Start a new code"))
    visitor.writes("website", address)
    answer = client.post("/fr/ethics/check", data=dict(visitor.filled()))
    assert answer.status_code == 400
    assert (
        says.gettext(
            "This is no address of a page. Write it as in shop.example/code; a mail address has a field of its own."
        )
        in answer.text
    )
    assert f'value="{address}"' in answer.text


def test_voice_and_front_page_are_chosen_on_the_last_page(
    client: CheckingClient, libraries: dict[str, Library], says: Language
) -> None:
    ethics = libraries["fr"].ethics
    assert ethics
    visitor = Visitor(client).opens("/fr/ethics/").presses(ethics.examples[0].title)
    visitor.chooses("voice", "plain").ticks("front", "data.nosale", on=False).presses(says.gettext("Show it"))
    draft = draft_of(visitor, libraries)
    assert draft.voice == "plain"
    assert "data.nosale" not in draft.front
    assert draft.front
    too_many = [promise.promise for promise in draft.chosen][:10]
    sent = [("from", "check"), *((k, v) for k, v in visitor.filled() if k not in ("front", "from"))]
    answer = client.post(
        "/fr/ethics/check",
        data=urlencode([*sent, *(("front", name) for name in too_many)]),
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code == 400
    assert "7" in answer.text
