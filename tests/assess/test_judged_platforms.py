"""What the form must do with platforms that people know: a table of answers, and behaviours that were required of it.

The answers are one reader's, from documents and memory; the letters are no ratings. They are pinned so that a change
of the method shows what it does.
"""

from collections.abc import Iterator
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from evaluator.assess.answers import Answers
from evaluator.assess.scoring import Score, differ, documented, score
from evaluator.content.models.library import Library
from evaluator.content.models.questionnaire import NOT_APPLICABLE, Questionnaire
from tests.assess.judged import Judged, judged
from tests.assess.strategies import answers

FIRST = 20  # platforms on which second readings are counted
SECOND_READINGS = 60  # of their 440 cells at most
KINDS = {
    "feed", "messenger", "group chat", "forum", "video call", "streaming", "game", "search", "encyclopaedia",
    "school tool", "shop", "AI chatbot", "AI companion", "dating", "e-mail", "phone", "map", "live video",
}  # fmt: skip
TALK = ("messenger", "video call", "phone", "e-mail")
PROFILED = ("facebook", "instagram", "tiktok")
UNPROFILED = ("whatsapp", "telegram", "duckduckgo")
LIVED = ("civil-tone", "civil-hurt", "civil-amplify")
FEEDS = ("instagram", "tiktok", "facebook", "x", "youtube")


@pytest.fixture(scope="module")
def form(library: Library) -> Questionnaire:
    return library.questionnaire


@pytest.fixture(scope="module")
def table(form: Questionnaire) -> dict[str, Judged]:
    return judged(form)


def civility(result: Score) -> float:
    part = next(part for part in result.dimensions if part.dimension.id == "civility")
    assert part.score is not None
    return float(part.score)


def lived(form: Questionnaire) -> Iterator[dict[str, str]]:
    """Every way in which people may have been treated."""
    options = [[option.id for option in q.options] for q in form.questions if q.id in LIVED]
    for values in product(*options):
        yield dict(zip(LIVED, values, strict=True))


def test_the_table_has_platforms_and_kinds_enough_and_every_question_has_an_answer(
    form: Questionnaire, table: dict[str, Judged]
) -> None:
    assert len(table) >= 36
    assert {row.kind for row in table.values()} == KINDS
    for row in table.values():
        for given_ in (row.eu, row.us):
            assert {q.id: given_.given[q.id] in q.choices for q in form.questions} == {
                q.id: True for q in form.questions
            }
        for question, option in row.also:
            known = form.question(question)
            assert known is not None
            assert option in known.choices
            assert option != row.eu.given[question]


def test_every_platform_and_kind_gets_its_letter_in_the_eu_and_the_us(
    form: Questionnaire, table: dict[str, Judged]
) -> None:
    got = {(name, "eu"): score(form, row.eu).grade for name, row in table.items()}
    got |= {(name, "us"): score(form, row.us).grade for name, row in table.items()}
    assert got == {(name, where): row.letters[where] for name, row in table.items() for where in ("eu", "us")}


def test_few_cells_have_a_second_reading_and_few_letters_hang_on_one(
    form: Questionnaire, table: dict[str, Judged]
) -> None:
    first = list(table.values())[:FIRST]
    assert sum(len(row.also) for row in first) <= SECOND_READINGS
    hanging = [
        row.name
        for row in first
        if any(score(form, row.read_otherwise(*cell)).letter != row.letters["eu"] for cell in row.also)
    ]
    assert len(hanging) <= 3


def test_equal_lived_answers_never_put_a_private_messenger_below_another_place(
    form: Questionnaire, table: dict[str, Judged]
) -> None:
    talking = [row for row in table.values() if row.eu.given["civil-tone"] != NOT_APPLICABLE]
    private = [row for row in talking if row.kind in TALK and row.eu.given["civil-care"] == "people"]
    others = [row for row in talking if row not in private]
    assert (len(private), len(others)) >= (8, 20)
    for felt in lived(form):
        worst = min(civility(score(form, Answers({**row.eu.given, **felt}))) for row in private)
        best = max(civility(score(form, Answers({**row.eu.given, **felt}))) for row in others)
        assert worst >= best


def test_without_its_core_answer_civility_has_no_score_and_neither_has_the_whole(
    form: Questionnaire, table: dict[str, Judged]
) -> None:
    for row in table.values():
        if row.eu.given["civil-tone"] != NOT_APPLICABLE:
            result = score(form, Answers({name: a for name, a in row.eu.given.items() if name != "civil-tone"}))
            assert [part.score for part in result.dimensions if part.dimension.id == "civility"] == [None]
            assert (result.score, result.grade) == (None, None)
            assert result.worst is not None


