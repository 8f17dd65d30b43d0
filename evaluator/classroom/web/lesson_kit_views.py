"""The lesson kit: a page that lists its documents, and the documents. The same for everybody, made from content."""

from flask import Blueprint, Response, abort, render_template, request

from evaluator import documents
from evaluator.assess.web.bad_request import bad_request
from evaluator.classroom.documents.lesson_kit import groups, kit
from evaluator.documents.paper import LETTER, PAPERS
from evaluator.validation.parameters import choose
from evaluator.web.context import language, site, today
from evaluator.web.headers import A_WHILE, cache_control
from evaluator.web.responses import document_cache, download

bp = Blueprint("kit", __name__, url_prefix="/<lang>/class")

KINDS = ("pdf", "docx")


@bp.get("/kit")
@cache_control(A_WHILE)
def index() -> str:
    """Show every document with one line that says what it is for."""
    items = kit(site().libraries, language())
    if not items:
        abort(404)
    parts = {
        title: [item for item in items.values() if item.group == group] for group, title in groups(language()).items()
    }
    return render_template("classroom/lesson_kit.html", parts=parts, letter=LETTER)


@bp.get("/kit/<sheet>.<kind>")
@cache_control(A_WHILE)
def document(sheet: str, kind: str) -> Response:
    """Show one document."""
    item = kit(site().libraries, language()).get(sheet)
    if item is None or kind not in KINDS:
        abort(404)
    paper, wrong = choose("paper", request.args.getlist("paper"), tuple(PAPERS))
    if wrong:
        return bad_request(wrong)
    made = document_cache().get(
        ("lesson kit", language().code, sheet, kind, paper, today()),
        lambda: documents.write(kind, item.make(today()), paper),
    )
    return download(made, kind, f"{item.name}-{language().code}")
