"""Runs docs/deploy.md from its first block to its last on a machine made for it, and holds lessons through the proxy.

For root, in name spaces of its own (mounts, processes, and once pip has fetched what it needs, the network): what it
writes to /etc, /srv, /run and /var/log goes with it, and so do its processes. Prints what was seen, as JSON.
"""

import asyncio
import json
import os
import re
import shutil
import ssl
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from evaluator.documents.blocks import SquareCode
from tests.classroom.load import begin, measure, started
from tests.classroom.phones import HTTPS, Phone
from tests.docs_blocks import ROOT, Block, of
from tests.web.live import Server

SEE_OTHER = 303  # the answer to a right code
NAME = "questions.example"
LONG_AFTER = 40 * 24 * 3600  # seconds: past every promise of how long something is kept
CLOCK = "import os, time\nreal = time.time\ntime.time = lambda: real() + int(os.environ.get('CLOCK_AHEAD', '0'))\n"
CERTIFICATE = f"/etc/letsencrypt/live/{NAME}/fullchain.pem"
# What reaches for other machines: packages that are there already, and an authority that knows nobody here.
STAND_INS = {
    "apt-get": "exit 0",
    "certbot": f"mkdir -p $(dirname {CERTIFICATE}) && exec openssl req -x509 -newkey rsa:2048 -nodes -days 30 "
    f"-subj /CN={NAME} -addext subjectAltName=DNS:{NAME} "
    f"-keyout {CERTIFICATE.replace('fullchain', 'privkey')} -out {CERTIFICATE}",
}
# The other ways to run it, in the order of their blocks: at which port, and under which address.
OTHERWISE = ((8443, f"{NAME}:8443"), (HTTPS, f"{NAME}/questions"), (HTTPS, NAME))
CHANGED = ("/etc/nginx/conf.d/questions.conf", "/etc/questions.env", "/etc/systemd/system/questions.service")
WORK = Path("/srv/work")  # the folder in which the blocks are typed: deploy/, the wheel, requirements.txt
# Blocks of docs/deploy.md that are not played here, by a word of theirs, and why.
ELSEWHERE = {
    "four_questions-*.whl   #": "the same commands as deploy/upgrade.sh and the service, without either",
    "backup-sqlite": "tests/test_deploy_files.py runs both, with a class",
}


def run(*command: str, **more: Any) -> str:
    """Run a command that must succeed; gives what it printed."""
    done: subprocess.CompletedProcess[str] = subprocess.run(
        command, capture_output=True, text=True, check=False, **more
    )
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout


def furnish() -> None:
    """Make folders that may be written to, and the commands that this machine lacks."""
    for folder in ("/srv", "/run", "/var/log", "/opt", "/var/lib/questions"):
        Path(folder).mkdir(exist_ok=True)
        run("mount", "-t", "tmpfs", "none", folder)
    shutil.copytree("/etc", "/srv/etc", symlinks=True)
    run("mount", "--bind", "/srv/etc", "/etc")
    for folder in ("/var/log/nginx", "/etc/systemd/system", "/etc/nginx/conf.d", "/etc/nginx/sites-enabled"):
        Path(folder).mkdir(parents=True, exist_ok=True)
    for old in Path("/etc/nginx/sites-enabled").glob("*"):
        old.unlink()
    with Path("/etc/hosts").open("a") as hosts:
        hosts.write(f"\n127.0.0.1 {NAME}\n")
    commands = Path("/srv/bin")
    commands.mkdir()
    stand_in = commands / "systemctl"
    stand_in.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -m tests.faults.systemctl "$@"\n')
    stand_in.chmod(0o755)
    python = Path("/srv/python")  # this one may lie in a home that the site's user cannot enter
    python.mkdir()
    run("mount", "--bind", sys.base_prefix, str(python))
    for name, script in STAND_INS.items():
        (commands / name).write_text(f"#!/bin/sh\n{script}\n")
        (commands / name).chmod(0o755)
    (commands / "python3").symlink_to(python / "bin/python3")


def postgresql(programs: str) -> None:
    """Start a server as the distribution would: its own user, its usual socket, peers by their names."""
    place = Path("/srv/postgresql")
    for folder in (place, Path("/run/postgresql")):
        folder.mkdir()
        shutil.chown(folder, "postgres", "postgres")
    as_it = ("runuser", "-u", "postgres", "--")
    run(*as_it, f"{programs}/initdb", "-D", str(place / "d"), "-A", "peer", "--no-sync", "-E", "UTF8", cwd="/")
    run(*as_it, f"{programs}/pg_ctl", "-D", str(place / "d"), "-w", "-l", str(place / "log"),
        "-o", "-c unix_socket_directories=/run/postgresql", "start", cwd="/")  # fmt: skip


