"""The one reading of a link that was pasted: mail, chat, paper and "safe link" services change it on its way.

They wrap it into an address of their own, write `&amp;` for `&`, encode it once more or in another encoding, break
its lines, make dashes and quotes pretty, put marks and brackets around it. What can be told for sure is undone;
everything else stays as it is, for whoever reads the answers to refuse.
"""

import re
from base64 import urlsafe_b64decode
from binascii import Error as NoBase64
from urllib.parse import parse_qsl, quote_plus, unquote, unquote_plus, unquote_to_bytes, urlsplit

from evaluator.validation.text import clean

AFTER_ADDRESSES = ".,;:!?)>]}»”’'\""  # what stands behind an address in a sentence, and is copied with it
BEFORE_ADDRESSES = "<([{«“‘'\" \t"
MOST_WRAPPINGS = 5
PASTED_INTO = {"platform", "q", "report"}  # of an address: the name of an app, what somebody looks for, a report
CHOSEN = {"set", "date", "method", "paper"}  # names without a hyphen whose values are few
LIKE_OURS = re.compile(r"[a-z]+(?:-[a-z]+)+")  # the name of a question, and of no parameter that others add

_START = re.compile("https?(?:://|%(?:25)*3A%(?:25)*2F%(?:25)*2F)", re.IGNORECASE)
_BREAK = re.compile(r"[ \t]*\r?\n[ \t>]*")  # of a line in a mail, with the mark of a quoted one
# The same in a mail as it travels, where = is written =3D; a field of one line has taken the break out.
_SOFT_BREAK = re.compile(r"=(?:[ \t]*\r?\n[ \t>]*|(?![0-9A-F]{2}|[0-9A-F]?=))")
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_VALUE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_AMPERSAND = re.compile("&(?:amp;|#0*38;|#x0*26;)+", re.IGNORECASE)  # as HTML writes it, once or more
_TWICE = re.compile("%25[c-f][0-9a-f](?:%25[89ab][0-9a-f])+", re.IGNORECASE)  # one letter, encoded two times
_ENCODED_NAME = re.compile("%26(?:[a-z]+(?:-[a-z]+)+|set|date|method|paper)%3d", re.IGNORECASE)
_PROOFPOINT = re.compile(r"https?://urldefense\.(?:com|us)/v3/__(.+?)__;([\w-]*)", re.IGNORECASE)
_WRAPPERS = re.compile(
    r"https?://(?:[\w.-]+\.safelinks\.protection\.outlook\.com|lm?\.(?:facebook|instagram)\.com"
    r"|(?:www\.)?google\.[a-z.]+/url\?|(?:www\.)?linkedin\.com/redir/|(?:www\.)?youtube\.com/redirect\?"
    r"|urldefense\.(?:com|us|proofpoint\.com)|secure-web\.cisco\.com)",
    re.IGNORECASE,
)  # services that do nothing but wrap
_STORES = re.compile(r"(?:play\.google|(?:apps|itunes)\.apple)\.com")
_OF_EVERY_ID = {"android", "app", "apps", "client", "lite", "main", "mobile", "www"}
_REPLACED = re.compile(r"\*(?:\*(.))?")  # in it: one character, or a run whose length the next sign tells
_LENGTHS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"  # of runs, from two on


def unwrap(pasted: str) -> str:
    """Return the link in a pasted text as it was before it travelled, or the part of one that was pasted."""
    link = _bare(pasted)
    for _ in range(MOST_WRAPPINGS):
        inner = _inside(link)
        if inner is None:
            break
        link = _bare(inner)
    address, mark, query = link.partition("?")
    if not mark and "=" in link:
        return mend_query(link)
    return f"{address}{mark}{mend_query(query.partition('#')[0])}"


def address_in(pasted: str) -> str:
    """Return an address that is not ours as it was before it travelled; nothing of it is ours to mend.

    What only wraps is undone; an archive, or a page that leads on to another, is what somebody chose to name.
    """
    if not _START.search(pasted):
        return pasted
    link = _bare(pasted)
    for _ in range(MOST_WRAPPINGS):
        inner = _inside(link) if _WRAPPERS.match(link) else None
        if inner is None:
            break
        link = _bare(inner)
    return link


