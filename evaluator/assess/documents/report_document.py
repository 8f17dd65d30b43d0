"""A report as an outline, whole or shortened: every word and figure of it, for all written formats."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from urllib.parse import urlencode, urljoin

from evaluator.assess import report_text, shelf_text
from evaluator.assess.answers import Note
from evaluator.assess.leads import Deed
from evaluator.assess.report import Finding, FindOut, Line, Report
from evaluator.assess.scoring import tenths
from evaluator.content.fact_words import limits, old_menus, remarks
from evaluator.content.helplines import HelpCountry, help_countries
from evaluator.content.models.library import Action, FaqEntry
from evaluator.content.models.platforms import PlatformFact
from evaluator.content.topic import topic
from evaluator.documents.blocks import (
    Block,
    Bullets,
    Heading,
    Link,
    Outline,
    Paragraph,
    Scale,
    Scales,
    Span,
    Table,
    text,
)
from evaluator.i18n.language import Language


@dataclass(frozen=True)
class Length:
    """How much is told: None is all of it. What is left out stands in the table of answers all the same."""

    findings: int | None = None
    deeds: int | None = None
    otherwise: int | None = None
    faq: int | None = None
    actions: int | None = None
    others: int | None = None
    strengths: int | None = None
    find_out: int | None = None
    help_lines: int | None = None  # of each country


WHOLE = Length()
# Two or three pages are read, ten are not: what is printed is told at the first of these lengths that fits.
SHORT = Length(findings=3, deeds=5, otherwise=3, faq=1, actions=2, others=1, strengths=3, find_out=3, help_lines=5)
SHORTER = replace(SHORT, findings=2, deeds=4, otherwise=2, find_out=2, help_lines=4)
SHORTEST = replace(SHORTER, findings=1, deeds=3, otherwise=1, find_out=1, strengths=1)
LENGTHS = (SHORT, SHORTER, SHORTEST)


def report_outline(report: Report, language: Language, address: str, length: Length = WHOLE) -> Outline:
    """Return the report, whole or shortened."""
    title = language.gettext("Report on %(platform)s", platform=report_text.platform(report, language))
    parts: Sequence[Iterator[Block]] = (
        _result(report, title, language),
        _decision(report, language),
        _deeds(report, language, length),
        _letters(report, language, address),
        _otherwise(report, language, length),
        _earlier(report, language),
        _documented(report, language),
        _lights(report, language) if report.questionnaire.quick else _dimensions(report, language),
        _findings(report, language, length, address),
        _strengths(report, language, length),
        _find_out(report, language, length),
        _changes(report, language),
        _criteria(report, language),
        _help_lines(report, language, length),
        _answers(report, language),
        _notes(report, language),
        _end(report, language, address),
    )
    site = topic(report.questionnaire, language).signature
    return Outline(title, site, language, report.day, tuple(block for part in parts for block in part))


def _result(report: Report, title: str, language: Language) -> Iterator[Block]:
    yield Heading(1, title)
    yield text(language.day(report.day), "small")
    for each in report.assessment.left_out:
        said = report_text.left_out(each, report.questionnaire, language)
        yield text(" ".join(filter(None, said)), "small")
    for sentence in report_text.situation(report, language):
        yield text(sentence, "small")
    if report.questionnaire.quick:
        yield text(report_text.lights(report, language), "lead")
    else:
        words = report_text.grade_words(report.questionnaire, report.score, language, harm=bool(report.help_lines))
        yield text(f"{report_text.grade(report.score, language)}{language.dash}{words}", "lead")
        yield text(report_text.score_range(report.score, language))
    yield text(report_text.coverage(report.score, language))
    last = (
        report_text.near(report, language),
        report_text.noise(report, language),
        report_text.provenance(report, language),
    )
    remarks = (*report_text.missing(report, language), *report_text.held(report, language), *filter(None, last))
    if remarks:
        yield Bullets(tuple((remark,) for remark in remarks))
    mine = report_text.personal(report, language)
    if mine:
        yield text(mine)


def _decision(report: Report, language: Language) -> Iterator[Block]:
    """Return what the owner decided, which no link holds."""
    sentences = shelf_text.decision_sentences(report, language)
    if sentences:
        yield Heading(2, language.gettext("My decision"))
        yield text(sentences[0], "lead")
        yield from map(text, sentences[1:])


def _deeds(report: Report, language: Language, length: Length) -> Iterator[Block]:
    """Return what can be done on the platform itself."""
    if report.profile and report.deeds:
        yield Heading(2, language.gettext("What you can do on %(platform)s", platform=report.profile.name))
        yield Bullets(tuple(_deed(each, report, language) for each in report.deeds[: length.deeds]))


def _letters(report: Report, language: Language, address: str) -> Iterator[Block]:
    """Lead to the letters about one's data, for this platform and place, where the program knows its own address."""
    if not (address and report.profile and report.letters):
        return
    said = urlencode({"platform": report.profile.name, **report.region})
    links = [Link(letter.name, urljoin(address, f"letters/{letter.id}?{said}")) for letter in report.letters]
    between = [" " if place == 0 else " · " for place in range(len(links))]
    parted = tuple(span for pair in zip(between, links, strict=True) for span in pair)
    yield Paragraph((language.gettext("A letter to the company:"), *parted))


