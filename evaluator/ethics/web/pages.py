"""The pages of the wizard: each takes a draft and gives the page with its status."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from evaluator.content.models.ethics import Fact
from evaluator.content.models.questionnaire import DONT_KNOW
from evaluator.ethics import draft_file_messages
from evaluator.ethics.draft import Draft
from evaluator.ethics.draft_file import ParsedDraft, dump_compact
from evaluator.ethics.readers import Diagnostics, Problem
from evaluator.ethics.web.check_page import check_page
from evaluator.ethics.web.fragments import Drawing
from evaluator.ethics.web.labels import leads, titles
from evaluator.ethics.web.pieces import render
from evaluator.ethics.web.posted_draft import START, Posted, ethics, known, reports_brought, sentence, to_show
from evaluator.ethics.web.promises_page import promises_page
from evaluator.ethics.wizard_form import Fields, fields
from evaluator.ethics.wizard_steps import CHECK, FACT_STEPS, PLATFORMS, PROMISES, STEPS, asked, minutes_left
from evaluator.web.context import language, library, today

Made = tuple[bytes, int]
PLACELESS = {"accepted", "promise", "reason"}  # fields that stand in many places, or not on every page
ROWS = {"exit-name", "gap-text"}  # fields that only stand in rows
BLANK_ROWS = 2  # empty rows for platforms that were left


def start(links: Sequence[str], typed: Mapping[str, Sequence[str]] | None = None, problem: str = "") -> Made:
    """The first page, with the reports that came along."""
    found = reports_brought(links)
    given = typed or {}
    problems = [(_about_link(one), "#links") for one in found.problems] + ([(problem, "#file")] if problem else [])
    html = render(
        "ethics/start.html",
        brought=found.assessments,
        problems=problems,
        wrong={place[1:]: text for text, place in problems},
        chosen=given.get("language", (language().code,)),
        links="\n".join(one.place for one in found.problems),
        step=START,
        minutes=minutes_left(ethics(), STEPS[0]),
        next=STEPS[0],
    )
    return html, 400 if problems else 200


def _about_link(problem: Problem) -> str:
    if not problem.place:
        return sentence(problem)
    return language().gettext("“%(link)s”: %(sentence)s", link=_short(problem.place), sentence=sentence(problem))


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


def opened(reading: ParsedDraft | None) -> Made:
    """A draft from a file; the first page again when there was none in it."""
    if reading is None:
        return start((), problem=language().gettext("Choose the file that you saved. Its name ends with .json."))
    whole = [problem for problem in reading.problems if not problem.place]
    if whole:
        return start((), problem=sentence(whole[0]))
    draft = reading.draft
    html = render(
        "ethics/opened.html",
        gaps=_gaps(draft),
        problems=[(draft_file_messages.problem(problem, language()), "") for problem in reading.problems],
        differences=[draft_file_messages.difference(one, language()) for one in reading.differences],
        due=draft.review if draft.review and draft.review < today() else None,
        draft=draft,
        **_frame("open"),
    )
    return html, 400 if reading.problems else 200


def shown(
    draft: Draft, step: str, new: Sequence[str] = (), older: Draft | None = None, more: Sequence[str] = ()
) -> Made:
    """A step of the wizard; `new` are the questions that the last answers have opened."""
    return _PAGES[step](View(draft, step, new=new, older=older, more=more)), 200


def again(sent: Posted, step: str) -> Made:
    """The step that was sent, with what is wrong and everything that was typed."""
    if sent.sender == START:
        return start(
            [*sent.given.get("report", ()), *"\n".join(sent.given.get("links", ())).splitlines()], sent.given
        )
    here = sent.sender if sent.sender in STEPS else step
    typed = to_show(sent.given)
    return _PAGES[here](View(sent.draft, here, typed, sent.problems, (), sent.older, typed.get("more", ()))), 400


@dataclass(frozen=True)
class View:
    """What a page shows."""

    draft: Draft
    step: str
    typed: Fields | None = None  # what was sent, where something has to be mended
    problems: Sequence[Problem] = ()
    new: Sequence[str] = ()
    older: Draft | None = None  # a version to compare with
    more: Sequence[str] = ()  # the tiers of promises that are unfolded


def _frame(step: str) -> dict[str, Any]:
    """What every step's page needs."""
    words = titles(language())
    place = STEPS.index(step) if step in STEPS else -1
    return {
        "step": step,
        "steps": STEPS,
        "titles": words,
        "number": place + 1,
        "leads": partial(leads, language()),
        "minutes": partial(minutes_left, ethics(), step if place >= 0 else STEPS[0]),
        "next": STEPS[place + 1] if place + 1 < len(STEPS) else None,
        "previous": STEPS[place - 1] if place > 0 else None,
        "ethics": ethics(),
    }


