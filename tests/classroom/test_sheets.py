"""What a head of school and parents rely on: each claim of their sheets has the tests that fail when it is not so."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from importlib import import_module

import pytest

from evaluator.classroom.documents.lesson_kit import kit
from evaluator.content.models.library import Library
from evaluator.content.models.site import Operator
from evaluator.i18n.language import Language
from tests.documents.outlines import told

DAY = date(2026, 12, 1)
PRIVACY, PURGE, LESSON = "classroom.web.test_privacy", "classroom.store.test_purge", "classroom.web.test_lesson"
SETS, HOMEWORK = "classroom.test_question_sets", "classroom.store.test_homework"
TABLES = f"{PURGE}:test_the_tables_hold_what_is_declared_and_nothing_else"
CLAIMS: Mapping[str, list[str]] = {
    "stored as a hash": [TABLES],
    "Until the class ends, or 24 hours without activity": [
        f"{PURGE}:test_a_class_that_nobody_touches_for_a_day_ends"
    ],
    "homework, not before three days after it closes": [
        f"{HOMEWORK}:test_it_is_kept_for_three_days_after_it_closed_and_no_longer"
    ],
    "No time is stored with them": [TABLES],
    "7 days, or 0, 1 or 30 as the teacher chooses": [f"{PURGE}:test_counts_go_after_the_days_that_the_teacher_chose"],
    "One, strictly necessary, for the place in the class": [
        f"{PRIVACY}:test_the_seat_is_the_only_cookie_and_only_a_class_reads_it"
    ],
    "The rest of the site has none": ["web.test_privacy:test_no_view_sets_a_cookie_or_minds_one"],
    "Never stored, never logged": [TABLES],
    "No name, no account, no email address": [TABLES],
    "No question concerns health, family, beliefs or politics": [
        f"{SETS}:test_what_the_sheets_say_is_never_asked_is_in_no_question_of_a_class"
    ],
    "No class is asked whether somebody was treated badly": [
        f"{SETS}:test_no_set_of_a_class_holds_a_question_that_speaks_of_harm"
    ],
    "Nobody is asked in class whether somebody hurt them": [
        f"{SETS}:test_a_class_is_neither_asked_nor_shown_it_and_every_pupil_sees_who_listens"
    ],
    "Some questions ask how they use it: those are listed here": [
        f"{SETS}:test_the_sheets_for_adults_list_every_question_about_the_pupils_and_no_other"
    ],
    "Then only counts stay": [f"{PURGE}:test_what_is_deleted_is_gone_from_the_file"],
}


def sheets(library: Library, tongues: dict[str, Language]) -> str:
    items = kit({"en": library}, tongues["en"])
    return " ".join(line for name in ("head", "parents") for line in told(items[name].make(DAY).blocks))


@pytest.mark.parametrize("claim", CLAIMS)
def test_each_claim_stands_there_and_has_its_proof(
    claim: str, library: Library, tongues: dict[str, Language]
) -> None:
    assert claim in sheets(library, tongues)
    for proof in CLAIMS[claim]:
        module, _, name = proof.partition(":")
        assert callable(getattr(import_module(f"tests.{module}"), name))


def test_the_sheets_name_who_runs_the_site(library: Library, tongues: dict[str, Language]) -> None:
    run_by = Operator(name="Lycée Example", mail="it@lycee.example")
    named = replace(library, site=replace(library.site, operator=run_by))
    assert sheets(named, tongues).count("This site is run by Lycée Example, it@lycee.example.") == 2
    assert "This site is run by" not in sheets(replace(library, site=replace(library.site, operator=None)), tongues)
