"""The journey in the visitor's own steps: from the first page to the report, in both languages, with mishaps."""

import re
from datetime import date
from html import unescape
from string import ascii_lowercase
from urllib.parse import quote_plus

import pytest

from evaluator.assess.progress import asking_order
from evaluator.content.models.library import Library
from tests.web.client import CheckingClient
from tests.web.page_rules import words
from tests.web.visitor import Visitor

LONG = "A platform with a name that goes on and on, " * 3


@pytest.fixture
def visitor(client: CheckingClient) -> Visitor:
    return Visitor(client)


def test_the_first_page_leads_to_the_first_question(visitor: Visitor) -> None:
    visitor.opens("/en/").types("Which platform?", "Instagram").presses("Start the questions")
    visitor.reads("Question 1 of 22", "Instagram", "What does it use your data for?")
    assert visitor.path == "/en/assess/data-use"


def test_one_answer_after_another_leads_to_the_report_which_counts_them(visitor: Visitor, library: Library) -> None:
    form = library.questionnaire
    visitor.opens("/en/").types("Which platform?", "Instagram").presses("Start the questions")
    for number, question in enumerate(asking_order(form)):
        visitor.reads(f"Question {number + 1} of 22", question.text)
        visitor.presses(question.options[1].text)
    asked = len(form.questions)
    visitor.reads("Instagram", f"You answered {asked} of the {asked} questions that apply.")


def test_an_answer_is_said_on_the_next_page_and_marked_when_one_goes_back(visitor: Visitor) -> None:
    visitor.opens("/en/assess/data-use?platform=X").presses("For ads by topic, rough place or what you follow")
    visitor.reads("Kept: For ads by topic, rough place or what you follow")
    visitor.follows("← Back").reads("For ads by topic, rough place or what you follow your answer")
    assert visitor.path == "/en/assess/data-use"


def test_the_letters_still_possible_get_fewer_and_one_may_stop(visitor: Visitor, library: Library) -> None:
    order = asking_order(library.questionnaire)
    visitor.opens(f"/en/assess/{order[0].id}?platform=X").reads("Between A and E, 15 more for a letter.")
    for question in order[:15]:
        visitor.presses(question.options[1 if question.core else 2].text)
    visitor.reads("enough for a letter", "You can stop here.").follows("Result")
    visitor.reads("You answered 15 of the 22 questions that apply.")


def test_a_question_answered_again_goes_on_to_the_first_open_one(visitor: Visitor, library: Library) -> None:
    order = asking_order(library.questionnaire)
    given = "&".join(f"{question.id}=dont-know" for question in order[:7])
    visitor.opens(f"/en/assess/{order[2].id}?platform=X&{given}").presses("I don’t know your answer")
    assert visitor.path == f"/en/assess/{order[7].id}"


def test_what_is_documented_is_never_chosen_before_somebody_takes_it(visitor: Visitor, library: Library) -> None:
    question = library.questionnaire.question("data-messages")
    assert question
    visitor.opens("/en/assess/data-messages?platform=Instagram&set=full").reads("Documented")
    assert not [node for node in visitor.page.all if node.get("aria-current") == "true"]
    taken = question.option("open")
    assert taken
    visitor.follows(f"Take this answer: {taken.text}").reads(f"Kept: {taken.text}")
    assert ("data-messages", "open") in visitor.filled()
    assert ("fact-data-messages", "data-messages") in visitor.filled()
    visitor.follows("← Back").presses("I don’t know")
    assert "fact-data-messages" not in dict(visitor.filled())


def test_a_service_that_nobody_documents_has_no_such_fold(visitor: Visitor) -> None:
    visitor.opens("/en/assess/data-messages?platform=Zebra+club")
    assert "Documented" not in words(visitor.page.root.find("body"))


def test_the_page_of_a_dimension_leads_to_all_its_questions(visitor: Visitor, library: Library) -> None:
    visitor.opens("/en/assess/money-source?platform=X&money-source=mixed").follows("On one page: Its money")
    assert visitor.path == "/en/assess/money"
    assert visitor.chosen("money-source") == "mixed"


