"""The record of decisions: eight public discussions of whether to stay on a platform, each argument in its place."""

import re
from dataclasses import replace

import pytest

from evaluator.content.models.library import Library
from evaluator.documents.blocks import Heading, Outline, Table
from evaluator.ethics.check import check
from evaluator.ethics.documents.context import CodeContext
from evaluator.ethics.documents.decision_document import decisions_outline, decisions_sheet_outline
from evaluator.ethics.documents.formats import CODE, EVIDENCE, file_name, write_code, write_evidence
from evaluator.ethics.draft import Draft, Facts, Platform
from evaluator.i18n.language import Language
from tests.ethics.drafts import TODAY, account, chez_lou, without

# Who discussed it -> what was said, in our words, by the question of the record that asks for it. See docs/ethics.md.
ARGUMENTS = {
    "PHP": {
        "account-for": "Nineteen of twenty followers are there.",
        "account-against": "The account has been silent for months and looks official all the same.",
        "account-exit": "Whoever holds the password shares it.",
        "account-asked": "A vote of the project, in the open.",
    },
    "Jupyter": {
        "account-asked": "A poll among all working groups, and an open call.",
        "account-exit": "A free service that copies the shortest message to all other places.",
        "account-limits": "Delisted from our pages.",
    },
    "CNCF": {
        "account-for": "The largest channel to users, needed for urgent security news.",
        "account-limits": "Every message also appears in three other places.",
        "account-decision": "limits",
    },
    "SciPy": {
        "account-for": "Whoever gains from our news there should get it; we take no side.",
        "account-against": "Its owner gains from it; staying takes a side as well. The debate costs time.",
        "account-exit": "The other networks are losing readers, too.",
    },
    "SageMath": {
        "account-against": "Unions, universities and towns have left.",
        "account-decision": "leave",
        "account-day": "2027-01-31",
    },
    "NumPy": {
        "account-limits": "Announcements only; no link from our site leads there.",
        "account-against": "A toxic place for those who read and write there.",
        "account-second": "The community call",
    },
    "BIDS": {"account-limits": "We post nothing and only keep the name."},
    "a11y-webring": {"account-against": "Who has no account is shut out.", "account-decision": "leave"},
}


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


@pytest.mark.parametrize("who", ARGUMENTS)
def test_every_argument_of_a_public_discussion_has_its_place(
    who: str, library: Library, libraries: dict[str, Library], tongues: dict[str, Language]
) -> None:
    said = ARGUMENTS[who]
    assert library.ethics
    told = context_of(judging(library, **{"account-decision": "stay", **said}), libraries, tongues["en"])
    [headline] = [name for name in tables(decisions_sheet_outline(told)) if name.startswith("X")]
    rows = tables(decisions_sheet_outline(told))[headline]
    for fact_id, value in said.items():
        fact = library.ethics.fact(fact_id)
        assert fact
        if fact.options:
            option = fact.option(value)
            assert option
            assert option.text[1:] in headline
        else:
            assert value in rows[fact.text] or fact.kind == "date"


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
