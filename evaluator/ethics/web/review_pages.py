"""Render the pages beside the steps: the review of a code, and the code with room for a second person's remarks."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from flask import render_template

from evaluator.content.models.ethics import Fact, Promise, Section
from evaluator.ethics.documents.evidence_document import often_words, who_words
from evaluator.ethics.draft import Draft, Platform, Remark, add_months, text_in
from evaluator.ethics.draft_file import dump_compact
from evaluator.ethics.web.fields import problems_of
from evaluator.ethics.web.forms import StepForm
from evaluator.ethics.web.labels import titles
from evaluator.ethics.web.posted_draft import PostedDraft, ethics, step_form
from evaluator.ethics.web.prepared_draft import preview, told
from evaluator.ethics.web.review_forms import WHOLE
from evaluator.ethics.wizard_steps import FACT_STEPS, REMARKS, REVIEW, STEPS, asked_again
from evaluator.ethics.wording import promise_text
from evaluator.web.context import language, today

Rendered = tuple[str, int]  # the page and its status
UNTIL = "account-day"


class PromiseToProve(NamedTuple):
    """A promise in a review: its words, and what would show that it was kept."""

    id: str
    text: str
    how: str
    who: str
    often: str


class PlaceToRemark(NamedTuple):
    """A part of the code under which a remark can be written, with those of before."""

    key: str
    title: str
    lines: Sequence[str]
    remarks: Sequence[Remark]


def review_page(draft: Draft, sent: PostedDraft | None = None) -> Rendered:
    """Render the questions of a review."""
    form = (sent and sent.form) or step_form(REVIEW, draft)
    return _page(
        "ethics/review.html",
        draft,
        form,
        sent,
        steps=_by_step(draft),
        platforms=[(one.name, _overdue(one)) for one in draft.platforms],
        sections=_by_section(draft),
        gaps=[(str(n), text_in(gap.text, language().code) or text_in(gap.text, draft.languages[0]), gap.day)
              for n, gap in enumerate(draft.gaps, 1)],
    )  # fmt: skip


def remarks_page(draft: Draft, sent: PostedDraft | None = None) -> Rendered:
    """Render the code with a field under each promise and step."""
    form = (sent and sent.form) or step_form(REMARKS, draft)
    return _page(
        "ethics/remarks.html", draft, form, sent, places=_places(draft), preview=preview(draft), key=WHOLE,
        whole=[one for one in draft.remarks if not one.about],
    )  # fmt: skip


def _page(template: str, draft: Draft, form: StepForm, sent: PostedDraft | None, **values: Any) -> Rendered:
    problems = [*((text, "") for text in sent.problems), *problems_of(form.fields())] if sent else []
    html = render_template(
        template,
        form=form,
        draft=draft,
        carried=dump_compact(draft, ethics()),
        problems=problems,
        titles=titles(language()),
        today=today(),
        **values,
    )
    return html, 400 if sent else 200


def _by_section(draft: Draft) -> list[tuple[Section, list[PromiseToProve]]]:
    """List the promises to look at, by section."""
    here = ethics()
    chosen = [promise for promise in here.promises if draft.find(promise.id)]
    found = [(part, [_to_prove(one, draft) for one in chosen if one.section == part.id]) for part in here.sections]
    return [(part, some) for part, some in found if some]


def _by_step(draft: Draft) -> list[tuple[str, list[Fact]]]:
    """List the questions to ask again, by step."""
    facts = asked_again(ethics(), draft.facts)
    found = [(step, [fact for fact in facts if STEPS[fact.step - 1] == step]) for step in FACT_STEPS]
    return [(step, some) for step, some in found if some]


def _overdue(platform: Platform) -> list[str]:
    """Say what about an account is past its day: the decision, and the report."""
    found, gettext = [], language().gettext
    until = platform.facts.text(UNTIL)
    if until and date.fromisoformat(until) <= today():
        found.append(gettext("The decision held until %(day)s.", day=language().day(date.fromisoformat(until))))
    report = platform.assessment.day if platform.assessment else None
    if report and report < add_months(today(), -ethics().report_months):
        found.append(gettext("The report is of %(day)s.", day=language().day(report)))
    return found


def _to_prove(promise: Promise, draft: Draft) -> PromiseToProve:
    chosen, spoken = draft.find(promise.id), language()
    text = promise_text(ethics(), draft, chosen, spoken) if chosen else promise.shown
    evidence = promise.evidence
    return PromiseToProve(
        promise.id, text, evidence.how, who_words(spoken)[evidence.who], often_words(spoken)[evidence.often]
    )


def _places(draft: Draft) -> list[PlaceToRemark]:
    """List the promises, then what was told in each step."""
    here, spoken = ethics(), language()
    some = [(one, chosen) for one in here.promises if (chosen := draft.find(one.id))]
    found = [
        PlaceToRemark(one.id, promise_text(here, draft, chosen, spoken), (), _about(draft, one.id))
        for one, chosen in some
    ]
    for step, answers in told(draft):
        lines = [f"{question} {answer}" for question, answer in answers]
        found.append(PlaceToRemark(step, titles(spoken)[step], lines, _about(draft, step)))
    return found


def _about(draft: Draft, key: str) -> list[Remark]:
    return [one for one in draft.remarks if one.about == key]