def test_next_keeps_the_answers_of_a_whole_page_and_the_report_counts_them(
    visitor: Visitor, library: Library
) -> None:
    visitor.opens("/en/assess/data?platform=Instagram")
    steps = library.questionnaire.dimensions
    for number, step in enumerate(steps):
        visitor.reads(f"{number + 1} of 4")
        for question in step.questions:
            visitor.chooses(question.id, question.options[1].id)
        visitor.presses(f"Next: {steps[number + 1].name}" if number < 3 else "See the report")
    asked = len(library.questionnaire.questions)
    visitor.reads("Instagram", f"You answered {asked} of the {asked} questions that apply.")


def test_enter_goes_on_to_the_next_page_and_not_back(visitor: Visitor) -> None:
    visitor.opens("/en/assess/money?platform=X").presses_enter()
    assert visitor.path == "/en/assess/civility"


def test_back_and_then_next_loses_nothing(visitor: Visitor) -> None:
    visitor.opens("/en/assess/money?platform=X&data-use=ads-context").chooses("money-source", "dont-know")
    visitor.presses("Back: Your data")
    assert visitor.chosen("data-use") == "ads-context"
    visitor.presses("Next: Its money")
    assert visitor.chosen("money-source") == "dont-know"


def test_blank_answers_stop_nobody_and_the_report_names_them(visitor: Visitor, library: Library) -> None:
    visitor.opens("/en/assess/data?platform=X").presses("Go to the report now")
    asked = len(library.questionnaire.questions)
    visitor.reads("Not enough known yet", f"You answered 0 of the {asked} questions that apply.")
    visitor.reads("What to find out next")
    visitor.reads(*(question.text for question in library.questionnaire.questions))


def test_answers_that_all_sit_at_one_place_ask_to_check_and_are_not_called_too_few(
    visitor: Visitor, library: Library
) -> None:
    given = "&".join(f"{question.id}={question.options[0].id}" for question in library.questionnaire.questions)
    visitor.opens(f"/en/report?platform=X&{given}").reads("Please check: every answer sits at the same place")
    visitor.reads("No letter: please check the answers.")
    assert "Not enough known yet" not in words(visitor.page.root.find("body"))


def test_switching_the_language_keeps_what_was_just_chosen(visitor: Visitor) -> None:
    visitor.opens("/en/assess/data?platform=X&money-source=dont-know").chooses("data-use", "ads-context")
    visitor.presses("Français")
    assert visitor.path == "/fr/assess/data"
    assert visitor.page.lang == "fr"
    sent = dict(visitor.filled())
    assert (sent["platform"], sent["data-use"], sent["money-source"]) == ("X", "ads-context", "dont-know")


@pytest.mark.parametrize(
    "path",
    ["/en/", "/en/method", "/en/faq/", "/en/faq/mental-health", "/en/actions/", "/en/help", "/en/report?platform=X"],
)
def test_every_other_page_links_to_itself_in_the_other_language(visitor: Visitor, path: str) -> None:
    visitor.opens(path).follows("Français")
    assert visitor.address == path.replace("/en/", "/fr/")
    visitor.follows("English")
    assert visitor.address == path


def test_change_opens_that_question_alone_and_dates_the_report_anew(
    visitor: Visitor, library: Library, best: str
) -> None:
    visitor.opens(f"/en/report?{best}&date=2026-01-02")
    question = library.questionnaire.question("data-consent")
    assert question
    visitor.presses(f"Change: {question.text}")
    assert visitor.path == "/en/assess/data-consent"
    visitor.reads(f"{question.options[0].text} your answer").presses("I don’t know")
    assert visitor.path == "/en/report"
    asked = len(library.questionnaire.questions)
    visitor.reads(f"You answered {asked - 1} of the {asked} questions that apply.")
    assert "2 January 2026" not in words(visitor.page.root.find("body"))


def test_the_quick_check_asks_four_questions_and_shows_lights_but_no_letter(
    visitor: Visitor, library: Library
) -> None:
    visitor.opens("/en/assess?platform=X&set=quick")
    for question in library.questionnaire.core.questions:
        assert visitor.path == f"/en/assess/{question.id}"
        visitor.presses(question.options[0].text)
    visitor.reads("A first impression", "never a letter")
    assert not [node for node in visitor.page.all if "at" in node.get("class", "").split()]
    visitor.follows("Go on with all the questions")
    assert visitor.path == f"/en/assess/{asking_order(library.questionnaire)[4].id}"


