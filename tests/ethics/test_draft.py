"""Chez Lou, what is suggested and why, and how two versions differ."""

from dataclasses import replace
from datetime import date

import pytest

from evaluator.content.models.ethics import BLANK, TIERS, Ethics
from evaluator.content.models.library import Library
from evaluator.ethics.changes import changes
from evaluator.ethics.check import against_facts, blocked, check, drop_contradicted
from evaluator.ethics.draft import ANY_LANGUAGE, Draft, Facts, Gap, add_months, text_in
from evaluator.ethics.rule_context import RuleFinding
from evaluator.ethics.suggest import pack, reports, suggest
from evaluator.ethics.wording import change_sentence, promise_text, reason_sentence
from evaluator.i18n.language import Language
from tests.ethics.drafts import FACTS, GAP, TODAY, adding, chez_lou, telling, without
from tests.prose import sentences, words


@pytest.fixture(scope="module")
def ethics(library: Library) -> Ethics:
    assert library.ethics is not None
    return library.ethics


def clean(findings: tuple[RuleFinding, ...]) -> bool:
    """Whether nothing is left to solve: no block, and no warning that was not settled."""
    return all(one.severity == "hint" or one.settled for one in findings)


def found(library: Library, draft: Draft) -> tuple[RuleFinding, ...]:
    assert library.ethics is not None
    return check(library.ethics, draft, TODAY, reports(library, draft, TODAY))


def test_the_library_is_whole(ethics: Ethics) -> None:
    assert (len(ethics.promises), len(ethics.rules), len(ethics.sections)) == (61, 34, 10)
    assert [section.id for section in ethics.sections] == [f"S{number}" for number in range(1, 11)]
    assert {promise.id for promise in ethics.required} == {"keep.owner", "keep.review", "keep.complain"}
    assert {promise.id: promise.replaces for promise in ethics.promises if promise.replaces} == {
        "ads.none": ("ads.label", "ads.organic", "ads.cap", "ads.context"), "data.nopixel": ("data.noembed",),
    }  # fmt: skip


def test_chez_lou_is_offered_ten_starters(library: Library, ethics: Ethics) -> None:
    lou = chez_lou(library)
    offered = pack(ethics, suggest(ethics, lou.facts, reports(library, lou, TODAY)))
    assert len(offered) == 10
    assert {promise.tier for promise in offered} == {"starter"}
    assert {promise.id for promise in offered} >= {
        "ads.label", "ads.organic", "data.consent", "data.notice", "alt.noaccount",
    }  # fmt: skip
    assert [chosen.promise for chosen in lou.chosen] == [p.id for p in ethics.promises if p in offered]


@pytest.mark.parametrize(
    ("promise", "rule"),
    [("data.nopixel", "K02"), ("data.consent", "K03"), ("ads.none", "K08"), ("data.newsletter", "K07")],
)
def test_chez_lou_is_told_what_it_cannot_promise(library: Library, promise: str, rule: str) -> None:
    lou = without(chez_lou(library), "data.consent")
    assert not blocked(found(library, lou))
    findings = found(library, adding(lou, promise))
    blocks = [one for one in findings if one.severity == "block"]
    assert [(one.rule, one.promises) for one in blocks] == [(rule, (promise,))]
    assert blocked(findings)


@pytest.mark.parametrize("promise", ["data.nopixel", "ads.none", "data.newsletter"])
def test_what_facts_contradict_is_not_ticked_and_all_else_stays(
    library: Library, ethics: Ethics, promise: str
) -> None:
    lou = without(chez_lou(library), "data.consent")
    brought = reports(library, lou, TODAY)
    assert drop_contradicted(ethics, lou, TODAY, brought) == lou
    assert drop_contradicted(ethics, adding(lou, promise), TODAY, brought) == lou


def test_what_facts_leave_in_doubt_or_only_warn_of_stays_ticked(library: Library, ethics: Ethics) -> None:
    lou = telling(adding(chez_lou(library), "data.nopixel"), site_trackers="dont-know", ads_bought="regular")
    warned = {name for one in found(library, lou) if one.severity == "warn" for name in one.promises}
    assert warned >= {"data.nopixel", "ads.organic"}
    assert drop_contradicted(ethics, lou, TODAY, reports(library, lou, TODAY)) == lou


def test_the_page_of_promises_learns_which_others_the_facts_contradict(library: Library, ethics: Ethics) -> None:
    lou = telling(adding(without(chez_lou(library), "data.consent"), "data.nopixel"), ads_bought="regular")
    against = against_facts(ethics, lou, TODAY, reports(library, lou, TODAY))
    assert {name: one.rule for name, one in against.items()} == {
        "data.consent": "K03", "ads.none": "K08", "data.newsletter": "K07",
    }  # fmt: skip


def test_a_dated_line_lifts_a_block_only_without_the_promise(library: Library) -> None:
    lou = without(chez_lou(library), "data.consent")
    with_line = replace(adding(lou, "data.nopixel"), gaps=(replace(GAP, rule="K02"),))
    assert [one.rule for one in found(library, with_line) if one.severity == "block"] == ["K02"]
    dropped = without(with_line, "data.nopixel")
    assert not blocked(found(library, dropped))


