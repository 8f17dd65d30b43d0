"""Refuse forms that another site sent.

The browser says where a form comes from, and a form is ours only when it says so: `Sec-Fetch-Site` where it sends
it (to https addresses, and enough by itself: a proxy may change the port), else `Origin`, else `Referer`. What is
silent, or says `null`, is foreign. So that our own forms can say it on plain http too, pages of a class tell this
site, and no other, where one came from (`Referrer-Policy: same-origin`).
"""

from urllib.parse import urlsplit

from flask import Blueprint, request
from werkzeug.exceptions import Forbidden

OWN = {"same-origin", "none"}


def blueprint(name: str, module: str) -> Blueprint:
    """Create a blueprint under /{lang}/class whose forms only this site may send."""
    made = Blueprint(name, module, url_prefix="/<lang>/class")
    made.before_request(refuse_foreign_forms)
    return made


def refuse_foreign_forms() -> None:
    """Stop a form that another site sent. Raises Forbidden."""
    if request.method == "POST" and not is_own_form():
        raise Forbidden


def is_own_form() -> bool:
    """Tell whether the browser says that this site sent the form."""
    site_said = request.headers.get("Sec-Fetch-Site")
    if site_said is not None:
        return site_said in OWN
    sender = request.headers.get("Origin") or request.headers.get("Referer", "")
    return urlsplit(sender).netloc == request.host
