"""Pages of the code of ethics."""

from flask import Flask

from evaluator.ethics.web import views


def init(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(views.bp)
