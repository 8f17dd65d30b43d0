"""A link that mail, chat, paper or a "safe link" service has changed opens as the clean one, through every door."""

import re
from base64 import urlsafe_b64encode
from collections.abc import Callable
from io import BytesIO
from string import ascii_uppercase
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import pytest
from flask import Flask
from hypothesis import example, given, settings
from hypothesis import strategies as st

from evaluator.classroom import codes
from evaluator.validation.pasted_link import address_in, is_utf8, links_in, mend_query, name_in, query_of, unwrap
from evaluator.validation.text import clean
from tests.classroom.web.lesson import Lesson, visitor
from tests.web.client import CheckingClient

SITE = "https://questions.example"
CHOSEN = [
    ("set", "full"),
    ("method", "2026.2"),
    ("data-use", "ads-forced"),
    ("weight-data", "more"),
    ("date", "2026-11-24"),
]


def report(name: str) -> str:
    return f"{SITE}/fr/report?{urlencode([('platform', name), *CHOSEN])}"


def encoded(link: str) -> str:
    return quote(link, safe="")


def proofpoint_2(link: str) -> str:
    inner = encoded(link).replace("-", "%2D").replace("_", "%5F").translate(str.maketrans("%/", "-_"))
    return f"https://urldefense.proofpoint.com/v2/url?u={inner}&d=DwMFaQ&c=abc&r=def&m=ghi&s=jkl&e="


def proofpoint_3(link: str) -> str:
    taken = "".join(letter for letter in link if letter in "%+")
    hidden = re.sub(r"[%+]+", lambda run: "*" if len(run[0]) == 1 else f"**{ascii_uppercase[len(run[0]) - 2]}", link)
    return f"https://urldefense.com/v3/__{hidden}__;{urlsafe_b64encode(taken.encode()).decode().rstrip('=')}!!Ab!c$"


# What was seen on the way of a link, by who does it.
CHANGED: dict[str, Callable[[str], str]] = {
    "nobody": lambda link: link,
    "a sentence ends": lambda link: f"{link}.",
    "a question ends": lambda link: f"{link}?!",
    "a sentence around": lambda link: f"Look at this: {link}, it is mine",
    "a pair of brackets": lambda link: f"(see {link})",
    "a mail’s angle brackets": lambda link: f"<{link}>",
    "English quotes": lambda link: f"“{link}”",
    "French quotes": lambda link: f"« {link} »",
    "spaces around": lambda link: f"\u00a0\t{link}\u200b \r\n",
    "HTML written twice": lambda link: link.replace("&", "&amp;"),
    "HTML written three times": lambda link: link.replace("&", "&amp;amp;"),
    "HTML in numbers": lambda link: link.replace("&", "&#38;"),
    "lines of a mail": lambda link: f"{link[:60]}\r\n{link[60:]}",
    "lines of a quoted mail": lambda link: f"> {link[:60]}\n> {link[60:]}",
    "a mail as it travels": lambda link: "=\r\n".join([(raw := link.replace("=", "=3D"))[:76], raw[76:]]),
    "encoded once more": encoded,
    "encoded twice more": lambda link: encoded(encoded(link)),
    "its query encoded once more": lambda link: link.partition("?")[0] + "?" + encoded(link.partition("?")[2]),
    "pretty dashes": lambda link: link.replace("data-use=ads-forced", "data–use=ads\u2011forced"),
    "a hyphenated word": lambda link: link.replace("ads-forced", "ads-\u00adforced"),
    "capitals": lambda link: link.replace("data-use=ads-forced", "Data-Use=ADS-FORCED"),
    "a fragment": lambda link: f"{link}#:~:text=grade",
    "a tracker": lambda link: f"{link}&fbclid=IwAR0&utm_source=mail",
    "Outlook": lambda link: f"https://eur01.safelinks.protection.outlook.com/?url={encoded(link)}&data=05%7C01&reserved=0",
    "Outlook, in HTML": lambda link: (
        f"https://nam02.safelinks.protection.outlook.com/?url={encoded(link)}&amp;data=05%7C01&amp;reserved=0"
    ),
    "Google": lambda link: f"https://www.google.com/url?q={encoded(link)}&sa=D&source=editors&ust=1",
    "Google, bare": lambda link: f"https://www.google.com/url?q={link}&sa=D&source=hangouts",
    "Facebook": lambda link: f"https://l.facebook.com/l.php?u={encoded(link)}&h=AT0x",
    "LinkedIn": lambda link: f"https://www.linkedin.com/redir/redirect?url={encoded(link)}&urlhash=x",
    "YouTube": lambda link: f"https://www.youtube.com/redirect?event=comments&q={encoded(link)}",
    "Proofpoint 2": proofpoint_2,
    "Proofpoint 3": proofpoint_3,
    "Cisco": lambda link: f"https://secure-web.cisco.com/1xY-z/{encoded(link)}",
    "an archive": lambda link: f"https://archive.example/web/20261124/{link}",
    "two of them": lambda link: CHANGED["Outlook"](CHANGED["Google"](link)),
}  # fmt: skip
KEY = "k7_Zq-9A" * 4  # as a class has one
IN_A_BROWSER = (
    "nobody", "a sentence ends", "a question ends", "HTML written twice", "its query encoded once more",
    "pretty dashes", "a hyphenated word", "capitals", "a tracker",
)  # fmt: skip
names = st.text(min_size=1, max_size=40).map(clean).filter(bool)  # what our own links hold


