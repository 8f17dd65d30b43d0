"""What the teacher's page shows: the state, the counts of who is there, the buttons, the door, the devices."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote, urlencode

from flask import request, url_for
from markupsafe import Markup

from evaluator.classroom import codes
from evaluator.classroom.codes import sign
from evaluator.classroom.records import ClassRow, Ended, Progress
from evaluator.classroom.settings import seats
from evaluator.classroom.states import OVER, SHOWN, State
from evaluator.classroom.web import entrance, lesson_strip, projector_views, report_views
from evaluator.classroom.web.current import questions_of, store
from evaluator.classroom.web.forms import ControlsForm
from evaluator.classroom.web.labels import (
    control_name,
    controls,
    devices,
    keeping,
    mode_words,
    platform,
    sets,
    states,
    treats,
    until,
    words_of,
)
from evaluator.web.context import language, library, site

RUNNING = frozenset(State) - OVER
PRESSED = ("door", "devices")  # parts of the page whose own sentence says what a press there did
KNOWN = ("Instagram", "TikTok", "Snapchat", "WhatsApp", "YouTube", "Discord", "Roblox", "Netflix", "Wikipedia", "X")


def offered(names: Sequence[str], number: int) -> list[str]:
    """Return the platforms on buttons: those that pupils name most, as far as the content has them, then others."""
    first = [name for name in KNOWN if name in names]
    return [*first, *(name for name in names if name not in first)][:number]


def values(key: str, row: ClassRow) -> dict[str, Any]:
    """Return everything on the page of the controls."""

    def at(name: str) -> str:
        return url_for(f"class_teacher.{name}", key=key, **lesson_strip.chosen())

    running, form = row.state in RUNNING, ControlsForm(request.args)
    return {
        "keys": form.keys.data != lesson_strip.OFF,
        "at": form.at.data if form.at.data in PRESSED and row.state in RUNNING else "",
        "here": lesson_strip.address(key),
        "key_file": url_for("class_teacher.key_file", key=key),
        "lobby": row.state == State.LOBBY,
        "treats": bool(treats(library(), language())) and row.state == State.LOBBY,
        **_to_keep(key, row),
        "end": at("confirm_end"),
        "door": at("change_door"),
        "devices": at("leave_out"),
        "screen": url_for("class_screen.screen", key=codes.screen_key(key)),
        "step": row.step,
        "platform": platform(row.settings.platform, language()),
        "set_words": words_of(sets(library(), language()), row.settings.set),
        "mode_words": mode_words(row.settings.mode, language()),
        "state": _state(row),
        "join_address": entrance.address(row.code) if running and row.settings.closes is not None else "",
        "controls": controls(row.state, language(), row.published),
        "running": running,
        "frozen": row.published,
        "code": codes.shown(row.code) if running and row.settings.mode != "paper" else "",
        **_door(row),
        **_people(row),
        **_question(row),
        **lesson_strip.values(key, row),
        "tally": url_for("class_paper.tally", key=key, **lesson_strip.chosen())
        if running and row.settings.mode == "paper"
        else "",
        "tickets": url_for("class_paper.tickets", key=key, **lesson_strip.chosen()),
        "ticket_number": row.settings.expected or 30,
        "ticket_count": row.settings.tickets,
        "files": report_views.links(key, row),
        "papers": report_views.papers(key, row),
        "preview": Markup(projector_views.preview(row)) if running else "",  # noqa: S704  # a template made it, and escaped what it holds
    }


def _state(row: ClassRow) -> str:
    """Say what is going on, in a sentence: the heading of the page, and the first thing to hear after a press."""
    if closes := until(row, language()):
        return language().gettext("Homework: open until %(until)s. Then it closes by itself.", until=closes)
    return states(language())[row.state]


def _to_keep(key: str, row: ClassRow) -> dict[str, str]:
    """Return the address of this page, and a mail with it that the teacher's own program writes."""
    address = (site().base_url or request.host_url.rstrip("/")) + url_for("class_teacher.controls", key=key)
    subject = language().gettext("Host key of the class %(code)s. Whoever has it can run the class.",
                                 code=codes.shown(row.code))  # fmt: skip
    mail = urlencode({"subject": subject, "body": address}, quote_via=quote)
    return {"own_address": address, "mail": f"mailto:?{mail}"}


def _door(row: ClassRow) -> dict[str, Any]:
    gettext = language().gettext
    state, toggle = (
        (gettext("The door is open."), "close") if row.door_open else (gettext("The door is closed."), "open")
    )
    pressed = [toggle, *(["room"] if row.settings.expected else []), "anew"]
    return {
        "door_words": state,
        "door_buttons": [(name, control_name(name, language())) for name in pressed],
        "make_tickets": control_name("tickets", language()),
        "end_class": control_name("end", language()),
    }


