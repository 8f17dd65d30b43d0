"""Whose site this is: the shape of site.yaml, and what a page knows of it in one language.

Everything may be left out. What readers see is given in each language that the site is offered in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, StringConstraints

from evaluator.content.models.platforms import EMAIL
from evaluator.content.models.types import Code, Id, Url, content

FILE = r"^[A-Za-z0-9_][A-Za-z0-9_-]*([./][A-Za-z0-9_-]+)*\.(svg|md)$"
COLOUR = r"^#[0-9a-fA-F]{6}$"

Line = Annotated[str, StringConstraints(min_length=1, max_length=120, pattern=r"^[^\n]*\S[^\n]*$")]
Lines = Annotated[str, StringConstraints(min_length=1, max_length=400, pattern=r"\S", strip_whitespace=True)]
Mail = Annotated[str, StringConstraints(pattern=EMAIL, max_length=120)]
File = Annotated[str, StringConstraints(pattern=FILE)]
Colour = Annotated[str, StringConstraints(pattern=COLOUR)]
InEach = Annotated[dict[Code, Line], Field(min_length=1)]
FileInEach = Annotated[dict[Code, File], Field(min_length=1)]


@content
class Accent:
    """The colour of the house, on paper and in the dark; it stands at 4.5:1 or better on every ground."""

    light: Colour
    """On a light page, such as "#7a1f3d"."""
    dark: Colour
    """On a dark page, such as "#f0a8bf"."""


@content
class Operator:
    """Who runs the site, and answers letters."""

    name: Line
    """The full name, as in a register."""
    mail: Mail
    """The address that somebody reads; every page names it."""
    address: Lines = ""
    """Where it sits, one line of a letter each."""
    phone: Line = ""
    """A number to call."""
    register: Line = ""
    """Legal form and number in a register, tax number; as the law of the country asks."""


@content
class Publisher:
    """The person whom the law holds to what the site says."""

    name: Line
    """First name and name."""
    role: InEach | None = None
    """What the law calls that person, in each language. Left out: Responsible for the content."""


@content
class Host:
    """Whose machines the site runs on."""

    name: Line
    """The full name."""
    address: Lines = ""
    """Where it sits."""
    phone: Line = ""
    """A number to call."""


@content
class Controller:
    """Who decides why and how data of visitors are handled, where that is not the operator."""

    name: Line
    """The full name."""
    mail: Mail
    """Where to ask for one's rights."""
    address: Lines = ""
    """Where it sits."""
    phone: Line = ""
    """A number to call."""
    officer: Mail | None = None
    """The data protection officer, or the person in charge, if there is one."""


@content
class HomeLink:
    """The way back to the house's own site."""

    url: Url
    """Its address."""
    name: InEach
    """Its name, in each language."""


@content
class OwnPageFiles:
    """A page of the house, such as an imprint."""

    id: Id
    """Its name in the address."""
    title: InEach
    """Its heading and the words of its link, in each language."""
    text: FileInEach
    """The Markdown file beside site.yaml, in each language, such as site/imprint.en.md."""


@content
class SiteFile:
    """site.yaml."""

    name: InEach | None = None
    """What the site is called, in each language. Left out: Four Questions."""
    logo: File | None = None
    """An SVG file beside site.yaml, such as site/logo.svg."""
    logo_dark: File | None = None
    """The same for dark pages. Left out: the logo."""
    accent: Accent | None = None
    """The colour of links to follow and of buttons."""
    home: HomeLink | None = None
    """The way back to the house's own site, at the foot of every page."""
    operator: Operator | None = None
    """Who runs the site."""
    publisher: Publisher | None = None
    """The person responsible for what it says."""
    host: Host | None = None
    """Whose machines it runs on."""
    controller: Controller | None = None
    """Who answers for data of visitors. Left out: the operator."""
    pages: Annotated[tuple[OwnPageFiles, ...], Field(max_length=12)] = ()
    """Pages of the house, in the order of their links."""


@dataclass(frozen=True)
class Logo:
    """A drawing that was rebuilt from an allow-list, and its measures when 32 high."""

    svg: str
    width: int
    height: int = 32


@dataclass(frozen=True)
class OwnPage:
    """A page of the house in one language; `text` is Markdown."""

    id: str
    title: str
    text: str


@dataclass(frozen=True)
class OwnSite:
    """Whose site this is, in one language. Nothing is known of it unless somebody says so."""

    name: str = ""
    logo: Logo | None = None
    logo_dark: Logo | None = None
    accent: Accent | None = None
    home_url: str = ""
    home_name: str = ""
    operator: Operator | None = None
    publisher: str = ""
    publisher_role: str = ""
    host: Host | None = None
    controller: Controller | None = None
    pages: tuple[OwnPage, ...] = ()

    @property
    def answers_for_data(self) -> Operator | Controller | None:
        """Who answers for data of visitors: the controller, else the operator."""
        return self.controller or self.operator

    @property
    def run_by(self) -> str:
        """The operator in one line, as at the foot of a document; empty when nobody says."""
        return f"{self.operator.name}, {self.operator.mail}" if self.operator else ""

    def page(self, page_id: str) -> OwnPage | None:
        """Return the page with this id, or None."""
        return next((page for page in self.pages if page.id == page_id), None)


def spoken_in(words: Mapping[str, str] | None, code: str) -> str:
    """Return what stands for a language; the first one given where it is missing, and nothing for nothing."""
    return words.get(code) or next(iter(words.values())) if words else ""
