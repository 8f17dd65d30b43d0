"""Chez Lou, the bakery of the worked example, and short ways to make drafts."""

from dataclasses import replace
from datetime import date

from evaluator.assess.answers import Answers, Assessment
from evaluator.content.models.library import Library
from evaluator.ethics.draft import ANY_LANGUAGE, ChosenPromise, Draft, Facts, Gap, Platform
from evaluator.ethics.suggest import first_draft, reports
from tests.assess.method import METHOD

TODAY = date(2026, 11, 24)
FACTS = {
    "business-name": ("Chez Lou",),
    "customer-places": ("eu",),
    "business-field": ("goods",),
    "team-size": ("few",),
    "posted-by": ("owner", "staff"),
    "audience-age": ("adults",),
    "orders-in-messages": ("no",),
    "posting-target": ("no",),
    "ads-bought": ("now-and-then",),
    "ads-targeting": ("topic-place",),
    "ads-reach": ("adults",),
    "site-trackers": ("ad-pixel",),
    "site-banner": ("loads-before",),
    "newsletter-opens": ("tracked",),
    "creators-paid": ("none",),
    "reviews-rewarded": ("no",),
    "followers-bought": ("no",),
    "ai-used": ("none",),
    "customers-shared": ("no",),
    "people-pictured": ("none",),
    "answer-hours": ("du mardi au samedi, de 8 h à 18 h",),
    "reply-days": ("1",),
    "comment-removal": ("rules",),
    "second-person": ("yes",),
    "other-channels": ("site", "email", "shop"),
}
INSTAGRAM = {  # money and data of high concern, connection in between
    "data-use": "ads-forced", "data-tracking": "no-off", "data-hooks": "one",
    "money-source": "ads-only", "money-leave": "write",
    "civil-tone": "one-two", "civil-care": "company-report",
    "connect-choice": "switch-returns", "connect-with": "picked",
}  # fmt: skip
GAP = Gap(
    {ANY_LANGUAGE: "Notre site a encore le pixel Meta\u202f; notre agence le retire."}, date(2027, 1, 15), "K21"
)


def account(name: str, purpose: str, answers: dict[str, str] | None = None) -> Platform:
    brought = Assessment(name, "full", Answers(answers), day=TODAY, method=METHOD) if answers else None
    return Platform(name, Facts({"account-purpose": (purpose,)}), brought)


def chez_lou(library: Library, languages: tuple[str, ...] = ("fr",)) -> Draft:
    """The bakery after steps 0 to 5, with the promises that it is offered first, its owner and its address."""
    assert library.ethics is not None
    platforms = (account("Instagram", "news", INSTAGRAM), account("Facebook", "service"))
    brought = reports(library, Draft(platforms=platforms), TODAY)
    first = first_draft(library.ethics, Facts(FACTS), platforms, brought, today=TODAY, languages=languages)
    return filled(replace(first, owner={ANY_LANGUAGE: "Lou Martin"}, contact="bonjour@chez-lou.example"))


def filled(some: Draft) -> Draft:
    """The draft with a wait of two days wherever the first draft has none."""
    chosen = (replace(one, blanks={**_WAITS.get(one.promise, {}), **one.blanks}) for one in some.chosen)
    return replace(some, chosen=tuple(chosen))


_WAITS = {"keep.complain": {"wait": {ANY_LANGUAGE: "5"}}, "talk.remove": {"wait": {ANY_LANGUAGE: "2"}}}


def adding(some: Draft, *promises: str) -> Draft:
    return replace(some, chosen=(*some.chosen, *map(ChosenPromise, promises)))


def without(some: Draft, *promises: str) -> Draft:
    return replace(some, chosen=tuple(one for one in some.chosen if one.promise not in promises))


def telling(some: Draft, **facts: str | tuple[str, ...]) -> Draft:
    """The draft with other facts; `_` stands for the hyphen of an id."""
    given = {name.replace("_", "-"): (v,) if isinstance(v, str) else v for name, v in facts.items()}
    return replace(some, facts=Facts({**some.facts.given, **given}))
