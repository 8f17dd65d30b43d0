"""The lesson kit: a page that lists its documents, and the documents. The same for everybody, made from content."""

from flask import Blueprint, Response, abort, request

from evaluator import documents
from evaluator.assess.answers import Answers, Assessment, Reading, choose
from evaluator.assess.web.downloads import handed_out
from evaluator.classroom.documents.lesson_kit import groups, kit
from evaluator.documents.paper import LETTER, PAPERS
from evaluator.web.context import language, render, site, today
from evaluator.web.errors import bad_request

bp = Blueprint("kit", __name__, url_prefix="/<lang>/class")

KINDS = ("pdf", "docx")


@bp.get("/kit")
def index() -> bytes:
    """Every document with one line that says what it is for."""
    items = kit(site().libraries, language())
    if not items:
        abort(404)
    parts = {
        title: [item for item in items.values() if item.group == group] for group, title in groups(language()).items()
    }
    return render("classroom/lesson_kit.html", parts=parts, letter=LETTER)


@bp.get("/kit/<sheet>.<kind>")
def document(sheet: str, kind: str) -> Response:
    """One document."""
    item = kit(site().libraries, language()).get(sheet)
    if item is None or kind not in KINDS:
        abort(404)
    paper, wrong = choose("paper", request.args.getlist("paper"), tuple(PAPERS))
    if wrong:
        return bad_request(Reading(Assessment("", "full", Answers()), wrong))
    made = documents.write(kind, item.make(today()), paper)
    return handed_out(made, kind, f"{item.name}-{language().code}")
