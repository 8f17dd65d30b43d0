"""The search in the answers: what people type, with slips, accents and plurals, and the answer they mean."""

from dataclasses import replace
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator.content import load
from evaluator.content.models.library import FaqEntry, Library
from evaluator.i18n.language import wordless
from evaluator.library.search import Index, stemmer, words
from evaluator.validation.text import plain
from tests.content.broken import ENGLISH, MINI

FIRST = 3  # results among which the answer must be
QUERIES = """
en: algoritm = algorithm-ai
en: ALGORITHMS = algorithm-ai
en: are algorithms biased? = algorithm-neutral
en: how do they make money = attention-economy
en: my brother spends hours on tiktok = attention-economy
en: surveilance capitalism = surveillance-capitalism
en: targetted adds = targeted-ads
en: why do I see this ad = targeted-ads
en: sucide = mental-health
en: mental helth = mental-health
fr: santé mentale = mental-health
en: I feel depressed = mental-health
en: bullying at school = mental-health
en: change my habits = realign
en: deleting acounts = delete-accounts
en: quit Facebook = delete-accounts
en: shop owners on Instagram = business-needs-social
en: best aps = which-platforms
en: free speach = free-speech
en: children's ages = film-rating
en: cookies = film-cookies
en: hongkong protest = film-hong-kong
en: 5g conspiracy = film-5g-clip
en: netflix recomendations = film-netflix
en: wich languages = event-languages
en: show it to my class = event-classroom
en: no wifi = event-offline
en: ticket price = event-cost
en: merchandize = film-merch
fr: algorythme = algorithm-ai
fr: intelligence artificiele = algorithm-ai
fr: neutralité des algorithmes = algorithm-neutral
fr: capitalisme de surveillence = surveillance-capitalism
fr: pubs ciblees = targeted-ads
fr: mon telephone m'ecoute = targeted-ads
fr: harcelement = mental-health
fr: idées noires = mental-health
fr: suprimer mes comptes = delete-accounts
fr: se désinscrire = delete-accounts
fr: liberte d'expression = free-speech
fr: l’économie de l’attention = attention-economy
fr: temps d'ecran = realign
fr: quelle appli choisir = which-platforms
fr: à partir de quel age = film-rating
fr: temoins de connexion = film-cookies
fr: infox = film-5g-clip
fr: SOUS TITRES = event-subtitles
fr: en quelle langue = event-languages
fr: eleves de college = event-classroom
fr: projection hors ligne = event-offline
fr: combien ca coute = event-cost
fr: tee shirts = film-merch
fr: derriere nos ecrans de fumee = event-where
"""
ROWS = [(line[:2], *line[4:].split(" = ")) for line in QUERIES.split("\n")[1:-1]]


@pytest.fixture(scope="module")
def indexes(libraries: dict[str, Library]) -> dict[str, Index]:
    return {code: Index(library) for code, library in libraries.items()}


def ids(found: tuple[FaqEntry, ...]) -> list[str]:
    return [entry.id for entry in found]


@pytest.mark.parametrize(("code", "query", "meant"), ROWS, ids=lambda part: part)
def test_what_people_type_finds_the_answer_among_the_first_three(
    indexes: dict[str, Index], code: str, query: str, meant: str
) -> None:
    assert meant in ids(indexes[code].search(query))[:FIRST]


def test_the_table_is_long_enough_and_meets_most_answers(library: Library) -> None:
    assert len(ROWS) >= 30
    assert {code for code, _, _ in ROWS} == {"en", "fr"}
    assert len({meant for _, _, meant in ROWS}) >= 20


@pytest.mark.parametrize("code", ["en", "fr"])
def test_every_question_finds_itself_first(
    libraries: dict[str, Library], indexes: dict[str, Index], code: str
) -> None:
    strays = [
        (entry.id, ids(indexes[code].search(entry.question))[:FIRST])
        for entry in libraries[code].faq
        if ids(indexes[code].search(entry.question))[0] != entry.id
    ]
    assert strays == []


@pytest.mark.parametrize("query", ["", "   ", "?!", "xqzt", "pizza quattro stagioni", "zzzzzzzz the"])
def test_what_nobody_wrote_about_finds_nothing(indexes: dict[str, Index], query: str) -> None:
    assert indexes["en"].search(query) == ()


