"""What is published as data: the content models themselves, and answers made of them.

A key of a model is a key of the API unless the model marks it UNPUBLISHED. Where the API says more than a file, a
class below follows the model's and overrides what differs: facts carry their sources instead of their names.
"""

import json
from dataclasses import fields
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from evaluator.content.file_checks import Shape, adapter
from evaluator.content.models.library import Action, FaqEntry, Library
from evaluator.content.models.platforms import (
    MinimumAge,
    PlatformDeed,
    PlatformFact,
    PlatformOwner,
    PlatformProfile,
    PlatformSource,
)
from evaluator.content.models.questionnaire import Dimension
from evaluator.content.models.scoring import Scoring
from evaluator.content.models.types import UNPUBLISHED, Id, QuestionId, content
from evaluator.content.topic import topic
from evaluator.i18n.language import Language

PLACE = "#/components/schemas/"
UNTOLD = {"title", "default"}  # of a schema; a key of such a name is told
if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Thing = TypeVar("Thing", bound="DataclassInstance")


@content
class QuestionnaireData:
    """The whole form, and the rules by which it is scored."""

    language: str
    """The language of the words."""
    title: str
    """The name of the site."""
    seconds_per_question: int
    """How long one answer takes."""
    dimensions: tuple[Dimension, ...]
    """The parts of the form, in the order asked."""
    scoring: Scoring
    """Every constant of the score."""


@content
class GroupData:
    """A group of answers of the FAQ."""

    id: str
    """Its name in an entry."""
    name: str
    """Its heading."""


@content
class FaqData:
    """Every answer of the FAQ."""

    language: str
    """The language of the words."""
    groups: tuple[GroupData, ...]
    """The groups, in the order shown."""
    entries: tuple[FaqEntry, ...]
    """The answers."""


@content
class ActionsData:
    """Every action and help line."""

    language: str
    """The language of the words."""
    actions: tuple[Action, ...]
    """What a person, a company or a law-maker can do."""


@content
class OwnerData(PlatformOwner):
    """Who stands behind a platform."""

    source: PlatformSource  # type: ignore[assignment]  # a file names its source; what is published holds it whole
    """What says so."""


@content
class MinimumAgeData(MinimumAge):
    """From which age a platform admits people."""

    source: PlatformSource  # type: ignore[assignment]  # a file names its source; this holds it whole
    """What says so."""


@content
class PlatformFactData(PlatformFact):
    """What a source says about a platform; it never scores by itself."""

    source: PlatformSource  # type: ignore[assignment]  # a file names its source; this holds it whole
    """The first of its sources."""
    sources: tuple[PlatformSource, ...] = ()
    """All of them."""


@content
class PlatformDeedData(PlatformDeed):
    """Something one can do on the platform."""

    source: Annotated[tuple[Id, ...], UNPUBLISHED]
    name: str = ""
    """What to call it."""
    question: QuestionId | None = None
    """The question whose answer it can better."""
    sources: tuple[PlatformSource, ...] = ()
    """What says so."""


@content
class PlatformData(PlatformProfile):
    """What is documented about one platform."""

    sources: Annotated[tuple[PlatformSource, ...], UNPUBLISHED]
    owner: OwnerData
    """Who stands behind it."""
    minimum_age: tuple[MinimumAgeData, ...]
    """From which age it admits people, by place."""
    facts: tuple[PlatformFactData, ...]
    """What sources say."""
    deeds: tuple[PlatformDeedData, ...]
    """What one can do there, in the order of use."""


@content
class PlatformsData:
    """What is documented about platforms, by name."""

    language: str
    """The language of the words."""
    platforms: tuple[PlatformData, ...]
    """Each platform with its facts and deeds."""


def questionnaire(library: Library, language: Language) -> QuestionnaireData:
    """Return the form with its options, points and reasons, and the constants of the score."""
    form = library.questionnaire
    return QuestionnaireData(
        library.language,
        topic(form, language).title,
        form.seconds_per_question,
        form.dimensions,
        form.scoring,
    )


def faq(library: Library, language: Language) -> FaqData:
    """Return the answers of the FAQ with their sources."""
    groups = topic(library.questionnaire, language).groups
    return FaqData(library.language, tuple(GroupData(*group) for group in groups.items()), library.faq)


def actions(library: Library, _: Language) -> ActionsData:
    """Return the actions and help lines."""
    return ActionsData(library.language, library.actions)


def platforms(library: Library, _: Language) -> PlatformsData:
    """Return every platform with its facts and deeds, and each of them with its sources."""
    return PlatformsData(library.language, tuple(_platform(profile, library) for profile in library.profiles))


def _platform(profile: PlatformProfile, library: Library) -> PlatformData:
    kinds, source = library.documented.deed if library.documented else {}, profile.source
    return _as(
        PlatformData,
        profile,
        owner=_as(OwnerData, profile.owner, source=source[profile.owner.source]),
        minimum_age=tuple(_as(MinimumAgeData, each, source=source[each.source]) for each in profile.minimum_age),
        facts=tuple(
            _as(PlatformFactData, fact, source=source[fact.source[0]], sources=profile.sources_of(fact))
            for fact in profile.facts
        ),
        deeds=tuple(
            _as(
                PlatformDeedData,
                deed,
                name=kinds[deed.id].name,
                question=kinds[deed.id].question,
                sources=profile.sources_of(deed),
            )
            for deed in profile.deeds
        ),
    )


def _as(shape: type[Thing], model: Any, **more: object) -> Thing:
    """Make a published thing of a model: what both have, and what is told besides."""
    names = {field.name for field in fields(shape)} - {*more}
    return shape(**{name: getattr(model, name) for name in names if hasattr(model, name)}, **more)


def dumped(thing: object) -> dict[str, Any]:
    """Return a published thing as plain data."""
    data: dict[str, Any] = adapter(type(thing)).dump_python(thing, mode="json")
    return data


def as_json(thing: object) -> bytes:
    """Write a published thing as JSON."""
    return (json.dumps(dumped(thing), ensure_ascii=False, indent=1) + "\n").encode()


def schemas(*shapes: Shape) -> dict[str, dict[str, Any]]:
    """Return the JSON Schema of every shape named, and of the shapes inside them, by name."""
    found: dict[str, Any] = {}
    for shape in shapes:
        made = adapter(shape).json_schema(mode="serialization", by_alias=False, ref_template=f"{PLACE}{{model}}")
        found |= {**made.pop("$defs", {}), shape.__name__: made}
    return {name.removesuffix("Data"): _tidy(schema) for name, schema in found.items()}


def reference(shape: Shape) -> dict[str, str]:
    """Return where the schema of a shape stands in the document."""
    return {"$ref": f"{PLACE}{shape.__name__.removesuffix('Data')}"}


def _tidy(schema: Any) -> Any:
    """Leave out titles made of names, defaults, which an answer has not, and the ending of our classes."""
    if isinstance(schema, list):
        return [_tidy(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {name: part for name, part in schema.items() if name not in UNTOLD or isinstance(part, dict)}
    tidy = {name: part.removesuffix("Data") if name == "$ref" else _tidy(part) for name, part in kept.items()}
    return {**tidy, "additionalProperties": False} if "patternProperties" in tidy else tidy
