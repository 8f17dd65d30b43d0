"""Every report leads to the platform's own pages, names no other platform, and offers nothing twice or to the wrong
reader: walked for all documented platforms in every language.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import product
from typing import Any
from unicodedata import normalize
from urllib.parse import urlsplit
from zipfile import ZipFile

import pytest

from evaluator.assess.answers import Answers, Assessment
from evaluator.assess.documents.formats import render
from evaluator.assess.report import Report, build_report
from evaluator.content.fact_words import old_menus, remarks
from evaluator.content.models.library import Library
from evaluator.content.models.platforms import PlatformProfile
from evaluator.content.models.types import EEA
from evaluator.i18n.language import languages
from tests.assess.reports import TODAY
from tests.conftest import ASKED_FOR, real_libraries

PLATFORMS = [profile.id for profile in real_libraries()["en"].profiles]
WITH_MANY = ("instagram", "tiktok", "snapchat", "youtube", "whatsapp", "discord", "facebook", "x")
LAWS = ("eur-lex.europa.eu", "www.legifrance.gouv.fr", "www.legislation.gov.uk")
WEAK = ("last", "middle")


@cache
def report_on(code: str, name: str, weak: str, **said: str) -> Report:
    library = real_libraries()[code]
    form = library.questionnaire
    given = {
        q.id: (q.options[-1] if weak == "last" else next(o for o in q.options if o.points <= form.scoring.weak)).id
        for q in form.questions
    }
    return build_report(library, Assessment(name, "full", Answers(given), situation=dict(said)), TODAY)


def reports(code: str, platform: str) -> Iterator[Report]:
    """Reports with every weak answer, for a person who said nothing, an adult and somebody under 18."""
    profile = profile_of(real_libraries()[code], platform)
    for weak, age in product(WEAK, (None, "adult", "minor")):
        yield report_on(code, profile.name, weak, **({"my-age": age} if age else {}))


def profile_of(library: Library, platform: str) -> PlatformProfile:
    return next(profile for profile in library.profiles if profile.id == platform)


def same_house(one: PlatformProfile, other: PlatformProfile) -> bool:
    """One company's services share pages and settings, so one may have to name the other."""
    return one.id == other.id or (one.owner.name is not None and one.owner.name == other.owner.name)


@pytest.mark.parametrize("code", ASKED_FOR)
@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_report_names_no_other_platform(code: str, platform: str) -> None:
    library = real_libraries()[code]
    profile = profile_of(library, platform)
    others = [each for each in library.profiles if not same_house(each, profile)]
    own = {name.casefold() for name in (profile.name, *profile.also, profile.owner.name or "")}
    names = [name for each in others for name in (each.name, *each.also) if name.casefold() not in own]
    pattern = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, names))})(?![\w-])")
    for report in reports(code, platform):
        told = render("txt", report, languages()[code]).decode()
        told = re.sub(r"<[^<>\s]*>", "", told)  # addresses may lead to a page of another name
        found = [told[max(0, match.start() - 50) : match.end() + 30] for match in pattern.finditer(told)]
        assert not found


@pytest.mark.parametrize("code", ASKED_FOR)
@pytest.mark.parametrize("platform", PLATFORMS)
def test_nothing_stands_twice_and_nothing_is_for_another_reader(code: str, platform: str) -> None:
    for report in reports(code, platform):
        ids = [action.id for finding in report.findings for action in (*finding.yours, *finding.others)]
        assert len(ids) == len(set(ids))
        assert len(report.faq) == len({entry.id for entry in report.faq})
        known = {each.deed.id for each in report.deeds}
        for action in (action for finding in report.findings for action in (*finding.yours, *finding.others)):
            assert not action.platforms or platform in action.platforms
            assert action.deed not in known
            assert set(action.audience) - {"business", "educator"}
            if report.assessment.situation.get("my-age") == "minor":
                assert "teen" in action.audience
                assert all(each.deed.minors for each in report.deeds)


@pytest.mark.parametrize("code", ASKED_FOR)
@pytest.mark.parametrize("platform", WITH_MANY)
def test_a_report_leads_to_five_places_of_the_platform(code: str, platform: str) -> None:
    for report in reports(code, platform):
        ways = {way for each in report.deeds for way in (each.deed.url, each.deed.path) if way}
        assert len(ways) >= 5
        assert report.deeds[0].deed.url or report.deeds[0].deed.path


