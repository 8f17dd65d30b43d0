"""Build the addresses of the door: the one to type, and the QR code that phones scan.

The code is one inline SVG without a style, script or outside address. Only here is segno known.
"""

from flask import request
from markupsafe import Markup

from evaluator.web.context import site

BORDER_MODULES = 4  # of white around; a reader needs them


def address(code: str = "", ticket: str = "") -> str:
    """Return the door's address: the site's own where it knows it, else the one that the teacher came by."""
    base = site().base_url or request.host_url.rstrip("/")
    parts = [f"{name}={value}" for name, value in (("code", code), ("ticket", ticket)) if value]
    return f"{base}/join" + (f"?{'&'.join(parts)}" if parts else "")


def typed() -> str:
    """Return the same as one types it."""
    return address().partition("://")[2]


def qr_code(code: str, ticket: str = "") -> Markup:
    """Draw the door's address with the code, to be scanned."""
    return Markup(svg(address(code, ticket)))  # noqa: S704  # drawn by segno: squares, and no text of anyone


def svg(text: str) -> str:
    """Draw a QR code that grows with its box. It says nothing to a screen reader: the page tells the address."""
    import segno  # loaded with the first class, not with the program

    made = segno.make(text, error="m", micro=False)
    markup: str = made.svg_inline(border=BORDER_MODULES, omitsize=True, svgclass=None, lineclass=None, light="#fff")
    return markup.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
