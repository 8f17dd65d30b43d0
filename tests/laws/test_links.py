"""Law 5: a link that mail, chat or paper has changed says what the clean one says, wherever one is read.

Found by what comes back, not from a list: every field for a text, every parameter of every address, every argument
of a command that makes something else of a link than of any other text.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from evaluator.cli import _parser, main
from evaluator.validation.pasted_link import name_in
from tests.classroom.web.lesson import Lesson
from tests.laws.links import NOT_OURS, OWN, SITE, Place, arguments_of, fields_of, newcomer, parameters_of
from tests.laws.test_doors import planted, the_walk
from tests.test_terminal import COMMANDS, draft, typed
from tests.validation.test_pasted_link import CHANGED

__all__ = ["draft"]
SOME = ("a sentence ends", "HTML written twice", "lines of a mail", "encoded once more", "Outlook", "Proofpoint 3")
OF_AN_APP = "https://www.instagram.com/zoe?a=b&c=d"


def links_of(app: Flask) -> Iterator[str]:
    """Every kind of link that the site gives, of a class that runs and of one that is over, and one of others."""
    lesson = Lesson.start(app)
    yield from (OWN, NOT_OURS, f"{SITE}/join?code={lesson.code}", f"{SITE}/join?code=BBB-BBB")
    yield from (f"{SITE}{lesson.host}", f"{SITE}/en/class/host/{'k' * 30}")


def faults(places: Iterator[Place], links: list[str]) -> Iterator[str]:
    """Places where a changed link is not what the clean one is; how many read which link comes last."""
    for place in places:
        for link in [link for link in links if place.reads(link)]:
            clean = place.says(link)
            yield f"read {place.name}"
            yield from (f"{place.name}: {how}" for how in SOME if place.says(CHANGED[how](link)) != clean)


def test_every_field_and_parameter_reads_a_changed_link_as_the_clean_one(app: Flask) -> None:
    walk = the_walk(app, "en")
    found = [*faults(fields_of(walk), [*links_of(app)]), *faults(parameters_of(walk), [OWN])]
    assert [fault for fault in found if not fault.startswith("read ")] == []
    reading = {fault.removeprefix("read ") for fault in found}
    assert {
        "/en/ platform",
        "/en/search q",
        "/en/compare report",
        "/en/ethics/ links",
        "/en/class/join code",
    } < reading
    assert {"/en/class/host key", "/en/mine/app source", "/en/ethics/?report=", "/api/v1/report?platform="} < reading


def test_every_argument_of_a_command_reads_a_changed_link_as_the_clean_one(
    draft: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    reading = set()
    for *command, _ in arguments_of(_parser()):
        words = " ".join(word for word in command if not word.startswith("-"))
        if words not in COMMANDS:  # their host is a name of this machine
            continue
        before = [*typed(words, draft, tmp_path), command[-1]] if command[-1].startswith("-") else command

        def says(pasted: str, before: list[str] = before) -> tuple[object, ...]:
            return main([*before, pasted]), *capfd.readouterr()

        place = Place(" ".join(command), says, breaks=True)
        for link in [link for link in (OWN, OF_AN_APP) if place.reads(link)]:
            reading.add(place.name)
            clean = place.says(link)
            assert [how for how in SOME if place.says(CHANGED[how](link)) != clean] == [], place.name
    assert reading == {"score", "facts"}


def test_a_field_that_half_reads_a_link_is_found(app: Flask) -> None:
    form = '<form method="post"><input name="note"></form><p>{{ typed.partition("platform=")[2][:9] }}</p>'
    walk = planted(app, form).from_here("/en/planted").sends()
    assert [fault for fault in faults(fields_of(walk), [OWN]) if ":" in fault]


@pytest.mark.parametrize(
    ("pasted", "name"),
    [
        ("https://www.instagram.com/zoe/?igsh=x", "instagram.com"),
        ("Look: https://vm.tiktok.com/ZM1/", "vm.tiktok.com"),
        (CHANGED["Outlook"]("https://www.reddit.com/r/x?a=b&c=d"), "reddit.com"),
        ("3D Mill", "3D Mill"),
        ("https://play.google.com/store/apps/details?id=com.instagram.android&hl=fr", "Instagram"),
        (CHANGED["Outlook"]("https://apps.apple.com/fr/app/instagram/id389801252?l=fr"), "Instagram"),
        ("https://play.google.com/store/apps/details?id=com.whatsapp", "Whatsapp"),
        ("https://itunes.apple.com/app/snapchat/id447188370", "Snapchat"),
    ],
)
def test_whoever_pastes_the_address_of_an_app_finds_the_app(app: Flask, pasted: str, name: str) -> None:
    assert name_in(pasted) == name
    page = newcomer(app).get("/en/search", query_string={"q": pasted}, follow_redirects=True)
    assert page.status_code == 200
    assert f'value="{name}"' in page.text
    known = app.extensions["site"].libraries["en"].profile(name)
    assert (known is None) == (name == "3D Mill")
    assert not known or f'href="/en/platforms/{known.id}"' in page.text


@pytest.mark.parametrize(
    "link",
    [
        "https://play.google.com/store/apps/details?id=com.facebook.katana",
        "https://play.google.com/store/apps/details?id=org.telegram.messenger",
        "https://play.google.com/store/apps/developer?id=Example",
        "https://apps.apple.com/app/id389801252",
        "https://apps.apple.com/",
    ],
)
def test_a_page_of_a_store_that_does_not_name_its_app_is_never_taken_for_one(app: Flask, link: str) -> None:
    for asked in ("/en/assess", "/en/report"):
        page = newcomer(app).get(asked, query_string={"platform": link}, follow_redirects=True)
        assert page.status_code == 400
        assert "does not say the name of the app. Please type the name." in page.text
    [problem] = newcomer(app).get("/api/v1/report", query_string={"platform": link}).get_json()["problems"]
    assert (problem["parameter"], problem["problem"]) == ("platform", "store")
