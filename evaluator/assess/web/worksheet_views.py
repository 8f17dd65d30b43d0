"""The questionnaire on paper: the same file for everybody, since it depends on the content alone."""

from flask import Blueprint, Response, abort, request, url_for

from evaluator import documents
from evaluator.assess.answers import SETS
from evaluator.assess.documents.worksheet_document import worksheet_outline
from evaluator.assess.web.bad_request import bad_request
from evaluator.assess.web.downloads import download
from evaluator.content.topic import worksheet_name
from evaluator.documents.paper import PAPERS
from evaluator.validation.parameters import choose
from evaluator.web.context import language, library, site, today
from evaluator.web.headers import A_WHILE, cache_control

bp = Blueprint("worksheet", __name__, url_prefix="/<lang>")

ENDINGS = ("pdf", "docx")


@bp.get("/worksheet.<ending>")
@cache_control(A_WHILE)
def document(ending: str) -> Response:
    """The worksheet of the full set or of the quick check."""
    if ending not in ENDINGS:
        abort(404)
    paper, wrong_paper = choose("paper", request.args.getlist("paper"), tuple(PAPERS))
    which, wrong_set = choose("set", request.args.getlist("set"), SETS)
    if wrong_paper or wrong_set:
        return bad_request(wrong_paper + wrong_set)
    form = library().questionnaire
    home = f"{site().base_url}{url_for('pages.home')}" if site().base_url else ""
    outline = worksheet_outline(form.core if which == "quick" else form, language(), today(), home)
    return download(documents.write(ending, outline, paper), ending, worksheet_name(form, language()))