FRENCH = re.compile(r"[/.?&=](fr|fr[-_]fr)([/?&.]|$)", re.IGNORECASE)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_french_reader_gets_french_pages_and_menus_or_is_told(platform: str) -> None:
    french = languages()["fr"]
    for deed in profile_of(real_libraries()["fr"], platform).deeds:
        said, (spoken, page), (tongue, path) = remarks(deed, french), deed.page("fr"), deed.menus("fr")
        assert (spoken == "en") == ("Page en anglais." in said)
        assert (bool(path) and tongue == "en") == ("Menu nommé comme en anglais." in said)
        if spoken == "fr":
            assert page
            assert FRENCH.search(page)
        assert deed.page("en")[1] == deed.url
        assert deed.menus("en")[1] == deed.path
        assert not {"Page in English.", "Menu named as in English."} & {*remarks(deed, languages()["en"])}


def test_the_eight_have_french_pages_and_five_say_their_menus_in_french() -> None:
    deeds = {name: profile_of(real_libraries()["fr"], name).deeds for name in WITH_MANY}
    assert all(any(deed.page("fr")[0] == "fr" for deed in those) for those in deeds.values())
    spoken = [name for name, those in deeds.items() if any(deed.menus("fr")[0] == "fr" for deed in those)]
    assert spoken == ["instagram", "youtube", "whatsapp", "facebook", "x"]


def test_menus_read_long_ago_carry_their_day() -> None:
    french = languages()["fr"]
    for profile in real_libraries()["fr"].profiles:
        for deed in profile.deeds:
            told = old_menus(profile, deed, TODAY, french)
            assert bool(told) == (bool(deed.path) and (TODAY - profile.day_of(deed)).days > 548)
    zoom = profile_of(real_libraries()["fr"], "zoom")
    (join,) = (deed for deed in zoom.deeds if deed.id == "who-may-join")
    assert old_menus(zoom, join, TODAY, french) == "Menu relevé\u00a0: 28 janvier 2022. Il a pu changer."
    assert "Menu relevé" in render("txt", report_on("fr", "Zoom", "last"), french).decode()


@pytest.mark.parametrize("ending", ["txt", "docx"])
def test_the_french_report_uses_them(ending: str) -> None:
    made = render(ending, report_on("fr", "X", "last"), languages()["fr"])
    told = made.decode() if ending == "txt" else ZipFile(BytesIO(made)).read("word/document.xml").decode()
    told = " ".join(told.replace("&gt;", ">").split())
    assert "Paramètres et confidentialité > Confidentialité et sécurité" in told
    assert "Menu nommé comme en anglais." in told


def test_what_betters_a_weak_answer_comes_first(libraries: dict[str, Library]) -> None:
    library = libraries["en"]
    helping = next(
        q for q in library.questionnaire.questions if q.id == "connect-contact"
    )  # Instagram tells how to choose who may write
    report = build_report(
        library, Assessment("Instagram", "full", Answers({helping.id: helping.options[-1].id})), TODAY
    )
    first, *_ = report.deeds
    assert first.kind.question == helping.id
    assert first.betters == helping


@pytest.mark.parametrize(("place", "code"), [("us", "US"), ("uk", "GB"), ("ca", "CA"), ("other", "world")])
def test_the_place_decides_what_is_offered(place: str, code: str) -> None:
    report = report_on("en", "Instagram", "last", **{"my-region": place})
    local = [action for action in report.actions if action.kind != "help-line" and action.countries]
    assert all(code in action.countries for action in local)
    assert all({code, "world"} & set(each.deed.where) for each in report.deeds)


@pytest.mark.parametrize("said", [{}, {"my-region": "eu"}, {"my-region": "other"}])
@pytest.mark.parametrize("platform", PLATFORMS)
def test_where_no_country_is_named_nothing_of_one_stands(platform: str, said: dict[str, str]) -> None:
    for action in report_on("fr", platform, "last", **said).actions:
        assert action.kind == "help-line" or not action.local, action.id


REGIONS = [option.id for option in real_libraries()["en"].questionnaire.situation_parts[0].options]


@pytest.mark.parametrize("region", REGIONS)
def test_the_authority_is_that_of_the_country(region: str) -> None:
    """A reader in Gent gets the authority of Belgium, not that of Lyon; who named no country gets the list of all."""
    form = real_libraries()["en"].questionnaire
    place = form.place({"my-region": region})
    report = report_on("en", "Instagram", "last", **{"my-region": region})
    for action in report.actions:
        assert action.kind == "help-line" or not action.countries or action.may_work_in(place), action.id
    complaints = {action.id for action in report.actions if action.kind == "complaint"}
    if region in AUTHORITIES:
        assert AUTHORITIES[region] in complaints
    elif place in EEA | {"EU"}:
        assert "find-data-authority" in complaints
    assert not {AUTHORITIES[other] for other in AUTHORITIES if other != region} & complaints


