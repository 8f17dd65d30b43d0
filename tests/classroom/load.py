"""Load on classes: a school hour in a minute, then more and more until it gives way. `make load` prints the table.

Every answer that was acknowledged must be counted in the end, exactly once. Times are printed and never asserted.
"""

import argparse
import asyncio
import json
import os
import re
import socket
import sys
import tempfile
from collections.abc import Callable, Coroutine, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from time import perf_counter

from tests.classroom.load_documents import DOCUMENTS, VISITORS, Documents, Pages, different
from tests.classroom.phones import Got, Phone
from tests.classroom.store.servers import found, running
from tests.web.live import Server, serving
from tests.web.nginx import NAME, TRUSTING, proxy

ANSWERS = {
    "data-use": ("service-only", "ads-ask", "ads-forced", "dont-know"),
    "money-source": ("ads-only", "mixed", "unclear", "dont-know"),
    "civil-tone": ("none", "one-two", "six-plus", "dont-know"),
    "connect-with": ("half", "picked", "strangers", "dont-know"),
}
POLL = 3.0  # seconds between two looks of a phone
TRIES = 6  # of one answer; a phone that is told 503 comes again


@dataclass
class Class:
    """A class that runs: its teacher, its phones, and what the server has acknowledged."""

    teacher: Phone
    host: str
    code: str
    phones: list[Phone]
    acknowledged: int = 0


@dataclass(frozen=True)
class Row:
    """A line of the table."""

    what: str
    pupils: int
    answers: int
    lost: int
    doubled: int
    errors: int  # status 5xx, or no answer at all
    seconds: float
    p50: float
    p99: float
    polls: int
    p99_poll: float


async def started(server: Server, new: Callable[[str, int], Phone] = Phone, platform: str = "Load") -> Class:
    """A class that nobody has joined."""
    teacher = new(server.host, server.port)
    fields = {"press": platform, "set": "quick", "mode": "devices", "keep": "7"}
    while (begun := await teacher.post("/en/class/start", fields, "start")).status == 429:
        await asyncio.sleep(5)  # forty classes a minute from one address; the next row starts thirty more
    host = begun.headers["location"]
    page = (await teacher.get(host, "host")).body.decode()
    found = re.search(r'bigcode">([^<]+)', page)
    assert found
    return Class(teacher, host, found[1], [])


async def begin(
    server: Server, pupils: int, new: Callable[[str, int], Phone] = Phone, platform: str = "Load"
) -> Class:
    """A class with so many seats, its questions open."""
    room = await started(server, new, platform)
    room.phones += [new(server.host, server.port) for _ in range(pupils)]
    for phone in room.phones:
        joined = await phone.post("/en/class/join", {"code": room.code}, "join")
        assert joined.status == 303, joined.status
        await phone.get("/en/class/seat", "join")
    assert (await room.teacher.post(room.host, {"action": "open"}, "act")).status == 303
    return room


async def answer_all(room: Class, within: float, random: Random) -> None:
    """Every phone answers every question within so many seconds."""

    async def one(phone: Phone) -> None:
        for question in ANSWERS:
            await asyncio.sleep(random.random() * within / len(ANSWERS))
            done = await answered(phone, question, random)  # others add to the sum meanwhile
            room.acknowledged += done

    await asyncio.gather(*(one(phone) for phone in room.phones))


async def answered(phone: Phone, question: str, random: Random) -> bool:
    """One answer, sent until it is taken."""
    option = random.choice(ANSWERS[question])
    fields = {"question": question, "option": option, "key": f"{random.getrandbits(64):x}"}
    for _ in range(TRIES):
        if (await phone.post("/en/class/answer", fields, "answer")).status == 303:
            return True
        await asyncio.sleep(1 + random.random())
    return False


async def press(room: Class, action: str, question: str = "") -> None:
    """A move of the teacher, who is told 503 like anybody else."""
    for _ in range(TRIES):
        got = await room.teacher.post(room.host, {"action": action, "question": question}, "act")
        if got.status == 303:
            return
        await asyncio.sleep(1)
    raise AssertionError(action, got.status)


async def lead(room: Class, within: float, random: Random) -> None:
    """A lesson all together: question by question, a talk with evidence, a second vote; and everybody looks on.

    The first vote is counted; the phones, the teacher with the live picture, and the wall ask for each new page.
    """
    page = (await room.teacher.get(room.host, "host")).body.decode()
    wall = re.search(r'href="(/\w\w/class/screen/[^"]+)"', page)
    assert wall
    share = within / (len(ANSWERS) + 3)

    async def look() -> None:
        await asyncio.gather(
            *(phone.get("/en/class/seat", "poll") for phone in room.phones),
            room.teacher.get(room.host, "poll"), room.teacher.get(wall[1], "poll"),
        )  # fmt: skip

    async def vote(question: str) -> int:
        async def one(phone: Phone) -> bool:
            await asyncio.sleep(random.random() * share)
            return await answered(phone, question, random)

        return sum(await asyncio.gather(*(one(phone) for phone in room.phones)))

    for question in ANSWERS:
        await press(room, "next", question)
        await look()
        done = await vote(question)
        room.acknowledged += done
    talked = next(iter(ANSWERS))
    for action in ("lock", "reveal", "discuss", "evidence", "vote-again"):
        await press(room, action, talked)
        await look()
        await asyncio.sleep(random.random() * share / 5)
    await vote(talked)


