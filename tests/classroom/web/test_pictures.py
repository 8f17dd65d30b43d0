"""Pictures against counts, in every set: wall, phone, teacher and all files draw and say what was answered."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from html import unescape
from itertools import cycle

import pytest
from flask import Flask

from evaluator.classroom.dots import difference
from evaluator.classroom.settings import question_set, set_names
from evaluator.content.models.library import Library
from evaluator.content.models.questionnaire import DONT_KNOW, Question
from tests.classroom.web.lesson import Lesson
from tests.documents.pdf import pdf_text
from tests.documents.word import word_text

SETS = ("quick", "young", "data", "money", "civility", "connection", "full")
PUPILS = 9
TABLE = re.compile(r'<table aria-label="(.*?)">(.*?)</table>', re.DOTALL)
ROW = re.compile(r'<tr[^>]*><th scope="row">(.*?)(?: <b.*?)?</th>(.*?)</tr>', re.DOTALL)
NUMBER = re.compile(r'<td class="n(?: was)?">(\d+)</td>')
DRAWN = re.compile(r'<path class="(same|more|fewer)" d="([^"]+)"')
READERS: Mapping[str, Callable[[bytes], str]] = {"pdf": pdf_text, "docx": word_text, "md": bytes.decode}
Votes = Mapping[str, Counter[str]]  # question -> option -> how many
Rows = Mapping[str, tuple[list[int], dict[str, int]]]  # words of an answer -> its counts, its dots by kind


def rows_of(page: str, question: Question) -> Rows:
    """The rows of one question on a page: what is said, and what is drawn."""
    [table] = [table for told, table in TABLE.findall(page) if unescape(told) == question.text]
    return {
        unescape(words): (
            [int(number) for number in NUMBER.findall(row)],
            {kind: path.count("h0") for kind, path in DRAWN.findall(row)},
        )
        for words, row in ROW.findall(table)
    }


def wanted(question: Question, unsure: str, *votes: Mapping[str, int]) -> Rows:
    """What these rows must be, after one vote or two."""
    words = {option.id: option.brief for option in question.options} | {DONT_KNOW: unsure}
    found = {}
    for name, told in words.items():
        counts = [vote.get(name, 0) for vote in votes]
        dots = difference(counts[0], counts[-1])
        drawn = {"same": dots.same, "more": dots.more, "fewer": dots.fewer}
        found[told] = (counts, {kind: count for kind, count in drawn.items() if count})
    return found


def signs(told: str) -> Counter[str]:
    """The dots of a file."""
    return Counter(re.sub("[^●◆○]", "", told))


def answered(lesson: Lesson, question: Question, chosen: list[str]) -> Counter[str]:
    """The pupils answer one question, one after another; gives what each option has."""
    for pupil, option in zip(lesson.pupils, chosen, strict=True):
        assert pupil.answer(question.id, option).status_code == 303
    return Counter(chosen)


def differently(question: Question, place: int) -> list[str]:
    """Answers of a class in all their kinds, “I don’t know” too, other ones for each question."""
    ids = [*(option.id for option in question.options), DONT_KNOW]
    return [ids[(place + number * number) % len(ids)] for number in range(PUPILS)]


def assert_files(lesson: Lesson, asked: tuple[Question, ...], first: Votes, second: Votes, longer: set[str]) -> None:
    """Every file of the report, and the poster, have these two votes, in the words of this set."""

    def file(kind: str) -> bytes:
        got = lesson.teacher.get(f"{lesson.host}/report.{kind}")
        assert got.status_code == 200
        return bytes(got.data)

    told = [{name: n for name, n in votes.items() if n} for votes in (*first.values(), *second.values())]
    kept = json.loads(file("json"))
    saved = [*kept["questions"], *(one["after"] for one in kept["again"])]
    assert [{name: n for name, n in each["options"].items() if n} for each in saved] == told
    [_, *lines] = csv.reader(io.StringIO(file("csv").decode("utf-8-sig")), delimiter=";,"["/en/" in lesson.host])
    table = {(line[0], line[1], line[3]): int(line[5]) for line in lines}
    numbered = {(vote, each, name): n for vote, votes in (("1", first), ("2", second))
                for each, counted in votes.items() for name, n in counted.items()}  # fmt: skip
    assert {place: n for place, n in table.items() if n} == numbered
    drawn = Counter({"●": sum(sum(votes.values()) for votes in first.values())})
    for each, after in second.items():
        for name in {*first[each], *after}:
            drawn.update(str(difference(first[each][name], after[name])))
    key = Counter({sign: len(second) for sign in "●◆○" if second})  # the line that explains the signs
    words = [question.text for question in asked] + [option.text for each in asked for option in each.options]
    for kind, read in READERS.items():
        said = read(file(kind))
        assert [each for each in longer if flat(each) in flat(said)] == [], kind
        assert signs(said) == drawn + key, kind
        assert [each for each in words if flat(each) not in flat(said)] == [], kind
    sent = lesson.teacher.post(f"{lesson.host}/poster.pdf", data={"sentences": "", "paper": "a3"})
    poster = pdf_text(sent.data)
    shown = [question for question in asked if flat(question.text) in flat(poster)]
    assert len(shown) == min(4, len(asked))
    assert not any(flat(each) in flat(poster) for each in longer)
    counted = Counter[str]()
    for question in shown:
        votes = [each[question.id] for each in (first, second) if question.id in each]
        for name in {*votes[0], *votes[-1]}:
            counted.update(str(difference(votes[0][name], votes[-1][name])))
    again = any(question.id in second for question in shown)
    assert signs(poster) == counted + Counter("●◆○" if again else "")


def flat(text: str) -> str:
    """Without the places where a line breaks."""
    return re.sub(r"[\s\u00ad-]", "", text.replace("\\", ""))


def test_no_set_is_left_out(library: Library) -> None:
    assert set_names(library.questionnaire) == SETS


@pytest.mark.parametrize(("name", "lang"), list(zip(SETS, cycle(("en", "fr")), strict=False)))
def test_wall_phone_teacher_and_every_file_say_and_draw_the_counts(
    app: Flask, libraries: dict[str, Library], name: str, lang: str
) -> None:
    whole = libraries[lang].questionnaire
    asked = question_set(whole, name).questions
    longer = {each.text for each in whole.questions} - {each.text for each in asked}
    unsure, one = {"en": "I don’t know", "fr": "Je ne sais pas"}[lang], asked[0]
    lesson = Lesson.start(app, set=name)
    lesson.host = lesson.host.replace("/en/", f"/{lang}/")
    lesson.joined(PUPILS, [lang])
    lesson.act("open")
    first = {each.id: answered(lesson, each, differently(each, place)) for place, each in enumerate(asked)}
    for action in ("lock", "reveal"):
        lesson.act(action)
    phone = lesson.pupils[0].seat()
    for question in asked:
        lesson.act("next", question.id)
        for page in (lesson.projected, lesson.page, phone):
            assert not any(each in unescape(page) for each in longer)
            assert rows_of(page, question) == wanted(question, unsure, first[question.id]), question.id
    lesson.act("vote-again", one.id)
    second = answered(lesson, one, [one.options[1].id] * PUPILS)
    for action in ("lock", "reveal"):
        lesson.act(action)
    for page in (lesson.projected, lesson.page, lesson.pupils[0].seat()):
        assert rows_of(page, one) == wanted(one, unsure, first[one.id], second)
    assert_files(lesson, asked, first, {one.id: second}, longer)
