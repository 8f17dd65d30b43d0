"""What is documented about platforms: loading, choosing what holds for a person, and every fault."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
import yaml

from evaluator.content import check, load
from evaluator.content.models.platforms import PlatformProfile, first_day
from evaluator.content.models.types import distance
from evaluator.i18n.language import started
from evaluator.settings import folder

HERE = Path(__file__).parent.parent
LIBRARIES = load(folder("questions"), started())
LIBRARY = LIBRARIES["en"]
TODAY = date(2026, 11, 30)
FACTS = [(profile, fact) for profile in LIBRARY.profiles for fact in profile.facts]
DEEDS = [(profile, deed) for profile in LIBRARY.profiles for deed in profile.deeds]
BIG = ["instagram", "tiktok", "snapchat", "youtube", "whatsapp", "discord", "facebook", "x"]
Edit = Callable[[dict[str, Any]], object]


def profile(name: str) -> PlatformProfile:
    found = LIBRARY.profile(name)
    assert found is not None
    return found


def test_what_was_promised_is_there() -> None:
    assert len(LIBRARY.profiles) >= 30
    assert sum(1 for _, fact in FACTS if fact.option) >= 250
    assert len(DEEDS) >= 150


def test_every_fact_has_source_day_and_place() -> None:
    for owner, fact in FACTS:
        assert owner.sources_of(fact), (owner.id, fact.id)
        assert fact.where, (owner.id, fact.id)
        assert owner.day_of(fact) <= TODAY, (owner.id, fact.id)


def test_the_median_fact_is_younger_than_eighteen_months() -> None:
    ages = sorted((TODAY - owner.day_of(fact)).days for owner, fact in FACTS)
    assert ages[len(ages) // 2] < 548


@pytest.mark.parametrize("name", ["instagram", "Insta", "INSTAGRAM", " ig "])
def test_any_name_that_people_type_finds_a_platform(name: str) -> None:
    assert profile(name).id == "instagram"


def test_an_unknown_name_finds_nothing() -> None:
    assert LIBRARY.profile("Mill Lane") is None


def test_the_first_page_still_suggests_every_name() -> None:
    assert {"Instagram", "Duolingo", "YouTube"} <= set(LIBRARY.platforms)
    assert list(LIBRARY.platforms) == sorted(LIBRARY.platforms, key=str.casefold)


@pytest.mark.parametrize(
    ("where", "place", "near"),
    [
        (("NL",), "NL", 0), (("EU",), "NL", 1), (("EU", "NL"), "NL", 0), (("world",), "NL", 2),
        (("EU",), "US", None), (("US",), "EU", None), (("EU",), "EU", 0), (("EU",), "GB", None),
    ],
)  # fmt: skip
def test_a_fact_of_another_place_is_never_near(where: tuple[str, ...], place: str, near: int | None) -> None:
    assert distance(where, place) == near


def test_the_nearest_place_comes_first() -> None:
    feeds = profile("instagram").facts_for("connect-choice", where="NL")
    assert [fact.where for fact in feeds][:2] == [("NL",), ("EU",)]
    assert all("NL" not in fact.where for fact in profile("instagram").facts_for("connect-choice", where="FR"))


def test_age_and_plan_rule_out_what_does_not_fit_them() -> None:
    teen = profile("tiktok").facts_for("data-use", where="EU", age="teen")
    assert {fact.age for fact in teen} <= {None, "teen"}
    free = profile("telegram").facts_for("data-use", plan="free")
    assert {fact.plan for fact in free} <= {None, "free"}


def test_a_minor_gets_no_deed_that_is_nothing_for_minors() -> None:
    assert profile("tinder").deeds_for()
    assert [deed.id for deed in profile("tinder").deeds_for(minor=True)] == ["report"]


def test_a_deed_of_the_union_is_not_offered_elsewhere() -> None:
    here, there = (profile("x").deeds_for(where=place) for place in ("FR", "US"))
    assert {deed.id for deed in here} - {deed.id for deed in there} == {"report"}


@pytest.mark.parametrize("name", BIG)
def test_the_big_ones_offer_five_links_or_paths_of_their_own(name: str) -> None:
    assert len(profile(name).deeds_for(where="FR")) >= 5


@pytest.mark.parametrize(("text", "day"), [("2026", "2026-01-01"), ("2025-08", "2025-08-01"), ("2025-08-28",) * 2])
def test_a_month_or_a_year_stands_for_its_first_day(text: str, day: str) -> None:
    assert first_day(text) == date.fromisoformat(day)


def test_french_says_every_fact_in_french() -> None:
    for english, french in zip(LIBRARY.profiles, LIBRARIES["fr"].profiles, strict=True):
        assert english.id == french.id
        for one, other in zip(english.facts, french.facts, strict=True):
            assert one.says != other.says
            assert one.option == other.option


def test_no_deed_leads_to_another_platform() -> None:
    """A report on Instagram names no TikTok page."""
    names = {other.id: other.name.casefold().replace(" ", "") for other in LIBRARY.profiles if len(other.name) > 4}
    meta = {"instagram", "facebook", "threads", "messenger", "whatsapp"}
    for owner, deed in DEEDS:
        host = (deed.url or "").partition("://")[2].partition("/")[0]
        for other, name in names.items():
            assert name not in host or other == owner.id or {other, owner.id} <= meta, (owner.id, deed.url)


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A small folder about playgrounds, with two of them documented."""
    made = tmp_path / "town"
    copytree(HERE / "mini", made)
    return copytree(HERE / "mini_platforms", made, dirs_exist_ok=True)