def test_a_warning_is_settled_by_a_dated_line_or_by_saying_so(library: Library) -> None:
    lou = without(chez_lou(library), "data.consent")
    [warning] = [one for one in found(library, lou) if one.rule == "K21"]
    assert not clean(found(library, lou))
    for draft in (replace(lou, gaps=(GAP,)), replace(lou, accepted=(warning.key,))):
        assert [one.settled for one in found(library, draft) if one.rule == "K21"] == [True]
        assert clean(found(library, draft))


def test_a_dated_line_settles_the_warning_that_it_names_and_no_other(library: Library) -> None:
    lou = telling(without(chez_lou(library), "data.consent"), reply_days="6")
    for gaps, settled in (
        ((), set()),
        ((replace(GAP, rule=""),), set()),
        ((replace(GAP, rule="K01"),), set()),
        ((replace(GAP, rule="K02"),), set()),  # it blocks another promise
        ((replace(GAP, rule="K03"),), {"K21"}),  # it blocks the promise that K21 misses: one line for both
        ((GAP,), {"K21"}),
        ((replace(GAP, rule="K10"),), {"K10"}),
        ((GAP, replace(GAP, rule="K10")), {"K10", "K21"}),
    ):
        warnings = [one for one in found(library, replace(lou, gaps=gaps)) if one.severity == "warn"]
        assert {one.rule for one in warnings} == {"K10", "K21"}
        assert {one.rule for one in warnings if one.settled} == settled


def test_an_accepted_warning_settles_itself_and_no_other(library: Library) -> None:
    lou = telling(without(chez_lou(library), "data.consent"), reply_days="6")
    first, *others = [one for one in found(library, lou) if one.severity == "warn"]
    assert others
    after = found(library, replace(lou, accepted=(first.key,)))
    assert [one.key for one in after if one.settled] == [first.key]


def test_a_block_cannot_be_accepted(library: Library) -> None:
    lou = chez_lou(library)
    keys = tuple(one.key for one in found(library, lou))
    assert blocked(found(library, replace(lou, accepted=keys)))


def test_what_is_not_known_cannot_be_exported_clean(library: Library) -> None:
    unsure = telling(adding(without(chez_lou(library), "data.consent"), "data.nopixel"), site_trackers="dont-know")
    assert not blocked(found(library, unsure))
    assert not clean(found(library, unsure))


def test_the_order_is_required_law_starters_solid_leading(library: Library, ethics: Ethics) -> None:
    lou = chez_lou(library)
    offered = suggest(ethics, lou.facts, reports(library, lou, TODAY))
    assert [one.promise.id for one in offered[:4]] == ["keep.owner", "keep.review", "keep.complain", "data.consent"]
    tiers = [TIERS.index(one.promise.tier) for one in offered[4:]]
    assert tiers == sorted(tiers)
    assert len(offered) > 30


def test_nothing_known_suggests_what_suits_everybody(ethics: Ethics) -> None:
    offered = suggest(ethics, Facts())
    assert all(one.promise.suggested_by.always for one in offered)
    assert 5 <= len(pack(ethics, offered)) <= 10


def test_reasons_speak_in_both_languages(libraries: dict[str, Library], tongues: dict[str, Language]) -> None:
    for code, library in libraries.items():
        assert library.ethics is not None
        lou = chez_lou(library)
        for one in suggest(library.ethics, lou.facts, reports(library, lou, TODAY)):
            assert all(len(reason_sentence(why, library, tongues[code])) > 15 for why in one.reasons)
    english = libraries["en"]
    assert english.ethics is not None
    offered = {one.promise.id: one for one in suggest(english.ethics, Facts(FACTS))}
    assert reason_sentence(offered["ads.label"].reasons[0], english, tongues["en"]) == (
        "Because you told us: “Do you pay for advertising on social networks?” Now and then"
    )


def test_a_promise_reads_as_a_sentence(libraries: dict[str, Library], tongues: dict[str, Language]) -> None:
    shown = {}
    for code, library in libraries.items():
        assert library.ethics is not None
        lou, complain = chez_lou(library), chez_lou(library).find("keep.complain")
        assert complain is not None
        shown[code] = promise_text(library.ethics, lou, complain, tongues[code])
    assert shown["en"] == (
        "If we break a promise, write to bonjour@chez-lou.example: we answer within 5 working days and correct or "
        "explain in public."
    )
    assert shown["fr"] == (
        "Si nous manquons à une promesse, écrivez à bonjour@chez-lou.example\u00a0: réponse sous 5 jours ouvrés, "
        "correction ou explication publique."
    )


def test_the_first_day_of_a_month_and_one_of_a_thing_are_written_well(
    libraries: dict[str, Library], tongues: dict[str, Language]
) -> None:
    library = libraries["fr"]
    assert library.ethics is not None
    lou = replace(chez_lou(library), day=date(2026, 12, 1))
    complain, review = lou.find("keep.complain"), lou.find("keep.review")
    assert complain is not None
    assert review is not None
    one = replace(complain, blanks={"wait": {ANY_LANGUAGE: "1"}})
    assert "sous 1 jour ouvré," in promise_text(library.ethics, lou, one, tongues["fr"])
    assert "1er décembre 2026" in promise_text(library.ethics, lou, review, tongues["fr"])


