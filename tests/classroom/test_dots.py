"""The pictures of a class against its counts: a dot is an answer, in every medium, and nothing else is drawn."""

import csv
import io
import json
import re
from collections import Counter

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluator.classroom import report_file
from evaluator.classroom.documents import formats
from evaluator.classroom.dots import difference, grid, pile
from evaluator.classroom.report import Again, ClassReport
from evaluator.classroom.settings import class_form
from evaluator.content.models.library import Library
from evaluator.content.models.questionnaire import DONT_KNOW, Questionnaire
from evaluator.i18n.language import Language
from tests.classroom.reports import DAY, shown
from tests.documents.pdf import pdf_text
from tests.documents.word import word_text

NUMBERS = st.integers(0, 300)
DOT = re.compile(r"M([\d.]+) ([\d.]+)h0")


@given(before=NUMBERS, after=NUMBERS)
def test_two_counts_and_what_they_differ_by(before: int, after: int) -> None:
    dots = difference(before, after)
    assert (dots.same + dots.fewer, dots.same + dots.more) == (before, after)
    assert (str(dots).count("●"), str(dots).count("◆"), str(dots).count("○")) == (dots.same, dots.more, dots.fewer)


@given(counts=st.lists(st.tuples(NUMBERS, NUMBERS), min_size=2, max_size=9))
def test_every_row_fits_the_one_scale_and_no_dot_hides_another(counts: list[tuple[int, int]]) -> None:
    scale = grid(max(sum(before for before, _ in counts), sum(after for _, after in counts)))
    for before, after in counts:
        drawn = scale.paths(difference(before, after))
        places = [place for path in drawn.values() for place in DOT.findall(path)]
        assert len(places) == len({*places}) == max(before, after)
        assert all(float(x) < scale.columns and float(y) < scale.depth for x, y in places)


@given(points=st.dictionaries(st.integers(0, 100), st.integers(0, 60), min_size=1, max_size=12))
def test_a_dimension_is_a_pile_of_its_answers(points: dict[int, int]) -> None:
    drawn = pile(points)
    places = DOT.findall(drawn.path)
    assert len(places) == sum(points.values())
    assert all(0 < float(x) < 1000 and 0 < float(y) < 64 for x, y in places)


@st.composite
def reports(draw: st.DrawFn, form: Questionnaire) -> ClassReport:
    """A class that voted twice on one question, with any counts."""
    question = draw(st.sampled_from(form.questions))
    votes = [
        {name: draw(st.integers(0, 12)) for name in (*(option.id for option in question.options), DONT_KNOW)}
        for _ in range(2)
    ]
    before, after = (shown(question.id, vote) for vote in votes)
    again = (Again(before, after),) if before.options else ()
    return ClassReport(form.scoring.method, DAY, "full", "Example", "devices", 99, 99, (before,), again)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_dots_and_figures_are_the_same_in_every_medium(
    app: Flask, libraries: dict[str, Library], tongues: dict[str, Language], lang: str
) -> None:
    library, language = libraries[lang], tongues[lang]
    client = app.test_client()

    @settings(max_examples=6)
    @given(report=reports(class_form(library.questionnaire)))
    def holds(report: ClassReport) -> None:
        wanted = Counter[str]()
        for first, last in ((report.counts[0], report.counts[0]), *((one.before, one.after) for one in report.again)):
            if first.options and last.options:
                for name, before in first.options.items():
                    wanted.update(difference(before, last.options[name]))
        for kind, read in (("pdf", pdf_text), ("docx", word_text), ("md", bytes.decode)):
            told = read(formats.write(kind, report, library, language))
            signs = Counter(re.sub("[^●◆○]", "", told))
            key = 1 if report.again and report.again[0].after.options else 0  # the line that explains the signs
            assert signs == wanted + Counter({sign: key for sign in "●◆○" if key}), kind
        saved = report_file.write(report)
        page = client.post(
            f"/{lang}/class/again",
            data={"file": (io.BytesIO(saved), "a.json")},
            headers={"Sec-Fetch-Site": "same-origin"},
        ).text
        rows = re.findall(r'<svg class="dots" viewBox="[^"]+" preserve.*?</svg>', page)
        kinds = re.findall(r'class="(same|more|fewer)" d="([^"]+)"', "".join(rows))
        drawn = Counter[str]()
        for kind, path in kinds:
            drawn[{"same": "●", "more": "◆", "fewer": "○"}[kind]] += path.count("h0")
        assert drawn == wanted
        table = formats.write("csv", report, library, language).decode("utf-8-sig")
        [_, *lines] = csv.reader(io.StringIO(table), delimiter=";" if lang == "fr" else ",")
        figures = sum(int(line[5]) for line in lines if line[5])
        kept = json.loads(saved)
        votes = [*kept["questions"], *(one["after"] for one in kept["again"])]
        assert figures == sum(sum(vote["options"].values()) for vote in votes)

    holds()
