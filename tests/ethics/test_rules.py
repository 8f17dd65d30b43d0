"""Each rule: a draft that meets it, and the nearest draft that does not."""

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from evaluator.content.models.library import Library
from evaluator.ethics.check import check
from evaluator.ethics.draft import ANY_LANGUAGE, ChosenPromise, Exit, Facts, Gap
from evaluator.ethics.rule_context import matches
from evaluator.ethics.web.findings import finding_views
from evaluator.ethics.wording import find_out, finding_sentences
from evaluator.i18n.language import Language
from tests.ethics.drafts import GAP, TODAY, chez_lou, telling, without
from tests.ethics.rule_steps import (
    BARE,
    BOTH,
    FOUR_Q,
    JUDGED,
    NO_ACCOUNT,
    TRACKED,
    WELL,
    Make,
    changed,
    dropping,
    found,
    judged,
    knowing,
    made,
    many,
    promising,
    proved,
    worded,
)

LAST_FRESH, FIRST_STALE = date(2025, 10, 24), date(2025, 10, 23)  # thirteen months before TODAY, and a day more

# rule, severity, what meets it, what stays just short of it
TABLE: list[tuple[str, str, list[Make], list[Make]]] = [
    ("K01", "block", [promising("why.accounts"), NO_ACCOUNT], [promising("why.accounts")]),
    ("K01", "block", [promising("why.accounts"), BARE], [NO_ACCOUNT]),
    ("K02", "block", [promising("data.nopixel")], [promising("data.nopixel"), knowing(site_trackers="none")]),
    (
        "K02",
        "warn",
        [promising("data.nopixel"), knowing(site_trackers="dont-know")],
        [knowing(site_trackers="dont-know")],
    ),
    ("K02", "block", [promising("data.noembed"), knowing(site_trackers="social-embed")], [promising("data.noembed")]),
    (
        "K02",
        "block",
        [promising("data.stats"), knowing(site_trackers="other-statistics")],
        [promising("data.stats"), knowing(site_trackers="own-statistics")],
    ),
    ("K02", "block", [promising("data.nosale"), knowing(ads_targeting="list-upload")], [promising("data.nosale")]),
    ("K02", "block", [promising("data.nosale"), knowing(customer_places=("eu", "us"))], [promising("data.nosale")]),
    (
        "K02",  # two facts make a lie: one that is known and true already cannot wait for the other
        "warn",
        [promising("data.nosale"), knowing(customer_places="us", site_trackers="dont-know")],
        [promising("data.nosale"), knowing(customer_places="eu", site_trackers="dont-know")],
    ),
    (
        "K12",
        "warn",
        [promising("kids.notarget"), knowing(ads_reach="dont-know")],
        [promising("kids.notarget"), knowing(ads_reach="dont-know", ads_bought="none")],
    ),
    ("K02", "warn", [worded(TRACKED)], [worded(TRACKED), knowing(site_trackers="none")]),
    ("K03", "block", [WELL], [knowing(site_banner="waits")]),
    ("K03", "block", [WELL], [dropping("data.consent")]),
    (
        "K03",
        "warn",
        [knowing(site_banner="dont-know")],
        [knowing(site_trackers="own-statistics", site_banner="none")],
    ),
    ("K04", "block", [promising("data.nodm"), knowing(orders_in_messages="yes")], [promising("data.nodm")]),
    ("K05", "block", [promising("data.nolist"), knowing(ads_targeting="list-upload")], [promising("data.nolist")]),
    ("K05", "block", [promising("ads.context"), knowing(ads_targeting="lookalike")], [promising("ads.context")]),
    (
        "K05",
        "block",
        [promising("ads.nofollow"), knowing(ads_targeting="retargeting")],
        [promising("ads.nofollow"), knowing(ads_targeting="interests")],
    ),
    (
        "K05",
        "block",
        [promising("ads.nosensitive"), knowing(ads_targeting="sensitive")],
        [knowing(ads_targeting="sensitive")],
    ),
    (
        "K05",
        "warn",
        [promising("ads.context"), knowing(ads_targeting="dont-know")],
        [promising("ads.context"), knowing(ads_bought="none", ads_targeting=())],
    ),
    ("K06", "block", [changed(contact="")], [WELL]),
    ("K06", "block", [changed(owner={})], [changed(owner={"fr": "Lou"})]),
    ("K06", "block", [changed(contact="no-reply@chez-lou.example")], [changed(contact="reply@chez-lou.example")]),
    ("K06", "block", [changed(contact="@chezlou")], [changed(contact="12 rue du Four, Nantes")]),
    (
        "K06",
        "block",
        [changed(contact="https://www.instagram.com/chezlou")],
        [changed(contact="https://chez-lou.example/ecrire")],
    ),
    ("K06", "block", [dropping("keep.complain")], [WELL]),
    (
        "K07",
        "block",
        [promising("data.newsletter")],
        [promising("data.newsletter"), knowing(newsletter_opens="not-tracked")],
    ),
    ("K07", "warn", [promising("data.newsletter"), knowing(newsletter_opens="dont-know")], [WELL]),
    ("K08", "block", [promising("ads.none")], [promising("ads.none"), knowing(ads_bought="none")]),
    (
        "K08",
        "warn",
        [knowing(ads_bought="regular")],
        [knowing(ads_bought="regular"), promising("ads.cap", amount="300 €")],
    ),
    (
        "K08",
        "hint",
        [promising("ads.cap", amount="300 €"), knowing(ads_bought="none")],
        [promising("ads.cap", amount="300 €")],
    ),
    ("K09", "block", [promising("talk.critics"), knowing(comment_removal="negative")], [promising("talk.critics")]),
    ("K10", "warn", [knowing(reply_days="6")], [knowing(reply_days="5")]),
    (
        "K10",
        "warn",
        [promising("talk.hours", hours="le matin", wait="2"), knowing(reply_days="3")],
        [promising("talk.hours", hours="le matin", wait="3"), knowing(reply_days="3")],
    ),
    (
        "K10",
        "warn",
        [promising("talk.remove", wait="0"), knowing(team_size="one", reply_days="0")],
        [promising("talk.remove", wait="0"), knowing(team_size="few", reply_days="0")],
    ),
    (
        "K10",
        "warn",
        [promising("talk.hours", hours="24/7", wait="2"), promising("talk.team")],
        [promising("talk.hours", hours="24/7", wait="2")],
    ),
    ("K11", "block", [promising("talk.appeal"), knowing(second_person="no")], [promising("talk.appeal")]),
    ("K12", "block", [promising("kids.notarget"), knowing(ads_reach="all")], [promising("kids.notarget")]),
    (
        "K12",
        "block",
        [promising("kids.nodata", age="15"), knowing(audience_age="mixed", open_to_children="yes")],
        [promising("kids.nodata", age="15"), knowing(audience_age="mixed", open_to_children="no")],
    ),
    ("K12", "hint", [knowing(audience_age="under-13")], [knowing(audience_age="under-13"), NO_ACCOUNT]),
    ("K13", "block", [changed(review=None)], [WELL]),
    ("K13", "block", [changed(day=None)], [WELL]),
    (
        "K13",
        "block",
        [changed(review=date(2026, 11, 23), day=date(2026, 1, 1))],
        [changed(review=TODAY, day=date(2026, 1, 1))],
    ),
    ("K13", "block", [changed(review=TODAY)], [changed(review=date(2026, 11, 25))]),
    ("K13", "warn", [changed(review=date(2027, 11, 25))], [changed(review=date(2027, 11, 24))]),
    (
        "K13",
        "warn",
        [changed(review=date(2027, 5, 25)), knowing(audience_age="teens", open_to_children="no")],
        [changed(review=date(2027, 5, 24)), knowing(audience_age="teens", open_to_children="no")],
    ),
    (
        "K13",
        "warn",
        [knowing(ads_bought="regular")],
        [knowing(ads_bought="regular"), changed(review=date(2027, 5, 24))],
    ),
    ("K13", "block", [dropping("keep.review")], [WELL]),
    ("K29", "block", [changed(example="bakery")], [WELL]),
    ("K30", "warn", [knowing(comment_removal="negative")], [knowing(comment_removal="rules")]),
    ("K31", "warn", [knowing(orders_in_messages="yes")], [knowing(orders_in_messages="no")]),
    ("K32", "warn", [knowing(people_pictured="staff")], [knowing(people_pictured="staff"), promising("team.staff")]),
    (
        "K32",
        "warn",
        [knowing(people_pictured="children")],
        [knowing(people_pictured="children"), promising("kids.photo")],
    ),
    ("K33", "warn", [FOUR_Q], [FOUR_Q, JUDGED]),
    ("K33", "warn", [FOUR_Q, judged(FIRST_STALE)], [FOUR_Q, judged(LAST_FRESH)]),
    (
        "K14",
        "warn",
        [promising("why.exitline", line="D", months="6")],
        [promising("why.exitline", line="E", months="6")],
    ),
    (
        "K14",
        "warn",
        [promising("why.exitline", line="D", months="6")],
        [promising("why.exitline", line="D", months="6"), changed(exits=(Exit("INSTAGRAM", date(2027, 3, 1)),))],
    ),
    ("K15", "block", [promising("post.noquota"), knowing(posting_target="yes")], [promising("post.noquota")]),
    ("K16", "warn", [knowing(ai_used="chatbot")], [knowing(ai_used="chatbot"), promising("post.ai")]),
    ("K16", "warn", [knowing(ai_used="pictures")], [knowing(ai_used="pictures", customer_places="us")]),
    ("K17", "warn", [knowing(creators_paid="gifted")], [knowing(creators_paid="gifted"), promising("team.partners")]),
    ("K18", "block", [promising("team.reviews"), knowing(reviews_rewarded="yes")], [promising("team.reviews")]),
    ("K18", "block", [promising("team.reviews"), knowing(followers_bought="yes")], [knowing(followers_bought="yes")]),
    (
        "K19",
        "hint",
        [knowing(posted_by=("owner", "agency"))],
        [knowing(posted_by="agency"), promising("team.agency")],
    ),
    ("K20", "block", [knowing(other_channels="none")], [WELL]),
    ("K20", "warn", [knowing(other_channels=())], [knowing(other_channels="none"), dropping("alt.noaccount")]),
    ("K21", "warn", [dropping("data.consent")], [dropping("data.consent"), knowing(customer_places=("us", "other"))]),
    ("K22", "warn", [many(21)], [many(20)]),
    ("K22", "warn", [many(13), knowing(team_size="one")], [many(12), knowing(team_size="one")]),
    ("K23", "hint", [worded("Nous répondons toujours.")], [worded("Nous répondons.")]),
    ("K23", "hint", [worded("Vraiment jamais.")], [worded("Nous ne supprimons jamais rien.", "talk.critics")]),
    ("K24", "warn", [worded("Notre site est conforme au RGPD.")], [worded("Nous lisons le RGPD.")]),
    (
        "K24",
        "warn",
        [worded("We are GDPR compliant.", code=ANY_LANGUAGE)],
        [worded("We read the GDPR.", code=ANY_LANGUAGE)],
    ),
    (
        "K25",
        "block",
        [changed(exits=(Exit("FACEBOOK", TODAY),))],
        [changed(exits=(Exit("Facebook", date(2027, 1, 1)),))],
    ),
    ("K25", "warn", [worded("Nous avons quitté Facebook.")], [worded("Nous avons quitté TikTok.")]),
    (
        "K26",
        "warn",
        [worded("Nous n’utilisons que des plateformes qui respectent votre vie privée.")],
        [worded("Nous n’utilisons que des plateformes qui respectent votre vie privée."), NO_ACCOUNT],
    ),
    ("K27", "block", [promising("ads.cap")], [promising("ads.cap", amount="300 €")]),
    ("K27", "block", [promising("talk.remove", wait="demain")], [promising("talk.remove", wait="2")]),
    ("K27", "block", [worded("Écrivez à {qui}.")], [worded("Écrivez-nous.")]),
    ("K27", "block", [changed(gaps=(Gap({ANY_LANGUAGE: "Avant {date}"}, TODAY),))], [changed(gaps=(GAP,))]),
    ("K28", "block", [BOTH, worded("En 2 jours.")], [worded("En 2 jours.")]),
    (
        "K28",
        "block",
        [
            BOTH,
            lambda lou: replace(
                lou, chosen=(*lou.chosen, ChosenPromise("ads.cap", {"amount": {"en": "€30", "fr": "40 €"}}))
            ),
        ],
        [
            BOTH,
            lambda lou: replace(
                lou, chosen=(*lou.chosen, ChosenPromise("ads.cap", {"amount": {"en": "€30", "fr": "30 €"}}))
            ),
        ],
    ),
    ("K34", "warn", [proved(False)], [proved(True)]),
    ("K28", "block", [BOTH, changed(owner={"fr": "Lou"})], [BOTH, changed(owner={"fr": "Lou", "en": "Lou"})]),
    ("K28", "block", [BOTH, changed(gaps=(replace(GAP, text={"fr": "Le 3"}),))], [BOTH, changed(gaps=(GAP,))]),
]


