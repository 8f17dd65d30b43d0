"""An upgrade and the way back under a class that answers: deploy/upgrade.sh and the copies, run as they are printed.

The older version is the last one before the tables changed, taken from the history and installed beside the new one.
It takes a minute: `make faults` runs it.
"""

import asyncio
import io
import os
import subprocess
import sys
import sysconfig
import tarfile
from collections.abc import Iterator
from contextlib import closing, suppress
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from threading import Thread
from time import monotonic, sleep

import pytest

from tests.classroom.load import Class, begin, counted
from tests.classroom.phones import Phone
from tests.classroom.store.servers import free_port
from tests.conftest import ROOT
from tests.faults.harness import LONG
from tests.test_deploy_files import DEPLOY, program, run
from tests.web.live import Server

PUPILS, SECONDS = 12, 60
TABLES = "evaluator/classroom/store/migrations/versions"
SEE_OTHER, UNAVAILABLE = 303, 503


def git(*arguments: str) -> bytes:
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, check=True).stdout


def wheel(source: Path, to: Path) -> Path:
    """Build the wheel of a folder of sources."""
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", to, source)
    [built] = to.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The last version before the tables changed, and this one."""
    if not LONG:
        pytest.skip("`make faults` runs it")
    try:
        changed = git("log", "--diff-filter=A", "--format=%H", "-1", "--", TABLES).decode().strip()
        archives = [git("archive", commit) for commit in (f"{changed}^", "HEAD")]
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("NOT RUN: the upgrade; the history is not here")
    folder, made = tmp_path_factory.mktemp("wheels"), []
    for name, archive in zip(("old", "new"), archives, strict=True):
        with tarfile.open(fileobj=io.BytesIO(archive)) as sources:
            sources.extractall(folder / name, filter="data")
        made.append(wheel(folder / name, folder / f"{name}-wheel"))
    return made[0], made[1]


class Service:
    """What systemd would do: the program behind the link, started again whenever it ends."""

    def __init__(self, folder: Path) -> None:
        self.home, self.data, self.port = folder / "opt", folder / "data", free_port()
        self.pid, self.running = folder / "pid", False
        self.restart = folder / "restart.sh"
        self.restart.write_text(f"kill $(cat {self.pid})\n")
        packages = sysconfig.get_path("purelib")  # of others' making; ours come from the wheel
        self.environment = {"PYTHONPATH": packages, "EVALUATOR_DATA": str(self.data), "PIP_NO_DEPS": "1"}
        self.said = folder / "said"

    def upgrade(self, new: Path) -> None:
        """Run the script of the guide."""
        command = f"sh {self.restart}" if self.running else "true"
        place = {"QUESTIONS_HOME": str(self.home), "QUESTIONS_RESTART": command, "EVALUATOR_LANGUAGES": "en fr"}
        self.home.mkdir(exist_ok=True)
        sleep(1.1)  # folders are named by the second
        run("sh", DEPLOY / "upgrade.sh", new, **self.environment, **place)

    def start(self) -> None:
        """Keep it running until `stop`."""
        self.running = True
        self.keeper = Thread(target=self._keep, daemon=True)
        self.keeper.start()
        self.wait()

    def _keep(self) -> None:
        while self.running:
            with self.said.open("ab") as said:
                self.process = subprocess.Popen(
                    [self.home / "venv/bin/evaluator", "serve", "--port", str(self.port)],
                    env={**os.environ, **self.environment}, stdout=said, stderr=said, cwd=self.home,
                )  # fmt: skip
            self.pid.write_text(str(self.process.pid))
            self.process.wait()

    def wait(self) -> None:
        """Until it answers."""
        end = monotonic() + 60
        while not self._answers():
            assert monotonic() < end, self.said.read_text()
            sleep(0.1)

    def _answers(self) -> bool:
        with suppress(OSError):
            return self.asked("/en/") == 200
        return False

    def asked(self, path: str) -> int:
        """The status of a page. Raises OSError when nobody answers."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=30)) as talk:
            talk.request("GET", path)
            return talk.getresponse().status

    def stop(self) -> None:
        """End it for good."""
        self.running = False
        self.process.kill()
        self.keeper.join()


@pytest.fixture
def service(wheels: tuple[Path, Path], tmp_path: Path) -> Iterator[Service]:
    program("sqlite3")
    made = Service(tmp_path)
    made.upgrade(wheels[0])
    made.start()
    yield made
    made.stop()


async def answering(room: Class) -> None:
    """Every phone answers, and again until a page of ours has said that the answer is in."""
    chance = Random(1)  # noqa: S311  # when somebody answers is no secret

    async def one(phone: Phone) -> None:
        for question in ("data-use", "money-source", "civil-tone", "connect-with"):
            await asyncio.sleep(chance.random() * SECONDS / 4)
            fields = {"question": question, "option": "dont-know", "key": f"{chance.getrandbits(64):x}"}
            for _ in range(60):
                if (await phone.post("/en/class/answer", fields, "answer")).status == SEE_OTHER:
                    room.acknowledged += 1
                    break
                await asyncio.sleep(0.5)

    await asyncio.gather(*(one(phone) for phone in room.phones))


async def lesson(service: Service, new: Path, copy: Path) -> tuple[Class, int]:
    """A class that answers while the program is replaced, and killed; and how much of it is counted in the end."""
    room = await begin(Server("127.0.0.1", service.port, Path()), PUPILS)
    busy = asyncio.create_task(answering(room))
    await asyncio.sleep(3)
    before = room.acknowledged
    await asyncio.to_thread(run, "sh", DEPLOY / "backup-sqlite.sh", service.data / "four-questions.db", copy)
    await asyncio.to_thread(service.upgrade, new)
    await asyncio.to_thread(service.wait)
    assert before < room.acknowledged < PUPILS * 4
    service.process.kill()  # and without a warning
    await busy
    await asyncio.to_thread(service.wait)
    assert room.acknowledged == PUPILS * 4
    for phone in (room.teacher, *room.phones):
        await phone.close()
    return room, before


def test_nothing_acknowledged_is_lost_over_upgrade_kill_and_way_back(
    service: Service, wheels: tuple[Path, Path], tmp_path: Path
) -> None:
    copy = tmp_path / "copies" / "four-questions.db"
    copy.parent.mkdir()
    old = (service.home / "venv").resolve()
    room, before = asyncio.run(lesson(service, wheels[1], copy))
    assert (service.home / "venv").resolve() != old
    assert asyncio.run(again(room, service)) == PUPILS * 4

    # The way back: the old version refuses the new tables, and goes on with the copy of before.
    service.stop()
    link = service.home / "venv.back"
    link.symlink_to(old)
    link.rename(service.home / "venv")
    service.start()
    assert service.asked(room.host) == UNAVAILABLE
    service.stop()
    run("sh", DEPLOY / "restore-sqlite.sh", copy, service.data / "four-questions.db")
    service.start()
    assert before <= asyncio.run(again(room, service)) <= PUPILS * 4


async def again(room: Class, service: Service) -> int:
    """Count the class by a new connection of its teacher, and end it."""
    room.teacher = Phone("127.0.0.1", service.port)
    try:
        return await counted(room)
    finally:
        await room.teacher.close()
