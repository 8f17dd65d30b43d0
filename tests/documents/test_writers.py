"""One report in every format and language says the same: answers, points, figures."""

import json
import re
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from evaluator.assess import report_text
from evaluator.assess.documents.formats import FORMATS, render
from evaluator.assess.report import Line, Report
from evaluator.assess.scoring import tenths
from evaluator.content.models.library import Library
from evaluator.i18n.language import Language
from tests.assess.reports import KINDS, report_of
from tests.documents import markdown
from tests.documents.pdf import addresses as pdf_addresses
from tests.documents.pdf import pdf_text
from tests.documents.word import addresses as word_addresses
from tests.documents.word import word_text

KEYS = [
    "method", "language", "platform", "set", "date", "grade", "grade_range", "score", "range", "coverage",
    "dimensions", "caps", "answers", "faq", "actions", "find_out_next", "platform_id", "deeds",
]  # fmt: skip
LANGUAGES = ("en", "fr")
WEIGHTS = {"data": "more", "civility": "less"}


def words(text: str) -> str:
    """Text without line breaks, which each format makes where it likes."""
    return "".join(text.split())


def markdown_text(made: bytes) -> str:
    return " ".join(line.text for line in markdown.lines(made.decode()))


READERS: dict[str, Callable[[bytes], str]] = {
    "txt": bytes.decode,
    "md": markdown_text,
    "pdf": pdf_text,
    "docx": word_text,
}
LINKS: dict[str, Callable[[bytes], list[str]]] = {
    "txt": lambda made: re.findall(r"<(https://[^>]*)>", made.decode()),
    "md": lambda made: re.findall(r"\(<([^>]*)>\)", made.decode()),
    "pdf": pdf_addresses,
    "docx": word_addresses,
}


@pytest.fixture(params=LANGUAGES, scope="module")
def language(request: pytest.FixtureRequest, tongues: dict[str, Language]) -> Language:
    return tongues[request.param]


@pytest.fixture(params=KINDS, scope="module")
def report(request: pytest.FixtureRequest, libraries: dict[str, Library], language: Language) -> Report:
    return report_of(libraries[language.code], request.param)


@pytest.fixture(scope="module")
def written(report: Report, language: Language) -> Callable[[str], bytes]:
    """The report as a file, made once of each kind."""
    return cache(lambda ending: render(ending, report, language))


@pytest.fixture(scope="module")
def read_back(written: Callable[[str], bytes]) -> Callable[[str], str]:
    """All words of the report in a format, read back once: several tests look into the same text."""
    return cache(lambda ending: words(READERS[ending](written(ending))))


def test_the_tests_know_every_language_and_format(tongues: dict[str, Language]) -> None:
    assert set(LANGUAGES) == set(tongues)
    assert {*READERS, "json"} == set(FORMATS)


def row(line: Line, report: Report, language: Language) -> tuple[str, list[str]]:
    """What the table of answers says of a question: the words, and the figures there are."""
    costs = {finding.question.id: finding.cost for finding in report.findings}
    opens = {step.question.id: step.narrows_by for step in report.find_out}
    figures = [
        str(line.option.points) if line.option else "–",
        *(report_text.figure(by[line.question.id], language) for by in (costs, opens) if line.question.id in by),
    ]
    return report_text.answer(line, language), figures