@pytest.mark.parametrize(
    ("rule", "severity", "meets", "short"), TABLE, ids=[f"{n}-{row[0]}" for n, row in enumerate(TABLE)]
)
def test_a_rule_fires_and_stays_silent(
    libraries: dict[str, Library],
    tongues: dict[str, Language],
    rule: str,
    severity: str,
    meets: list[Make],
    short: list[Make],
) -> None:
    library = libraries["fr"]
    fires, silent = made(library, meets), made(library, short)
    assert severity in [finding.severity for finding in found(library, fires) if finding.rule == rule]
    assert severity not in [finding.severity for finding in found(library, silent) if finding.rule == rule]
    for code, tongue in tongues.items():
        ethics = libraries[code].ethics
        assert ethics is not None
        for finding in found(libraries[code], fires):
            if finding.rule == rule:
                *first, remedy = finding_sentences(finding, ethics, fires, tongue)
                assert (bool(first), remedy) == (True, finding.message)
                assert not finding.unknown or find_out(finding, ethics) or finding.facts


@pytest.mark.parametrize(
    ("rule", "severity", "meets"), [row[:3] for row in TABLE], ids=[f"{n}-{row[0]}" for n, row in enumerate(TABLE)]
)
def test_every_finding_can_be_settled_on_the_spot(
    app: Flask, libraries: dict[str, Library], rule: str, severity: str, meets: list[Make]
) -> None:
    """A field, a promise to take or to drop, or an answer to change; a date or a tick alone settles no block."""
    library = libraries["fr"]
    assert library.ethics
    required = {promise.id for promise in library.ethics.required}
    draft = made(library, meets)
    with app.test_request_context("/fr/ethics/"):
        app.preprocess_request()
        views = finding_views(found(library, draft), draft)
    mine = [view for finding, view in views.items() if (finding.rule, finding.severity) == (rule, severity)]
    assert mine
    for view in mine:
        assert view.practice or view.drops or view.takes or view.blanks or view.fields
        assert required.isdisjoint(name for name, _ in view.drops)


