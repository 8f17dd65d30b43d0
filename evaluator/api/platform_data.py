"""What is documented about platforms, in the shapes that are published."""

from evaluator.api.shapes import (
    FactSourceData,
    MinimumAgeData,
    OwnerData,
    PlatformData,
    PlatformDeedData,
    PlatformFactData,
    PlatformsData,
)
from evaluator.content.models.library import Library
from evaluator.content.models.platforms import (
    DeedKind,
    MinimumAge,
    PlatformDeed,
    PlatformFact,
    PlatformOwner,
    PlatformProfile,
    PlatformSource,
)
from evaluator.i18n.language import Language


def platforms(library: Library, _: Language) -> PlatformsData:
    """Give every platform with its facts and deeds."""
    kinds = library.documented.deed if library.documented else {}
    return {
        "language": library.language,
        "platforms": [_platform(profile, dict(kinds)) for profile in library.profiles],
    }


def _platform(profile: PlatformProfile, kinds: dict[str, DeedKind]) -> PlatformData:
    return {
        "id": profile.id,
        "name": profile.name,
        "also": list(profile.also),
        "site": profile.site,
        "kind": profile.kind,
        "status": profile.status,
        "closed_on": profile.closed_on,
        "owner": _owner(profile, profile.owner),
        "minimum_age": [_age(profile, each) for each in profile.minimum_age],
        "facts": [_fact(profile, fact) for fact in profile.facts],
        "deeds": [_deed(profile, deed, kinds[deed.id]) for deed in profile.deeds],
    }


def _fact(profile: PlatformProfile, fact: PlatformFact) -> PlatformFactData:
    return {
        "id": fact.id,
        "question": fact.question,
        "option": list(fact.option),
        "says": fact.says,
        "where": list(fact.where),
        "plan": fact.plan,
        "age": fact.age,
        "surprise": fact.surprise,
        "source": _source(profile.sources_of(fact)[0]),
        "sources": [_source(source) for source in profile.sources_of(fact)],
    }


def _deed(profile: PlatformProfile, deed: PlatformDeed, kind: DeedKind) -> PlatformDeedData:
    return {
        "id": deed.id,
        "name": kind.name,
        "question": kind.question,
        "url": deed.url,
        "path": deed.path,
        "email": deed.email,
        "device": deed.device,
        "where": list(deed.where),
        "note": deed.note,
        "minors": deed.minors,
        "sources": [_source(source) for source in profile.sources_of(deed)],
    }


def _age(profile: PlatformProfile, each: MinimumAge) -> MinimumAgeData:
    return {
        "where": list(each.where),
        "age": each.age,
        "note": each.note,
        "source": _source(profile.source[each.source]),
    }


def _owner(profile: PlatformProfile, owner: PlatformOwner) -> OwnerData:
    return {
        "name": owner.name,
        "country": owner.country,
        "note": owner.note,
        "source": _source(profile.source[owner.source]),
    }


def _source(source: PlatformSource) -> FactSourceData:
    return {"title": source.title, "url": source.url, "date": source.date}
