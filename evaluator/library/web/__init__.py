"""Pages of the FAQ, the actions, the help lines, and what is documented about platforms."""

from flask import Flask

from evaluator.library import labels
from evaluator.library.web import action_views, faq_views, letter_views, platform_views, search_views


def init(app: Flask) -> None:
    """Register the pages, and what their templates use."""
    app.register_blueprint(faq_views.bp)
    app.register_blueprint(action_views.bp)
    app.register_blueprint(platform_views.bp)
    app.register_blueprint(letter_views.bp)
    app.register_blueprint(search_views.bp)
    app.jinja_env.globals.update(labels=labels)
