"""Every report leads to the platform's own pages, names no other platform, and offers nothing twice or to the wrong
reader: walked for all documented platforms in every language.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import product
from urllib.parse import urlsplit

import pytest

from evaluator.assess.answers import Answers, Assessment
from evaluator.assess.documents.formats import render
from evaluator.assess.report import Report, build_report
from evaluator.content.models.library import Library
from evaluator.content.models.platforms import PlatformProfile
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


def test_in_the_union_what_serves_in_a_member_may_stand(libraries: dict[str, Library]) -> None:
    action = next(action for action in libraries["en"].actions if action.id == "complain-cnil")
    assert action.may_work_in("EU")
    assert not action.may_work_in("GB")


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
    assert "closed since 5 May 2025" in render("txt", report, languages()["en"]).decode()


def test_no_law_stands_under_two_minutes(libraries: dict[str, Library]) -> None:
    for action in libraries["en"].actions:
        hosts = {urlsplit(address).hostname for address in action.links.values()}
        assert action.effort != "2-min" or hosts.isdisjoint(LAWS)