def _deed(each: Deed, report: Report, language: Language) -> tuple[Span, ...]:
    deed = each.deed
    (_, page), (_, path) = deed.page(language.code), deed.menus(language.code)
    old = old_menus(report.profile, deed, report.day, language) if report.profile else ""
    address = page or (f"mailto:{deed.email}" if deed.email else "")
    words = [word for word in (path, deed.email, *remarks(deed, language, here=report.placed), old) if word]
    if not address:
        return (each.kind.name, *(f"{' ' if place else language.colon}{word}" for place, word in enumerate(words)))
    return (Link(each.kind.name, address), *(f" {word}" for word in words))


def _otherwise(report: Report, language: Language, length: Length) -> Iterator[Block]:
    """Return the answers of which a source says otherwise, with what it says."""
    profile = report.profile
    if not report.otherwise or profile is None:
        return
    yield Heading(2, language.gettext("Where a source says otherwise"))
    for line, whose in report.otherwise[: length.otherwise]:
        yield Heading(3, line.question.text)
        yield text(language.gettext("You said: %(answer)s", answer=report_text.answer(line, language)))
        yield Bullets(tuple(_fact(fact, report, language) for fact in whose.facts))


def _fact(fact: PlatformFact, report: Report, language: Language) -> tuple[Span, ...]:
    sources = report.profile.sources_of(fact) if report.profile else ()
    said = f"{report_text.source_says(fact, report, language)} {' '.join(limits(fact, language))}"
    return (said, *(part for source in sources for part in (" ", Link(source.title, source.url))))


def _criteria(report: Report, language: Language) -> Iterator[Block]:
    if report.criteria:
        yield Heading(2, language.gettext("How to choose one of this kind"))
        page = Link(report.criteria.title, report.criteria.url)
        yield Paragraph((f"{report.criteria.text} ", page, f" {language.loose_day(report.criteria.date)}"))


def _earlier(report: Report, language: Language) -> Iterator[Block]:
    """Return what an earlier method said, and what became of its answers."""
    history = report_text.earlier(report, language)
    if history:
        yield Heading(2, language.gettext("This link is older than the questions"))
        yield Bullets(tuple((sentence,) for sentence in history))


def _documented(report: Report, language: Language) -> Iterator[Block]:
    """Return what documents say where only a person who uses it could say the rest."""
    if not report.documented:
        return
    yield Heading(2, language.gettext("What can be documented"))
    for part in report.documented:
        word = report_text.documented_word(part, language)
        yield Heading(3, f"{part.dimension.name}{language.colon}{word}")
        if part.light is None:
            yield Bullets(tuple((f"{question.text} {option.text}",) for question, option in part.answers))
    asked = " ".join(question.text for question in report.own_core)
    yield text(f"{report_text.documented_end(report, language)} {asked}")


