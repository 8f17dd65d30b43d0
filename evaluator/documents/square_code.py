"""Draw an address as squares that a telephone reads. Only here is segno known."""

BORDER_MODULES = 4  # of white around; a reader needs them


def svg(text: str) -> str:
    """Draw an inline SVG without a style, script or outside address, which grows with its box.

    It says nothing to a screen reader: the page tells the address.
    """
    import segno  # loaded with the first code, not with the program

    made = segno.make(text, error="m", micro=False)
    markup: str = made.svg_inline(border=BORDER_MODULES, omitsize=True, svgclass=None, lineclass=None, light="#fff")
    return markup.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)


def rows(text: str) -> list[str]:
    """Give the rows of squares as figures, 1 for a dark one."""
    import segno  # loaded with the first code, not with the program

    return ["".join(map(str, row)) for row in segno.make(text, error="m", micro=False).matrix]