def play(block: Block) -> None:
    """Type a block into a shell, as it is printed; its last line must succeed."""
    print("#", block.page, block.line, file=sys.stderr)
    run("sh", "-c", block.text, cwd=WORK, stdin=subprocess.DEVNULL)


def fetch() -> None:
    """Fetch what pip is going to install, while there is a network: then make the wheel."""
    WORK.mkdir()
    shutil.copytree(ROOT / "deploy", WORK / "deploy")
    shutil.copy(ROOT / "requirements.txt", WORK)
    pip = (sys.executable, "-m", "pip")
    run(*pip, "download", "--quiet", "--require-hashes", "-r", "requirements.txt", "-d", "/srv/wheels", cwd=WORK)
    run(*pip, "download", "--quiet", "psycopg[binary]", "gunicorn", "-d", "/srv/wheels", cwd=WORK)
    run(*pip, "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", str(WORK), str(ROOT), cwd=WORK)


def until_it_serves(port: int) -> None:
    """Wait for a process behind the proxy."""
    end = monotonic() + 60
    address = f"Request('http://127.0.0.1:{port}/healthz', headers={{'Host': '{NAME}'}})"  # it has no other
    asked = [sys.executable, "-c", f"from urllib.request import Request, urlopen; urlopen({address})"]
    while subprocess.run(asked, capture_output=True, check=False).returncode:
        assert monotonic() < end, "".join(file.read_text() for file in Path("/run/questions-test").glob("*.log"))
        sleep(0.2)


def phone(certificate: str, path: str = "") -> Callable[[str, int], Phone]:
    """What a phone needs to reach the site by its name, behind TLS."""
    return partial(Phone, path=path, tls=ssl.create_default_context(cafile=certificate))


def other_ways(blocks: list[Block]) -> dict[str, Any]:
    """A class through each of the other ways that are printed; after each one all is as it was."""
    kept = {file: Path(file).read_text() for file in CHANGED}
    told: dict[str, Any] = {}
    for block, (port, base) in zip(blocks, OTHERWISE, strict=True):
        play(block)
        until_it_serves(8000)
        path = base.removeprefix(f"{NAME}:{port}" if port != HTTPS else NAME)
        told[base] = asyncio.run(small(phone(CERTIFICATE, path), port, base))
        print(f"# {base}: {told[base]}", file=sys.stderr)
        for file, text in kept.items():
            Path(file).write_text(text)
        run("systemctl", "restart", "questions")
        run("systemctl", "reload", "nginx")
    return told


async def small(new: Callable[[str, int], Phone], port: int, base: str) -> dict[str, Any]:
    """A class of six, and what its wall says of the way in."""
    site = Server(NAME, port, Path())
    row = await measure(site, f"at {base}", 1, 6, 1, 2, new)
    room, pupil = await started(site, new), new(NAME, port)
    await pupil.post("/en/class/join", {"code": room.code}, "join")
    room.teacher.tag = ""
    controls = (await room.teacher.get(room.host, "host")).body.decode()
    wall = re.search(r'"([^"]+/class/screen/[^"]+)"', controls)
    assert wall
    screen = (await room.teacher.get(wall[1], "screen")).body.decode()
    square = SquareCode(f"https://{base}/join?code={room.code.replace('-', '')}", f"{base}/join").svg
    links = re.findall(r'(?:href|src|action)="([^"]+)"', controls + screen)
    ours = (f"/{base.partition('/')[2]}", f"https://{base}/", "#", "mailto:")
    told = {
        "counted": [row.answers, row.lost, row.doubled, row.errors], "square": square in screen,
        "cookie": pupil.cookie.partition("=")[0],
        "elsewhere": [link for link in links if not link.startswith(ours)],
    }  # fmt: skip
    for somebody in (room.teacher, pupil):
        await somebody.close()
    return told