def test_every_rule_is_in_the_table(library: Library) -> None:
    assert library.ethics is not None
    assert {rule for rule, *_ in TABLE} == {rule.id for rule in library.ethics.rules}


def test_both_sides_are_named(libraries: dict[str, Library], tongues: dict[str, Language]) -> None:
    library = libraries["en"]
    assert library.ethics is not None
    draft = made(library, [promising("data.nopixel")])
    [finding] = [one for one in found(library, draft) if one.rule == "K02"]
    assert finding_sentences(finding, library.ethics, draft, tongues["en"]) == (
        "Would you like to promise: “Our site carries no advertising pixel and no social-network tracker.”?",
        "Today (step 4): Our site carries an advertising pixel.",
        "A tracker on the site or in your advertising breaks this promise. Remove the tracker or drop the promise.",
    )


def test_i_do_not_know_comes_with_its_two_minute_check(libraries: dict[str, Library]) -> None:
    library = libraries["en"]
    assert library.ethics is not None
    draft = made(library, [promising("data.nopixel"), knowing(site_trackers="dont-know")])
    [finding] = [one for one in found(library, draft) if one.rule == "K02"]
    assert (finding.severity, finding.unknown) == ("warn", True)
    assert find_out(finding, library.ethics)[0].startswith("Open your site in a private window.")


