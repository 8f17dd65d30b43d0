"""Serve the wizard of the code of ethics: facts first, promises second, contradictions where they arise.

The draft travels in the form: each step is a POST whose body holds all of it, and the answer is the next page.
Nothing is stored and no cookie is set, so there is nothing that a forged form could do, and no token.
"""

from dataclasses import replace
from typing import NamedTuple

from flask import Blueprint, Response, abort, make_response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from evaluator.documents.blocks import A4, LETTER
from evaluator.ethics.documents.context import CodeContext
from evaluator.ethics.documents.formats import (
    CODE,
    EVIDENCE,
    EthicsFormat,
    file_name,
    write_code,
    write_evidence,
)
from evaluator.ethics.draft import Draft
from evaluator.ethics.web import pages
from evaluator.ethics.web.fields import sentence
from evaluator.ethics.web.posted_draft import (
    START,
    PostedDraft,
    buttons,
    new_draft,
    open_form,
    posted_draft,
    read_context,
    reports_behind,
    start_form,
)
from evaluator.ethics.web.review_pages import remarks_page, review_page
from evaluator.ethics.wizard_steps import CHECK, STEPS, opened_questions
from evaluator.validation.untrusted_json import FileProblem
from evaluator.web.context import library, site, today
from evaluator.web.errors import max_body
from evaluator.web.headers import BY_THE_BROWSER, cache_control
from evaluator.web.responses import check_turn, named_file

bp = Blueprint("ethics", __name__, url_prefix="/<lang>/ethics")
BOTH = ["GET", "POST"]  # a GET comes from a bookmark, without a draft: it leads to the first page
MAX_DRAFT_BODY_BYTES = 512 * 1024  # twice the longest draft


@bp.before_request
def _ready() -> AnyResponse | None:
    """Refuse what has no page: content without a code of ethics, a step without a draft."""
    if library().ethics is None or (request.view_args and request.view_args.get("step", STEPS[0]) not in STEPS):
        abort(404)
    if request.endpoint != "ethics.start" and request.method in ("GET", "HEAD"):
        return redirect(url_for("ethics.start"))
    return None


@bp.get("/")
@cache_control(BY_THE_BROWSER)
def start() -> AnyResponse:
    """Serve the first page; a report's own parameters, or `report`, import assessments."""
    own = request.query_string.decode() if "platform" in request.args else ""
    imported = reports_behind([own, *request.args.getlist("report")])
    return make_response(*pages.start_page(start_form(), imported))


@bp.route("/open", methods=BOTH)
@cache_control(BY_THE_BROWSER)
@max_body(MAX_DRAFT_BODY_BYTES)
def opened() -> AnyResponse:
    """Open a saved draft."""
    form = open_form()
    parsed = form.file.data if form.validate() else None
    if parsed is None:
        return make_response(*pages.start_page(start_form(), reports_behind(()), form.file.errors[0]))
    return make_response(*pages.opened_page(parsed))


@bp.route("/<step>", methods=BOTH)
@cache_control(BY_THE_BROWSER)
@max_body(MAX_DRAFT_BODY_BYTES)
def step(step: str) -> AnyResponse:
    """Serve a step, with the draft as the step before sent it; or that one again when something is wrong."""
    pressed = buttons()
    if pressed.sender.data == START:
        return _first_step(step)
    sent, more = posted_draft(), pressed.more.data
    if not sent.valid:
        return make_response(*pages.corrected_page(sent, step, more))
    return make_response(*pages.step_page(sent.draft, *_next(sent, step), sent.older, more))


def _first_step(step: str) -> AnyResponse:
    form = start_form()
    draft, imported = new_draft(form)
    half_read = [each for assessment in imported.assessments for each in assessment.left_out]
    if not form.validate() or imported.problems or half_read:
        return make_response(*pages.start_page(form, imported, half_read=half_read))
    return make_response(*pages.step_page(draft, step))


def _next(sent: PostedDraft, step: str) -> tuple[str, tuple[str, ...]]:
    """Choose the step to show: on the way forward the same again while answers have opened questions."""
    if sent.sender in STEPS and STEPS.index(sent.sender) < STEPS.index(step):
        new = opened_questions(read_context().ethics, sent.sender, sent.before, sent.draft)
        if new:
            return sent.sender, new
    return step, ()


@bp.route("/review", methods=BOTH)
@cache_control(BY_THE_BROWSER)
@max_body(MAX_DRAFT_BODY_BYTES)
def review() -> AnyResponse:
    """Ask again what may have changed since the code was dated, and what shows that its promises were kept."""
    sent = posted_draft()
    return make_response(*(review_page(sent.draft) if sent.valid else pages.corrected_page(sent, CHECK)))


@bp.route("/remarks", methods=BOTH)
@cache_control(BY_THE_BROWSER)
@max_body(MAX_DRAFT_BODY_BYTES)
def remarks() -> AnyResponse:
    """Show the code to a second person, with room for remarks."""
    sent = posted_draft()
    return make_response(*(remarks_page(sent.draft) if sent.valid else pages.corrected_page(sent, CHECK)))


@bp.route("/preview", methods=BOTH)
@max_body(MAX_DRAFT_BODY_BYTES)
def preview() -> str:
    """Serve the code as it stands, for the page that shows it beside the promises."""
    return pages.preview_fragment(posted_draft().draft)


@bp.route("/document", methods=BOTH)
@max_body(MAX_DRAFT_BODY_BYTES)
def document() -> AnyResponse:
    """Serve the code (`code` names the format), or its private evidence sheet (`evidence`), as a file."""
    wanted = _wanted()
    if wanted:
        check_turn(wanted.format.ending)
    sent = posted_draft()
    if sent.valid and wanted:
        return _file(sent.draft, wanted)
    lacking = () if not sent.valid else (sentence(FileProblem("no-format")),)
    sent = replace(sent, problems=(*sent.problems, *lacking))
    return make_response(*pages.corrected_page(sent, CHECK, buttons().more.data))


class Wanted(NamedTuple):
    """The file that was asked for."""

    kind: str
    paper: str
    internal: bool  # the evidence sheet

    @property
    def format(self) -> EthicsFormat:
        """How it is made."""
        return (EVIDENCE if self.internal else CODE)[self.kind]


def _wanted() -> Wanted | None:
    """Read which file was asked for; None when none or an unknown one was, or several at once."""
    pressed = buttons()
    asked_for = [(field.name, value) for field in (pressed.code, pressed.evidence) for value in field.data]
    if len(asked_for) != 1:
        return None
    [(name, value)] = asked_for
    internal = name == "evidence"
    formats = EVIDENCE if internal else CODE
    kind, _, paper = (value, "", "") if value in formats else value.partition("-")
    return Wanted(kind, paper or A4, internal) if kind in formats and paper in ("", LETTER) else None


def _file(draft: Draft, wanted: Wanted) -> Response:
    """Make the file that was asked for."""
    here = site()
    languages = [here.languages[code] for code in draft.languages]
    context = CodeContext.create(draft, here.libraries, languages, today(), wanted.paper)
    made = (write_evidence if wanted.internal else write_code)(wanted.kind, context)
    return named_file(made, wanted.format.media_type, file_name(wanted.kind, context, wanted.internal))
