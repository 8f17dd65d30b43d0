"""The result as a picture, SVG or PNG, which holds what was chosen: the letter; the four dimensions; the name."""

from dataclasses import replace

from flask import Response, abort, render_template, request

from evaluator.assess import report_text
from evaluator.assess.report import Report, build_report
from evaluator.assess.web.bad_request import bad_request
from evaluator.assess.web.charts import ruler, whisker
from evaluator.assess.web.forms import SHOWS, PictureForm, sent_reading
from evaluator.assess.web.question_views import bp as bp
from evaluator.content.topic import file_name, topic
from evaluator.documents import PICTURES, write
from evaluator.documents.blocks import Drawing
from evaluator.web.context import MARKS, language, library, today
from evaluator.web.forms import problems_of
from evaluator.web.responses import check_turn, named_file

WIDTH, HEIGHT = 1200, 630  # as previews of links are
COLOURS = ("#1d5a8c", "#7a5900", "#9a3412", "#2c6a4a")
TOPS = (180, 60, 115)  # of the ruler, for each of SHOWS
MEDIA_TYPES = {"svg": "image/svg+xml", "png": PICTURES["png"].media_type}


@bp.get("/report/picture.<ending>")
def picture(ending: str) -> Response:
    """Hand out the picture of a report; `shows` says how much of it."""
    if ending not in MEDIA_TYPES:
        abort(404)
    check_turn(ending)
    reading = sent_reading()
    chosen = PictureForm(request.args)
    problems = (*reading.problems, *problems_of(chosen))
    if problems:
        return bad_request(problems, reading.assessment)
    assessment = replace(reading.assessment.dated(today()), set="full")
    drawn = _drawing(build_report(library(), assessment, today()), chosen.shows.data)
    made = drawn.svg.encode() if ending == "svg" else write(ending, drawn)
    return named_file(made, MEDIA_TYPES[ending], f"{file_name(library().questionnaire, language())}.{ending}")


def _drawing(report: Report, shows: str) -> Drawing:
    """Draw a report; what is not chosen is not in the file at all."""
    around, level = topic(report.questionnaire, language()), SHOWS.index(shows)
    name = report_text.platform(report, language()) if shows == SHOWS[-1] else ""
    grade = report_text.grade(report.score, language())
    svg = render_template(
        "assess/picture.svg",
        width=WIDTH,
        height=HEIGHT,
        top=TOPS[level],
        foot=HEIGHT - 80 if level else TOPS[level] + 214,
        name=name,
        words=f"{name}{language().colon}{grade}" if name else grade,
        ruler=ruler(report.questionnaire.scoring, report.score),
        rows=[
            (part, whisker(part.low, part.high, part.score), MARKS[place % len(MARKS)], COLOURS[place % len(COLOURS)])
            for place, part in enumerate(report.score.dimensions)
        ]
        if level
        else [],
        foot_words=f"{around.title}{language().dash}{language().day(report.day)}",
    )
    return Drawing(svg, WIDTH, HEIGHT)
