"""Pages on which a platform is judged."""

from flask import Flask

from evaluator.assess import report_text
from evaluator.assess.web import views
from evaluator.assess.web.charts import bands, whisker


def init(app: Flask) -> None:
    """Register the pages, and what their templates use."""
    app.register_blueprint(views.bp)
    app.register_blueprint(views.worksheet)
    app.jinja_env.globals.update(report_text=report_text, bands=bands, whisker=whisker)
