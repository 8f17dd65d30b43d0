"""The command line: serve the site, check the content, score answers without a server, keep it true.

Exit codes: 0 all is well; 1 the content has faults, the answers have problems or a link is broken; 2 wrong usage, or
a database that cannot be used; 130 stopped with Ctrl+C; 141 the reader of a pipe has left.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl

from evaluator import __version__
from evaluator.api import fact_set
from evaluator.api.published import as_json
from evaluator.assess.answers import PARAMETERS, read
from evaluator.assess.documents.formats import FORMATS, render
from evaluator.assess.left_out import LeftOut
from evaluator.assess.report import build_report
from evaluator.classroom.documents.cartridge import ENDING, cartridge
from evaluator.classroom.errors import StoreBroken, StoreUnavailable
from evaluator.classroom.store import open_store
from evaluator.content import ContentError, check, ignored, load, translated
from evaluator.content.file_checks import schema_files
from evaluator.content.models.library import Library
from evaluator.content.models.platforms import (
    AGES,
    MAX_FRESH_DAYS,
    PLANS,
    PlatformDeed,
    PlatformFact,
    PlatformProfile,
    PlatformSource,
)
from evaluator.content.site_file import UNNAMED, operator_of
from evaluator.content.topic import topic
from evaluator.documents import WRITERS, write
from evaluator.documents.blocks import A4, PAPERS
from evaluator.ethics import cli as cli_ethics
from evaluator.i18n.language import Language, languages, started, wordless
from evaluator.library.archive_changes import changed_documents, remedies
from evaluator.library.freshness import addresses, stale, stale_facts
from evaluator.library.link_checker import Manners, progress, report, told
from evaluator.library.link_checker import check as check_links
from evaluator.settings import Settings, settings
from evaluator.terminal import (
    INTERRUPTED,
    READER_LEFT,
    UNUSABLE,
    Parser,
    counted,
    discard_output,
    make_printable,
    save,
    unusable,
    write_document,
)
from evaluator.validation.parameters import clean_platform, parameter_problem
from evaluator.validation.pasted_link import query_of

MAX_PORT = 65535
PORTS_TRIED = 20  # with --next-free
MAX_SECONDS = 300
LOOPBACK = ("127.0.0.1", "::1", "localhost")
TABLES = {".csv": fact_set.facts_csv, ".json": as_json}
TEXT = "text"  # what the command calls the format that files end with txt


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code. A reader that has left and Ctrl+C end it without a word."""
    if sys.stdout is None:  # what is opened next would take its place, and be written into
        print("evaluator: standard output is closed; lead it somewhere, such as > /dev/null", file=sys.stderr)
        return UNUSABLE
    make_printable(sys.stdout, sys.stderr)
    try:
        try:
            code = _run(_parser().parse_args(arguments))
        finally:  # after --help too
            sys.stdout.flush()
    except BrokenPipeError:
        discard_output(sys.stdout)
        return READER_LEFT
    except OSError as error:  # of a file, or of the output itself, which tells it once more at the end
        discard_output(sys.stdout)
        print(f"evaluator: {unusable(error)}", file=sys.stderr)
        return UNUSABLE
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def _run(options: argparse.Namespace) -> int:
    try:
        code: int = options.run(options)
    except ContentError as error:
        print(error, file=sys.stderr)
        print(f"{counted(len(error.faults), 'fault')}; nothing was started.", file=sys.stderr)
        if error.untranslated == len(error.faults):
            print(f'To look at it meanwhile: EVALUATOR_LANGUAGES="{" ".join(languages())}" make run', file=sys.stderr)
        return 1
    except (ValueError, StoreBroken, StoreUnavailable) as error:
        print(f"evaluator: {error}", file=sys.stderr)
        if said := getattr(error, "said", ""):
            print(f"The server said: {said}", file=sys.stderr)
        return UNUSABLE
    return code