@pytest.mark.parametrize("ending", READERS)
def test_every_format_tells_every_answer_and_figure(
    report: Report, language: Language, read_back: Callable[[str], str], ending: str
) -> None:
    text = read_back(ending)
    for line in report.lines:
        answer, figures = row(line, report, language)
        if ending == "txt":
            heads = ("Points", "Costs" if line.option else "Leaves open")
            named = [f"{language.gettext(head)}:{one}" for head, one in zip(heads, figures, strict=False)]
            assert words(f"{line.question.text}→{answer}[{';'.join(named)}]") in text
        else:
            assert words(f"{line.question.text}{answer}{''.join(figures)}") in text
    assert words(report_text.platform(report, language)) in text
    assert words(language.day(report.day)) in text
    assert words(report_text.coverage(report.score, language)) in text
    for sentence in (*report_text.missing(report, language), *report_text.held(report, language)):
        assert words(sentence) in text
    if report.questionnaire.quick:
        assert words(report_text.lights(report, language)) in text
        return
    assert words(report_text.grade(report.score, language)) in text
    assert words(report_text.score_range(report.score, language)) in text
    for part in report.score.dimensions:
        assert words(report_text.dimension(part, language)) in text
    for step in report.changes:
        assert words(f"{step.better.text}{language.colon}{report_text.change(step, language)}") in text


@pytest.mark.parametrize("ending", READERS)
def test_no_written_format_shows_an_id(
    written: Callable[[str], bytes], read_back: Callable[[str], str], ending: str
) -> None:
    text = read_back(ending)
    data = json.loads(written("json"))
    given = [f"{row['question']}={row['option']}" for row in data["answers"] if row["option"]]
    shown = [code for code in [*given, *data["faq"], *data["actions"]] if "-" in code and words(code) in text]
    addresses = words(" ".join(LINKS[ending](written(ending)))) if ending in LINKS else text
    assert [code for code in shown if words(code) not in addresses] == []


def test_json_holds_the_same_figures_as_the_sentences(report: Report, language: Language) -> None:
    data = json.loads(render("json", report, language))
    told = report_text.score_range(report.score, language)
    if data["score"] is not None:
        assert language.number(data["score"]) in told
        assert all(language.number(end) in told for end in data["range"])
    for row, part in zip(data["dimensions"], report.score.dimensions, strict=True):
        if part.applies and part.score is not None:
            assert language.number(row["score"]) in report_text.dimension(part, language)
        assert row["range"] == ([tenths(part.low), tenths(part.high)] if part.applies else None)
        assert (row["answered"], row["applicable"]) == (part.answered, part.applicable)
    assert data["find_out_next"] == [
        {"question": step.question.id, "narrows_by": tenths(step.narrows_by)} for step in report.find_out
    ]
    assert data["grade"] == report.score.grade
    assert [(row["question"], row["option"], row["points"]) for row in data["answers"]] == [
        (line.question.id, line.value, line.option.points if line.option else None) for line in report.lines
    ]
    assert data["coverage"] == {"answered": report.score.answered, "applicable": report.score.applicable}


def test_json_has_exactly_its_keys_in_every_language(report: Report, language: Language) -> None:
    data = json.loads(render("json", report, language))
    assert list(data) == [*KEYS, *(["documented"] if report.documented else [])]
    shapes: dict[str, set[str]] = {
        "dimensions": {"id", "score", "range", "answered", "applicable"},
        "caps": {"question", "option", "cap"},
        "answers": {"question", "option", "points", "whose", "facts"},
        "find_out_next": {"question", "narrows_by"},
    }
    for key, shape in shapes.items():
        assert all(set(row) == shape for row in data[key])
    assert (data["language"], data["platform"], data["date"]) == (language.code, "Example", "2026-11-24")
    assert data["set"] == ("quick" if report.questionnaire.quick else "full")


