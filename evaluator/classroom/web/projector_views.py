"""The projector: a window that only reads, under a key of its own. It follows the state of the class (VIEWS)."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, render_template, request, url_for

from evaluator.assess.answers import listed_worst_first
from evaluator.assess.web.charts import share
from evaluator.classroom import codes
from evaluator.classroom.records import ClassRow, Progress
from evaluator.classroom.states import OVER, State
from evaluator.classroom.web import entrance, results
from evaluator.classroom.web.current import questions_of, store
from evaluator.classroom.web.forms import SlideForm, blueprint
from evaluator.classroom.web.labels import devices, platform, treats, until
from evaluator.classroom.web.poll_cache import poll_cache
from evaluator.classroom.web.responses import found, unless_seen
from evaluator.content.models.questionnaire import Question
from evaluator.web.context import language, library

bp = blueprint("class_screen", __name__)

CROWDED = 6  # rows on a slide; with more they are written a little smaller, so that all fit
SHOW, RESULT, TREATS = "show", "result", "treats"  # after the end the counts once more; before it, our own answers

View = tuple[str, dict[str, Any]]  # the template's name, and the values for it


@bp.get("/screen/<key>")
def screen(key: str) -> Response:
    """Show what the class sees on the wall."""
    row = found(store().class_by_screen(key))
    here = url_for("class_screen.screen", key=key)
    if (shown := SlideForm(request.args).show.data) in (RESULT, TREATS):
        here = f"{here}?{SHOW}={shown}"

    def make(tag: str) -> str:
        view, values = VIEWS[row.state](row)
        shared = {"here": here, "view": view, "head": "h1", "crowded": CROWDED, "devices": _devices(row)}
        return render_template("classroom/screen.html", tag=tag, **shared, **values)

    return unless_seen((row.id, row.version, here), make)


def preview(row: ClassRow) -> str:
    """Show the teacher what is on the wall now, so that nobody has to turn around."""
    view, values = VIEWS[row.state](row)
    return render_template("classroom/preview.html", view=view, head="p", crowded=CROWDED, **values)


def _lobby(row: ClassRow) -> View:
    """Show the door; where the teacher asks for it, what this tool answers to its own four questions."""
    if SlideForm(request.args).show.data == TREATS and (ours := treats(library(), language())):
        return "treats", {"ours": ours}
    return _join(row)


def _join(row: ClassRow) -> View:
    code = row.code if row.door_open and row.settings.mode != "paper" else ""
    return "join", {
        "code": codes.shown(code) if code else "",
        "platform": row.settings.platform,
        "paper": row.settings.mode == "paper",
        "shown_address": entrance.typed(),
        "qr": entrance.qr_code(code) if code else "",
        "joined_words": joined(row),
    }


def _devices(row: ClassRow) -> str:
    """Say how many devices are in and count; nothing for a class on paper, or once they are deleted."""
    return "" if row.settings.mode == "paper" or row.state in OVER else devices(row, language())


def joined(row: ClassRow) -> str:
    """Return how many are in, without a word on who."""
    count, expected = row.joined, row.settings.expected
    if row.settings.mode == "groups":
        return language().ngettext("%(count)s group has joined", "%(count)s groups have joined", count)
    if expected:
        return language().ngettext(
            "%(count)s of %(expected)s has joined", "%(count)s of %(expected)s have joined", count, expected=expected
        )
    return language().ngettext("%(count)s has joined", "%(count)s have joined", count)


def _progress(row: ClassRow, heading: str, opened: str = "") -> View:
    now: Progress = store().progress(row.id)
    question = _sample(row)
    paper = row.settings.mode == "paper"
    ordered = (
        (question.options[::-1] if listed_worst_first(row.settings.platform) else question.options)
        if question
        else ()
    )
    return "progress", {
        "heading": heading,
        "opened": opened,
        "joined_words": "" if paper else joined(row),
        "finished_words": ""
        if paper
        else language().ngettext("%(count)s finished", "%(count)s finished", now.finished),
        "share": share(now.finished, now.joined),
        "code": codes.shown(row.code) if row.door_open and not paper else "",
        "shown_address": entrance.typed(),
        "until": until(row, language()),
        "question": question,
        "options": [option.brief for option in ordered] + [language().gettext("I don’t know")],
    }


def _sample(row: ClassRow) -> Question | None:
    """Return the question on the wall while the class answers: the one on the phones; none at the own pace."""
    asked = questions_of(row)
    chosen = next((each for each in asked if each.id == row.question), None)
    return chosen or (asked[0] if asked and row.settings.mode == "paper" else None)  # else each is at the own pace


def _open(row: ClassRow) -> View:
    opened = language().gettext("The questions are open.")
    return _progress(row, platform(row.settings.platform, language()), opened)


def _locked(row: ClassRow) -> View:
    return _progress(row, language().gettext("The answers are locked"))


def _revote(row: ClassRow) -> View:
    return _progress(row, language().gettext("Vote again"))


def _paused(row: ClassRow) -> View:
    del row
    return "pause", {"heading": language().gettext("Look up"), "text": language().gettext("The questions wait.")}


def _revealed(row: ClassRow) -> View:
    report = results.report_of(row)
    one = next((each for each in results.results(report) if each.question.id == row.question), None)
    if one:
        return "question", {"shown": one}
    return "four", {"heading": language().gettext("What the class says"), **results.four(report)}


def _discuss(row: ClassRow) -> View:
    found = results.splits(results.report_of(row), row.question)
    return "disagree", {"heading": language().gettext("Where we disagree most"), **found}


def _evidence(row: ClassRow) -> View:
    chosen = poll_cache().for_all(row, "evidence", results.evidence)
    if not chosen:
        return "pause", {
            "heading": language().gettext("What is documented?"),
            "text": language().gettext(
                "Look for it in pairs: settings, privacy policy, app store. Note who says it, and when."
            ),
        }
    heading = language().gettext("What is documented: %(platform)s", platform=row.settings.platform)
    return "evidence", {"heading": heading, "cards": chosen}


def _revealed2(row: ClassRow) -> View:
    values = results.twice(results.report_of(row), row.question)
    if values["after"] is None:
        return "pause", {
            "heading": language().gettext("Vote again"),
            "text": language().gettext("Nobody has answered."),
        }
    return "twice", values


def _ended(row: ClassRow) -> View:
    if SlideForm(request.args).show.data == RESULT:
        report = results.report_of(row)
        heading = language().gettext("What the class says")
        return "result", {"heading": heading, "results": results.results(report), **results.four(report)}
    if store().scrubbing:
        return "end", {"kept_words": language().gettext("Every answer is being deleted.")}
    days = row.settings.keep_days
    kept = language().ngettext(
        "Every answer is deleted. The counts follow in %(count)s day.",
        "Every answer is deleted. The counts follow in %(count)s days.",
        days,
    )
    return "end", {"kept_words": kept if days else language().gettext("Everything is deleted.")}


VIEWS: Mapping[State, Callable[[ClassRow], View]] = {
    State.LOBBY: _lobby,
    State.OPEN: _open,
    State.PAUSED: _paused,
    State.LOCKED: _locked,
    State.REVEALED: _revealed,
    State.DISCUSS: _discuss,
    State.EVIDENCE: _evidence,
    State.REVOTE: _revote,
    State.LOCKED2: _locked,
    State.REVEALED2: _revealed2,
    State.ENDED: _ended,
}
