"""Whose an answer is: a person's own, taken from a source, or a person's own where the source says otherwise.

A fact is compared with an answer only when it holds for the place, age and plan that the person named, and while its
source is not too old. What a person has lived there, no source contradicts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from evaluator.assess.answers import Assessment
from evaluator.content.models.library import Library
from evaluator.content.models.platforms import MINOR, PlatformDeed, PlatformFact, PlatformProfile
from evaluator.content.models.questionnaire import Option, Question

AGE, PLAN = "my-age", "my-plan"  # parts of the situation that facts know by the same values
ADULT, FREE = "adult", "free"  # what is taken where neither was said
YOURS = "yours"  # what a question describes that only somebody who uses the platform can answer

Whose = Literal["mine", "taken", "otherwise"]
MINE: Whose = "mine"
TAKEN: Whose = "taken"
OTHERWISE: Whose = "otherwise"


@dataclass(frozen=True)
class Provenance:
    """Whose an answer is, and the facts that show it."""

    question: Question
    kind: Whose
    facts: tuple[PlatformFact, ...]  # the one taken; or all that say otherwise; or those that say the same


def judged(library: Library, assessment: Assessment) -> PlatformProfile | None:
    """Find what is documented about the platform that somebody judges; None when nothing is."""
    return library.profile(assessment.platform)


def facts_beside(
    library: Library, assessment: Assessment, question: Question, today: date
) -> tuple[PlatformFact, ...]:
    """Select the facts that may stand beside a question, for the platform and the situation of an assessment.

    The nearest place comes first. What was left open in the situation rules nothing out; the facts say where, for
    whom and on which plan they hold.
    """
    profile, said = judged(library, assessment), assessment.situation
    if profile is None:
        return ()
    place = library.questionnaire.place(said)
    facts = profile.facts_for(question.id, where=place, age=said.get(AGE), plan=said.get(PLAN))
    return tuple(fact for fact in facts if profile.may_stand_beside_an_answer(fact, today))


def deeds_there(library: Library, assessment: Assessment) -> tuple[PlatformDeed, ...]:
    """Select what the person can do on the platform itself, in the order of use: by place and age."""
    profile, said = judged(library, assessment), assessment.situation
    if profile is None:
        return ()
    return profile.deeds_for(where=library.questionnaire.place(said), minor=said.get(AGE) == MINOR)


def options_of(fact: PlatformFact, question: Question) -> tuple[Option, ...]:
    """Return the answers that a fact fits, the less good one first: of two true answers it is the one that counts."""
    fitting = [option for option in question.options if option.id in fact.option]
    return tuple(sorted(fitting, key=lambda option: option.points))


def provenance(library: Library, assessment: Assessment, today: date) -> Mapping[str, Provenance]:
    """Tell whose each answer is, by question; questions that are open, or do not apply, are left out."""
    answered = [(q, option) for q in library.questionnaire.questions if (option := assessment.answers.option(q))]
    return {question.id: _provenance(library, assessment, question, option, today) for question, option in answered}


def _provenance(
    library: Library, assessment: Assessment, question: Question, option: Option, today: date
) -> Provenance:
    beside = facts_beside(library, assessment, question, today)
    name = assessment.taken.get(question.id)
    taken = tuple(fact for fact in _named(library, assessment, name) if option.id in fact.option)
    if taken and taken[0].question == question.id:
        return Provenance(question, TAKEN, taken)
    fitting = tuple(fact for fact in beside if option.id in fact.option)
    others = tuple(fact for fact in beside if fact.option)
    if fitting or not others or question.describes == YOURS:
        return Provenance(question, MINE, fitting)
    return Provenance(question, OTHERWISE, others)


def _named(library: Library, assessment: Assessment, name: str | None) -> tuple[PlatformFact, ...]:
    """Find the fact of this name; nothing when it has been taken out since, or is about another platform."""
    profile = judged(library, assessment)
    return tuple(fact for fact in (profile.facts if profile else ()) if fact.id == name)


def from_documents(library: Library, assessment: Assessment, today: date) -> Assessment:
    """Take over all that documents say of a platform, for whoever judges what other people use.

    Of the facts that hold, the nearest place decides; where it fits two answers, the less good one counts, as on the
    form. Age and plan left open are read, and said, as an adult's account on the free plan. What only somebody who
    uses it can say stays open.
    """
    assessment = replace(assessment, situation={AGE: ADULT, PLAN: FREE, **assessment.situation})
    for question in library.questionnaire.questions:
        facts = [fact for fact in facts_beside(library, assessment, question, today) if fact.option]
        if not facts or question.describes == YOURS:
            continue
        near = [fact for fact in facts if fact.where == facts[0].where]
        weakest = min(near, key=lambda fact: options_of(fact, question)[0].points)
        assessment = assessment.taking(question, options_of(weakest, question)[0].id, weakest.id)
    return assessment
