"""The one rule for a name or a text, whichever door, file or command it comes through.

Every writing system and every emoji is taken as it is. Marks that nobody sees (soft hyphens, zero-width spaces, marks
of direction) come along when one copies a text; they are dropped without a word, and breaks and tabs become spaces.
What can stand in no text at all is refused: then the door says so and offers the text without it.
"""

import re
from unicodedata import normalize

# No characters (U+FDD0 to U+FDEF, the last two of each plane), and controls other than breaks and tabs.
NEVER_TEXT = (
    (0x00, 0x08), (0x0E, 0x1F), (0x7F, 0x84), (0x86, 0x9F), (0xFDD0, 0xFDEF),
    *((plane * 0x10000 + 0xFFFE, plane * 0x10000 + 0xFFFF) for plane in range(17)),
)  # fmt: skip
SURROGATES = (0xD800, 0xDFFF)  # halves of characters; no UTF-8 holds one


def _set_of(*ranges: tuple[int, int]) -> str:
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)


MAX_PART = 40  # characters of a part of a file name
_REFUSED = re.compile(f"[{_set_of(*NEVER_TEXT, SURROGATES)}]")
_BREAKS = re.compile("\r\n?")
_SPACES = re.compile("[\t\v\f\x85\u2028\u2029]")
# Formats without a shape. Not here: the joiners and Mongolian's separator, which shape what stands beside them,
# the signs over numbers (U+0600, U+06DD ...), which show, and what arranges hieroglyphs. Tags spell the flag of a
# region after a black flag; elsewhere they hide text.
_UNSEEN = re.compile(
    "(\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f)"
    "|[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f]"
)
# A text of nothing else is empty, whatever its length: spaces, joiners, fillers, the blank of Braille, variants.
_BLANK = re.compile("[\\s\u034f\u115f\u1160\u180e\u200c\u200d\u2800\u3164\uffa0\ufe00-\ufe0f]*")


def refused_character(text: str) -> str:
    """Find the first character that no text may hold; empty when there is none."""
    found = None if text.isprintable() else _REFUSED.search(text)
    return found.group() if found else ""


def clean(text: str) -> str:
    """Return a line as people see it: nothing unseen, no breaks, no space around it.

    What it returns is never refused, and cleaning it again changes nothing.
    """
    seen = re.sub("\n+", " ", clean_lines(text)).strip()
    return "" if _BLANK.fullmatch(seen) else seen


def clean_lines(text: str) -> str:
    """Return a text of several lines without what is unseen; its breaks and spaces stay."""
    if text.isascii() and text.isprintable():
        return text
    seen = _UNSEEN.sub(lambda found: found.group(1) or "", _REFUSED.sub("", text))
    return _SPACES.sub(" ", _BREAKS.sub("\n", seen))


def plain(text: str) -> str:
    """Return a text in small letters, figures and hyphens, for the name of a file: what every system takes."""
    apart = normalize("NFKD", text.lower().replace("œ", "oe").replace("æ", "ae")).replace("\u2010", "-")
    known = apart.encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", known))


def file_name(*parts: str) -> str:
    """Name a file after what is in it, without its ending: report-mill-letter; a part that is empty is left out."""
    return "-".join(filter(None, (plain(part)[:MAX_PART].strip("-") for part in parts)))