def name_in(typed: str) -> str:
    """Return the name of a platform as it was typed; of a pasted report its platform, of another link its host.

    The page of an app in a store gives the app; the address itself where it does not say which.
    """
    if not _START.search(typed):
        return typed
    link = unwrap(typed)
    named = dict(parse_qsl(query_of(link), errors="replace")).get("platform", "")
    parts = _split(link)
    if parts and not named and _STORES.fullmatch(parts[0]):
        return _app_in(parts[1], parts[2]) or link
    return named or (parts[0].removeprefix("www.") if parts else "") or typed


def is_store(name: str) -> bool:
    """Tell whether what should be a name is still the address of a store, which does not say of which app."""
    parts = _split(name)
    return bool(parts and _STORES.fullmatch(parts[0]))


def _app_in(path: str, query: str) -> str:
    """Read the name of an app in the address of its page in a store; empty where it holds none, or several words.

    Apple writes the name before a number. Google has an id such as com.instagram.android: what is left of it without
    the words that every id has is a name when it is one word, and a guess when it is more.
    """
    if found := re.search(r"/app/(?!id\d)([^/]+)/id\d", path):
        return unquote(found[1]).replace("-", " ").capitalize()
    words = dict(parse_qsl(query)).get("id", "").lower().split(".")
    told = dict.fromkeys(word for word in words[1:] if word not in _OF_EVERY_ID)
    return next(iter(told)).capitalize() if len(told) == 1 else ""


def query_of(pasted: str) -> str:
    """Return what stands behind the question mark of a pasted link; a text without one is read as a query."""
    link = unwrap(pasted)
    before, mark, after = link.partition("?")
    return after if mark and "=" not in before else link


def links_in(text: str) -> list[str]:
    """Split a text into links: one a line, or several, or one over several lines."""
    found: list[str] = []
    for line in text.splitlines():
        before, *links = re.split(r"(?<=[\s,;(\[{<«“‘'\"])(?=https?://)", line.strip(" \t>"))
        for part in [before] * (not links or "=" in before or bool(_START.search(before))) + links:
            begins = _START.search(part) or part.lstrip("?").startswith("platform=") or not found
            if begins:
                found.append(part.strip())
            else:
                begun = found[-1].removesuffix("=") if _is_as_it_travels(text) else found[-1]
                found[-1] = f"{begun}{part.strip()}"
    return [link for link in found if link]


def mend_query(query: str) -> str:
    """Return a query with each parameter as it was sent; one that needs nothing comes back as it is."""
    while "=" not in query and "%3d" in query.lower():
        query = unquote(query, errors="surrogateescape").replace("\r", "").replace("\n", "")  # no address has any
    query = _AMPERSAND.sub("&", query)
    query = query.replace("=3D", "=") if _is_as_it_travels(query) else query
    parts = query.split("&")
    within = [_query_within(part) for part in parts]
    said = {pair.partition("=")[0] for inner in within if inner for pair in inner.split("&")} - {"report"}
    mended = (
        inner or _mended(part)
        for part, inner in zip(parts, within, strict=True)
        if inner or part.partition("=")[0] not in said  # a pasted report comes with all that it says
    )
    return "&".join(mended)


def is_utf8(query: str) -> bool:
    """Tell whether the bytes behind the escapes of a query are text."""
    try:
        unquote_to_bytes(query).decode()
    except UnicodeDecodeError:
        return False
    return True


def _is_as_it_travels(text: str) -> bool:
    """Tell whether a mail was copied in the form in which it travels, rather than a name that begins with 3D."""
    return (there := text.count("=3D")) > 1 and 2 * there > text.count("=")


def _query_within(part: str) -> str:
    """Return what a parameter says in which a link was pasted: a report's query, or the name of where it leads."""
    name, _, value = part.partition("=")
    key, typed = _plain(name), unquote_plus(value, errors="surrogateescape")
    if key not in PASTED_INTO or not _START.search(typed):
        return ""
    pairs = [pair for pair in query_of(typed).split("&") if _is_ours(pair.partition("=")[0])]
    query = "&".join(pairs) if any(re.match("platform=.", pair) for pair in pairs) else ""
    if key == "report":
        return f"report={quote_plus(query or address_in(typed), errors='surrogateescape')}"
    return query if key == "platform" and query else f"{key}={quote_plus(clean(name_in(typed)))}"