def _gaps(draft: Draft) -> dict[str, str]:
    return {"draft": dump_compact(draft, ethics())}


def _faults(problems: Sequence[Problem]) -> dict[str, Any]:
    """What is wrong: sentences that lead to their fields, and by field the first of them."""
    wrong = {problem.place: sentence(problem) for problem in reversed(problems) if problem.place}
    return {"problems": [(sentence(one), _anchor(one.place)) for one in problems], "wrong": wrong}


def _anchor(place: str) -> str:
    """The field on the page; empty for lists of boxes and for what the page may not show."""
    start, _, rest = place.partition("@")
    return f"#f-{place}" if place and start not in PLACELESS and (rest or start not in ROWS) else ""


class Question(NamedTuple):
    """A question as a page shows it."""

    fact: Fact
    about: bool  # it is about a platform
    error: str
    gaps: Mapping[str, str]  # the field's name, the platform's, and what was answered


def _facts(view: View) -> bytes:
    draft, step = view.draft, view.step
    given = fields(draft, step, Diagnostics(known())) if view.typed is None else view.typed
    faults, accounts = _faults(view.problems), step == PLATFORMS
    about = asked(ethics(), step, draft.facts, "platform") if accounts else ()
    each = [(fact, platform.name) for platform in draft.platforms for fact in about]
    return render(
        "ethics/facts.html",
        gaps=_gaps(draft),
        draft=draft,
        facts=[_question(fact, "", given, faults["wrong"]) for fact in asked(ethics(), step, draft.facts)],
        accounts=[_question(fact, name, given, faults["wrong"]) for fact, name in each],
        about=next(iter(about), None),
        given=given,
        new=view.new,
        names=_names(draft) if accounts else (),
        exits=[str(number) for number in range(1, len(draft.exits) + BLANK_ROWS + 1)] if accounts else (),
        **faults,
        **_frame(step),
    )


def _question(fact: Fact, platform: str, given: Fields, wrong: Mapping[str, str]) -> Question:
    """A question with its answer: what is ticked, or typed."""
    field = f"{fact.id}@{platform}" if platform else fact.id
    values = given.get(field, ())
    gaps = {f"is {value}": " checked" for value in values} | {"field": field, "platform": platform}
    gaps["value"] = next((value for value in values if value != DONT_KNOW), "")
    return Question(fact, platform != "", wrong.get(field, ""), gaps)


def _names(draft: Draft) -> list[str]:
    """The platforms to tick: those of the draft, then those that everybody knows."""
    own = [platform.name for platform in draft.platforms]
    seen = {name.casefold() for name in own}
    return [*own, *(name for name in library().platforms if name.casefold() not in seen)]


def _promises(view: View) -> bytes:
    whole, values = promises_page(view.draft, view.typed, view.more)
    return _drawn("ethics/promises.html", view, whole, _gaps(whole), values)


def _check(view: View) -> bytes:
    whole, values = check_page(view.draft, view.typed, view.older)
    gaps = _gaps(whole) | ({"older": dump_compact(view.older, ethics())} if view.older else {})
    return _drawn("ethics/check.html", view, whole, gaps, values)


def _drawn(template: str, view: View, whole: Draft, gaps: dict[str, str], values: dict[str, Any]) -> bytes:
    faults = _faults(view.problems)
    draw = Drawing(language(), ethics(), view.step, whole.languages, values["given"], faults["wrong"])
    return render(template, gaps=gaps, draw=draw, **values, **faults, **_frame(view.step))


_PAGES: Mapping[str, Callable[[View], bytes]] = {
    **dict.fromkeys(FACT_STEPS, _facts), PROMISES: _promises, CHECK: _check,
}  # fmt: skip