@pytest.mark.parametrize("change", CHANGED)
@settings(max_examples=15)
@given(name=names)
@example(name="b0!b9ZCq")  # so long that a line breaks behind "set="
@example(name="you&t=me")
def test_a_changed_link_says_what_it_said(change: str, name: str) -> None:
    pairs = parse_qsl(query_of(CHANGED[change](report(name))))
    assert set(pairs) >= {("platform", name), *CHOSEN}


@pytest.mark.parametrize("change", CHANGED)
def test_a_changed_link_of_any_kind_says_what_it_said_to_whoever_reads_it(change: str) -> None:
    """The door of a class, the way back to one, the name of an app, and reports one below the other."""
    changed = CHANGED[change]
    for code, ticket in (("KTR7MD", ""), ("3D-KTR7", ""), ("KTR7MD", "BCDFGHJK")):
        link = changed(f"{SITE}/join?code={code}{'&ticket=' if ticket else ''}{ticket}")
        assert (codes.read(link), codes.read(link, "ticket")) == (code.replace("-", ""), ticket)
    assert codes.keys_in(changed(f"{SITE}/en/class/host/{KEY}"))[0] == KEY
    assert name_in(changed("https://www.instagram.com/zoe?a=b&c=d")) == "instagram.com"
    assert name_in(changed(report("Zoé"))) == "Zoé"
    several = links_in("\n\n".join(changed(report(name)) for name in ("Mill", "Pond")))
    assert [dict(parse_qsl(query_of(link)))["platform"] for link in several] == ["Mill", "Pond"]


@given(st.lists(st.tuples(names, names), min_size=1, max_size=5))
def test_what_needs_no_mending_stays_as_it_is(pairs: list[tuple[str, str]]) -> None:
    typed = urlencode([(f"q{number}", value) for number, (_, value) in enumerate(pairs)])
    assert parse_qsl(mend_query(typed)) == parse_qsl(typed)


@pytest.mark.parametrize(
    "query",
    [
        "q=3D+printer",
        "platform=3DMark",
        "platform=3DMark&set=full&data-use=ads-forced",
        "platform=X&",
        "&platform=X&&set=full",
    ],
)
def test_what_only_looks_changed_stays_as_it_is(query: str) -> None:
    assert mend_query(query) == query


@pytest.mark.parametrize("kept", ["https://web.archive.org/web/2026/https://x.example/a", "shop.example/a?Ab-c=D#e"])
def test_of_an_address_that_is_not_ours_only_wrappings_are_undone(kept: str) -> None:
    assert address_in(kept) == kept
    assert address_in(CHANGED["Outlook"](kept)) == (kept if "://" in kept else CHANGED["Outlook"](kept))
    assert address_in(f"<{kept}>") == (kept if "://" in kept else f"<{kept}>")


