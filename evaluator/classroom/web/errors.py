"""What a class refuses, as pages: each refusal has its status and a kind sentence that says what would be right."""

from typing import NamedTuple

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
    NotForPeople,
    NotOpen,
    NotRevealed,
    StoreBroken,
    StoreUnavailable,
    TooManyAtOnce,
    TooManyLeftOut,
    UnknownAnswer,
)
from evaluator.classroom.web import lesson_strip
from evaluator.classroom.web.labels import NAMES, control_name
from evaluator.i18n.language import Language, gettext_noop
from evaluator.web.context import language


class Refusal(NamedTuple):
    """A refusal: its status, its title, what would be right, and the control that this names as its button."""

    status: int
    title: str
    text: str
    button: str = "open"


REFUSALS: dict[type[Exception], Refusal] = {
    NoClass: Refusal(
        404,
        gettext_noop("This class is not here"),
        gettext_noop("It may be over and deleted, or the address may be mistyped."),
    ),
    NoSeat: Refusal(
        404,
        gettext_noop("This seat is not in the class"),
        gettext_noop("The class may be over. With its code you can join again."),
    ),
    NotAllowed: Refusal(
        409,
        gettext_noop("That cannot be done now"),
        gettext_noop("The class is at another step. The buttons below fit it."),
    ),
    Moved: Refusal(
        409,
        gettext_noop("The class has moved on"),
        gettext_noop("Another window was quicker, or the button was pressed twice. Nothing was changed."),
    ),
    TooManyLeftOut: Refusal(
        409,
        gettext_noop("No more devices can be left out"),
        gettext_noop(
            "Of ten devices that have answered one can be left out, and always one. So nobody’s answer can be "
            "found by leaving out the others. If more are wrong: “%(end)s”, then start again with “%(tickets)s”."
        ),
    ),
    NotOpen: Refusal(
        409,
        gettext_noop("The answers are locked now"),
        gettext_noop("This one came a little late and is not counted. What you answered before is kept."),
    ),
    NotRevealed: Refusal(
        409,
        gettext_noop("There is no result yet"),
        gettext_noop("You can download it once you have shown it to the class."),
    ),
    UnknownAnswer: Refusal(
        400,
        gettext_noop("This answer does not fit"),
        gettext_noop("The question or the answer is not one of this class. Please choose again."),
    ),
    DoorClosed: Refusal(
        409,
        gettext_noop("The door is closed"),
        gettext_noop("Nobody can join at the moment. Your teacher can press “%(button)s”."),
        "open",
    ),
    NotForPeople: Refusal(
        409,
        gettext_noop("Nobody can join this class"),
        gettext_noop(
            "Its pupils are simulated, for a teacher who walks through a lesson alone. Whoever leads it knows "
            "what they answer, and could work out what you do. Please ask for the code of a class of people."
        ),
    ),
    Full: Refusal(
        409,
        gettext_noop("The class is full"),
        gettext_noop(
            "As many have joined as were expected. Your teacher can press “%(button)s”; then try again. If "
            "somebody takes each new place: “%(tickets)s”. Then only who has a ticket comes in, and finds a "
            "place."
        ),
        "room",
    ),
    TooManyAtOnce: Refusal(
        429,
        gettext_noop("Very many are joining at once"),
        gettext_noop(
            "From this network sixty devices have joined within a minute. Please try again in %(seconds)s "
            "seconds. If that goes on, somebody is joining again and again: your teacher can press “%(anew)s”, "
            "or “%(tickets)s”, and then only who has a ticket comes in."
        ),
    ),
    BadTicket: Refusal(
        409,
        gettext_noop("This class needs a ticket"),
        gettext_noop(
            "The key is missing, mistyped or used already. Please check it. Your teacher can print another one "
            "with “%(button)s”."
        ),
        "tickets",
    ),
    NoCookie: Refusal(
        409,
        gettext_noop("This browser did not keep your seat"),
        gettext_noop(
            "Your seat in the class is one cookie, and this browser refused it. Allow cookies for this site in "
            "the browser’s settings, or open the same address in another browser, and join again. Without any "
            "of that: answer on paper, or together with a neighbour."
        ),
    ),
    ForeignForm: Refusal(
        403,
        gettext_noop("This form was not sent from here"),
        gettext_noop(
            "Nothing was done. This browser does not say that a page of this site sent the form, so another site "
            "could have. Open the page again and press once more. If that does not help, use another browser."
        ),
    ),
    StoreUnavailable: Refusal(
        503,
        gettext_noop("The class cannot be reached for a moment"),
        gettext_noop("Nothing is lost. Please try again in a few seconds."),
    ),
    StoreBroken: Refusal(
        503,
        gettext_noop("Classes do not work here at the moment"),
        gettext_noop("The people who run this site have to repair the database. All other pages still work."),
    ),
}


def init(app: Flask) -> None:
    """Give every refusal its page."""
    for kind in (ClassError, StoreUnavailable, StoreBroken):
        app.register_error_handler(kind, refused)


def words(error: Exception, language: Language) -> tuple[str, str]:
    """Return the title and the sentence of a refusal."""
    refusal, controls = REFUSALS[type(error)], {name: control_name(name, language) for name in NAMES}
    text = language.gettext(
        refusal.text, **controls, button=controls[refusal.button], seconds=TooManyAtOnce.retry_after
    )
    return language.gettext(refusal.title), text


def refused(error: Exception) -> Response:
    """Return the page of a refusal, with a way on."""
    status, (title, text) = REFUSALS[type(error)].status, words(error, language())
    back, back_words = _way_on(error)
    page = make_response(
        render_template("classroom/refused.html", title=title, text=text, back=back, back_words=back_words), status
    )
    if isinstance(error, StoreUnavailable | TooManyAtOnce):
        page.headers["Retry-After"] = str(error.retry_after)
    if isinstance(error, StoreBroken):
        page.headers["Retry-After"] = "600"
    return page


def _way_on(error: Exception) -> tuple[str, str]:
    """Return where someone goes who was refused: the teacher to the controls, a pupil to the own seat."""
    gettext, key = language().gettext, (request.view_args or {}).get("key", "")
    if key and (request.endpoint or "").startswith("class_teacher."):
        return lesson_strip.address(key), gettext("Back to the class")
    if request.endpoint == "class_pupil.seat":  # on the way in
        if isinstance(error, Full | DoorClosed | TooManyAtOnce):
            return url_for("class_pupil.seat"), gettext("Try again")
        if isinstance(error, NoCookie | BadTicket | NoClass | NotForPeople):
            return url_for("class_pupil.join"), gettext("To the door of the class")
    if request.endpoint in ("class_pupil.answer", "class_pupil.through", "class_pupil.seat", "class_pupil.hand_on"):
        return url_for("class_pupil.seat"), gettext("Back to my seat")
    if (request.endpoint or "").startswith("class_pupil."):
        return url_for("class_pupil.join"), gettext("To the door of the class")
    return url_for("class_teacher.start"), gettext("Back to “Your class”")
