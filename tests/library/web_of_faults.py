"""A small web on this machine where every address is at fault in its own way, and which remembers who asked."""

import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

CERTIFICATE = Path(__file__).parent / "self_signed.pem"
# path -> status, and where it leads
PLACES = {
    "/good": (200, ""),
    "/missing": (404, ""),
    "/gone": (410, ""),
    "/broken": (500, ""),
    "/moved": (301, "/good"),
    "/moved-twice": (308, "/moved"),
    "/for-now": (302, "/good"),
    "/half": (301, "/for-now"),
    "/moved-to-nothing": (301, "/missing"),
    "/nowhere": (302, ""),
    "/loop": (302, "/pool"),
    "/pool": (302, "/loop"),
    "/file": (302, "file:///etc/hostname"),
    "/with space": (200, ""),
}
SLOW = 3  # seconds


@dataclass
class Seen:
    """Everything that was asked of the server."""

    requests: list[tuple[str, str, str]] = field(default_factory=list)  # method, path, who asked
    times: list[float] = field(default_factory=list)
    now: int = 0  # requests being answered
    most: int = 0  # at one time


@dataclass(frozen=True)
class Web:
    """Where the server is, and what it saw."""

    root: str
    seen: Seen

    def methods(self, path: str) -> list[str]:
        return [method for method, asked, _ in self.seen.requests if asked == path]


class FaultyServer(ThreadingHTTPServer):
    """Remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen, self.lock = Seen(), threading.Lock()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A guest who leaves early is no news."""

    @contextmanager
    def remembering(self, method: str, path: str, who: str) -> Iterator[None]:
        with self.lock:
            self.seen.requests.append((method, path, who))
            self.seen.times.append(time.monotonic())
            self.seen.now += 1
            self.seen.most = max(self.seen.most, self.seen.now)
        try:
            yield
        finally:
            with self.lock:
                self.seen.now -= 1


class Handler(BaseHTTPRequestHandler):
    """Answers as the path says."""

    server: FaultyServer

    def do_GET(self) -> None:
        with self.server.remembering(self.command, self.path, self.headers["User-Agent"]):
            if self.path == "/babble":
                self.wfile.write(b"this is no HTTP\r\n\r\n")
                return
            if self.path == "/slow":
                time.sleep(SLOW)
            status, target = self.place()
            self.send_response(status)
            if target:
                self.send_header("Location", target)
            self.send_header("Content-Length", "0")
            self.end_headers()

    def do_HEAD(self) -> None:
        self.do_GET()

    def place(self) -> tuple[int, str]:
        if self.path.startswith("/long-way/"):
            return 302, f"/long-way/{int(self.path.rpartition('/')[2]) + 1}"
        if self.path == "/no-head" and self.command == "HEAD":
            return 405, ""
        if self.path == "/once" and [path for _, path, _ in self.server.seen.requests].count("/once") == 1:
            return 503, ""
        return PLACES.get(unquote(self.path), (200, ""))

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


@contextmanager
def web(tls: bool = False) -> Iterator[Web]:
    """Serve on a free port until the block ends."""
    server = FaultyServer()
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield Web(f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}", server.seen)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