async def lesson(new: Callable[[str, int], Phone]) -> dict[str, Any]:
    """A class of thirty that answers and looks on, then eight classes of thirty at the door within three seconds."""
    site = Server(NAME, HTTPS, Path())
    row = await measure(site, "behind the proxy", 1, 30, 3, 6, new)
    rooms = [await begin(site, 0, new) for _ in range(8)]
    pupils = [(room, new(NAME, HTTPS)) for room in rooms for _ in range(30)]
    waited: list[int] = []
    strangers = [new(NAME, HTTPS) for _ in range(40)]

    async def come(place: int, pupil: Phone, code: str) -> int:
        await asyncio.sleep(3 * place / len(pupils))
        for _ in range(3):  # whoever is told that the server is busy presses again when it says
            got = await pupil.post("/en/class/join", {"code": code}, "join")
            if got.status != 503:
                break
            waited.append(got.status)
            await asyncio.sleep(float(got.headers["retry-after"]))
        if got.status == SEE_OTHER:  # a seat is made for whoever brings the cookie back
            await pupil.get("/en/class/seat", "seat")
        return got.status

    work = [come(place, pupil, room.code) for place, (room, pupil) in enumerate(pupils)]
    wrong = [come(place, stranger, "XXXXXX") for place, stranger in enumerate(strangers)]
    statuses = await asyncio.gather(*work, *wrong)
    began = (await new(NAME, HTTPS).get("/en/", "page")).headers
    seat = pupils[0][1]
    told = {
        "lost": row.lost, "doubled": row.doubled, "errors": row.errors, "answers": row.answers,
        "joined": statuses[: len(pupils)].count(SEE_OTHER), "waited": len(waited),
        "wrong": sorted({*statuses[len(pupils) :]}),
        "hsts": "strict-transport-security" in began, "server": began.get("server", ""),
        "cookie": next(got.headers["set-cookie"] for _, got in seat.log if "set-cookie" in got.headers),
    }  # fmt: skip
    for somebody in [*(pupil for _, pupil in pupils), *strangers, *(room.teacher for room in rooms)]:
        await somebody.close()
    return told


def purged(database: str) -> str:
    """What `evaluator purge` says, run long after as the site's own user."""
    Path("/srv/clock").mkdir(exist_ok=True)
    Path("/srv/clock/sitecustomize.py").write_text(CLOCK)
    ahead = ("PYTHONPATH=/srv/clock", f"CLOCK_AHEAD={LONG_AFTER}", f"DATABASE_URL={database}")
    command = ("runuser", "-u", "questions", "--", "env", *ahead, "/opt/questions/venv/bin/evaluator", "purge")
    said = [run(*command, cwd="/") for _ in range(2)]  # the first ends what was left open
    return said[0].strip()


def rows(command: tuple[str, ...], tables: str) -> dict[str, int]:
    """How many rows each table has."""
    names = run(*command, tables, cwd="/").split()
    return {
        name: int(run(*command, f'SELECT count(*) FROM "{name}"', cwd="/"))  # noqa: S608  # names of our own tables
        for name in names
        if "alembic" not in name
    }


def scenario(name: str, database: str, count: Callable[[], dict[str, int]], ports: tuple[int, ...]) -> dict[str, Any]:
    """A lesson through what was deployed; then nothing is left of it, in rows or in logs."""
    for port in ports:
        until_it_serves(port)
    told = asyncio.run(lesson(phone(CERTIFICATE)))
    before = count()
    told |= {"rows_before": sum(before.values()), "purge": purged(database), "rows_after": count()}
    logs = [*Path("/var/log/nginx").glob("*.log"), *Path("/run/questions-test").glob("*.log")]
    said = "".join(file.read_text() for file in logs)
    told["told_in_logs"] = [
        word
        for word in ("class/host", "data-use", "127.0.0.1", "seat=")
        if word in re.sub(r" at:? http://127\.0\.0\.1:", "", said)  # where the servers listen
    ]
    print(f"# {name}: {told}", file=sys.stderr)
    return told


def main(programs: str) -> None:
    """Fetch first; without a network of others from then on."""
    if len(sys.argv) == 2:
        furnish()
        fetch()
        path = f"/srv/bin:{os.environ['PATH']}:/usr/sbin"
        os.environ |= {"PATH": path, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "/srv/wheels"}
        again = ["unshare", "--net", sys.executable, "-m", "tests.faults.deployment", programs, "inside"]
        os.execvp("unshare", again)  # noqa: S606  # the same program, in one name space more
    run("ip", "link", "set", "lo", "up")
    told: dict[str, Any] = {}
    shell = [block for block in of("docs/deploy.md") if block.kind == "sh"]
    first, *between, second = (block for block in shell if not any(word in block.text for word in ELSEWHERE))
    play(first)  # one process on SQLite
    file = "/var/lib/questions/four-questions.db"
    tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    told["sqlite"] = scenario("sqlite", f"sqlite:///{file}", partial(rows, ("sqlite3", file), tables), (8000,))
    told["otherwise"] = other_ways(between)
    postgresql(programs)
    play(second)  # two on PostgreSQL
    server = ("runuser", "-u", "postgres", "--", "psql", "-Atq", "questions", "-c")
    in_server = partial(rows, server, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    told["postgresql"] = scenario("postgresql", "postgresql://questions@/questions", in_server, (8000, 8001))
    refused = ("runuser", "-u", "postgres", "--", "env", "DATABASE_URL=postgresql://questions@/questions")
    command = [*refused, "/opt/questions/venv/bin/evaluator", "purge"]
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", check=False)
    told["refused"] = [done.returncode, done.stderr]
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1])
