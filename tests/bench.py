"""How fast and how heavy, as ratios: `python -m tests.bench` (or `make bench`).

Each pair is measured in turn within one run, so that a busy machine slows both. Nothing here is asserted: figures of
time belong to a machine. The targets are those of the project, and the last column says which are met.
"""

import http.client
import io
import itertools
import random
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode

import psutil
from flask import Flask
from werkzeug.test import EnvironBuilder

from evaluator.app import create_app
from evaluator.assess.answers import Reading, read
from evaluator.assess.documents.formats import render
from evaluator.assess.report import build_report
from evaluator.assess.scoring import score
from evaluator.content.models.library import Library
from evaluator.content.models.questionnaire import Questionnaire
from evaluator.ethics.documents.context import CodeContext
from evaluator.ethics.documents.formats import write_code
from evaluator.ethics.draft_file import dump_compact
from evaluator.ethics.wizard_steps import STEPS
from tests.ethics.drafts import adding, chez_lou, telling

ROUNDS, STARTS, REPORTS, SECONDS, CLIENTS = 300, 7, 5000, 5, 8
BARE = "from flask import Flask\napp = Flask('bare')\napp.get('/bare')(lambda: 'hello')\n"
SITE = "from evaluator.app import create_app\napp = create_app()\n"
SERVE = "import waitress\nserver = waitress.create_server(app, host='127.0.0.1', port=0, threads=8)\n"
SERVE += "print(server.effective_port, flush=True)\nserver.run()\n"


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    name: str
    figure: str
    target: str = ""
    met: bool | None = None

    def __str__(self) -> str:
        verdict = {True: "met", False: "MISSED", None: ""}[self.met]
        return f"{self.name:<42} {self.figure:>34}   {self.target:<12} {verdict}"


def main() -> None:
    print("Flask alone is 1. Median of interleaved rounds; the address is the same in every round.\n")
    for part in (memory, in_process, wizard_pages, domain, documents, code_of_ethics, start, over_http, sizes):
        for row in part():
            print(row, flush=True)


def worst(form: Questionnaire) -> str:
    """The query with the longest report."""
    return urlencode([("platform", "Instagram"), *((q.id, q.options[-1].id) for q in form.questions)])


def pages(form: Questionnaire) -> dict[str, tuple[str, str, float | None]]:
    """The pages measured: path, query, and the most that they may take, in bare answers."""
    query = worst(form)
    return {
        "question page": ("/en/assess/data", query, 10),
        "question page, French": ("/fr/assess/data", query, 10),
        "report, worst case": ("/en/report", query, 15),
        "report, worst case, French": ("/fr/report", query, 15),
        "report, nothing answered": ("/en/report", "", None),
        "home": ("/en/", "", None),
        "method": ("/en/method", "", None),
    }


def wizard(app: Flask) -> dict[str, tuple[str, dict[str, str], float | None]]:
    """The pages of the wizard, with the bakery's draft as the body: path, body, the most that they may take."""
    library: Library = app.extensions["site"].libraries["en"]
    assert library.ethics
    draft = dump_compact(adding(chez_lou(library), "data.nopixel", "ads.none"), library.ethics)
    rows = {f"wizard: {step}": (f"/fr/ethics/{step}", {"draft": draft}, 20.0) for step in STEPS}
    return {**rows, "wizard: preview": ("/fr/ethics/preview", {"draft": draft}, 10.0)}


def sender(app: Flask, path: str, body: dict[str, str]) -> Callable[[], bytes]:
    """Send a form as a server passes it on, always the same."""
    raw = urlencode(body).encode()
    form = "application/x-www-form-urlencoded"
    environ = EnvironBuilder(path=path, method="POST", data=raw, content_type=form).get_environ()

    def call() -> bytes:
        sent = {**environ, "wsgi.input": io.BytesIO(raw)}
        answer: Any = app(sent, lambda status, headers, failure=None: lambda some: None)
        made = b"".join(answer)
        answer.close()
        return made

    return call


def wizard_pages() -> Iterator[Row]:
    app = create_app()
    shown = wizard(app)
    bare = caller(bare_app(), "/bare")
    for name, (path, body, most) in shown.items():
        took = medians({"bare": bare, name: sender(app, path, body)}, ROUNDS)
        ratio = took[name] / took["bare"]
        met = ratio <= most if most else None
        yield Row(f"  {name}", f"{took[name] * 1e3:.2f} ms = {ratio:.1f} x", f"<= {most:.0f}" if most else "", met)


