"""Documents as files to take along: what they are called, and how an answer hands one out."""

from flask import Response

from evaluator.assess.documents.formats import FORMATS
from evaluator.documents.paper import LETTER
from evaluator.web.context import language

SHOWN = {"json"}  # what a browser shows itself; the others are kept as files


def download(made: bytes, ending: str, name: str) -> Response:
    """Hand out a document of FORMATS under a name without its ending."""
    kind = "inline" if ending in SHOWN else "attachment"
    response = Response(made, content_type=FORMATS[ending].media_type)
    response.headers["Content-Disposition"] = f'{kind}; filename="{name}.{ending}"'
    return response


def report_files() -> list[tuple[str, str, str]]:
    """List the documents of a report: the words of the link, the ending, and what its address adds to the query."""
    gettext = language().gettext
    return [
        (gettext("PDF (A4)"), "pdf", ""),
        (gettext("PDF (US Letter)"), "pdf", f"&paper={LETTER}"),
        ("Word", "docx", ""),
        ("Markdown", "md", ""),
        (gettext("Plain text"), "txt", ""),
        ("JSON", "json", ""),
    ]
