"""One rule for a name or a text: what one door takes, every door, file and command takes, and shows clean."""

import json
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from sys import maxunicode
from unicodedata import category
from urllib.parse import parse_qsl, urlencode, urlsplit
from zlib import crc32

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from evaluator.classroom import report_file
from evaluator.cli import main
from evaluator.content import check, load
from evaluator.content.models.library import Library
from evaluator.ethics.wizard_steps import PLATFORMS
from evaluator.validation.text import clean, clean_lines, refused_character
from tests.classroom.reports import small
from tests.content.broken import ENGLISH, copy
from tests.web.client import CheckingClient
from tests.web.page_rules import Page, words

# Of England, Scotland and Wales: a black flag and letters that nobody sees.
FLAGS = "".join(
    "\U0001f3f4" + "".join(chr(0xE0000 + ord(letter)) for letter in country) + "\U000e007f"
    for country in ("gbeng", "gbsct", "gbwls")
)
# A name as somebody sends it, and as everybody sees it.
TAKEN = {
    "Plain": "Plain",
    "Radio\u00a0France": "Radio\u00a0France",  # a no-break space belongs to French
    "Le\u202fMonde\u202f!": "Le\u202fMonde\u202f!",
    "  Plain\u00a0": "Plain",
    "soft\u00adhyphen": "softhyphen",
    "zero\u200bwidth": "zerowidth",
    "\ufeffmark": "mark",
    "word\u2060joiner": "wordjoiner",
    "\u200eleft\u200f right": "left right",
    "\u202eright to left": "right to left",
    "\u2067isolated\u2069": "isolated",
    "a\tb": "a b",
    "a\r\nb\u2028c\x85d": "a b c d",
    FLAGS: FLAGS,
    "hid\U000e0061den": "hidden",  # the same signs with no flag before them hide text
    "\U0001f469\u200d\U0001f467 family": "\U0001f469\u200d\U0001f467 family",
    "مرحبا \u0601": "مرحبا \u0601",  # a sign over a number, of the same kind as what is unseen
    "می\u200cخواهم": "می\u200cخواهم",
    "ᠮᠠᠨ\u180eᠠ": "ᠮᠠᠨ\u180eᠠ",
    "new emoji \U0001fae9": "new emoji \U0001fae9",
    "\uf8ff own sign": "\uf8ff own sign",
    "<b>&'": "<b>&'",
}
REFUSED = {
    "a\x00b": "ab",
    "bell\x07": "bell",
    "a\x7fb": "ab",
    "c\x9fd": "cd",
    "no\uffff character": "no character",
    "\ufdd0none": "none",
    "last \U0010ffff": "last",
    "\x00\u200bboth\u00ad": "both",
}
EMPTY = ["", " ", "\u00a0", "\u200b", "\u00ad\ufeff", "\u3164", "\u2800", "\u200d", "\ufe0f"]


@pytest.mark.parametrize(("sent", "seen"), [*TAKEN.items(), *REFUSED.items()])
def test_a_text_is_cleaned_to_what_people_see(sent: str, seen: str) -> None:
    assert clean(sent) == seen
    assert bool(refused_character(sent)) == (sent in REFUSED)


@pytest.mark.parametrize("sent", EMPTY)
def test_a_text_that_shows_nothing_is_empty(sent: str) -> None:
    assert clean(sent) == ""


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_a_clean_text_is_never_refused_and_stays_as_it_is(text: str) -> None:
    for cleaned, rule in ((clean(text), clean), (clean_lines(text), clean_lines)):
        assert refused_character(cleaned) == ""
        assert rule(cleaned) == cleaned


def test_every_letter_sign_and_mark_of_every_script_is_taken() -> None:
    others = {"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"}
    signs = "".join(sign for sign in map(chr, range(maxunicode + 1)) if category(sign) not in others)
    assert clean_lines(signs) == signs


@pytest.fixture(params=[*TAKEN, *REFUSED], ids=lambda name: ascii(name)[1:30])
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


Door = Callable[[CheckingClient, Library, str], tuple[bool, str]]  # whether the name was taken, and where it shows


def _page(answer: TestResponse) -> tuple[bool, str]:
    assert answer.status_code in (200, 302, 303, 400), answer.status
    return answer.status_code < 400, " ".join(_shown(answer))


def _shown(answer: TestResponse) -> Iterator[str]:
    if answer.status_code in (302, 303):
        yield from (value for _, value in parse_qsl(urlsplit(answer.headers["Location"]).query))
        return
    page = Page(answer.text)
    yield words(page.root.find("body"))
    yield from (node.get("value", "") for node in page.named("input"))


