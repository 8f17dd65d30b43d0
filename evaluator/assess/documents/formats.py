"""The formats of a report: every writer's, and JSON, which is of the report's own making."""

from evaluator.assess.documents import report_json
from evaluator.assess.documents.report_document import LENGTHS, WHOLE, report_outline
from evaluator.assess.report import Report
from evaluator.documents import WRITERS, Format, write, writer
from evaluator.documents.blocks import A4
from evaluator.i18n.language import Language

FORMATS = {**WRITERS, "json": Format("", "application/json", "JSON")}
SHORTENED = {"pdf"}  # the others tell a report whole
MAX_PAGES = 3  # of a report that is shortened


def render(ending: str, report: Report, language: Language, address: str = "", paper: str = A4) -> bytes:
    """Render the report in one format; KeyError for an ending that is not in FORMATS.

    `address` is where the report can be opened again, or "" when the program does not know its own address.
    """
    if ending == "json":
        return report_json.render(report, language)
    if ending in SHORTENED:
        return _fitting(ending, report, language, address, paper)
    return write(ending, report_outline(report, language, address, WHOLE), paper)


def _fitting(ending: str, report: Report, language: Language, address: str, paper: str) -> bytes:
    """Render the report at the first length that fits; one in some hundred has to be set a second time."""
    made = b""
    for length in LENGTHS:
        made = write(ending, report_outline(report, language, address, length), paper)
        if writer(ending).pages(made) <= MAX_PAGES:
            break
    return made
