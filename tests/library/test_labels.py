"""Every fixed value that a content file may hold has a name, in every language."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, get_args, get_type_hints

import pytest

from evaluator.content.models.library import EFFORTS, Action, Library
from evaluator.i18n.language import Language
from evaluator.library import labels as names
from evaluator.library.action_filter import ACTORS, AUDIENCES, FACETS

Table = Callable[[Language], Mapping[str, str]]
TABLES: dict[str, Table] = {
    "kind": names.kinds, "audience": names.audiences, "who": names.actors, "effort": names.efforts,
}  # fmt: skip
HINTS = get_type_hints(Action)
ORDERS = {"audience": AUDIENCES, "who": ACTORS, "effort": EFFORTS}


@pytest.fixture(params=["en", "fr"])
def language(request: pytest.FixtureRequest, tongues: dict[str, Language]) -> Language:
    return tongues[request.param]


def literals(annotation: Any) -> list[str]:
    """The strings that a field may hold, alone or in a list."""
    inner = [part for part in get_args(annotation) if not isinstance(part, str)]
    return [part for part in get_args(annotation) if isinstance(part, str)] or literals(inner[0])


@pytest.mark.parametrize("key", TABLES)
def test_every_value_of_a_key_has_a_name_of_its_own(language: Language, key: str) -> None:
    named = TABLES[key](language)
    assert set(named) == set(literals(HINTS[key]))
    assert len(set(named.values())) == len(named)


@pytest.mark.parametrize("key", ORDERS)
def test_the_filter_knows_every_value_of_a_key(key: str) -> None:
    assert sorted(ORDERS[key]) == sorted(literals(HINTS[key]))


def test_every_facet_has_a_label(language: Language) -> None:
    assert tuple(names.facets(language)) == FACETS


@pytest.mark.parametrize("verified", literals(HINTS["verified"]))
def test_every_way_of_checking_has_its_sentence_with_the_day(
    libraries: dict[str, Library], language: Language, verified: str
) -> None:
    lines = [
        replace(libraries[language.code].help_lines[0], verified=way, checked="2026-11-24")  # type: ignore[arg-type]  # read off the class
        for way in (verified, "live", "named", "memory")
    ]
    assert "24 " in names.checked(lines[0], language)
    assert len({names.checked(line, language) for line in lines}) >= 2


def test_the_facts_of_an_action_leave_out_what_goes_without_saying(
    library: Library, tongues: dict[str, Language]
) -> None:
    action = replace(
        library.actions[0], effort="2-min", who="you", audience=("person", "teen"), countries=(), verified="live"
    )
    assert names.facts(replace(action, checked="2026-11-24"), tongues["en"]) == (
        "2 minutes", "checked on 24 November 2026",
    )  # fmt: skip
    more = replace(action, who="company", audience=("teen", "parent"), countries=("FR", "BE"), verified="memory")
    assert names.facts(more, tongues["en"]) == (
        "2 minutes", "the company, if you ask", "for parents and teenagers", "France and Belgium", "not checked yet",
    )  # fmt: skip


def test_how_a_thing_was_checked_is_said_with_the_date_of_the_page(
    library: Library, tongues: dict[str, Language]
) -> None:
    action = replace(library.actions[0], verified="stored-copy", checked="2026-11-24", page_date="2025-11")
    assert names.facts(action, tongues["en"])[-1] == "compared with a stored copy on 24 November 2026"
    assert names.checked(action, tongues["en"]).endswith("a page of November 2025.")
    assert names.checked(replace(action, page_date=None), tongues["en"]).endswith("a stored copy of a page.")


@pytest.mark.parametrize(
    ("value", "english", "french"),
    [
        ("2026-03-01", "1 March 2026", "1er mars 2026"),
        ("2026-03", "March 2026", "mars 2026"),
        ("2026", "2026", "2026"),
    ],
)
def test_a_date_known_to_the_day_the_month_or_the_year_is_written_in_words(
    tongues: dict[str, Language], value: str, english: str, french: str
) -> None:
    assert (tongues["en"].loose_day(value), tongues["fr"].loose_day(value)) == (english, french)


def test_a_country_or_language_without_a_name_shows_its_code(tongues: dict[str, Language], library: Library) -> None:
    assert names.country("XX", tongues["en"]) == "XX"
    assert names.country("EU", tongues["fr"]) == "Union européenne"
    line = replace(library.help_lines[0], languages=("fr", "qqq"))
    assert names.answers_in(line, tongues["en"]) == "Answers in French and qqq."
    assert names.answers_in(replace(line, languages=()), tongues["en"]) == ""
