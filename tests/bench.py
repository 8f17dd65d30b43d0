"""How fast and how heavy the site is, beside a bare answer of Flask: `python -m tests.bench` (or `make bench`).

The server is the one that visitors meet, in a process of its own; the visitors share the second core. Nothing is
asserted, since times belong to a machine: the goals are those of the project, and the last column says which are met.
"""

import http.client
import itertools
import random
import re
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import psutil

from evaluator.assess.answers import Answers, Assessment
from evaluator.assess.documents.formats import render
from evaluator.assess.report import build_report
from evaluator.content import load
from evaluator.content.models.library import Library
from evaluator.content.models.questionnaire import Questionnaire
from evaluator.ethics.draft_file import dump_compact
from evaluator.i18n.language import languages
from evaluator.settings import folder
from tests.ethics.drafts import adding, chez_lou
from tests.web.live import Server, serving

SECONDS, CONNECTIONS, REPORTS, KILO = 5, 30, 5000, 1024
BARE = (
    "import flask, waitress\napp = flask.Flask('bare')\napp.get('/bare')(lambda: 'hello')\n"
    "server = waitress.create_server(app, host='127.0.0.1', port=0, threads=8)\n"
    "print(f'http://127.0.0.1:{server.effective_port}/', flush=True)\nserver.run()\n"
)
SITE = ("-m", "evaluator", "serve", "--port", "0")
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Target:
    """What the visitors ask for, and the goals: answers a second, milliseconds of the slowest hundredth."""

    name: str
    path: str
    body: str = ""
    rate: int = 0
    p99_ms: int = 0


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    name: str
    figure: str
    goal: str = ""
    met: bool = True

    def __str__(self) -> str:
        verdict = ("met" if self.met else "MISSED") if self.goal else ""
        return f"{self.name:<34} {self.figure:>40}   {self.goal:<28} {verdict}"


def main() -> None:
    libraries = load(folder("questions"), languages())
    print(f"{CONNECTIONS} connections for {SECONDS} seconds each; the server and its visitors on the same machine\n")
    with started("-c", BARE) as bare, started(*SITE) as site:
        print(rate(bare, Target("a bare answer of Flask", "/bare")), flush=True)
        for target in targets(libraries):
            print(rate(site, target), flush=True)
        for row in (first_load(site, "en"), first_load(site, "fr"), memory(site, libraries["en"].questionnaire)):
            print(row, flush=True)
    for row in documents(libraries["en"]):
        print(row, flush=True)


@contextmanager
def started(*arguments: str) -> Iterator[Server]:
    """A server in a process of its own, with a folder of its own."""
    with tempfile.TemporaryDirectory() as place, serving(arguments, Path(place)) as server:
        yield server


def targets(libraries: dict[str, Library]) -> list[Target]:
    """The pages measured: those with a goal, the longest of each door, and the one that every visit begins with."""
    form = libraries["en"].questionnaire
    worst = urlencode([("platform", "Instagram"), *((q.id, q.options[-1].id) for q in form.questions)])
    library = libraries["fr"]
    assert library.ethics
    draft = urlencode({"draft": dump_compact(adding(chez_lou(library), "data.nopixel", "ads.none"), library.ethics)})
    return [
        Target("worst report", f"/en/report?{worst}", rate=100, p99_ms=150),
        Target("worst report, French", f"/fr/report?{worst}", rate=100, p99_ms=150),
        Target("question page", f"/en/assess/data?{worst}", rate=300),
        Target("question page, French", f"/fr/assess/data?{worst}", rate=300),
        Target("home", "/en/"),
        Target("method", "/en/method"),
        Target("actions", "/en/actions/"),
        Target("class: start", "/en/class/start"),
        Target("promises of a code of ethics", "/fr/ethics/promises", draft),
    ]


def rate(server: Server, target: Target) -> Row:
    """Ask for one page from all connections: as fast as they can, and where there is a goal, so many times a second.

    The slowest hundredth counts at the rate of the goal: at full speed thirty connections queue, and their wait says
    no more than the rate does.
    """
    took = visits(server, target)
    per_second, figures, met = len(took) / SECONDS, spread(took), True
    goals = [f">= {target.rate}/s"] * bool(target.rate)
    if target.p99_ms:
        paced = visits(server, target, target.rate)
        figures = f"p99 {percentile(paced, 99):.0f} ms at {len(paced) / SECONDS:.0f}/s"
        goals.append(f"p99 < {target.p99_ms} ms at {target.rate}/s")
        met = percentile(paced, 99) < target.p99_ms and len(paced) / SECONDS >= 0.95 * target.rate
    return Row(target.name, f"{per_second:.0f}/s, {figures}", ", ".join(goals), met and per_second >= target.rate)


