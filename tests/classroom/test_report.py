"""The report of a class: what it says of counts, its file, and every format read back."""

import csv
import dataclasses
import io
import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator.classroom import report_file, report_text
from evaluator.classroom.documents import formats as class_formats
from evaluator.classroom.documents.report_document import class_outline
from evaluator.classroom.report import (
    ClassReport,
    Counts,
    comparable,
    dials,
    disagreements,
    need_facts,
    unknown,
)
from evaluator.classroom.settings import class_form
from evaluator.content.models.library import Library
from evaluator.documents.blocks import Table
from evaluator.documents.csv_cells import harmless
from evaluator.i18n.language import Language
from evaluator.validation.untrusted_json import FileProblem
from tests.assess.reports import HOSTILE
from tests.classroom.reports import class_of, counts, shown, small
from tests.documents.outlines import flat, told
from tests.documents.pdf import headings, opened, pdf_text
from tests.documents.word import word_text


@pytest.fixture(params=["en", "fr"])
def language(request: pytest.FixtureRequest, tongues: dict[str, Language]) -> Language:
    return tongues[request.param]


@pytest.fixture
def spoken(language: Language, libraries: dict[str, Library]) -> Library:
    return libraries[language.code]


def plain(words: str) -> str:
    """Words without what a document may lay out otherwise."""
    return "".join(words.split()).replace("\u202f", "").replace("\xa0", "")


def test_counts_under_five_hold_their_number_alone() -> None:
    assert shown("q", {"a": 4}) == Counts("q", 4, {})
    assert shown("q", {"a": 4, "dont-know": 1}).options == {"a": 4, "dont-know": 1}
    with pytest.raises(ValueError, match="sum"):
        Counts("q", 4, {"a": 4})


def test_what_a_class_says(library: Library) -> None:
    form = library.questionnaire
    report = class_of(form)
    first = [one.question.id for one in disagreements(report, form)]
    assert 1 <= len(first) <= 3
    assert form.question(first[0]) in form.questions[0::6]
    assert {one.question.id for one in need_facts(report, form)} == {q.id for q in form.questions[4::6]}
    [dial, *_] = dials(report, form)
    assert (dial.dimension.id, dial.low, dial.median, dial.high) == ("data", 30, 70, 100)
    assert unknown(report, form) == ()


@pytest.mark.parametrize(
    ("votes", "answers"),
    [((1, 0, 0, 4), 0), ((4, 0, 0, 1), 0), ((5, 0, 0, 0), 5), ((2, 3, 0, 9), 5)],
    ids=["one position of five", "four of five", "five of five", "five of fourteen"],
)
def test_a_dial_stands_on_five_positions_or_more(votes: tuple[int, ...], answers: int, playground: Library) -> None:
    """“I don’t know” is an answer and no position: four of them and one position would tell that one."""
    form = playground.questionnaire
    report = dataclasses.replace(class_of(form), counts=(counts(form, 0, votes),), again=())
    assert [dial.answers for dial in dials(report, form)] == [answers] * bool(answers)


@pytest.mark.parametrize(("votes", "median"), [((5, 0, 0, 0), 100), ((2, 3, 0, 0), 60), ((2, 0, 3, 0), 0)])
def test_a_dial_shows_the_middle_answer(votes: tuple[int, ...], median: int, playground: Library) -> None:
    form = playground.questionnaire
    [dial] = dials(dataclasses.replace(class_of(form), counts=(counts(form, 0, votes),), again=()), form)
    assert (dial.dimension.id, dial.median, sum(dial.points.values())) == ("place", median, 5)


def test_a_class_has_as_many_opinions_as_its_most_answered_question(playground: Library) -> None:
    form = playground.questionnaire
    some = (counts(form, 0, (5, 1, 0, 1)), counts(form, 1, (9, 0, 0, 0)), counts(form, 2, (4, 4, 0, 0)))
    assert dataclasses.replace(class_of(form), counts=some).opinions == 9
    assert dataclasses.replace(class_of(form), counts=()).opinions == 0


def test_a_class_of_four_says_nothing(spoken: Library, language: Language) -> None:
    form, report = spoken.questionnaire, small(spoken.questionnaire)
    assert (dials(report, form), disagreements(report, form), need_facts(report, form)) == ((), (), ())
    blocks = class_outline(report, spoken, language).blocks
    assert not [block for block in flat(blocks) if isinstance(block, Table)]
    table = class_formats.write("csv", report, spoken, language).decode("utf-8-sig")
    [_, *rows] = csv.reader(io.StringIO(table), delimiter=";" if language.code == "fr" else ",")
    assert {tuple(row[3:]) for row in rows} == {("", "", "", "4")}
    data = json.loads(class_formats.write("json", report, spoken, language))
    assert {json.dumps(one["options"]) for one in data["questions"]} == {"{}"}


