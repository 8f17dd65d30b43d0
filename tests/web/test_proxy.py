"""The nginx of docs/deploy.md on ports that anybody may take: it serves, and writes down nothing of a visitor."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.classroom.store.servers import free_port
from tests.conftest import ROOT
from tests.machine import DEPLOYED, lacking
from tests.test_cli_serve import serving

DOCS = (ROOT / "docs/deploy.md").read_text(encoding="utf-8")
CANARIES = ("canary-query", "canary-key", "canary-agent", "canary-referer", "127.0.0.1")
HEADERS = {"User-Agent": "canary-agent", "Referer": "http://canary-referer/"}
REPORT, HOST = "/en/report?platform=canary-query", "/en/class/host/canary-key"


def configuration(folder: Path, port: int, backends: list[int]) -> str:
    """The example, with ports and folders of this test in the place of those that it names."""
    found = re.search(r"```nginx\n(.*?)```", DOCS, re.DOTALL)
    assert found
    text = found[1].replace("listen 443 ssl;", f"listen 127.0.0.1:{port};").replace("/var/log/nginx", str(folder))
    text = text.replace("listen 80;", f"listen 127.0.0.1:{free_port()};")
    text = re.sub(r" *ssl_certificate.*\n", "", text)  # behind TLS it runs in tests/faults/test_deployment.py
    for documented, backend in zip((8001, 8002), backends, strict=True):
        text = text.replace(f"server 127.0.0.1:{documented};", f"server 127.0.0.1:{backend};")
    return f"pid {folder}/pid;\nerror_log {folder}/main.log crit;\nevents {{}}\nhttp {{\n{text}\n}}\n"


@contextmanager
def proxy(folder: Path, backends: list[int]) -> Iterator[str]:
    """nginx before these ports; gives its address."""
    program = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        lacking(DEPLOYED, "nginx is not installed")
    port = free_port()
    (folder / "nginx.conf").write_text(configuration(folder, port, backends))
    command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-g", "daemon off;"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def ask(address: str) -> int:
    """The status of an address, asked by a visitor that would be known again."""
    _, _, host, path = address.split("/", 3)
    for _ in range(50):
        with closing(HTTPConnection(host, timeout=20)) as connection:
            try:
                connection.request("GET", f"/{path}", headers=HEADERS)
                return connection.getresponse().status
            except ConnectionRefusedError:  # nginx is not up yet
                time.sleep(0.1)
    pytest.fail("nginx did not start")


def test_the_proxy_passes_over_a_dead_process_and_knows_nobody(tmp_path: Path) -> None:
    with serving("--port", "0") as (one, first), serving("--port", "0") as (two, second):
        ports = [int(line.split(":")[2].split("/")[0]) for line in (one, two)]
        with proxy(tmp_path, ports) as address:
            assert ask(f"{address}/healthz") == 200
            assert ask(address + REPORT) == 200
            assert {ask(address + path) // 100 for path in (HOST, "/en/x?y=canary-query", "/%zz?canary-query")} == {4}
            first.kill()
            first.wait()
            assert {ask(f"{address}/en/?n={number}") for number in range(6)} == {200}
            second.kill()
            second.wait()
            assert ask(address + HOST) == 502
    logs = {file: file.read_text() for file in tmp_path.glob("*.log")}
    assert sum(text.count("\n") for text in logs.values()) >= 12
    assert [(file.name, canary) for file, text in logs.items() for canary in CANARIES if canary in text] == []
