"""Where the weak answers of a report lead one person: what to read and what to do, each once, the nearest first.

A deed on the platform's own pages stands before general advice, and in its place where both say the same. What is for
another platform, another place or another age is left out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from evaluator.assess.answers import Assessment
from evaluator.assess.provenance import ADULT, AGE, deeds_there, judged
from evaluator.content.models.library import Action, FaqEntry, Leads, Library
from evaluator.content.models.platforms import MINOR, DeedKind, PlatformDeed
from evaluator.content.models.questionnaire import Option, Question

FAQ_SHOWN, ACTIONS_SHOWN, FOR_LATER_SHOWN = 2, 3, 2  # where one answer leads: what one can take in


Lead = TypeVar("Lead", FaqEntry, Action)


class Deed(NamedTuple):
    """Something to do on the platform itself, and the weak answer that it can better, if any."""

    deed: PlatformDeed
    kind: DeedKind
    betters: Question | None


@dataclass(frozen=True)
class Reader:
    """Whom a report is for, as far as it decides what is offered."""

    platform: str | None  # id, where something is documented about it
    place: str | None = None
    age: str | None = None  # MINOR, ADULT or not said
    deeds: frozenset[str] = field(default_factory=frozenset)  # known on the platform itself

    def can_use(self, action: Action) -> bool:
        """Tell whether an action is about this platform, for this place and age, and not told better by a deed."""
        if action.platforms and self.platform not in action.platforms:
            return False
        if action.deed in self.deeds or not action.may_work_in(self.place):
            return False
        if self.age == MINOR:
            return "teen" in action.audience
        return self.age != ADULT or not {"person", "parent"}.isdisjoint(action.audience)

    def usable(self, actions: Sequence[Action], *, near_first: bool = False) -> list[Action]:
        """Choose the actions for this person; with `near_first` those of their own country before what is wider."""
        return sorted(filter(self.can_use, actions), key=lambda action: near_first and not action.local)


def reader(library: Library, assessment: Assessment) -> Reader:
    """Return whom the report on an assessment is for."""
    profile, said = judged(library, assessment), assessment.situation
    return Reader(
        profile.id if profile else None,
        library.questionnaire.place(said),
        said.get(AGE),
        frozenset(deed.id for deed in deeds_there(library, assessment)),
    )


def leads(library: Library, assessment: Assessment, weak: Iterable[tuple[Question, Option]]) -> list[Leads]:
    """Return where each weak answer leads, in the order given; what stood once does not stand again."""
    whom, seen = reader(library, assessment), set[str]()
    return [_once(library.leads(question, option), whom, seen) for question, option in weak]


def _once(every: Leads, whom: Reader, seen: set[str]) -> Leads:
    """Take of each kind the first that fit this person and have not been told yet."""
    return Leads(
        _new(every.faq, FAQ_SHOWN, seen),
        _new(whom.usable(every.yours), ACTIONS_SHOWN, seen),
        _new(whom.usable(every.others, near_first=True), FOR_LATER_SHOWN, seen),
    )


def _new(things: Sequence[Lead], most: int, seen: set[str]) -> tuple[Lead, ...]:
    chosen = [thing for thing in things if f"{type(thing).__name__} {thing.id}" not in seen][:most]
    seen.update(f"{type(thing).__name__} {thing.id}" for thing in chosen)
    return tuple(chosen)


def deeds(library: Library, assessment: Assessment, weak: Sequence[Question]) -> tuple[Deed, ...]:
    """Return what can be done on the platform itself: first what betters the weak answers, in their order.

    What only tells how things are comes last.
    """
    kinds = library.documented.deed if library.documented else {}
    known = {question.id: place for place, question in enumerate(weak)}
    found = [
        Deed(deed, kind, weak[known[kind.question]] if kind.question in known else None)
        for deed in deeds_there(library, assessment)
        if (kind := kinds[deed.id]) and not (kind.question is None and assessment.situation.get(AGE) == ADULT)
    ]
    return tuple(sorted(found, key=lambda each: (each.kind.tells, known.get(each.kind.question or "", len(known)))))