def test_every_format_tells_the_same(spoken: Library, language: Language) -> None:
    report = class_of(spoken.questionnaire.without_harm)  # the file leaves out what no class is asked
    outline = class_outline(report, spoken, language)
    lines = [plain(line) for line in told(outline.blocks)]
    made = {kind: class_formats.write(kind, report, spoken, language) for kind in class_formats.FORMATS}
    documents = {"pdf": plain(pdf_text(made["pdf"])), "docx": plain(word_text(made["docx"]))}
    for kind, text in documents.items():
        missing = [line for line in lines if line not in text and len(line) < 60]
        assert missing == [], kind
    assert headings(made["pdf"])[0] == 1
    assert report_text.limits(report, language) in made["md"].decode()
    assert report_file.read(made["json"]) == report_file.FileReading(report)
    assert len(opened(made["pdf"]).pages) <= 6


def test_the_table_has_every_count_and_nothing_else(library: Library, tongues: dict[str, Language]) -> None:
    report = class_of(class_form(library.questionnaire))
    made = class_formats.write("csv", report, library, tongues["en"])
    rows = list(csv.DictReader(io.StringIO(made.decode("utf-8-sig"))))
    found = {(r["Vote"], r["Question (id)"], r["Answer (id)"]): int(r["Number"]) for r in rows if r["Answer (id)"]}
    votes = [("1", one) for one in report.counts] + [("2", one.after) for one in report.again]
    for vote, one in votes:
        for option, number in one.options.items():
            assert found[vote, one.question, option] == number
    assert set(rows[0]) == {
        "Vote", "Question (id)", "Question", "Answer (id)", "Answer", "Number", "Answers in all",
    }  # fmt: skip


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", " =1", "＝1", "－1", "\t1", "\r1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
    assert harmless("a=1") == "a=1"


@pytest.mark.parametrize(
    ("cell", "guarded"),
    [
        ("\t=1", "'\t'=1"),
        ("\r=1", "'\r'=1"),
        ("a\t=1", "a\t'=1"),
        ("a;=1", "a;'=1"),
        ("a; +1", "a; '+1"),
        ("a\r\n＝1", "a\r\n'＝1"),
        ("a;b", "a;b"),
    ],
)
def test_no_part_of_a_cell_is_a_formula_where_another_separator_is_read(cell: str, guarded: str) -> None:
    assert harmless(cell) == guarded


@pytest.mark.parametrize("platform", HOSTILE)
def test_a_hostile_name_changes_no_document(platform: str, library: Library, tongues: dict[str, Language]) -> None:
    report = class_of(library.questionnaire, platform)
    for kind in class_formats.FORMATS:
        assert class_formats.write(kind, report, library, tongues["en"])
    assert plain(platform) in plain(word_text(class_formats.write("docx", report, library, tongues["en"])))
    assert class_formats.file_name(report, "md", "a4", tongues["en"]).replace("-", "").removesuffix(".md").isalnum()


def test_a_report_is_read_again(library: Library) -> None:
    for report in (class_of(library.questionnaire), small(library.questionnaire)):
        assert report_file.read(report_file.write(report)) == report_file.FileReading(report)


WRONG: list[tuple[dict[str, Any], FileProblem]] = [
    ({"kind": "draft"}, FileProblem("not-a-report")),
    ({"schema": 2}, FileProblem("other-schema", "schema", "1")),
    ({"schema": True}, FileProblem("other-schema", "schema", "1")),
    ({"joined": -1}, FileProblem("not-a-number", "joined", "10000")),
    ({"joined": 10_001}, FileProblem("not-a-number", "joined", "10000")),
    ({"joined": "26"}, FileProblem("not-a-number", "joined", "10000")),
    ({"finished": True}, FileProblem("not-a-number", "finished", "10000")),
    ({"date": "1999-01-01"}, FileProblem("not-a-day", "date")),
    ({"date": 5}, FileProblem("not-a-day", "date")),
    ({"platform": "x" * 81}, FileProblem("too-long", "platform", "80")),
    ({"platform": "a\x00b"}, FileProblem("hidden-characters", "platform")),
    ({"platform": None}, FileProblem("not-a-text", "platform")),
    ({"set": ""}, FileProblem("no-name", "set")),
    ({"platform": "a\ud800"}, FileProblem("hidden-characters", "platform")),
    ({"date": 1764115200}, FileProblem("not-a-day", "date")),
    ({"again": [{"before": {"question": "q", "n": 0, "options": {}}}]}, FileProblem("missing", "again[0].after")),
    ({"questions": [{"question": "q", "n": 9, "options": {"": 9}}]}, FileProblem("no-name", "questions[0].options")),
    ({"questions": [{"question": "q", "n": 9, "options": {"a": True}}]},
     FileProblem("not-a-number", "questions[0].options.a", "10000")),
    ({"questions": [{"question": "q", "n": 9, "options": dict.fromkeys(map(str, range(101)), 0)}]},
     FileProblem("too-many", "questions[0].options", "100")),
    ({"questions": [{"question": "q", "n": 3, "options": {}}] * 2}, FileProblem("repeated", "questions[1].question")),
    ({"mode": ["devices"]}, FileProblem("no-mode", "mode", "devices, groups, pass, paper, demo")),
    ({"questions": {}}, FileProblem("not-a-list", "questions")),
    ({"questions": [{}] * 101}, FileProblem("too-many", "questions", "100")),
    ({"questions": [5]}, FileProblem("not-an-object", "questions[0]")),
    ({"questions": [{"question": "q", "n": 4, "options": {"a": 4}}]}, FileProblem("sum", "questions[0].n", "5")),
    ({"questions": [{"question": "q", "n": 9, "options": {"a": 8}}]}, FileProblem("sum", "questions[0].n", "5")),
    ({"again": [{"before": {"question": "q", "n": 0, "options": {}}, "after": {"question": "r", "n": 0,
      "options": {}}, "moved": None}]}, FileProblem("two-questions", "again[0]")),
    ({"again": [{"before": {"question": "q", "n": 0, "options": {}}, "after": {"question": "q", "n": 4,
      "options": {}}, "moved": 4}]}, FileProblem("sum", "again[0].moved", "5")),
]  # fmt: skip


