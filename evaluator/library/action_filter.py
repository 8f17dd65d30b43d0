"""The actions of a library by facet: which fit a choice, and which further choices would leave something.

Help lines are no part of it: who needs one must not have to filter.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from evaluator.content.models.library import EFFORTS, HELP_LINE, Action, Library

FACETS = ("dimension", "audience", "who", "effort", "country")  # names of parameters, too
AUDIENCES = ("person", "parent", "teen", "educator", "business")
ACTORS = ("you", "company", "law-makers")

Chosen = Mapping[str, str]  # facet -> value


@dataclass(frozen=True)
class Offer:
    """A further choice that leaves some actions."""

    value: str
    count: int


class ActionFilter:
    """The actions of one library. It never changes, so threads may share it."""

    def __init__(self, library: Library) -> None:
        """Note for every action which values of each facet it has."""
        self._actions = {action.id: action for action in library.actions if action.kind != HELP_LINE}
        countries = _named(self._actions.values())
        self._values = {
            action.id: {
                "dimension": _dimensions(library, action),
                "audience": frozenset(action.audience),
                "who": frozenset((action.who,)),
                "effort": frozenset((action.effort,)),
                "country": frozenset(country for country in countries if action.works_in(country)),
            }
            for action in self._actions.values()
        }
        orders = {
            "dimension": [dimension.id for dimension in library.questionnaire.dimensions],
            "audience": AUDIENCES, "who": ACTORS, "effort": EFFORTS, "country": countries,
        }  # fmt: skip
        everything = self._count({})
        self.choices = {
            facet: tuple(value for value in orders[facet] if everything[facet][value]) for facet in FACETS
        }

    def select(self, chosen: Chosen) -> tuple[Action, ...]:
        """Return the actions that fit; those of a country alone first, then what is done soonest."""
        fitting = [action for name, action in self._actions.items() if self._fits(name, chosen)]
        near = "country" in chosen
        ranked = sorted(fitting, key=lambda action: (action.local != near, EFFORTS.index(action.effort)))
        return tuple(ranked)

    def offers(self, chosen: Chosen) -> dict[str, tuple[Offer, ...]]:
        """Return every other value of each facet that would leave something, with how much."""
        counts = self._count(chosen)
        return {
            facet: tuple(
                Offer(value, counts[facet][value])
                for value in self.choices[facet]
                if counts[facet][value] and value != chosen.get(facet)
            )
            for facet in FACETS
        }

    def _count(self, chosen: Chosen) -> dict[str, Counter[str]]:
        """Return how many actions each value would leave, in place of what is chosen of its own facet."""
        return {
            facet: Counter(
                value
                for name, values in self._values.items()
                if self._fits(name, {other: value for other, value in chosen.items() if other != facet})
                for value in values[facet]
            )
            for facet in FACETS
        }

    def _fits(self, name: str, chosen: Chosen) -> bool:
        return all(value in self._values[name][facet] for facet, value in chosen.items())


def _named(actions: Iterable[Action]) -> list[str]:
    return sorted({country for action in actions for country in action.countries})


def _dimensions(library: Library, action: Action) -> frozenset[str]:
    """Return the dimensions that an action helps with, whether it names them, a question or an option."""
    form = library.questionnaire
    named = {target.partition(".")[0] for target in action.serves}
    asked = {question.dimension for question in form.questions if question.id in named}
    return frozenset(asked | {dimension.id for dimension in form.dimensions if dimension.id in named})
