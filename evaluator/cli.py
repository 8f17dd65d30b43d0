"""The command line: serve the site, check the content, score answers without a server, check the links.

Exit codes: 0 all is well; 1 the content has faults, the answers have problems or a link is broken; 2 wrong usage.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl

from evaluator import __version__, sentences
from evaluator.answers import read
from evaluator.content import ContentError, check, load
from evaluator.documents import FORMATS, render
from evaluator.language import SOURCE, Language, languages
from evaluator.report import build_report
from evaluator.settings import settings

MAX_PORT = 65535


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except ContentError as error:
        print(error, file=sys.stderr)
        print(f"{len(error.faults)} faults; nothing was started.", file=sys.stderr)
        return 1
    except ValueError as error:
        print(f"evaluator: {error}", file=sys.stderr)
        return 2
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("evaluator", description="Four questions about any platform.")
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    serve = commands.add_parser("serve", help="serve the website")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (default %(default)s)")
    serve.add_argument("--port", type=_port, default=8000, help="0 for any free one (default %(default)s)")
    serve.set_defaults(run=_serve)

    checks = commands.add_parser("check", help="check a content folder and list every fault")
    checks.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="default: the content of this program")
    checks.set_defaults(run=_check)

    score = commands.add_parser("score", help="print the report for answers written as in an address")
    score.add_argument("answers", help="such as 'platform=X&data-use=ads-forced'")
    score.add_argument("--format", choices=sorted(FORMATS), default="text", help="default %(default)s")
    score.add_argument("--lang", choices=sorted(languages()), default=SOURCE, help="default %(default)s")
    score.set_defaults(run=_score)
    return parser


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > MAX_PORT:
        message = f"'{text}' is not a port; it must be a number from 0 to {MAX_PORT}"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def _serve(options: argparse.Namespace) -> int:
    from evaluator.web.server import serve

    chosen = settings()
    try:
        serve(options.host, options.port, chosen)
    except OSError as error:
        message = f"cannot listen on {options.host}:{options.port}: {error}; choose others with --host and --port"
        raise ValueError(message) from error
    return 0


def _check(options: argparse.Namespace) -> int:
    folder = options.folder or settings().questions
    faults = check(folder, languages() if options.folder is None else _only_source())
    for fault in faults:
        print(fault)
    if not faults:
        print(f"{folder}: no faults")
    return 1 if faults else 0


def _only_source() -> dict[str, Language]:
    """A folder of one's own needs no translation."""
    return {SOURCE: languages()[SOURCE]}


def _score(options: argparse.Namespace) -> int:
    language, today = languages()[options.lang], date.today()
    library = load(settings().questions, languages())[language.code]
    before, mark, after = options.answers.partition("?")
    query = after if mark and "=" not in before else options.answers  # an address, or what stands after its mark
    reading = read(library.questionnaire, parse_qsl(query, keep_blank_values=True), today)
    for problem in reading.problems:
        print(sentences.problem(problem, language), file=sys.stderr)
    if reading.problems:
        return 1
    report = build_report(library, reading.assessment, today)
    sys.stdout.buffer.write(render(options.format, report, language))
    return 0
