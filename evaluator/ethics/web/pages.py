"""Render the pages of the wizard: each takes a draft and its form, and gives the page with its status."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template

from evaluator.assess.left_out import LeftOut
from evaluator.assess.report_text import left_out
from evaluator.content.models.ethics import SEVERITIES
from evaluator.ethics import draft_file_messages
from evaluator.ethics.changes import OWED
from evaluator.ethics.check import blocked
from evaluator.ethics.documents.code_document import side_titles
from evaluator.ethics.draft import Draft, Remark
from evaluator.ethics.draft_file import ParsedDraft, dump_compact
from evaluator.ethics.history import before_this, told_changes
from evaluator.ethics.law import law_lead, laws_of_code
from evaluator.ethics.readers import ImportedReports
from evaluator.ethics.web.fields import problems_of, sentence
from evaluator.ethics.web.findings import finding_views
from evaluator.ethics.web.forms import CheckForm, NewCodeForm, PlatformsForm, PromisesForm, StepForm
from evaluator.ethics.web.labels import files, leads, private_files, severities, titles, voices
from evaluator.ethics.web.posted_draft import PostedDraft, ethics, step_form
from evaluator.ethics.web.prepared_draft import PreparedDraft, prepare, preview, told
from evaluator.ethics.web.promises_page import lines, promises_page
from evaluator.ethics.web.review_pages import remarks_page, review_page
from evaluator.ethics.wizard_steps import (
    CHECK,
    FACT_STEPS,
    PROMISES,
    REMARKS,
    REVIEW,
    STEPS,
    asked,
    minutes_left,
    of_step,
    usual_platforms,
)
from evaluator.ethics.wording import change_sentence, front_text, promise_text
from evaluator.validation.untrusted_json import FileProblem
from evaluator.web.context import language, library, today

Rendered = tuple[str, int]  # the page and its status
BLANK_ROWS = 2  # empty rows for platforms that were left
MAX_LINK_SHOWN = 60  # characters


@dataclass(frozen=True)
class StepView:
    """What a step's page shows."""

    draft: Draft
    step: str
    form: StepForm | None = None  # as sent, where something has to be corrected
    problems: Sequence[str] = ()  # of what travelled along
    new: Sequence[str] = ()  # the questions that the last answers have opened
    older: Draft | None = None  # a version to compare with
    more: Sequence[str] = ()  # the tiers of promises that are unfolded


def start_page(
    form: NewCodeForm, imported: ImportedReports, wrong_file: str = "", half_read: Sequence[LeftOut] = ()
) -> Rendered:
    """Render the first page, with the reports that were imported."""
    problems = [(_about_link(one), "#links") for one in imported.problems]
    problems += [(str(error), "") for error in form.example.errors]
    problems += [(wrong_file, "#file")] if wrong_file else []
    problems += [(" ".join(left_out(each, library().questionnaire, language())), "") for each in half_read]
    html = render_template(
        "ethics/start.html",
        form=form,
        imported=imported.assessments,
        problems=problems,
        wrong={place[1:]: text for text, place in problems},
        examples=ethics().examples,
        links="\n".join(one.place for one in imported.problems),
        minutes=minutes_left(ethics(), STEPS[0]),
        next=STEPS[0],
    )
    return html, 400 if problems else 200


def _about_link(problem: FileProblem) -> str:
    if not problem.place:
        return sentence(problem)
    link = problem.place
    short = link if len(link) <= MAX_LINK_SHOWN else f"{link[: MAX_LINK_SHOWN - 1]}…"
    return language().gettext("“%(link)s”: %(sentence)s", link=short, sentence=sentence(problem))


def opened_page(parsed: ParsedDraft) -> Rendered:
    """Render what is wrong with a saved draft, what the library says differently, and whether its review is due."""
    draft = parsed.draft
    html = render_template(
        "ethics/opened.html",
        carried=dump_compact(draft, ethics()),
        problems=[(draft_file_messages.problem(problem, language()), "") for problem in parsed.problems],
        differences=[draft_file_messages.difference(one, language()) for one in parsed.differences],
        due=draft.review if draft.review and draft.review < today() else None,
        draft=draft,
        today=today(),
        open_remarks=sum(not one.settled for one in draft.remarks),
        steps=STEPS,
        step="open",
        titles=titles(language()),
    )
    return html, 400 if parsed.problems else 200


def step_page(
    draft: Draft, step: str, new: Sequence[str] = (), older: Draft | None = None, more: Sequence[str] = ()
) -> Rendered:
    """Render a step of the wizard; `new` are the questions that the last answers have opened."""
    return _render(StepView(draft, step, new=new, older=older, more=more)), 200


def corrected_page(sent: PostedDraft, step: str, more: Sequence[str] = ()) -> Rendered:
    """Render the step that was sent again, with what is wrong and everything that was typed."""
    here = sent.form.step if sent.form else step
    if here in _BESIDE:
        return _BESIDE[here](sent.draft, sent)
    return _render(StepView(sent.draft, here, sent.form, sent.problems, older=sent.older, more=more)), 400


_BESIDE = {REVIEW: review_page, REMARKS: remarks_page}