def _report(client: CheckingClient, _library: Library, name: str) -> tuple[bool, str]:
    return _page(client.get(f"/en/report?{urlencode([('platform', name)])}"))


def _questions(client: CheckingClient, library: Library, name: str) -> tuple[bool, str]:
    first = library.questionnaire.dimensions[0].id
    return _page(client.get(f"/en/assess/{first}?{urlencode([('platform', name)])}"))


def _api(client: CheckingClient, _library: Library, name: str) -> tuple[bool, str]:
    answer = client.get(f"/api/v1/report?{urlencode([('platform', name)])}")
    data = json.loads(answer.data)
    return answer.status_code == 200, data["platform"] if answer.status_code == 200 else data["problems"][0][
        "message"
    ]


OURS = {"Sec-Fetch-Site": "same-origin"}  # what a browser says of a form of the site's own page


def _class_start(client: CheckingClient, _library: Library, name: str) -> tuple[bool, str]:
    return _started(client, {"platform": name})


def _class_button(client: CheckingClient, _library: Library, name: str) -> tuple[bool, str]:
    return _started(client, {"press": name})


def _started(client: CheckingClient, fields: dict[str, str]) -> tuple[bool, str]:
    """Start a class; each from an address of its own, since one address may start only so many in a minute."""
    data = {**fields, "set": "quick", "mode": "devices", "keep": "7"}
    visitor = {"REMOTE_ADDR": f"2001:db8::{crc32(repr(fields).encode()) % 0x10000:x}"}
    answer = client.post("/en/class/start", data=data, headers=OURS, environ_overrides=visitor)
    taken, shown = _page(answer)
    return taken, words(client.page(answer.headers["Location"]).root.find("body")) if taken else shown


def _class_file(client: CheckingClient, library: Library, name: str) -> tuple[bool, str]:
    data = json.loads(report_file.write(small(library.questionnaire))) | {"platform": name}
    file = (BytesIO(json.dumps(data).encode()), "report.json")
    taken, shown = _page(client.post("/en/class/again", data={"file": file}, headers=OURS))
    return taken, shown if taken else clean(name)


def _ethics_form(client: CheckingClient, _library: Library, name: str) -> tuple[bool, str]:
    return _page(client.post(f"/en/ethics/{PLATFORMS}", data={"from": PLATFORMS, "other-platforms": name}))


def _ethics_file(client: CheckingClient, _library: Library, name: str) -> tuple[bool, str]:
    draft = {"schema": 1, "promises": [], "platforms": [{"name": name}]}
    file = (BytesIO(json.dumps(draft).encode()), "draft.json")
    taken, shown = _page(client.post("/en/ethics/open", data={"file": file}))
    return taken, shown if taken else clean(name)


WEB: list[Door] = [
    _report, _questions, _api, _class_start, _class_button, _class_file, _ethics_form, _ethics_file
]  # fmt: skip


@pytest.mark.parametrize("door", WEB, ids=lambda door: door.__name__[1:])
def test_every_door_of_the_site_says_the_same_of_a_name(app: Flask, library: Library, door: Door, name: str) -> None:
    taken, shown = door(CheckingClient(app, app.response_class, use_cookies=True), library, name)
    assert taken == (name in TAKEN)
    if "," not in name:
        assert " ".join(clean(name).split()) in " ".join(shown.split())


def test_a_content_file_says_the_same(tmp_path: Path, name: str) -> None:
    folder = copy(tmp_path / "mini")
    (folder / "platforms.yaml").write_text(_quoted(name), encoding="utf-8")
    faults = check(folder, ENGLISH)
    assert (not faults) == (name in TAKEN), faults
    if not faults:
        assert [clean(each) for each in load(folder, ENGLISH)["en"].platforms] == [clean(name)]


def _quoted(name: str) -> str:
    """A list of one text in YAML, each sign that is not a plain letter written as its number."""
    return '- "' + "".join(sign if sign.isalnum() or sign == " " else f"\\U{ord(sign):08x}" for sign in name) + '"'


@pytest.mark.parametrize("name", ["Radio\u00a0France", "soft\u00adhyphen", "a\tb", "a\x00b"], ids=ascii)
def test_the_command_line_says_the_same(name: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    code = main(["score", urlencode([("platform", name)])])
    assert code == (0 if name in TAKEN else 1)
    printed = b"".join(capfdbinary.readouterr()).decode()
    assert "".join(clean(name).split()) in "".join(printed.split())
