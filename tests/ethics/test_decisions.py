"""The record of decisions: public discussions of whether to stay on a platform, each argument in its place."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from evaluator.content.models.ethics import Ethics
from evaluator.content.models.library import Library
from evaluator.documents.blocks import Heading, Outline, Paragraph, Table
from evaluator.ethics.check import check
from evaluator.ethics.documents.context import CodeContext
from evaluator.ethics.documents.decision_document import (
    EXIT,
    PUBLIC,
    SECOND,
    decisions_outline,
    decisions_sheet_outline,
)
from evaluator.ethics.documents.formats import CODE, EVIDENCE, file_name, write_code, write_evidence
from evaluator.ethics.draft import Draft, Facts, Platform
from evaluator.ethics.draft_file import dump_compact
from evaluator.i18n.language import Language
from tests.ethics.drafts import TODAY, account, chez_lou, without
from tests.web.client import CheckingClient
from tests.web.page_rules import Page

SAID = yaml.safe_load((Path(__file__).parent / "discussions.yaml").read_text(encoding="utf-8"))
WHOLE = {  # what the record says beside its questions -> the words that stand for it
    "owner": "Who decides?",
    "report": "What does our own report say?",
    "documented": "What is documented?",
    "every": "The same questions are asked about every platform.",
}


def ethics_of(library: Library) -> Ethics:
    assert library.ethics
    return library.ethics


def context_of(draft: Draft, libraries: dict[str, Library], *languages: Language) -> CodeContext:
    return CodeContext.create(draft, libraries, languages, TODAY)


def judging(library: Library, **answers: str) -> Draft:
    facts = {name: (value,) for name, value in answers.items()}
    platforms = (
        replace(account("X", "news"), facts=Facts({"account-purpose": ("news",), **facts})),
        account("Instagram", "news"),
    )
    return without(replace(chez_lou(library), platforms=platforms), "why.accounts")


def tables(outline: Outline) -> dict[str, dict[str, str]]:
    """What the record says of each platform: question -> answer."""
    found, name = {}, ""
    for block in outline.blocks:
        if isinstance(block, Heading):
            name = block.text
        elif isinstance(block, Table):
            found[name] = {str(question): str(answer) for question, answer in block.rows}
    return found


def test_every_argument_of_the_public_discussions_is_asked_for_by_the_form(
    client: CheckingClient, library: Library
) -> None:
    """Each names a question; its words ask for that argument, and the page of accounts has its field."""
    draft = judging(library)
    sent = {"draft": dump_compact(draft, ethics_of(library))}
    fields = {node.get("name") for node in Page(client.post("/en/ethics/platforms", data=sent).text).all}
    assert len(SAID) >= 8
    for discussion in SAID:
        assert len({one["says"] for one in discussion["arguments"]}) == len(discussion["arguments"]) >= 2
        for one in discussion["arguments"]:
            fact = ethics_of(library).fact(one["place"])
            options = [each.text for each in fact.options] if fact else []
            words = f"{fact.text} {fact.hint} {options}" if fact else WHOLE[one["place"]]
            assert one["asked"] in words, one
            assert not fact or f"{fact.id}@X" in fields, one


@pytest.mark.parametrize("code", ["en", "fr"])
def test_every_place_of_an_argument_is_a_row_of_the_record_even_when_empty(
    library: Library, libraries: dict[str, Library], tongues: dict[str, Language], code: str
) -> None:
    here = ethics_of(libraries[code])
    told = context_of(judging(library, **{"account-decision": "stay"}), libraries, tongues[code])
    sheet = decisions_sheet_outline(told)
    headline, rows = next((name, rows) for name, rows in tables(sheet).items() if name.startswith("X"))
    said = {block.spans[0] for block in sheet.blocks if isinstance(block, Paragraph)}
    for place in {one["place"] for discussion in SAID for one in discussion["arguments"]}:
        fact = here.fact(place)
        if fact and fact.options and place == "account-decision":
            assert fact.options[0].text[1:] in headline
        else:
            assert (fact.text if fact else tongues[code].gettext(WHOLE[place])) in {*rows, *said}, place


def test_the_public_page_has_every_place_but_the_arrangements_for_leaving() -> None:
    named = {one["place"] for discussion in SAID for one in discussion["arguments"]} - WHOLE.keys()
    assert named - {*PUBLIC, "account-decision"} == {"account-exit"}


def test_what_is_typed_stands_beside_its_question_in_each_record(
    library: Library, libraries: dict[str, Library], tongues: dict[str, Language]
) -> None:
    typed = {fact.id: f"marked {fact.id}" for fact in ethics_of(library).facts
             if fact.about == "platform" and fact.kind == "text"}  # fmt: skip
    told = context_of(judging(library, **{"account-decision": "limits", **typed}), libraries, tongues["en"])
    for outline, left_out in ((decisions_sheet_outline(told), set()), (decisions_outline(told), {EXIT, SECOND})):
        [rows] = [rows for name, rows in tables(outline).items() if name.startswith("X")]
        texts = {name: fact.text for name in typed if (fact := ethics_of(library).fact(name))}
        assert {name for name in typed if rows.get(texts[name]) == typed[name]} == typed.keys() - left_out


def test_the_same_is_asked_about_every_platform_and_what_is_open_says_so(
    library: Library, libraries: dict[str, Library], tongues: dict[str, Language]
) -> None:
    for language in tongues.values():
        told = context_of(judging(library, **{"account-decision": "stay"}), libraries, language)
        asked = [list(rows) for rows in tables(decisions_sheet_outline(told)).values()]
        assert len(asked) == 2
        assert asked[0] == asked[1]
        for rows in tables(decisions_sheet_outline(told)).values():
            assert all(rows.values())
            assert language.gettext("Still open") in rows.values()


def test_only_what_was_decided_is_published_and_leaving_arrangements_stay_inside(
    library: Library, libraries: dict[str, Library], tongues: dict[str, Language]
) -> None:
    secret = {"account-exit": "The password is with Lou.", "account-second": "Aunt Marie"}
    told = context_of(judging(library, **{"account-decision": "limits", **secret}), libraries, tongues["en"])
    public, sheet = tables(decisions_outline(told)), tables(decisions_sheet_outline(told))
    assert [name.split(":")[0] for name in public] == ["X"]
    assert len(sheet) == 2
    assert not [value for rows in public.values() for value in rows.values() if value in secret.values()]
    assert {"The password is with Lou.", "Aunt Marie"} <= {v for rows in sheet.values() for v in rows.values()}


def test_a_record_without_a_decision_says_so_to_its_readers(
    library: Library, libraries: dict[str, Library], tongues: dict[str, Language]
) -> None:
    for language in tongues.values():
        made = decisions_outline(context_of(judging(library), libraries, language))
        said = [block.spans[0] for block in made.blocks if isinstance(block, Paragraph)]
        assert language.gettext("We have not decided on any platform yet.") in said
        assert not tables(made)


def test_a_documented_platform_brings_its_sources(
    library: Library, libraries: dict[str, Library], tongues: dict[str, Language]
) -> None:
    told = context_of(judging(library, **{"account-decision": "stay"}), libraries, tongues["fr"])
    [rows] = [rows for name, rows in tables(decisions_outline(told)).items() if name.startswith("X")]
    documented = rows[tongues["fr"].gettext("What is documented?")]
    assert re.search(r"\(.+, \d{1,2}(er)? \w+ 202\d\)|\(.+, \w+ 202\d\)", documented)


def test_a_decision_is_asked_for_and_never_demanded(library: Library) -> None:
    assert library.ethics
    draft = replace(chez_lou(library), platforms=(Platform("X", Facts({"account-purpose": ("news",)})),))
    assert not [one for one in check(library.ethics, draft, TODAY) if one.rule == "K01"]


@pytest.mark.parametrize("code", ["en", "fr"])
def test_the_record_can_be_had_in_every_format(
    library: Library, libraries: dict[str, Library], tongues: dict[str, Language], code: str
) -> None:
    told = context_of(judging(library, **{"account-decision": "leave"}), libraries, tongues[code])
    kinds = [kind for kind in CODE if kind.startswith("decisions-")]
    assert kinds
    assert set(kinds) <= set(EVIDENCE)
    for kind in kinds:
        assert write_code(kind, told)
        assert write_evidence(kind, told)
        assert file_name(kind, told) != file_name(kind, told, internal=True)
        assert "internal" not in file_name(kind, told)