def test_facts_without_an_answer_are_open(library: Library) -> None:
    draft = replace(made(library, [promising("data.nopixel")]), facts=Facts())
    [finding] = [one for one in found(library, draft) if one.rule == "K02"]
    assert (finding.severity, finding.facts) == ("warn", (("site-trackers", ""),))


def test_findings_stand_with_the_blocks_first_and_each_has_a_name_of_its_own(library: Library) -> None:
    met = found(library, made(library, [promising("data.nopixel"), knowing(reply_days="6", audience_age="under-13")]))
    ranks = [("block", "warn", "hint").index(one.severity) for one in met]
    assert ranks == sorted(ranks)
    assert set(ranks) == {0, 1, 2}
    assert len({one.key for one in met}) == len(met)
    assert "K10:warn:keep.complain:reply-days=6" in [one.key for one in met]


def test_a_pattern_looks_in_its_language_and_past_what_the_library_says_itself() -> None:
    patterns = {"any": (r"24/7",), "fr": (r"\bjamais\b",), "en": (r"\bnever\b",)}
    assert matches(patterns, {"fr": "JAMAIS, never, 24/7"}) == ("24/7", "JAMAIS")
    assert matches(patterns, {"": "JAMAIS, never, 24/7"}) == ("24/7", "JAMAIS", "never")
    assert matches(patterns, {"fr": "JAMAIS"}, {"": "On ne dit Jamais jamais."}) == ()
    assert matches(patterns, {"fr": "jamais"}, {"": "JAMAIS"}) == ()
    assert matches(patterns, {"fr": "jamais, jamais"}) == ("jamais",)
    assert matches(patterns, {}) == ()


