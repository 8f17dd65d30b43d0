"""No code is shown to people: no brace, no id and no empty place, on any page that any test fetches."""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from urllib.parse import unquote_plus

import lxml.html  # type: ignore[import-untyped]  # lxml ships no types
from lxml.html import HtmlElement

from evaluator.content.models.library import Library

SILENT = {"script", "style", "code"}
SEEN_IN = ("title", "alt", "aria-label", "placeholder")
# Pages that speak of the site's own workings to whoever asks for them.
FOR_THE_CURIOUS = re.compile(r"/(privacy|api)")
VALUES = {"dont-know", "not-applicable", "stored-copy", "2-min", "20-min", "help-line", "vote-again", "tally-in"}


_KNOWN: dict[int, tuple[Library, frozenset[str], re.Pattern[str]]] = {}  # the content cannot be a key itself


def codes(library: Library) -> re.Pattern[str]:
    """Every id of the content that is no word by itself: those with a hyphen or a dot, and values of questions."""
    return _known(library)[2]


def _known(library: Library) -> tuple[Library, frozenset[str], re.Pattern[str]]:
    if id(library) not in _KNOWN:
        coded = _coded(library)
        longest_first = sorted(coded, key=len, reverse=True)
        _KNOWN[id(library)] = (
            library,
            coded,
            re.compile(rf"(?<![\w/.-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w/-])|[{{}}]|%\("),
        )
    return _KNOWN[id(library)]


def _coded(library: Library) -> frozenset[str]:
    form, ethics, lesson = library.questionnaire, library.ethics, library.lesson
    named = {question.id for question in form.questions}
    named |= {option.id for question in form.questions for option in question.options}
    named |= {entry.id for entry in library.faq} | {action.id for action in library.actions} | VALUES
    if ethics:
        named |= {fact.id for fact in ethics.facts} | {promise.id for promise in ethics.promises}
    if lesson:
        named |= {plan.id for plan in lesson.plans}
    return frozenset(name for name in named if re.search(r"[a-z][-.][a-z]", name))


_UNSEEN = re.compile(r"<(script|style|code|svg)\b.*?</\1>", re.DOTALL)
_TAGS = re.compile(r"<[^>]*>")
_TOLD = re.compile(rf"""\s(?:{"|".join(SEEN_IN)})=("[^"]*"|'[^']*'|[^\s>]*)""")
_BRACE, _TOKENS, _JOINED = re.compile(r"[{}]|%\("), re.compile(r"[\w.-]+"), re.compile(r"[a-z][-.][a-z]")


def may_show_a_code(html: str, library: Library) -> bool:
    """Look at a page without parsing it: true for each page that shows a code, and for some others.

    All that people see stands between tags or in a few values, so what is in neither is no code.
    """
    bare = _UNSEEN.sub(" ", html)
    told = unescape(f"{_TAGS.sub(' ', bare)} {' '.join(_TOLD.findall(bare))}")
    if _BRACE.search(told):
        return True
    coded = _known(library)[1]
    joined = filter(_JOINED.search, {*_TOKENS.findall(told)})
    return any(start in coded for token in joined for start in _starts(token))


def _starts(token: str) -> Iterator[str]:
    """A token up to each of its dots, one of which may end a sentence, and whole."""
    yield token
    yield from (token[: dot.start()] for dot in re.finditer(r"\.", token))


def seen(node: HtmlElement) -> Iterator[str]:
    """What people read or hear, without what they typed themselves."""
    if node.tag in SILENT:
        return
    yield from (node.attrib[name] for name in SEEN_IN if name in node.attrib)
    if node.tag not in ("textarea", "option"):
        yield node.text or ""
    for child in node:
        yield from seen(child)
        yield child.tail or ""


READER = lxml.html.HTMLParser(remove_comments=True, remove_pis=True)


@lru_cache(maxsize=500)  # the same page is fetched by many tests
def words(html: str) -> tuple[str, ...]:
    """All that people read or hear of a page, read by a parser that is fast and complains of nothing."""
    return tuple(seen(lxml.html.document_fromstring(html, READER).find("body")))


def code_faults(html: str, path: str, library: Library, sent: str) -> list[str]:
    """What of a page is written for machines; whoever sent the same is shown what they sent."""
    if FOR_THE_CURIOUS.search(path) or not may_show_a_code(html, library):
        return []
    sent = unquote_plus(sent)
    shown = {found for text in words(html) for found in codes(library).findall(text)}
    return [f"a code is shown: {found}" for found in sorted(shown) if found not in sent]
