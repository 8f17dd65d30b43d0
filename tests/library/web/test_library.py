"""The library as a visitor uses it: answers by group and by search, actions by facet, help lines by country."""

from collections.abc import Iterator
from urllib.parse import parse_qsl, quote, urlsplit
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from evaluator.app import create_app
from evaluator.content.models.library import Library
from evaluator.settings import Settings
from tests.conftest import ROOT
from tests.content.broken import MINI
from tests.web.client import CheckingClient
from tests.web.page_rules import Page, words
from tests.web.visitor import Visitor

LANGUAGES = ["en", "fr"]
TITLES = {"en": "Helplines", "fr": "Lignes d’écoute"}
by_language = pytest.mark.parametrize("lang", LANGUAGES)


@pytest.fixture
def visitor(client: CheckingClient) -> Visitor:
    return Visitor(client)


def site_of(folder: str) -> CheckingClient:
    app = create_app(Settings(questions=ROOT / folder, base_url="", hosts=(), threads=1))
    app.testing = True
    return CheckingClient(app, app.response_class)


def inside(page: Page, tag: str) -> Iterator[Element]:
    for node in page.named(tag):
        yield from node.iter()


def links(nodes: Iterator[Element] | list[Element]) -> list[str]:
    return [node.attrib["href"] for node in nodes if node.tag == "a"]


def plain(text: str) -> str:
    """A text as `words` gives it: every space an ordinary one."""
    return " ".join(text.split())


def heading(page: Page) -> str:
    return words(page.named("h1")[0])


@by_language
def test_the_answers_stand_by_group_and_each_is_one_step_away(
    client: CheckingClient, libraries: dict[str, Library], lang: str
) -> None:
    page = client.page(f"/{lang}/faq/")
    found = [href for href in links(page.all) if href.startswith(f"/{lang}/faq/") and "#" not in href]
    assert {f"/{lang}/faq/{entry.id}" for entry in libraries[lang].faq} <= set(found)
    assert {"g-dilemma", "g-film", "g-event"} <= page.ids


@by_language
def test_an_answer_leads_to_its_questions_in_the_form_and_to_what_one_can_do(
    visitor: Visitor, libraries: dict[str, Library], lang: str
) -> None:
    for entry in libraries[lang].faq:
        visitor.opens(f"/{lang}/faq/{entry.id}").reads(plain(entry.short))
        shown = [href for href in links(visitor.page.all) if "#q-" in href]
        named = {target.partition(".")[0] for target in entry.serves}
        questions = [q for q in libraries[lang].questionnaire.questions if q.id in named]
        assert shown == [f"/{lang}/assess/{q.dimension}#q-{q.id}" for q in questions]
        assert bool(questions) == bool([node for node in visitor.page.named("ul") if node.get("class") == "actions"])
        for href in shown:
            Visitor(visitor.client).opens(href)  # fails when the question is not there


def test_someone_searches_with_a_slip_and_reads_the_answer(visitor: Visitor) -> None:
    visitor.opens("/en/faq/").types("Look for an answer", "sucide").presses("Search")
    visitor.reads("answers for “sucide”", "You do not have to sort this out alone", "999")
    assert visitor.address == "/en/faq/?q=sucide"
    visitor.follows("I, or someone I know, is struggling: where is help?").reads("talk to someone you trust")


def test_the_same_in_french(visitor: Visitor) -> None:
    visitor.opens("/fr/faq/").types("Chercher une réponse", "harcelement").presses("Chercher")
    visitor.reads("1 réponse pour « harcelement »").follows("Toutes les lignes d’écoute, par pays").reads("3114")


def test_where_nothing_fits_the_groups_and_the_help_lines_are_offered(visitor: Visitor) -> None:
    visitor.opens("/en/faq/?q=xqzt").reads("Nothing here answers “xqzt”", "About the film", "Hosting an event")
    visitor.follows("Helplines, by country")
    assert visitor.path == "/en/help"


def test_a_search_for_nothing_shows_everything(client: CheckingClient) -> None:
    everything = client.get("/en/faq/").text
    for query in ("q=", "q=%20%20", "other=x"):
        page = Page(client.get(f"/en/faq/?{query}").text)
        assert [words(node) for node in page.named("h2")] == [words(node) for node in Page(everything).named("h2")]


@pytest.mark.parametrize(
    ("query", "says"),
    [
        (f"q={'x' * 101}", "This has 101 characters; at most 100 fit."),
        ("q=a&q=b", "“q” stands more than once in the address."),
        ("q=a%00b", "This holds characters that do not show."),
        ("q=%EF%BF%BFx", "This holds characters that do not show."),
    ],
)
def test_a_search_that_cannot_be_read_is_sent_back_with_the_reason(
    client: CheckingClient, query: str, says: str
) -> None:
    page = client.page(f"/en/faq/?{query}", 400)
    assert says in words(page.root)
    assert "#q" in links(page.all)
    assert {"g-dilemma", "g-film", "g-event"} <= page.ids


