"""The teacher's pages: start a class, run it, end it. The host key in the address is all that opens them.

The key stands in the path and not in a cookie: a teacher may open the page on a second device, and keep it as a file.
No page tells another site where one came from, and no log here holds an address.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from flask import Response, make_response, render_template, request, url_for
from werkzeug.datastructures import CombinedMultiDict
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response as AnyResponse

from evaluator.classroom import codes, simulation
from evaluator.classroom.errors import ClassError, Moved, NotAllowed, TooManyLeftOut
from evaluator.classroom.records import ClassRow
from evaluator.classroom.settings import YOUNG, class_form, set_names
from evaluator.classroom.web import lesson_strip, teacher_page
from evaluator.classroom.web.current import questions_of, rate_limits, store, visitor
from evaluator.classroom.web.errors import REFUSALS, words
from evaluator.classroom.web.forms import (
    DevicesForm,
    DoorForm,
    EndForm,
    MoveForm,
    RestoreForm,
    SetForm,
    SetupForm,
    blueprint,
    places,
)
from evaluator.classroom.web.labels import ages, keeping, modes, sets, treats
from evaluator.classroom.web.poll_cache import poll_cache
from evaluator.classroom.web.purge_job import purge_when_due
from evaluator.classroom.web.responses import found, go, unless_seen
from evaluator.validation.pasted_link import unwrap
from evaluator.validation.text import clean
from evaluator.web.context import language, library
from evaluator.web.headers import A_WHILE, BY_THE_BROWSER, cache_control
from evaluator.web.responses import named_file

if TYPE_CHECKING:
    from evaluator.classroom.store.store import Store

bp = blueprint("class_teacher", __name__)

DOOR: Mapping[str, Callable[["Store", str, int | None], ClassRow]] = {
    "open": lambda classes, key, step: classes.door(key, is_open=True, step=step),
    "close": lambda classes, key, step: classes.door(key, is_open=False, step=step),
    "room": lambda classes, key, step: classes.make_room(key, step),
    "anew": lambda classes, key, step: classes.start_anew(key, step),
}
OFFERED = 12  # names on buttons; all others are suggested while one types


@bp.get("/")
@cache_control(A_WHILE)
def start() -> str:
    """Show what a class is, and its two doors."""
    return render_template(
        "classroom/start.html",
        treats=lambda: treats(library(), language()),
        young=YOUNG if class_form(library().questionnaire, YOUNG).quick else "",
    )


@bp.get("/start")
@cache_control(BY_THE_BROWSER)
def set_up() -> str:
    """Ask for the platform; all else has a good default."""
    form = SetupForm(None)
    wanted = SetForm(request.args).set.data
    if wanted in set_names(library().questionnaire):
        form.set.data = wanted
    return _setup(form)


@bp.post("/start")
def create_class() -> AnyResponse:
    """Start a class, and go to its controls."""
    form = SetupForm(request.form)
    if not form.validate():
        return make_response(_setup(form), 400)
    limits = rate_limits()
    if not limits.starts.hit(visitor()) or (form.demo.data and not limits.demos.hit(visitor())):
        raise TooManyRequests(retry_after=60)
    purge_when_due()
    opened = store().start(form.settings(), form.key.data)
    if form.demo.data:
        simulation.sit_down(store(), opened.class_id, opened.host_key)
    return go(url_for("class_teacher.controls", key=opened.host_key))


@bp.get("/host")
def restore() -> str:
    """Ask for the key of a class."""
    return render_template("classroom/recover.html", form=RestoreForm(None))


@bp.post("/host")
def restore_class() -> AnyResponse:
    """Find the class of a key as pasted, as part of an address, or in its file."""
    form = RestoreForm(CombinedMultiDict([request.files, request.form]))
    key = next((key for key in codes.keys_in(form.text()) if store().class_by_host(key)), "")
    if not key:
        form.key.data = clean(unwrap(form.key.data))
        form.key.errors = [language().gettext("No class has this key. It may be over and deleted.")]
        return make_response(render_template("classroom/recover.html", form=form), 404)
    return go(lesson_strip.address(key))


@bp.get("/host/<key>")
def controls(key: str) -> Response:
    """Show the controls of a class."""
    row = found(store().class_by_host(key))
    return unless_seen((row.id, row.version, lesson_strip.address(key)), lambda tag: _host(key, row, tag))


@bp.post("/host/<key>")
def move(key: str) -> AnyResponse:
    """Make one move. What is not allowed is told on the page of the controls, which then fit the class again."""
    try:
        form = MoveForm(request.form)
        row = store().act(key, form.action.data, form.question.data, form.step.data)
        simulation.follow(store(), key, row, questions_of(row))
        poll_cache().update(row)
    except (Moved, NotAllowed) as error:
        return _refused(key, error)
    return go(lesson_strip.address(key))


@bp.get("/host/<key>/key.txt")
def key_file(key: str) -> Response:
    """Show the host key as a file to keep."""
    row = found(store().class_by_host(key))
    text = language().gettext(
        "Host key of the class %(code)s. Whoever has it can run the class.", code=codes.shown(row.code)
    )
    name = language().gettext("four-questions-host-key")
    return named_file(f"{text}\n{key}\n", "text/plain; charset=utf-8", f"{name}.txt")


@bp.post("/host/<key>/door")
def change_door(key: str) -> AnyResponse:
    """Open or close the door, make room, or start the door anew."""
    form = DoorForm(request.form)
    if not form.validate():
        return _refused(key, NotAllowed())
    with suppress(Moved):  # pressed twice, or somewhere else: the page then says how the door stands
        poll_cache().update(DOOR[form.door.data](store(), key, form.step.data))
    return go(lesson_strip.address(key, at="door"))


@bp.post("/host/<key>/devices")
def leave_out(key: str) -> AnyResponse:
    """Leave a device's answers out, or take them back in."""
    form = DevicesForm(request.form)
    for number, ignored in ((form.ignore.data, True), (form.count.data, False)):
        if number is not None:
            try:
                store().ignore(key, number, ignored)
            except (NotAllowed, TooManyLeftOut) as error:
                return _refused(key, error)
    return go(lesson_strip.address(key, at="devices"))


