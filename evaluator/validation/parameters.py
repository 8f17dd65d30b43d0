"""Rules for what an address says: one value of a list, and the name of a platform."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evaluator.i18n.language import Language, gettext_noop
from evaluator.validation.pasted_link import is_store, name_in
from evaluator.validation.text import clean, refused_character

PLATFORM_LENGTH = 80  # characters


@dataclass(frozen=True)
class Problem:
    """What is wrong with one parameter: its kind, the value typed as far as it shows, and what would be right."""

    kind: str  # unknown-value, repeated, too-long, control-characters, store, bad-date
    parameter: str
    value: str
    choices: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Clean the value: it is shown to people, who send it again."""
        object.__setattr__(self, "value", clean(self.value))


def choose(name: str, values: Sequence[str], choices: Sequence[str]) -> tuple[str, tuple[Problem, ...]]:
    """Read one parameter that has a list of values; the first of them when the address says nothing usable.

    An empty value is what a form sends for a list left alone: nothing was said.
    """
    values = [value for value in values if value]
    if len(values) > 1:
        return choices[0], (Problem("repeated", name, values[1], tuple(choices)),)
    if values and values[0] not in choices:
        return choices[0], (Problem("unknown-value", name, values[0], tuple(choices)),)
    return (values[0] if values else choices[0]), ()


def clean_platform(value: str) -> str:
    """Return the name of a platform as people see it; a pasted link gives the name that it leads to."""
    return clean(name_in(value))


def check_platform(value: str) -> Problem | None:
    """Check the name of a platform: at most 80 characters once it is clean, none of them refused."""
    if refused_character(value):
        return Problem("control-characters", "platform", value)
    if is_store(clean_platform(value)):
        return Problem("store", "platform", value)
    if len(clean_platform(value)) > PLATFORM_LENGTH:
        return Problem("too-long", "platform", clean_platform(value))
    return None


def parameter_problem(problem: Problem, language: Language) -> str:
    """Say what is wrong with one parameter of an address."""
    value = problem.value
    shown = value if len(value) <= PLATFORM_LENGTH else f"{value[:PLATFORM_LENGTH]}…"
    return language.gettext(
        _OF_PARAMETERS[problem.kind],
        value=shown,
        parameter=problem.parameter,
        choices=language.comma.join(problem.choices),
        length=len(value),
        limit=PLATFORM_LENGTH,
    )


_OF_PARAMETERS: Mapping[str, str] = {
    "unknown-value": gettext_noop(
        "“%(value)s” is not a possible value of “%(parameter)s”. Possible values: %(choices)s."
    ),
    "repeated": gettext_noop("“%(parameter)s” stands more than once in the address. Keep one."),
    "too-long": gettext_noop("The name has %(length)s characters; at most %(limit)s fit. Please shorten it."),
    "control-characters": gettext_noop(
        "The name held characters that cannot be shown. Without them it is “%(value)s”."
    ),
    "store": gettext_noop("This address of a store does not say the name of the app. Please type the name."),
    "bad-date": gettext_noop(
        "“%(value)s” is not a day that “%(parameter)s” can be. Write it like 2026-11-24, not in the future."
    ),
}
