"""An address as a QR code: one inline SVG without a style, script or outside address. Only here is segno known."""

import segno

BORDER = 4  # modules of white around; a reader needs them


def svg(text: str) -> str:
    """The code as markup that grows with its box. It says nothing to a screen reader: the page tells the address."""
    made = segno.make(text, error="m", micro=False)
    markup: str = made.svg_inline(border=BORDER, omitsize=True, svgclass=None, lineclass=None, light="#fff")
    return markup.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
