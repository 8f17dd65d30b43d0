"""Steps from Chez Lou to a draft that a rule is about, and what the rules find in it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from evaluator.content.models.library import Library
from evaluator.ethics.check import check
from evaluator.ethics.draft import ANY_LANGUAGE, ChosenPromise, Draft, Platform, Proof
from evaluator.ethics.rule_context import RuleFinding
from evaluator.ethics.suggest import reports
from tests.ethics.drafts import INSTAGRAM, TODAY, account, adding, chez_lou, telling, without

Make = Callable[[Draft], Draft]


def promising(promise: str, /, **blanks: str) -> Make:
    """Chez Lou with one more promise, or with that promise filled in otherwise."""
    chosen = ChosenPromise(promise, {name: {ANY_LANGUAGE: value} for name, value in blanks.items()})
    return lambda lou: replace(without(lou, promise), chosen=(*without(lou, promise).chosen, chosen))


def worded(text: str, promise: str = "why.reason", code: str = "fr") -> Make:
    return lambda lou: replace(
        without(lou, promise), chosen=(*without(lou, promise).chosen, ChosenPromise(promise, wording={code: text}))
    )


def knowing(**facts: str | tuple[str, ...]) -> Make:
    return lambda lou: telling(lou, **facts)


def changed(**fields: Any) -> Make:
    return lambda lou: replace(lou, **fields)


def dropping(*promises: str) -> Make:
    return lambda lou: without(lou, *promises)


def judged(day: date) -> Make:
    """With one account, judged on a day."""
    platform = account("Instagram", "news", INSTAGRAM)
    assert platform.assessment is not None
    return changed(platforms=(replace(platform, assessment=replace(platform.assessment, day=day)),))


def proved(kept: bool) -> Make:
    """With what a review found about a promise."""
    return changed(proofs={"ads.label": Proof(date(2026, 11, 1), kept)})


def many(count: int) -> Make:
    def make(lou: Draft) -> Draft:
        spare = [f"post.{name}" for name in ("true", "nobait", "time", "body", "access")]
        spare += [f"talk.{name}" for name in ("rules", "critics", "report", "team")]
        spare += ["data.access", "data.nodm", "kids.photo", "kids.nopush", "team.ask", "alt.try"]
        return adding(lou, *spare[: count - len(lou.chosen)])

    return make


WELL = changed()  # Chez Lou as it is


NO_ACCOUNT = changed(platforms=())


BARE = changed(platforms=(Platform("Mastodon"),))


FOUR_Q = promising("why.fourq")


JUDGED = changed(platforms=(account("Instagram", "news", INSTAGRAM),))


TRACKED = "Nous ne vous suivons jamais."


BOTH = changed(languages=("en", "fr"))


def made(library: Library, steps: list[Make]) -> Draft:
    draft = chez_lou(library)
    for step in steps:
        draft = step(draft)
    return draft


def found(library: Library, draft: Draft) -> tuple[RuleFinding, ...]:
    assert library.ethics is not None
    return check(library.ethics, draft, TODAY, reports(library, draft, TODAY))
