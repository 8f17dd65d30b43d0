"""A file that does not fit its kind: the fault has its line, column, field and remedy, and comes alone."""

from pathlib import Path

import pytest

from tests.content.broken import Break, Row, faults_of, row

SHADE, SAFETY, TURNS = "rubric/place-shade.yaml", "rubric/place-safety.yaml", "faq/fair-turns.yaml"
BRING, NURSE = "actions/bring-water.yaml", "actions/call-the-nurse.yaml"
FORM, SCORING = "questionnaire.yaml", "scoring.yaml"

TABLE = {
    "a misspelt key": row(
        SHADE, "note:", "notes:",
        ("1:1: note", "'note' is missing; add it"),
        ("30:8: notes", "no key 'notes'; did you mean 'note'? choose one of: id, dimension, order, core"),
    ),
    "an unknown key in an option": row(
        SHADE, "    cap: F", "    caps: F",
        ("24:11: options.none.caps", "no key 'caps'; did you mean 'cap'? choose one of: id, text, points"),
    ),
    "a kind that is none": row(
        BRING, "kind: habit", "kind: habbit",
        ("5:7: kind", "'habbit' is not possible here; choose one of: setting, habit, data"),
    ),
    "blank text": row(BRING, '"You can stay for longer."', '" "', ("3:8: gives", "is blank; write the text")),
    "no text at all": row(BRING, '"You can stay for longer."', "", ("3:7: gives", "must be text, not empty")),
    "text without end": row(
        SHADE, 'text: "No"', f'text: "{"n" * 1501}"',
        ("21:11: options.none.text", "too long; at most 1500 characters"),
    ),
    "too many points": row(SHADE, "points: 60", "points: 101", ("18:13: options.sails.points", "at most 100")),
    "negative points": row(SHADE, "points: 60", "points: -1", ("18:13: options.sails.points", "at least 0")),
    "half a point": row(
        SHADE, "points: 60", "points: 60.5",
        ("18:13: options.sails.points", "must be a whole number, not a number: 60.5"),
    ),
    "true in quotes": row(SHADE, "core: true", 'core: "true"', ("4:7: core", "must be true or false, not text")),
    "points in quotes": row(
        SHADE, "points: 60", 'points: "60"', ("18:13: options.sails.points", "must be a whole number, not text"),
    ),
    "an id that YAML reads as false": row(
        SAFETY, 'id: "no"', "id: no",
        ("17:9: options.0.id", "must be text, not true or false: False (put it in double quotes)"),
    ),
    "a number without quotes": row(
        NURSE, '"111"', "111", ("11:8: phone", "must be text, not a number: 111 (put it in double quotes)"),
    ),
    "a day without quotes": row(TURNS, '"2026-10-01"', "2026-10-01", ("10:10: checked", "(put it in double quotes)")),
    "a day that is in no calendar": row(TURNS, "2026-10-01", "2026-02-31", ("10:10: checked", "write a real day")),
    "a day in words": row(TURNS, "2026-10-01", "last week", ("10:10: checked", 'must be a day such as "2026-11-24"')),
    "text where a list belongs": row(
        SHADE, '\n  - "Go there', ' "Go there',
        ("8:11: find_out", "must be a list (lines that start with -), not text"),
    ),
    "a list where text belongs": row(
        BRING, '"You can stay for longer."', "[stay]", ("3:8: gives", "must be text, not a list: ['stay']"),
    ),
    "an empty list": row(NURSE, "[parent]", "[]", ("6:11: audience", "has 0 entries; it needs 1")),
    "an http link": row(
        BRING, "https://", "http://", ("4:13: links.en", "must be an address that starts with https://"),
    ),
    "a script as a link": row(BRING, "https:", "javascript:", ("4:13: links.en", "starts with https://")),
    "a link over two lines": row(BRING, "org/water", "org/\\nwater", ("4:13: links.en", "it holds a space")),
    "a language that is none": row(BRING, "{en:", "{English:", ("4:18: links.English", "a language code such as fr")),
    "a country that is none": row(NURSE, "[GB]", "[gb]", ("9:13: countries.0", "two-letter country code such as FR")),
    "an id with a capital": row(
        SHADE, "id: sails", "id: Sails", ("16:9: options.Sails.id", "lower-case words joined"),
    ),
    "an answer id that is taken": row(
        SHADE, "id: sails", "id: dont-know",
        ("16:9: options.dont-know.id", "'dont-know' is kept for the answer of that name; choose another id"),
    ),
    "another answer id that is taken": row(
        SHADE, "id: sails", "id: not-applicable", ("16:9: options.not-applicable.id", "choose another id"),
    ),
    "a question id without a hyphen": row(
        SHADE, "id: place-shade", "id: shade", ("1:5: id", "lower-case words joined by at least one hyphen"),
    ),
    "a share of nothing": row(
        SCORING, '"2/3"', '"2/0"', ("14:18: letter_needs.overall_share", 'a number or a share such as "1" or "1/2"'),
    ),
    "a share of 5,000 digits": row(
        SCORING, '"2/3"', f'"{"9" * 5000}"', ("14:18: letter_needs.overall_share", '"1/2"'),
    ),
    "a third weight": row(
        SCORING, "more:", "most:",
        ("10:10: weights.more", "'more' is missing; add it"),
        ("10:43: weights.most", "no key 'most'; choose one of: less, normal, more"),
    ),
    "no time per question": row(
        FORM, "seconds_per_question: 20", "seconds_per_question: 0", ("2:23: seconds_per_question", "at least 1"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("broken", TABLE.values(), ids=TABLE)
def test_a_file_that_does_not_fit_is_one_fault_with_its_place_and_remedy(broken: Row, tmp_path: Path) -> None:
    broken.holds(tmp_path)


def test_faults_of_several_files_come_at_once_in_file_and_line_order(tmp_path: Path) -> None:
    breaks = [
        Break(SHADE, "points: 60", "points: 101"),
        Break(SHADE, "order: 1", "order: first"),
        Break(BRING, "https://", "http://"),
        Break("platforms.yaml", '"Mill Lane"', "7"),
    ]
    found = [(fault.file, fault.line) for fault in faults_of(tmp_path, breaks)]
    assert found == [(BRING, 4), ("platforms.yaml", 1), (SHADE, 3), (SHADE, 18)]


def test_a_broken_questionnaire_or_scoring_hides_no_fault_of_another_file(tmp_path: Path) -> None:
    breaks = [
        Break(FORM, "seconds_per_question: 20", "seconds_per_question: soon"),
        Break(SCORING, "near_line: 2", "near_line: 200"),
        Break("rubric/place-water.yaml", "points: 100", "points: 90"),
        Break(TURNS, "[company-welcome.nowhere, company-rules]", "[company-welcome.never, company-rules]"),
        Break("faq/better-ground.yaml", "[fair-turns]", "[no-such]"),
    ]
    assert [(fault.file, fault.field) for fault in faults_of(tmp_path, breaks)] == [
        ("faq/better-ground.yaml", "related.0"),
        (TURNS, "serves.0"),
        (FORM, "seconds_per_question"),
        ("rubric/company-welcome.yaml", "options.nowhere.id"),
        ("rubric/place-water.yaml", "options.tap.points"),
        (SCORING, "near_line"),
    ]


@pytest.mark.parametrize(
    ("broken", "other", "told"),
    [
        (
            Break(SCORING, "near_line: 2", "near_line: 200"),
            Break(SHADE, "core: true", "core: false"),
            (FORM, "dimensions.place.id"),
        ),
        (
            Break(FORM, "seconds_per_question: 20", "seconds_per_question: soon"),
            Break(SCORING, "from: 40", "from: 70"),
            (SCORING, "bands.1.from"),
        ),
        (
            Break(FORM, "seconds_per_question: 20", "seconds_per_question: soon"),
            Break(SHADE, "cap: F", "cap: A"),
            (SHADE, "options.none.cap"),
        ),
    ],
    ids=["dimensions without numbers", "numbers without dimensions", "caps without dimensions"],
)
def test_what_one_of_the_two_says_is_checked_without_the_other(
    broken: Break, other: Break, told: tuple[str, str], tmp_path: Path
) -> None:
    found = [(fault.file, fault.field) for fault in faults_of(tmp_path, [broken, other])]
    assert told in found
    assert len(found) == 2
