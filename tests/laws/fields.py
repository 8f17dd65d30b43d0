"""What is said of a field of any form: it reads a name, a number, a day or a link as every other field does."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlsplit

from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from evaluator.validation.text import clean
from tests.laws.walk import Field, Form, Walk

PLAIN = "Zabe"
# All that is taken in one name, and all that is refused in another; tests/validation tries each sign by itself.
TAKEN = (
    "Z\u00a0a\u202f! so\u00adft ze\u200bro \ufeffm \u2060w \u200el\u200f \u202er \u2067i\u2069 \U0001f469\u200d"
    "\U0001f467 می\u200cخ \U0001fae9"
)
REFUSED = "Za\x00be \x07x\x7fy\x9fz \uffffn \U0010ffffl"
UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u202e\u2060\u2067\u2069\ufeff\x00\x07\x7f\x9f\uffff]")
NUMBERS = ["0x28", "4_0", "1e2", "1,5", "1.5", "-3", "5 5", "٥٫٥", "five", "999999999999"]
DAYS = [
    "2026-02-30",
    "30/11/2026",
    "20261130",
    "2026-W48-1",
    "26-11-30",
    "2026-11-30T10:00",
    "tomorrow",
    "1026-11-30",
]
ADDRESSES = ["not an address", "javascript:alert(1)", "https:// x.example", "file:///etc/passwd"]
HALF_READ = {"numeric": NUMBERS, "date": DAYS, "url": ADDRESSES}
GOOD = {"numeric": "5", "date": "2026-11-24", "url": "https://x.example/a"}
TEXTS = ("text", "search", "textarea", "email")


def told(answer: TestResponse) -> bool:
    """Whether an answer says that something is wrong."""
    marks = (b'aria-invalid="true"', b'class="problems"')
    return answer.status_code >= 400 or any(mark in answer.data for mark in marks)


def squeezed(text: str) -> str:
    return "".join(unescape(text).split())


def of_texts(walk: Walk) -> Iterator[str]:
    """Faults of fields for a text: one takes what others refuse, shows what nobody sees, or drops it in silence."""
    for (place, name), (form, field) in walk.typed.items():
        if field.kind in TEXTS:
            yield from (f"{place} {name}: {fault}" for fault in _of_a_text(walk, form, field))


def _of_a_text(walk: Walk, form: Form, field: Field) -> Iterator[str]:
    plain, taken, refused = (_answer(walk, form, field, typed) for typed in (PLAIN, TAKEN, REFUSED))
    yield from (f"error {answer.status}" for answer in (plain, taken, refused) if answer.status_code >= 500)
    for answer in (taken, refused):
        if is_text(answer) and (shown := UNSEEN.search(unescape(answer.text))):
            yield f"shows {shown.group()!r}"
    if told(plain):  # it wants something else than a name
        return
    if told(taken):
        yield "refuses what others take"
    if not told(refused) and (not is_text(plain) or PLAIN in plain.text):
        yield "takes what others refuse, without a word"
    if is_text(plain) and PLAIN in plain.text:
        yield from (
            f"does not show {sent!r} as people see it"
            for sent, answer in ((TAKEN, taken), (REFUSED, refused))
            if squeezed(clean(sent)) not in squeezed(answer.text)
        )


def _answer(walk: Walk, form: Form, field: Field, typed: str) -> TestResponse:
    answer = form.sends(walk.client, **{field.name: typed})
    if "Location" in answer.headers:
        return walk.client.get(answer.headers["Location"], follow_redirects=True)
    return answer


def is_text(answer: TestResponse) -> bool:
    return (answer.mimetype or "").startswith(("text/", "application/json"))


def of_half_read(walk: Walk) -> Iterator[str]:
    """Fields for a number, a day or an address that take what only half reads as one, or refuse what reads well."""
    for (place, name), (form, field) in walk.typed.items():
        for typed in HALF_READ.get(field.kind, ()):
            status = form.sends(walk.client, **{field.name: typed}).status_code
            if status not in (400, 409):
                yield f"{place} {name}: takes {typed!r} ({status})"
        if field.kind in GOOD and form.sends(walk.client, **{field.name: GOOD[field.kind]}).status_code == 400:
            yield f"{place} {name}: refuses {GOOD[field.kind]!r}"


def sample(walk: Walk, rule: Rule) -> str:
    """An address of a rule, with parts that the walk came by; empty when it came by none."""
    met = (urlsplit(address).path for address, _ in walk.pages)
    asked = (urlsplit(file.asked).path for file in walk.files.values())
    return next((path for path in (*met, *asked) if walk.view(path) == rule.endpoint), "")
