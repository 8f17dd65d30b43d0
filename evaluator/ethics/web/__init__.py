"""Pages of the code of ethics."""

from flask import Flask

from evaluator.ethics import wording
from evaluator.ethics.web import views
from evaluator.ethics.web.pieces import Gaps, gap, pieces


def init(app: Flask) -> None:
    """Register the pages, and what their templates use."""
    app.register_blueprint(views.bp)
    app.jinja_env.globals.update(
        wording=wording, gap=gap, gaps=Gaps(), filled=lambda *arguments: pieces().filled(*arguments)
    )
