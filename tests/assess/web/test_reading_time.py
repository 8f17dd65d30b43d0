"""How much one reads and presses until there is a letter, and that the first page tells the time honestly."""

import re
from math import ceil
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from evaluator.assess.answers import Answers
from evaluator.assess.progress import answers_to_letter, asking_order
from evaluator.content.models.library import Library
from evaluator.content.models.questionnaire import Question
from tests.web.client import CheckingClient
from tests.web.page_rules import Page

MOST_WORDS, MOST_TAPS = 1300, 35
WORDS_A_MINUTE, SECONDS_A_TAP = 238, 2
SECONDS_A_PLACE, SECONDS_A_THING = (
    20,
    4,
)  # to open a place where one looks, and to look at one of ten or twenty things
UNSEEN = ("visually-hidden", "hidden")


def seen(node: Element) -> str:
    """The text of a part of a page as the eye meets it: folds closed, lists closed, nothing that is hidden."""
    name = node.tag.rpartition("}")[2]
    if name in ("svg", "script") or any(mark in (node.get("class") or "").split() for mark in UNSEEN):
        return ""
    if "hidden" in node.attrib:
        return ""
    parts = list(node)
    if name == "details" and "open" not in node.attrib:
        parts = [part for part in parts if part.tag.endswith("summary")]
    if name == "select":
        parts = parts[:1]
    return " ".join([node.text or "", *(f"{seen(part)} {part.tail or ''}" for part in parts)])


def count(text: str) -> int:
    return sum(any(map(str.isalnum, word)) for word in text.split())


def main_of(page: Page) -> Element:
    return next(iter(page.named("main")))


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_letter_takes_no_more_words_and_taps_than_promised_and_the_time_told_is_true(
    app: Flask, client: CheckingClient, libraries: dict[str, Library], lang: str
) -> None:
    form = libraries[lang].questionnaire
    home = seen(main_of(client.page(f"/{lang}/")))  # the whole page, although the apps to tap stand at its top
    given: dict[str, str] = {}
    read, taps = count(home), 1
    for question in asking_order(form):
        if answers_to_letter(form, Answers(given)) == 0:
            break
        query = "&".join(f"{name}={value}" for name, value in given.items())
        page = client.page(f"/{lang}/assess/{question.id}?platform=Instagram&{query}")
        read, taps = read + count(seen(main_of(page))), taps + 1
        given[question.id] = question.options[len(question.options) // 2].id
    assert read <= MOST_WORDS
    assert taps <= MOST_TAPS
    minutes = ceil(read / WORDS_A_MINUTE + taps * SECONDS_A_TAP / 60)
    told = re.search(r"(\d+)\s+minutes?, (?:two more for each|deux de plus pour chaque)", home)
    assert told
    assert int(told[1]) >= minutes, f"{read} words and {taps} taps take {minutes} minutes"
    assert [q.id for q in form.questions if looking_up(q) > 2 * 60] == []


def looking_up(question: Question) -> float:
    """The seconds it takes to find an answer out: reading how, opening each place, looking at each thing to count."""
    steps = [step for step in question.find_out if "voice" not in step.casefold() and "vocal" not in step.casefold()]
    text = " ".join((*steps, question.hint or "", *question.items))
    counted = max(
        [int(figure) for figure in re.findall(r"\b\d\d\b", text)] or [10 * bool(re.search(r"\b(ten|dix)\b", text))]
    )
    return count(text) / WORDS_A_MINUTE * 60 + SECONDS_A_PLACE * len(steps) + SECONDS_A_THING * counted


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_result_is_short_until_it_is_unfolded(client: CheckingClient, worst: str, lang: str) -> None:
    assert count(seen(main_of(client.page(f"/{lang}/report?{worst}")))) <= 900
