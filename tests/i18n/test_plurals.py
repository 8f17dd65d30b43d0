"""No sentence is wrong for one: a message with a number and a noun has plural forms, or a reason not to."""

import re

import pytest
from babel.messages import Catalog

from evaluator.i18n.extract import template
from evaluator.i18n.language import Language

# A number is put in by one of these names, and what follows it is counted.
NUMBERS = re.split(
    " ",
    "answered answers applicable count days excluded expected gain given have high left length limit low minutes "
    "most need number pages points questions seats step steps total words years",
)
COUNTED = re.compile(rf"%\((?:{'|'.join(NUMBERS)})\)s\s+([^\W\d_]+)")
# What may follow a number without being counted, so that no form depends on it.
NO_NOUNS = frozenset(
    re.split(" ", "and answered apply at fit have in is it joined moved more of or out selected there to up were")
)
# Messages whose number is never 0 or 1: where the message begins, and why.
ALWAYS_MANY = {
    "+%(gain)s points": "the next better option adds five points at least",
    "%(count)s answers": "the head of a table that begins at five answers",
    "A dimension’s score": "dimension_needs, a constant of the method",
    "A dimension stands at most %(points)s points": "core_lift, a constant of the method",
    "Two careful people can be %(points)s points": "no_difference, a constant of the method",
    "Two results are ranked only": "no_difference, a constant of the method",
    "Parents, teachers and journalists": "documented_needs, a constant of the method",
    "It is too long: %(limit)s characters": "the least limit is ten characters",
    "Leave out a dimension with fewer": "dimension_needs, a constant of the method",
    "Leave out the “?”. With fewer than": "five, under which nothing is shown",
    "The file is over": "KB is a unit and has no plural",
    "The name has %(length)s characters": "more than the limit of eighty",
    "The numbers do not fit together": "five, under which nothing is shown",
    "Within %(points)s points": "near_line, a constant of the method",
    "from %(points)s points": "the points of a light, 35 or more",
    "%(letter)s needs at least %(points)s points": "balance, a constant of the method",
    "Please type whole numbers": "the most devices of a class, thousands",
    "An estimate; nobody was timed": "seconds a menu and minutes a page, constants of more than one",
    "This has %(length)s characters": "more than the limit of a hundred",
    "%(limit)s or more: two camps": "shares of a class in hundredths",
}


@pytest.fixture(scope="module")
def strings() -> Catalog:
    return template()


def counted(text: str) -> list[str]:
    """The words that follow a number and may be counted by it."""
    return [word for word in COUNTED.findall(text) if word.lower() not in NO_NOUNS]


def test_the_measure_finds_a_noun_behind_a_number() -> None:
    assert counted("%(count)s answers are kept") == ["answers"]
    assert counted("%(count)s of %(expected)s have joined") == []
    assert counted("%(day)s days") == []


def test_a_message_with_a_number_and_a_noun_has_plural_forms_or_a_reason_not_to(strings: Catalog) -> None:
    single = [each.id for each in strings if isinstance(each.id, str) and each.id and not each.context]
    lacking = [text for text in single if counted(text)]
    excused = [text for text in lacking if any(text.startswith(start) for start in ALWAYS_MANY)]
    assert sorted(set(lacking) - set(excused)) == []
    idle = [start for start in ALWAYS_MANY if not any(text.startswith(start) for text in single)]
    assert idle == []


@pytest.mark.parametrize("code", ["en", "fr"])
def test_every_plural_is_right_from_0_to_3(strings: Catalog, tongues: dict[str, Language], code: str) -> None:
    language = tongues[code]
    pairs = [each.id for each in strings if isinstance(each.id, tuple | list)]
    assert len(pairs) > 20
    for one, many in pairs:
        values = {name: "7" for name in re.findall(r"%\((\w+)\)s", one + many) if name != "count"}
        said = [language.ngettext(one, many, number, **values) for number in range(4)]
        shapes = [re.sub(rf"\b{number}\b", "#", text) for number, text in enumerate(said)]
        assert shapes[2] == shapes[3], many
        assert code == "en" or shapes[0] == shapes[1], many  # in French, none is one
        assert not re.search(r"\b1 (answer|question|device|action|word|day|minute|seat|row|point)s\b", said[1]), one
        assert "%(" not in "".join(said)


@pytest.mark.parametrize(("value", "english", "french"), [(0.5, 2, 1), (1.0, 1, 1), (1.5, 2, 1), (2.0, 2, 2)])
def test_a_measure_with_decimals_takes_the_form_of_its_language(
    tongues: dict[str, Language], value: float, english: int, french: int
) -> None:
    one, many = "costs %(count)s point", "costs %(count)s points"
    for code, form in (("en", english), ("fr", french)):
        said = tongues[code].ngettext(one, many, value, count=tongues[code].number(value))
        assert said.endswith("point" if form == 1 else "points"), (code, said)
