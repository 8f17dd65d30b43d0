"""Check, export or compare a saved draft of a code of ethics from the command line: `evaluator ethics`.

Exit codes: 0 all is well; 1 something contradicts itself, or a file has problems; 2 wrong usage.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from datetime import date

from evaluator.content import load
from evaluator.content.models.ethics import Ethics
from evaluator.content.models.library import Library
from evaluator.documents.blocks import A4, PAPERS
from evaluator.ethics import draft_file, draft_file_messages
from evaluator.ethics.changes import changes
from evaluator.ethics.documents.context import CodeContext
from evaluator.ethics.documents.formats import CODE, EVIDENCE, write_code, write_evidence
from evaluator.ethics.draft import Draft
from evaluator.ethics.readers import ReadContext
from evaluator.ethics.wording import change_sentence, finding_sentences
from evaluator.i18n.language import Language, started, wordless
from evaluator.settings import Settings
from evaluator.terminal import STANDARD_INPUT, read_file, write_document

_FILE = f"{STANDARD_INPUT} for what another program gives"


class FileProblemError(Exception):
    """A file holds no draft that could be used. What is wrong has been printed."""


def add(command: argparse.ArgumentParser) -> None:
    """Add the commands under `evaluator ethics` to its parser."""
    commands = command.add_subparsers(required=True, metavar="COMMAND")
    checks = commands.add_parser("check", help="what a saved draft contradicts; exit 1 when something blocks")
    checks.add_argument("draft", type=str, metavar="DRAFT.json", help=_FILE)
    _language(checks)
    checks.set_defaults(ethics=_check)

    export = commands.add_parser("export", help="print a saved draft as a document")
    export.add_argument("draft", type=str, metavar="DRAFT.json", help=_FILE)
    export.add_argument("--format", choices=sorted({*CODE, *EVIDENCE}), default="md", help="default %(default)s")
    export.add_argument("--evidence", action="store_true", help="the private evidence sheet, not the code")
    export.add_argument("--paper", choices=sorted(PAPERS), default=A4, help="of pdf and docx; default %(default)s")
    _language(export, "such as fr, or en,fr for both; default: the languages of the draft")
    export.set_defaults(ethics=_export)

    compared = commands.add_parser("changes", help="what differs between two drafts, what readers lose first")
    compared.add_argument("old", type=str, metavar="OLD.json", help=_FILE)
    compared.add_argument("new", type=str, metavar="NEW.json", help=_FILE)
    _language(compared)
    compared.set_defaults(ethics=_changes)


def run(options: argparse.Namespace, chosen: Settings) -> int:
    """Run the chosen command; gives the exit code. Raises ValueError for wrong usage."""
    libraries = load(chosen.questions, started(), chosen.languages, chosen.site)
    if len(_ethics(libraries)) < len(libraries):
        message = f"{chosen.questions} has no ethics/, so it knows no code of ethics"
        raise ValueError(message)
    try:
        code: int = options.ethics(options, libraries)
    except FileProblemError:
        return 1
    return code


def _ethics(libraries: Mapping[str, Library]) -> dict[str, Ethics]:
    return {code: library.ethics for code, library in libraries.items() if library.ethics}


def _language(command: argparse.ArgumentParser, words: str = "such as fr; default: that of the questions") -> None:
    command.add_argument("--lang", metavar="CODE", default="", help=words)


def _spoken(codes: Sequence[str], libraries: Mapping[str, Library]) -> list[Language]:
    unknown = [code for code in codes if code not in libraries]
    if unknown:
        message = f"no language '{unknown[0]}' here; choose from {', '.join(libraries)}"
        raise ValueError(message)
    known = started()
    return [known.get(code) or wordless(code) for code in codes]


def _one(options: argparse.Namespace, libraries: Mapping[str, Library]) -> Language:
    return _spoken([options.lang or next(iter(libraries))], libraries)[0]


def _read(file: str, libraries: Mapping[str, Library], language: Language, today: date) -> Draft:
    """Load the draft in a file and print what is wrong or different. Raises FileProblemError, ValueError."""
    reading = draft_file.load_draft(
        read_file(file), ReadContext(_ethics(libraries), libraries[language.code].questionnaire, today)
    )
    for problem in reading.problems:
        print(f"{file}: {draft_file_messages.problem(problem, language)}", file=sys.stderr)
    for difference in reading.differences:
        print(f"{file}: {draft_file_messages.difference(difference, language)}", file=sys.stderr)
    if reading.problems:
        raise FileProblemError
    return reading.draft


def _severity(name: str, language: Language) -> str:
    words = {"block": language.gettext("BLOCK"), "warn": language.gettext("WARN"), "hint": language.gettext("HINT")}
    return words[name]


def _check(options: argparse.Namespace, libraries: Mapping[str, Library]) -> int:
    language, today = _one(options, libraries), date.today()
    context = CodeContext.create(_read(options.draft, libraries, language, today), libraries, [language], today)
    settled = language.gettext("(settled)")
    for finding in context.findings:
        print(_severity(finding.severity, language), finding.rule, settled if finding.settled else "")
        for sentence in finding_sentences(finding, context.ethics(language), context.draft, language):
            print(f"  {sentence}")
    print(language.ngettext("%(count)s finding", "%(count)s findings", len(context.findings)))
    return 1 if context.blocked else 0


def _export(options: argparse.Namespace, libraries: Mapping[str, Library]) -> int:
    formats, write = (EVIDENCE, write_evidence) if options.evidence else (CODE, write_code)
    if options.format not in formats:
        message = f"there is no {options.format} of it; choose from {', '.join(sorted(formats))}"
        raise ValueError(message)
    today, codes = date.today(), [code for code in options.lang.split(",") if code]
    first = _spoken(codes or [next(iter(libraries))], libraries)[0]
    draft = _read(options.draft, libraries, first, today)
    languages = _spoken(codes or [code for code in draft.languages if code in libraries], libraries)
    made = write(options.format, CodeContext.create(draft, libraries, languages, today, options.paper))
    write_document(made, options.format)
    return 0


def _changes(options: argparse.Namespace, libraries: Mapping[str, Library]) -> int:
    language, today = _one(options, libraries), date.today()
    ethics = _ethics(libraries)[language.code]
    if options.old == options.new == STANDARD_INPUT:
        message = f"{STANDARD_INPUT} can stand for one of the two drafts; give a file for the other"
        raise ValueError(message)
    old, new = (_read(file, libraries, language, today) for file in (options.old, options.new))
    owed, found = language.gettext("(tell readers why)"), changes(ethics, old, new)
    for one in found:
        print(change_sentence(one, ethics, language), owed if one.owes_reason else "")
    if not found:
        print(language.gettext("Both make the same promises."))
    return 0