def visits(server: Server, target: Target, pace: float = 0) -> list[float]:
    """Ask from all connections for some seconds, without a pause or `pace` times a second in all; gives the times."""
    took: list[float] = []
    begun = time.perf_counter()
    pause = CONNECTIONS / pace if pace else 0

    def visitor(number: int) -> None:
        talk = http.client.HTTPConnection(server.host, server.port, timeout=60)
        due = begun + pause * number / CONNECTIONS
        while max(due, time.perf_counter()) < begun + SECONDS:
            time.sleep(max(0, due - time.perf_counter()))
            asked = due if pace else time.perf_counter()  # whoever is late has waited since it was due
            method, headers = ("POST", FORM) if target.body else ("GET", {})
            talk.request(method, target.path, target.body or None, headers)
            answer = talk.getresponse()
            answer.read()
            assert answer.status == 200, f"{target.name}: {answer.status}"
            took.append(time.perf_counter() - asked)
            due += pause
        talk.close()

    visitors = [threading.Thread(target=visitor, args=(number,)) for number in range(CONNECTIONS)]
    for each in visitors:
        each.start()
    for each in visitors:
        each.join()
    return took


def percentile(took: Sequence[float], place: int) -> float:
    """The milliseconds within which so many of a hundred were answered."""
    return 1e3 * statistics.quantiles(took, n=100)[place - 1]


def spread(took: Sequence[float]) -> str:
    """The usual time and that of the slowest hundredth."""
    return f"p50 {percentile(took, 50):.0f}, p99 {percentile(took, 99):.0f} ms"


def first_load(server: Server, lang: str) -> Row:
    """What a first visit fetches: the page, and everything that it names, compressed."""
    page, weight = fetch(server, f"/{lang}/")
    links = re.findall(r'<link[^>]*rel="(?:stylesheet|icon)"[^>]*>|<(?:script|img)[^>]*src="[^"]+"', page)
    files = {found[1] for link in links if (found := re.search(r'(?:href|src)="(/[^"]+)"', link))}
    total = (weight + sum(fetch(server, file)[1] for file in files)) / KILO
    requests = 1 + len(files)
    figure = f"{total:.1f} KB in {requests} requests"
    return Row(f"first load, {lang}", figure, "< 14 KB in 4 requests", total < 14 and requests <= 4)


def fetch(server: Server, path: str) -> tuple[str, int]:
    """A file as text, and the bytes that it takes when compressed."""
    sizes, body = [], b""
    for coding in ("identity", "br"):
        talk = http.client.HTTPConnection(server.host, server.port, timeout=60)
        talk.request("GET", path, headers={"Accept-Encoding": coding})
        answer = talk.getresponse()
        read = answer.read()
        body = body or read
        sizes.append(len(read))
        talk.close()
    return body.decode(errors="replace"), sizes[-1]


def memory(server: Server, form: Questionnaire) -> Row:
    """The server's memory before and after thousands of different reports."""
    process = next(
        child
        for child in psutil.Process().children()
        if {each.laddr.port for each in child.net_connections()} & {server.port}
    )
    chance = random.Random(1)  # noqa: S311  # the same visitors in every run
    talk = http.client.HTTPConnection(server.host, server.port, timeout=60)

    def some_reports(count: int) -> None:
        for _ in range(count):
            pairs = [(q.id, chance.choice(q.choices)) for q in form.questions if chance.random() < 0.9]
            name = "".join(chance.choices("abcdefgh", k=20))
            talk.request("GET", f"/en/report?{urlencode([('platform', name), *pairs])}")
            talk.getresponse().read()

    some_reports(500)
    before = process.memory_info().rss
    some_reports(REPORTS)
    growth = process.memory_info().rss / before - 1
    figure = f"{before / KILO**2:.0f} MB, then {growth:+.1%}"
    return Row(f"memory over {REPORTS} reports", figure, "flat (< 5 %)", growth < 0.05)


def documents(library: Library) -> Iterator[Row]:
    """The worst report as a file, of another platform each time: typst remembers what it has set."""
    given = Answers({q.id: q.options[-1].id for q in library.questionnaire.questions})
    today, names = date.today(), itertools.count()
    report = build_report(library, Assessment("Platform", "full", given), today)
    for ending in ("pdf", "docx", "md"):
        took = []
        for _ in range(21):
            another = replace(report, assessment=replace(report.assessment, platform=f"Platform {next(names)}"))
            begun = time.perf_counter()
            render(ending, another, languages()["en"])
            took.append(1e3 * (time.perf_counter() - begun))
        yield Row(f"report as {ending}", f"first {took[0]:.0f} ms, then {statistics.median(took[1:]):.0f} ms")


if __name__ == "__main__":
    main()
