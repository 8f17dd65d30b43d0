"""Reading answers from a URL: what is right comes back as it went in, what is wrong is named and the rest is kept."""

from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from evaluator.assess.answers import (
    Answers,
    Assessment,
    Reading,
    listed_worst_first,
    read,
)
from evaluator.content.models.library import Library
from evaluator.content.models.questionnaire import DONT_KNOW, NOT_APPLICABLE
from evaluator.validation.parameters import check_platform
from evaluator.validation.text import clean
from tests.assess.strategies import SMALL, answers, weights

TODAY = date(2026, 11, 24)
NAMES = ("platform", "set", "date", "food-main", "food-side", "air-sour", "weight-food", "weight-air")
VALUES = ("", "full", "quick", "more", "normal", "p60", DONT_KNOW, NOT_APPLICABLE, "2026-11-24", "X")
ANYTHING = st.text(st.characters(codec=None, exclude_categories=()))  # controls and lone surrogates too
PRINTABLE = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=80)


def reading(*pairs: tuple[str, str]) -> Reading:
    return read(SMALL, pairs, TODAY)


def wrong(*pairs: tuple[str, str]) -> list[tuple[str, str]]:
    return [(problem.kind, problem.parameter) for problem in reading(*pairs).problems]


@given(data=st.data())
def test_an_assessment_survives_its_own_address(library: Library, data: DataObject) -> None:
    form = library.questionnaire
    chosen = {name: value for name, value in data.draw(weights(form)).items() if value != "normal"}
    days = st.none() | st.dates(date(2020, 1, 1), TODAY + timedelta(days=1))
    sets = st.sampled_from(("full", "quick"))
    said = {
        part.id: data.draw(st.sampled_from(part.choices)) for part in form.situation_parts if data.draw(st.booleans())
    }
    given_ = data.draw(answers(form))
    taken = {q.id: f"{q.id}-eu" for q in form.questions if given_.option(q) and data.draw(st.booleans())}
    whole = Assessment(
        data.draw(PRINTABLE), data.draw(sets), given_, chosen, data.draw(days), said, form.scoring.method,
        taken=taken,
    )  # fmt: skip
    assert read(form, whole.parameters(), TODAY) == Reading(whole, ())
    assert whole.query == urlencode(whole.parameters())


def test_nothing_given_is_an_empty_full_assessment() -> None:
    assert reading() == Reading(Assessment("", "full", Answers({})), ())


def test_names_it_does_not_know_change_nothing_and_are_told_where_they_look_like_ours() -> None:
    pairs = [("utm_source", "x"), ("", ""), ("weight-moon", "more"), ("food-main ", "p60"), ("FOOD-MAIN", "p60")]
    assert reading(*pairs, *pairs) == reading()
    told = [(each.parameter, each.meant) for each in reading(*pairs, *pairs).assessment.left_out]
    assert told == [("weight-moon", "weight-food"), ("food-main", "food-main"), ("FOOD-MAIN", "food-main")]


@pytest.mark.parametrize(
    ("name", "value", "kind", "choices"),
    [
        ("set", "half", "unknown-value", ("full", "quick")),
        ("food-main", "p61", "unknown-value", SMALL.questions[0].choices),
        ("food-main", "P60", "unknown-value", SMALL.questions[0].choices),
        ("food-main", NOT_APPLICABLE, "unknown-value", SMALL.questions[0].choices),  # not offered here
        ("weight-food", "most", "unknown-value", ("less", "normal", "more")),
        ("platform", "a\x00b", "control-characters", ()),
        ("platform", "x" * 81, "too-long", ()),
        ("date", "yesterday", "bad-date", ()),
    ],
)
def test_a_wrong_value_is_named_with_what_would_be_right(
    name: str, value: str, kind: str, choices: tuple[str, ...]
) -> None:
    result = reading(("air-main", "p60"), (name, value), ("air-side", DONT_KNOW))
    [problem] = result.problems
    assert (problem.kind, problem.parameter, problem.choices) == (kind, name, choices)
    assert problem.value == value.replace("\x00", "")  # it is shown, so what does not show is left out
    assert result.assessment == Assessment("", "full", Answers({"air-main": "p60", "air-side": DONT_KNOW}))


def test_every_value_that_a_question_offers_is_read() -> None:
    for question in SMALL.questions:
        for value in question.choices:
            assert reading((question.id, value)) == Reading(Assessment("", "full", Answers({question.id: value})), ())


@pytest.mark.parametrize("values", [("p60", "p60"), ("p60", "p20"), ("p60", "p20", "p10")])
def test_a_repeated_parameter_is_named_once_and_none_of_its_values_counts(values: tuple[str, ...]) -> None:
    result = reading(*(("food-main", value) for value in values), ("air-main", "p0"))
    [problem] = result.problems
    assert (problem.kind, problem.parameter, problem.value) == ("repeated", "food-main", values[1])
    assert result.assessment.answers == Answers({"air-main": "p0"})


def test_a_repeated_unknown_value_is_told_as_an_unknown_value() -> None:
    assert wrong(("set", "half"), ("set", "full")) == [("unknown-value", "set")]
    assert reading(("set", "half"), ("set", "quick")).assessment.set == "full"


