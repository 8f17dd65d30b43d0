"""Words that a grammar or a rule asks for: days, and what is said about a letter that no quick check has."""

from datetime import date

import pytest

from evaluator.assess import report_text
from evaluator.assess.answers import read
from evaluator.content.models.library import Library
from evaluator.i18n.language import Language
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


def test_the_quick_check_has_no_letter_so_nothing_holds_one_down(
    library: Library, tongues: dict[str, Language]
) -> None:
    assert report_text.held(report_of(library, "weak"), tongues["en"])
    assert report_text.held(report_of(library, "quick"), tongues["en"]) == ()


def test_a_bad_day_is_named_by_its_parameter(library: Library, tongues: dict[str, Language]) -> None:
    [problem] = read(library.questionnaire, [("date", "2031-01-01")], TODAY).problems
    assert "“date”" in parameter_problem(problem, tongues["en"])
    assert "« date »" in parameter_problem(problem, tongues["fr"]).replace("\u00a0", " ")
