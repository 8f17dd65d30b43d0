"""A logo as SVG: read strictly and rebuilt from an allow-list, so that it can do nothing but be looked at.

What could act or fetch (scripts, foreign content, links to elsewhere, entities) is a fault with its place; what
editors leave behind (metadata, layers, comments) is dropped. Declarations in style="" become attributes, which the
site's policy lets pass.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree
from xml.parsers import expat

from evaluator.content.models.site import Logo
from evaluator.content.yaml_source import Fault

MAX_BYTES = 64_000
SVG_NAMESPACE, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
DRAWN = {
    "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "defs",
    "linearGradient", "radialGradient", "stop", "clipPath", "mask", "use", "symbol", "title", "desc",
}  # fmt: skip
ACTS = {
    "script", "foreignObject", "image", "a", "animate", "animateMotion", "animateTransform", "set", "iframe",
    "style", "audio", "video",
}  # fmt: skip
SHOWN = {
    "clip-path", "clip-rule", "cx", "cy", "d", "dx", "dy", "fill", "fill-opacity", "fill-rule", "font-family",
    "font-size", "font-style", "font-weight", "fx", "fy", "gradientTransform", "gradientUnits", "height", "id",
    "letter-spacing", "mask", "offset", "opacity", "points", "preserveAspectRatio", "r", "rx", "ry",
    "spreadMethod", "stop-color", "stop-opacity", "stroke", "stroke-dasharray", "stroke-linecap",
    "stroke-linejoin", "stroke-miterlimit", "stroke-opacity", "stroke-width", "text-anchor", "transform",
    "viewBox", "width", "x", "x1", "x2", "y", "y1", "y2",
}  # fmt: skip
_LENGTH = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)(?:px)?\s*")
_OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)", re.IGNORECASE)


def read_logo(path: Path, name: str) -> tuple[Logo | None, list[Fault]]:
    """Return the logo in a file, or None and what is wrong with it."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        return None, [Fault(name, 1, 1, "", f"cannot be read: {error.strerror}")]
    if len(raw) > MAX_BYTES:
        return None, [Fault(name, 1, 1, "", f"the file is over {MAX_BYTES} bytes; save it simplified")]
    reader = _Reader(name)
    try:
        reader.parser.Parse(raw, True)
    except expat.ExpatError as error:
        message = f"not valid SVG: {expat.errors.messages[error.code]}; save it again as plain SVG"
        return None, [Fault(name, error.lineno, error.offset + 1, "", message)]
    if reader.faults:
        return None, reader.faults
    return _measured(reader.builder.close(), name)


def _measured(root: ElementTree.Element, name: str) -> tuple[Logo | None, list[Fault]]:
    box = [float(part) for part in re.findall(r"-?[0-9]+(?:\.[0-9]+)?", root.get("viewBox", ""))]
    if len(box) != 4:
        sides = [_LENGTH.fullmatch(root.get(side, "")) for side in ("width", "height")]
        box = [0, 0, *(float(side[1]) for side in sides if side)]
    if len(box) != 4 or min(box[2:]) <= 0:
        message = 'has no measures; give the svg element a viewBox such as viewBox="0 0 120 32"'
        return None, [Fault(name, 1, 1, "", message)]
    root.set("viewBox", " ".join(f"{part:g}" for part in box))
    for side in ("width", "height"):
        root.attrib.pop(side, None)
    root.set("xmlns", SVG_NAMESPACE)
    return Logo(ElementTree.tostring(root, encoding="unicode"), max(1, round(32 * box[2] / box[3]))), []


class _Reader:
    """Walks the file with expat, which knows where everything stands, and builds the drawing anew."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.faults: list[Fault] = []
        self.builder = ElementTree.TreeBuilder()
        self.left_out = 0  # how deep inside something that is dropped
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.EntityDeclHandler = lambda *_: self.refuse("declares an entity; remove the DOCTYPE")

    def refuse(self, message: str) -> None:
        place = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        self.faults.append(Fault(self.name, *place, "", message))

    def start(self, full: str, attributes: dict[str, str]) -> None:
        namespace, _, tag = full.rpartition(" ")
        if self.left_out or namespace != SVG_NAMESPACE or tag not in DRAWN:
            if not self.left_out and namespace == SVG_NAMESPACE and tag in ACTS:
                self.refuse(f"<{tag}> may not stand in a logo; remove it, and set colours as attributes such as fill")
            elif not namespace and tag == "svg":
                self.refuse(f'the svg element needs xmlns="{SVG_NAMESPACE}"')
            self.left_out += 1
            return
        self.builder.start(tag, dict(self.kept(attributes)))

    def end(self, full: str) -> None:
        if self.left_out:
            self.left_out -= 1
        else:
            self.builder.end(full.rpartition(" ")[2])

    def text(self, words: str) -> None:
        if not self.left_out:
            self.builder.data(words)

    def kept(self, attributes: Mapping[str, str]) -> Mapping[str, str]:
        """Return the attributes that draw; a fault for each that acts or leads elsewhere."""
        plain = {full: value for full, value in attributes.items() if full != "style"}
        every = {**plain, **_declared(attributes.get("style", ""))}
        found = {}
        for full, value in every.items():
            namespace, _, key = full.rpartition(" ")
            if key.lower().startswith("on"):
                self.refuse(f"{key} is a script; remove it")
            elif key == "href" and namespace in ("", XLINK):
                if not value.startswith("#"):
                    self.refuse("href leads elsewhere; only a part of the same drawing may be used, such as #shape")
                found["href"] = value
            elif _OUTSIDE.search(value):
                self.refuse(f"{key} fetches something; only url(#id) may stand here")
            elif not namespace and key in SHOWN:
                found[key] = value
        return found


def _declared(style: str) -> dict[str, str]:
    """Return the declarations of a style attribute by property."""
    pairs = (part.partition(":") for part in style.split(";"))
    return {key.strip(): value.strip() for key, colon, value in pairs if colon}
