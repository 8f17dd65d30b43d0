"""Pages of the site itself: home, method, statements."""

from flask import Flask

from evaluator.pages import metrics as metrics
from evaluator.pages import own_views, statement_views, views


def init(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(views.bp)
    app.register_blueprint(statement_views.bp)
    app.register_blueprint(own_views.bp)
