"""The lesson kit as a course for a learning platform: one file in the format Common Cartridge 1.1.

Moodle, Canvas, Brightspace and others take it: every document of the kit as a PDF in its group, a discussion for each
dimension with its prompts, and, where the site knows its address, links to the class and to the form.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from evaluator.classroom.documents.lesson_kit import groups, kit
from evaluator.content.models.library import Library
from evaluator.content.topic import topic
from evaluator.documents import write
from evaluator.documents.blocks import A4
from evaluator.i18n.language import Language

ENDING = "imscc"
VERSION = "1.1.0"
XSD, LOM = "http://www.imsglobal.org/xsd/imsccv1p1/", "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest"
WEB_CONTENT, WEB_LINK, DISCUSSION = "webcontent", "imswl_xmlv1p1", "imsdt_xmlv1p1"
MANIFEST = "imsmanifest.xml"
LICENCE = "MIT"


@dataclass(frozen=True)
class CourseItem:
    """One thing in the course: what it is called, its kind, its file."""

    id: str
    title: str
    kind: str
    file: str
    content: bytes = field(repr=False)


def cartridge(
    libraries: Mapping[str, Library], language: Language, day: date, base_url: str = "", paper: str = A4
) -> bytes:
    """Make the file. Raises ValueError where the content has no lesson."""
    library = libraries[language.code]
    if library.lesson is None:
        message = "this content has no class/, so it has no lesson to make a course of"
        raise ValueError(message)
    parts = {
        title: [*_documents(libraries, language, day, paper, group)] for group, title in groups(language).items()
    }
    parts[language.gettext("To discuss")] = [*_discussions(library)]
    if base_url:
        parts[language.gettext("On the site")] = [*_links(library, language, base_url)]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in _files(parts, library, language):
            packed.writestr(zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0)), content)
    return made.getvalue()


def _documents(
    libraries: Mapping[str, Library], language: Language, day: date, paper: str, group: str
) -> Iterator[CourseItem]:
    for item in kit(libraries, language).values():
        if item.group == group:
            file = f"kit/{item.name}.pdf"
            yield CourseItem(f"kit-{item.name}", item.title, WEB_CONTENT, file, write("pdf", item.make(day), paper))


def _discussions(library: Library) -> Iterator[CourseItem]:
    """Make a discussion of each dimension: its question first, then what to talk about."""
    prompts = {each.id: each for each in library.lesson.prompts} if library.lesson else {}
    for dimension in library.questionnaire.dimensions:
        if each := prompts.get(dimension.id):
            thread = _root(f"{XSD}imsdt_v1p1", "topic")
            SubElement(thread, "title").text = dimension.name
            lines = (dimension.question, each.camps, each.scattered, each.agree, each.facts)
            SubElement(thread, "text", texttype="text/html").text = "".join(map(_paragraph, lines))
            yield CourseItem(f"talk-{each.id}", dimension.name, DISCUSSION, f"talk/{each.id}.xml", _xml(thread))


def _paragraph(line: str) -> str:
    """Mark a paragraph: Moodle reads every text as HTML, in which lines of plain text run together."""
    paragraph = Element("p")
    paragraph.text = line
    return tostring(paragraph, encoding="unicode")


def _links(library: Library, language: Language, base_url: str) -> Iterator[CourseItem]:
    for name, title, path in (
        ("class", language.gettext("Your class"), "class/"),
        ("form", topic(library.questionnaire, language).title, ""),
    ):
        link = _root(f"{XSD}imswl_v1p1", "webLink")
        SubElement(link, "title").text = title
        SubElement(link, "url", href=f"{base_url}/{language.code}/{path}", target="_blank")
        yield CourseItem(f"link-{name}", title, WEB_LINK, f"links/{name}.xml", _xml(link))


def _files(
    parts: Mapping[str, list[CourseItem]], library: Library, language: Language
) -> Iterator[tuple[str, bytes]]:
    """Name every file of the package, the manifest first."""
    yield MANIFEST, _manifest(parts, library, language)
    for items in parts.values():
        yield from ((item.file, item.content) for item in items)


def _manifest(parts: Mapping[str, list[CourseItem]], library: Library, language: Language) -> bytes:
    """List what is there and how it is arranged."""
    manifest = _root(f"{XSD}imscp_v1p1", "manifest", identifier="four-questions")
    manifest.set("xmlns:lom", LOM)
    _metadata(SubElement(manifest, "metadata"), library, language)
    arranged = SubElement(SubElement(manifest, "organizations"), "organization", identifier="course")
    arranged.set("structure", "rooted-hierarchy")
    root = SubElement(arranged, "item", identifier="root")
    listed = SubElement(manifest, "resources")
    for number, (title, items) in enumerate(parts.items(), 1):
        part = SubElement(root, "item", identifier=f"part-{number}")
        SubElement(part, "title").text = title
        for item in items:
            place = SubElement(part, "item", identifier=f"item-{item.id}", identifierref=item.id)
            SubElement(place, "title").text = item.title
            resource = SubElement(listed, "resource", identifier=item.id, type=item.kind)
            if item.kind == WEB_CONTENT:
                resource.set("href", item.file)
            SubElement(resource, "file", href=item.file)
    return _xml(manifest)


def _metadata(place: Element, library: Library, language: Language) -> None:
    SubElement(place, "schema").text = "IMS Common Cartridge"
    SubElement(place, "schemaversion").text = VERSION
    about = SubElement(place, "lom:lom")
    general = SubElement(about, "lom:general")
    words = topic(library.questionnaire, language)
    for name, text in (("title", words.title), ("description", language.gettext("Lesson kit"))):
        SubElement(SubElement(general, f"lom:{name}"), "lom:string", language=language.code).text = text
    rights = SubElement(about, "lom:rights")
    SubElement(SubElement(rights, "lom:copyrightAndOtherRestrictions"), "lom:value").text = "yes"
    SubElement(SubElement(rights, "lom:description"), "lom:string", language=language.code).text = LICENCE


def _root(space: str, name: str, **attributes: str) -> Element:
    """Begin a document in a namespace, which is written as it is on its first element."""
    return Element(name, {"xmlns": space, **attributes})


def _xml(root: Element) -> bytes:
    indent(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written
