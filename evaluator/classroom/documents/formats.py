"""The report of a class in every format, behind one table."""

import re
from collections.abc import Callable, Mapping

from evaluator.classroom import report_file
from evaluator.classroom.documents import counts_csv
from evaluator.classroom.documents.report_document import class_outline
from evaluator.classroom.report import ClassReport
from evaluator.content.models.library import Library
from evaluator.documents import WRITERS, Format
from evaluator.documents import write as write_outline
from evaluator.documents.paper import A4
from evaluator.i18n.language import Language

FORMATS: Mapping[str, Format] = {
    **{ending: WRITERS[ending] for ending in ("pdf", "docx", "md")},
    "csv": Format("class_csv", "text/csv; charset=utf-8"),
    "json": Format("class_file", "application/json"),
}


def write(kind: str, report: ClassReport, library: Library, language: Language, paper: str = A4) -> bytes:
    """The report in a format; KeyError for one that is not in FORMATS. The JSON can be read again by `class_file`."""
    if kind in WRITERS and kind in FORMATS:
        return write_outline(kind, class_outline(report, library, language), paper)
    return _DATA[kind](report, library, language)


_DATA: Mapping[str, Callable[[ClassReport, Library, Language], bytes]] = {
    "csv": counts_csv.write,
    "json": lambda report, library, language: report_file.write(report),
}


def file_name(report: ClassReport, language: Language) -> str:
    """Return what the file is called, without its ending: plain letters, with the day."""
    named = "-".join(re.findall(r"[a-z0-9]+", report.platform.lower()))[:40].strip("-")
    return "-".join(part for part in (language.gettext("class-report"), named, report.day.isoformat()) if part)