def _change(edit: Edit, file: Path) -> None:
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    edit(data)
    file.write_text(json.dumps(data), encoding="utf-8")  # JSON is YAML without anchors


def _add(part: str, **changes: Any) -> Edit:
    return lambda data: data[part].append(data[part][0] | changes)


def _set(part: str, **changes: Any) -> Edit:
    return lambda data: data[part][0].update(changes)


FAULTS: dict[str, tuple[Edit, str]] = {
    "another id": (lambda d: d.update(id="mil"), "must be the file's name, 'old-mill'"),
    "a name twice": (lambda d: d.update(also=["the hill"]), "leads to 'hill' already"),
    "an unknown kind": (lambda d: d.update(kind="play-ground"), "did you mean 'playground'?"),
    "an unknown deed": (_set("deeds", id="ask-watr"), "did you mean 'ask-water'?"),
    "a deed twice": (_add("deeds"), "id 'ask-water' stands twice"),
    "an unknown question": (_set("facts", question="place-watr"), "did you mean 'place-water'?"),
    "an unknown option": (_set("facts", option=["taps"]), "no option of place-water 'taps'; did you mean 'tap'?"),
    "an option twice": (_set("facts", option=["tap", "tap"]), "option 'tap' stands twice"),
    "an unknown source": (_set("facts", source=["rule"]), "did you mean 'rules'?"),
    "no source": (_set("facts", source=[]), "has 0 entries; it needs 1"),
    "no place": (_set("facts", where=[]), "has 0 entries; it needs 1"),
    "a place in words": (
        _set("facts", where=["Europe"]),
        "must be a two-letter country code such as FR, EU or world",
    ),
    "no day": (lambda d: d["sources"][0].pop("date"), "'date' is missing; add it"),
    "a day to come": (_set("sources", date="2099-01-01"), "lies in the future"),
    "an address that moves": (_set("sources", url="https://github.com/town/rules.md"), "is not pinned"),
    "no licence": (lambda d: d["sources"][0].pop("licence"), "name its licence"),
    "an unknown licence": (_set("sources", licence="MITT"), "did you mean 'MIT'?"),
    "a source for nothing": (_add("sources", id="spare"), "nothing rests on the source 'spare'"),
    "closed without a day": (lambda d: d.update(status="closed"), "a closed platform has closed_on"),
    "a deed that leads nowhere": (lambda d: d["deeds"][0].pop("url"), "leads nowhere"),
    "no address to write to": (_set("deeds", email="the gate"), "must be an address to write to"),
    "a translation of nothing": (_set("deeds", translations=[{"language": "fr"}]), "says nothing"),
    "a translation into its own language": (
        _set("deeds", translations=[{"language": "en", "path": "Gate", "path_seen": "guides"}]),
        "language of the deed",
    ),
    "an unchecked address": (_set("deeds", translations=[{"language": "fr", "url": "https://a.example/fr"}]), "seen"),
    "unread menus": (_set("deeds", translations=[{"language": "fr", "path": "La porte"}]), "path_seen"),
    "linked from nowhere": (
        _set("deeds", translations=[{"language": "fr", "url": "https://a.example/fr", "seen": "linked"}]),
        "names no source",
    ),
    "an unknown source of a translation": (
        _set(
            "deeds",
            translations=[{"language": "fr", "url": "https://a.example/fr", "seen": "linked", "source": ["x"]}],
        ),
        "no source 'x'",
    ),
    "a long sentence": (_set("facts", says="a" * 201), "is too long; at most 200 characters"),
    "a fact twice": (_add("facts"), "id 'place-water' stands twice"),
    "nobody behind it": (lambda d: d["owner"].pop("name"), "names nobody"),
}