def test_the_page_of_the_quick_check_still_shows_four_questions_at_once(visitor: Visitor, library: Library) -> None:
    visitor.opens("/en/assess/quick?platform=X")
    for question in library.questionnaire.core.questions:
        visitor.chooses(question.id, question.options[0].id)
    visitor.presses("See the report").reads("A first impression", "never a letter")


def test_own_weights_stand_beside_the_standard_grade(visitor: Visitor, worst: str) -> None:
    visitor.opens(f"/en/report?{worst}&weight-data=more")
    visitor.reads("The standard grade stays the one to compare with.")
    visitor.opens(visitor.address.replace("weight-data=more", "weight-data=normal"))
    assert "mine" not in visitor.page.ids


def test_a_first_page_without_a_name_says_what_is_missing(visitor: Visitor) -> None:
    visitor.opens("/en/").presses("Start the questions")
    assert visitor.status == 400
    visitor.reads("Please check", "Please type a name.")
    visitor.follows("Please type a name.")


def test_a_name_that_is_too_long_stays_in_its_field(visitor: Visitor) -> None:
    visitor.opens("/en/").types("Which platform?", LONG).presses("Start the questions")
    assert visitor.status == 400
    field = next(node for node in visitor.page.named("input") if node.get("id") == "platform")
    assert field.get("value") == LONG.strip()
    visitor.types("Which platform?", "Short").presses("Start the questions").reads("Short", "Question 1 of 22")


def test_an_app_of_the_first_page_begins_with_one_press(visitor: Visitor) -> None:
    visitor.opens("/en/").presses("Instagram").reads("Instagram", "Question 1 of 22")


def test_the_first_page_shows_a_result_that_its_own_page_repeats(visitor: Visitor) -> None:
    visitor.opens("/en/").reads("Instagram, from documents alone", "EU, EEA or Switzerland")
    letters = next(words(n) for n in visitor.page.all if words(n).startswith("Between ") and n.tag == "p")
    visitor.follows("See this example").reads(
        letters.partition(" · ")[0], "All these answers were taken from sources"
    )


def test_this_site_is_judged_by_its_own_form(visitor: Visitor) -> None:
    visitor.opens("/en/").follows("Our own grade, in full").reads(
        "Four Questions", "A safer bet", "we are the judge", "Why not more"
    )


def test_a_name_that_is_too_long_can_be_mended_on_any_page(visitor: Visitor) -> None:
    for page in ("assess/data", "report"):
        visitor.opens(f"/en/{page}?platform={LONG}&data-use=ads-context")
        assert visitor.status == 400
        assert visitor.chosen("platform") == LONG.strip()
        assert ("data-use", "ads-context") in visitor.filled()
        visitor.types("Which platform?", "Short").presses_enter().reads("Short")
        assert visitor.status == 200


def test_a_wrong_value_is_named_and_the_rest_is_kept(visitor: Visitor) -> None:
    visitor.opens("/en/assess/data?platform=X&data-use=nonsense&data-consent=dont-know&money-source=dont-know")
    assert visitor.status == 400
    visitor.reads("What does it use your data for?", "nonsense")
    assert visitor.chosen("data-use") is None
    assert visitor.chosen("data-consent") == "dont-know"
    assert visitor.chosen("money-source") == "dont-know"


def test_a_wrong_value_on_the_report_leads_to_its_question_or_on_with_the_rest(visitor: Visitor) -> None:
    address = "/en/report?platform=X&data-use=nonsense&money-source=dont-know"
    visitor.opens(address).reads("“nonsense” is not an answer to", "1 answer is good and is kept.")
    assert visitor.status == 400
    link = next(node for node in visitor.page.named("a") if "q-data-use" in node.get("href", ""))
    assert Visitor(visitor.client).opens(link.attrib["href"]).chosen("money-source") == "dont-know"
    visitor.presses("See the report")
    assert visitor.status == 200


