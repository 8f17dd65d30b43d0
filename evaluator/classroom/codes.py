"""Codes to join with, tickets, and secret keys: how they are made, read as typed, shown, and kept.

A code has six symbols of 24: no vowels, so that no word comes out, and none of a pair that looks alike. Keys have 192
bits. The store keeps digests of keys and tickets, never the things themselves.
"""

import re
from base64 import urlsafe_b64encode
from hashlib import sha256
from secrets import choice, token_urlsafe
from urllib.parse import parse_qsl

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
    """The projector's key, made from the teacher's so that either page can be opened again; there is no way back."""
    made = sha256(b"screen " + host_key.encode("utf-8", "surrogatepass")).digest()
    return urlsafe_b64encode(made[:KEY_BYTES]).decode()


def digest(key: str) -> str:
    """Return what is kept of a key."""
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