def test_json_of_a_weak_platform_names_caps_and_where_to_go(library: Library, tongues: dict[str, Language]) -> None:
    data = json.loads(render("json", report_of(library, "weak settings"), tongues["en"]))
    assert [data[key] for key in ("grade", "grade_range", "score", "range")] == ["E", ["E", "E"], 34.0, [34.0, 34.0]]
    assert [dimension["id"] for dimension in data["dimensions"]] == ["data", "money", "civility", "connection"]
    worst = json.loads(render("json", report_of(library, "weak"), tongues["en"]))
    assert {"question": "data-use", "option": "not-said", "cap": "C"} in worst["caps"]
    assert data["find_out_next"] == []
    assert data["faq"]
    assert data["actions"]


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("blank", {"grade": None, "grade_range": ["E", "A"], "score": None, "range": [0.0, 100.0]}),
        ("quick", {"grade": None, "grade_range": None, "score": 0.0, "range": [0.0, 0.0]}),
        ("best", {"grade": None, "grade_range": ["A", "A"], "score": 100.0, "range": [100.0, 100.0]}),
    ],
)
def test_json_says_null_where_nothing_is_known(
    library: Library, tongues: dict[str, Language], kind: str, values: dict[str, Any]
) -> None:
    data: dict[str, Any] = json.loads(render("json", report_of(library, kind), tongues["en"]))
    assert {key: data[key] for key in values} == values
    blank = [row for row in data["answers"] if row["option"] is None]
    assert len(blank) == (len(library.questionnaire.questions) if kind == "blank" else 0)
    assert all(row["points"] is None for row in blank)


def test_own_weights_are_told_in_every_format(libraries: dict[str, Library], language: Language) -> None:
    report = report_of(libraries[language.code], "mixed", weights=WEIGHTS)
    assert report.personal is not None
    data = json.loads(render("json", report, language))
    assert list(data) == [*KEYS, "personal"]
    assert list(data["personal"]) == ["grade", "grade_range", "score", "range", "weights"]
    assert data["personal"]["weights"] == WEIGHTS
    assert data["personal"]["score"] != data["score"]
    sentence = report_text.personal(report, language)
    assert sentence is not None
    assert language.number(data["personal"]["score"]) in sentence
    for ending, reader in READERS.items():
        assert words(sentence) in words(reader(render(ending, report, language)))


@pytest.mark.parametrize("ending", READERS)
def test_the_address_is_there_when_the_program_knows_it(
    report: Report,
    language: Language,
    written: Callable[[str], bytes],
    read_back: Callable[[str], str],
    ending: str,
) -> None:
    address = "https://example.org/en/report?platform=Example"
    label = words(language.gettext("Open this report again"))
    linked = render(ending, report, language, address)
    assert label in words(READERS[ending](linked))
    assert label not in read_back(ending)
    entries = {f"https://example.org/en/faq/{entry.id}" for entry in report.faq}
    leads = set(LINKS[ending](linked))
    assert address in leads
    assert {url for url in leads if "/faq/" in url} <= entries
    assert bool(entries) == any("/faq/" in url for url in leads)
    assert not any("example.org" in url for url in LINKS[ending](written(ending)))


def test_the_long_formats_leave_nothing_out(
    report: Report, language: Language, read_back: Callable[[str], str]
) -> None:
    for ending in ("txt", "md", "docx"):
        text = read_back(ending)
        for finding in report.findings:
            told = [finding.option.reason, finding.question.why, *(entry.short for entry in finding.faq)]
            told += [action.gives for action in (*finding.yours, *finding.others)]
            assert all(words(one) in text for one in told)
        for step in report.find_out:
            assert all(
                words(one) in text
                for one in (*step.question.find_out, report_text.narrows(step.narrows_by, language))
            )
        for change in report.changes if not report.questionnaire.quick else ():
            assert words(f"{change.better.text}") in text
        for line in report.help_lines:
            if not line.emergency and line.speaks(language.code):
                assert words(f"{line.title}") in text
                assert words(f"{line.phone or ''}") in text


def test_text_fits_a_terminal_of_seventy_two_columns(report: Report, language: Language) -> None:
    long = [line for line in render("txt", report, language).decode().splitlines() if len(line) > 72]
    assert [line for line in long if " " in line.strip("- ") and "<http" not in line] == []


def test_an_unknown_format_is_a_key_error(library: Library, tongues: dict[str, Language]) -> None:
    with pytest.raises(KeyError):
        render("odt", report_of(library, "blank"), tongues["en"])