def test_a_search_of_a_hundred_characters_is_read(client: CheckingClient) -> None:
    assert client.get(f"/en/faq/?q={'x' * 100}").status_code == 200
    assert client.get(f"/en/faq/?q={quote('é' * 100)}").status_code == 200


def test_what_is_typed_is_shown_as_text(client: CheckingClient) -> None:
    assert "“<b>&</b>”" in words(client.page(f"/en/faq/?q={quote('<b>&</b>')}").root)


def facets(page: Page) -> list[tuple[str, int]]:
    """The address of every offer of the filter and the number beside it."""
    places = [node for nav in page.named("nav") if nav.get("id") == "filters" for node in nav.iter("li")]
    return [(links(list(node.iter()))[0], int(words(node).split()[-1])) for node in places]


def count(page: Page) -> int:
    status = next(node for node in page.all if node.get("role") == "status")
    return int(words(status).split()[0])


def shown(page: Page) -> int:
    return sum(1 for node in page.named("h3"))


@by_language
def test_every_offer_of_the_filter_shows_as_many_actions_as_it_says(client: CheckingClient, lang: str) -> None:
    first = client.page(f"/{lang}/actions/")
    assert len(facets(first)) >= 20
    assert count(first) == shown(first) >= 60
    for href, number in facets(first):
        page = client.page(href)
        assert count(page) == shown(page) == number > 0
    href = f"/{lang}/actions/?dimension=data&audience=parent"
    for further, number in facets(client.page(href)):
        assert {("dimension", "data"), ("audience", "parent")} <= set(parse_qsl(urlsplit(further).query))
        assert shown(client.page(further)) == number > 0


def test_a_choice_can_be_taken_back_alone(visitor: Visitor) -> None:
    visitor.opens("/en/actions/?country=FR&effort=2-min").reads("France", "2 minutes")
    visitor.follows("Remove: France")
    assert visitor.address == "/en/actions/?effort=2-min"
    visitor.follows("Show all")
    assert visitor.address == "/en/actions/"


def test_an_unknown_choice_is_named_with_the_possible_ones_and_the_others_are_kept(client: CheckingClient) -> None:
    page = client.page("/en/actions/?effort=2-hours&country=FR&unknown=x", 400)
    said = words(page.root)
    assert "“2-hours” is no choice under “How long it takes”." in said
    assert count(page) == count(client.page("/en/actions/?country=FR"))
    assert "The address holds several choices for “Who can change it”." in words(
        client.page("/en/actions/?who=you&who=company", 400).root
    )


def test_choices_that_leave_nothing_say_so_kindly(client: CheckingClient) -> None:
    page = client.page("/en/actions/?audience=business&who=law-makers&effort=2-min&country=LU")
    assert "Nothing here fits all of this at once." in words(page.root)
    assert "/en/actions/" in links(list(inside(page, "main")))


def test_no_help_line_has_to_be_found_by_filtering(client: CheckingClient, library: Library) -> None:
    said = words(client.page("/en/actions/").root)
    assert [line.title for line in library.help_lines if line.title in said] == []
    assert "Helplines, by country" in said


@by_language
def test_help_lines_have_number_hours_languages_and_the_day_they_were_checked(
    client: CheckingClient, libraries: dict[str, Library], lang: str
) -> None:
    page = client.page(f"/{lang}/help")
    cards = [node for node in page.named("li") if node.get("class") == "line"]
    led = {href for node in cards for href in links(list(node.iter()))}
    for line in libraries[lang].help_lines:
        card = next(node for node in cards if plain(line.gives) in words(node) and plain(line.title) in words(node))
        if line.phone:
            assert line.dialled in links(list(card.iter()))
            assert plain(line.hours or "") in words(card)
        assert (line.link(lang)[1] in led) is not line.reported
    assert heading(page) == TITLES[lang]
    numbers = [href for href in links(page.all) if href.startswith(("tel:", "sms:"))]
    assert {"tel:3114", "tel:112", "tel:116123", "sms:741741"} <= set(numbers)


def test_the_visitors_country_comes_first_and_then_those_that_speak_the_language(client: CheckingClient) -> None:
    def names(lang: str, accepted: str = "", query: str = "") -> list[str]:
        page = client.page(f"/{lang}/help{query}", headers={"Accept-Language": accepted} if accepted else {})
        return [words(node) for node in page.named("h2")]

    assert names("en")[:2] == names("en", "ja-JP, en;q=0.5")[:2] == ["Any country", "Australia"]
    assert names("fr", "fr-CH, fr;q=0.9, en;q=0.8")[0] == "Suisse"
    assert names("fr", "fr-CH", "?country=BE")[0] == "Belgique"
    assert names("en", "de-DE, de;q=0.9")[0] == "European Union"
    spoken = names("fr")[: names("fr").index("Suisse")]
    assert {"Belgique", "Canada", "France", "Luxembourg"} <= set(spoken)
    assert not {"Irlande", "Inde"} & set(spoken)


