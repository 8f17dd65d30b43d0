"""The pages around the journey: first page, method, icon, health."""

from pathlib import Path

from flask import Blueprint, Response, current_app, redirect, render_template, send_file, url_for
from werkzeug.wrappers import Response as AnyResponse

from evaluator.assess.next_steps import MINUTES_OF_EFFORT, SECONDS_A_MENU
from evaluator.assess.scoring import worked_example
from evaluator.assess.web import views as assess
from evaluator.assess.web.forms import StartForm
from evaluator.classroom.errors import StoreBroken, StoreUnavailable
from evaluator.classroom.web.current import in_use, store
from evaluator.classroom.web.purge_job import is_overdue, last_purge
from evaluator.web.context import best_language, library
from evaluator.web.headers import A_WHILE, BY_THE_BROWSER, cache_control

bp = Blueprint("pages", __name__)


@bp.get("/")
def choose_language() -> AnyResponse:
    """To the first page in the language that the browser asks for."""
    response = redirect(url_for("pages.home", lang=best_language().code))
    response.vary.add("Accept-Language")
    return response


@bp.get("/<lang>/")
@cache_control(BY_THE_BROWSER)
def home() -> str:
    """Show the first page."""
    return assess.home(StartForm(None))


@bp.get("/<lang>/method")
@cache_control(A_WHILE)
def method() -> str:
    """Show how the score comes about, from the same content and constants that the code uses."""
    form = library().questionnaire
    return render_template(
        "pages/method.html",
        form=form,
        example=worked_example(form, max(form.dimensions, key=lambda part: len(part.questions))),
        seconds_a_menu=SECONDS_A_MENU,
        minutes_a_page=MINUTES_OF_EFFORT["2-min"],
    )


@bp.get("/favicon.ico")
@cache_control(A_WHILE)
def icon() -> Response:
    """Browsers ask for this name whatever the page says."""
    return send_file(Path(str(current_app.static_folder)) / "favicon.ico")


@bp.get("/healthz")
def health() -> Response:
    """For whoever watches the server: 503 with the reason when classes cannot be reached; other pages go on."""
    kind = "text/plain; charset=utf-8"
    try:
        if in_use():
            store().ping()
    except (StoreUnavailable, StoreBroken) as error:
        reason = str(error) or "the database of the classes does not answer"
        return Response(f"{reason}\n", 503, {"Retry-After": "10"}, content_type=kind)
    last = last_purge()
    if last is None:
        return Response("ok", content_type=kind)
    if is_overdue():
        return Response(f"no purge since {last:%Y-%m-%d %H:%M} UTC\n", 503, {"Retry-After": "60"}, content_type=kind)
    return Response(f"ok\nlast purge: {last:%Y-%m-%d %H:%M} UTC\n", content_type=kind)
