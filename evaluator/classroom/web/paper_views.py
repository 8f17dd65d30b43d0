"""A class on paper: the lesson kit, counts typed in from hands and cards, and tickets to print."""

from collections.abc import Sequence
from itertools import islice

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response as AnyResponse

from evaluator import documents
from evaluator.assess.web.bad_request import bad_request
from evaluator.classroom import codes
from evaluator.classroom.documents.lesson_kit import groups, kit
from evaluator.classroom.errors import NoClass
from evaluator.classroom.records import ClassRow
from evaluator.classroom.settings import MAX_SEATS
from evaluator.classroom.states import OVER
from evaluator.classroom.web import entrance, lesson_strip
from evaluator.classroom.web.current import questions_of, rate_limits, store, visitor
from evaluator.classroom.web.forms import TallyForm, TicketsForm, blueprint
from evaluator.classroom.web.responses import found, go
from evaluator.content.models.questionnaire import DONT_KNOW, Question
from evaluator.documents.blocks import LETTER
from evaluator.web.context import language, site, today
from evaluator.web.forms import PaperForm, problems_of
from evaluator.web.headers import A_WHILE, cache_control
from evaluator.web.responses import document_cache, download

bp = blueprint("class_paper", __name__)
SMALL_SHEET = 60  # tickets: more than any class


@bp.get("/host/<key>/tally")
def tally(key: str) -> str:
    """Show the counts typed so far, question by question."""
    row = found(store().class_by_host(key))
    typed = store().typed(key, row.round)
    counts = {f"{question}.{name}": n for question, each in typed.items() for name, n in each.items()}
    return _page(key, TallyForm(_asked(row), data=counts))


@bp.post("/host/<key>/tally")
def typed_in(key: str) -> AnyResponse:
    """Keep the counts; a field that is no number is shown again with what is wrong."""
    row = found(store().class_by_host(key))
    form = TallyForm(_asked(row), request.form)
    if wrong := form.wrong():
        return make_response(_page(key, form, wrong), 400)
    typed = {question.id: form.counts(question) for question in form.names}
    if filled := {question: counts for question, counts in typed.items() if counts}:
        store().tally_in(key, filled)
    return go(lesson_strip.address(key))


@bp.post("/host/<key>/tickets")
def tickets(key: str) -> AnyResponse:
    """Make tickets, and lead to them."""
    have = found(store().class_by_host(key)).settings.tickets
    form = TicketsForm(request.form)
    made = store().new_tickets(key, form.number.data or 0, form.after.data)
    now = found(store().class_by_host(key)).settings.tickets
    after = now - len(made) if now > have else form.after.data  # pressed twice: the same ones again
    chosen = lesson_strip.chosen()
    return go(url_for("class_paper.printed", key=key, after=after, number=len(made), **chosen))


@bp.get("/host/<key>/tickets")
def printed(key: str) -> str:
    """Show tickets that were made, to be printed: those of the address, or all."""
    row = found(store().class_by_host(key))
    most = row.settings.tickets if row.state not in OVER else 0
    form = TicketsForm(request.args)
    first = form.after.data or 0
    last = first + (form.number.data or most)
    if not first < last <= most:
        raise NoClass
    _pace(row, last - first)
    good = store().known_tickets(key, [*islice(codes.tickets(key), first, last)])
    slips = [(each, entrance.qr_code(row.code, each)) for each in good]
    return render_template(
        "classroom/tickets.html",
        slips=slips,
        lost=last - first - len(slips),
        typed=entrance.typed(),
        code=codes.shown(row.code),
        here=lesson_strip.address(key),
    )


def _pace(row: ClassRow, squares: int) -> None:
    """Let an address draw some sheets, and each class a few that are small, whoever else is at that address.

    Raises TooManyRequests.
    """
    limits = rate_limits()
    is_small = squares <= SMALL_SHEET
    if not limits.tickets.hit(visitor()) and not (is_small and limits.small_sheets.hit(row.code)):
        raise TooManyRequests(retry_after=60)


def _asked(row: ClassRow) -> tuple[Question, ...]:
    return tuple(each for each in questions_of(row) if row.round == 1 or each.id == row.question)


def _page(key: str, form: TallyForm, wrong: Sequence[Question] = ()) -> str:
    dont_know = language().gettext("I don’t know")
    message = language().gettext("Please type whole numbers, %(most)s at most in all.", most=MAX_SEATS)
    questions = [
        (each, [*((option.id, option.text) for option in each.options), (DONT_KNOW, dont_know)])
        for each in form.names
    ]
    return render_template(
        "classroom/tally.html",
        here=lesson_strip.address(key),
        action=url_for("class_paper.tally", key=key, **lesson_strip.chosen()),
        questions=questions,
        form=form,
        wrong=wrong,
        problems=[(f"{each.text} {message}", f"#q-{each.id}") for each in wrong],
        message=message,
    )


kit_bp = Blueprint("kit", __name__, url_prefix="/<lang>/class")

KINDS = ("pdf", "docx")


@kit_bp.get("/kit")
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


@kit_bp.get("/kit/<sheet>.<kind>")
@cache_control(A_WHILE)
def document(sheet: str, kind: str) -> Response:
    """Show one document."""
    item = kit(site().libraries, language()).get(sheet)
    if item is None or kind not in KINDS:
        abort(404)
    printed = PaperForm(request.args)
    if problems := problems_of(printed):
        return bad_request(problems)
    paper = printed.paper.data
    made = document_cache().get(
        ("lesson kit", language().code, sheet, kind, paper, today()),
        lambda: documents.write(kind, item.make(today()), paper),
    )
    return download(made, kind, item.title, paper=paper)
