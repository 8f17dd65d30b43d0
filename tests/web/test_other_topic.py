"""A folder about loyalty cards, served: every page speaks of cards, and nothing of our own topic shows."""

import re
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

import pytest
import yaml
from flask import Flask

from evaluator.app import create_app
from evaluator.assess.documents.formats import FORMATS, render
from evaluator.content import load
from evaluator.content.models.library import Library
from evaluator.content.topic import topic
from evaluator.i18n.language import languages, started
from evaluator.settings import Settings, folder
from tests.assess.reports import KINDS, report_of
from tests.content.broken import MINI
from tests.documents.word import word_text
from tests.web.client import CheckingClient
from tests.web.live import serving, status
from tests.web.page_rules import SVG, Page, words
from tests.web.visitor import Visitor

EXAMPLE = Path(__file__).parent.parent.parent / "docs" / "example-questions"
# The number in "four devices or more" is that of the rules of a class, whatever the form asks about.
OURS = re.compile(r"\b(platforms?|four(?! devices or more)|film|social dilemma|instagram)\b", re.IGNORECASE)
LONG_ENOUGH = 20  # characters: shorter strings, such as "Never", may stand in both folders


def site_of(questions: Path, *codes: str) -> Flask:
    app = create_app(Settings(questions, "", (), 1, codes))
    app.testing = True
    return app


@pytest.fixture(scope="module")
def cards() -> Flask:
    return site_of(EXAMPLE)


@pytest.fixture(scope="module")
def card_library(cards: Flask) -> Library:
    library: Library = cards.extensions["site"].libraries["en"]
    return library


def checking(app: Flask) -> CheckingClient:
    return CheckingClient(app, app.response_class)


def worst_of(library: Library) -> str:
    answers = [(question.id, question.options[-1].id) for question in library.questionnaire.questions]
    return urlencode([("platform", "Mill"), *answers])


def walk(app: Flask) -> Iterator[tuple[str, Page]]:
    """Every page that links and forms lead to from the first page and from full reports."""
    client, library = checking(app), next(iter(app.extensions["site"].libraries.values()))
    query, home = worst_of(library), f"/{library.language}"
    starts = [f"{home}/", f"{home}/report?{query}", f"{home}/report?{query}&set=quick", f"{home}/nowhere"]
    starts += [f"{home}/assess?platform=", f"{home}/report?set=some", f"{home}/report?date=2021-01-01"]
    waiting, seen = list(starts), set[str]()
    while waiting:
        address = waiting.pop()
        name = address if address in starts else urlsplit(address).path  # one page of each path is enough
        if name in seen:
            continue
        seen.add(name)
        answer = client.get(address, follow_redirects=True)
        if answer.mimetype == "text/html":
            page = Page(answer.text)
            yield address, page
            targets = [node.get(name) for node in page.all for name in ("href", "action") if node.get(name)]
            waiting += [urljoin(address, str(target)).partition("#")[0] for target in targets if is_page(str(target))]


def is_page(target: str) -> bool:
    return target.startswith("/") and not target.startswith("/static/")


def said(page: Page) -> str:
    """The words of a page with its title and its description."""
    meta = [node.get("content", "") for node in page.named("meta") if node.get("name") == "description"]
    return " ".join([page.title, *meta, words(page.root.find("body"))])


def prose(library: Library) -> set[str]:
    """The sentences of a library."""
    form = library.questionnaire
    found = {part.question for part in form.dimensions} | {part.about for part in form.dimensions}
    found |= {text for q in form.questions for text in (q.text, q.why, *(option.text for option in q.options))}
    found |= {text for entry in library.faq for text in (entry.question, entry.short)}
    found |= {text for action in library.actions for text in (action.title, action.gives)}
    return {text for text in found if len(text) >= LONG_ENOUGH}


def around(library: Library) -> set[str]:
    """The words around our own form."""
    return {str(text) for text in vars(topic(library.questionnaire, languages()["en"])).values()}


def test_the_example_is_another_form(card_library: Library, library: Library) -> None:
    form, ours = card_library.questionnaire, library.questionnaire
    assert (len(form.dimensions), len(form.questions)) == (3, 6)
    assert not {d.id for d in form.dimensions} & {d.id for d in ours.dimensions}
    assert len({entry.group for entry in card_library.faq}) == 2


def test_no_page_says_anything_of_our_own_topic(cards: Flask, library: Library) -> None:
    ours = prose(library) | around(library)
    pages = dict(walk(cards))
    assert len(pages) >= 15
    wrong = {path: found for path, page in pages.items() if (found := OURS.findall(said(page)))}
    assert wrong == {}
    assert {path: text for path, page in pages.items() for text in ours if text and text in said(page)} == {}


def test_the_walk_would_find_our_own_topic(app: Flask) -> None:
    assert any(OURS.search(said(page)) for _, page in walk(app))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ending", sorted(FORMATS))
def test_no_document_says_anything_of_our_own_topic(ending: str, kind: str, card_library: Library) -> None:
    made = render(ending, report_of(card_library, kind, "Mill"), languages()["en"])
    if ending == "pdf":
        assert made.startswith(b"%PDF-")
    else:
        told = word_text(made) if ending == "docx" else made.decode()
        text = told.replace('"platform": "Mill"', "")  # the key of the data
        assert OURS.findall(text) == []
        assert "data-use" not in text


