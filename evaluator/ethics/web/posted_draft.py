"""Read what a step of the wizard sends: the draft that travels along, and the fields of the step laid over it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import g, request
from werkzeug.datastructures import CombinedMultiDict

from evaluator.content.models.ethics import Ethics
from evaluator.ethics.draft import Draft, Platform
from evaluator.ethics.draft_file import load_draft
from evaluator.ethics.history import next_version
from evaluator.ethics.readers import ImportedReports, ReadContext, import_reports
from evaluator.ethics.suggest import choose, example_draft
from evaluator.ethics.web.fields import sentence
from evaluator.ethics.web.forms import FORMS, ButtonsForm, CheckForm, NewCodeForm, OpenForm, StepForm
from evaluator.ethics.web.review_forms import RemarksForm, ReviewForm
from evaluator.ethics.wizard_steps import REMARKS, REVIEW
from evaluator.validation.pasted_link import links_in
from evaluator.web.context import language, library, site, today

START = "start"
ALL_FORMS: Mapping[str, type[StepForm]] = {**FORMS, REVIEW: ReviewForm, REMARKS: RemarksForm}


@dataclass(frozen=True)
class PostedDraft:
    """A draft as sent, the form of the step that sent it, and what is wrong with what travelled along."""

    draft: Draft
    before: Draft  # without the fields of this step
    sender: str  # a step, or START
    form: StepForm | None = None
    problems: tuple[str, ...] = ()
    older: Draft | None = None  # a version to compare with
    valid: bool = True  # nothing has to be corrected


def read_context() -> ReadContext:
    """Give what drafts are read against; looked up once for each request."""
    found: ReadContext | None = g.get("read_context")
    if found is None:
        libraries = {code: some.ethics for code, some in site().libraries.items() if some.ethics}
        found = g.read_context = ReadContext(libraries, library().questionnaire, today())
    return found


def ethics() -> Ethics:
    """Give the library of the code in the language of the page."""
    return read_context().libraries[language().code]


def step_form(step: str, draft: Draft, formdata: Any = None) -> StepForm:
    """Make the form of a step from a draft, with what was sent laid over it."""
    return ALL_FORMS[step](step, draft, read_context(), ethics(), formdata)


def posted_draft() -> PostedDraft:
    """Read the draft that the current request carries."""
    sent = buttons()
    sender = sent.sender.data
    if sender == START:
        new, _ = new_draft(start_form())
        return PostedDraft(new, new, START)
    before, problems = _carried("draft")
    before = before or Draft(languages=(language().code,))
    form = step_form(sender, before, _everything()) if sender in ALL_FORMS else None
    valid = form is None or form.validate()
    draft = form.changed() if form else before
    draft = _without(_with(draft, sent.take.data), sent.drop.data)
    if sent.renew.raw_data:
        draft = next_version(ethics(), before, draft, today())
    older, wrong = _carried("older-draft")
    if isinstance(form, CheckForm) and form.older.data and not form.older.errors:
        older = form.older.data.draft
    all_problems = (*problems, *wrong)
    return PostedDraft(draft, before, sender, form, all_problems, older, valid and not all_problems)


def buttons() -> ButtonsForm:
    """Read what a page of the wizard sends beside its own fields."""
    return ButtonsForm(request.form)


def start_form() -> NewCodeForm:
    """Read the first page's form; a code speaks the language of the page until another is chosen."""
    form = NewCodeForm(request.form or None, meta={"known": read_context()})
    form.language.data = form.language.data or [language().code]
    form.example.data = form.example.data or []
    return form


def open_form() -> OpenForm:
    """Read the form with a saved draft."""
    return OpenForm(_everything(), meta={"known": read_context()})


def new_draft(form: NewCodeForm) -> tuple[Draft, ImportedReports]:
    """Make a new draft: the languages of the code, and the reports that were imported."""
    found = reports_behind([*form.report.data, *links_in(form.links.data or "")])
    codes = tuple(code for code in site().languages if form.language.ticked(code))
    platforms = tuple(Platform(assessment.platform, assessment=assessment) for assessment in found.assessments)
    codes = codes or (language().code,)
    if not form.example.data:
        return Draft(languages=codes, platforms=platforms), found
    draft = example_draft(read_context().libraries, form.example.data[0], codes, today())
    names = {platform.name for platform in platforms}
    return replace(draft, platforms=(*platforms, *(one for one in draft.platforms if one.name not in names))), found


def reports_behind(links: Sequence[str]) -> ImportedReports:
    """Import the reports behind links to this site."""
    return import_reports(links, library().questionnaire, today())


def _everything() -> CombinedMultiDict[str, Any]:
    return CombinedMultiDict([request.files, request.form])


def _carried(name: str) -> tuple[Draft | None, tuple[str, ...]]:
    """Read the draft of a hidden field; what is wrong with it was nobody's typing, so no field is named."""
    raw = request.form.get(name)
    if raw is None:
        return None, ()
    reading = load_draft(raw.encode(errors="replace"), read_context())
    return reading.draft, tuple(map(sentence, reading.problems))


def _with(draft: Draft, names: Sequence[str]) -> Draft:
    """Add the promises that a button adds, each once."""
    order = {promise.id: place for place, promise in enumerate(ethics().promises)}
    new = [one for name in dict.fromkeys(names) if (one := ethics().promise(name)) and not draft.find(one.id)]
    if not new:
        return draft
    chosen = [*draft.chosen, *(choose(promise, draft.facts) for promise in new)]
    return replace(draft, chosen=tuple(sorted(chosen, key=lambda one: order.get(one.promise, 0))))


def _without(draft: Draft, names: Sequence[str]) -> Draft:
    """Remove the promises that a button drops."""
    return replace(draft, chosen=tuple(one for one in draft.chosen if one.promise not in names)) if names else draft
