"""The wizard of the code of ethics: facts first, promises second, contradictions where they arise.

The draft travels in the form: each step is a POST whose body holds all of it, and the answer is the next page.
Nothing is stored and no cookie is set, so there is nothing that a forged form could do, and no token. The fields are
checked by the readers of the draft's file (`ethics.wizard_form`): a form class would check them a second time.
"""

from dataclasses import replace

from flask import Blueprint, Response, abort, make_response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from evaluator.ethics.draft_file import MAX_BYTES, load_draft
from evaluator.ethics.readers import Problem
from evaluator.ethics.web import pages
from evaluator.ethics.web.downloads import handed_out
from evaluator.ethics.web.posted_draft import START, Posted, known, posted
from evaluator.ethics.web.preview import fragment
from evaluator.ethics.wizard_steps import CHECK, STEPS, opened_questions
from evaluator.web.context import library
from evaluator.web.errors import max_body
from evaluator.web.headers import BY_THE_BROWSER, cache_control

bp = Blueprint("ethics", __name__, url_prefix="/<lang>/ethics")
MAX_DRAFT_BODY_BYTES = 512 * 1024  # a draft has 256 KB at most, and a form spells some of them with three


BOTH = ["GET", "POST"]  # a GET comes from a bookmark, without a draft: it leads to the first page


@bp.before_request
def _ready() -> AnyResponse | None:
    """A folder of questions may have no code of ethics; and no step goes without a draft."""
    if library().ethics is None or (request.view_args and request.view_args.get("step", STEPS[0]) not in STEPS):
        abort(404)
    elsewhere = request.endpoint != "ethics.start" and request.method in ("GET", "HEAD")
    return redirect(url_for("ethics.start")) if elsewhere else None


@bp.get("/")
@cache_control(BY_THE_BROWSER)
def start() -> Response | bytes:
    """The first page; a report's own parameters, or `report`, bring assessments along."""
    own = request.query_string.decode() if "platform" in request.args else ""
    return _page(pages.start([own, *request.args.getlist("report")]))


@bp.route("/open", methods=BOTH)
@cache_control(BY_THE_BROWSER)
@max_body(MAX_DRAFT_BODY_BYTES)
def opened() -> Response | bytes:
    """A saved draft: what is wrong with it, what the library says differently now, and whether its review is due."""
    file = request.files.get("file")
    raw = file.read(MAX_BYTES + 1) if file else b""
    return _page(pages.opened(load_draft(raw, known()) if raw else None))


@bp.route("/<step>", methods=BOTH)
@cache_control(BY_THE_BROWSER)
@max_body(MAX_DRAFT_BODY_BYTES)
def step(step: str) -> Response | bytes:
    """A step, with the draft as the step before sent it; or that one again when there is something to mend."""
    sent = posted()
    if sent.problems:
        return _page(pages.again(sent, step))
    return _page(pages.shown(sent.draft, *_next(sent, step), sent.older, sent.given.get("more", ())))


def _next(sent: Posted, step: str) -> tuple[str, tuple[str, ...]]:
    """The step to show: on the way forward the same again while answers have opened questions."""
    if sent.sender in STEPS and STEPS.index(sent.sender) < STEPS.index(step):
        new = opened_questions(known().ethics, sent.sender, sent.before, sent.draft)
        if new:
            return sent.sender, new
    return step, ()


@bp.route("/preview", methods=BOTH)
@max_body(MAX_DRAFT_BODY_BYTES)
def preview() -> bytes:
    """The code as it stands, for the page that shows it beside the promises."""
    return fragment(posted().draft)


@bp.route("/document", methods=BOTH)
@max_body(MAX_DRAFT_BODY_BYTES)
def document() -> Response | bytes:
    """The code (`code` names the format), or its private evidence sheet (`evidence`), as a file."""
    sent = posted()
    if sent.sender == START:
        sent = replace(sent, sender=CHECK, problems=())  # files are asked for on the last page, not on the first
    code, evidence = sent.given.get("code", ()), sent.given.get("evidence", ())
    file = None if sent.problems else handed_out(sent.draft, code, evidence)
    if file is None:
        lacking = () if sent.problems else (Problem("no-format"),)
        return _page(pages.again(replace(sent, problems=sent.problems + lacking), CHECK))
    return file


def _page(made: tuple[bytes, int]) -> Response | bytes:
    html, status = made
    return html if status == 200 else make_response(html, status)
