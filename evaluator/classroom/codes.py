"""Codes to join with, tickets, secret keys and the names of seats: how they are made, read as typed, shown, and kept.

A code has six symbols of 24: no vowels, so that no word comes out, and none of a pair that looks alike. Keys have 192
bits. The store keeps digests of keys and tickets, never the things themselves. The name of a seat is an animal and a
colour that only the own phone shows.
"""

import re
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from hashlib import sha256
from itertools import count
from secrets import choice, token_urlsafe
from urllib.parse import parse_qsl

from evaluator.i18n.language import Language, gettext_noop
from evaluator.validation.pasted_link import query_of, unwrap

SYMBOLS = "34679BCDFGHJKMNPQRTVWXYZ"  # 24; without 0 O, 1 I L, 2, 5 S, 8 and the vowels
CODE_LENGTH = 6
TICKET_LENGTH = 8
KEY_BYTES = 24
LONGEST_LINK = 4000  # characters of a link that are looked at; what mail makes of one is under 1,000
MAX_KEYS = 20  # that are tried of a pasted text
MIN_KEY = 22  # characters that hold 128 bits


def new_code() -> str:
    """Return a code to join with."""
    return "".join(choice(SYMBOLS) for _ in range(CODE_LENGTH))


def tickets(host_key: str) -> Iterator[str]:
    """Derive keys for one seat each, to be printed on slips, from the teacher's: in order, and none twice.

    So a page of them can be loaded again without making more.
    """
    made: set[str] = set()
    for place in count():
        number = int.from_bytes(sha256(f"ticket {place} {host_key}".encode("utf-8", "surrogatepass")).digest())
        ticket = "".join(SYMBOLS[number // len(SYMBOLS) ** digit % len(SYMBOLS)] for digit in range(TICKET_LENGTH))
        if ticket not in made:
            made.add(ticket)
            yield ticket


def new_key() -> str:
    """Return a secret: host key, screen key or the token of a seat."""
    return token_urlsafe(KEY_BYTES)


def read(typed: str, name: str = "code") -> str:
    """Return a code or ticket as it was typed or scanned: case, spaces and marks do not matter.

    From a link to the door it is the parameter of that name. Gives "" when it cannot be one.
    """
    if set("=%/") & set(typed):
        typed = _in_a_link(typed, name)
    text = re.sub(r"[\W_]+", "", typed[:80]).upper()
    good = len(text) in (CODE_LENGTH, TICKET_LENGTH) and all(symbol in SYMBOLS for symbol in text)
    return text if good else ""


def _in_a_link(typed: str, name: str) -> str:
    """Find a parameter of a link; where a mail was copied as it travels, its = is followed by 3D."""
    value = dict(parse_qsl(query_of(typed[:LONGEST_LINK]), max_num_fields=20)).get(name, "")
    length = CODE_LENGTH if name == "code" else TICKET_LENGTH
    return value.removeprefix("3D") if len(re.sub(r"[\W_]+", "", value)) == length + 2 else value


def as_read(typed: str, name: str = "code") -> str:
    """Return what was typed as it was understood, to show it again: a code, else the link without its wrapping."""
    code = read(typed, name)
    return shown(code) if code else unwrap(typed[:LONGEST_LINK])


def keys_in(pasted: str) -> list[str]:
    """Return what may be a key in a pasted text, the likeliest first: a key, an address, the text of a file."""
    pattern = rf"[A-Za-z0-9_-]{{{MIN_KEY},80}}"
    found = [key for text in (unwrap(pasted), pasted) for key in reversed(re.findall(pattern, text))]
    return list(dict.fromkeys(found))[:MAX_KEYS]


def shown(code: str) -> str:
    """Return a code as people read it: KTR-7MD."""
    half = len(code) // 2
    return f"{code[:half]}-{code[half:]}"


def screen_key(host_key: str) -> str:
    """Derive the projector's key from the teacher's so that either page can be opened again; there is no way back."""
    made = sha256(b"screen " + host_key.encode("utf-8", "surrogatepass")).digest()
    return urlsafe_b64encode(made[:KEY_BYTES]).decode()


def host_keys(form: str, chosen: str) -> Iterator[str]:
    """Derive the keys of the classes that one form starts with one choice, the first one first.

    So the same form sent twice is known. A form that has no secret of its own, or a short one, gives keys of chance.
    """
    for place in count():
        made = sha256(f"class {place} {form} {chosen}".encode("utf-8", "surrogatepass")).digest()
        yield urlsafe_b64encode(made[:KEY_BYTES]).decode() if len(form) >= MIN_KEY else new_key()


def digest(key: str) -> str:
    """Return what is kept of a key."""
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


# Fixed lists, read by people before use: no animal that is used to insult, no pair that mocks anyone. Every French
# animal here is masculine, so that the colour agrees.
_ANIMALS: tuple[str, ...] = (
    gettext_noop("heron"),
    gettext_noop("fox"),
    gettext_noop("owl"),
    gettext_noop("hare"),
    gettext_noop("badger"),
    gettext_noop("beaver"),
    gettext_noop("hedgehog"),
    gettext_noop("stag"),
    gettext_noop("squirrel"),
    gettext_noop("swan"),
    gettext_noop("raven"),
    gettext_noop("duck"),
    gettext_noop("dolphin"),
    gettext_noop("lynx"),
    gettext_noop("bear"),
    gettext_noop("wolf"),
    gettext_noop("horse"),
    gettext_noop("falcon"),
    gettext_noop("pelican"),
    gettext_noop("penguin"),
    gettext_noop("panda"),
    gettext_noop("kangaroo"),
    gettext_noop("tiger"),
    gettext_noop("salmon"),
    gettext_noop("butterfly"),
)
_COLOURS: tuple[str, ...] = (
    gettext_noop("blue"),
    gettext_noop("green"),
    gettext_noop("red"),
    gettext_noop("yellow"),
    gettext_noop("orange"),
    gettext_noop("violet"),
    gettext_noop("turquoise"),
    gettext_noop("grey"),
    gettext_noop("golden"),
    gettext_noop("silver"),
    gettext_noop("striped"),
    gettext_noop("dotted"),
)
SIGNS = len(_ANIMALS) * len(_COLOURS)


def sign(number: int, language: Language) -> str:
    """Return the sign of a seat by its number, such as “blue heron”."""
    colour, animal = divmod(number % SIGNS, len(_ANIMALS))
    return language.gettext(
        "%(colour)s %(animal)s", colour=language.gettext(_COLOURS[colour]), animal=language.gettext(_ANIMALS[animal])
    )
