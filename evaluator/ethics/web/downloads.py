"""The files of the last page: which there are, and how an answer hands one out."""

from collections.abc import Sequence

from flask import Response

from evaluator.documents.paper import A4, LETTER
from evaluator.ethics.documents.context import CodeContext
from evaluator.ethics.documents.formats import CODE, EVIDENCE, file_name, write_code, write_evidence
from evaluator.ethics.draft import Draft
from evaluator.web.context import language, site, today

BETWEEN = "-"  # before the paper, as in pdf-letter


def files() -> list[tuple[str, list[tuple[str, str]]]]:
    """The public files by what they are for: the words of each button, and its value."""
    gettext = language().gettext
    return [
        (gettext("To edit"), [("Word", "docx"), ("Markdown", "md"), (gettext("Plain text"), "txt")]),
        (gettext("To print"), [
            (gettext("PDF (A4)"), "pdf"), (gettext("PDF (US Letter)"), f"pdf{BETWEEN}{LETTER}"),
            (gettext("Poster"), "poster"),
        ]),
        (gettext("To publish"), [(gettext("HTML to paste"), "html"), (gettext("Short form for a profile"), "short")]),
        (gettext("To remember"), [
            (gettext("Review in the calendar"), "ics"), (gettext("The draft, to open it again"), "json"),
        ]),
    ]  # fmt: skip


def private_files() -> list[tuple[str, str]]:
    """The files of the evidence sheet."""
    return [("Word", "docx"), ("Markdown", "md"), ("CSV", "csv")]


def handed_out(draft: Draft, code: Sequence[str], evidence: Sequence[str]) -> Response | None:
    """The file that was asked for; None when none or an unknown one was, or several at once."""
    kind, _, paper = (code[0] if code else "").partition(BETWEEN)
    internal = bool(evidence)
    kind = evidence[0] if internal else kind
    formats = EVIDENCE if internal else CODE
    if len(code) + len(evidence) != 1 or kind not in formats or paper not in ("", LETTER):
        return None
    here = site()
    told = CodeContext.create(
        draft, here.libraries, [here.languages[name] for name in draft.languages], today(), paper or A4
    )
    made = write_evidence(kind, told) if internal else write_code(kind, told)
    response = Response(made, content_type=formats[kind].media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(kind, told, internal)}"'
    return response