def test_what_depends_on_the_browsers_languages_says_so_to_caches(client: CheckingClient) -> None:
    for path in ("/en/help", "/en/faq/mental-health"):
        assert "Accept-Language" in client.get(path).headers["Vary"]
    assert "Accept-Language" not in client.get("/en/faq/film-when").headers["Vary"]


HARM = "report?platform=X&civil-hurt=serious"
URGENT = {"France": "112", "Royaume-Uni": "999", "United Kingdom": "999", "Canada": "911", "Australia": "000"}


@by_language
@pytest.mark.parametrize("path", ["faq/mental-health", HARM, "faq/?q=suicide"])
def test_wherever_lines_are_shown_the_emergency_number_of_a_country_is_first(
    client: CheckingClient, lang: str, path: str
) -> None:
    page = client.page(f"/{lang}/{path}", headers={"Accept-Language": "fr-FR" if lang == "fr" else "en-GB"})
    near, anywhere = (words(node) for node in page.named("p") if node.get("class") == "place")
    assert (near, anywhere) == {"en": ("United Kingdom", "Any country"), "fr": ("France", "Tous les pays")}[lang]
    own, _, others = (node for node in page.named("ul") if node.get("class") == "lines")
    numbers = [words(link) for link in own.iter("a") if link.get("class") == "phone"]
    assert numbers[0] == URGENT[near]
    assert len(numbers) >= 5
    found = {words(node[0]): words(node[1]) for node in others if len(node) > 1}
    first = {name: found[name] for name in URGENT if name in found}
    assert first == {name: URGENT[name] for name in first}
    assert "Canada" in first


@by_language
def test_a_written_report_names_the_emergency_number_of_each_country_first(client: CheckingClient, lang: str) -> None:
    said = client.get(f"/{lang}/{HARM.replace('report?', 'report.md?')}").text
    found = {name: line for line in said.splitlines() for name in URGENT if line.startswith(f"- {name}")}
    assert len(found) >= 2
    for name, line in found.items():
        assert line.partition("[")[2].startswith(URGENT[name]), line


@by_language
def test_a_search_that_sounds_like_distress_shows_help_before_any_answer(client: CheckingClient, lang: str) -> None:
    asked = {"en": "I want to die", "fr": "je veux mourir"}[lang]
    said = client.get(f"/{lang}/faq/?q={quote(asked)}", headers={"Accept-Language": lang}).text
    assert said.index('class="lines"') < said.index('id="found"')
    calm = client.get(f"/{lang}/faq/?q=netflix").text
    assert 'class="lines"' not in calm


@by_language
def test_help_is_one_step_from_the_foot_of_every_page(client: CheckingClient, lang: str) -> None:
    paths = ["", "method", "faq/", "faq/film-when", "actions/", "help", "assess/data", "assess/quick", "report"]
    for path in paths:
        footer = links(list(inside(client.page(f"/{lang}/{path}"), "footer")))
        assert {f"/{lang}/help", f"/{lang}/actions/", f"/{lang}/method"} <= set(footer), path
    for path in ("nowhere", "faq/nowhere"):
        assert f"/{lang}/help" in links(list(inside(client.page(f"/{lang}/{path}", 404), "footer")))


def test_a_folder_without_help_lines_says_so_and_points_nobody_there() -> None:
    client = site_of("docs/example-questions")
    assert "We know of no helpline for this subject." in words(client.page("/en/help").root)
    for path in ("", "faq/", "faq/?q=xqzt", "actions/"):
        assert "/en/help" not in links(client.page(f"/en/{path}").all)


def test_a_small_folder_has_all_the_pages() -> None:
    client = site_of(str(MINI.relative_to(ROOT)))
    assert "111" in words(client.page("/en/help").root)
    assert facets(client.page("/en/actions/"))
    assert client.page("/en/actions/?dimension=place")
    client.page("/en/actions/?dimension=data", 400)
    assert "/en/faq/fair-turns" in links(client.page("/en/faq/?q=turns").all)


def test_the_list_of_actions_weighs_under_24_kb_and_the_rest_under_14(client: CheckingClient) -> None:
    limits = {"actions/": 24, "actions/?dimension=money": 14, "help": 14, "faq/": 14, "faq/?q=film": 14}
    for lang in LANGUAGES:
        for path, limit in limits.items():
            answer = client.get(f"/{lang}/{path}", headers={"Accept-Encoding": "gzip"})
            assert len(answer.data) < limit * 1024, (lang, path, len(answer.data))


def test_an_index_is_made_once_for_each_language(client: CheckingClient, app: Flask) -> None:
    client.get("/en/faq/?q=film")
    known = app.extensions["faq_indexes"]
    first = known["en"]
    client.get("/en/faq/?q=film")
    assert known["en"] is first
