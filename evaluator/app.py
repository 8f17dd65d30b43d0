"""The website: `create_app` puts the shared kit and the doors together."""

from collections.abc import Iterable
from urllib.parse import urlsplit
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from evaluator import __version__
from evaluator.content import load
from evaluator.content.site_file import UNNAMED, operator_of
from evaluator.i18n.language import started
from evaluator.settings import Settings, folder, settings
from evaluator.web.logs import PrivateFlask

TEMPLATES = {
    "autoescape": True,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "undefined": StrictUndefined,
}
COMPRESSION = {
    "COMPRESS_ALGORITHM": ["br", "gzip"],
    "COMPRESS_BR_LEVEL": 5,
    "COMPRESS_MIMETYPES": [
        "text/html", "text/css", "text/javascript", "text/markdown",
        "application/json", "image/svg+xml", "text/plain",
    ],
}  # fmt: skip


def create_app(chosen: Settings | None = None) -> Flask:
    """Return the application. Raises ContentError when the content has faults, ValueError for a setting."""
    chosen = chosen or settings()
    app = PrivateFlask(__name__, template_folder=str(folder("templates")), static_folder=str(folder("static")))
    _configure(app, chosen)

    base = urlsplit(chosen.base_url)
    if base.path:
        app.wsgi_app = _under(base.path, app.wsgi_app)  # type: ignore[method-assign,assignment]  # as Flask documents it
    if chosen.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=chosen.proxies, x_proto=chosen.proxies)  # type: ignore[method-assign]  # as Werkzeug documents it
    from evaluator import pages
    from evaluator.api import views as api
    from evaluator.assess import web as assess
    from evaluator.classroom import web as classroom
    from evaluator.ethics import web as ethics
    from evaluator.library import web as library
    from evaluator.web import context, errors, headers, responses

    known = started(chosen.translations)
    context.init(
        app,
        load(chosen.questions, known, chosen.languages, chosen.site),
        known,
        chosen.base_url.removesuffix(base.path),
    )
    if chosen.in_production and operator_of(chosen.questions, chosen.site) is None:
        app.logger.warning(UNNAMED)
    headers.init(app)
    errors.init(app)
    responses.init(app)
    for door in (pages, assess, library, ethics, classroom):
        door.init(app)
    app.register_blueprint(api.bp)
    if chosen.metrics:
        pages.metrics.init(app)
    return app


def _configure(app: Flask, chosen: Settings) -> None:
    """Give the application its limits, and templates that escape."""
    app.config.update(
        DEBUG=False,  # whatever FLASK_DEBUG says: its errors reach the server, which answers them without our headers
        HOSTS=chosen.hosts,
        MAX_CONTENT_LENGTH=16 * 1024,
        DATABASE=chosen.database,
        CONNECTIONS=max(1, chosen.threads // 4),  # most threads stay free when the database does not answer
        DOCUMENTS=max(2, chosen.threads // 4),  # visitors who may have one made at a time, most of whom wait
        VERSION=__version__,
        **COMPRESSION,
    )
    app.jinja_options = dict(TEMPLATES)


def _under(path: str, inner: WSGIApplication) -> WSGIApplication:
    """Serve under a path of a larger site, whether the proxy in front takes the path off or not."""

    def serve(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        came = environ["PATH_INFO"]
        rest = came.removeprefix(path)
        environ["PATH_INFO"] = rest if rest.startswith("/") or not rest else came
        environ["SCRIPT_NAME"] = path
        return inner(environ, start_response)

    return serve
