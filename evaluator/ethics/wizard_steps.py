"""List the steps of the wizard: which questions are open in each, and what follows from an answer. Pure."""

from collections.abc import Mapping
from itertools import pairwise

from evaluator.content.models.ethics import Ethics, Fact, Promise
from evaluator.ethics.draft import Draft, Facts

FACT_STEPS = ("you", "people", "platforms", "money")  # in the order of Fact.step, which starts at 1
PROMISES, CHECK = "promises", "check"
STEPS = (*FACT_STEPS, PROMISES, CHECK)
PLATFORMS = "platforms"
REVIEW, REMARKS = "review", "remarks"  # pages beside the steps: of a code to look at again, of a second person
STEP_SECONDS = {PROMISES: 150, CHECK: 90}  # a person's time; a question takes SECONDS_PER_FACT
SECONDS_PER_FACT = 12


def of_step(ethics: Ethics, step: str, about: str = "business") -> tuple[Fact, ...]:
    """Select the questions of a step; none for a step that asks for no facts."""
    number = STEPS.index(step) + 1
    return tuple(fact for fact in ethics.facts if fact.step == number and fact.about == about)


def asked(ethics: Ethics, step: str, facts: Facts, about: str = "business") -> tuple[Fact, ...]:
    """Select the questions of a step whose conditions the facts meet."""
    return tuple(fact for fact in of_step(ethics, step, about) if facts.hold(fact.only_if))


def usual_platforms(ethics: Ethics, facts: Facts) -> tuple[str, ...]:
    """Name the platforms that a business of this kind is likely to use."""
    told = (option for fact in ethics.facts for option in fact.options if option.id in facts.values(fact.id))
    return next((option.platforms for option in told if option.platforms), ethics.platforms)


def asked_again(ethics: Ethics, facts: Facts) -> tuple[Fact, ...]:
    """Select the questions of a review: those whose answers may have changed."""
    return tuple(
        fact for fact in ethics.facts if fact.may_change and fact.about == "business" and facts.hold(fact.only_if)
    )


def prune(ethics: Ethics, facts: Facts) -> Facts:
    """Remove the answers to questions that are no longer asked, since what they depend on has changed."""
    kept = facts
    while True:
        given = {name: values for name, values in kept.given.items() if _holds(ethics, name, kept)}
        if len(given) == len(kept.given):
            return kept
        kept = Facts(given)


def _holds(ethics: Ethics, fact_id: str, facts: Facts) -> bool:
    fact = ethics.fact(fact_id)
    return fact is not None and facts.hold(fact.only_if)


def opened_questions(ethics: Ethics, step: str, before: Draft, after: Draft) -> tuple[str, ...]:
    """List the questions of a step that answers have opened and nobody answered yet; for a new platform its name."""
    was = {fact.id for fact in asked(ethics, step, before.facts)}
    opened = [
        fact.id for fact in asked(ethics, step, after.facts)
        if fact.id not in was and not after.facts.values(fact.id)
    ]  # fmt: skip
    known = {platform.name for platform in before.platforms}
    new = [one.name for one in after.platforms if one.name not in known] if step == PLATFORMS else []
    return (*opened, *new)


def minutes_left(ethics: Ethics, step: str) -> int:
    """Estimate whole minutes from the start of a step to the end."""
    rest = STEPS[STEPS.index(step) :]
    questions = sum(1 for fact in ethics.facts if STEPS[fact.step - 1] in rest and not fact.optional)
    seconds = questions * SECONDS_PER_FACT + sum(STEP_SECONDS.get(name, 0) for name in rest)
    return max(1, round(seconds / 60))


def next_rungs(ethics: Ethics, draft: Draft) -> Mapping[str, Promise]:
    """Map each promise in the code to the next harder one on its topic, unless that is in the code already."""
    found = {}
    for rungs in ethics.ladders:
        for here, above in pairwise(rungs):
            if draft.find(here.id) and not draft.find(above.id):
                found[here.id] = above
    return found
