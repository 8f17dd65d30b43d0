"""The sheet a DOCX is written on: paper, styles, language, head and foot of each page, properties of the file."""

import io
from datetime import UTC, datetime, time
from functools import cache
from typing import cast

import docx
from babel.core import get_global
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from evaluator.documents.blocks import Outline, Paper
from evaluator.i18n.language import Language

MARGIN = 20  # millimetres
PROPERTY = 255  # characters of a title or a name in a file’s properties
SERIF, SANS = "Georgia", "Calibri"
INK, SOFT = RGBColor(0x1F, 0x1C, 0x18), RGBColor(0x5B, 0x55, 0x4C)
# Style: font, size, colour, space before and after in points.
STYLES = {
    "Normal": (SANS, 10.5, INK, 0, 5),
    "Title": (SERIF, 22, INK, 0, 6),
    "Heading 1": (SERIF, 15, INK, 14, 5),
    "Heading 2": (SERIF, 12, INK, 10, 4),
    "Heading 3": (SERIF, 11, INK, 8, 3),
    "Subtitle": (SANS, 14, INK, 2, 6),
    "List Bullet": (SANS, 10.5, INK, 0, 3),
    "List Number": (SANS, 10.5, INK, 0, 3),
    "Said": (SERIF, 13, INK, 2, 8),
    "Small": (SANS, 9, SOFT, 0, 4),
    "Tiny": (SANS, 7.5, SOFT, 0, 3),
    "Huge": (SERIF, 96, INK, 0, 0),
    "Box": (SANS, 10.5, INK, 0, 3),
    "Field": (SANS, 10.5, INK, 9, 3),
    "Cell": (SANS, 9.5, INK, 1, 1),
    "Figures": (SANS, 7.5, INK, 0, 0),
}
BOLD = ("Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3")
CLOSE = ("Cell", "Figures", "Tiny", "Huge")
OWN = ("Said", "Small", "Tiny", "Huge", "Box", "Field", "Cell", "Figures")  # styles that Word does not bring
TABLES = ("Normal Table", "Table Grid")  # all that documents use of a hundred looks of tables
NUMBERS_ROOM = "510"  # twentieths of a point: 9 mm
EFFECTS = "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects"


def sheet(outline: Outline, paper: Paper) -> Document:
    """Return an empty document, ready to be written on."""
    document = docx.Document(io.BytesIO(_blank()))
    _set_paper(document, paper)
    _set_tab(document, paper)
    _set_language(document, outline.language)
    _set_properties(document, outline)
    _set_head_and_foot(document, outline)
    return document


def width(paper: Paper) -> float:
    """Return the length of a line, in millimetres."""
    return paper.width - 2 * MARGIN


@cache
def _blank() -> bytes:
    """Return the empty document of python-docx in our styles, made once.

    Left out are a picture of its empty page, the looks of tables, and all styles once more as Word of 2010 drew them:
    together nine tenths of what would be read and written anew for every document.
    """
    document, made = docx.Document(), io.BytesIO()
    for relations, kind in (
        (document.part.package.rels, RELATIONSHIP_TYPE.THUMBNAIL),
        (document.part.rels, EFFECTS),
    ):
        for name in [name for name, relation in relations.items() if relation.reltype == kind]:
            del relations[name]
    for style in [style for style in document.styles if style.type == WD_STYLE_TYPE.TABLE]:
        if style.name not in TABLES:
            style.delete()
    for name in OWN:
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Normal"]
    for name in STYLES:
        _set_style(document, name)
    _make_room_for_numbers(document)
    document.save(made)
    return made.getvalue()


def _make_room_for_numbers(document: Document) -> None:
    """Set the text of numbered lists so far in that two figures stand before it, in any program’s letters."""
    numbering, style = document.part.numbering_part.element, _style(document, "List Number").element
    kind = numbering.num_having_numId(style.pPr.numPr.numId.val).abstractNumId.val
    [level] = numbering.xpath(f"./w:abstractNum[@w:abstractNumId='{kind}']/w:lvl/w:pPr")
    for mark, key in (("w:tabs/w:tab", "w:pos"), ("w:ind", "w:left"), ("w:ind", "w:hanging")):
        level.xpath(mark)[0].set(qn(key), NUMBERS_ROOM)


def _set_paper(document: Document, paper: Paper) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(paper.width), Mm(paper.height)
    section.left_margin = section.right_margin = Mm(MARGIN)
    section.top_margin = section.bottom_margin = Mm(MARGIN)


def _style(document: Document, name: str) -> ParagraphStyle:
    return cast("ParagraphStyle", document.styles[name])


def _set_style(document: Document, name: str) -> None:
    font, size, colour, before, after = STYLES[name]
    style = _style(document, name)
    style.font.name, style.font.size, style.font.color.rgb = font, Pt(size), colour
    style.font.italic, style.font.bold = name == "Said", name in BOLD
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.0 if name in CLOSE else 1.1
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):  # a theme's font would win
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for tag in ("w:pBdr", "w:rPr/w:spacing", "w:rPr/w:kern"):  # a rule and spaced letters that Word's own titles have
        for mark in style.element.xpath(f".//{tag}"):
            mark.getparent().remove(mark)


def _set_tab(document: Document, paper: Paper) -> None:
    """Set the number of the page at the right end of its line."""
    tabs = _style(document, "Footer").paragraph_format.tab_stops
    tabs.clear_all()
    tabs.add_tab_stop(Mm(width(paper)), WD_TAB_ALIGNMENT.RIGHT)


def _set_language(document: Document, language: Language) -> None:
    """For every style at once, where Word looks for it."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for mark in defaults.iter(qn("w:lang")):
        mark.set(qn("w:val"), tag(language))


def tag(language: Language) -> str:
    """Return a language as Word names it, with the country where most speak it: fr-FR."""
    likely: str = get_global("likely_subtags").get(language.code, language.code)
    country = language.locale.territory or likely.split("_")[-1]
    return f"{language.code}-{country}" if country != language.code else language.code


def _set_properties(document: Document, outline: Outline) -> None:
    about, day = document.core_properties, datetime.combine(outline.day, time(), UTC)
    about.title, about.author = outline.title[:PROPERTY], outline.site[:PROPERTY]
    about.language = outline.language.code
    about.last_modified_by, about.comments, about.keywords = about.author, "", ""
    about.created = about.modified = day


def _set_head_and_foot(document: Document, outline: Outline) -> None:
    section = document.sections[0]
    foot = section.footer.paragraphs[0]
    foot.style = document.styles["Footer"]
    foot.add_run(" · ".join(words for words in (outline.site, outline.title, outline.foot) if words))
    foot.add_run(f"\t{outline.language.gettext('Page')} ")
    field(foot, "PAGE")
    foot.add_run(" / ")
    field(foot, "NUMPAGES")
    for run in foot.runs:
        run.font.size, run.font.color.rgb = Pt(8), SOFT
    if outline.mark:
        head = section.header.paragraphs[0]
        head.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        head.add_run(outline.mark).bold = True


def field(paragraph: Paragraph, name: str) -> None:
    """Return a figure that Word fills in, such as PAGE; 1 stands there until it does."""
    for tag, kind, words in (("fldChar", "begin", ""), ("instrText", "", name), ("fldChar", "separate", ""),
                             ("t", "", "1"), ("fldChar", "end", "")):  # fmt: skip
        mark = OxmlElement(f"w:{tag}")
        if kind:
            mark.set(qn("w:fldCharType"), kind)
        mark.text = words or None
        paragraph.add_run()._r.append(mark)
