"""The forms of a class, and the check that no other site sent one.

The browser says where a form comes from, and a form is ours only when it says so: `Sec-Fetch-Site` where it sends
it (to https addresses, and enough by itself: a proxy may change the port), else `Origin`, else `Referer`. What says
`null` is foreign. What says nothing at all is ours when it holds a secret that no other site has: the key in the
teacher's address, or the token in a pupil's form, which is made from the cookie. So that our own forms can say it on
plain http too, pages of a class tell this site, and no other, where one came from (`Referrer-Policy: same-origin`).
"""

from hashlib import blake2b
from hmac import compare_digest
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, request
from wtforms import Field, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from evaluator.assess.web.forms import platform_name
from evaluator.classroom.errors import ForeignForm
from evaluator.classroom.settings import KEEP_DAYS, MAX_EXPECTED, MODES, set_names
from evaluator.classroom.web import entrance
from evaluator.validation.text import clean
from evaluator.web.context import language, library
from evaluator.web.forms import GetForm, stripped


def _counted(_form: Any, field: Field) -> None:
    typed = field.data = clean(field.data or "")
    if typed and not (typed.isdecimal() and len(typed) < 6 and 1 <= int(typed) <= MAX_EXPECTED):
        message = language().gettext(
            "Please type a number from 1 to %(most)s, or leave the field empty.", most=MAX_EXPECTED
        )
        raise ValidationError(message)


def _choices(values: tuple[str, ...]) -> list[SelectChoice]:
    return [SelectChoice(value, value) for value in values]


class SetupForm(GetForm):
    """What starts a class: every field has a good default, so that one press is enough."""

    platform = StringField(validators=[platform_name], filters=[stripped])
    set = RadioField(choices=lambda: _choices(set_names(library().questionnaire)), default="quick")
    mode = RadioField(choices=_choices(MODES), default=MODES[0])
    expected = StringField(validators=[_counted], filters=[stripped])
    keep = RadioField(choices=_choices(tuple(map(str, KEEP_DAYS))), default="7")


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
    return blake2b(entrance.token().encode(errors="replace"), digest_size=12, person=b"form").hexdigest()


def _holds_a_secret() -> bool:
    sent = request.form.get("form", "")
    by_cookie = entrance.token() and compare_digest(sent.encode(), form_token().encode())
    return bool(by_cookie or (request.view_args or {}).get("key"))