@bp.get("/host/<key>/end")
def confirm_end(key: str) -> str:
    """Ask once more before everything goes."""
    row = found(store().class_by_host(key))
    return render_template("classroom/end.html", **teacher_page.before_the_end(key, row))


@bp.post("/host/<key>/end")
def end_class(key: str) -> str:
    """End the class and say what is left: nothing of any device."""
    row = found(store().class_by_host(key))
    gone = store().end(key) if row.state in teacher_page.RUNNING else None
    if EndForm(request.form).counts.data == "delete":
        store().delete(key)
    return render_template(
        "classroom/ended.html", **teacher_page.after_the_end(key, store().class_by_host(key), gone)
    )


def _setup(form: SetupForm) -> str:
    gettext = language().gettext
    return render_template(
        "classroom/setup.html",
        form=form,
        key=codes.new_key(),
        problems=[(error, f"#{field.name}") for field in form for error in field.errors],
        platforms=teacher_page.offered(library().platforms, OFFERED),
        suggested=library().platforms,
        server_clock=datetime.now().astimezone().strftime("%H:%M"),
        groups=[
            ("set", gettext("Which questions?"), sets(library(), language())),
            ("mode", gettext("How does the class answer?"), modes(language())),
            ("keep", gettext("How long are the counts kept after the end?"), keeping(language())),
        ],
        places=places(),
        ages=ages(language()),
    )


def _host(key: str, row: ClassRow, tag: str, refused: tuple[str, str] | None = None) -> str:
    return render_template("classroom/teacher.html", tag=tag, refused=refused, **teacher_page.values(key, row))


def _refused(key: str, error: ClassError) -> Response:
    row = found(store().class_by_host(key))
    return make_response(_host(key, row, "", words(error, language())), REFUSALS[type(error)].status)
