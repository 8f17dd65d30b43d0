"""One file that asks, scores and reports without any network, in every language, made from the same content."""

from fractions import Fraction
from pathlib import Path
from typing import Any

from flask import Response, current_app, render_template
from markupsafe import Markup

from evaluator.assess.progress import asking_order
from evaluator.assess.web.question_views import bp as bp
from evaluator.content.models.library import Library
from evaluator.content.models.questionnaire import Question
from evaluator.content.models.scoring import Scoring
from evaluator.content.topic import topic
from evaluator.i18n.language import Language
from evaluator.web.context import language, library, site
from evaluator.web.headers import A_WHILE, cache_control
from evaluator.web.responses import document_cache, named_file


@bp.get("/offline.html")
@cache_control(A_WHILE)
def offline() -> Response:
    """Hand out the file; a browser keeps it and does not open it here, where its own script may not run."""
    made = document_cache().get(("offline", language().code), _page)
    return named_file(made, "application/octet-stream", "four-questions.html")


def _page() -> bytes:
    folder = Path(str(current_app.static_folder))
    script, style = (
        Markup((folder / name).read_text(encoding="utf-8"))  # noqa: S704  # two files of ours, with no word of a visitor
        for name in ("offline.js", "offline.css")
    )
    return render_template("assess/offline.html", data=offline_data(), script=script, style=style).encode()


def offline_data() -> dict[str, Any]:
    """Return everything the file knows: the rules and points once, the words for each language."""
    form = library().questionnaire
    known = site()
    return {
        "rules": _rules(form.scoring),
        "dimensions": [dimension.id for dimension in form.dimensions],
        "order": [question.id for question in asking_order(form)],
        "questions": [_points(question) for question in form.questions],
        "languages": {code: _words(known.libraries[code], spoken) for code, spoken in known.languages.items()},
    }


def _rules(rules: Scoring) -> dict[str, Any]:
    def pair(share: Fraction) -> list[int]:
        return [share.numerator, share.denominator]

    return {
        "method": rules.method,
        "bands": [{"letter": band.letter, "from": band.threshold} for band in rules.bands],
        "balance": dict(rules.balance),
        "dimensionNeeds": rules.dimension_needs,
        "dimensionShare": pair(rules.dimension_share),
        "overallShare": pair(rules.overall_share),
        "coreFirst": rules.core_first,
        "coreLift": rules.core_lift,
        "weak": rules.weak,
    }


def _points(question: Question) -> dict[str, Any]:
    options = [{"id": option.id, "points": option.points, "cap": option.cap} for option in question.options]
    return {"id": question.id, "dimension": question.dimension, "core": question.core, "options": options}


def _words(words: Library, spoken: Language) -> dict[str, Any]:
    form = words.questionnaire
    return {
        "name": spoken.name,
        "rule": form.rule,
        "dimensions": {dimension.id: dimension.name for dimension in form.dimensions},
        "bands": {band.letter: band.words[:1].upper() + band.words[1:] for band in form.scoring.bands},
        "questions": {question.id: _texts(question) for question in form.questions},
        "says": _says(words, spoken),
    }


def _texts(question: Question) -> dict[str, Any]:
    return {
        "text": question.text,
        "hint": question.hint,
        "items": list(question.items),
        "why": question.why,
        "findOut": list(question.find_out),
        "dontKnow": question.dont_know,
        "na": question.not_applicable,
        "options": {option.id: option.text for option in question.options},
        "because": {option.id: option.because for option in question.options if option.because},
    }


def _says(words: Library, spoken: Language) -> dict[str, str]:
    """Return the words of the interface; what stands in braces is filled in by the file."""
    about, gettext = topic(words.questionnaire, spoken), spoken.gettext
    return {
        "heading": about.heading,
        "ask": about.ask,
        "unnamed": about.unnamed,
        "start": gettext("Start the questions"),
        "nothing-leaves": gettext(
            "Nothing leaves this device: this file asks no network for anything, and closing it forgets all answers."
        ),
        "back": gettext("← Back"),
        "see": gettext("See the result"),
        "number": gettext("Question %(number)s of %(count)s", number="{at}", count="{of}"),
        "yours": gettext("your answer"),
        "dont-know": gettext("I don’t know"),
        "na": gettext("Does not apply"),
        "find-out": gettext("How to find out in two minutes"),
        "why": gettext("Why we ask"),
        "between": gettext("Between %(best)s and %(worst)s", best="{best}", worst="{worst}"),
        "not-enough": gettext("Not enough is known yet for a letter."),
        "check": gettext(
            "Please check: every answer sits at the same place of its list. If that is really so, the score stands; "
            "a letter is left out all the same."
        ),
        "score": gettext("Score"),
        "answers": gettext("All answers"),
        "go-on": gettext("Go on"),
        "print": gettext("Print"),
        "method": gettext("method %(method)s", method="{method}"),
    }