def _dimensions(report: Report, language: Language) -> Iterator[Block]:
    yield Heading(2, language.gettext("The dimensions"))
    yield Scales(
        tuple(
            Scale(
                id=part.dimension.id,
                label=part.dimension.name,
                words=report_text.dimension(part, language),
                score=tenths(part.score) if part.applies and part.score is not None else None,
                low=tenths(part.low) if part.applies else 0.0,
                high=tenths(part.high) if part.applies else 0.0,
            )
            for part in report.score.dimensions
        )
    )


def _lights(report: Report, language: Language) -> Iterator[Block]:
    yield Heading(2, language.gettext("The lights"))
    head = (language.gettext("Dimension"), language.gettext("Light"), language.gettext("Your answer"))
    unknown = language.gettext("not known")
    yield Table(
        head,
        tuple(
            (
                shown.dimension.name,
                shown.light.words if shown.light else unknown,
                report_text.answer(shown.line, language),
            )
            for shown in report.lights
        ),
    )


def _findings(report: Report, language: Language, length: Length, address: str) -> Iterator[Block]:
    if not report.findings:
        return
    yield Heading(2, language.gettext("What to look at"))
    for finding in report.findings[: length.findings]:
        yield from _finding(finding, language, length, address)
    rest = report.findings[length.findings :] if length.findings is not None else ()
    if rest:
        yield Heading(3, language.gettext("Also weak, and one thing you can do"))
        yield Bullets(tuple(_briefly(finding, language) for finding in rest))


def _briefly(finding: Finding, language: Language) -> tuple[Span, ...]:
    first = [Link(action.title, action.link(language.code)[1]) for action in finding.yours[:1]]
    return (f"{finding.question.text} ", *first)


def _finding(finding: Finding, language: Language, length: Length, address: str) -> Iterator[Block]:
    yield Heading(3, finding.question.text)
    given = language.gettext("You answered: %(answer)s", answer=finding.option.text)
    yield text(f"{given} ({report_text.cost(finding.cost, language)})")
    yield text(f"{finding.option.reason} {finding.question.why}")
    for entry in finding.faq[: length.faq]:
        yield Paragraph((_entry(entry, address), f" {entry.short}"))
    if finding.yours:
        yield text(language.gettext("What you can do"))
        yield Bullets(tuple(_action(action, language) for action in finding.yours[: length.actions]))
    if finding.others:
        yield text(language.gettext("Ask the company or law-makers"))
        yield Bullets(tuple(_action(action, language) for action in finding.others[: length.others]))


def _entry(entry: FaqEntry, address: str) -> Span:
    """Return the question of an entry; it leads to its page where the program knows its own address."""
    return Link(entry.question, urljoin(address, f"faq/{entry.id}")) if address else entry.question


def _action(action: Action, language: Language) -> tuple[Span, ...]:
    _, url = action.link(language.code)
    return (Link(action.title, url), f"{language.dash}{action.gives}")


def _help_lines(report: Report, language: Language, length: Length) -> Iterator[Block]:
    if not report.help_lines:
        return
    found = help_countries(report.help_lines, language, report.country or "")
    countries = [country for country in found if country.spoken or country.near]
    yield Heading(2, language.gettext("If someone was hurt"))
    if not (found[0].near and found[0].emergency):
        yield text(language.gettext("If a life is in danger now, call the emergency number of your country."))
    yield Bullets(tuple(_help_country(country, language, length) for country in countries))


def _help_country(country: HelpCountry, language: Language, length: Length) -> tuple[Span, ...]:
    """Write one country as a line: the emergency number first, then who answers in the language."""
    lines = [line for line in country.lines if line.speaks(language.code)][: length.help_lines]
    spans: list[Span] = [f"{country.name or language.gettext('Any country')}{language.colon}"]
    for line in lines:
        number = "" if not line.phone or line.phone in line.title else f" {line.phone}"
        who = line.title if line.reported else Link(line.title, line.link(language.code)[1])
        spans += [who, f"{number}{language.semicolon}"]
    return (*spans[:-1], str(spans[-1]).removesuffix(language.semicolon))


