"""Drafts in any state, in every format: no brace, no id, and no English in French."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache
from io import BytesIO
from random import Random

import pytest
from flask import Flask

from evaluator.content.models.ethics import VOICES, Fact
from evaluator.documents import write
from evaluator.documents.blocks import A5, A6
from evaluator.ethics.documents.context import CodeContext
from evaluator.ethics.documents.decision_document import decisions_outline, decisions_sheet_outline
from evaluator.ethics.documents.evidence_document import evidence_outline
from evaluator.ethics.documents.formats import CODE, EVIDENCE, write_code, write_evidence
from evaluator.ethics.documents.poster_document import card_outline, poster_outline
from evaluator.ethics.draft import (
    ANY_LANGUAGE,
    ChosenPromise,
    Draft,
    Exit,
    Facts,
    Gap,
    PastVersion,
    Proof,
    Remark,
)
from evaluator.ethics.draft_file import dump_draft
from evaluator.ethics.wizard_steps import REMARKS, REVIEW, STEPS
from evaluator.i18n.language import started
from tests.conftest import real_libraries
from tests.ethics.drafts import INSTAGRAM, TODAY, account
from tests.web.client import CheckingClient
from tests.web.code_rules import codes, words
from tests.web.page_rules import Page

LIBRARIES, TONGUES = real_libraries(), started()
ETHICS = {code: library.ethics for code, library in LIBRARIES.items() if library.ethics}
TYPED = {ANY_LANGUAGE: "Zabe 7."}  # of no language; what people type is theirs
SEEDS = range(8)
RANDOM_TEXT = ("html", "md", "txt", "short", "ics")  # as bytes of text; the others are outlines below


def random_draft(number: int) -> Draft:
    """A draft in a state that somebody may leave it in: anything may be there, half there, or missing."""
    dice, library = Random(number), ETHICS["en"]  # noqa: S311  # the same drafts in every run

    names = dice.sample(["Instagram", "X", "Mastodon"], dice.randrange(4))
    ids, day = [one.id for one in library.promises], TODAY + timedelta(days=dice.randrange(-400, 400))
    return Draft(
        facts=_told("business", dice),
        platforms=tuple(
            replace(account(name, "news", INSTAGRAM if dice.random() < 0.4 else None), facts=_told("platform", dice))
            for name in names
        ),
        exits=(Exit("Facebook", day),) if dice.random() < 0.4 else (),
        chosen=_promises(dice.choice([0, 0.2, 0.5]), dice),
        gaps=tuple(Gap(TYPED, day, rule) for rule in dice.sample(["", "K02", "K21"], dice.randrange(3))),
        owner=TYPED if dice.random() < 0.5 else {},
        contact="zabe@zabe.example" if dice.random() < 0.5 else "",
        website="zabe.example/zabe" if dice.random() < 0.5 else "",
        policy="zabe.example/zab" if dice.random() < 0.5 else "",
        why=TYPED if dice.random() < 0.5 else {},
        voice=dice.choice(VOICES),
        front=tuple(dice.sample(ids, dice.randrange(3))),
        day=dice.choice([None, day]),
        review=dice.choice([None, day + timedelta(days=200)]),
        version=dice.choice(["", "2026.1"]),
        languages=dice.choice([("en",), ("fr",), ("en", "fr")]),
        reasons={name: TYPED for name in dice.sample(ids, dice.randrange(3))},
        history=tuple(PastVersion("2025.1", TODAY, _promises(0.2, dice)) for _ in range(dice.randrange(3))),
        remarks=tuple(
            Remark(about, "Zabe.", "Zab") for about in dice.sample([*ids, "", "people"], dice.randrange(3))
        ),
        proofs={name: Proof(TODAY, dice.random() < 0.5, TYPED) for name in dice.sample(ids, dice.randrange(3))},
    )


def _told(about: str, dice: Random) -> Facts:
    facts = [fact for fact in ETHICS["en"].facts if fact.about == about and dice.random() < 0.7]
    return Facts({fact.id: _value(fact, dice) for fact in facts})


def _promises(share: float, dice: Random) -> tuple[ChosenPromise, ...]:
    some = [one for one in ETHICS["en"].promises if dice.random() < share]
    return tuple(
        ChosenPromise(
            one.id,
            {blank.id: {ANY_LANGUAGE: "7"} for blank in one.blanks if dice.random() < 0.5},
            TYPED if dice.random() < 0.1 else {},
        )
        for one in some
    )


def _value(fact: Fact, dice: Random) -> tuple[str, ...]:
    if fact.kind == "date":
        return ("2026-12-01",)
    if not fact.options:
        return (str(dice.randrange(20)),) if fact.kind == "number" else ("Zabe 7",)
    return (dice.choice([option.id for option in fact.options] + ["dont-know"] * fact.dont_know),)


@cache
def english() -> re.Pattern[str]:
    """Runs of four words that the English content says, and the French never."""
    said: dict[str, set[str]] = {"en": set(), "fr": set()}
    for code, library in ETHICS.items():
        texts = [one.text for one in library.promises] + [one.text for one in library.facts]
        texts += [one.evidence.how for one in library.promises]
        texts += [line for one in library.promises if one.front for line in (one.front.plain, one.front.warm)]
        texts += [rule.message for rule in library.rules] + [section.title for section in library.sections]
        options = [option for fact in library.facts for option in fact.options]
        texts += [line for option in options for line in (option.text, option.says or "")]
        said[code] = {run for text in texts for run in _runs(text)}
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(said['en'] - said['fr'])))})\b")


def _runs(text: str) -> Iterator[str]:
    """Yield every run of four words, without signs and figures."""
    parts = re.findall(r"[^\W\d_]+", text.lower())
    yield from (" ".join(parts[place : place + 4]) for place in range(len(parts) - 3))


def texts_of(context: CodeContext) -> Iterator[tuple[str, str]]:
    """Every document as text: what is one outline in many formats once, as plain text."""
    for kind in CODE:
        if kind in RANDOM_TEXT:
            made = write_code(kind, context).decode()
            yield kind, re.sub(r"<!--.*?-->|<[^>]*>", " ", made)
    outlines = {
        "card": card_outline(context, A6), "card-a5": card_outline(context, A5),
        "poster": poster_outline(context, A5),
        "decisions": decisions_outline(context), "decisions sheet": decisions_sheet_outline(context),
        "evidence": evidence_outline(context),
    }  # fmt: skip
    for name, outline in outlines.items():
        yield name, write("txt", outline).decode()
    yield "csv", write_evidence("csv", context).decode("utf-8-sig")


def faults(text: str, code: str) -> list[str]:
    found = [match.group() for match in codes(LIBRARIES["en"]).finditer(text)]
    if code == "fr":
        plain = " ".join(re.findall(r"[^\W\d_]+", text.lower()))
        found += [match.group() for match in english().finditer(plain)]
    return found


@pytest.mark.parametrize("code", ["en", "fr"])
@pytest.mark.parametrize("number", SEEDS)
def test_no_document_shows_a_brace_an_id_or_english_in_french(number: int, code: str) -> None:
    context = CodeContext.create(random_draft(number), LIBRARIES, [TONGUES[code]], TODAY)
    found = {name: faults(text, code) for name, text in texts_of(context)}
    assert not {name: some for name, some in found.items() if some}


@pytest.mark.parametrize("code", ["en", "fr"])
@pytest.mark.parametrize("number", SEEDS)
def test_no_page_shows_a_brace_an_id_or_english_in_french(
    app: Flask, client: CheckingClient, number: int, code: str
) -> None:
    raw = dump_draft(replace(random_draft(number), languages=(code,)), ETHICS)  # the page shows it in its language
    answer = client.post(f"/{code}/ethics/open", data={"file": (BytesIO(raw), "draft.json")})
    opened, found = Page(answer.text), {}
    carried = next(node.get("value") for node in opened.named("input") if node.get("name") == "draft")
    for view in (*STEPS, REVIEW, REMARKS):
        answer = client.post(f"/{code}/ethics/{view}", data={"from": "open", "draft": carried})
        found[view] = faults(" ".join(words(answer.text)), code)
    assert not {name: some for name, some in found.items() if some}


def test_what_would_be_wrong_is_seen() -> None:
    promise = ETHICS["en"].promises[0]
    assert faults(promise.text, "fr")
    assert not faults(promise.text, "en")
    assert faults(f"Nous {promise.id} {{wait}}", "en") == [promise.id, "{", "}"]


def test_each_format_is_tried() -> None:
    """One more format stands in this file, too."""
    tried = {*RANDOM_TEXT, "card", "card-a5", "poster", "csv", "docx", "pdf", "json"}
    assert {name for name in {*CODE, *EVIDENCE} if not name.startswith("decisions-")} == tried
