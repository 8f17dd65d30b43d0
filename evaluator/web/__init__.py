"""The website. The only package that knows Flask; `create_app` is the whole of it."""

from flask import Flask
from jinja2 import StrictUndefined

from evaluator import __version__
from evaluator.content import load
from evaluator.language import started
from evaluator.places import folder
from evaluator.settings import Settings, settings
from evaluator.web.logs import Discreet

TEMPLATES = {
    "autoescape": True,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "undefined": StrictUndefined,
    "extensions": ["evaluator.web.words.Words", "evaluator.web.pieces.Once"],
}


def create_app(chosen: Settings | None = None) -> Flask:
    """The application. Raises ContentError when the content has faults, ValueError for a setting."""
    chosen = chosen or settings()
    app = Discreet(__name__, template_folder=str(folder("templates")), static_folder=str(folder("static")))
    app.config.update(
        TRUSTED_HOSTS=list(chosen.hosts) or None,
        MAX_CONTENT_LENGTH=16 * 1024,
        DATABASE=chosen.database,
        CONNECTIONS=max(1, chosen.threads // 2),  # half the threads stay free when the database does not answer
        VERSION=__version__,
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=5,
        COMPRESS_MIMETYPES=[
            "text/html", "text/css", "text/javascript", "text/markdown",
            "application/json", "image/svg+xml", "text/plain",
        ],
    )  # fmt: skip
    app.jinja_options = dict(TEMPLATES)

    from evaluator.web import (
        actions,
        api,
        assess,
        class_doors,
        errors,
        ethics,
        faq,
        headers,
        kit,
        pages,
        site,
        statements,
        worksheet,
    )

    known = started(chosen.translations)
    site.init(app, load(chosen.questions, known, chosen.languages), known, chosen.base_url)
    headers.init(app)
    errors.init(app)
    for door in (pages, assess, faq, actions, statements, worksheet, kit, ethics, api):
        app.register_blueprint(door.bp)
    class_doors.init(app)
    return app
