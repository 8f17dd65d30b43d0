"""What each rule says when it is met: how grave it is, and both sides by name."""

from dataclasses import replace
from datetime import date

import pytest

from evaluator.content.models.library import Library
from evaluator.ethics.draft import ANY_LANGUAGE, Exit
from tests.ethics.drafts import GAP, INSTAGRAM, TODAY, account
from tests.ethics.rule_steps import (
    BARE,
    BOTH,
    FOUR_Q,
    NO_ACCOUNT,
    TRACKED,
    Make,
    changed,
    dropping,
    found,
    knowing,
    made,
    many,
    promising,
    worded,
)

Told = tuple[str, tuple[str, ...], tuple[str, ...], dict[str, str], list[tuple[str, str]]]


LETTER = promising("why.exitline", line="D", months="6")


RUBBED = worded("Écrivez à {qui} avant {jour}.")


HASTY = changed(gaps=(replace(GAP, text={ANY_LANGUAGE: "Nous ne vous suivons jamais."}),))


LIES = "Nous n’utilisons que des plateformes qui respectent votre vie privée."


GENTLE = account("Mill", "news", {"data-use": "none", "data-tracking": "none", "data-hooks": "none"})


GENTLE_TOO = changed(platforms=(GENTLE, account("Instagram", "news", INSTAGRAM)))


