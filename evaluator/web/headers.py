"""The one place that sets headers: a closed list, on every answer whatever its status."""

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, Response, current_app, request
from flask_compress import Compress

from evaluator.web.context import for_programs

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
    ]
)

ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        f"{feature}=()"
        for feature in (
            "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen",
            "geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment", "usb",
        )
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}  # fmt: skip

# Pages of a class have forms, which must be able to say that they come from here: no other site is told either way.
REFERRER_POLICY = dict.fromkeys(
    ("class_teacher", "class_pupil", "class_screen", "class_paper", "class_files"), "same-origin"
)

# For the answers that pages of any other site may read, too: data without a visitor in it.
OPEN = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
# And what a browser is told that asks first.
WHEN_ASKED = {"Access-Control-Allow-Headers": "If-None-Match", "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS"}

# How long an answer may be kept. A view without the decorator below is kept by nobody.
FOR_EVER = "public, max-age=31536000, immutable"
A_WHILE = "public, max-age=300"
# Not no-store: a browser that may not keep the page empties the form when one goes back to it.
BY_THE_BROWSER = "private, no-cache"
NEVER = "no-store"

View = TypeVar("View", bound=Callable[..., object])


def cache_control(rule: str) -> Callable[[View], View]:
    """Decorate a view with the Cache-Control of its good answers; stand below the decorator of its route."""

    def mark(view: View) -> View:
        view.cache_control = rule  # type: ignore[attr-defined]  # functions take attributes; _set reads this one
        return view

    return mark


def shown_elsewhere(view: View) -> View:
    """Decorate a view whose good answers are pictures that pages of other sites may show."""
    view.shown_elsewhere = True  # type: ignore[attr-defined]  # functions take attributes; _set reads this one
    return view


def init(app: Flask) -> None:
    """Set the headers on everything the application answers."""
    Compress(app)
    cache_control(FOR_EVER)(app.view_functions["static"])
    app.after_request(_read_whole)
    app.after_request(_set)


def _read_whole(response: Response) -> Response:
    """Files are small: read them here, since compressing one would leave it open."""
    if response.direct_passthrough:
        response.direct_passthrough = False
        response.make_sequence()
    return response


def _set(response: Response) -> Response:
    response.headers.update(ALWAYS)
    if request.blueprint in REFERRER_POLICY:
        response.headers["Referrer-Policy"] = REFERRER_POLICY[request.blueprint]
    if for_programs():
        response.headers.update(OPEN | (WHEN_ASKED if request.method == "OPTIONS" else {}))
    good = response.status_code in (200, 304)
    view = current_app.view_functions.get(request.endpoint or "")
    if good and getattr(view, "shown_elsewhere", False):
        response.headers["Cross-Origin-Resource-Policy"] = OPEN["Cross-Origin-Resource-Policy"]
    response.headers["Cache-Control"] = getattr(view, "cache_control", NEVER) if good else NEVER
    return response
