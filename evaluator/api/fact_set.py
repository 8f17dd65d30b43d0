"""All facts about platforms as one open data set: a row for each, as JSON and as a table, with their licence.

A row stands on its own: it says where the fact holds, what it rests on, of when that is and how it was read.
"""

from evaluator.api.published import dumped
from evaluator.content.models.library import Library
from evaluator.content.models.platforms import Archive, Correction, PlatformFact, PlatformProfile
from evaluator.content.models.types import content
from evaluator.documents.csv_cells import as_csv
from evaluator.i18n.language import Language

LICENCE = "MIT"  # of our sentences and of the collection; each source keeps its own
BETWEEN = " | "  # several in one cell of the table


@content
class FactSource:
    """A document that a fact rests on."""

    title: str
    """What it is."""
    url: str
    """Its address; in an archive pinned to one version."""
    date: str
    """The day or month of the version that was read."""
    read: str
    """How it was read: archive, repository, stored-page or live."""
    licence: str
    """The licence of the source, where it has one; else empty."""


@content
class FactRow:
    """One sentence about one platform that sources support."""

    platform: str
    """The id of the platform."""
    name: str
    """Its name."""
    fact: str
    """The id of the fact within the platform; it never changes."""
    question: str
    """The question of the form that it belongs to."""
    options: tuple[str, ...]
    """The answers that it supports; none when it informs and decides nothing."""
    says: str
    """The fact, in one sentence."""
    where: tuple[str, ...]
    """Where it holds: two-letter codes, EU or world."""
    plan: str
    """free or paid, when it holds for one of them only; else empty."""
    age: str
    """adult, teen or child, when it holds for one of them only; else empty."""
    sources: tuple[FactSource, ...]
    """What says so, one to three."""


@content
class FactsData:
    """Every fact about platforms, with its licence and what was corrected."""

    language: str
    """The language of the words."""
    licence: str
    """The licence of the collection and of its sentences."""
    collections: tuple[Archive, ...]
    """The collections that it draws on, with their licences and what those ask."""
    corrections: tuple[Correction, ...]
    """What was wrong in public and has been mended, the newest first."""
    facts: tuple[FactRow, ...]
    """The facts, by platform."""


def facts(library: Library, _: Language) -> FactsData:
    """Return the data set in one language."""
    known = library.documented
    return FactsData(
        library.language,
        LICENCE,
        known.archives if known else (),
        known.corrections if known else (),
        tuple(_row(profile, fact) for profile in library.profiles for fact in profile.facts),
    )


def _row(profile: PlatformProfile, fact: PlatformFact) -> FactRow:
    return FactRow(
        profile.id,
        profile.name,
        fact.id,
        fact.question,
        fact.option,
        fact.says,
        fact.where,
        fact.plan or "",
        fact.age or "",
        tuple(
            FactSource(source.title, source.url, source.date, source.seen, source.licence or "")
            for source in profile.sources_of(fact)
        ),
    )


def facts_csv(data: FactsData) -> bytes:
    """Write the facts as a table: a row for each, a column for each key, several values in one cell by a sign."""
    rows = [_flat(**row) for row in dumped(data)["facts"]]
    heads = list(rows[0]) if rows else []
    return as_csv([heads, *([_cell(row[head]) for head in heads] for row in rows)])


def _flat(sources: list[dict[str, str]], **row: str | list[str]) -> dict[str, str | list[str]]:
    """Turn the sources of a fact into a column for each of their keys."""
    return row | {f"source_{key}": [source[key] for source in sources] for key in sources[0]}


def _cell(value: str | list[str]) -> str:
    return value if isinstance(value, str) else BETWEEN.join(value)
