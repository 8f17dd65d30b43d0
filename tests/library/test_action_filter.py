"""The actions by facet."""

from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from evaluator.content import load
from evaluator.content.models.library import Action, Library
from evaluator.content.models.types import MEMBERS
from evaluator.library.action_filter import FACETS, ActionFilter
from tests.content.broken import ENGLISH, MINI


@pytest.fixture(scope="module")
def shelf(library: Library) -> ActionFilter:
    return ActionFilter(library)


def test_without_a_choice_every_action_but_the_help_lines_is_there(shelf: ActionFilter, library: Library) -> None:
    shown = {action.id for action in shelf.select({})}
    assert shown == {action.id for action in library.actions if action.kind != "help-line"}
    assert len(shown) >= 60


def test_every_offer_counts_what_following_it_shows(shelf: ActionFilter) -> None:
    starts = [{}, {"dimension": "data"}, {"audience": "business", "who": "company"}, {"country": "FR"}]
    for chosen in starts:
        for facet, offers in shelf.offers(chosen).items():
            for offer in offers:
                assert offer.count == len(shelf.select({**chosen, facet: offer.value})) > 0
                assert chosen.get(facet) != offer.value


def test_what_would_leave_nothing_is_not_offered(shelf: ActionFilter) -> None:
    empty = [
        (facet, value, other, further)
        for facet, other in product(FACETS, FACETS)
        if facet != other
        for value in shelf.choices[facet]
        for further in shelf.choices[other]
        if not shelf.select({facet: value, other: further})
    ]
    assert empty
    for facet, value, other, further in empty:
        assert further not in {offer.value for offer in shelf.offers({facet: value})[other]}


def test_each_facet_selects_by_its_own_field(shelf: ActionFilter, library: Library) -> None:
    assert all(action.who == "law-makers" for action in shelf.select({"who": "law-makers"}))
    assert all(action.effort == "2-min" for action in shelf.select({"effort": "2-min"}))
    assert all("teen" in action.audience for action in shelf.select({"audience": "teen"}))
    found = {action.id for action in shelf.select({"dimension": "civility"})}
    for action in library.actions:
        serves = any(target.startswith(("civil-", "civility")) for target in action.serves)
        assert (action.id in found) == (serves and action.kind != "help-line")


def test_a_country_has_its_own_the_union_s_and_the_world_s_actions_its_own_first(shelf: ActionFilter) -> None:
    found = shelf.select({"country": "FR"})
    assert all(not a.countries or {"FR", "EU"} & set(a.countries) for a in found)
    assert {True, False} == {action.local for action in found}
    assert [action.local for action in found] == sorted((action.local for action in found), reverse=True)
    swiss = shelf.select({"country": "CH"})
    assert not any(set(action.countries) == {"EU"} for action in swiss)
    assert not any(action.local for action in shelf.select({"country": "EU"}))


def test_a_number_becomes_an_address_that_a_phone_opens(library: Library) -> None:
    lines = {line.id: line for line in library.help_lines}
    assert lines["help-be-suicide-prevention"].dialled == "tel:080032123"
    assert lines["help-ca-988"].dialled == "tel:988"
    assert lines["help-us-crisis-text-line"].dialled == "sms:741741"
    assert lines["help-world-find-a-helpline"].dialled == ""


def action(library: Library, **changes: Any) -> Action:
    return replace(library.actions[0], **changes)


def test_where_an_action_works(library: Library) -> None:
    everywhere, union, french = (action(library, countries=named) for named in ((), ("EU",), ("FR",)))
    assert everywhere.works_in("JP")
    assert all(union.works_in(country) for country in MEMBERS)
    assert not union.works_in("CH")
    assert french.works_in("FR")
    assert not french.works_in("EU")
    assert len(MEMBERS) == 27


def test_a_folder_with_little_offers_what_it_has() -> None:
    mini = ActionFilter(load(MINI, ENGLISH)["en"])
    assert mini.choices["country"] == ()
    assert mini.choices["dimension"] == ("place", "company")
    assert [action.id for action in mini.select({"dimension": "company"})]