def test_someone_judges_a_card_from_the_first_page_to_the_report(cards: Flask) -> None:
    visitor = Visitor(checking(cards)).opens("/")
    visitor.reads("Is this shop’s loyalty card worth it?", "A letter from A to C after 4 answers")
    visitor.types("Which shop’s card?", "Mill").presses("Start the questions")
    visitor.reads("Question 1 of 6").presses("Points for a few chosen things")
    visitor.presses("All that, and an app on your phone").presses("By a letter or a call")
    visitor.follows("Result").reads(
        "The score is 13.3 out of 100", "The grade cannot be better than B", "counts 3 times"
    )
    visitor.reads("Scored by Loyal to what?, method card.1.").follows("Judge another card")
    assert visitor.path == "/en/"


def test_the_quick_check_of_cards_asks_its_own_core_questions(cards: Flask) -> None:
    visitor = Visitor(checking(cards)).opens("/en/assess/quick?platform=Mill").chooses("worth-back", "money")
    visitor.presses("See the report").reads("1 light: fine; 2 not known")


def test_a_folder_in_one_language_has_no_other(cards: Flask) -> None:
    client = checking(cards)
    home = client.page("/en/")
    assert [node.get("hreflang") for node in home.all if node.get("hreflang")] == []
    assert client.get("/", headers={"Accept-Language": "fr"}).location == "/en/"
    assert client.get("/fr/").status_code == 404
    assert client.get("/fr/report").status_code == 404


def test_the_languages_of_a_site_can_be_named() -> None:
    client = checking(site_of(folder("questions"), "fr"))
    assert client.get("/", headers={"Accept-Language": "en"}).location == "/fr/"
    assert client.get("/en/").status_code == 404
    assert client.page("/fr/").lang == "fr"


def test_serve_takes_the_folder_that_the_command_names(tmp_path: Path) -> None:
    command = ["-m", "evaluator", "serve", "--port", "0", "--questions", str(EXAMPLE)]
    with serving(command, tmp_path, {"EVALUATOR_QUESTIONS": "nowhere", "EVALUATOR_LANGUAGES": ""}) as server:
        assert "Is this shop’s loyalty card worth it?" in server.get("/en/").decode()
        assert status(server.get("/fr/")) == 404


def test_the_file_of_a_report_is_called_after_the_site(cards: Flask) -> None:
    answer = checking(cards).get("/en/report.md?platform=Mill")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="loyal-to-what-mill.md"'


def test_a_help_line_stands_under_the_answers_that_ask_for_it(tmp_path: Path) -> None:
    shutil.copytree(MINI, tmp_path / "park")
    file = tmp_path / "park" / "faq" / "fair-turns.yaml"
    file.write_text(file.read_text("utf-8") + "help_lines: true\n", "utf-8")
    client = checking(site_of(tmp_path / "park"))
    assert "Call the nurse" in said(client.page("/en/faq/fair-turns"))
    assert "Call the nurse" not in said(client.page("/en/faq/better-ground"))


def grown(target: Path, size: int) -> Path:
    """A folder with so many dimensions of two questions each."""
    shutil.copytree(MINI, target)
    base: dict[str, Any] = yaml.safe_load((MINI / "rubric" / "company-welcome.yaml").read_text("utf-8"))
    for file in (target / "rubric").iterdir():
        file.unlink()
    names, ids = [f"part-{number}" for number in range(size)], count()
    for name in names:
        for order in (1, 2):
            question = {**base, "id": f"ask-{next(ids)}", "dimension": name, "order": order, "core": order == 1}
            (target / "rubric" / f"{question['id']}.yaml").write_text(yaml.safe_dump(question), "utf-8")
    dimensions = [{"id": name, "name": name, "question": f"{name}?", "about": "It is."} for name in names]
    form = {"seconds_per_question": 20, "dimensions": dimensions}
    (target / "questionnaire.yaml").write_text(yaml.safe_dump(form), "utf-8")
    served = [f"ask-{number}" for number in range(2 * size)]
    for kind in ("faq", "actions"):
        for file in (target / kind).iterdir():
            whole = yaml.safe_load(file.read_text("utf-8"))
            file.write_text(yaml.safe_dump({**whole, "serves": served}), "utf-8")
    return target


@pytest.mark.parametrize("size", [1, 2, 5, 8])
def test_a_form_may_have_one_to_eight_dimensions(size: int, tmp_path: Path) -> None:
    app = site_of(grown(tmp_path / "grown", size))
    library, client = app.extensions["site"].libraries["en"], checking(app)
    pages = [client.page(f"/en/assess/part-{number}") for number in range(size)]
    report = client.page(f"/en/report?{worst_of(library)}")
    for page in [*pages, report, client.page("/en/"), client.page("/en/method")]:
        symbols = [node for node in page.named(f"{SVG}symbol") if node.get("id", "").startswith("mark-")]
        shapes = {node.get("id"): node[0].get("d") for node in symbols}
        assert len(shapes) == len(set(shapes.values())) == size
    used = [href for node in report.named(f"{SVG}use") if (href := node.get("href", "")).startswith("#mark-")]
    assert set(used) == {f"#mark-{number}" for number in range(1, size + 1)}
    assert f"{size} of {size}" in words(pages[-1].root)
    assert "And this tool?" not in said(client.page("/en/"))
    assert client.get(f"/en/report.pdf?{worst_of(library)}").data.startswith(b"%PDF-")


def test_a_ninth_dimension_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="dimensions: has over 8 entries; shorten it"):
        load(grown(tmp_path / "grown", 9), started())
