"""The one place that sets headers: a closed list, on every answer whatever its status."""

from flask import Flask, Response, request
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

# For the answers that pages of any other site may read, too: data without a visitor in it.
OPEN = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
# And what a browser is told that asks first.
WHEN_ASKED = {"Access-Control-Allow-Headers": "If-None-Match", "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS"}

# How long an answer may be kept, by view. Whoever is not named may be kept by nobody.
FOR_EVER = "public, max-age=31536000, immutable"
A_WHILE = "public, max-age=300"
# Not no-store: a browser that may not keep the page empties the form when one goes back to it.
BY_THE_BROWSER = "private, no-cache"
NEVER = "no-store"
KEEP = {
    "static": FOR_EVER,
    "pages.icon": A_WHILE,
    "pages.home": BY_THE_BROWSER,
    "pages.method": A_WHILE,
    "faq.index": BY_THE_BROWSER,  # may hold what somebody searches for
    "faq.entry": A_WHILE,
    "actions.index": A_WHILE,
    "actions.help_lines": A_WHILE,
    "assess.page": BY_THE_BROWSER,
    "ethics.start": BY_THE_BROWSER,
    "ethics.opened": BY_THE_BROWSER,
    "ethics.step": BY_THE_BROWSER,
    "worksheet.document": A_WHILE,
    "kit.index": A_WHILE,
    "kit.document": A_WHILE,
    "statements.privacy": A_WHILE,
    "statements.accessibility": A_WHILE,
    "statements.about": A_WHILE,
    "statements.robots": A_WHILE,
    "statements.sitemap": A_WHILE,
    "class_teacher.start": A_WHILE,
    "class_teacher.setup": BY_THE_BROWSER,
    "class_pupil.join": BY_THE_BROWSER,
    "api.description": A_WHILE,
    "api.questionnaire": A_WHILE,
    "api.faq": A_WHILE,
    "api.actions": A_WHILE,
    "api.report": BY_THE_BROWSER,
}


def init(app: Flask) -> None:
    """Set the headers on everything the application answers."""
    Compress(app)
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
    if for_programs():
        response.headers.update(OPEN | (WHEN_ASKED if request.method == "OPTIONS" else {}))
    good = response.status_code in (200, 304)
    response.headers["Cache-Control"] = KEEP.get(request.endpoint or "", NEVER) if good else NEVER
    return response
