"""What a class refuses, as pages: each refusal has its status and a kind sentence that says what would be right."""

from collections.abc import Callable

from flask import Flask, Response, make_response, render_template, request, url_for

from evaluator.classroom.errors import (
    BadTicket,
    ClassError,
    DoorClosed,
    ForeignForm,
    Full,
    Moved,
    NoClass,
    NoCookie,
    NoSeat,
    NotAllowed,
    NotOpen,
    NotRevealed,
    StoreBroken,
    StoreUnavailable,
    TooManyLeftOut,
    UnknownAnswer,
)
from evaluator.classroom.web.labels import NAMES
from evaluator.i18n.language import Language
from evaluator.web.context import language

Words = Callable[[Language], tuple[str, str]]

REFUSALS: dict[type[Exception], tuple[int, Words]] = {
    NoClass: (
        404,
        lambda language: (
            language.gettext("This class is not here"),
            language.gettext("It may be over and deleted, or the address may be mistyped."),
        ),
    ),
    NoSeat: (
        404,
        lambda language: (
            language.gettext("This seat is not in the class"),
            language.gettext("The class may be over. With its code you can join again."),
        ),
    ),
    NotAllowed: (
        409,
        lambda language: (
            language.gettext("That cannot be done now"),
            language.gettext("The class is at another step. The buttons below fit it."),
        ),
    ),
    Moved: (
        409,
        lambda language: (
            language.gettext("The class has moved on"),
            language.gettext("Another window was quicker, or the button was pressed twice. Nothing was changed."),
        ),
    ),
    TooManyLeftOut: (
        409,
        lambda language: (
            language.gettext("No more devices can be left out"),
            language.gettext(
                "One device in ten can be left out, and always one. So nobody’s answer can be found by leaving out "
                "the others. If more are wrong: “%(end)s”, then start again with “%(tickets)s”.",
                end=NAMES["end"](language),
                tickets=NAMES["tickets"](language),
            ),
        ),
    ),
    NotOpen: (
        409,
        lambda language: (
            language.gettext("The answers are locked now"),
            language.gettext("This one came a little late and is not counted. What you answered before is kept."),
        ),
    ),
    NotRevealed: (
        409,
        lambda language: (
            language.gettext("There is no result yet"),
            language.gettext("You can download it once you have shown it to the class."),
        ),
    ),
    UnknownAnswer: (
        400,
        lambda language: (
            language.gettext("This answer does not fit"),
            language.gettext("The question or the answer is not one of this class. Please choose again."),
        ),
    ),
    DoorClosed: (
        409,
        lambda language: (
            language.gettext("The door is closed"),
            language.gettext(
                "Nobody can join at the moment. Your teacher can press “%(button)s”.", button=NAMES["open"](language)
            ),
        ),
    ),
    Full: (
        409,
        lambda language: (
            language.gettext("The class is full"),
            language.gettext(
                "As many have joined as were expected. Your teacher can press “%(button)s”; then try again.",
                button=NAMES["room"](language),
            ),
        ),
    ),
    BadTicket: (
        409,
        lambda language: (
            language.gettext("This class needs a ticket"),
            language.gettext(
                "The key is missing, mistyped or used already. Please check it. Your teacher can print another one "
                "with “%(button)s”.",
                button=NAMES["tickets"](language),
            ),
        ),
    ),
    NoCookie: (
        409,
        lambda language: (
            language.gettext("This browser did not keep your seat"),
            language.gettext(
                "Your seat in the class is one cookie, and this browser refused it. Allow cookies for this site in "
                "the browser’s settings, or open the same address in another browser, and join again. Without any "
                "of that: answer on paper, or together with a neighbour."
            ),
        ),
    ),
    ForeignForm: (
        403,
        lambda language: (
            language.gettext("This form was not sent from here"),
            language.gettext(
                "Nothing was done. This browser does not say that a page of this site sent the form, so another site "
                "could have. Open the page again and press once more. If that does not help, use another browser."
            ),
        ),
    ),
    StoreUnavailable: (
        503,
        lambda language: (
            language.gettext("The class cannot be reached for a moment"),
            language.gettext("Nothing is lost. Please try again in a few seconds."),
        ),
    ),
    StoreBroken: (
        503,
        lambda language: (
            language.gettext("Classes do not work here at the moment"),
            language.gettext("The people who run this site have to repair the database. All other pages still work."),
        ),
    ),
}


def init(app: Flask) -> None:
    """Give every refusal its page."""
    for kind in (ClassError, StoreUnavailable, StoreBroken):
        app.register_error_handler(kind, refused)


def words(error: Exception) -> tuple[int, str, str]:
    """Return the status, the title and the sentence of a refusal."""
    status, say = REFUSALS[type(error)]
    return status, *say(language())


def refused(error: Exception) -> Response:
    """Return the page of a refusal, with a way on."""
    status, title, text = words(error)
    back, back_words = _way_on(error)
    page = make_response(
        render_template("classroom/refused.html", title=title, text=text, back=back, back_words=back_words), status
    )
    if isinstance(error, StoreUnavailable):
        page.headers["Retry-After"] = str(error.retry_after)
    if isinstance(error, StoreBroken):
        page.headers["Retry-After"] = "600"
    return page


def _way_on(error: Exception) -> tuple[str, str]:
    """Return where someone goes who was refused: the teacher to the controls, a pupil to the own seat."""
    gettext, key = language().gettext, (request.view_args or {}).get("key", "")
    if key and (request.endpoint or "").startswith("class_teacher."):
        return url_for("class_teacher.controls", key=key), gettext("Back to the class")
    if isinstance(error, Full | DoorClosed) and request.endpoint == "class_pupil.seat":  # on the way in
        return url_for("class_pupil.seat"), gettext("Try again")
    if isinstance(error, NoCookie | BadTicket | NoClass) and request.endpoint == "class_pupil.seat":
        return url_for("class_pupil.join"), gettext("To the door of the class")
    if request.endpoint in ("class_pupil.answer", "class_pupil.through", "class_pupil.seat"):
        return url_for("class_pupil.seat"), gettext("Back to my seat")
    if (request.endpoint or "").startswith("class_pupil."):
        return url_for("class_pupil.join"), gettext("To the door of the class")
    return url_for("class_teacher.start"), gettext("To the first page of the class")