async def poll(room: Class, seconds: float, random: Random) -> None:
    """Every phone looks again and again."""
    end = perf_counter() + seconds

    async def one(phone: Phone) -> None:
        while perf_counter() < end:
            await asyncio.sleep(POLL * (0.5 + random.random()))
            await phone.get("/en/class/seat", "poll")

    await asyncio.gather(*(one(phone) for phone in room.phones))


async def counted(room: Class) -> int:
    """Lock, reveal, and add up what the report says of the first vote; then end the class."""
    for action in ("lock", "reveal"):
        await press(room, action)
    room.teacher.tag = ""
    report = json.loads((await room.teacher.get(f"{room.host}/report.json", "report")).body)
    await room.teacher.post(f"{room.host}/end", {"counts": "delete"}, "end")
    return sum(question["n"] for question in report["questions"])


Way = Callable[[Class, float, Random], Coroutine[object, object, None]]


async def measure(
    server: Server, what: str, classes: int, pupils: int, within: float, polling: float,
    new: Callable[[str, int], Phone] = Phone, way: Way = answer_all,
) -> Row:  # fmt: skip
    """So many classes of so many pupils answer within so many seconds and look on for a while."""
    random = Random(classes * 1000 + pupils)  # noqa: S311  # the same choices in every run
    platform = "TikTok" if way == lead else "Load"  # where something is documented
    rooms = [await begin(server, pupils, new, platform) for _ in range(classes)]
    start = perf_counter()
    work = [way(room, within, random) for room in rooms]
    if polling:
        work += [poll(room, polling, random) for room in rooms]
    await asyncio.gather(*work)
    seconds = perf_counter() - start
    totals = [await counted(room) for room in rooms]
    log = [entry for room in rooms for phone in room.phones for entry in phone.log]
    for room in rooms:
        for phone in [room.teacher, *room.phones]:
            await phone.close()
    return row(what, classes * pupils, rooms, totals, log, seconds)


def row(
    what: str, pupils: int, rooms: Sequence[Class], totals: Sequence[int], log: Sequence[tuple[str, Got]], took: float
) -> Row:
    answers = sorted(got.seconds for kind, got in log if kind == "answer" and got.status == 303)
    polls = sorted(got.seconds for kind, got in log if kind == "poll")
    return Row(
        what=what,
        pupils=pupils,
        answers=sum(room.acknowledged for room in rooms),
        lost=sum(max(0, room.acknowledged - total) for room, total in zip(rooms, totals, strict=True)),
        doubled=sum(max(0, total - room.acknowledged) for room, total in zip(rooms, totals, strict=True)),
        errors=sum(got.status == 0 or got.status >= 500 for _, got in log),
        seconds=took,
        p50=part(answers, 0.5),
        p99=part(answers, 0.99),
        polls=len(polls),
        p99_poll=part(polls, 0.99),
    )


def part(values: Sequence[float], share: float) -> float:
    """The value below which a share of all lies, in milliseconds."""
    return 1000 * values[min(len(values) - 1, int(share * len(values)))] if values else 0.0


def stalled(server: Server, number: int, stack: ExitStack) -> None:
    """So many visitors who never finish their request."""
    for place in range(number):
        talk = stack.enter_context(socket.create_connection((server.host, server.port), 60))
        talk.sendall(b"POST /en/class/answer HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\nX: " + str(place).encode())


async def beside_documents(server: Server, documents: int) -> tuple[list[Row], str]:
    """A class of thirty beside eight who ask for heavy documents; then so many different ones, for the memory."""
    idle, rows, told = Pages(), [], []
    await idle.visit(server, 60)
    told.append(f"pages: median {idle.part(0.5):.0f} ms and worst {idle.part(1):.0f} ms idle")
    for heavy, manner in (Documents(), "waiting a second when put off"), (Documents(0), "never waiting"):
        busy, until = Pages(), asyncio.Event()
        asking = [asyncio.create_task(heavy.ask_on(server, until)) for _ in range(VISITORS)]
        looking = asyncio.create_task(busy.visit(server, 60))
        what = f"1 class of 30 in 10 s beside {VISITORS} heavy documents, {manner}"
        rows.append(await measure(server, what, 1, 30, 10, 10))
        await looking
        until.set()
        await asyncio.gather(*asking)
        told.append(
            f"pages: {busy.part(0.5):.0f} and {busy.part(1):.0f} ms beside those {manner}:"
            f" {heavy.statuses.get(200, 0)} documents made, {heavy.statuses.get(503, 0)} put off"
        )
    seconds, most = await different(server, documents)
    told.append(f"memory: {most:.0f} MB at most during {documents} different documents in {seconds:.0f} s")
    return rows, "\n".join(told)


