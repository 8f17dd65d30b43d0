"""Every page of the site, from its own table of addresses: a new page is looked at without being named here."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from typing import NamedTuple
from urllib.parse import urlencode

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule

from tests.assess.method import METHOD
from tests.web.client import CheckingClient

# Someone's honest answers about Instagram: (18.3 + 45 + 48 + 27.5) / 4 = 34.7 points, letter E.
INSTAGRAM = {
    "data-use": "ads-choice", "data-collect": "most", "data-tracking": "off-switch", "data-messages": "open",
    "data-training": "off-switch", "data-consent": "harder",
    "money-source": "ads-paid-exit", "money-ads-clear": "small", "money-pressure": "one", "money-reach": "marked",
    "money-leave": "long",
    "civil-tone": "three-five", "civil-hurt": "several", "civil-amplify": "one-two", "civil-block": "full",
    "civil-care": "unseen",
    "connect-with": "strangers", "connect-choice": "switch-returns", "connect-people": "unless-off",
    "connect-contact": "request-box", "connect-real": "weekly", "data-hooks": "three",
}  # fmt: skip
QUERY = urlencode({"platform": "Instagram", "set": "full", "method": METHOD, **INSTAGRAM})
QUICK = urlencode(
    {"platform": "Instagram", "set": "quick", "method": METHOD, "data-use": "ads-choice", "money-source": "unclear"}
)
# A link of the first method: some of its answers are renamed, some asked again, some gone.
OLDER = urlencode(
    {
        "platform": "Instagram", "set": "full", "data-use": "ads-forced", "money-source": "ads-paid-exit",
        "money-ads-count": "three-five", "money-reach": "boost", "civil-tone": "three-five",
        "connect-visit": "scroll", "connect-with": "strangers", "data-hooks": "three",
    }
)  # fmt: skip

# Two reports beside each other, and what is documented about a third platform.
BESIDE = urlencode(
    [("report", QUERY), ("report", QUERY.replace("Instagram", "Zebra+club")), ("report", "platform=Signal")]
)

# What to put into the variable parts of an address, and after its question mark.
PARTS = {
    "dimension": ["data", "money", "civility", "connection", "quick"],
    "question_id": ["data-use", "civil-hurt", "connect-choice"],
    "entry_id": ["mental-health", "film-cookies"],
    "page_id": ["imprint"],  # of the house that runs the site
    "platform_id": ["instagram", "wikipedia"],
    "letter_id": ["access", "objection", "erasure"],
    "step": ["you"],
    "key": ["nobody"],  # pages behind a key are looked at in test_class.py
}
DOCUMENTS = {"ending", "kind"}  # what has one of these parts in its address is no page
QUERIES = {
    "assess.page": [QUERY],
    "assess.ask": [QUERY, f"{QUERY}&back=report", f"{QUICK}&after=data-use"],
    "assess.compare_reports": ["", BESIDE, f"{BESIDE}&{urlencode({'report': f'{QUERY}&data-use=sold'})}"],
    "assess.card_page": [QUERY],
    "assess.report": [QUERY, QUICK, OLDER, "platform=&set=full", f"{QUERY}&weight-data=more"],
}
# States that no table of addresses knows: mistakes and emptiness.
STATES = [
    "/{lang}/assess/data",
    "/{lang}/assess/data-use",
    f"/{{lang}}/assess/data-use?data-use=sold&platform={'x' * 81}",
    "/{lang}/assess/data?data-use=sold&data-hooks=none&set=some&weight-data=all",
    f"/{{lang}}/assess/money?platform={'x' * 81}",
    f"/{{lang}}/report?platform={'x' * 81}&data-use=sold&civil-tone=no",
    "/{lang}/faq/?q=sucide",
    "/{lang}/faq/?q=zzzzzz",
    f"/{{lang}}/faq/?q={'x' * 101}",
    "/{lang}/platforms/?q=insta",
    "/{lang}/search?q=insta",
    "/{lang}/search?q=sucide",
    "/{lang}/search?q=zzzzzz",
    "/{lang}/platforms/?q=zzzzzz",
    f"/{{lang}}/platforms/?q={'x' * 101}",
    "/{lang}/actions/?dimension=data&country=FR",
    "/{lang}/actions/?audience=business&who=law-makers&effort=2-min&country=LU",
    "/{lang}/actions/?country=ZZ&effort=longer",
    "/{lang}/nowhere",
]


class Address(NamedTuple):
    """One page: its path with query, its language, the status it answers with, and whether its view is new."""

    path: str
    lang: str
    status: int
    first: bool = True  # of its view in this language: the others differ in what was asked, not in their template


def all_addresses(app: Flask) -> list[Address]:
    """Every page that the site answers with, mistakes included; one of those that say the same, such as the 404."""
    return list(all_pages(app))


@lru_cache(maxsize=2)  # a dozen tests of a process walk through the same site
def all_pages(app: Flask) -> dict[Address, str]:
    """Every page that the site answers with, and its HTML, checked by the client; for tests that look at pages."""
    spoken = list(app.extensions["site"].languages)
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]
    paths = [path for rule in rules if not rule.arguments & DOCUMENTS for path in _filled(rule, spoken)]
    paths += [state.format(lang=lang) for state in STATES for lang in spoken]
    client = CheckingClient(app, app.response_class)
    said: set[tuple[str, str]] = set()
    views: set[tuple[str, str, int]] = set()
    found = {}
    for path in dict.fromkeys(paths):  # two rules may share an address
        response = client.get(path)
        if response.mimetype != "text/html" or response.status_code // 100 == 3:
            continue
        lang, page = path.split("/")[1], response.text
        words = page[page.index("<main") : page.index("</main>")]
        view = (lang, _view(app, path), response.status_code)
        if (lang, words) not in said:
            found[Address(path, lang, response.status_code, view not in views)] = page
        said.add((lang, words))
        views.add(view)
    return found


def _view(app: Flask, path: str) -> str:
    try:
        return str(app.url_map.bind("").match(path.partition("?")[0])[0])
    except HTTPException:
        return "none"


def _filled(rule: Rule, spoken: list[str]) -> Iterator[str]:
    """A rule's address with every sample put in; a rule with a part that has no sample stops the tests."""
    parts = {"lang": spoken, **PARTS}
    unknown = rule.arguments - parts.keys()
    assert not unknown, f"tests/browser/addresses.py needs a sample in PARTS for {unknown} of {rule.rule}"
    names = sorted(rule.arguments)
    for values in product(*(parts[name] for name in names)):
        built = rule.build(dict(zip(names, values, strict=True)))
        assert built
        for query in QUERIES.get(rule.endpoint, [""]):
            yield f"{built[1]}?{query}" if query else built[1]
