"""Pages on which a platform is judged."""

from flask import Flask

from evaluator.assess import report_text
from evaluator.assess.web import question_views, views
from evaluator.assess.web.charts import bands, whisker


def init(app: Flask) -> None:
    """Register the pages, and what their templates use."""
    app.url_map.converters["question"] = question_views.QuestionConverter
    app.register_blueprint(question_views.bp)
    app.register_blueprint(views.worksheet)
    app.jinja_env.globals.update(report_text=report_text, bands=bands, whisker=whisker)
