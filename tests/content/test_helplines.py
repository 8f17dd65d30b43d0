"""The help lines by country: who is covered, in which order, and how they are written down."""

import pytest

from evaluator.content.helplines import help_countries, lines_by_country
from evaluator.content.models.library import Library
from evaluator.i18n.language import Language

# The emergency number that stands first in each country we cover; "" where we know of none of its own.
FIRST = {
    "AU": "000", "BE": "112", "CA": "911", "CD": "", "CH": "112", "CI": "180", "CM": "117", "EU": "112", "FR": "112",
    "GB": "999", "IE": "112", "IN": "112", "LU": "112", "MA": "19", "NC": "17", "NZ": "111", "PF": "15", "SN": "17",
    "TN": "197", "US": "911", "ZA": "112",
}  # fmt: skip
# For whom a country must have a line that answers in a language: somebody who worries, and somebody young.
PUBLICS = [
    ("FR", "fr", "3114"), ("FR", "fr", "0 800 235 236"), ("FR", "fr", "116 006"), ("FR", "fr", "09 72 39 40 50"),
    ("BE", "fr", "103"), ("BE", "nl", "102"), ("BE", "en", "02 648 40 14"), ("CH", "en", "0800 143 000"),
    ("CA", "fr", "1 866 277-3553"), ("CA", "fr", "1 800 263-2266"), ("GB", "en", "85258"),
    ("IE", "en", "1800 247 247"),
    ("LU", "en", "454545"), ("AU", "en", "13 11 14"), ("NZ", "en", "1737"), ("ZA", "en", "0800 567 567"),
    ("IN", "en", "14416"), ("CI", "fr", "116"), ("CM", "fr", "116"), ("NC", "fr", "05 30 30"),
    ("PF", "fr", "444 767"), ("SN", "fr", "116"), ("MA", "fr", "2511"), ("TN", "fr", "1809"), ("CD", "fr", "122"),
]  # fmt: skip


def test_every_country_begins_with_its_emergency_number(library: Library) -> None:
    found = lines_by_country(library.help_lines)
    assert set(found) - {""} == set(FIRST)
    for country, number in FIRST.items():
        lines = found[country]
        assert lines[0].emergency == bool(number)
        assert not number or lines[0].phone == number
        urgent = [line.emergency for line in lines]
        assert urgent == sorted(urgent, reverse=True)
        assert not lines[0].by_text
    assert [line.phone for line in found["IE"][:2]] == ["112", "999"]
    assert [line.phone for line in found["FR"][:4]] == ["112", "15", "17", "114"]
    assert [line.phone for line in found["LU"][:2]] == ["112", "113"]


def test_a_result_shows_the_emergency_number_and_who_is_there_for_what_was_answered(
    library: Library, tongues: dict[str, Language]
) -> None:
    for country in help_countries(library.help_lines, tongues["en"]):
        urgent, *others = country.soonest({"civil-hurt": "several"})
        assert urgent.emergency == bool(FIRST.get(country.code))
        assert all(not line.emergency and "civil-hurt.several" in line.serves for line in others)
    france = help_countries(library.help_lines, tongues["fr"], "FR")[0]
    assert [line.phone for line in france.soonest({"civil-hurt": "several"})] == ["112", "3018"]


@pytest.mark.parametrize(("country", "spoken", "number"), PUBLICS)
def test_each_public_has_its_line(library: Library, country: str, spoken: str, number: str) -> None:
    lines = {line.phone: line for line in lines_by_country(library.help_lines)[country]}
    assert spoken in lines[number].languages


def test_every_line_that_is_no_emergency_names_its_languages_and_hours(library: Library) -> None:
    listening = [line for line in library.help_lines if not line.emergency and line.phone]
    assert all(line.languages and line.hours for line in listening)
    assert {line.countries for line in library.help_lines if not line.phone} == {()}


def test_the_visitors_country_comes_first_then_who_speaks_the_language(
    libraries: dict[str, Library], tongues: dict[str, Language]
) -> None:
    for code, library in libraries.items():
        for here, nearest in (("CH", "CH"), ("DE", "EU"), ("JP", None), ("", None)):
            found = help_countries(library.help_lines, tongues[code], here)
            assert [country.code for country in found if country.near] == ([nearest] if nearest else [])
            assert all(country.spoken for country in found if not country.code)
            assert not nearest or found[0].near
            ranks = [(not country.near, not country.spoken) for country in found]
            assert ranks == sorted(ranks)
            for country in found:
                heard = [line for line in country.lines if not line.emergency and line.speaks(code)]
                assert country.spoken == (not country.code or bool(heard))


def test_lines_that_answer_in_the_language_stand_before_the_others(
    libraries: dict[str, Library], tongues: dict[str, Language]
) -> None:
    for code, library in libraries.items():
        for country in help_countries(library.help_lines, tongues[code]):
            heard = [line.speaks(code) for line in country.lines if not line.emergency]
            assert heard == sorted(heard, reverse=True), country.code