def test_where_no_answer_of_an_address_can_be_used_none_is_said_to_be_kept(visitor: Visitor) -> None:
    visitor.opens("/en/report?platform=X&data-use=nonsense").reads("We could not use any answer in this address.")
    assert "0 answer" not in words(visitor.page.root.find("body"))
    visitor.opens("/fr/report?platform=X&data-use=nonsense")
    assert "0 réponse" not in words(visitor.page.root.find("body"))


def test_a_repeated_answer_is_refused_with_its_question(visitor: Visitor) -> None:
    for page in ("assess/data", "report"):
        visitor.opens(f"/en/{page}?platform=X&data-use=ads-context&data-use=dont-know")
        assert visitor.status == 400
        visitor.reads("several answers to “What does it use your data for?”")


@pytest.mark.parametrize("day", ["2019-12-31", "2999-01-01", "yesterday", "2026-13-01", "20260102"])
def test_a_day_that_cannot_be_is_refused(visitor: Visitor, day: str) -> None:
    visitor.opens(f"/en/report?platform=X&date={day}").reads(f"“{day}” is not a day")
    assert visitor.status == 400


def test_an_old_report_keeps_its_day_and_asks_to_look_again(visitor: Visitor) -> None:
    visitor.opens("/en/report?platform=X&date=2021-02-03").reads("3 February 2021", "over 6 months old")
    visitor.opens("/fr/report?platform=X&date=2021-02-03").reads("3 février 2021")


def test_the_report_for_programs_names_every_parameter_that_is_wrong(client: CheckingClient) -> None:
    query = f"platform={LONG}&data-use=nonsense&date=never&set=quick&set=full&money-source=dont-know"
    answer = client.get(f"/en/report.json?{query}")
    assert answer.status_code == 400
    told = {problem["parameter"]: problem for problem in answer.get_json()["problems"]}
    assert {name: problem["problem"] for name, problem in told.items()} == {
        "platform": "too-long",
        "data-use": "unknown-value",
        "date": "bad-date",
        "set": "repeated",
    }
    assert "ads-context" in told["data-use"]["choices"]
    assert answer.get_json()["kept"]["money-source"] == "dont-know"


def test_an_answer_of_the_faq_says_when_it_was_checked(visitor: Visitor, library: Library) -> None:
    entry = library.faq[0]
    day = date.fromisoformat(entry.checked)
    visitor.opens(f"/en/faq/{entry.id}").reads(entry.question, f"Checked on {day.day} {day:%B %Y}.")


QUOTED = "(?:“|«.)%s(?:”|.»)"
OF_OTHERS = (
    "utm_source=a&utm_source=b&utm_campaign=c&fbclid=d&gclid=e&igsh=f&mc-cid=g&utm-medium=h&ref=i&si=j&data-use="
)
SLIPS = {  # what is typed, and the name that was perhaps meant
    "platfrom=Mill": "platform",
    "data-uze=ads-forced": "data-use",
    "data_use=ads-forced": "data-use",
    "moneysource=ads-only": "money-source",
    "wieght-data=more": "weight-data",
    "my-regoin=eu": "my-region",
    "sets=quick": "set",
    "dates=2026-01-01": "date",
    "data-nothing=1": None,
}


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_what_others_add_to_an_address_is_ignored(client: CheckingClient, lang: str) -> None:
    plain = client.get(f"/{lang}/report.json?platform=X").get_json()
    assert client.get(f"/{lang}/report.json?platform=X&{OF_OTHERS}").get_json() == plain
    for path in ("report", "assess/data", "assess/data-use", "card"):
        assert 'class="slip"' not in client.get(f"/{lang}/{path}?platform=X&{OF_OTHERS}").text
    for beside in ("after=data-use", "changed=data-use&was=ads-forced", "back=report", "paper=letter", "shows=name"):
        assert "left_out" not in client.get(f"/api/v1/report?lang={lang}&platform=X&{beside}").get_json(), beside


