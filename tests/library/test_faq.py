"""The answers of the FAQ: all there, neither too short nor too long, in words of our own, with the facts promised."""

import re
from pathlib import Path

import pytest

from evaluator.content.models.library import FaqEntry, Library
from tests.library.faq_source import fingerprint, read, runs, shared, write

# An answer a line: its id, its group, the dimensions it must serve, then what it must name in every language.
INVENTORY = """
film-when film - 2018, 2019, 26, 2020, Sundance, COVID-19
film-why film connection Chasing Ice, Chasing Coral, Tristan Harris, Center for Humane Technology, clima
film-family film connection Isla, Ben, mental, polit
film-avatar film data 29.000, ProPublica, 2016, Facebook, Google
film-insiders film - Common Sense Media, 2020, surviv
film-good-side film - syst
film-one-sided film - Facebook, 2020
film-solutions film - TheSocialDilemma.com, Tristan Harris, Shoshana Zuboff
film-habits film - alert|notification
film-5g-clip film civility Hong Kong, 5G, COVID-19, facial, 2019
film-hong-kong film civility Hong Kong, Twitter, Facebook, Google, 2019, 936
film-cookies film data cookie, consent|accord
film-rating film - PG-13, 13, BBFC
film-netflix film money,connection Netflix, Lanier, 2022, Hulu, HBO, Amazon Prime
film-merch film - 2020, 2021
algorithm-ai dilemma data,connection algorithm
algorithm-neutral dilemma data algorithm, 2024
attention-economy dilemma money Facebook, Instagram, Twitter, X, TikTok, Google, YouTube, engagement
surveillance-capitalism dilemma data,money Shoshana Zuboff, 2019
targeted-ads dilemma data,money 2000, smartphone, revolution, photo
mental-health dilemma connection 988, 2022, 3114, 3018, 112
realign dilemma connection guide
delete-accounts dilemma connection Jaron Lanier, Ten Arguments, Tristan Harris
business-needs-social dilemma money,data Patreon, Yelp, Kickstarter, code
which-platforms dilemma data,money,civility,connection produ, video
free-speech dilemma civility Aza Raskin, Renée DiResta, freedom of reach
tech-workers dilemma - Center for Humane Technology
event-where event - Netflix, 9, 2020
event-cost event - Netflix, 2024
event-public event - COVID-19, Netflix
event-kit event - guide, clips|extraits
event-classroom event - 40, 15, 2021
event-offline event - iPad, HDMI, Netflix
event-languages event - 190, 30
event-subtitles event - Netflix
event-festivals event - COVID-19
"""
ROWS = [line.split(" ", 3) for line in INVENTORY.split("\n")[1:-1]]
LEAST, MOST = 60, 180  # words of an answer


@pytest.fixture(params=["en", "fr"])
def content(request: pytest.FixtureRequest, libraries: dict[str, Library]) -> Library:
    return libraries[request.param]


def whole(entry: FaqEntry) -> str:
    return "\n".join([entry.question, entry.short, *entry.answer])


def count(text: str) -> int:
    """Words as a reader counts them: a lone mark is none, an elision goes with its word."""
    return sum(1 for part in text.split() if any(character.isalnum() for character in part))


def test_every_answer_of_the_inventory_is_there_in_its_group_and_the_film_has_no_other(content: Library) -> None:
    of_the_film = [entry for entry in content.faq if entry.film]
    assert [(entry.id, entry.group) for entry in sorted(of_the_film, key=lambda entry: entry.id)] == sorted(
        (name, group) for name, group, _, _ in ROWS
    )
    assert len(ROWS) == 36


@pytest.mark.parametrize(("name", "dimensions"), [(row[0], row[2]) for row in ROWS])
def test_every_answer_serves_its_dimensions(content: Library, name: str, dimensions: str) -> None:
    entry = content.entry(name)
    assert entry
    assert set(dimensions.split(",")) - {"-"} <= set(entry.serves)


@pytest.mark.parametrize(("name", "facts"), [(row[0], row[3]) for row in ROWS])
def test_every_answer_names_its_facts(content: Library, name: str, facts: str) -> None:
    entry = content.entry(name)
    assert entry
    said = whole(entry).replace("é", "e").replace("\u202f", " ")
    said_both = f"{whole(entry)}\n{said}"
    assert [fact for fact in facts.split(", ") if not re.search(rf"\b{fact}", said_both, re.IGNORECASE)] == []


def test_every_answer_is_as_long_as_promised(content: Library) -> None:
    lengths = {entry.id: count("\n".join(entry.answer)) for entry in content.faq}
    assert {name: length for name, length in lengths.items() if not LEAST <= length <= MOST} == {}


def test_every_short_answer_is_one_sentence(content: Library) -> None:
    assert [entry.id for entry in content.faq if not re.fullmatch(r"[^.!?…]*(\.\d[^.!?…]*)*\.", entry.short)] == []


def test_every_question_is_put_as_one(content: Library) -> None:
    assert [entry.id for entry in content.faq if not entry.question.endswith("?")] == []


def test_every_answer_leads_to_the_film_s_site_and_to_others(content: Library) -> None:
    for entry in (entry for entry in content.faq if entry.group != "news" and entry.id != "ai-and-my-words"):  # ours
        assert entry.film
        assert "thesocialdilemma.com" in entry.film
        assert entry.related
        assert entry.id not in entry.related


def test_no_answer_shares_ten_words_with_the_film_s_own(libraries: dict[str, Library]) -> None:
    numbers = read()
    assert {entry.id: run for entry in libraries["fr"].faq if (run := shared(whole(entry), numbers))} == {}


def test_the_fingerprint_is_that_of_the_film_s_faq_and_would_tell_a_copy() -> None:
    numbers = read()
    assert len(numbers) > 3000
    reasons = "pour certains éléments thématiques, images dérangeantes/violentes et matériel suggestif"
    assert shared(f"Le film est classé PG-13 {reasons}, dit-on.", numbers)
    assert shared("Le film a été tourné en 2018 et 2019, puis montré à Sundance en 2020.", numbers) == []


def test_a_copy_with_other_case_accents_and_marks_is_still_one(tmp_path: Path) -> None:
    text = "Un lampadaire s’élève, très haut, au bord de la route mouillée et vide."
    write(fingerprint(text), tmp_path / "runs.txt")
    known = read(tmp_path / "runs.txt")
    assert len(known) == len(list(runs(text)))
    assert shared("Voyez : un LAMPADAIRE s'eleve tres haut au bord de la route.", known)
    assert shared("Un lampadaire s’élève, très haut, près du bord de la route mouillée.", known) == []
