"""Refuse forms that another site sent.

The browser says where a form comes from, and a form is ours only when it says so: `Sec-Fetch-Site` where it sends
it (to https addresses, and enough by itself: a proxy may change the port), else `Origin`, else `Referer`. What says
`null` is foreign. What says nothing at all is ours when it holds a secret that no other site has: the key in the
teacher's address, or the token in a pupil's form, which is made from the cookie. So that our own forms can say it on
plain http too, pages of a class tell this site, and no other, where one came from (`Referrer-Policy: same-origin`).
"""

from hashlib import blake2b
from hmac import compare_digest
from urllib.parse import urlsplit

from flask import Blueprint, request

from evaluator.classroom.errors import ForeignForm
from evaluator.classroom.web import seat_cookie

OWN = {"same-origin", "none"}


def blueprint(name: str, module: str) -> Blueprint:
    """Create a blueprint under /{lang}/class whose forms only this site may send."""
    made = Blueprint(name, module, url_prefix="/<lang>/class")
    made.before_request(refuse_foreign_forms)
    return made


def refuse_foreign_forms() -> None:
    """Stop a form that another site sent. Raises ForeignForm."""
    if request.method == "POST" and not is_own_form():
        raise ForeignForm


def is_own_form() -> bool:
    """Tell whether this site sent the form."""
    site_said = request.headers.get("Sec-Fetch-Site")
    if site_said is not None:
        return site_said in OWN
    sender = request.headers.get("Origin") or request.headers.get("Referer", "")
    return urlsplit(sender).netloc == request.host if sender else _holds_a_secret()


def form_token() -> str:
    """Give the token that a pupil's forms hold; it is made from the cookie, and tells nothing of it."""
    return blake2b(seat_cookie.token().encode(errors="replace"), digest_size=12, person=b"form").hexdigest()


def _holds_a_secret() -> bool:
    sent = request.form.get("form", "")
    by_cookie = seat_cookie.token() and compare_digest(sent.encode(), form_token().encode())
    return bool(by_cookie or (request.view_args or {}).get("key"))
