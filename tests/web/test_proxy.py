"""The proxy of deploy/nginx.conf: it serves, writes down nothing of a visitor, and lets nobody wait for the slow."""

import asyncio
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from itertools import islice
from pathlib import Path

import pytest

from tests.classroom.load import Row, measure, table
from tests.classroom.load_documents import Pages
from tests.classroom.phones import Phone
from tests.faults.harness import LONG
from tests.test_cli_serve import serving
from tests.web import live
from tests.web.nginx import NAME, TRUSTING, Proxy, proxy

CANARIES = ("canary-query", "canary-key", "canary-agent", "canary-referer", "127.0.0.1")
HEADERS = {"User-Agent": "canary-agent", "Referer": "http://canary-referer/"}
REPORT, HOST = "/en/report?platform=canary-query", "/en/class/host/canary-key"
LARGE = 400_000
DRIPPING, MANY_DRIPPING = 150, 1100


@pytest.fixture(scope="module")
def backend() -> Iterator[int]:
    with serving("--port", "0") as (line, _):
        yield port_of(line)


@pytest.fixture
def before(backend: int, tmp_path: Path) -> Iterator[Proxy]:
    with proxy(tmp_path, [backend]) as running:
        yield running


def port_of(line: str) -> int:
    return int(line.split(":")[2].split("/")[0])


def logged(folder: Path) -> dict[Path, str]:
    return {file: file.read_text() for file in folder.glob("*.log")}


def test_the_proxy_passes_over_a_dead_process_and_knows_nobody(tmp_path: Path) -> None:
    with ExitStack() as running:
        one, first = running.enter_context(serving("--port", "0"))
        two, second = running.enter_context(serving("--port", "0"))
        with proxy(tmp_path, [port_of(one), port_of(two)]) as before:
            assert before.ask("/healthz", HEADERS) == 200
            assert before.ask(REPORT, HEADERS) == 200
            odd = (HOST, "/en/x?y=canary-query", "/%zz?canary-query")
            assert {before.ask(path, HEADERS) // 100 for path in odd} == {4}
            first.kill()
            first.wait()
            assert {before.ask(f"/en/?n={number}", HEADERS) for number in range(6)} == {200}
            second.kill()
            second.wait()
            assert before.ask(HOST, HEADERS) == 502
    logs = logged(tmp_path)
    assert sum(text.count("\n") for text in logs.values()) >= 12
    assert [(file.name, canary) for file, text in logs.items() for canary in CANARIES if canary in text] == []


def test_what_is_typed_with_http_is_led_to_https_and_written_down_nowhere(before: Proxy) -> None:
    answer = before.plainly(NAME, HOST).decode()
    assert "301" in answer.splitlines()[0]
    assert f"Location: https://{NAME}{HOST}" in answer
    assert "canary" not in "".join(logged(before.folder).values())


def test_another_name_is_not_answered(before: Proxy) -> None:
    assert before.plainly("other.example", HOST) == b""
    with pytest.raises(ssl.SSLError):
        before.connect("other.example").close()
    assert "canary" not in "".join(logged(before.folder).values())


def test_the_proxy_keeps_neither_what_is_sent_nor_what_is_answered(before: Proxy) -> None:
    head = f"POST /en/ethics/preview HTTP/1.1\r\nHost: {NAME}\r\nContent-Length: {LARGE}\r\n\r\n".encode()
    with before.connect() as sending, before.connect() as reading:
        sending.sendall(head + b"x" * (LARGE - 1))
        reading.sendall(f"GET /api/v1/platforms HTTP/1.1\r\nHost: {NAME}\r\n\r\n".encode())
        assert reading.recv(1)  # and no more: the rest waits somewhere
        assert before.written() == []
        sending.sendall(b"x")
        assert sending.recv(12).startswith(b"HTTP/1.1 ")
    assert before.written() == []


def test_those_who_drip_keep_nobody_waiting(before: Proxy) -> None:
    with ExitStack() as stack:
        before.drip(DRIPPING, stack)
        assert {before.ask("/healthz"), before.ask("/en/"), before.ask(REPORT)} == {200}


async def lesson(before: Proxy, what: str) -> tuple[Row, Pages]:
    """A class of thirty behind the proxy, and pages beside it."""
    site, pages = live.Server("127.0.0.1", before.secure, before.folder), Pages()
    new = partial(Phone, tls=TRUSTING, name=NAME)
    looking = asyncio.create_task(pages.visit(site, 120, new))
    row = await measure(site, what, 1, 30, 20, 20, new)
    await looking
    return row, pages


def test_eleven_hundred_who_drip_all_the_time_do_no_harm_to_a_class(tmp_path: Path) -> None:
    """Each sends a byte a second, and comes again when it is let go. Times are told and not asserted."""
    if not LONG:
        pytest.skip("`make faults` runs it")
    with ExitStack() as stack:
        command = ["-m", "evaluator", "serve", "--port", "0"]
        site = stack.enter_context(live.serving(command, tmp_path, {"EVALUATOR_PROXIES": "1"}))
        before = stack.enter_context(proxy(tmp_path, [site.port]))
        alone = asyncio.run(lesson(before, "alone"))
        dripping = [sys.executable, "-m", "tests.web.dripping", str(before.secure), str(MANY_DRIPPING)]
        drops = stack.enter_context(
            subprocess.Popen(dripping, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        )
        assert drops.stdin
        assert drops.stdout
        assert next(number for number in map(int, drops.stdout) if number >= 0.9 * MANY_DRIPPING)
        beside = asyncio.run(lesson(before, f"beside {MANY_DRIPPING} dripping"))
        drops.stdin.close()
        during = sorted(map(int, islice(drops.stdout, 20)))
    print(table([alone[0], beside[0]]), f"connected: {during[0]} to {during[-1]}", sep="\n\n")
    for row, pages in (alone, beside):
        print(f"{row.what}: pages median {pages.part(0.5):.0f} ms, worst {pages.part(1):.0f} ms")
        assert (row.answers, row.lost, row.doubled, row.errors) == (120, 0, 0, 0)
    assert during[0] > 0.6 * MANY_DRIPPING  # who is let go needs a moment to come again