@pytest.mark.parametrize("wrong", FAULTS)
def test_every_fault_is_named(wrong: str, town: Path) -> None:
    edit, said = FAULTS[wrong]
    _change(edit, town / "platforms/old-mill.yaml")
    assert any(said in fault.message for fault in check(town, started())), check(town, started())


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (_set("deeds", question="place-watr"), "did you mean 'place-water'?"),
        (_set("corrections", platform="old-mil"), "did you mean 'old-mill'?"),
    ],
)
def test_faults_of_what_they_refer_to_are_named(edit: Edit, said: str, town: Path) -> None:
    _change(edit, town / "documented/terms.yaml")
    (fault,) = check(town, started())
    assert said in fault.message


def test_platforms_need_what_they_refer_to(town: Path) -> None:
    (town / "documented/terms.yaml").unlink()
    (fault,) = check(town, started())
    assert "documented/terms.yaml" in fault.message


def test_a_suggested_name_with_a_file_of_its_own_is_a_fault(town: Path) -> None:
    with (town / "platforms.yaml").open("a", encoding="utf-8") as file:
        file.write('- "the mill"\n')
    (fault,) = check(town, started())
    assert fault.file == "platforms.yaml"
    assert "platforms/old-mill.yaml" in fault.message


def test_a_question_that_cannot_be_read_brings_no_fault_into_facts(town: Path) -> None:
    (town / "rubric/place-water.yaml").write_text("id: [", encoding="utf-8")
    assert {fault.file for fault in check(town, started())} == {"rubric/place-water.yaml"}


def test_names_of_documented_platforms_are_suggested_too(town: Path) -> None:
    library = load(town, started())["en"]
    assert library.platforms == ("Mill Lane", "Old Mill", "The Hill", "The park behind the school")


def test_a_closed_platform_keeps_its_day(town: Path) -> None:
    hill = load(town, started())["en"].profile("the hill")
    assert hill is not None
    assert (hill.status, hill.closed_on, hill.owner.name) == ("closed", "2025-05-05", None)


def test_a_fact_is_as_old_as_its_oldest_source(town: Path) -> None:
    mill = load(town, started())["en"].profile("Old Mill")
    assert mill is not None
    water = mill.facts_for("place-water")[0]
    assert mill.day_of(water) == date(2025, 8, 1)
    assert not mill.is_fresh(water, date(2026, 3, 3))
    assert mill.may_stand_beside_an_answer(water, date(2027, 1, 1))
    assert not mill.may_stand_beside_an_answer(water, date(2027, 3, 1))


def test_a_folder_without_platforms_stays_whole() -> None:
    library = load(HERE / "mini", started())["en"]
    assert library.profiles == ()
    assert library.documented is None