def test_a_number_of_days_that_is_no_number_is_no_pace(library: Library) -> None:
    assert library.ethics
    for value in ("two", "²", "-1", ""):
        slow = promising("talk.hours", hours="le matin", wait=value)(telling(chez_lou(library), reply_days="5"))
        assert "K10" not in {one.rule for one in check(library.ethics, slow, TODAY)}, value


def test_a_blank_in_one_language_of_a_dated_line_is_found(library: Library) -> None:
    assert library.ethics

    def empty(**text: str) -> set[str]:
        lou = replace(chez_lou(library), gaps=(replace(GAP, text=text),))
        found = check(library.ethics, lou, TODAY) if library.ethics else ()
        return {value for one in found for name, value in one.about if name == "words"}

    assert "Bis {date}" in empty(fr="Bis {date}", en="Until May")
    assert "Until May" in empty(en="Until May", fr="Jusqu’en {date}")
    assert empty(fr="Jusqu’en mai", en="Until May") == set()


@pytest.mark.parametrize(
    ("rule", "promise"), [("K13", "keep.review"), ("K06", "keep.owner"), ("K06", "keep.complain")]
)
def test_a_promise_that_every_code_has_is_missed_by_its_own_rule_alone(
    library: Library, rule: str, promise: str
) -> None:
    assert library.ethics
    found = check(library.ethics, without(chez_lou(library), promise), TODAY)
    assert [(one.rule, one.missing) for one in found if promise in one.missing] == [(rule, (promise,))]
