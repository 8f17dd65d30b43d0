"""What a step of the wizard sends: the draft that travels along, and the fields of the step laid over it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from flask import g, request

from evaluator.assess.answers import Assessment
from evaluator.content.models.ethics import Ethics
from evaluator.ethics import draft_file_messages
from evaluator.ethics.draft import ChosenPromise, Draft, Platform
from evaluator.ethics.draft_file import MAX_BYTES, load_draft
from evaluator.ethics.imported_reports import ImportedReports, import_reports
from evaluator.ethics.readers import Diagnostics, Problem, ReadContext
from evaluator.ethics.suggest import choose, renew
from evaluator.ethics.wizard_form import laid_over
from evaluator.ethics.wizard_steps import STEPS
from evaluator.validation.text import clean_lines
from evaluator.web.context import language, library, site, today

START = "start"
OLDER = "older"  # the field with a file to compare with


@dataclass(frozen=True)
class Posted:
    """A draft as sent, the step that sent it, and what is wrong with it."""

    draft: Draft
    before: Draft  # without the fields of this step
    sender: str  # a step, or START
    given: Mapping[str, Sequence[str]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()  # the place is a field's name, or empty
    older: Draft | None = None  # a version to compare with


def known() -> ReadContext:
    """What drafts are read against; looked up once for each request."""
    found: ReadContext | None = g.get("known")
    if found is None:
        libraries = {code: some.ethics for code, some in site().libraries.items() if some.ethics}
        found = g.known = ReadContext(libraries, library().questionnaire, today())
    return found


def ethics() -> Ethics:
    """The library of the code in the language of the page."""
    return known().libraries[language().code]


def posted() -> Posted:
    """The draft that the current request carries."""
    given = request.form.to_dict(flat=False)
    sender = given.get("from", [""])[0]
    if sender == START:
        return _started(given)
    notes = Diagnostics(known())
    before = _carried(given.get("draft", ()), notes) or Draft(languages=(language().code,))
    draft = laid_over(before, sender, given, notes) if sender in STEPS else before
    draft = _dropped(_taken(draft, given.get("take", ())), given.get("drop", ()))
    if "renew" in given:
        draft = renew(ethics(), draft, today())
    older = _older(given, notes)
    return Posted(draft, before, sender, given, tuple(notes.problems), older)


def to_show(given: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """What was typed, to show it again clean, so that sending it again works."""
    return {name: [clean_lines(value) for value in values] for name, values in given.items()}


def _carried(values: Sequence[str], notes: Diagnostics) -> Draft | None:
    """The draft of a hidden field; what is wrong with it was nobody's typing, and is said without a place."""
    if not values:
        return None
    reading = load_draft(values[0].encode(errors="replace"), notes.known)
    notes.problems += [replace(problem, place="") for problem in reading.problems]
    return reading.draft


def _older(given: Mapping[str, Sequence[str]], notes: Diagnostics) -> Draft | None:
    """The version to compare with: a file just chosen, or the one that travels along."""
    file = request.files.get(OLDER)
    raw = file.read(MAX_BYTES + 1) if file else b""
    if not raw:
        return _carried(given.get("older-draft", ()), notes)
    reading = load_draft(raw, notes.known)
    notes.problems += [replace(problem, place=OLDER) for problem in reading.problems[:1]]
    return None if reading.problems else reading.draft


def _started(given: Mapping[str, Sequence[str]]) -> Posted:
    """A new draft: the languages of the code, and the reports brought along."""
    found = reports_brought([*given.get("report", ()), *"\n".join(given.get("links", ())).splitlines()])
    codes = tuple(code for code in site().languages if code in given.get("language", ()))
    draft = Draft(languages=codes or (language().code,), platforms=platforms(found.assessments))
    return Posted(draft, draft, START, given, found.problems)


def platforms(assessments: Iterable[Assessment]) -> tuple[Platform, ...]:
    """The platforms of the reports that were brought along."""
    return tuple(Platform(assessment.platform, assessment=assessment) for assessment in assessments)


def reports_brought(links: Iterable[str]) -> ImportedReports:
    """The reports behind links to this site."""
    return import_reports(links, library().questionnaire, today())


def _taken(draft: Draft, names: Sequence[str]) -> Draft:
    """With the promises that a button adds."""
    if not names:
        return draft
    order = {promise.id: place for place, promise in enumerate(ethics().promises)}
    promises = [promise for promise in map(ethics().promise, names) if promise and not draft.find(promise.id)]
    chosen: list[ChosenPromise] = [*draft.chosen, *(choose(promise, draft.facts) for promise in promises)]
    return replace(draft, chosen=tuple(sorted(chosen, key=lambda one: order.get(one.promise, 0))))


def _dropped(draft: Draft, names: Sequence[str]) -> Draft:
    """Without the promises that a button drops."""
    if not names:
        return draft
    return replace(draft, chosen=tuple(one for one in draft.chosen if one.promise not in names))


def sentence(problem: Problem) -> str:
    """What is wrong with a field, without its name, which means nothing to a person."""
    return draft_file_messages.problem(replace(problem, place=""), language())
