"""What the OpenAPI document says about a name and what the program does with one are the same."""

import re
from sys import maxunicode

from hypothesis import given
from hypothesis import strategies as st

from evaluator.api.openapi import platform_rules
from evaluator.api.published import FaqData, QuestionnaireData, schemas
from evaluator.assess.documents.report_json import AnswerData, ReportData
from evaluator.validation.parameters import check_platform

PATTERN = re.compile(platform_rules()["pattern"])
SURROGATES = range(0xD800, 0xE000)


def test_the_pattern_of_a_name_takes_every_character_that_the_form_takes_and_no_other() -> None:
    signs = (chr(number) for number in range(maxunicode + 1) if number not in SURROGATES)
    assert [hex(ord(s)) for s in signs if bool(PATTERN.fullmatch(s)) == bool(check_platform(f"a{s}b"))] == []


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_a_name_that_the_document_takes_is_taken(name: str) -> None:
    assert bool(PATTERN.fullmatch(name)) == (check_platform(name) is None)


def test_a_shape_may_leave_out_only_what_is_not_required() -> None:
    report = schemas(ReportData)["Report"]
    assert set(report["properties"]) - set(report["required"]) == {
        "personal",
        "left_out",
        "situation",
        "documented",
        "earlier",
        "decision",
        "notes",
    }


def test_a_rule_and_a_description_stand_beside_the_type() -> None:
    answer = schemas(AnswerData)["Answer"]["properties"]
    assert answer["points"] == {"anyOf": [{"type": "integer", "minimum": 0, "maximum": 100}, {"type": "null"}]}
    assert answer["facts"]["description"]
    assert schemas(ReportData)["Report"]["properties"]["set"] == {"type": "string", "enum": ["full", "quick"]}


def test_a_key_of_a_file_that_is_for_editors_alone_is_not_published() -> None:
    question = schemas(QuestionnaireData)["Question"]
    assert not {"note", "order", "dimension"} & {*question["properties"], *question["required"]}
    assert {"title", "date"} < set(schemas(FaqData)["Source"]["properties"])