AUTHORITIES = {
    "be": "complain-apd-gba", "fr": "complain-cnil", "lu": "complain-cnpd", "ie": "complain-dpc",
    "ch": "complain-edoeb", "uk": "complain-ico", "us": "complain-ftc",
}  # fmt: skip


def test_help_lines_and_law_follow_the_same_choice(client: Any) -> None:
    form = real_libraries()["fr"].questionnaire
    hurt = next(q for q in form.questions if q.id == "civil-hurt").options[-1].id
    asked = f"/fr/report?platform=Instagram&civil-hurt={hurt}"
    belgian = client.get(f"{asked}&my-region=be", headers={"Accept-Language": "fr-FR"}).text
    assert belgian.index('<p class="place">Belgique</p>') > 0
    assert '<p class="place">France</p>' not in belgian
    assert '<p class="place">France</p>' in client.get(asked, headers={"Accept-Language": "fr-FR"}).text
    assert "2016/679" in client.get("/fr/letters/access?platform=Instagram&my-region=be").text
    assert "2016/679" in client.get("/fr/letters/access?platform=Instagram&my-region=no").text
    assert "2016/679" not in client.get("/fr/letters/access?platform=Instagram&my-region=ch").text
    snap = client.get("/en/letters/access?platform=Snapchat&my-region=us").text
    assert "dpo@snap.com" not in snap
    assert "dpo@snap.com" in client.get("/en/letters/access?platform=Snapchat&my-region=be").text


@pytest.mark.parametrize("code", ASKED_FOR)
def test_countries_are_listed_by_name_and_what_is_wider_last(code: str) -> None:
    part = real_libraries()[code].questionnaire.situation_parts[0]
    assert [each.id for each in part.listed][-2:] == ["eu", "other"]
    assert {each.id for each in part.listed} == set(part.choices) >= {"eu", "uk", "qc", "ca", "us", "other"}
    names = [each.text for each in part.listed][:-2]
    assert names == sorted(names, key=lambda name: normalize("NFKD", name).casefold())


def test_a_closed_service_gets_no_letter_and_says_so(libraries: dict[str, Library]) -> None:
    library = libraries["en"]
    closed = tuple(
        replace(each, status="closed", closed_on="2025-05-05") if each.id == "zoom" else each
        for each in library.profiles
    )
    form = library.questionnaire
    given = {q.id: q.options[place % 2].id for place, q in enumerate(form.questions)}
    assessment = Assessment("Zoom", "full", Answers(given))
    assert build_report(library, assessment, TODAY).score.grade
    report = build_report(replace(library, profiles=closed), assessment, TODAY)
    assert report.score.grade is None
    said = render("txt", report, languages()["en"]).decode().lower()
    assert "closed since 5 may 2025" in said
    assert "no letter: this service is closed" in said
    assert "not enough known yet" not in said


def test_no_law_stands_under_two_minutes(libraries: dict[str, Library]) -> None:
    for action in libraries["en"].actions:
        hosts = {urlsplit(address).hostname for address in action.links.values()}
        assert action.effort != "2-min" or hosts.isdisjoint(LAWS)


@pytest.mark.parametrize("code", ASKED_FOR)
@pytest.mark.parametrize("ending", ["md", "docx"])
def test_a_document_leads_to_the_letters_for_the_platform_and_the_place(code: str, ending: str) -> None:
    report = report_on(code, "Instagram", "last", **{"my-region": "uk"})
    made = render(ending, report, languages()[code], f"https://example.org/{code}/report?platform=Instagram")
    told = ZipFile(BytesIO(made)).read("word/_rels/document.xml.rels").decode() if ending == "docx" else made.decode()
    told = told.replace("&amp;", "&")
    for letter in ("access", "objection", "erasure"):
        assert f"https://example.org/{code}/letters/{letter}?platform=Instagram&my-region=uk" in told


def test_a_document_that_knows_no_address_names_no_letter() -> None:
    told = render("txt", report_on("en", "Instagram", "last"), languages()["en"]).decode()
    assert "A letter to the company" not in told
