"""What every HTML page must keep to, whatever it shows. `faults(html)` gives a sentence for each break.

Owns the rules of markup that a parser can judge; contrast, size and focus are judged in a browser.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib

SVG = "{http://www.w3.org/2000/svg}"
POINTERS = ("for", "form", "list", "aria-labelledby", "aria-describedby", "aria-controls")
ADDRESSES = ("href", "src", "action", "formaction", "data", "poster", "srcset", "ping", "cite", "background")
LEADS_AWAY = {"a"}  # the one element that may name another site: a link that a person chooses to follow
LANDMARKS = {"section": "region", "region": "region", "nav": "navigation", "form": "form", "aside": "complementary"}
ONLY_WITH_A_NAME = {"region", "form"}  # without one a screen reader does not list them
LABELLED = {"input", "select", "textarea"}
UNLABELLED_TYPES = {"hidden", "submit", "button"}
FORBIDDEN = {"style", "iframe", "object", "embed", "base", "applet", "frame", "font", "center", "marquee"}


class Page:
    """A parsed page: its elements in order, their parents, and what the parser complained of."""

    def __init__(self, html: str, own: bool = False) -> None:
        """Parse a page, once for all who only look at it; `own` is for a visitor who fills it in."""
        self.root, self.errors = _parsed.__wrapped__(html) if own else _parsed(html)
        self.all = [node for node in self.root.iter() if isinstance(node.tag, str)]
        self.parents = {child: node for node in self.all for child in node}

    def named(self, *tags: str) -> list[Element]:
        return [node for node in self.all if node.tag in tags]

    def above(self, node: Element) -> Iterator[Element]:
        while node in self.parents:
            node = self.parents[node]
            yield node

    @property
    def ids(self) -> set[str]:
        return {node.attrib["id"] for node in self.all if "id" in node.attrib}

    @property
    def title(self) -> str:
        return words(next(iter(self.named("title")), None))

    @property
    def lang(self) -> str:
        return self.root.get("lang", "")


@lru_cache(maxsize=300)  # as many as a walk through all pages has, which several tests look at
def _parsed(html: str) -> tuple[Element, list[str]]:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root: Element = parser.parse(html)
    return root, [f"line {place[0]}: {code} {values}" for place, code, values in parser.errors]


_WORDS = re.compile(r"(?<=>)[^<>&]*[^<>&\s][^<>&]*(?=<)")  # between two tags, without an entity in them
_ENTITIES = re.compile(r"&(?:amp|lt|gt|quot|#39|#34|nbsp);")
_VALUES = re.compile(
    r'(?<= value=")[^"&]+(?=")'  # of a field
    r'|(?<=\?)[\w.~%+=-]+(?=[#"])'  # the query of an address
    r'|(?<=/)[\w-]{24,}(?=[/"?])'  # the key of a class
)

# For scripts and style sheets, and where a drawing draws: no rule looks at these values.
_UNJUDGED = re.compile(r' (data-[a-z-]+|class|d|points|transform|viewBox|width|height|[cr]?[xy][12]?|r)="[^"&<>]*"')
_NUMBERED = re.compile(r"(?<![\w-])([a-z]+-)(\d+)(?![\w-])")  # what has an id by its number, and what points to it
_BLANKS = re.compile(r"\s+")


def markup(html: str) -> str:
    """A page without its words, the values of its fields and its keys: what rules of markup judge is all in there.

    An empty element stays empty, and a name that breaks out of its place changes the markup. Thousands of pages
    that tests fetch differ in words alone; each markup is parsed once.
    """
    places: dict[str, int] = {}  # ids by number stay as different as they were, counted from 0
    bare = _UNJUDGED.sub(r' \1="x"', _WORDS.sub("x", _ENTITIES.sub("e", html)))
    bare = _NUMBERED.sub(lambda found: f"{found[1]}{places.setdefault(found[2], len(places))}", bare)
    return _BLANKS.sub(" ", _VALUES.sub("x", bare)).strip()  # pages of a class are padded to a size


def words(node: Element | None) -> str:
    """The text of an element as a screen reader meets it."""
    return " ".join("".join(_told(node)).split())


def _told(node: Element | None) -> Iterator[str]:
    if node is None or node.get("aria-hidden") == "true":
        return
    yield node.get("aria-label", "")
    yield node.text or ""
    for child in node:
        yield from _told(child)
        yield child.tail or ""


def one_title_and_heading(page: Page) -> Iterator[str]:
    if not page.lang:
        yield "html has no lang"
    if len([node for node in page.named("title") if words(node)]) != 1:
        yield "not exactly one title with text"
    if len([node for node in page.named("h1") if words(node)]) != 1:
        yield "not exactly one h1 with text"
    if len(page.named("main")) != 1:
        yield "not exactly one main"


def headings_in_order(page: Page) -> Iterator[str]:
    level = 1  # a page may open with an h2: the summary of errors stands before the h1
    for node in page.named("h1", "h2", "h3", "h4", "h5", "h6"):
        if not words(node):
            yield f"empty {node.tag}"
        if int(node.tag[1]) > level + 1:
            yield f"{node.tag} after h{level}: {words(node)}"
        level = int(node.tag[1])


def landmarks_have_their_own_names(page: Page) -> Iterator[str]:
    named = Counter(
        (LANDMARKS.get(node.get("role", node.tag)), node.get("aria-label") or node.get("aria-labelledby"))
        for node in page.all
    )
    for (kind, name), count in named.items():
        if kind and count > 1 and (name or kind not in ONLY_WITH_A_NAME):
            yield f"{count} landmarks of the kind {kind} are named {name}"


def ids_once_and_found(page: Page) -> Iterator[str]:
    counted = Counter(node.attrib["id"] for node in page.all if "id" in node.attrib)
    yield from (f"id {name} occurs {count} times" for name, count in counted.items() if count > 1)
    for node in page.all:
        named = [name for pointer in POINTERS for name in node.get(pointer, "").split()]
        href = node.get("href", "")
        if href.startswith("#"):
            named.append(href[1:])
        yield from (f"{node.tag} points to #{name}, which is not here" for name in named if name not in counted)


def inputs_have_labels(page: Page) -> Iterator[str]:
    labels = {node.get("for"): node for node in page.named("label")}
    for node in page.named(*LABELLED):
        if node.get("type") in UNLABELLED_TYPES:
            continue
        around = [up for up in page.above(node) if up.tag == "label"]
        label = labels.get(node.get("id")) if node.get("id") else None
        if not (node.get("aria-label") or node.get("aria-labelledby") or any(map(words, [*around, label]))):
            yield f"{node.tag} {node.get('name')} has no label"


def radios_in_one_fieldset(page: Page) -> Iterator[str]:
    homes: dict[str, set[Element | None]] = {}
    for node in page.named("input"):
        if node.get("type") == "radio":
            around = next((up for up in page.above(node) if up.tag == "fieldset"), None)
            homes.setdefault(node.get("name", ""), set()).add(around)
    for name, fieldsets in homes.items():
        if len(fieldsets) != 1 or None in fieldsets:
            yield f"radios {name} are not in one fieldset"
        yield from (f"radios {name} have no legend" for home in fieldsets if home is not None and not legend(home))
        checked = [n for n in page.named("input") if n.get("name") == name and "checked" in n.attrib]
        if len(checked) > 1:
            yield f"radios {name} have {len(checked)} checked"


def legend(fieldset: Element) -> str:
    return words(next((child for child in fieldset if child.tag == "legend"), None))


def nothing_inline(page: Page) -> Iterator[str]:
    for node in page.all:
        if node.tag in FORBIDDEN or node.tag == f"{SVG}style":
            yield f"{node.tag} element"
        if node.tag in ("script", f"{SVG}script") and ((node.text or "").strip() or not node.get("src")):
            yield "inline script"
        yield from (f"{node.tag} has {name}=" for name in node.attrib if name == "style" or name.startswith("on"))
        alone = any(up.tag == "noscript" for up in page.above(node)) and node.get("content", "").isdecimal()
        if node.tag == "meta" and node.get("http-equiv") and not alone:  # a screen without scripts asks again
            yield "meta http-equiv"


def addresses_stay_here(page: Page) -> Iterator[str]:
    for node in page.all:
        for name in ADDRESSES:
            value = node.get(name) if name in node.attrib else node.get(f"{{http://www.w3.org/1999/xlink}}{name}")
            if value is not None and not (is_local(value) or (may_lead_away(node) and is_choice(value))):
                yield f"{node.tag} {name}={value}"


def may_lead_away(node: Element) -> bool:
    """True for links that a visitor chooses to follow, and for those that only name the page to a search engine."""
    return node.tag in LEADS_AWAY or (node.tag == "link" and node.get("rel") in ("canonical", "alternate"))


def is_local(value: str) -> bool:
    """A path of this site or a place on this page: no scheme, no host, not empty."""
    parts = urlsplit(value)
    return value.startswith(("/", "#")) and not parts.scheme and not parts.netloc and "\\" not in value


def is_choice(value: str) -> bool:
    """Where a person may choose to go: another site by a safe way, or a number to call or write to."""
    parts = urlsplit(value)
    called = re.fullmatch(r"(tel|sms):\d{2,11}|mailto:([\w.+-]+@[\w-]+(\.[\w-]+)+|\?x)", value)
    return (parts.scheme == "https" and bool(parts.netloc)) or bool(called)


def nothing_to_press_is_empty(page: Page) -> Iterator[str]:
    for node in page.named("a", "button", "summary", "legend", "label", "option"):
        hidden_button = node.tag == "button" and "hidden" in node.attrib
        name = words(node) or (node.get("value", "") if node.tag == "option" else "")
        if not name and not hidden_button:
            yield f"empty {node.tag} {dict(node.attrib)}"
        if node.tag == "a" and not node.get("href"):
            yield f"link without address: {words(node)}"
    yield from ("image without alt" for node in page.named("img") if "alt" not in node.attrib)


def tables_have_heads(page: Page) -> Iterator[str]:
    for table in page.named("table"):
        heads = [node for node in table.iter("th")]
        if not any(node.get("scope") == "col" for node in heads):
            yield "table without a column head"
    yield from (f"th without scope: {words(n)}" for n in page.named("th") if n.get("scope") not in ("col", "row"))


RULES: tuple[Callable[[Page], Iterator[str]], ...] = (
    one_title_and_heading,
    headings_in_order,
    landmarks_have_their_own_names,
    ids_once_and_found,
    inputs_have_labels,
    radios_in_one_fieldset,
    nothing_inline,
    addresses_stay_here,
    nothing_to_press_is_empty,
    tables_have_heads,
)


def faults(page: Page) -> list[str]:
    """Everything that is wrong with a page, the parser's complaints first."""
    return [*page.errors, *(fault for rule in RULES for fault in rule(page))]