def test_the_best_tools_do_not_make_a_rough_place_civil(form: Questionnaire, table: dict[str, Judged]) -> None:
    rough = {
        "civil-tone": "six-plus",
        "civil-hurt": "no",
        "civil-amplify": "none",
        "civil-block": "full",
        "civil-care": "people",
    }
    for row in table.values():
        assert civility(score(form, Answers({**row.eu.given, **rough}))) == 50


def test_ads_by_context_stand_clearly_above_ads_by_profile(form: Questionnaire, table: dict[str, Judged]) -> None:
    question = form.question("data-use")
    assert question is not None
    points = {option.id: option.points for option in question.options}
    assert points["ads-context"] >= points["ads-ask"] + 25
    for where in ("eu", "us"):
        worth = {name: points[getattr(row, where).given["data-use"]] for name, row in table.items()}
        assert max(worth[name] for name in PROFILED) < min(worth[name] for name in UNPROFILED)


@pytest.mark.parametrize("name", UNPROFILED)
def test_no_cap_at_c_or_worse_holds_a_service_without_a_profile(
    form: Questionnaire, table: dict[str, Judged], name: str
) -> None:
    assert [cap for cap in score(form, table[name].eu).caps if cap.letter >= "C"] == []


def test_an_encyclopaedia_is_an_a_in_every_defensible_reading(form: Questionnaire, table: dict[str, Judged]) -> None:
    row = table["wikipedia"]
    for question, option in row.also:
        assert score(form, row.read_otherwise(question, option)).letter == "A"
    tools = [form.question(name) for name in ("civil-block", "civil-care", "money-leave")]
    for tool in tools:
        assert tool is not None
        letters = {score(form, row.read_otherwise(tool.id, option.id)).letter for option in tool.options}
        assert letters == {"A"}


@pytest.mark.parametrize("name", ["sms", "gmail", "proton-mail"])
def test_an_open_address_is_not_capped_for_being_one(
    form: Questionnaire, table: dict[str, Judged], name: str
) -> None:
    assert "connect-contact" not in {cap.question for cap in score(form, table[name].eu).caps}


def test_coins_and_boosts_are_no_set_price(form: Questionnaire, table: dict[str, Judged]) -> None:
    assert table["roblox"].eu.given["money-source"] == "extras"
    question = form.question("money-source")
    assert question is not None
    points = {option.id: option.points for option in question.options}
    assert points["extras"] < points["mixed"] < points["users-or-donors"]


@given(data=st.data())
def test_a_machine_that_plays_a_friend_is_never_above_c(library: Library, data: DataObject) -> None:
    chosen = data.draw(answers(library.questionnaire))
    result = score(library.questionnaire, Answers({**chosen.given, "connect-with": "companion"}))
    assert result.letter is None or result.letter >= "C"


def test_what_nobody_asked_is_worth_less_than_a_hard_no(form: Questionnaire) -> None:
    question = form.question("data-consent")
    assert question is not None
    points = {option.id: option.points for option in question.options}
    assert points["no-choice"] < points["on-first"] < points["harder"]


def test_documents_alone_give_no_letter_and_no_number_but_are_told(
    form: Questionnaire, table: dict[str, Judged]
) -> None:
    for row in table.values():
        known = {q.id: row.eu.given[q.id] for q in form.questions if q.describes == "platform"}
        known |= {q.id: NOT_APPLICABLE for q in form.questions if row.eu.given[q.id] == NOT_APPLICABLE}
        result = score(form, Answers(known))
        parts = documented(form, Answers(known), result)
        assert (result.score, result.grade) == (None, None)
        lights = {part.dimension.id: part.light for part in parts}
        assert lights["data"] is not None
        assert lights["money"] is not None
        assert {lights.get("civility"), lights.get("connection")} == {None}


def test_no_difference_is_told_among_the_big_feeds_and_one_between_a_feed_and_a_messenger(
    form: Questionnaire, table: dict[str, Judged]
) -> None:
    results = {name: score(form, row.eu) for name, row in table.items()}
    for one, other in combinations(FEEDS, 2):
        assert not differ(form.scoring, results[one], results[other]), (one, other)
    for messenger, feed in product(("signal", "whatsapp", "telegram"), FEEDS):
        assert differ(form.scoring, results[messenger], results[feed]), (messenger, feed)