def form_of(app: Flask) -> Questionnaire:
    form: Questionnaire = app.extensions["site"].libraries["en"].questionnaire
    return form


def bare_app() -> Flask:
    app = Flask("bare")
    app.get("/bare")(lambda: "hello")
    return app


def caller(app: Flask, path: str, query: str = "", coding: str = "") -> Callable[[], bytes]:
    """Call the application as a server does, always with the same environment."""
    headers = [("Accept-Encoding", coding)] if coding else []
    environ = EnvironBuilder(path=path, query_string=query, headers=headers).get_environ()

    def call() -> bytes:
        answer: Any = app(dict(environ), lambda status, headers, failure=None: lambda some: None)
        body = b"".join(answer)
        answer.close()
        return body

    return call


def medians(calls: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Seconds of each call, all of them made in turn in every round."""
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            begun = time.perf_counter()
            call()
            taken[name].append(time.perf_counter() - begun)
    return {name: statistics.median(some) for name, some in taken.items()}


def in_process() -> Iterator[Row]:
    app = create_app()
    for coding in ("", "br"):
        calls: dict[str, Callable[[], object]] = {"bare": caller(bare_app(), "/bare", "", coding)}
        shown = pages(form_of(app))
        calls |= {name: caller(app, path, query, coding) for name, (path, query, _) in shown.items()}
        took = medians(calls, ROUNDS)
        yield Row(f"bare Flask answer{', compression asked for' if coding else ''}", f"{took['bare'] * 1e6:.0f} µs")
        for name, (_, _, most) in shown.items():
            ratio, target = took[name] / took["bare"], "" if most is None or coding else f"<= {most:.0f}"
            met = ratio <= most if target and most else None
            yield Row(f"  {name}{', br' * bool(coding)}", f"{took[name] * 1e3:.2f} ms = {ratio:.1f} x", target, met)


def reading(app: Flask) -> Reading:
    form = form_of(app)
    return read(form, parse_qsl(worst(form)), date.today())


def domain() -> Iterator[Row]:
    app = create_app()
    library, assessment, today = app.extensions["site"].libraries["en"], reading(app).assessment, date.today()
    calls: dict[str, Callable[[], object]] = {
        "scoring": lambda: score(library.questionnaire, assessment.answers),
        "report building": lambda: build_report(library, assessment, today),
    }
    for name, took in medians(calls, ROUNDS).items():
        yield Row(name, f"{took * 1e3:.2f} ms", "< 1 ms", took < 1e-3)


def documents() -> Iterator[Row]:
    app = create_app()
    site, today = app.extensions["site"], date.today()
    for ending in ("pdf", "docx", "md", "txt", "json"):
        names = itertools.count()  # typst remembers what it has set: every document is of another platform

        def make(ending: str = ending, names: Iterator[int] = names) -> bytes:
            assessment = replace(reading(app).assessment, platform=f"Platform {next(names)}")
            report = build_report(site.libraries["en"], assessment, today)
            return render(ending, report, site.languages["en"])

        first = medians({ending: make}, 1)[ending]
        warm = medians({ending: make}, 30)[ending]
        limit = {"pdf": 0.05, "docx": 0.2}.get(ending)
        target = f"< {limit * 1e3:.0f} ms" if limit else ""
        figure = f"first {first * 1e3:.1f} ms, then {warm * 1e3:.1f} ms"
        yield Row(f"document {ending}", figure, target, warm < limit if limit else None)


def code_of_ethics() -> Iterator[Row]:
    """The documents of a code of ethics, of another business each time."""
    site = create_app().extensions["site"]
    lou = chez_lou(site.libraries["fr"])
    for kind, limit in (("pdf", 0.1), ("docx", 0.2), ("html", None), ("md", None)):
        names = itertools.count()

        def make(kind: str = kind, names: Iterator[int] = names) -> bytes:
            some = telling(lou, business_name=f"Chez Lou {next(names)}")
            return write_code(kind, CodeContext.create(some, site.libraries, [site.languages["fr"]], date.today()))

        first, warm = medians({kind: make}, 1)[kind], medians({kind: make}, 30)[kind]
        target = f"< {limit * 1e3:.0f} ms" if limit else ""
        figure = f"first {first * 1e3:.1f} ms, then {warm * 1e3:.1f} ms"
        yield Row(f"code of ethics {kind}", figure, target, warm < limit if limit else None)


def start() -> Iterator[Row]:
    def run(code: str) -> Callable[[], object]:
        return lambda: subprocess.run([sys.executable, "-c", code], check=True)

    took = medians({"flask": run("import flask"), "site": run(SITE)}, STARTS)
    ratio = took["site"] / took["flask"]
    yield Row("start of the program", f"{took['site'] * 1e3:.0f} ms = {ratio:.1f} x flask", "<= 4", ratio <= 4)
    loaded = subprocess.run(
        [sys.executable, "-c", f"{SITE}import sys\nprint('typst' in sys.modules)"],
        capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    yield Row("typst loaded by the start", loaded, "False", loaded == "False")


def memory() -> Iterator[Row]:
    app = create_app()
    questions, chance, process = form_of(app).questions, random.Random(1), psutil.Process()  # noqa: S311  # the same visitors in every run

    def some_reports(count: int) -> None:
        for _ in range(count):
            pairs = [(q.id, chance.choice(q.choices)) for q in questions if chance.random() < 0.9]
            name = "".join(chance.choices("abcdefgh ", k=20))
            caller(app, "/en/report", urlencode([("platform", name), *pairs]))()

    some_reports(500)
    before = process.memory_info().rss
    some_reports(REPORTS)
    growth = process.memory_info().rss / before - 1
    figure = f"{before / 2**20:.0f} MB, {growth:+.1%}"
    yield Row(f"memory after {REPORTS} reports", figure, "< 5 %", growth < 0.05)


@contextmanager
def waitress(code: str) -> Iterator[int]:
    """A server of its own process; gives its port."""
    process = subprocess.Popen(
        [sys.executable, "-c", code + SERVE], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout is not None
    try:
        yield int(process.stdout.readline())
    finally:
        process.terminate()
        process.communicate()


def hammer(port: int, target: str) -> list[float]:
    """Ask for one address from several connections for some seconds; gives the time of each answer."""
    took: list[float] = []
    until = time.perf_counter() + SECONDS

    def client() -> None:
        talk = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while (begun := time.perf_counter()) < until:
            talk.request("GET", target)
            answer = talk.getresponse()
            answer.read()
            assert answer.status == 200
            took.append(time.perf_counter() - begun)
        talk.close()

    threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return took


def over_http() -> Iterable[Row]:
    query = worst(form_of(create_app()))
    with waitress(BARE) as bare, waitress(SITE) as site:
        targets = {
            "bare": (bare, "/bare"),
            "question page": (site, f"/en/assess/data?{query}"),
            "report, worst case": (site, f"/en/report?{query}"),
        }
        for name, (port, target) in targets.items():
            took = hammer(port, target)
            p50, p99 = statistics.median(took), statistics.quantiles(took, n=100)[98]
            rate = len(took) / SECONDS
            yield Row(f"HTTP: {name}", f"{rate:.0f}/s, p50 {p50 * 1e3:.1f}, p99 {p99 * 1e3:.1f} ms")


def sizes() -> Iterator[Row]:
    app = create_app()
    shown = {name: (path, query) for name, (path, query, _) in pages(form_of(app)).items()}
    limits = {"question": 14, "report": 20, "method": 20}
    for name, (path, query) in shown.items():
        plain, gzip, br = (len(caller(app, path, query, coding)()) / 1024 for coding in ("", "gzip", "br"))
        most = limits.get(name.split()[0].strip(","))
        target, met = (f"< {most} KB", gzip < most) if most else ("", None)
        yield Row(f"size: {name}", f"{plain:.1f} KB, gzip {gzip:.1f}, br {br:.1f}", target, met)
    files = ["/en/", "/static/site.css", "/static/site.js", "/static/icon.svg"]
    for coding in ("gzip", "br"):
        total = sum(len(caller(app, path, "", coding)()) for path in files) / 1024
        yield Row(f"size: first visit, {len(files)} requests, {coding}", f"{total:.1f} KB", "< 14 KB", total < 14)


if __name__ == "__main__":
    main()
