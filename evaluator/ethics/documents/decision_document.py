"""Outline the record of decisions on platforms: stay, stay with limits, or leave, by the same criteria for each.

The public page says what was decided and why; the private sheet also what is still open, what has to be ready before
leaving, and has room for two names. A platform without a decision stands on the private sheet only.
"""

from collections.abc import Iterator

from evaluator.assess.report import basis
from evaluator.assess.report_text import grade
from evaluator.content.models.platforms import PlatformFact, PlatformProfile
from evaluator.documents.blocks import Block, Field, Group, Heading, Outline, Table, text
from evaluator.ethics.documents.code_document import PURPOSE, business, foot, plain_sentence, short_business
from evaluator.ethics.documents.context import CodeContext
from evaluator.ethics.draft import Platform, text_in
from evaluator.ethics.wording import fact_answer
from evaluator.i18n.language import Language

DECISION, UNTIL, EXIT, SECOND = "account-decision", "account-day", "account-exit", "account-second"
PUBLIC = (
    PURPOSE, "account-for", "account-against", "account-limits", "account-elsewhere", "account-asked", UNTIL,
)  # fmt: skip
PRIVATE = (*PUBLIC[:-1], EXIT, UNTIL, SECOND)
SIZE = 1.15  # of the type
WIDTHS = (1.0, 2.4)
REGIONS = {"eu": "EU", "uk": "GB", "ch": "CH", "qc": "CA", "ca": "CA", "us": "US"}  # places of customers


def decisions_outline(context: CodeContext) -> Outline:
    """Outline the public page."""
    return _outline(context, internal=False)


def decisions_sheet_outline(context: CodeContext) -> Outline:
    """Outline the private sheet."""
    return _outline(context, internal=True)


def decided(context: CodeContext) -> tuple[Platform, ...]:
    """List the platforms that something was decided about."""
    return tuple(one for one in context.draft.platforms if one.facts.values(DECISION))


def _outline(context: CodeContext, *, internal: bool) -> Outline:
    first, mark = context.first, context.internal_mark if internal else context.mark
    blocks = context.in_each_language(lambda language, level: _record(context, language, level, internal), apart=True)
    name, day = short_business(context), context.day
    return Outline(_title(first, internal), name, first, day, blocks, foot(context, first), mark, SIZE)


def _title(language: Language, internal: bool) -> str:
    if internal:
        return language.gettext("Internal: our decisions on platforms")
    return language.gettext("Stay, stay with limits, or leave: our decisions on platforms")


def _record(context: CodeContext, language: Language, level: int, internal: bool) -> Iterator[Block]:
    name, title = business(context), _title(language, internal)
    if name and internal:
        title = language.gettext("%(name)s, internal: our decisions on platforms", name=name)
    elif name:
        title = f"{name}{language.dash}{title}"
    yield Heading(level, title)
    yield text(language.gettext("The same questions are asked about every platform."))
    platforms = context.draft.platforms if internal else decided(context)
    if not platforms:
        yield text(language.gettext("We have not decided on any platform yet."))
    for platform in platforms:
        yield Heading(level + 1, _headline(context, platform, language))
        yield Table(
            (language.gettext("Question"), language.gettext("Answer")),
            tuple(_rows(context, platform, language, internal)),
            widths=WIDTHS,
        )
        if internal:
            yield Group((Field(language.gettext("Decided by")), Field(language.gettext("Second signature"))))
    yield text(plain_sentence(language), "small")


def _headline(context: CodeContext, platform: Platform, language: Language) -> str:
    decision = platform.facts.text(DECISION)
    words = fact_answer(context.ethics(language), DECISION, decision, language)
    return f"{platform.name}{language.colon}{words[:1].lower()}{words[1:]}"


def _rows(context: CodeContext, platform: Platform, language: Language, internal: bool) -> Iterator[tuple[str, str]]:
    here, still_open = context.ethics(language), language.gettext("Still open")
    if context.draft.owner:
        yield language.gettext("Who decides?"), text_in(context.draft.owner, language.code) or still_open
    for fact_id in PRIVATE if internal else PUBLIC:
        fact = here.fact(fact_id)
        values = platform.facts.values(fact_id)
        answers = [_answer(context, fact_id, value, language) for value in values]
        if fact and (answers or internal):
            yield fact.text, language.semicolon.join(answers) or still_open
    yield language.gettext("What does our own report say?"), _report(context, platform, language)
    yield language.gettext("What is documented?"), _documented(context, platform, language)


def _answer(context: CodeContext, fact_id: str, value: str, language: Language) -> str:
    fact = context.ethics(language).fact(fact_id)
    if fact and fact.kind == "date":
        return language.loose_day(value)
    return fact_answer(context.ethics(language), fact_id, value, language)


def _report(context: CodeContext, platform: Platform, language: Language) -> str:
    if platform.assessment is None:
        return language.gettext("None was brought along.")
    report = basis(context.libraries[language.code], platform.assessment, context.today)
    return f"{grade(report.score, language)} ({language.day(report.day)})"


def _documented(context: CodeContext, platform: Platform, language: Language) -> str:
    """Say one documented fact for each of the four questions, the nearest place first, with source and day."""
    library = context.libraries[language.code]
    profile = library.profile(platform.name)
    if profile is None:
        return language.gettext("Nothing here; look for its own terms.")
    where = next((REGIONS[v] for v in context.draft.facts.values("customer-places") if v in REGIONS), None)
    found = []
    for dimension in library.questionnaire.dimensions:
        facts = (fact for question in dimension.questions for fact in profile.facts_for(question.id, where=where))
        fact = next((one for one in facts if profile.may_stand_beside_an_answer(one, context.today)), None)
        found += [_cited(profile, fact, language)] if fact else []
    return " ".join(found) or language.gettext("Nothing here; look for its own terms.")


def _cited(profile: PlatformProfile, fact: PlatformFact, language: Language) -> str:
    source, day = profile.sources_of(fact)[0], language.day(profile.day_of(fact))
    return f"{fact.says} ({source.title}{language.comma}{day})"
