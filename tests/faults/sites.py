"""Whole servers that can be killed, and pupils who answer through them until all is acknowledged."""

import http.client
import os
import subprocess
import sys
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic, sleep
from urllib.parse import urlencode

from evaluator.content.models.questionnaire import DONT_KNOW
from tests.classroom.store.servers import free_port
from tests.conftest import ROOT
from tests.faults.harness import Load

SERVERS, PUPILS = 2, 6
CANARY = "canary-browser"
FAILED = (OSError, http.client.HTTPException)


class Site:
    """Servers on one database, and the pupils of a class."""

    def __init__(self, load: Load) -> None:
        self.load = load
        self.ports = [free_port() for _ in range(SERVERS)]
        self.servers: list[subprocess.Popen[bytes]] = [self._serve(port) for port in self.ports]
        self.statuses: set[int] = set()
        self._work = SimpleQueue[tuple[str, str]]()
        for question in load.questions:
            for token in load.tokens:
                self._work.put((token, question))
        self._pupils = [Thread(target=self._answer_all, args=(number,), daemon=True) for number in range(PUPILS)]

    def start(self) -> None:
        """Wait for the servers; let the pupils begin."""
        for number in range(SERVERS):
            self.wait_for(number)
        for pupil in self._pupils:
            pupil.start()

    def kill(self, number: int) -> None:
        """kill -9, and start again at the same address."""
        self.servers[number].kill()
        self.servers[number].wait()
        self.servers[number] = self._serve(self.ports[number])

    def wait_for(self, number: int) -> None:
        """Until a server answers."""
        end = monotonic() + 60
        while True:
            try:
                self.get(number, "/en/")
            except FAILED:
                assert monotonic() < end
                sleep(0.05)
            else:
                return

    def get(self, number: int, path: str) -> tuple[int, float]:
        """The status of a page, and after how many seconds."""
        start = monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", self.ports[number], timeout=30)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            return answer.status, monotonic() - start
        finally:
            connection.close()

    def logged(self) -> str:
        """All that the servers have said."""
        return "".join(file.read_text() for file in self.load.folder.glob("log-*"))

    def close(self) -> None:
        """End our processes."""
        for server in self.servers:
            server.kill()
            server.wait()

    def _serve(self, port: int) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "evaluator", "serve", "--port", str(port)]
        ours = {**os.environ, "DATABASE_URL": self.load.address}
        with (self.load.folder / f"log-{port}").open("ab") as log:
            return subprocess.Popen(command, cwd=ROOT, env=ours, stdout=log, stderr=log)

    def _answer_all(self, number: int) -> None:
        turn = number
        while True:
            try:
                token, question = self._work.get_nowait()
            except Empty:
                return
            key = os.urandom(8).hex()
            while (told := self._post(self.ports[turn % SERVERS], token, question, key))[0] != 303:
                status, seconds = told
                if status not in (0, 503):
                    self.load.errors.append(f"status {status}")
                    return
                turn += 1  # the other server, as a proxy would
                sleep(seconds)
            self.load.acknowledged[token, question] = key

    def _post(self, port: int, token: str, question: str, key: str) -> tuple[int, float]:
        """The status, and after how many seconds to come back: whoever comes sooner too often is told 429."""
        body = urlencode({"question": question, "option": DONT_KNOW, "key": key})
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"seat={token}",
                   "Origin": f"http://127.0.0.1:{port}",
                   "User-Agent": CANARY}  # fmt: skip
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("POST", "/en/class/answer", body, headers)
            answer = connection.getresponse()
            answer.read()
        except FAILED:
            return 0, 0.05
        finally:
            connection.close()
        self.statuses.add(answer.status)
        wait = answer.headers["Retry-After"]
        return (500 if answer.status == 503 and not wait else answer.status), float(wait or 0)
