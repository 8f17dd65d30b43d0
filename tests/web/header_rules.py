"""The closed list of headers: which names an answer carries, and the exact value of those that never change.

Written out here and not imported from the program, so that a header that is added, changed or lost fails a test.
"""

import re

from werkzeug.test import TestResponse

ALWAYS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), "
    "fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
# Answers for programs differ in one value and have more names: every origin may read them.
FOR_PROGRAMS = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
WHEN_ASKED = {
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
}
CACHED = {
    "no-store",
    "private, no-cache",
    "public, max-age=300",
    "public, max-age=31536000, immutable",
}
OF_A_FILE = {"Content-Disposition", "ETag", "Date", "Accept-Ranges"}
DOCUMENTS = (".pdf", ".csv", ".docx", ".md", ".txt", ".json", ".ics", "/picture.svg", "/picture.png")
# Forms of a class must be able to say where they come from: to this site alone.
IN_A_CLASS = re.compile(r"/\w\w/class/(?!kit)[^?]*")
FOR_PAGES_OF_OTHERS = "/card.svg"  # the one picture that another site may show
FOR_SEARCH_ENGINES = "/robots.txt"
FOLLOWED = re.compile(r"/\w\w/class/(host/[^/]+|screen/[^/]+|seat)")  # pages that are asked for again and again
TAKES_A_SEAT = re.compile(r"/\w\w/class/(join|hand-on|seat|leave)")  # where the one cookie of the site comes and goes


def expected_values(response: TestResponse) -> dict[str, str]:
    """The headers whose value is always the same."""
    if IN_A_CLASS.fullmatch(response.request.path) and response.headers.get("Referrer-Policy") == "same-origin":
        return {**ALWAYS, "Referrer-Policy": "same-origin"}
    if response.request.path.endswith(FOR_PAGES_OF_OTHERS) and response.status_code == 200:
        return {**ALWAYS, "Cross-Origin-Resource-Policy": "cross-origin"}
    if not response.request.path.startswith("/api/"):
        return ALWAYS
    return {**ALWAYS, **FOR_PROGRAMS, **(WHEN_ASKED if response.request.method == "OPTIONS" else {})}


def expected_names(response: TestResponse) -> set[str]:
    """The names an answer must carry, no more and no fewer."""
    method, path, code = response.request.method, response.request.path, response.status_code
    names = {*expected_values(response), "Cache-Control", "Vary"}
    answered = code in (200, 206) and method != "OPTIONS"
    if code != 304:
        names |= {"Content-Type", "Content-Length"}
    if code in (301, 302, 303, 307, 308):
        names |= {"Location"}
    if code == 405 or (code == 200 and method == "OPTIONS"):
        names |= {"Allow"}
    if path.startswith("/static/") or path == "/favicon.ico":
        names |= OF_A_FILE if answered or code == 304 else set()
        names |= {"Last-Modified"} if answered else set()
        names |= {"Content-Range"} if code == 206 else set()
    elif path.startswith("/api/"):
        names |= {"ETag", "Date"} if answered or code == 304 else set()
    elif path.endswith((*DOCUMENTS, "/ethics/document", "/offline.html")) and path != FOR_SEARCH_ENGINES and answered:
        names |= {"Content-Disposition"}
    names |= in_class(response)
    if "Accept-Encoding" in response.request.headers and "Content-Encoding" in response.headers:
        names |= {"Content-Encoding", "Date"}
    return names


def in_class(response: TestResponse) -> set[str]:
    """What only pages of a class carry: a name for what they show, the seat, and when to come back."""
    method, path, code = response.request.method, response.request.path, response.status_code
    followed = FOLLOWED.fullmatch(path) and method in ("GET", "HEAD") and code in (200, 304)
    seated = TAKES_A_SEAT.fullmatch(path) and "Set-Cookie" in response.headers
    rules = {"ETag": followed, "Set-Cookie": seated, "Retry-After": code in (429, 503)}
    return {name for name, holds in rules.items() if holds}


def header_faults(response: TestResponse) -> list[str]:
    """Everything that is wrong with the headers of an answer."""
    names = [name for name, _ in response.headers]
    expected = expected_names(response)
    found = [f"header {name} is not on the closed list" for name in sorted({*names} - expected)]
    found += [f"header {name} is missing" for name in sorted(expected - {*names})]
    found += [f"header {name} occurs twice" for name in sorted({*names}) if names.count(name) > 1]
    always = expected_values(response).items()
    found += [f"header {n} is {response.headers.get(n)}" for n, v in always if response.headers.get(n) != v]
    if response.headers.get("Cache-Control") not in CACHED:
        found.append(f"Cache-Control is {response.headers.get('Cache-Control')}")
    if (response.mimetype or "").startswith("text/") and "charset=utf-8" not in response.headers.get(
        "Content-Type", ""
    ):
        found.append(f"Content-Type is {response.headers.get('Content-Type')}")
    return found
