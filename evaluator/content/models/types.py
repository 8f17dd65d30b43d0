"""The types of what content files hold. `@content` makes a class the model, the shape of its files and of the API.

A file is validated against the class itself (`file_checks`); code and tests make instances without validation.
The text under a field is what editors show for its key; docs/schema and the API's description are made from it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, TypeVar, dataclass_transform

from pydantic import AfterValidator, ConfigDict, Field, Strict, StringConstraints

DONT_KNOW = "dont-know"
NOT_APPLICABLE = "not-applicable"

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def content(cls: type[T]) -> type[T]:
    """Decorate a class of the content or of what is published: frozen, and with no other keys than its own."""
    cls.__pydantic_config__ = ConfigDict(  # type: ignore[attr-defined]  # where pydantic looks for the rules of a class that is no BaseModel
        extra="forbid", use_attribute_docstrings=True, json_schema_serialization_defaults_required=True
    )
    return dataclass(frozen=True)(cls)


UNPUBLISHED = Field(exclude=True)  # stands in a file, and the API leaves it out
ONLY_WHERE_THERE_IS = Field(exclude_if=lambda value: value is None)  # no key of what is published without a value


class Translatable(str):
    """A string that a translator sees. Checking a file turns its prose into this type, and walking finds it."""

    __slots__ = ()


def _https(value: str) -> str:
    if not value.startswith("https://") or len(value) < 12:
        message = "must be an address that starts with https://"
        raise ValueError(message)
    odd = next((c for c in value if c.isspace() or c in '"<>\\'), "")
    if odd:
        message = f"is no address: it holds {'a space' if odd.isspace() else odd}; copy it from the browser again"
        raise ValueError(message)
    return value


def _free(value: str) -> str:
    if value in (DONT_KNOW, NOT_APPLICABLE):
        message = f"'{value}' is kept for the answer of that name; choose another id"
        raise ValueError(message)
    return value


def _real(value: str) -> str:
    """Refuse the 31st of February, which the pattern lets through; a year or a month stands for its first day."""
    try:
        date.fromisoformat(f"{value}-01-01"[:10])
    except ValueError as error:
        message = f"'{value}' is not in the calendar; write a real day"
        raise ValueError(message) from error
    return value


def _past(value: str) -> str:
    """Tomorrow may have begun where somebody checked; a year or a month has begun with its first day."""
    if date.fromisoformat(f"{value}-01-01"[:10]) > date.today() + timedelta(days=1):
        message = f"'{value}' is still to come; write a day that has been"
        raise ValueError(message)
    return value


KEBAB = r"^[a-z0-9]+(-[a-z0-9]+)*$"
# A hyphen keeps a question's id, which is also a form field and a URL parameter, clear of every attribute name.
KEBAB_WITH_HYPHEN = r"^[a-z0-9]+(-[a-z0-9]+)+$"
TARGET = r"^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)?$"
DAY = r"^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
LOOSE_DAY = r"^(19|20)[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
PROMISE = r"^[a-z]+(\.[a-z]+)+$"
RULE = r"^K[0-9]{2}$"
MY = r"^my-[a-z0-9]+(-[a-z0-9]+)*$"  # what starts so never scores
SHARE = r"^[0-9]{1,3}(/[1-9][0-9]{0,2})?$"

Id = Annotated[str, StringConstraints(pattern=KEBAB), AfterValidator(_free)]
QuestionId = Annotated[str, StringConstraints(pattern=KEBAB_WITH_HYPHEN), AfterValidator(_free)]
Target = Annotated[str, StringConstraints(pattern=TARGET)]
Prose = Annotated[
    str, StringConstraints(max_length=1500, pattern=r"\S", strip_whitespace=True), AfterValidator(Translatable)
]
Short = Annotated[
    str, StringConstraints(max_length=30, pattern=r"\S", strip_whitespace=True), AfterValidator(Translatable)
]
Plain = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Url = Annotated[str, Field(json_schema_extra={"pattern": r'^https://[^\s"<>\\\\]{4,}$'}), AfterValidator(_https)]
Day = Annotated[str, StringConstraints(pattern=DAY), AfterValidator(_real), AfterValidator(_past)]
PastDay = Annotated[str, StringConstraints(pattern=LOOSE_DAY), AfterValidator(_real), AfterValidator(_past)]
LooseDay = Annotated[str, StringConstraints(pattern=LOOSE_DAY), AfterValidator(_real)]
Flag = Annotated[bool, Strict()]
Points = Annotated[int, Field(ge=0, le=100, strict=True)]
Figure = Annotated[float, Field(ge=0, le=100)]
Order = Annotated[int, Field(ge=1, strict=True)]
Letter = Annotated[str, StringConstraints(pattern=r"^[A-Z]$")]
Share = Annotated[str, StringConstraints(pattern=SHARE)]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
# Of a code of ethics: promises, rules, answers to its questions.
PromiseId = Annotated[str, StringConstraints(pattern=PROMISE)]
RuleId = Annotated[str, StringConstraints(pattern=RULE)]
Value = Annotated[str, StringConstraints(pattern=KEBAB)]
Values = Mapping[QuestionId, Annotated[tuple[Value, ...], Field(min_length=1)]]  # any of these values
Months = Annotated[int, Field(ge=1, le=60, strict=True)]


# Where something holds: a country by its two letters, the European Union, or the world.
UNION = "EU"
WORLD = "world"
MEMBERS = frozenset(  # of the European Union
    {
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
        "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
    }
)  # fmt: skip

EEA = MEMBERS | {"IS", "LI", "NO"}  # where most law of the Union on data and platforms holds as well


def distance(where: Iterable[str], place: str) -> int | None:
    """Measure how near a fact's place is: 0 the place itself, 1 its Union, 2 the world, None another place."""
    named = set(where)
    if place in named:
        return 0
    if place in EEA and UNION in named:
        return 1
    return 2 if WORLD in named else None


def country_of(place: str | None) -> str | None:
    """Return the country that a place is; None for what is wider, or not said."""
    return place if place not in (None, UNION, WORLD) else None
