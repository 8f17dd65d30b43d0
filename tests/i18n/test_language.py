"""Words that a grammar or a rule asks for: days, and what is said about a letter that no quick check has."""

from datetime import date

import pytest

from evaluator.assess import report_text
from evaluator.assess.answers import read
from evaluator.content.models.library import Library
from evaluator.content.models.types import UNION, WORLD
from evaluator.i18n.language import NO_BREAK_HYPHEN, Language, bound
from evaluator.validation.parameters import parameter_problem
from tests.assess.reports import TODAY, report_of


@pytest.mark.parametrize(
    ("code", "day", "words"),
    [
        ("en", date(2026, 11, 1), "1 November 2026"),
        ("fr", date(2026, 11, 1), "1er novembre 2026"),
        ("fr", date(2026, 11, 11), "11 novembre 2026"),
        ("fr", date(2026, 11, 21), "21 novembre 2026"),
    ],
)
def test_a_day_is_written_as_its_language_writes_it(
    tongues: dict[str, Language], code: str, day: date, words: str
) -> None:
    assert tongues[code].day(day) == words


@pytest.mark.parametrize(
    ("written", "held"),
    [
        ("Qui utilise-t-elle ? Peut-on choisir ?", "Qui utilise~t~elle ? Peut~on choisir ?"),
        ("Dites-le-nous. Servez-vous-en ; est-ce clair ?", "Dites~le~nous. Servez~vous~en ; est~ce clair ?"),
        ("celles-ci, un arc-en-ciel, c’est-à-dire peut-être", "celles~ci, un arc-en-ciel, c’est-à-dire peut-être"),
        ("quatre-questions-le-bilan.pdf", "quatre-questions-le-bilan.pdf"),
    ],
)
def test_no_line_breaks_between_a_french_verb_and_its_pronoun(written: str, held: str) -> None:
    assert bound(written, "fr") == held.replace("~", NO_BREAK_HYPHEN)
    assert bound(written, "en") == written


def test_a_country_has_one_name_in_lists_and_in_the_form(
    libraries: dict[str, Library], tongues: dict[str, Language]
) -> None:
    for code, library in libraries.items():
        options = [option for part in library.questionnaire.situation_parts for option in part.listed]
        places = [option.place for option in options]
        alone = {
            o.place: o.text for o in options if o.place not in (None, "", UNION, WORLD) and places.count(o.place) == 1
        }
        assert {place: tongues[code].territory(place) for place in alone} == alone
        assert "CD" in alone


def test_the_quick_check_has_no_letter_so_nothing_holds_one_down(
    library: Library, tongues: dict[str, Language]
) -> None:
    assert report_text.held(report_of(library, "weak"), tongues["en"])
    assert report_text.held(report_of(library, "quick"), tongues["en"]) == ()


def test_a_bad_day_is_named_by_its_parameter(library: Library, tongues: dict[str, Language]) -> None:
    [problem] = read(library.questionnaire, [("date", "2031-01-01")], TODAY).problems
    assert "“date”" in parameter_problem(problem, tongues["en"])
    assert "« date »" in parameter_problem(problem, tongues["fr"]).replace("\u00a0", " ")
