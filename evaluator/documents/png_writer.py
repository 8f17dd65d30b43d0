"""A drawing as a PNG, set by typst from picture.typ. The drawing travels as data, and is never code there."""

from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, cast

from evaluator.documents.blocks import Drawing

if TYPE_CHECKING:
    import typst

_TEMPLATE = Path(__file__).with_name("picture.typ")
DOTS_PER_INCH = 72.0  # one for each unit of the drawing
_lock = Lock()  # one compiler keeps its fonts warm; it is not made for two threads at once


def write(drawing: Drawing, _paper: str) -> bytes:
    """Return the picture, as large as the drawing says."""
    size = {"width": str(drawing.width), "height": str(drawing.height)}
    with _lock:
        made = _compiler().compile(format="png", ppi=DOTS_PER_INCH, sys_inputs={"svg": drawing.svg, **size})
    return cast("bytes", made)


@cache
def _compiler() -> "typst.Compiler":
    import typst  # forty megabytes, for those who ask for a picture

    return typst.Compiler(_TEMPLATE)
