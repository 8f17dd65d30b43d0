"""What this site says about itself: the sentences of the privacy page, by id, and the date of the accessibility page.

Each sentence of the privacy page has a test that proves it; tests/pages/test_statements.py holds the list and fails
for a sentence without one. The day in reviewed.json belongs to the templates and stylesheets whose digest stands
beside it.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from evaluator.content.models.library import Library
from evaluator.content.models.questionnaire import Framework
from evaluator.i18n.language import Language
from evaluator.settings import PACKAGE, folder

REVIEWED = PACKAGE / "reviewed.json"


@dataclass(frozen=True)
class Sentence:
    """Something that is true of this site."""

    id: str
    text: str


def privacy(language: Language) -> dict[str, tuple[Sentence, ...]]:
    """Return the sentences of the privacy page under their headings."""
    return {
        language.gettext("What happens to your answers"): _answers(language),
        language.gettext("What happens to a code of ethics"): _drafts(language),
        language.gettext("What we do not do"): _undone(language),
        language.gettext("In a class"): _class(language),
        language.gettext("When you leave"): (
            Sentence(
                "no-referrer", language.gettext("A link to another site does not tell it which page you came from.")
            ),
        ),
    }


def _answers(language: Language) -> tuple[Sentence, ...]:
    said = {
        "in-the-address": language.gettext("Your answers travel in the address of the page, and nowhere else."),
        "not-stored": language.gettext("The server forgets them as soon as the page is made: it stores nothing."),
        "documents": language.gettext(
            "PDF, Word and other files are made from the address in the same way. The program that makes them ends a "
            "minute after the last one, and can write no file."
        ),
        "whoever-has-the-link": language.gettext(
            "Whoever has the link of your report can read your answers. Your browser’s history keeps it too."
        ),
    }
    return tuple(Sentence(*pair) for pair in said.items())


def _drafts(language: Language) -> tuple[Sentence, ...]:
    said = {
        "draft-travels": language.gettext(
            "The draft of a code of ethics travels inside the page, from one step to the next. "
            "The server keeps no copy."
        ),
        "draft-not-in-address": language.gettext(
            "It is never in an address, so neither your browser’s history nor a log holds it."
        ),
        "draft-file": language.gettext("You keep it by saving a file. What is in the file is what you typed."),
    }
    return tuple(Sentence(*pair) for pair in said.items())


def _undone(language: Language) -> tuple[Sentence, ...]:
    said = {
        "no-account": language.gettext(
            "There is no account and no password. To judge an app or to join a class, nobody asks for your name or "
            "your address."
        ),
        "code-asks": language.gettext(
            "A code of ethics needs somebody who answers for it. So its seven steps ask for a name and an address; "
            "both stay in the page and in your file."
        ),
        "no-cookie": language.gettext("Outside a class no cookie is set, and nothing else is kept in your browser."),
        "no-third-party": language.gettext("Your browser asks no other company for anything: no tracker, no font."),
        "no-outbound": language.gettext("The server talks to nobody while it answers you."),
        "no-log": language.gettext(
            "No answer, no search, no network address and no browser’s name is written to a log."
        ),
        "same-for-all": language.gettext("Everyone who opens the same address gets the same page."),
    }
    return tuple(Sentence(*pair) for pair in said.items())


def _class(language: Language) -> tuple[Sentence, ...]:
    said = {
        "class-cookie": language.gettext(
            "A class needs one cookie, called “seat” (“__Host-seat” on https). It holds a random number and, until "
            "you are in, what you typed at the door. It lasts 24 hours at most, and no other page reads it. It is "
            "the only cookie of this site."
        ),
        "class-rows": language.gettext(
            "The server keeps the answers of each seat until the class ends, or until a day has passed without any "
            "activity. Then it deletes them and keeps counts only. While a backup reads them, the last traces wait "
            "for it, and the page says so."
        ),
        "class-counts": language.gettext(
            "The counts are deleted after seven days, or when the teacher chose: at the end, after one day or thirty."
        ),
        "class-nobody": language.gettext(
            "No name, no network address, no device and no time of an answer is stored. The teacher cannot see who "
            "answered what."
        ),
        "class-five": language.gettext("No result of fewer than five answers is shown to anyone, in no file either."),
        "class-once": language.gettext(
            "A result that was shown never changes, and nobody is left out of it afterwards: so no answer can be "
            "found by subtracting one result from another."
        ),
        "class-heads": language.gettext(
            "What counting cannot prevent: when all answer alike, everybody knows what everybody said; and whoever "
            "brings four devices or more can work out an answer. So the projector and every phone show how many "
            "devices count. Count the heads."
        ),
        "class-size": language.gettext(
            "What a phone sends to the class and gets from it has the same size whatever was answered, so nobody in "
            "the network can tell answers by their length."
        ),
        "class-guessing": language.gettext(
            "Against guessed codes, network addresses are counted in memory, scrambled, and forgotten after a minute."
        ),
    }
    return tuple(Sentence(*pair) for pair in said.items())


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
