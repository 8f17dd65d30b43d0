"""The addresses of the door: the one to type, and the square that phones scan."""

from flask import request
from markupsafe import Markup

from evaluator.web.context import site


def address(code: str = "", ticket: str = "") -> str:
    """The door's address: the site's own where it knows it, else the one that the teacher came by."""
    base = site().base_url or request.host_url.rstrip("/")
    parts = [f"{name}={value}" for name, value in (("code", code), ("ticket", ticket)) if value]
    return f"{base}/join" + (f"?{'&'.join(parts)}" if parts else "")


def typed() -> str:
    """The same as one types it."""
    return address().partition("://")[2]


def square(code: str, ticket: str = "") -> Markup:
    """The door's address with the code, to be scanned."""
    from evaluator.classroom.web import qr  # the drawing is loaded with the first class, not with the program

    return Markup(qr.svg(address(code, ticket)))  # noqa: S704  # drawn by segno: squares, and no text of anyone
