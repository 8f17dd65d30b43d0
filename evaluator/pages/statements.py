"""What this site says about itself: the sentences of the privacy page, by id, and the date of the accessibility page.

Each sentence of the privacy page has a test that proves it; tests/pages/test_statements.py holds the list and fails
for a sentence without one. The day in reviewed.json belongs to the templates and stylesheets whose digest stands
beside it.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from evaluator.content.models.library import Library
from evaluator.content.models.questionnaire import Framework
from evaluator.i18n.language import Language, gettext_noop
from evaluator.settings import PACKAGE, folder

REVIEWED = PACKAGE / "reviewed.json"


@dataclass(frozen=True)
class Sentence:
    """Something that is true of this site."""

    id: str
    text: str


# The sentences of the privacy page under their headings, by id.
PRIVACY: Mapping[str, Mapping[str, str]] = {
    gettext_noop("What happens to your answers"): {
        "in-the-address": gettext_noop(
            "Your answers travel in the address of the page, and nowhere else until you keep them."
        ),
        "not-stored": gettext_noop("The server forgets them as soon as the page is made: it stores nothing."),
        "shelf-click": gettext_noop(
            "“My apps” are kept in your browser only once you press “Keep it here”: as local storage, under the name "
            "kept-here, until you press “Forget it here” or clear your browser. Only pages of this site "
            "can read it."
        ),
        "shelf-travels": gettext_noop(
            "To be shown they travel inside the page, never in its address, with your decisions and notes. The "
            "server keeps no copy."
        ),
        "documents": gettext_noop(
            "PDF, Word and other files are made from the address in the same way. The program that makes PDF and "
            "Word files ends a minute after the last one, and can write no file."
        ),
        "whoever-has-the-link": gettext_noop(
            "Whoever has the link of your report can read your answers. Your browser’s history keeps it too."
        ),
    },
    gettext_noop("What happens to a code of ethics"): {
        "draft-travels": gettext_noop(
            "The draft of a code of ethics travels inside the page, from one step to the next. "
            "The server keeps no copy."
        ),
        "draft-not-in-address": gettext_noop(
            "It is never in an address, so neither your browser’s history nor a log holds it."
        ),
        "draft-file": gettext_noop(
            "You keep it by saving a file. What is in the file is what was typed, by you and by whoever wrote "
            "remarks into it, and what its earlier versions said."
        ),
    },
    gettext_noop("What we do not do"): {
        "no-account": gettext_noop(
            "There is no account and no password. To judge an app or to join a class, nobody asks for your name or "
            "your address."
        ),
        "code-asks": gettext_noop(
            "A code of ethics needs somebody who answers for it. So its steps ask for a name and an address; "
            "both stay in the page and in your file."
        ),
        "no-cookie": gettext_noop(
            "Outside a class no cookie is set. Nothing else is kept in your browser, unless you press “Keep it here”."
        ),
        "no-third-party": gettext_noop("Your browser asks no other company for anything: no tracker, no font."),
        "no-outbound": gettext_noop("The server talks to nobody while it answers you."),
        "no-log": gettext_noop("No answer, no search, no network address and no browser’s name is written to a log."),
        "same-for-all": gettext_noop(
            "Everyone who opens the same address gets the same page. Only the country whose helplines come first "
            "follows the languages of your browser, and so do the order in which a search shows actions, and the "
            "language in which this site begins."
        ),
    },
    gettext_noop("In a class"): {
        "class-cookie": gettext_noop(
            "A class needs one cookie, called “seat” (“__Host-seat” on https). It holds a random number and, until "
            "you are in, what you typed at the door. It lasts 24 hours at most (for "
            "homework, three days more than the homework), and no other page reads it. It is the only cookie of this "
            "site."
        ),
        "class-rows": gettext_noop(
            "The server keeps the answers of each seat until the class ends, or until a day has passed without any "
            "activity (homework: not before three days after it closed). Then it deletes them and keeps "
            "the counts, and what the teacher chose for the class. While a backup reads them, the last traces wait "
            "for it, and the page says so."
        ),
        "class-counts": gettext_noop(
            "The counts are deleted after seven days, or when the teacher chose: at the end, after a day or "
            "after thirty."
        ),
        "class-nobody": gettext_noop(
            "No name, no network address, no device and no time of an answer is stored. The teacher cannot see who "
            "answered what."
        ),
        "class-five": gettext_noop("No result of fewer than five answers is shown to anyone, nor in any file."),
        "class-once": gettext_noop(
            "What devices answered is counted once: a result that was shown never changes, and nobody is left out of "
            "it afterwards. So no answer can be found by subtracting one result from another."
        ),
        "class-heads": gettext_noop(
            "What counting cannot prevent: when all answer alike, everybody knows what everybody said; and whoever "
            "brings four devices or more can work out an answer. So the projector and every phone show how many "
            "devices count. Count the heads."
        ),
        "class-size": gettext_noop(
            "What a phone sends to the class and gets from it has the same size whatever was answered, so nobody in "
            "the network can tell answers by their length."
        ),
        "class-guessing": gettext_noop(
            "Against guessed codes and classes filled by a program, network addresses are counted in memory, "
            "scrambled, and forgotten after a minute."
        ),
    },
    gettext_noop("When you leave"): {
        "no-referrer": gettext_noop("A link to another site does not tell it which page you came from."),
    },
}


def privacy(language: Language) -> dict[str, tuple[Sentence, ...]]:
    """Return the sentences of the privacy page under their headings."""
    return {
        language.gettext(heading): tuple(Sentence(name, language.gettext(text)) for name, text in said.items())
        for heading, said in PRIVACY.items()
    }


def accessibility_day() -> date:
    """Return the day on which the pages, as they are now, were last checked."""
    return date.fromisoformat(json.loads(REVIEWED.read_text(encoding="utf-8"))["day"])


def looks() -> str:
    """Return a digest of everything that decides what pages look like."""
    files = [*folder("templates").rglob("*.html"), *folder("static").glob("*.css"), *folder("static").glob("*.js")]
    return _digest(sorted(files))


def _digest(files: Iterable[Path]) -> str:
    whole = sha256()
    for file in files:
        whole.update(f"{file.name}\0".encode() + file.read_bytes())
    return whole.hexdigest()


def frameworks(library: Library) -> tuple[Framework, ...]:
    """Return the published standards that the questions derive from, each once, by name."""
    every = [framework for question in library.questionnaire.questions for framework in question.frameworks]
    return tuple(sorted({framework.name: framework for framework in every}.values(), key=lambda one: one.name))