def preview_fragment(draft: Draft) -> str:
    """Render the code as it stands, for the page that shows it beside the promises."""
    return render_template("ethics/preview.html", preview=preview(draft))


def _render(view: StepView) -> str:
    step = view.step
    prepared = prepare(view.draft) if step in (PROMISES, CHECK) else None
    draft = prepared.draft if prepared else view.draft
    form = view.form or step_form(step, draft)
    place = STEPS.index(step)
    return render_template(
        _TEMPLATES.get(step, "ethics/facts.html"),
        form=form,
        draft=draft,
        carried=dump_compact(draft, ethics()),
        problems=[*((text, "") for text in view.problems), *problems_of(form.fields())],
        step=step,
        steps=STEPS,
        titles=titles(language()),
        lead=leads(language())[step],
        number=place + 1,
        minutes=minutes_left(ethics(), step),
        next=STEPS[place + 1] if place + 1 < len(STEPS) else None,
        previous=STEPS[place - 1] if place > 0 else None,
        new=view.new,
        ethics=ethics(),
        **_values(view, form, draft, prepared),
    )


_TEMPLATES = {PROMISES: "ethics/promises.html", CHECK: "ethics/check.html"}


def _values(view: StepView, form: StepForm, draft: Draft, prepared: PreparedDraft | None) -> dict[str, Any]:
    """Give the values that only the page of this step needs."""
    if prepared and isinstance(form, PromisesForm):
        return {"preview": prepared.preview, **promises_page(prepared, form, view.more)}
    if prepared and isinstance(form, CheckForm):
        return _check(view, form, prepared)
    return _facts(draft, form)


def _facts(draft: Draft, form: StepForm) -> dict[str, Any]:
    here = ethics()
    facts = {"facts": of_step(here, form.step), "open": {fact.id for fact in asked(here, form.step, draft.facts)}}
    if not isinstance(form, PlatformsForm):
        return facts | {"accounts": (), "names": (), "others": (), "exits": ()}
    names, others = _names(draft)
    return facts | {
        "accounts": asked(here, form.step, draft.facts, "platform"),
        "names": names,
        "others": others,
        "exits": [str(number) for number in range(1, len(draft.exits) + BLANK_ROWS + 1)],
    }


def _names(draft: Draft) -> tuple[list[str], list[str]]:
    """List the platforms to tick: those of the draft and of its kind of business, and the others, folded."""
    own = [platform.name for platform in draft.platforms]
    seen = {name.casefold() for name in own}
    first = [name for name in usual_platforms(ethics(), draft.facts) if name.casefold() not in seen]
    seen |= {name.casefold() for name in first}
    return [*own, *first], [name for name in library().platforms if name.casefold() not in seen]


def _check(view: StepView, form: CheckForm, prepared: PreparedDraft) -> dict[str, Any]:
    words = severities(language())
    views = finding_views(prepared.findings, prepared.draft).values()
    older = view.older or before_this(prepared.draft)
    groups = {severity: [one for one in views if one.severity == severity] for severity in SEVERITIES}
    return {
        "groups": [(severity, *words[severity], some) for severity, some in groups.items() if some],
        "blocked": blocked(prepared.findings),
        "preview": prepared.preview,
        "told": told(prepared.draft) if prepared.draft.example else (),
        "voices": voices(language()),
        "fronts": _fronts(prepared.draft),
        "lines": lines(form, {one.rule for one in views if one.datable}),
        "files": files(language()),
        "private_files": private_files(language()),
        "older": dump_compact(view.older, ethics()) if view.older else None,
        "differences": _differences(older, prepared.draft) if older else (),
        "compared": older,
        "dates_wrong": any("f-review" in one.fields for one in views),
        "remarks": _remarks(prepared.draft),
        "laws": (found := laws_of_code(ethics(), prepared.draft, language())),
        "law_lead": law_lead(language(), bool(found)),
    }


def _fronts(draft: Draft) -> list[tuple[str, str]]:
    """List the promises that can stand on the front page, in its words."""
    here, titles = ethics(), side_titles(language())
    some = [(chosen, promise) for chosen in draft.chosen if (promise := here.promise(chosen.promise))]
    return [
        (promise.id, f"{titles[promise.side]}{language().colon}{front_text(here, draft, chosen, language())}")
        for chosen, promise in some
        if promise.side in titles
    ]


def _remarks(draft: Draft) -> list[tuple[str, Remark, str, str]]:
    """List the number of each remark, the remark, what it is about in words, and the step that can change that."""
    here, found = ethics(), []
    for number, one in enumerate(draft.remarks, 1):
        chosen = draft.find(one.about)
        about = promise_text(here, draft, chosen, language()) if chosen else titles(language()).get(one.about, "")
        found.append((str(number), one, about, one.about if one.about in FACT_STEPS else PROMISES))
    return found


def _differences(older: Draft, draft: Draft) -> list[tuple[str, str, bool]]:
    """List promise, change in words, and whether a reason is asked for: once for each promise that readers lose."""
    here, asked_for, found = ethics(), set(), []
    for one in told_changes(here, older, draft):
        owed = one.kind in OWED and one.promise not in asked_for
        asked_for |= {one.promise} if owed else set()
        found.append((one.promise, change_sentence(one, here, language()), owed))
    return found
