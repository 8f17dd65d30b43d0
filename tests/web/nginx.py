"""The proxy of deploy/nginx.conf, run as it stands there, on ports and in folders of a test."""

import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from tests.classroom.store.servers import free_port
from tests.conftest import ROOT

FILE = ROOT / "deploy/nginx.conf"
NAME = "questions.example"
CERTIFICATE = ROOT / "tests/library/self_signed.pem"
KEPT = ("body", "proxy")  # folders where nginx would put what it has no room for
TRUSTING = ssl.create_default_context()
TRUSTING.check_hostname, TRUSTING.verify_mode = False, ssl.CERT_NONE


@dataclass(frozen=True)
class Proxy:
    """Where nginx listens, and the folder that holds all it writes."""

    secure: int
    plain: int
    folder: Path
    pid: int

    def connect(self, name: str = NAME) -> ssl.SSLSocket:
        """A connection as browsers make it."""
        return TRUSTING.wrap_socket(socket.create_connection(("127.0.0.1", self.secure), 20), server_hostname=name)

    def ask(self, path: str, headers: Mapping[str, str] | None = None) -> int:
        """The status of a page."""
        with closing(HTTPConnection(NAME, timeout=20)) as talk:
            talk.sock = self.connect()
            talk.request("GET", path, headers=dict(headers or {}))
            answer: HTTPResponse = talk.getresponse()
            answer.read()
            return answer.status

    def plainly(self, host: str, path: str) -> bytes:
        """What port 80 answers."""
        with socket.create_connection(("127.0.0.1", self.plain), 20) as talk:
            talk.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
            return talk.recv(65536)

    def written(self) -> list[Path]:
        """What it has put aside of requests and answers."""
        return [file for name in KEPT for file in (self.folder / name).rglob("*") if file.is_file()]

    def drip(self, number: int, stack: ExitStack) -> list[ssl.SSLSocket]:
        """So many visitors who begin a request and never end it."""
        found = []
        for _ in range(number):
            talk = stack.enter_context(self.connect())
            talk.sendall(b"GET /en/ HTTP/1.1\r\nHost: questions.example\r\nX-Slow: ")
            found.append(talk)
        return found


def configuration(folder: Path, secure: int, plain: int, backends: list[int]) -> str:
    """The file, with ports and folders of this test in the place of those that it names."""
    text = FILE.read_text(encoding="utf-8").replace("/var/log/nginx", str(folder))
    text = text.replace("listen 443", f"listen 127.0.0.1:{secure}").replace("listen 80", f"listen 127.0.0.1:{plain}")
    text = re.sub(r"/etc/letsencrypt\S+\.pem", str(CERTIFICATE), text)
    servers = "\n".join(f"    server 127.0.0.1:{backend};" for backend in backends)
    text = re.sub(r"    server 127\.0\.0\.1:8000;.*", servers, text)
    aside = "\n".join(
        f"{name}_temp_path {folder}/{place};"
        for name, place in zip(
            ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"), (*KEPT, "x", "y", "z"), strict=True
        )
    )
    events = "events { worker_connections 4096; }"  # as the head of the file asks for
    main = f"pid {folder}/pid;\nerror_log {folder}/main.log crit;\nworker_rlimit_nofile 16384;\n{events}\n"
    return f"{main}http {{\naccess_log {folder}/default.log;\n{aside}\n{text}\n}}\n"


@contextmanager
def proxy(folder: Path, backends: list[int]) -> Iterator[Proxy]:
    """nginx before these ports."""
    program = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        pytest.skip("NOT RUN: the proxy of deploy/nginx.conf; nginx is not installed here")
    secure, plain = free_port(), free_port()
    folder.chmod(0o755)
    (folder / "nginx.conf").write_text(configuration(folder, secure, plain, backends))
    command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-g", "daemon off;"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            _wait(process, secure)
            yield Proxy(secure, plain, folder, process.pid)
        finally:
            process.terminate()


def _wait(process: "subprocess.Popen[str]", port: int) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert process.poll() is None, process.stderr and process.stderr.read()
            time.sleep(0.05)
        else:
            return
    pytest.fail("nginx did not start")