def _parser() -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = Parser("evaluator", description="Four questions about any platform.")
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    serve = commands.add_parser("serve", help="serve the website")
    _listening(serve)
    serve.set_defaults(run=_serve)

    demo = commands.add_parser(
        "demo", help="serve it with a class that has answered, judged apps and a code of ethics"
    )
    _listening(demo)
    demo.add_argument("--lang", metavar="CODE", default="", help="such as fr; default: that of the questions")
    demo.set_defaults(run=_demo)

    checks = commands.add_parser("check", help="check a content folder and list every fault")
    checks.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="default: the content of this program")
    checks.set_defaults(run=_check)

    score = commands.add_parser("score", help="print the report for answers written as in an address")
    score.add_argument("answers", help="such as 'platform=X&data-use=ads-forced'")
    score.add_argument("--format", choices=sorted([*FORMATS, TEXT]), default=TEXT, help="default %(default)s")
    score.add_argument("--paper", choices=sorted(PAPERS), default=A4, help="of pdf and docx; default %(default)s")
    score.add_argument("--lang", metavar="CODE", help="such as fr; default: the one the questions are written in")
    _questions(score)
    score.set_defaults(run=_score)

    _upkeep(commands)
    _course(commands)
    schema = commands.add_parser("schema", help="write the JSON Schemas that editors check content files with")
    schema.add_argument("folder", type=Path, metavar="DIR", help="where to; made when it is not there")
    schema.set_defaults(run=_schema)
    return parser


def _listening(command: argparse.ArgumentParser) -> None:
    command.add_argument("--host", type=_host, default="127.0.0.1", help="address to listen on (default %(default)s)")
    command.add_argument("--port", type=_port, default=8000, help="0 for any free one (default %(default)s)")
    command.add_argument(
        "--next-free", action="store_true", help="when the port is taken, listen on the next free one"
    )
    _questions(command)