def _people(row: ClassRow) -> dict[str, Any]:
    """How many are there and through; the devices by their signs, which say nothing about what they answered."""
    now, gettext, expected = store().progress(row.id), language().gettext, row.settings.expected
    joined = f"{now.joined} / {expected}" if expected else str(now.joined)
    numbers = [
        (gettext("Joined"), joined, bool(expected and now.joined > expected)),
        (gettext("Finished"), str(now.finished), False),
    ]
    if now.ignored:
        numbers.append((gettext("Left out"), str(now.ignored), False))
    known = store().seats(row.id) if row.state in RUNNING else {}
    return {
        "numbers": [] if row.settings.mode == "paper" or row.state in OVER else numbers,
        "said": _said(row, now),
        "devices_words": devices(row, language()),
        "seats": [{"number": n, "ignored": off, "sign": sign(n, language())} for n, off in known.items()],
        "advice": _advice(row, now.joined),
    }


def _said(row: ClassRow, now: Progress) -> str:
    """Say for the ear how many have come, or are through: the number that a lesson waits for, and no other."""
    gettext, ngettext = language().gettext, language().ngettext
    if row.state == State.LOBBY:
        return f"{projector_views.joined(row)}."
    if row.state not in (State.OPEN, State.PAUSED, State.REVOTE):
        return ""
    if 0 < now.joined <= now.finished:
        return gettext("All finished.")
    return ngettext(
        "%(count)s of %(joined)s finished.", "%(count)s of %(joined)s finished.", now.finished, joined=now.joined
    )


def _advice(row: ClassRow, joined: int) -> list[str]:
    gettext, expected = language().gettext, row.settings.expected
    found = []
    if expected and joined > expected:
        found.append(gettext("More devices have joined than you expected. Someone may sit twice."))
    if expected and joined >= seats(expected, row.settings.tickets):
        found.append(gettext("The class is full: nobody else can join until you press “%(button)s”.",
                             button=control_name("room", language())))  # fmt: skip
    if row.state == State.LOCKED and joined < 5 and row.settings.mode != "paper":
        found.append(gettext("Under five answers nothing is shown. Talk in a group instead, or type in hands."))
    return found


def _question(row: ClassRow) -> dict[str, Any]:
    """Return the list to choose a question from: what to show, to talk about, or to vote on again."""
    if row.state not in (*SHOWN - OVER, State.LOBBY, State.OPEN):
        return {"choice": [], "choice_words": "", "choice_title": ""}
    asked = questions_of(row)
    ids = [question.id for question in asked]
    following = _following(row, ids)
    choice = [(each.id, each.text, each.id == following) for each in asked]
    before = row.state in (State.LOBBY, State.OPEN)
    title = language().gettext("One question at a time") if before else language().gettext("Another question")
    return {"choice": choice, "choice_words": language().gettext("Which question next?"), "choice_title": title}


def _following(row: ClassRow, ids: list[str]) -> str:
    """While results are shown, the next one; while one is talked about, that one."""
    if row.state in (State.DISCUSS, State.REVEALED2) and row.question in ids:
        return row.question
    place = ids.index(row.question) + 1 if row.question in ids else 0
    return ids[place % len(ids)] if ids else ""


def before_the_end(key: str, row: ClassRow) -> dict[str, Any]:
    """Return the page that asks once more."""
    kept = words_of(keeping(language()), str(row.settings.keep_days))
    return {
        "here": lesson_strip.address(key),
        "end": url_for("class_teacher.end_class", key=key),
        "counts_words": language().gettext(
            "The counts are kept: %(kept)s. That is what you chose at the start.", kept=kept
        ),
        "files": report_views.links(key, row),
    }


def after_the_end(key: str, row: ClassRow | None, gone: Ended | None) -> dict[str, Any]:
    """Return the proof, and what can still be had."""
    gettext, ngettext = language().gettext, language().ngettext
    left = gone.left if gone else 0
    proof = []
    if gone:
        proof.append(ngettext("%(count)s device is deleted,", "%(count)s devices are deleted,", gone.seats))
        proof.append(ngettext("and %(count)s answer.", "and %(count)s answers.", gone.answers))
    if store().scrubbing:
        proof.append(
            gettext("The last traces are being deleted: somebody reads the database just now, such as a backup.")
        )
        proof.append(gettext("The server tries again each minute."))
    elif left:
        proof.append(ngettext("%(count)s row is still there.", "%(count)s rows are still there.", left))
    else:
        proof.append(gettext("Nothing of any device is left."))
    if row is None:
        proof.append(gettext("The counts are deleted too."))
    return {
        "proof": " ".join(proof),
        "files": report_views.links(key, row) if row else [],
        "papers": report_views.papers(key, row)[:1] if row else [],
        "kept": row is not None,
        "keep_words": language().ngettext(
            "The counts are deleted in %(count)s day.", "The counts are deleted in %(count)s days.",
            row.settings.keep_days if row else 0,
        ),
        "screen": url_for("class_screen.screen", key=codes.screen_key(key)),
        "delete": url_for("class_teacher.end_class", key=key),
    }  # fmt: skip