def _is_ours(key: str) -> bool:
    """Tell whether a parameter is one of a report, and none that others add on the way."""
    return key == "platform" or key in CHOSEN or bool(LIKE_OURS.fullmatch(key))


def _mended(part: str) -> str:
    """Mend one parameter: what is chosen has few letters, what is typed may be any text."""
    name, mark, value = part.partition("=")
    key = _plain(name)
    if key != "platform" and _is_ours(key):
        chosen = _plain(value).strip(AFTER_ADDRESSES + BEFORE_ADDRESSES)
        return f"{key}{mark}{chosen if _VALUE.fullmatch(chosen) else _text(value)}"
    if key == "platform" and _ENCODED_NAME.search(value):
        return mend_query(f"{key}={unquote(value, errors='surrogateescape')}")
    if key == "platform" and _TWICE.search(value):
        value = unquote(value, errors="surrogateescape").replace(" ", "+")
    return f"{key if key == 'platform' else name}{mark}{_text(value)}"


def _plain(text: str) -> str:
    """Return letters as they are typed: no capitals, no pretty dashes, nothing unseen."""
    return clean(_DASHES.sub("-", unquote_plus(text))).lower()


def _text(value: str) -> str:
    """Return a value whose bytes are UTF-8; those that are not are read as Western Europe's old encoding."""
    raw = unquote_to_bytes(value.replace("+", " ").encode(errors="surrogateescape"))
    try:
        raw.decode()
    except UnicodeDecodeError:
        return quote_plus(raw.decode("cp1252", errors="replace") if _is_western(raw) else raw.decode("latin-1"))
    return value


def _is_western(raw: bytes) -> bool:
    return not {0x81, 0x8D, 0x8F, 0x90, 0x9D} & set(raw)


def _bare(pasted: str) -> str:
    """Return the link without the text, brackets, quotes and marks around it, on one line."""
    whole = _SOFT_BREAK.sub("", pasted.strip()) if _is_as_it_travels(pasted) else pasted.strip()
    line = clean(_BREAK.sub("", whole))
    found = _START.search(line)
    if found:
        before, line = line[: found.start()], line[found.start() :]
        closing = dict(zip("<([{«“‘'\"", ">)]}»”’'\"", strict=True)).get(before[-1:], "")
        line = line.partition(closing)[0] if closing else line
        first, _, rest = line.partition(" ")
        line = line if "=" in rest else first
    line = line.strip(BEFORE_ADDRESSES).rstrip(AFTER_ADDRESSES + " ")
    while _START.match(line) and "://" not in line[:8]:
        line = unquote(line, errors="surrogateescape")
    return _AMPERSAND.sub("&", line)


def _inside(link: str) -> str | None:
    """Return the link that a service has wrapped into its own; None when there is none."""
    if found := _PROOFPOINT.match(link):
        return _refilled(found[1], found[2])
    parts = _split(link)
    if parts is None:
        return None
    host, path, query = parts
    if host == "urldefense.proofpoint.com" and (found := re.search(r"(?:^|&)u=([^&]*)", query)):
        return unquote(found[1].translate(str.maketrans("-_", "%/")))
    plain = re.search(r"=(https?://.*)", query, re.IGNORECASE)
    if plain:
        return plain[1]
    for _, value in parse_qsl(query, errors="surrogateescape"):
        if _START.match(value):
            return value
    within = _START.search(path)
    return unquote(path[within.start() :]) + (f"?{query}" if query else "") if within else None


def _split(link: str) -> tuple[str, str, str] | None:
    """Return host, path and query of an address; None when it is none."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return None
    return ((parts.hostname or "").lower(), parts.path, parts.query) if parts.scheme in ("http", "https") else None


def _refilled(link: str, encoded: str) -> str:
    """Put the characters that a service took out of a link in their places again."""
    try:
        characters = iter(urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)).decode(errors="replace"))
    except (NoBase64, ValueError):
        return link

    def place(found: re.Match[str]) -> str:
        run = _LENGTHS.find(found[1]) + 2 if found[1] else 1
        return "".join(next(characters, "*") for _ in range(run))

    return _REPLACED.sub(place, link)