@pytest.mark.parametrize(("change", "problem"), WRONG, ids=lambda part: str(part)[:40])
def test_what_is_wrong_is_named(
    change: dict[str, Any], problem: FileProblem, library: Library, language: Language
) -> None:
    data = json.loads(report_file.write(class_of(library.questionnaire))) | change
    reading = report_file.read(json.dumps(data).encode())
    assert reading.report is None
    assert problem in reading.problems
    assert all(report_text.problem(one, language) for one in reading.problems)


@pytest.mark.parametrize(
    ("raw", "kind"),
    [(b"", "not-json"), (b"\xff", "not-json"), (b"[]", "not-a-report"), (b"[" * 99999, "too-deep"),
     (b'{"a":1,"a":2}', "repeated"), (b" " * 300_000, "too-large"), (b"NaN", "not-json"), (b"null", "not-a-report")],
)  # fmt: skip
def test_no_file_breaks_it(raw: bytes, kind: str, language: Language) -> None:
    [problem] = report_file.read(raw).problems
    assert problem.kind == kind
    assert report_text.problem(problem, language)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
KEYS = ["date", "set", "method", "platform", "mode", "joined", "finished", "questions", "again"]


@given(st.dictionaries(st.sampled_from(KEYS), values))
def test_no_value_breaks_it(data: dict[str, Any]) -> None:
    raw = json.dumps({"kind": "class-report", "schema": 1, **data}).encode()
    reading = report_file.read(raw)
    assert (reading.report is None) == bool(reading.problems)


def test_no_file_is_of_a_day_to_come(library: Library) -> None:
    written = class_of(library.questionnaire)
    file, eve = report_file.write(written), written.day - timedelta(days=1)
    assert report_file.read(file, written.day).report == written
    assert report_file.read(file, eve).problems == (FileProblem("not-a-day", "date"),)


def test_an_older_form_is_named_not_hidden(library: Library, tongues: dict[str, Language]) -> None:
    form = library.questionnaire
    strange = (shown("old-question", {"a": 9}), shown(form.questions[0].id, {"gone": 9}))
    report = dataclasses.replace(class_of(form), counts=strange, again=())
    assert unknown(report, form) == ("old-question", f"{form.questions[0].id}.gone")
    text = " ".join(told(class_outline(report, library, tongues["en"]).blocks))
    assert "old-question" not in text  # an id is no word
    assert "2 questions or answers of this report no longer exist here" in text


def test_reports_of_another_set_or_method_are_not_comparable(library: Library) -> None:
    first = class_of(library.questionnaire)
    assert comparable(first, dataclasses.replace(first, platform="Other", again=()))
    assert not comparable(first, dataclasses.replace(first, set="quick"))
    assert not comparable(first, dataclasses.replace(first, method="1900.1"))


def test_a_paper_tally_gives_the_same_report(library: Library, tongues: dict[str, Language]) -> None:
    form = library.questionnaire
    phones: ClassReport = class_of(form)
    paper = dataclasses.replace(phones, mode="paper", again=phones.again[1:])
    assert "Fewer than 5 moved." in told(class_outline(phones, library, tongues["en"]).blocks)
    assert "Fewer than 5 moved." not in told(class_outline(paper, library, tongues["en"]).blocks)
    assert dials(phones, form) == dials(paper, form)
    assert disagreements(phones, form) == disagreements(paper, form)
    assert counts(form, 0, (1, 2, 3, 4, 0)).n == 10


def test_a_report_of_an_earlier_method_keeps_its_questions_its_words_and_its_points(
    spoken: Library, language: Language
) -> None:
    """Also the questions that are asked no longer, and answers whose words have changed since."""
    then = spoken.questionnaire.earlier[0]
    form = class_form(then.questionnaire)
    report = report_file.read(report_file.write(class_of(form))).report
    assert report is not None
    assert unknown(report, form) == ()
    words = " ".join(told(class_outline(report, spoken, language).blocks))
    for question in form.questions:
        assert question.text in words
    gone = next(question for question in form.questions if question.id in then.gone)
    assert gone.options[0].text in words
    assert language.gettext("method %(method)s", method="2026.1") == class_outline(report, spoken, language).foot
