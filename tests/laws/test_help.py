"""Law 10: help first, on every page that shows it, whoever asks: from a country we cover, another, or none known."""

import re
from functools import cache
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient

from evaluator.classroom.settings import PUPILS
from evaluator.classroom.states import State
from evaluator.content.helplines import HelpCountry, help_countries
from evaluator.content.models.library import Library
from evaluator.i18n.language import Language
from tests.laws.test_doors import the_walk
from tests.laws.walk import led_to

DISTRESS = {"en": "i want to die", "fr": "je veux mourir"}
# What tells the country: a choice, or the languages of the browser. Ivory Coast has a line and no emergency number.
VISITORS = [("CH", ""), ("FR", ""), ("US", ""), ("DE", ""), ("CI", ""), ("JP", ""), ("", "ja-JP, ja"), ("", "de-DE")]
Place = tuple[FlaskClient, str]


def asked_at(place: Place, lang: str, country: str, accepted: str) -> str:
    """The page that somebody in distress sees there."""
    client, path = place
    said = {"civil-hurt": "serious", "platform": "Instagram", "q": DISTRESS[lang], "step": "done"}
    said |= {"country": country} if country else {}
    headers = {"Accept-Language": f"{accepted}, {lang};q=0.5".removeprefix(", ")}
    page = client.get(f"{path}?{urlencode(said)}", headers=headers)
    return page.text if page.mimetype == "text/html" else ""


def links(page: str, known: set[str]) -> list[str]:
    """Which of the help lines a page links or dials, in its order."""
    return [href for href in re.findall(r'href="([^"]+)"', page) if href in known]


def first_of(country: HelpCountry) -> str:
    line = country.lines[0]
    return line.dialled if line.phone else line.link("en")[1]


@cache
def showing_help(app: Flask, lang: str, known: frozenset[str]) -> list[Place]:
    """Every page of the walk, and what it leads to, where help is shown; and a seat of each kind of class."""
    walk = the_walk(app, lang)
    paths = {path for path in walk.linked if re.fullmatch(rf"/{lang}(/(?!class/host)[^.]*)?", path)}
    lessons = [led_to(State.OPEN, app, pupils=pupils, set=name) for pupils in PUPILS for name in ("quick", "young")]
    seats = [(lesson.pupils[0].client, f"/{lang}/class/seat") for lesson in lessons]
    places = [*((walk.client, path) for path in sorted(paths)), *seats]
    return [place for place in places if len(links(asked_at(place, lang, "CH", ""), set(known))) > 1]


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize(("country", "accepted"), VISITORS)
def test_whoever_needs_help_sees_it_first_wherever_help_is_shown(
    app: Flask, libraries: dict[str, Library], tongues: dict[str, Language], lang: str, country: str, accepted: str
) -> None:
    """The own country first, and its emergency number; where none is known, the list of all, and what to do first."""
    lines = libraries[lang].help_lines
    known = frozenset({line.dialled if line.phone else line.link("en")[1] for line in lines})
    here = country or accepted.partition(",")[0].partition("-")[2]
    for_the_young = tuple(line for line in lines if "teen" in line.audience)
    expected = [help_countries(those, tongues[lang], here)[0] for those in (lines, for_the_young)]
    own = tongues[lang].gettext("If a life is in danger now, call the emergency number of your country.")
    places = showing_help(app, lang, known)
    for place in places:
        page = asked_at(place, lang, country, accepted)
        shown = links(page, set(known))
        assert shown[0] in {first_of(each) for each in expected}, place[1]
        assert (own in page) == (not expected[0].emergency), place[1]
        main = page[page.index("<main") :]
        before = main[: main.index(f'href="{shown[0]}"')]
        assert 'role="search"' not in before or f'href="/{lang}' not in before.rpartition("</form>")[2], place[1]
    assert len({path for _, path in places}) > 6, places
    assert sum("/class/seat" in path for _, path in places) == 2 * len(PUPILS)