def test_no_sentence_has_more_than_22_words(libraries: dict[str, Library]) -> None:
    for library in libraries.values():
        assert library.ethics is not None
        texts = [promise.text for promise in library.ethics.promises]
        texts += [case.message for rule in library.ethics.rules for case in rule.cases if case.message]
        texts += [rule.message for rule in library.ethics.rules]
        texts += [part for section in library.ethics.sections for part in (section.question, section.intro)]
        texts += [part for fact in library.ethics.facts for part in (fact.text, fact.hint or "", *fact.find_out)]
        assert [text for text in texts for sentence in sentences(text) if len(words(sentence)) > 22] == []


def test_what_readers_lose_comes_first(library: Library, ethics: Ethics) -> None:
    old = adding(chez_lou(library), "ads.context", "data.rights")
    new = without(adding(old, "ads.none", "talk.critics"), "data.notice", "ads.label", "ads.organic", "ads.context")
    longer = replace(new.find("keep.complain") or new.chosen[0], blanks={"wait": {ANY_LANGUAGE: "9"}})
    own = replace(new.find("why.reason") or new.chosen[0], wording={"fr": "Nos clients y sont."})
    chosen = tuple({"keep.complain": longer, "why.reason": own}.get(one.promise, one) for one in new.chosen)
    new = replace(
        new, chosen=chosen, reasons={"data.notice": {ANY_LANGUAGE: "Le site a fermé."}}, contact="lou@example.org"
    )
    assert [(one.kind, one.promise) for one in changes(ethics, old, new)] == [
        ("removed", "data.notice"),
        ("weakened", "keep.complain"),
        ("reworded", "why.reason"),
        ("changed", "data.rights"),
        ("changed", "keep.complain"),
        ("strengthened", "ads.organic"),
        ("strengthened", "ads.label"),
        ("strengthened", "ads.context"),
        ("added", "ads.none"),
        ("added", "talk.critics"),
    ]
    first, second, *_ = changes(ethics, old, new)
    assert (first.owes_reason, text_in(first.reason, "fr")) == (False, "Le site a fermé.")
    assert second.owes_reason
    assert changes(ethics, new, new) == ()


@pytest.mark.parametrize(
    ("promise", "blank", "old", "new", "kind"),
    [
        ("talk.remove", "wait", "2", "3", "weakened"),
        ("talk.remove", "wait", "3", "2", "strengthened"),
        ("kids.nodata", "age", "15", "13", "weakened"),
        ("kids.nodata", "age", "13", "16", "strengthened"),
        ("why.exitline", "line", "C", "D", "weakened"),
        ("why.exitline", "line", "D", "C", "strengthened"),
        ("alt.own", "channel", "site", "lettre", "changed"),
        ("talk.remove", "wait", "2", "", "changed"),
    ],
)
def test_a_blank_moves_a_promise(
    library: Library,
    ethics: Ethics,
    tongues: dict[str, Language],
    promise: str,
    blank: str,
    old: str,
    new: str,
    kind: str,
) -> None:
    before, after = (
        replace(
            lou := adding(Draft(), promise), chosen=(replace(lou.chosen[0], blanks={blank: {ANY_LANGUAGE: value}}),)
        )
        for value in (old, new)
    )
    [moved] = changes(ethics, before, after)
    assert (moved.kind, moved.blank, moved.old, moved.new) == (kind, blank, old, new)
    assert "→" in change_sentence(moved, ethics, tongues["en"])


def test_changes_in_words(library: Library, ethics: Ethics, tongues: dict[str, Language]) -> None:
    old, new = adding(Draft(), "ads.label", "post.body"), adding(Draft(), "ads.none", "talk.critics")
    assert [change_sentence(one, ethics, tongues["en"]) for one in changes(ethics, old, new)] == [
        "Removed: “We do not retouch bodies, and we say so when a photo has been altered.”",
        "Stronger: “When we pay for a message to reach you, it says it is advertising.” – → We buy no advertising on "
        "social networks, boosted posts included.",
        "Added: “We buy no advertising on social networks, boosted posts included.”",
        "Added: “We never remove a comment because it criticises us.”",
    ]


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 11, 24), 12, date(2027, 11, 24)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 1, 15), -13, date(2024, 12, 15)),
    ],
)
def test_months_later(day: date, months: int, then: date) -> None:
    assert add_months(day, months) == then


def test_every_blank_has_a_name_that_code_can_use(ethics: Ethics) -> None:
    assert all(name.isidentifier() for promise in ethics.promises for name in BLANK.findall(promise.text))


def test_a_gap_in_one_language_stands_for_itself() -> None:
    gap = Gap({"fr": "Bientôt", ANY_LANGUAGE: "Soon"}, TODAY)
    assert (text_in(gap.text, "fr"), text_in(gap.text, "en")) == ("Bientôt", "Soon")