def _strengths(report: Report, language: Language, length: Length) -> Iterator[Block]:
    if report.strengths:
        yield Heading(2, language.gettext("What speaks for it"))
        strongest = report.strengths[: length.strengths]
        yield Bullets(tuple((f"{strength.question.text} {strength.option.text}",) for strength in strongest))


def _find_out(report: Report, language: Language, length: Length) -> Iterator[Block]:
    if report.find_out:
        yield Heading(2, language.gettext("What to find out next"))
        steps = report.find_out[: length.find_out]
        yield Bullets(tuple((_step(step, language),) for step in steps))


def _step(step: FindOut, language: Language) -> str:
    guide = " ".join(step.question.find_out)
    return f"{step.question.text} {guide} {report_text.narrows(step.narrows_by, language)}"


def _changes(report: Report, language: Language) -> Iterator[Block]:
    if report.changes and not report.questionnaire.quick:
        yield Heading(2, language.gettext("What would change the grade"))
        yours = language.gettext("A setting of yours can bring this about.")
        yield Bullets(
            tuple(
                (
                    f"{step.question.text} {step.better.text}{language.colon}{report_text.change(step, language)}."
                    + (f" {yours}" if step.option.setting else ""),
                )
                for step in report.changes
            )
        )


def _answers(report: Report, language: Language) -> Iterator[Block]:
    yield Heading(2, language.gettext("All answers"))
    yield _table_of_answers(report, language)
    yield text(
        language.gettext(
            "Costs: the points of the score that the best answer would add. Leaves open: by how many points an "
            "answer would narrow the range."
        ),
        "small",
    )


def _table_of_answers(report: Report, language: Language) -> Table:
    """Return every answer with its points; what it costs and what it leaves open, where any answer does."""
    columns = {
        language.gettext("Costs"): {finding.question.id: finding.cost for finding in report.findings},
        language.gettext("Leaves open"): {step.question.id: step.narrows_by for step in report.find_out},
    }
    used = {head: figures for head, figures in columns.items() if figures}
    whose = [language.gettext("Whose it is")] if report.provenance and report.profile else []
    texts = (language.gettext("Question"), language.gettext("Your answer"), *whose)
    head = (*texts, language.gettext("Points"), *used)
    rows = tuple(
        (
            line.question.text,
            report_text.answer(line, language),
            *(report_text.whose(line, report, language) for _ in whose),
            str(line.option.points) if line.option else "–",
            *(_figure(figures.get(line.question.id), language) for figures in used.values()),
        )
        for line in report.lines
    )
    widths = (1.25, 1, *(0.7 for _ in whose), *(0 for _ in head[len(texts) :]))
    return Table(head, rows, numbers=tuple(range(len(texts), len(head))), widths=widths)


def _notes(report: Report, language: Language) -> Iterator[Block]:
    """Return what the owner remarks on single answers, in the order asked."""
    noted = [(line, report.notes[line.question.id]) for line in report.lines if line.question.id in report.notes]
    if noted:
        yield Heading(2, language.gettext("Notes and sources"))
        yield Bullets(tuple(_note(line, note) for line, note in noted))


def _note(line: Line, note: Note) -> tuple[Span, ...]:
    address = note.source if "://" in note.source else f"https://{note.source}"
    source = (" ", Link(note.source, address)) if note.source else ()
    return (f"{line.question.text} {note.text}".rstrip(), *source)


def _figure(value: Fraction | None, language: Language) -> str:
    return "" if value is None else report_text.figure(value, language)


def _end(report: Report, language: Language, address: str) -> Iterator[Block]:
    yield text(report_text.opinion(report, language), "small")
    old = report_text.due_again(report, language)
    if old:
        yield text(old, "small")
    title, method = topic(report.questionnaire, language).title, report.questionnaire.scoring.method
    yield text(language.gettext("Scored by %(title)s, method %(method)s.", title=title, method=method), "small")
    if address:
        yield Paragraph((Link(language.gettext("Open this report again"), address),), "small")
