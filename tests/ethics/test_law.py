"""What the law asks: by the places that a business names, with source and day, and nothing of other places."""

import csv
import re
from dataclasses import replace

import pytest

from evaluator.content.models.ethics_law import PLACES
from evaluator.content.models.library import Library
from evaluator.ethics.check import check
from evaluator.ethics.documents.context import CodeContext
from evaluator.ethics.documents.formats import write_evidence
from evaluator.ethics.draft import ChosenPromise, Draft, Facts
from evaluator.ethics.law import laws_of_code, laws_of_finding
from evaluator.i18n.language import Language
from tests.conftest import real_libraries
from tests.ethics.drafts import TODAY, chez_lou

LIBRARIES = real_libraries()
ETHICS = {code: library.ethics for code, library in LIBRARIES.items() if library.ethics}
PLACE = next(fact for fact in ETHICS["en"].facts if fact.id == PLACES)
KNOWN = [option.id for option in PLACE.options if option.id != "other"]
OFFICIAL = re.compile(
    r"https://([\w.-]+\.)?(europa\.eu|legifrance\.gouv\.fr|cnil\.fr|gov\.uk|ico\.org\.uk|asa\.org\.uk|ofcom\.org\.uk|admin\.ch"
    r"|gouv\.qc\.ca|justice\.gc\.ca|canada\.ca|ftc\.gov|ecfr\.gov|ca\.gov|ada\.gov)/"
)


def living_in(draft: Draft, *places: str) -> Draft:
    return replace(draft, facts=Facts({**draft.facts.given, PLACES: places}))


def with_all_promises(draft: Draft) -> Draft:
    return replace(draft, chosen=tuple(ChosenPromise(one.id) for one in ETHICS["en"].promises))


@pytest.mark.parametrize("place", KNOWN)
def test_each_place_has_its_laws_from_its_own_authorities(place: str) -> None:
    for language, ethics in ETHICS.items():
        some = [law for law in ethics.laws if place in law.places]
        assert len(some) >= 3
        assert any(law.soon for law in some) or place == "qc"
        assert all(OFFICIAL.match(url) for law in some for url in law.links.values())
        assert all(law.verified != "memory" for law in some)
        assert any(language in law.links for law in some) or (language, place) in {("fr", "uk"), ("fr", "us")}


@pytest.mark.parametrize("place", KNOWN)
def test_a_code_shows_the_laws_of_its_places_and_no_other(
    place: str, libraries: dict[str, Library], tongues: dict[str, Language]
) -> None:
    for language in tongues.values():
        ethics = ETHICS[language.code]
        draft = living_in(with_all_promises(chez_lou(libraries["en"])), place)
        context = CodeContext.create(draft, libraries, [language], TODAY)
        for kind in ("md", "csv"):
            said = write_evidence(kind, context).decode().replace('""', '"').replace("\\", "")
            for law in ethics.laws:
                words = law.text if place in law.places else law.title
                assert (words in said) == (place in law.places), (kind, law.id)
        [one] = laws_of_code(ethics, draft, language)
        assert all(law.url in said and law.checked in said for law in one.laws)
        assert all(law.soon in said for law in one.laws)


def test_a_law_of_two_places_is_told_once(tongues: dict[str, Language]) -> None:
    draft = living_in(with_all_promises(chez_lou(LIBRARIES["en"])), "qc", "ca")
    found = [law.title for place in laws_of_code(ETHICS["en"], draft, tongues["en"]) for law in place.laws]
    assert len(found) == len(set(found))
    assert [place.place for place in laws_of_code(ETHICS["en"], draft, tongues["en"])] == [
        "Québec", "Elsewhere in Canada",
    ]  # fmt: skip


def test_where_no_place_is_named_no_law_is_guessed(
    libraries: dict[str, Library], tongues: dict[str, Language]
) -> None:
    for places in ((), ("other",)):
        context = CodeContext.create(living_in(chez_lou(libraries["en"]), *places), libraries, [tongues["en"]], TODAY)
        said = write_evidence("md", context).decode()
        assert not [law.title for law in ETHICS["en"].laws if law.title in said]
        assert "Say in step 1 where your readers and customers live" in said


@pytest.mark.parametrize("places", [("eu",), ("uk",), ("ch",), ("us",), ("eu", "us")])
def test_a_finding_brings_the_law_of_the_places_alone(places: tuple[str, ...], tongues: dict[str, Language]) -> None:
    told = {"site-trackers": ("ad-pixel",), "comment-removal": ("negative",), "ai-used": ("pictures",)}
    draft = replace(chez_lou(LIBRARIES["en"]), chosen=(), facts=Facts({**told, PLACES: places}))
    names = {option.id: option.text for option in PLACE.options}
    found = {one.rule: one for one in check(ETHICS["en"], draft, TODAY)}
    assert ("K21" in found) == ("eu" in places or "uk" in places)  # elsewhere no yes is asked for
    assert ("K16" in found) == ("eu" in places)
    behind = {rule: laws_of_finding(ETHICS["en"], draft, one, tongues["en"]) for rule, one in found.items()}
    shown = {place.place for some in behind.values() for place in some}
    assert shown <= {names[place] for place in places}
    assert bool(behind["K30"]) == (places != ("ch",))


def test_visits_that_another_firm_counts_wait_for_a_yes_in_the_union_and_not_in_the_kingdom() -> None:
    for place, asked in (("eu", True), ("uk", False)):
        draft = replace(
            chez_lou(LIBRARIES["en"]),
            chosen=(),
            facts=Facts({"site-trackers": ("other-statistics",), PLACES: (place,)}),
        )
        assert any(one.rule == "K21" for one in check(ETHICS["en"], draft, TODAY)) == asked


def test_the_spreadsheet_keeps_every_law_in_columns(
    libraries: dict[str, Library], tongues: dict[str, Language]
) -> None:
    context = CodeContext.create(living_in(chez_lou(libraries["en"]), "eu"), libraries, [tongues["fr"]], TODAY)
    rows = list(csv.reader(write_evidence("csv", context).decode("utf-8-sig").splitlines(), delimiter=";"))
    some = [row for row in rows if any(cell.startswith("https://") for cell in row)]
    assert some
    assert all(len(row) == 6 and OFFICIAL.match(row[3]) for row in some)