@pytest.mark.parametrize("name", ["platform", "set", "date", "weight-food"])
def test_every_kind_of_parameter_may_stand_only_once(name: str) -> None:
    value = {"platform": "X", "set": "full", "date": "2026-11-24", "weight-food": "more"}[name]
    assert wrong((name, value), (name, value)) == [("repeated", name)]


def test_problems_come_in_the_order_met() -> None:
    pairs = [("date", "x"), ("set", "x"), ("food-side", "x"), ("platform", "\0"), ("food-side", "y")]
    assert [parameter for _, parameter in wrong(*pairs)] == ["date", "set", "food-side", "platform"]


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("x" * 80, None),
        ("x" * 81, "too-long"),
        ("🎉" * 80, None),
        ("🎉" * 81, "too-long"),
        (f"  {'x' * 80}  ", None),  # spaces around it are not counted, nor kept
        ("", None),
        ("X\tY", None),  # a tab is a space, and so is a break
        ("X\r\nY", None),
        ("\x7f", "control-characters"),
        ("\x80", "control-characters"),
        ("\u202eevil", None),  # would turn the text around; it is left out
        ("\ud800", "control-characters"),  # half a character
        ("\uffff", "control-characters"),  # no character at all
        ("\U0010ffff", "control-characters"),
        ("\ufdd0", "control-characters"),
        ("👩\u200d👧", None),  # the joiner of a family
        ("مرحبا", None),
        ("<b>&amp;'\"", None),
    ],
)
def test_a_platform_name(value: str, kind: str | None) -> None:
    problem = check_platform(value)
    assert (problem.kind if problem else None) == kind
    assert reading(("platform", value)).assessment.platform == ("" if kind else clean(value))


@pytest.mark.parametrize(
    ("value", "good"),
    [
        ("2026-11-24", True),
        ("2026-11-25", True),  # tomorrow: somewhere it has begun
        ("2026-11-26", False),
        ("2020-01-01", True),
        ("2019-12-31", False),
        ("2026-02-29", False),
        ("2024-02-29", True),
        ("20261124", False),
        ("2026-W48-2", False),
        ("2026-11-24T00:00", False),
        (" 2026-11-24", False),
        ("２０２６-11-24", False),
        ("9999-12-31", False),
    ],
)
def test_a_date_is_one_plain_day_between_the_film_and_tomorrow(value: str, *, good: bool) -> None:
    result = reading(("date", value))
    assert result.assessment.day == (date.fromisoformat(value) if good else None)
    assert [problem.kind for problem in result.problems] == ([] if good else ["bad-date"])


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_value_says_nothing(name: str) -> None:
    assert reading((name, "")) == reading()


def test_a_weight_of_one_is_the_same_as_none() -> None:
    assert reading(("weight-food", "normal")) == reading()
    assert reading(("weight-food", "less")).assessment.weights == {"food": "less"}


@given(st.lists(st.tuples(st.sampled_from(NAMES) | ANYTHING, st.sampled_from(VALUES) | ANYTHING), max_size=12))
def test_any_text_at_all_is_read_without_an_error(pairs: list[tuple[str, str]]) -> None:
    result = read(SMALL, pairs, TODAY)
    again = read(SMALL, result.assessment.parameters(), TODAY)
    assert again == Reading(result.assessment, ())
    assert {problem.parameter for problem in result.problems} <= {name for name, _ in pairs} & set(
        (*NAMES, *(question.id for question in SMALL.questions))
    )
    for (
        question
    ) in SMALL.questions:  # what was understood was given, and what was given once and right was understood
        given_ = [value for name, value in pairs if name == question.id and value]  # an empty value says nothing
        understood = result.assessment.answers.given.get(question.id)
        assert understood == (given_[0] if len(given_) == 1 and given_[0] in question.choices else None)


@given(ANYTHING)
def test_any_name_has_an_order_that_does_not_hang_on_case_or_spaces(name: str) -> None:
    assert listed_worst_first(f" {name} ") == listed_worst_first(name)
    assert listed_worst_first(name.casefold()) == listed_worst_first(name)


def test_both_orders_of_options_are_met() -> None:
    assert {listed_worst_first(name) for name in ("Instagram", "TikTok", "Signal", "X", "Reddit", "Netflix")} == {
        True,
        False,
    }


def test_the_fact_an_answer_was_taken_from_is_a_name() -> None:
    assert reading(("air-main", "p60"), ("fact-air-main", "the-rules")).assessment.taken == {"air-main": "the-rules"}
    assert wrong(("air-main", "p60"), ("fact-air-main", "The Rules")) == [("unknown-value", "fact-air-main")]
    assert wrong(("fact-air-main", "a"), ("fact-air-main", "b")) == [("repeated", "fact-air-main")]


def test_without_an_answer_nothing_was_taken() -> None:
    assert reading(("fact-air-main", "the-rules")).assessment.taken == {}
    assert reading(("air-main", DONT_KNOW), ("fact-air-main", "the-rules")).assessment.taken == {}