@given(st.text(max_size=200))
def test_no_text_breaks_it_and_a_mended_query_is_mended_for_good(text: str) -> None:
    assert mend_query(once) == once if (once := mend_query(text)) else True
    assert isinstance(unwrap(text), str)
    assert all(links_in(text))


@pytest.mark.parametrize(
    ("sent", "name"),
    [("Caf%E9", "Café"), ("%8Cuvre", "Œuvre"), ("Caf%C3%A9", "Café"), ("Caf%25C3%25A9", "Café"), ("100%25", "100%")],
)
def test_a_name_in_the_encoding_of_before_is_read(sent: str, name: str, client: CheckingClient) -> None:
    assert dict(parse_qsl(mend_query(f"platform={sent}&set=full"))) == {"platform": name, "set": "full"}
    page = client.get(f"/fr/report?platform={sent}", follow_redirects=True)
    assert page.status_code == 200
    assert name in page.text
    assert "\ufffd" not in page.text
    told = client.get(f"/api/v1/report?platform={sent}")
    assert told.status_code == (200 if is_utf8(sent) else 400)
    assert "\ufffd" not in told.text


@pytest.mark.parametrize("change", IN_A_BROWSER)
def test_an_address_that_was_changed_leads_to_the_clean_one(change: str, client: CheckingClient) -> None:
    sent = urlsplit(CHANGED[change](report("Zoé")))
    answer = client.get(f"/fr/report?{quote(sent.query, safe='=&%;?.!+')}", follow_redirects=True)
    assert answer.status_code == 200
    assert dict(CHOSEN).items() <= dict(parse_qsl(answer.request.query_string.decode())).items()


def test_an_address_that_was_encoded_whole_with_its_line_breaks_leads_on(client: CheckingClient) -> None:
    assert client.get("/en/class/join?code=https%3A%2F%2Fx.example%2Fjoin%0D%0A").status_code < 500
    answer = client.get("/en/report?platform%3DMill%26data-use%3D%0D%0Aads-forced", follow_redirects=True)
    assert answer.status_code == 200
    assert "Mill" in answer.text


def test_the_way_back_to_a_class_is_read_from_a_file_with_a_changed_link(app: Flask) -> None:
    changed = CHANGED["Outlook"](f"{SITE}{Lesson.start(app).host}")
    file = {"file": (BytesIO(f"Keep this file. {changed} Do not pass it on.".encode()), "key.txt")}
    assert visitor(app).post("/en/class/host", data=file).status_code == 303


def test_several_links_are_told_apart_whether_lines_or_spaces_part_them() -> None:
    one, two = report("Mill"), report("Pond")
    for text in (
        f"{one}\n{two}",
        f"{one} {two}",
        f"See these: {one} (and {two})",
        f"{one}, {two}",
        f"{one[:50]}\n{one[50:]}\n\n{two}\n",
    ):
        assert [dict(parse_qsl(query_of(link)))["platform"] for link in links_in(text)] == ["Mill", "Pond"], text


@pytest.mark.parametrize(
    "typed", ["ktr7md", "KTR-7MD.", "KTR\u20117MD", "“KTR 7MD”", "(ktr–7md)", "/join?code=KTR-7MD"]
)
def test_a_code_is_read_whatever_stands_around_it(typed: str) -> None:
    assert codes.read(typed) == "KTR7MD"


@pytest.mark.parametrize("query", ["paper=", "set=", "data-use=", "date=", "weight-data=", "platform=X&paper=&set="])
def test_an_empty_value_says_nothing(query: str, client: CheckingClient) -> None:
    for path in ("/en/report", "/en/report.md", "/en/assess/data", "/api/v1/report"):
        assert client.get(f"{path}?{query}").status_code == 200, path


def test_whoever_goes_through_the_questions_again_answers_today(client: CheckingClient) -> None:
    old = "platform=X&set=full&method=2026.2&data-use=ads-forced&date=2025-01-02"
    assert 'datetime="2025-01-02"' in client.get(f"/en/report?{old}").text
    page = client.page(f"/en/assess/money?{old}")
    fields = {node.get("name"): node.get("value") for node in page.named("input") if node.get("type") == "hidden"}
    assert fields["data-use"] == "ads-forced"
    assert "date" not in fields
