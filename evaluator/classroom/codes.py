"""Codes to join with, tickets, secret keys and the names of seats: how they are made, read as typed, shown, and kept.

A code has six symbols of 24: no vowels, so that no word comes out, and none of a pair that looks alike. Keys have 192
bits. The store keeps digests of keys and tickets, never the things themselves. The name of a seat is an animal and a
colour that only the own phone shows.
"""

import re
from base64 import urlsafe_b64encode
from collections.abc import Callable
from hashlib import sha256
from secrets import choice, token_urlsafe
from urllib.parse import parse_qsl

from evaluator.i18n.language import Language
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


def new_ticket() -> str:
    """Return a key for one seat, to be printed on a slip."""
    return "".join(choice(SYMBOLS) for _ in range(TICKET_LENGTH))


def new_key() -> str:
    """Return a secret: host key, screen key or the token of a seat."""
    return token_urlsafe(KEY_BYTES)


def read(typed: str, name: str = "code") -> str:
    """Return a code or ticket as it was typed or scanned: case, spaces and marks do not matter.

    From a link to the door it is the parameter of that name. Gives "" when it cannot be one.
    """
    if set("=%/") & set(typed):
        typed = dict(parse_qsl(query_of(typed[:LONGEST_LINK]), max_num_fields=20)).get(name, "")
    text = re.sub(r"[\W_]+", "", typed[:80]).upper()
    good = len(text) in (CODE_LENGTH, TICKET_LENGTH) and all(symbol in SYMBOLS for symbol in text)
    return text if good else ""


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


def digest(key: str) -> str:
    """Return what is kept of a key."""
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


# Fixed lists, read by people before use: no animal that is used to insult, no pair that mocks anyone. Every French
# animal here is masculine, so that the colour agrees.
_ANIMALS: tuple[Callable[[Language], str], ...] = (
    lambda language: language.gettext("heron"),
    lambda language: language.gettext("fox"),
    lambda language: language.gettext("owl"),
    lambda language: language.gettext("hare"),
    lambda language: language.gettext("badger"),
    lambda language: language.gettext("beaver"),
    lambda language: language.gettext("hedgehog"),
    lambda language: language.gettext("stag"),
    lambda language: language.gettext("squirrel"),
    lambda language: language.gettext("swan"),
    lambda language: language.gettext("raven"),
    lambda language: language.gettext("duck"),
    lambda language: language.gettext("dolphin"),
    lambda language: language.gettext("lynx"),
    lambda language: language.gettext("bear"),
    lambda language: language.gettext("wolf"),
    lambda language: language.gettext("horse"),
    lambda language: language.gettext("falcon"),
    lambda language: language.gettext("pelican"),
    lambda language: language.gettext("penguin"),
    lambda language: language.gettext("panda"),
    lambda language: language.gettext("kangaroo"),
    lambda language: language.gettext("tiger"),
    lambda language: language.gettext("salmon"),
    lambda language: language.gettext("butterfly"),
)
_COLOURS: tuple[Callable[[Language], str], ...] = (
    lambda language: language.gettext("blue"),
    lambda language: language.gettext("green"),
    lambda language: language.gettext("red"),
    lambda language: language.gettext("yellow"),
    lambda language: language.gettext("orange"),
    lambda language: language.gettext("violet"),
    lambda language: language.gettext("turquoise"),
    lambda language: language.gettext("grey"),
    lambda language: language.gettext("golden"),
    lambda language: language.gettext("silver"),
    lambda language: language.gettext("striped"),
    lambda language: language.gettext("dotted"),
)
SIGNS = len(_ANIMALS) * len(_COLOURS)


def sign(number: int, language: Language) -> str:
    """Return the sign of a seat by its number, such as “blue heron”."""
    colour, animal = divmod(number % SIGNS, len(_ANIMALS))
    return language.gettext(
        "%(colour)s %(animal)s", colour=_COLOURS[colour](language), animal=_ANIMALS[animal](language)
    )