def test_a_rare_word_ranks_above_a_common_one(indexes: dict[str, Index]) -> None:
    assert ids(indexes["en"].search("the film merchandise"))[0] == "film-merch"


def test_a_search_shows_what_stands_near_the_best_only(indexes: dict[str, Index]) -> None:
    assert ids(indexes["en"].search("cookie consent")) == ["film-cookies"]


def test_words_lose_case_accents_and_elisions() -> None:
    assert words("L’Été, d'où Œuvre à PG-13") == ["ete", "ou", "oeuvre", "pg", "13", "pg13"]
    assert words("Wi-Fi") == ["wi", "fi", "wifi"]
    assert words("X") == ["x"]


def test_a_language_without_a_stemmer_is_searched_by_its_words(library: Library) -> None:
    assert stemmer("en")("algorithms") == "algorithm"
    assert stemmer("ja")("algorithms") == "algorithms"
    strange = Index(replace(library, language="ja"))
    assert ids(strange.search("cookies"))[0] == "film-cookies"
    assert ids(strange.search("cookiez"))[0] == "film-cookies"


def test_every_language_that_starts_can_be_searched(library: Library) -> None:
    for code in ("ar", "de", "eu", "he", "nl", "pt", "zh"):
        assert wordless(code).code == code
        assert "film-hong-kong" in ids(Index(replace(library, language=code)).search("hong kong"))


def test_another_topic_is_searched_as_well() -> None:
    index = Index(load(MINI, ENGLISH)["en"])
    assert "fair-turns" in ids(index.search("childrens turn"))
    assert index.search("algorithm") == ()


@given(query=st.text(max_size=100))
def test_no_query_breaks_the_search_or_repeats_an_answer(indexes: dict[str, Index], query: str) -> None:
    found = ids(indexes["fr"].search(query))
    assert len(found) == len(set(found))


def test_threads_share_an_index(indexes: dict[str, Index]) -> None:
    queries = [query for code, query, _ in ROWS if code == "fr"]
    alone = [indexes["fr"].search(query) for query in queries]
    together: list[list[tuple[FaqEntry, ...]]] = []
    threads = [
        Thread(target=lambda: together.append([indexes["fr"].search(query) for query in queries])) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert together == [alone] * 4


DISTRESS = """
en: I want to die
en: i wanna die
en: sucide
en: suicidal thoughts
en: how to kill myself
en: my friend cuts herself
en: someone is blackmailing me
en: I am being bullied on snapchat
en: he has my nudes
en: sextortion
en: i am so lonely
en: depresed
en: self harm
fr: je veux mourir
fr: j’ai envie de mourir
fr: en finir
fr: suicde
fr: je me fais harceler
fr: harcèlement
fr: on me fait du chantage
fr: il a une photo intime de moi
fr: je me sens seule
fr: je suis triste
fr: scarification
fr: mal-être
"""
CALM = """
en: algorithms
en: why do I see this ad
en: which languages
en: shared accounts
en: who talked in the film
en: netflix price
en: targeted ads
fr: pour quoi faire
fr: qui paie le film
fr: les algorithmes sont-ils neutres
fr: vol de données
fr: publicité ciblée
fr: quelles plateformes sont meilleures
"""


@pytest.mark.parametrize("line", DISTRESS.strip().splitlines())
def test_what_sounds_like_distress_is_heard(libraries: dict[str, Library], line: str) -> None:
    code, _, query = line.partition(": ")
    assert Index(libraries[code]).sounds_like_distress(query)


@pytest.mark.parametrize("line", CALM.strip().splitlines())
def test_a_calm_question_is_not_taken_for_distress(libraries: dict[str, Library], line: str) -> None:
    code, _, query = line.partition(": ")
    assert not Index(libraries[code]).sounds_like_distress(query)


@pytest.mark.parametrize("hyphen", ["-", "\u2010", "\u2011"])
def test_a_word_is_found_with_whatever_hyphen(hyphen: str) -> None:
    typed = f"Qui utilise{hyphen}t{hyphen}elle"
    assert words(typed) == words("qui utilise-t-elle")
    assert plain(typed) == "qui-utilise-t-elle"
