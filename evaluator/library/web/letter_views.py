"""Letters about one's data: a page to copy or print, and the same as a document. No name is asked, none is kept."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, abort, make_response, render_template, url_for

from evaluator.content.models.platforms import DataLetter
from evaluator.documents import WRITERS, write
from evaluator.library.letter_document import addressee, blanks, letter_outline, paragraphs
from evaluator.library.web.forms import LetterForm
from evaluator.web.context import language, library, today
from evaluator.web.headers import BY_THE_BROWSER, cache_control
from evaluator.web.responses import check_turn, download

bp = Blueprint("letters", __name__, url_prefix="/<lang>/letters")

ENDINGS = ("docx", "pdf", "txt")


@bp.get("/<letter_id>")
@cache_control(BY_THE_BROWSER)  # it holds the name of a platform
def letter(letter_id: str) -> Response | str:
    """Show one letter, with the place to send it to where that is known."""
    found, form = _letter(letter_id), LetterForm()
    good = form.validate()
    said, words = form.said, language()
    platform, place = said.get("platform", ""), library().questionnaire.place(said)
    html = render_template(
        "library/letter.html",
        letter=found,
        problems=form.problems,
        platform=platform,
        whom=addressee(library(), platform, place),
        paragraphs=paragraphs(found, platform, place, words),
        blanks=blanks(words),
        places=_places(found, said),
        others=[(each.name, _address(each.id, said)) for each in _letters() if each.id != letter_id],
        files=[(WRITERS[ending].called(words), _address(letter_id, said, ending)) for ending in ENDINGS],
    )
    return html if good else make_response(html, 400)


@bp.get("/<letter_id>.<ending>")
@cache_control(BY_THE_BROWSER)
def document(letter_id: str, ending: str) -> Response | str:
    """Hand out the same letter as a document."""
    found, form = _letter(letter_id), LetterForm()
    if ending not in ENDINGS:
        abort(404)
    check_turn(ending)
    if not form.validate():
        return letter(letter_id)
    said = form.said
    platform, place = said.get("platform", ""), library().questionnaire.place(said)
    outline = letter_outline(library(), found, platform, place, language(), today())
    return download(write(ending, outline), ending, found.name, platform)


def _letters() -> tuple[DataLetter, ...]:
    documented = library().documented
    return documented.letters if documented else ()


def _letter(letter_id: str) -> DataLetter:
    found = next((each for each in _letters() if each.id == letter_id), None)
    return found or abort(404)


def _places(letter: DataLetter, said: dict[str, str]) -> list[tuple[str, str, bool]]:
    """Return the places that the law tells apart and the one chosen, each with the address of its letter."""
    told_apart = {place for law in letter.laws for place in law.where}
    return [
        (
            option.text,
            _address(letter.id, {**said, part.id: option.id}),
            said.get(part.id) == option.id,
        )
        for part in library().questionnaire.situation_parts
        for option in part.listed
        if option.place in told_apart or (option.place and said.get(part.id) == option.id)
    ]


def _address(letter_id: str, said: Mapping[str, str], ending: str = "") -> str:
    """Return where a letter stands, or its document, for what was said."""
    values: dict[str, Any] = {"letter_id": letter_id, **said}
    return url_for("letters.document", ending=ending, **values) if ending else url_for("letters.letter", **values)