async def short(server: Server) -> list[Row]:
    """What `make test` runs: one class in two seconds, with and without stalled visitors."""
    rows = [await measure(server, "one class", 1, 40, 2, 4)]
    with ExitStack() as stack:
        stalled(server, 200, stack)
        rows.append(await measure(server, "beside 200 stalled", 1, 40, 2, 0))
    rows.append(await measure(server, "one class, all together", 1, 40, 3, 0, way=lead))
    return rows


async def whole(server: Server) -> list[Row]:
    """The school hour, thirty classes, and the ramp."""
    rows = [
        await measure(server, "1 class of 40, answers in 2 s, polling 60 s", 1, 40, 2, 60),
        await measure(server, "30 classes of 30, answers in 60 s, polling 60 s", 30, 30, 60, 60),
        await measure(
            server, "30 classes of 30, all together, evidence, second vote, in 60 s", 30, 30, 60, 0, way=lead
        ),
    ]
    for within in (20, 10, 5, 2.5):
        rows.append(await measure(server, f"30 classes of 30, answers in {within:g} s", 30, 30, within, 0))
    with ExitStack() as stack:
        stalled(server, 200, stack)
        rows.append(await measure(server, "1 class of 40 in 2 s beside 200 stalled", 1, 40, 2, 0))
    return rows


async def behind(folder: Path) -> list[Row]:
    """The school hour and the ramp through the proxy of deploy/nginx.conf, to one process and to four."""
    database = found()
    assert database, "there is no PostgreSQL here"
    rows = []
    for processes in (1, 4):
        with ExitStack() as stack:
            place = folder / str(processes)
            place.mkdir(mode=0o755)
            address = stack.enter_context(running(database)).new("load")
            more = {"DATABASE_URL": address, "EVALUATOR_PROXIES": "1"}
            servers = []
            for number in range(processes):
                own = place / str(number)
                own.mkdir()
                command = ["-m", "evaluator", "serve", "--port", "0"]
                servers.append(stack.enter_context(serving(command, own, more)))
            front = stack.enter_context(proxy(place, [server.port for server in servers]))
            site, new = Server("127.0.0.1", front.secure, place), partial(Phone, tls=TRUSTING, name=NAME)
            for within, polling in ((60, 60), (20, 0), (10, 0), (5, 0)):
                what = f"30 classes of 30 in {within} s, {processes} process{'es' * (processes > 1)} behind the proxy"
                rows.append(await measure(site, what, 30, 30, within, polling, new))
    return rows


def table(rows: Sequence[Row]) -> str:
    """The rows as Markdown."""
    head = "| what | pupils | answers | lost | doubled | 5xx | answers/s | p50 ms | p99 ms | polls | p99 poll ms |"
    lines = [head, "|---|" + "--:|" * 10]
    lines += [
        f"| {r.what} | {r.pupils} | {r.answers} | {r.lost} | {r.doubled} | {r.errors} | {r.answers / r.seconds:.0f} "
        f"| {r.p50:.0f} | {r.p99:.0f} | {r.polls} | {r.p99_poll:.0f} |"
        for r in rows
    ]
    return "\n".join(lines)


def main() -> int:
    """Run on the database of DATABASE_URL, or on SQLite in a folder of its own."""
    options = argparse.ArgumentParser()
    options.add_argument("--short", action="store_true")
    options.add_argument("--documents", type=int, help="the class beside heavy documents alone, then so many others")
    options.add_argument(
        "--behind", action="store_true", help="on PostgreSQL, one and four processes behind the proxy"
    )
    chosen = options.parse_args()
    if chosen.behind:
        with tempfile.TemporaryDirectory() as folder:
            rows = asyncio.run(behind(Path(folder)))
        print(f"PostgreSQL, processes behind nginx, on {os.cpu_count()} cores", table(rows), sep="\n")
        return 1 if any(r.lost or r.doubled for r in rows) else 0
    with tempfile.TemporaryDirectory() as folder:
        command = ["-m", "evaluator", "serve", "--port", "0"]
        with serving(command, Path(folder)) as server:
            rows = [] if chosen.documents else asyncio.run((short if chosen.short else whole)(server))
            beside, told = asyncio.run(
                beside_documents(server, chosen.documents or (40 if chosen.short else DOCUMENTS))
            )
    print(os.environ.get("DATABASE_URL", "SQLite").partition(":")[0], f"on {os.cpu_count()} cores")
    rows += beside
    print(table(rows), told, sep="\n\n")
    return 1 if any(r.lost or r.doubled for r in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
