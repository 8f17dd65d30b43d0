"""Build the addresses of the door: the one to type, and the QR code that phones scan."""

from flask import request
from markupsafe import Markup

from evaluator.documents.blocks import SquareCode
from evaluator.web.context import site


def address(code: str = "", ticket: str = "") -> str:
    """Return the door's address: the site's own where it knows it, else the one that the teacher came by."""
    base = site().base_url or request.host_url.rstrip("/")
    parts = [f"{name}={value}" for name, value in (("code", code), ("ticket", ticket)) if value]
    return f"{base}{request.root_path}/join" + (f"?{'&'.join(parts)}" if parts else "")


def typed() -> str:
    """Return the same as one types it."""
    return address().partition("://")[2]


def qr_code(code: str, ticket: str = "") -> Markup:
    """Draw the door's address with the code, to be scanned."""
    return Markup(SquareCode(address(code, ticket), typed()).svg)  # noqa: S704  # drawn by segno: squares, and no text of anyone