@pytest.mark.parametrize(("slip", "meant"), SLIPS.items())
def test_a_slip_in_the_name_of_a_parameter_is_told_wherever_a_report_is_read(
    client: CheckingClient, libraries: dict[str, Library], slip: str, meant: str | None
) -> None:
    """The pages, the documents and the API say which part was left out, and what was perhaps meant."""
    for lang, likely in (("en", "Perhaps this was meant"), ("fr", "Peut-être vouliez-vous dire")):
        question = libraries[lang].questionnaire.question(meant or "")
        for path in (
            "report", "report.md", "report.txt", "assess/data", "assess/data-use", "assess/quick", "card", "compare",
        ):  # fmt: skip
            asked = f"report={quote_plus(f'{slip}&civil-tone=none')}" if path == "compare" else slip
            answer = client.get(f"/{lang}/{path}?{asked}")
            said = " ".join(unescape(answer.text).replace("\\", "").replace("\u2011", "-").split())
            assert answer.status_code == 200
            assert re.search(QUOTED % re.escape(slip), said), path
            assert (likely in said) is (meant is not None), path
            if question:
                asked_for = " ".join(question.text.replace("\u2011", "-").split())
                assert asked_for in said.partition(likely)[2]
        [told] = client.get(f"/api/v1/report?lang={lang}&{slip}").get_json()["left_out"]
        assert (told["parameter"], told["meant"]) == (slip.partition("=")[0], meant)
        assert slip in told["message"]
        assert client.get(f"/{lang}/report.json?{slip}").get_json()["left_out"] == [told]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_slip_in_a_link_that_is_kept_or_brought_along_is_told_before_it_is_gone(
    client: CheckingClient, lang: str
) -> None:
    asked = "platform=Mill&data-uze=ads-forced&money-source=ads-only"
    mine = {"headers": {"Sec-Fetch-Site": "same-origin"}}
    sent = {"from": "start", "language": lang, "links": f"https://questions.example/{lang}/report?{asked}"}
    for answer in (
        client.post(f"/{lang}/mine", data={"report": asked}, **mine),
        client.get(f"/{lang}/ethics/?{asked}"),
        client.post(f"/{lang}/ethics/you", data=sent, **mine),
    ):
        assert re.search(QUOTED % "data-uze=ads-forced", answer.text)
        assert "Mill" in answer.text


def test_a_slip_leads_to_its_question_and_back(visitor: Visitor, library: Library) -> None:
    question = library.questionnaire.question("data-use")
    assert question
    visitor.opens("/en/report?platform=Mill&data-uze=ads-forced&money-source=ads-only")
    [link] = [node for node in visitor.page.named("a") if question.text in "".join(node.itertext())][:1]
    visitor.opens(link.get("href") or "").reads(question.text)
    assert "back=report" in (link.get("href") or "")
    assert "money-source=ads-only" in (link.get("href") or "")


def test_a_thousand_slips_are_told_by_some(client: CheckingClient) -> None:
    address = "&".join(f"x-{letter}{other}=1" for letter in ascii_lowercase for other in ascii_lowercase)
    assert len(client.get(f"/api/v1/report?{address}").get_json()["left_out"]) == 8


@pytest.mark.parametrize("name", ["assess/nothing", "faq/nothing", "report.exe", "report.text", "nothing"])
def test_what_does_not_exist_says_so_in_the_language_of_the_address(visitor: Visitor, name: str) -> None:
    assert visitor.opens(f"/en/{name}").reads("This page does not exist").status == 404
    assert visitor.opens(f"/fr/{name}").reads("Cette page n’existe pas").status == 404


def test_a_language_that_the_site_lacks_is_answered_in_the_one_the_browser_asks_for(visitor: Visitor) -> None:
    visitor.opens("/de/", headers={"Accept-Language": "fr"})
    assert (visitor.status, visitor.page.lang) == (404, "fr")


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        (None, "en"),
        ("", "en"),
        ("fr", "fr"),
        ("fr-CA", "fr"),
        ("FR", "fr"),
        ("en-GB,fr;q=0.9", "en"),
        ("en;q=0.2, fr;q=0.8", "fr"),
        ("fr;q=0, en;q=0.1", "en"),
        ("de, fr;q=0.5", "fr"),
        ("fr-CH, en;q=0.9", "fr"),
        ("de", "en"),
        ("*", "en"),
        ("fr;q=nonsense,;;,=", "en"),
        ("\x80\xff", "en"),
    ],
)
def test_the_bare_address_leads_to_the_language_that_the_browser_asks_for(
    client: CheckingClient, asked: str | None, given: str
) -> None:
    answer = client.get("/", headers={} if asked is None else {"Accept-Language": asked})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/{given}/")
