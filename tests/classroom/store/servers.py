"""A PostgreSQL of our own on loopback: found where distributions put it, run as another user for root."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier

USER = "app"


def found() -> Path | None:
    """The folder of initdb and pg_ctl: named in POSTGRES_PATH (empty: none), on the PATH, or in its usual place."""
    if os.environ.get("POSTGRES_PATH") == "":
        return None
    if here := os.environ.get("POSTGRES_PATH") or shutil.which("initdb"):
        place = Path(here).resolve()
        return place if place.is_dir() else place.parent
    folders = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/opt/homebrew/opt").glob("postgresql*/bin")]
    return max(folders, key=lambda folder: folder.parts[-2], default=None)


@dataclass(frozen=True)
class Server:
    """A running server: its programs, its data, its port."""

    programs: Path
    data: Path
    port: int

    def address(self, name: str) -> str:
        """The address of a database."""
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{name}"

    def new(self, name: str, like: str = "") -> str:
        """Make an empty database, or a copy of another; gives its address."""
        with psycopg.connect(self.address("postgres"), autocommit=True) as owner:
            owner.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(*map(Identifier, (name, like or "template1"))))
        return self.address(name)

    def set(self, name: str, settings: Mapping[str, str]) -> None:
        """Give a database settings of its own, for whoever connects to it from now on."""
        with psycopg.connect(self.address("postgres"), autocommit=True) as owner:
            for setting, value in settings.items():
                owner.execute(SQL("ALTER DATABASE {} SET {} = {}").format(*map(Identifier, (name, setting)), value))

    def start(self) -> None:
        """Start, and wait until it answers."""
        # It survives being killed, which tests do, but not a power cut: waiting for the disk takes half their time.
        # A plan that a test forbids counts as dear as none ever is, and would be compiled for a second each time.
        options = f"-c fsync=off -c jit=off -c listen_addresses=127.0.0.1 -p {self.port}"
        options += f" -c unix_socket_directories={self.data.parent}/s"
        self.run("pg_ctl", "-D", str(self.data), "-w", "-t", "30", "-l", f"{self.data.parent}/s/log", "-o", options,
                 "start")  # fmt: skip

    def stop(self, how: str = "immediate") -> None:
        """Stop without finishing anything."""
        self.run("pg_ctl", "-D", str(self.data), "-m", how, "stop")

    def process(self) -> int:
        """The id of the process that started all others."""
        return int((self.data / "postmaster.pid").read_text().split()[0])

    def run(self, program: str, *arguments: str) -> None:
        """Run one of its programs, as a user that it accepts."""
        _run(self.programs / program, *arguments)


@contextmanager
def running(programs: Path) -> Iterator[Server]:
    """A new server with nothing in it; gone afterwards."""
    root = Path(tempfile.mkdtemp(prefix="classes-"))
    root.chmod(0o755)
    (root / "d").mkdir(mode=0o700)
    (root / "s").mkdir()
    if os.geteuid() == 0:
        for folder in (root / "d", root / "s"):
            shutil.chown(folder, "postgres", "postgres")
    server = Server(programs, root / "d", free_port())
    _run(programs / "initdb", "-D", str(server.data), "-U", USER, "-A", "trust", "--no-sync", "-E", "UTF8",
         "--locale=C.UTF-8")  # fmt: skip
    server.start()
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(root, ignore_errors=True)


def _run(program: Path, *arguments: str) -> None:
    as_other = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    command = [*as_other, str(program), *arguments]
    done = subprocess.run(command, check=False, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 0, done.stderr


_PORTS = count(20_000 + os.getpid() % 997 * 12)  # below those that a system gives to whoever asks somebody else


def free_port() -> int:
    """A port that nobody listens on, and that no other process of these tests is likely to take before it is used."""
    for port in _PORTS:
        with socket.socket() as free, suppress(OSError):
            free.bind(("127.0.0.1", port))
            return port
    raise AssertionError
