"""The rules of the HTTP Observatory, as far as headers and markup decide them, computed from a real answer.

Rules and figures: https://developer.mozilla.org/en-US/observatory/docs/tests_and_scoring, and the table in
src/grader/charts.js of github.com/mdn/mdn-http-observatory (read in 2026). An answer starts with 100; what takes
points away is counted first; what adds points counts only from 90 on. HTTPS, its redirect and HSTS are left out:
whoever puts the program behind a proxy sets them there (docs/deploy.md), and there they take nothing away.
"""

from dataclasses import dataclass

from werkzeug.test import TestResponse

from tests.web.client import text
from tests.web.page_rules import Page

START, EXTRA_FROM = 100, 90
POINTS = {
    "csp-implemented-with-no-unsafe-default-src-none": 10,
    "csp-implemented-with-no-unsafe": 5,
    "csp-implemented-with-unsafe-inline-in-style-src-only": 0,
    "csp-implemented-with-unsafe-eval": -10,
    "csp-implemented-with-unsafe-inline": -20,
    "csp-not-implemented": -25,
    "cookies-not-found": 0,
    "cookies-secure-with-httponly-sessions-and-samesite": 5,
    "cookies-without-secure-flag": -20,
    "cross-origin-resource-sharing-not-implemented": 0,
    "cross-origin-resource-sharing-implemented-with-public-access": 0,
    "cross-origin-resource-sharing-implemented-with-universal-access": -50,
    "referrer-policy-private": 5,
    "referrer-policy-not-implemented": 0,
    "referrer-policy-unsafe": -5,
    "sri-implemented-and-all-scripts-loaded-securely": 5,
    "sri-not-implemented-but-no-scripts-loaded": 0,
    "sri-not-implemented-but-all-scripts-loaded-from-secure-origin": 0,
    "sri-not-implemented-and-external-scripts-not-loaded-securely": -50,
    "x-content-type-options-nosniff": 0,
    "x-content-type-options-not-implemented": -5,
    "x-frame-options-implemented-via-csp": 5,
    "x-frame-options-sameorigin-or-deny": 0,
    "x-frame-options-not-implemented": -20,
    "cross-origin-resource-policy-implemented-with-same-origin": 10,
    "cross-origin-resource-policy-implemented-with-cross-origin": 0,
    "cross-origin-resource-policy-not-implemented": 0,
    "cross-origin-resource-policy-header-invalid": -5,
}
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
BROAD = {"*", "http:", "https:", "data:", "'unsafe-inline'"}


@dataclass(frozen=True)
class Observed:
    """The result of each test, and what they come to."""

    results: tuple[str, ...]

    @property
    def score(self) -> int:
        points = [POINTS[result] for result in self.results]
        base = START + sum(point for point in points if point < 0)
        return base + sum(point for point in points if point > 0) if base >= EXTRA_FROM else max(base, 0)


def observed(response: TestResponse) -> Observed:
    """What the Observatory would say of one answer."""
    policy = _directives(response.headers.get("Content-Security-Policy", ""))
    return Observed(
        (
            _policy(policy),
            _cookies(response),
            _sharing(response),
            _referrer(response.headers.get("Referrer-Policy")),
            _scripts(response),
            _sniffing(response.headers.get("X-Content-Type-Options")),
            _framing(policy, response.headers.get("X-Frame-Options")),
            _resources(response.headers.get("Cross-Origin-Resource-Policy")),
        )
    )


def _directives(policy: str) -> dict[str, set[str]]:
    parts = [part.split() for part in policy.split(";") if part.strip()]
    return {name: set(sources) for name, *sources in parts}


def _policy(policy: dict[str, set[str]]) -> str:
    if not policy:
        return "csp-not-implemented"
    default = policy.get("default-src", {"*"})
    scripts, objects, styles = (policy.get(f"{kind}-src", default) for kind in ("script", "object", "style"))
    if (scripts | objects) & BROAD:
        return "csp-implemented-with-unsafe-inline"
    if "'unsafe-eval'" in scripts | styles:
        return "csp-implemented-with-unsafe-eval"
    if styles & BROAD:
        return "csp-implemented-with-unsafe-inline-in-style-src-only"
    strict = default == {"'none'"} and policy.get("form-action", {"*"}) <= {"'none'", "'self'"}
    return "csp-implemented-with-no-unsafe" + ("-default-src-none" if strict else "")


def _cookies(response: TestResponse) -> str:
    cookies = [cookie.lower() for cookie in response.headers.getlist("Set-Cookie")]
    if not cookies:
        return "cookies-not-found"
    safe = all("secure" in cookie and "httponly" in cookie and "samesite=" in cookie for cookie in cookies)
    return "cookies-secure-with-httponly-sessions-and-samesite" if safe else "cookies-without-secure-flag"


def _sharing(response: TestResponse) -> str:
    kind = "not-implemented"
    if "Access-Control-Allow-Origin" in response.headers:
        kind = "implemented-with-public-access"
    if "Access-Control-Allow-Credentials" in response.headers:
        kind = "implemented-with-universal-access"
    return f"cross-origin-resource-sharing-{kind}"


def _referrer(value: str | None) -> str:
    if value is None:
        return "referrer-policy-not-implemented"
    return "referrer-policy-private" if value in PRIVATE else "referrer-policy-unsafe"


def _scripts(response: TestResponse) -> str:
    scripts = Page(text(response)).named("script") if response.mimetype == "text/html" else []
    if not scripts:
        return "sri-not-implemented-but-no-scripts-loaded"
    if any("//" in script.get("src", "") for script in scripts):
        return "sri-not-implemented-and-external-scripts-not-loaded-securely"
    if all(script.get("integrity") for script in scripts):
        return "sri-implemented-and-all-scripts-loaded-securely"
    return "sri-not-implemented-but-all-scripts-loaded-from-secure-origin"


def _sniffing(value: str | None) -> str:
    return f"x-content-type-options-{'nosniff' if value == 'nosniff' else 'not-implemented'}"


def _framing(policy: dict[str, set[str]], value: str | None) -> str:
    if policy.get("frame-ancestors", {"*"}) <= {"'none'", "'self'"}:
        return "x-frame-options-implemented-via-csp"
    return f"x-frame-options-{'sameorigin-or-deny' if value in ('SAMEORIGIN', 'DENY') else 'not-implemented'}"


def _resources(value: str | None) -> str:
    if value is None:
        return "cross-origin-resource-policy-not-implemented"
    known = {"same-origin": "same-origin", "same-site": "same-origin", "cross-origin": "cross-origin"}
    kind = known.get(value)
    return f"cross-origin-resource-policy-{f'implemented-with-{kind}' if kind else 'header-invalid'}"