# What a rule says when it is met: severity, promises in the code, promises not in it, facts, and what else it names.
NAMED: list[tuple[str, list[Make], list[Told]]] = [
    ("K01", [promising("why.accounts"), NO_ACCOUNT], [
        ("block", ("why.accounts",), (), {}, [("field", "platforms")]),
    ]),
    ("K01", [promising("why.accounts"), BARE], [("block", ("why.accounts",), (), {}, [("platform", "Mastodon")])]),
    ("K02", [promising("data.nopixel")], [
        ("block", ("data.nopixel",), (), {"site-trackers": "ad-pixel"}, []),
    ]),
    ("K02", [promising("data.nopixel"), knowing(site_trackers=("ad-pixel", "own-statistics"))], [
        ("block", ("data.nopixel",), (), {"site-trackers": "ad-pixel"}, []),  # what does not contradict is not named
    ]),
    ("K02", [promising("data.nosale"), knowing(customer_places="us", site_trackers="dont-know")], [
        ("warn", ("data.nosale",), (), {"site-trackers": "dont-know"}, []),
    ]),
    ("K02", [HASTY], [("warn", (), (), {"site-trackers": "ad-pixel"}, [("words", "ne vous suivons jamais")])]),
    ("K02", [HASTY, knowing(site_trackers="none")], []),
    ("K02", [worded(TRACKED, code="en")], []),  # French in the place of English is not searched for French
    ("K05", [promising("ads.context"), knowing(ads_bought="dont-know", ads_targeting=())], [
        ("warn", ("ads.context",), (), {"ads-targeting": ""}, []),  # it is open whether it is asked at all
    ]),
    ("K06", [changed(contact="", owner={})], [
        ("block", ("keep.owner", "keep.complain"), (), {}, [("field", "owner"), ("field", "contact")]),
    ]),
    ("K06", [changed(contact="  ", owner={ANY_LANGUAGE: " "})], [
        ("block", ("keep.owner", "keep.complain"), (), {}, [("field", "owner"), ("field", "contact")]),
    ]),
    ("K06", [BOTH, changed(owner={"fr": "Lou"})], [
        ("block", ("keep.owner", "keep.complain"), (), {}, [("field", "owner")]),
    ]),
    ("K06", [changed(contact="@chezlou")], [
        ("block", ("keep.owner", "keep.complain"), (), {}, [("words", "@chezlou")]),
    ]),
    ("K06", [dropping("keep.complain")], [("block", (), ("keep.complain",), {}, [])]),
    ("K08", [knowing(ads_bought="regular")], [("warn", ("ads.organic",), (), {"ads-bought": "regular"}, [])]),
    ("K10", [knowing(reply_days="6")], [("warn", ("keep.complain",), (), {"reply-days": "6"}, [])]),
    ("K10", [promising("keep.complain", wait="５"), knowing(reply_days="6")], []),  # no figure that we can read
    ("K10", [promising("talk.remove", wait="0"), knowing(team_size="one", reply_days="0")], [
        ("warn", ("talk.remove",), (), {"team-size": "one"}, []),
    ]),
    ("K10", [promising("talk.remove", wait="1"), knowing(team_size="one", reply_days="0")], []),
    ("K10", [promising("talk.hours", hours="24/7", wait="2"), promising("talk.team")], [
        ("warn", ("talk.team",), (), {}, [("words", "24/7")]),
    ]),
    ("K10", [promising("talk.team")], []),
    ("K13", [changed(review=None)], [("block", ("keep.review",), (), {}, [("field", "review")])]),
    ("K13", [changed(day=None)], [("block", ("keep.review",), (), {}, [("field", "date")])]),
    ("K13", [changed(day=None, review=None)], [
        ("block", ("keep.review",), (), {}, [("field", "date"), ("field", "review")]),
    ]),
    ("K13", [changed(review=TODAY)], [("block", ("keep.review",), (), {}, [("date", "2026-11-24")])]),
    ("K13", [changed(review=date(2027, 11, 25))], [("warn", ("keep.review",), (), {}, [("date", "2027-11-25")])]),
    ("K33", [FOUR_Q], [("warn", ("why.fourq",), (), {}, [("platform", "Facebook")])]),
    ("K33", [FOUR_Q, NO_ACCOUNT], [("warn", ("why.fourq",), (), {}, [("field", "reports")])]),
    ("K13", [NO_ACCOUNT], []),
    ("K14", [LETTER], [("warn", ("why.exitline",), (), {}, [("platform", "Instagram")])]),
    ("K14", [LETTER, changed(platforms=(account("Instagram", "news", {"data-use": "dont-know"}),))], []),
    ("K14", [promising("why.exitline", line="Z")], []),
    ("K14", [promising("why.exitline")], []),
    ("K14", [LETTER, changed(platforms=(account("Facebook", "service"),))], []),
    ("K21", [dropping("data.consent")], [
        ("warn", (), ("data.consent",), {"site-trackers": "ad-pixel", "customer-places": "eu"}, []),
    ]),
    ("K22", [many(21)], [("warn", (), (), {}, [("number", "21")])]),
    ("K22", [many(13), knowing(team_size="one")], [("warn", (), (), {"team-size": "one"}, [("number", "13")])]),
    ("K25", [changed(exits=(Exit("FACEBOOK", TODAY), Exit("Instagram", date(2027, 1, 1))))], [
        ("block", (), (), {}, [("platform", "Facebook")]),
    ]),
    ("K25", [worded("Nous avons quitté Facebook.")], [("warn", (), (), {}, [("platform", "Facebook")])]),
    ("K25", [worded("Nous aimons Facebook.")], []),
    ("K26", [worded(LIES), GENTLE_TOO], [
        ("warn", (), (), {}, [
            ("words", "que des plateformes qui respectent"), ("platform", "Instagram"),
        ]),
    ]),
    ("K27", [promising("ads.cap", amount="  ")], [("block", ("ads.cap",), (), {}, [("blank", "amount")])]),
    ("K27", [promising("ads.cap")], [("block", ("ads.cap",), (), {}, [("blank", "amount")])]),
    ("K27", [promising("talk.remove", wait="２")], [("block", ("talk.remove",), (), {}, [("blank", "wait")])]),
    ("K27", [RUBBED], [("block", ("why.reason",), (), {}, [("blank", "qui"), ("blank", "jour")])]),
    ("K27", [promising("not.known")], []),
    ("K27", [changed(gaps=(replace(GAP, text={ANY_LANGUAGE: "Avant {date}"}),))], [
        ("block", (), (), {}, [("words", "Avant {date}")]),
    ]),
    ("K28", [BOTH, worded("En 2 jours.")], [
        ("block", ("why.reason",), (), {}, [("language", "en"), ("language", "fr")]),
    ]),
    ("K28", [BOTH, changed(gaps=(replace(GAP, text={"fr": "Le 3"}),))], [
        ("block", (), (), {}, [("words", "Le 3")]),
    ]),
    ("K28", [BOTH, changed(gaps=(replace(GAP, text={"fr": "Du 3 au 10", "en": "10 days from 3"}),))], []),
    ("K28", [changed(owner={"en": "Lou"})], []),
    ("K28", [BOTH, changed(owner={"fr": "Lou"})], [("block", (), (), {}, [("field", "owner")])]),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "steps", "named"), NAMED, ids=[f"{n}-{row[0]}" for n, row in enumerate(NAMED)])
def test_a_rule_names_both_sides_and_nothing_else(
    library: Library, rule: str, steps: list[Make], named: list[Told]
) -> None:
    met = [one for one in found(library, made(library, steps)) if one.rule == rule]
    assert [(one.severity, one.promises, one.missing, dict(one.facts), list(one.about)) for one in met] == named
