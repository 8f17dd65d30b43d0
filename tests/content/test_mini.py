"""Another topic goes the whole way from its folder to the documents: no id or letter is wired into the code."""

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from flask import Flask

from evaluator.app import create_app
from evaluator.assess.answers import read
from evaluator.assess.documents.formats import FORMATS, render
from evaluator.assess.report import Report, build_report
from evaluator.content import check, load
from evaluator.content.models.library import Library
from evaluator.i18n.language import Language
from evaluator.settings import Settings
from tests.content.broken import ENGLISH, MINI, copy
from tests.documents.word import word_text

DAY = date(2026, 11, 24)
ANSWERS = {
    "platform": "Mill Lane", "place-shade": "sails", "place-safety": "serious", "place-water": "tap",
    "company-welcome": "everywhere", "company-rules": "sometimes",
}  # fmt: skip


@pytest.fixture
def site() -> Flask:
    app = create_app(Settings(questions=MINI, base_url="", hosts=(), threads=1))
    app.testing = True
    return app


def report_on(library: Library, **answers: str) -> Report:
    reading = read(library.questionnaire, answers.items(), DAY)
    assert reading.problems == ()
    return build_report(library, reading.assessment, DAY)


def test_the_folder_has_other_dimensions_letters_and_numbers(playground: Library, library: Library) -> None:
    form, real = playground.questionnaire, library.questionnaire
    assert [dimension.id for dimension in form.dimensions] == ["place", "company"]
    assert len(form.questions) == 5
    assert not {d.id for d in form.dimensions} & {d.id for d in real.dimensions}
    assert not set(form.scoring.letters) & set(real.scoring.letters)


def test_it_is_scored_with_its_own_bands(playground: Library) -> None:
    score = report_on(playground, **ANSWERS).score
    place, company = Fraction(60 + 0 + 100, 3), Fraction(100 + 55, 2)
    assert score.score == (place + company) / 2
    assert (score.score is not None and 65 < score.score < 66, score.grade) == (True, "F")


def test_its_caps_hold_its_letters_down(playground: Library) -> None:
    best = {"place-shade": "trees", "place-safety": "no", "place-water": "tap", "company-rules": "mostly"}
    assert report_on(playground, **best, **{"company-welcome": "everywhere"}).score.letter == "G"
    assert report_on(playground, **best, **{"company-welcome": "nowhere"}).score.letter == "P"


def test_what_would_change_the_letter_counts_the_dimension_that_it_lifts(playground: Library) -> None:
    """Company has 25 points, and G needs 40 in each: either better answer lifts it over that line, too."""
    held = {"place-shade": "trees", "place-safety": "no", "place-water": "tap", "company-rules": "never"}
    report = report_on(playground, **held, **{"company-welcome": "partly"})
    assert report.score.grade == "F"
    assert {change.better.id: change.letter for change in report.changes} == {"sometimes": "G", "everywhere": "G"}


def test_its_answers_lead_to_its_own_faq_actions_and_help_line(playground: Library) -> None:
    report = report_on(playground, **ANSWERS)
    data = json.loads(render("json", report, ENGLISH["en"]))
    assert data["method"] == "mini.1"
    assert set(data["faq"]) <= {"better-ground", "fair-turns"}
    assert "call-the-nurse" in data["actions"]
    assert [part["id"] for part in data["dimensions"]] == ["place", "company"]


@pytest.mark.parametrize("ending", sorted(FORMATS))
def test_every_document_can_be_made_of_it(ending: str, playground: Library, tongues: dict[str, Language]) -> None:
    made = render(ending, report_on(playground, **ANSWERS), tongues["en"])
    if ending == "docx":
        assert "Mill Lane" in word_text(made)
    else:
        assert made.startswith(b"%PDF-") if ending == "pdf" else b"Mill Lane" in made


@pytest.mark.parametrize(
    ("path", "holds"),
    [
        ("/en/", "The park behind the school"),
        ("/en/assess/place", "Can you drink there?"),
        ("/en/assess/company", "Do children agree on whose turn it is?"),
        ("/en/assess/quick", "Can a child in a wheelchair play there?"),
        ("/en/report", "F, report"),
        ("/en/report?set=quick&place-shade=none&company-welcome=everywhere", "1 light: cloudy"),
        ("/en/method", "ask for a better one"),
        ("/en/faq/", "Who looks after a playground?"),
        ("/en/faq/fair-turns", "Children agree faster than adults do."),
    ],
)
def test_every_page_speaks_of_it(path: str, holds: str, site: Flask) -> None:
    response = site.test_client().get(path, query_string=None if "?" in path else ANSWERS)
    assert response.status_code == 200
    assert holds in response.text


def test_a_new_question_is_one_file_when_it_names_what_serves_it(tmp_path: Path) -> None:
    folder = copy(tmp_path / "mini")
    text = (MINI / "rubric" / "place-water.yaml").read_text(encoding="utf-8")
    named = text.replace("place-water", "place-toilet").replace("order: 3", "order: 4")
    (folder / "rubric" / "place-toilet.yaml").write_text(f"{named}served_by: [fair-turns, bring-water]\n", "utf-8")
    library = load(folder, ENGLISH)["en"]
    question = library.questionnaire.question("place-toilet")
    assert question is not None
    assert library.faq_for(question, question.options[-1])[0].id == "fair-turns"
    assert library.actions_for(question, question.options[-1])[0].id == "bring-water"
    (folder / "rubric" / "place-toilet.yaml").write_text(named, "utf-8")
    assert {fault.message.partition(" ")[0] for fault in check(folder, ENGLISH)} == {"no"}  # nothing serves it
