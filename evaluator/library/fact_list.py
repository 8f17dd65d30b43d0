"""What is documented about a platform, as plain text for a terminal."""

from collections.abc import Iterator
from datetime import date

from evaluator.content.models.library import Library
from evaluator.content.models.platforms import PlatformDeed, PlatformFact, PlatformProfile, PlatformSource
from evaluator.i18n.language import Language


def fact_list(
    profile: PlatformProfile,
    library: Library,
    language: Language,
    today: date,
    *,
    where: str | None = None,
    age: str | None = None,
    plan: str | None = None,
) -> Iterator[str]:
    """Give the lines on a platform: what it is, its facts by question, then its deeds; nearest place first."""
    _ = language.gettext
    yield profile.name
    if profile.status == "closed":
        yield _("Closed: %(day)s", day=profile.closed_on)
    for question in library.questionnaire.questions:
        facts = profile.facts_for(question.id, where=where, age=age, plan=plan)
        if not facts:
            continue
        texts = {option.id: option.text for option in question.options}
        yield ""
        yield f"{question.text} ({question.id})"
        for fact in facts:
            yield f"  {fact.says} [{_limits(fact)}]"
            yield from (f"    = {texts[option]} ({option})" for option in fact.option)
            yield from _sources(profile.sources_of(fact), language)
            if not profile.is_fresh(fact, today):
                yield f"    ! {_('Older than six months: check it.')}"
    deeds = profile.deeds_for(where=where, minor=age in ("teen", "child"))
    if deeds and library.documented:
        yield ""
        for deed in deeds:
            yield f"{library.documented.deed[deed.id].name} ({deed.id})"
            yield from (f"  {line}" for line in _ways(deed))
            yield from _sources(profile.sources_of(deed), language)


def _limits(fact: PlatformFact) -> str:
    return ", ".join([*fact.where, *filter(None, (fact.age, fact.plan))])


def _ways(deed: PlatformDeed) -> Iterator[str]:
    yield from filter(None, (deed.url, deed.path, deed.email, deed.note))


def _sources(sources: tuple[PlatformSource, ...], language: Language) -> Iterator[str]:
    for source in sources:
        yield f"    {source.title}{language.comma}{source.date}{language.colon}{source.url}"
