"""The questionnaire on paper: the same file for everybody, since it depends on the content alone."""

from flask import Blueprint, Response, abort, request

from evaluator import documents
from evaluator.assess.answers import SETS, Answers, Assessment, Reading, choose
from evaluator.assess.documents.worksheet_document import worksheet_outline
from evaluator.assess.web.downloads import handed_out
from evaluator.content.topic import worksheet_name
from evaluator.documents.paper import PAPERS
from evaluator.web.context import address, language, library, site, today
from evaluator.web.errors import bad_request

bp = Blueprint("worksheet", __name__, url_prefix="/<lang>")

ENDINGS = ("pdf", "docx")


@bp.get("/worksheet.<ending>")
def document(ending: str) -> Response:
    """The worksheet of the full set or of the quick check."""
    if ending not in ENDINGS:
        abort(404)
    paper, wrong_paper = choose("paper", request.args.getlist("paper"), tuple(PAPERS))
    which, wrong_set = choose("set", request.args.getlist("set"), SETS)
    if wrong_paper or wrong_set:
        return bad_request(Reading(Assessment("", which, Answers()), wrong_paper + wrong_set))
    form = library().questionnaire
    home = f"{site().base_url}{address('pages.home')}" if site().base_url else ""
    outline = worksheet_outline(form.core if which == "quick" else form, language(), today(), home)
    return handed_out(documents.write(ending, outline, paper), ending, worksheet_name(form, language()))