def _upkeep(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    ethics = commands.add_parser("ethics", help="check, export or compare a saved draft of a code of ethics")
    _questions(ethics)
    ethics.set_defaults(run=lambda options: cli_ethics.run(options, _chosen(options)))
    cli_ethics.add(ethics)

    links = commands.add_parser("links", help="ask every address of another site whether it still answers")
    for name, default, what in (("timeout", 15, "to wait for an answer"), ("pause", 1, "between requests to a host")):
        links.add_argument(f"--{name}", type=_seconds, default=default, help=f"seconds {what} (default %(default)s)")
    links.add_argument(
        "--report", type=_page, metavar="FILE", help=f"also write a page to publish: {', '.join(WRITERS)}"
    )
    links.add_argument("--lang", metavar="CODE", help="of that page, such as fr; default: that of the questions")
    links.add_argument("--at-once", type=int, choices=range(1, 33), default=8, metavar="N", help="hosts, up to 32")
    _questions(links)
    links.set_defaults(run=_links)

    stale = commands.add_parser("stale", help="list what was checked too long ago")
    stale.add_argument("--days", type=int, default=365, help="how many days are too long (default %(default)s)")
    stale.add_argument("--facts-days", type=int, default=MAX_FRESH_DAYS, help="for sources (default %(default)s)")
    _questions(stale)
    stale.set_defaults(run=_stale)

    changed = commands.add_parser("changed", help="list the quoted documents that have changed since they were read")
    changed.add_argument("copies", type=Path, metavar="DIR", help="clones of the archives, as OWNER/NAME")
    _questions(changed)
    changed.set_defaults(run=_changed)

    facts = commands.add_parser("facts", help="print what is documented about a platform")
    facts.add_argument("platform", nargs="?", help="its name, or any other that people type")
    facts.add_argument("--export", type=_table, metavar="FILE", help="write all facts as a data set: .csv or .json")
    facts.add_argument("--where", metavar="PLACE", help="such as FR or EU; default: every place")
    facts.add_argument("--age", choices=AGES, help="default: every age")
    facts.add_argument("--plan", choices=PLANS, help="default: every plan")
    facts.add_argument("--lang", metavar="CODE", help="such as fr; default: the one the questions are written in")
    _questions(facts)
    facts.set_defaults(run=_facts)

    purge = commands.add_parser("purge", help="delete the classes whose time is over; the server does it too")
    purge.set_defaults(run=_purge)


def _course(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    course = commands.add_parser("cartridge", help="write the lesson kit as a course for a learning platform")
    course.add_argument(
        "file", type=lambda name: _file(name, [f".{ENDING}"]), metavar="FILE", help=f"ends with .{ENDING}"
    )
    course.add_argument("--paper", choices=sorted(PAPERS), default=A4, help="of its documents; default %(default)s")
    course.add_argument("--lang", metavar="CODE", help="such as fr; default: the one the questions are written in")
    _questions(course)
    course.set_defaults(run=_cartridge)


def _questions(command: argparse.ArgumentParser) -> None:
    command.add_argument("--questions", type=Path, metavar="DIR", help="a content folder of one’s own")


def _chosen(options: argparse.Namespace) -> Settings:
    """Return the settings; what the command says wins."""
    chosen = settings()
    return replace(chosen, questions=options.questions) if options.questions else chosen


def _words(options: argparse.Namespace) -> tuple[Language, Library]:
    """The content in the language of the command; raises ValueError for a language that it is not offered in."""
    chosen = _chosen(options)
    libraries = load(chosen.questions, started(), chosen.languages, chosen.site)
    code = options.lang or next(iter(libraries))
    if code not in libraries:
        message = f"no language '{code}' in {chosen.questions}; choose from {', '.join(libraries)}"
        raise ValueError(message)
    return started().get(code) or wordless(code), libraries[code]


def _host(text: str) -> str:
    return text.strip("[]")  # as it is written before a port


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > MAX_PORT:
        message = f"'{text}' is not a port; it must be a number from 0 to {MAX_PORT}"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def _page(name: str) -> Path:
    return _file(name, [f".{ending}" for ending in WRITERS])


def _table(name: str) -> Path:
    return _file(name, list(TABLES))


def _file(name: str, known: Sequence[str]) -> Path:
    path = Path(name)
    if path.suffix not in known or not path.parent.is_dir():
        endings = ", ".join(known)
        message = f"'{name}' is not a file that can be written; its folder must be there and its ending be {endings}"
        raise argparse.ArgumentTypeError(message)
    return path


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1
    if not 0 <= seconds <= MAX_SECONDS:
        message = f"'{text}' is no number of seconds from 0 to {MAX_SECONDS}"
        raise argparse.ArgumentTypeError(message)
    return seconds


def _serve(options: argparse.Namespace) -> int:
    from evaluator.server import serve

    return _listen(options, serve)


def _demo(options: argparse.Namespace) -> int:
    from evaluator.demo import demonstrate

    return _listen(options, lambda host, ports, chosen: demonstrate(host, ports, chosen, options.lang))


def _listen(options: argparse.Namespace, serve: Callable[[str, Sequence[int], Settings], None]) -> int:
    """Serve until stopped; ValueError with a way out where it cannot listen."""
    chosen, first = _chosen(options), options.port
    _print_gaps(chosen)
    _warn_of_no_operator(chosen, public=options.host not in LOOPBACK and not chosen.in_production)
    last = min(first + PORTS_TRIED - 1, MAX_PORT) if options.next_free else first
    serve(options.host, range(first, last + 1), chosen)
    return 0


def _warn_of_no_operator(chosen: Settings, *, public: bool) -> None:
    """Print that a site others can reach names nobody who runs it."""
    if public and operator_of(chosen.questions, chosen.site) is None:
        print(f"evaluator: {UNNAMED}", file=sys.stderr)


def _print_gaps(chosen: Settings) -> None:
    """Print how many strings each language lacks that was asked for by name; others lack none."""
    known = translated(chosen.questions, started()) if chosen.languages else {}
    for code, (have, all_) in known.items():
        if code in chosen.languages and have < all_:
            message = (
                f"{code}: {all_ - have} of {all_} strings have no translation; they are shown as they were written"
            )
            print(message, file=sys.stderr)


def _check(options: argparse.Namespace) -> int:
    chosen = settings()
    folder = options.folder or chosen.questions
    faults = check(folder, started(), chosen.site)
    if passed_over := ignored(folder):
        print(f"{folder}: no content, ignored: {', '.join(passed_over)}")
    for fault in faults:
        print(fault)
    if not faults:
        for code, (have, all_) in translated(folder, started()).items():
            if 0 < have < all_:
                print(f"{folder}: '{code}' has {have} of {all_} strings, so it is not offered")
        print(f"{folder}: no faults")
        _warn_of_no_operator(replace(chosen, questions=folder), public=chosen.in_production)
    return 1 if faults else 0


def _links(options: argparse.Namespace) -> int:
    chosen = _chosen(options)
    language, library = _words(options)
    named = addresses(load(chosen.questions, started(), chosen.languages, chosen.site).values())
    manners = Manners(options.timeout, options.pause, options.at_once, chosen.base_url)
    with progress(len(named), sys.stderr) as step:
        answers = check_links(list(named), manners, lambda _: step())
    print(told(answers, named))
    if answers and not any(answer.status for answer in answers):
        unwritten = f", so {options.report} was not written" if options.report else ""
        print(f"nobody answered{unwritten}: is this machine connected to the internet?", file=sys.stderr)
        return 1
    if options.report:
        page = report(answers, named, language, topic(library.questionnaire, language).signature, date.today())
        print(f"The page is in {save(options.report, write(options.report.suffix[1:], page))}")
    return 0 if all(answer.good for answer in answers) else 1


def _stale(options: argparse.Namespace) -> int:
    chosen = _chosen(options)
    library = next(iter(load(chosen.questions, started(), chosen.languages, chosen.site).values()))
    found = stale(library, date.today(), options.days)
    for each in found:
        print(f"{each.checked}  {counted(each.days, 'day')}  {each.place}")
    print(f"{len(found)} checked more than {counted(options.days, 'day')} ago")
    facts = stale_facts(library, date.today(), options.facts_days)
    for each in facts:
        print(f"{each.checked}  {counted(each.days, 'day')}  {each.place}")
    print(f"{len(facts)} facts and deeds rest on sources of more than {counted(options.facts_days, 'day')} ago")
    return 1 if found or facts else 0


def _changed(options: argparse.Namespace) -> int:
    chosen = _chosen(options)
    library = next(iter(load(chosen.questions, started(), chosen.languages).values()))
    if not options.copies.is_dir():
        message = f"{options.copies} is no folder; make one, with a clone of each archive in it as OWNER/NAME"
        raise ValueError(message)
    found = list(changed_documents(library, options.copies))
    for each in found:
        print("  ".join(filter(None, (each.state, each.day, f"{each.platform} {each.source}", each.document))))
    print("\n".join([*remedies(found, options.copies), f"{counted(len(found), 'document')} to look at"]))
    return 1 if found else 0


def _facts(options: argparse.Namespace) -> int:
    language, library = _words(options)
    if options.export:
        data = fact_set.facts(library, language)
        print(f"{counted(len(data.facts), 'fact')} in {save(options.export, TABLES[options.export.suffix](data))}")
        return 0
    if not options.platform:
        message = "name a platform, or a file with --export"
        raise ValueError(message)
    name = clean_platform(options.platform)
    profile = library.profile(name)
    if profile is None:
        known = ", ".join(each.id for each in library.profiles) or "none"
        message = f"nothing is documented about '{name}'; known: {known}"
        raise ValueError(message)
    where = options.where and options.where.upper().replace("WORLD", "world")
    limits = {"where": where, "age": options.age, "plan": options.plan}
    print("\n".join(fact_list(profile, library, language, date.today(), **limits)))
    return 0


def _cartridge(options: argparse.Namespace) -> int:
    chosen = _chosen(options)
    language, library = _words(options)
    libraries = load(chosen.questions, started(), chosen.languages, chosen.site)
    made = cartridge({**libraries, language.code: library}, language, date.today(), chosen.base_url, options.paper)
    print(f"{counted(len(made) // 1024, 'KB', 'KB')} in {save(options.file, made)}")
    if not chosen.base_url:
        print("It leads to no site; EVALUATOR_BASE_URL adds the links.")
    return 0


def _purge(options: argparse.Namespace) -> int:
    del options
    store = open_store(settings().database)
    try:
        gone = store.purge()
    finally:
        store.close()
    print(
        f"{counted(gone.ended, 'class', 'classes')} ended, {gone.deleted} deleted; "
        f"{counted(gone.seats, 'seat')} and {counted(gone.answers, 'answer')} with them"
    )
    return 0


def _schema(options: argparse.Namespace) -> int:
    for name, text in schema_files():
        print(save(options.folder / name, text.encode()))
    return 0


def _score(options: argparse.Namespace) -> int:
    today = date.today()
    language, library = _words(options)
    pairs = parse_qsl(query_of(options.answers), keep_blank_values=True)
    reading = read(library.questionnaire, pairs, today)
    problems = [parameter_problem(problem, language) for problem in reading.problems]
    problems += [*map(_slip, reading.assessment.left_out)]
    if not problems and {*PARAMETERS, *library.questionnaire.parameters}.isdisjoint(name for name, _ in pairs):
        problems = [
            "nothing here is an answer; write them as in an address, such as 'platform=X&data-use=ads-forced'"
        ]
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        return 1
    report = build_report(library, reading.assessment, today)
    ending = "txt" if options.format == TEXT else options.format
    write_document(render(ending, report, language, paper=options.paper), ending)
    return 0


def _slip(each: LeftOut) -> str:
    return f"no answer is called '{each.parameter}'" + (f"; did you mean '{each.meant}'?" if each.meant else "")


def fact_list(
    profile: PlatformProfile,
    library: Library,
    language: Language,
    today: date,
    *,
    where: str | None = None,
    age: str | None = None,
    plan: str | None = None,
) -> Iterator[str]:
    """Give the lines on a platform: what it is, its facts by question, then its deeds; nearest place first."""
    _ = language.gettext
    yield profile.name
    if profile.status == "closed":
        yield _("Closed: %(day)s", day=profile.closed_on)
    for question in library.questionnaire.questions:
        facts = profile.facts_for(question.id, where=where, age=age, plan=plan)
        if not facts:
            continue
        texts = {option.id: option.text for option in question.options}
        yield ""
        yield f"{question.text} ({question.id})"
        for fact in facts:
            yield f"  {fact.says} [{_limits(fact)}]"
            yield from (f"    = {texts[option]} ({option})" for option in fact.option)
            yield from _sources(profile.sources_of(fact), language)
            if not profile.is_fresh(fact, today):
                yield f"    ! {_('Older than six months: check it.')}"
    deeds = profile.deeds_for(where=where, minor=age in ("teen", "child"))
    if deeds and library.documented:
        yield ""
        for deed in deeds:
            yield f"{library.documented.deed[deed.id].name} ({deed.id})"
            yield from (f"  {line}" for line in _ways(deed, language))
            yield from _sources(profile.sources_in(deed, language.code), language)


def _limits(fact: PlatformFact) -> str:
    return ", ".join([*fact.where, *filter(None, (fact.age, fact.plan))])


def _ways(deed: PlatformDeed, language: Language) -> Iterator[str]:
    (_, url), (_, path) = deed.page(language.code), deed.menus(language.code)
    yield from filter(None, (url, path, deed.email, deed.note))


def _sources(sources: tuple[PlatformSource, ...], language: Language) -> Iterator[str]:
    for source in sources:
        yield f"    {source.title}{language.comma}{source.date}{language.colon}{source.url}"
