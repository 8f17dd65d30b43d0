"""The real content as the subject: ids, points and caps as published, and answers that lead somewhere."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest

from evaluator.content.models.library import Library
from evaluator.content.models.questionnaire import Option, Question

WRITTEN = date(2026, 11, 24)  # when the content was first written; what is checked later is newer
YEAR = timedelta(days=366)

# A line for a question: id, dimension, `core`, `na` where "does not apply" is offered, then its options with their
# points and, after them, the cap. These numbers are published on every report: a change here needs a new `method`.
RUBRIC = """
data-use data core - service-only=100 suggestions=75 ads-context=60 ads-ask=35 ads-choice=20 ads-forced=0C not-said=0C
data-collect data - - few=100 some=70 many=35 most=0 no-policy=0C
data-tracking data - - no=100 ask-first=70 off-switch=30 no-off=0C
data-messages data - na locked=100 partly=45 open-clear=30B open=0B
data-training data - na no=100 ask-first=70 off-switch=30 no-off=0 not-said=0
data-consent data - na off-first=100 as-easy=75 harder=30 on-first=10 no-choice=0
money-source money core - users-or-donors=100 mixed=60 ads-plain=60 investors=40 \
extras=25 ads-paid-exit=20 unclear=10 ads-only=0
money-ads-clear money - - no-ads=100 clear=70 small=30 hidden=0
money-pressure money - - none=100 one=65 two=30 three-plus=0 paid-luck=0C
money-reach money - - nobody=100 marked=50 hidden=0
money-leave money - na easy=100 long=60 write=30 cannot=0
civil-tone civility core na none=100 one-two=65 three-five=25 six-plus=0
civil-hurt civility - na no=100 once=60 several=25 serious=0
civil-amplify civility - na none=100 one-two=65 three-five=25 six-plus=0
civil-block civility - na full=100 partly=60 hide=25 none=0
civil-care civility - na people=100 company-report=65 unseen=25 nobody=0
connect-with connection core - known-or-checked=100 asked=80 picked=70 machine=40 half=35 strangers=0 companion=0C
connect-choice connection - - me=100 mostly-me=70 switch-stays=45 switch-returns=15 platform=0
connect-people connection - - never=100 when-asked=75 unless-off=35 always=0
connect-contact connection - na accepted=100 request-box=65 shared=50 anyone-change=25 anyone-fixed=0C
connect-real connection - na never=100 once-twice=65 weekly=25 daily=0
data-hooks connection - - none=100 one=75 two=50 three=25 four-five=0
"""
FAQ = """
algorithm-ai algorithm-neutral attention-economy surveillance-capitalism targeted-ads mental-health realign
delete-accounts business-needs-social which-platforms free-speech tech-workers
film-avatar film-netflix film-5g-clip film-cookies
"""


@pytest.fixture(params=["en", "fr"])
def content(request: pytest.FixtureRequest, libraries: dict[str, Library]) -> Library:
    return libraries[request.param]


def line_of(question: Question) -> str:
    marks = ["core" if question.core else "-", "na" if question.not_applicable else "-"]
    options = [f"{option.id}={option.points}{option.cap or ''}" for option in question.options]
    return " ".join([question.id, question.dimension, *marks, *options])


def weak_options(library: Library) -> Iterator[tuple[Question, Option]]:
    for question in library.questionnaire.questions:
        yield from ((question, option) for option in question.options if option.points <= 50)


def test_questions_options_points_and_caps_are_those_of_the_rubric(content: Library) -> None:
    assert [line_of(question) for question in content.questionnaire.questions] == RUBRIC.split("\n")[1:-1]


def test_every_dimension_has_a_core_question_and_no_more_than_a_sheet_can_add_up(content: Library) -> None:
    form = content.questionnaire
    assert [dimension.id for dimension in form.dimensions] == ["data", "money", "civility", "connection"]
    assert [len(dimension.questions) for dimension in form.core.dimensions] == [1, 1, 1, 1]
    assert max(len(dimension.questions) for dimension in form.dimensions) <= 6
    assert all(question.order == place for d in form.dimensions for place, question in enumerate(d.questions, 1))


def test_the_constants_of_the_score_are_those_of_the_method(content: Library) -> None:
    rules = content.questionnaire.scoring
    assert [(band.letter, band.threshold) for band in rules.bands] == [
        ("A", 80), ("B", 65), ("C", 50), ("D", 35), ("E", 0),
    ]  # fmt: skip
    assert {name: float(weight) for name, weight in rules.weights.items()} == {"less": 0.5, "normal": 1, "more": 2}
    assert dict(rules.balance) == {"A": 50, "B": 40, "C": 25}
    assert (rules.weak, rules.near_line, rules.dimension_needs) == (50, 4, 2)
    assert (rules.core_first, rules.core_lift, rules.documented_needs) == (True, 50, 3)
    assert dict(rules.no_difference) == {"answers": 10, "facts": 5}
    assert (str(rules.dimension_share), str(rules.overall_share)) == ("1/2", "2/3")


def test_every_question_has_all_its_parts(content: Library) -> None:
    for question in content.questionnaire.questions:
        assert question.text.endswith(("?", "?”", "? »")), question.id
        assert question.why, question.id
        assert question.dont_know, question.id
        assert 1 <= len(question.find_out) <= 4, question.id
        assert len(question.frameworks) >= 2, question.id
        assert len({option.text for option in question.options}) == len(question.options), question.id
        assert all(option.reason for option in question.options), question.id
        assert all(bool(option.cap) == bool(option.cap_reason) for option in question.options), question.id


def test_both_languages_differ_in_words_and_agree_in_everything_else(libraries: dict[str, Library]) -> None:
    english, french = libraries["en"], libraries["fr"]
    pairs = zip(english.questionnaire.questions, french.questionnaire.questions, strict=True)
    assert sum(one.text == other.text for one, other in pairs) <= 3  # as many as wait for their French
    for one, other in zip(english.questionnaire.questions, french.questionnaire.questions, strict=True):
        assert line_of(one) == line_of(other)
        assert (len(one.find_out), len(one.items)) == (len(other.find_out), len(other.items)), one.id
    for entry in english.faq:
        twin = french.entry(entry.id)
        assert twin is not None
        assert entry.question != twin.question
        assert (len(entry.answer), entry.serves) == (len(twin.answer), twin.serves), entry.id


def test_every_weak_option_leads_to_an_entry_an_own_action_and_one_of_others(content: Library) -> None:
    lacking = []
    for question, option in weak_options(content):
        actions = content.actions_for(question, option)
        exact = {question.id, f"{question.id}.{option.id}"}
        leads = {
            "FAQ entry": any(exact & set(entry.serves) for entry in content.faq_for(question, option)),
            "own action": any(exact & set(action.serves) for action in actions if action.who == "you"),
            "action of the company or law-makers": any(action.who != "you" for action in actions),
        }
        lacking += [f"{question.id}.{option.id}: no {what}" for what, there in leads.items() if not there]
    assert lacking == []


def test_help_lines_answer_harm_and_have_a_number_or_a_way_to_one(content: Library) -> None:
    harmful = [option for _, option in weak_options(content) if option.harm]
    assert [option.id for option in harmful] == ["several", "serious"]
    countries = {country for line in content.help_lines for country in line.countries}
    assert {"FR", "US", "GB", "BE", "CH", "LU", "CA", "IE"} <= countries
    assert all(line.phone for line in content.help_lines if line.countries)


def test_the_promised_faq_entries_and_at_least_60_actions_are_there(content: Library) -> None:
    assert set(FAQ.split()) <= {entry.id for entry in content.faq}
    assert len(content.actions) >= 60


def test_faq_entries_of_a_group_stand_in_an_order_of_their_own(content: Library) -> None:
    for one, other in pairwise(content.faq):
        assert (one.group, one.order) < (other.group, other.order), f"{one.id} and {other.id}"


def test_every_address_is_https(content: Library) -> None:
    addresses = [framework.url for question in content.questionnaire.questions for framework in question.frameworks]
    assert [entry.id for entry in content.faq if not entry.film and not entry.sources] == []
    addresses += [entry.film for entry in content.faq if entry.film]
    addresses += [source.url for entry in content.faq for source in entry.sources]
    addresses += [url for action in content.actions for url in action.links.values()]
    assert len(addresses) > 200
    assert [url for url in addresses if not url.startswith("https://") or "." not in url.split("/")[2]] == []


def test_every_checked_day_is_real_recent_and_past(content: Library) -> None:
    days = {entry.id: date.fromisoformat(entry.checked) for entry in content.faq}
    days |= {action.id: date.fromisoformat(action.checked) for action in content.actions}
    assert {name: day for name, day in days.items() if not WRITTEN - YEAR <= day <= max(WRITTEN, date.today())} == {}


def test_no_source_is_younger_than_the_day_it_was_checked(content: Library) -> None:
    assert [entry.id for entry in content.faq for source in entry.sources if source.date > entry.checked] == []
