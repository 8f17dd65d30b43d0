"""Phones for the load: each keeps one connection to 127.0.0.1, sends forms, and measures how long an answer took."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from ssl import SSLContext
from time import perf_counter
from urllib.parse import urlencode

PATIENCE = 30.0  # seconds
HTTPS = 443  # the port that no address names


@dataclass(frozen=True)
class Got:
    """What came back, and after how many seconds; status 0 when nothing did."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float


@dataclass
class Phone:
    """One browser without a screen."""

    host: str
    port: int
    cookie: str = ""
    path: str = ""  # under which the site stands
    tls: SSLContext | None = None
    name: str = ""  # of the site, where it is not that of the machine
    tag: str = ""
    reader: asyncio.StreamReader | None = None
    writer: asyncio.StreamWriter | None = None
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)  # one request at a time on one connection
    log: list[tuple[str, Got]] = field(default_factory=list)

    @property
    def site(self) -> str:
        """The name of the site, with its port where a browser writes it."""
        return self.name or (self.host if self.port == HTTPS else f"{self.host}:{self.port}")

    async def get(self, target: str, kind: str = "page") -> Got:
        """A page; 304 when this phone has it already."""
        return await self._ask(kind, "GET", target, [f"If-None-Match: {self.tag}"] if self.tag else [], b"")

    async def post(self, target: str, fields: Mapping[str, str], kind: str = "form") -> Got:
        """A form; the answer is not followed."""
        body = urlencode(fields).encode()
        return await self._ask(
            kind,
            "POST",
            target,
            [
                "Content-Type: application/x-www-form-urlencoded",
                f"Origin: {'https' if self.tls else 'http'}://{self.site}",
            ],
            body,
        )

    async def close(self) -> None:
        """Hang up."""
        if self.writer:
            self.writer.close()
            with suppress(OSError):
                await self.writer.wait_closed()
        self.reader = self.writer = None

    async def _ask(self, kind: str, method: str, target: str, more: list[str], body: bytes) -> Got:
        async with self.turn:
            got = await self._in_turn(method, target, more, body)
        self.log.append((kind, got))
        if "set-cookie" in got.headers:
            self.cookie = got.headers["set-cookie"].partition(";")[0]
        if method == "GET" and got.status == 200:
            self.tag = got.headers.get("etag", "")
        return got

    async def _in_turn(self, method: str, target: str, more: list[str], body: bytes) -> Got:
        start = perf_counter()
        try:
            return await asyncio.wait_for(self._talk(method, target, more, body, start), PATIENCE)
        except (OSError, TimeoutError, asyncio.IncompleteReadError, ValueError):
            await self.close()
            return Got(0, {}, b"", perf_counter() - start)

    async def _talk(self, method: str, target: str, more: list[str], body: bytes, start: float) -> Got:
        if self.reader and self.reader.at_eof():  # the server hung up after a minute of silence, as on any browser
            await self.close()
        if self.reader is None or self.writer is None or self.writer.is_closing():
            self.reader, self.writer = await asyncio.open_connection(
                self.host, self.port, ssl=self.tls, server_hostname=(self.name or None) if self.tls else None
            )
        assert self.reader is not None
        target = target if target.startswith(f"{self.path}/") else f"{self.path}{target}"
        lines = [f"{method} {target} HTTP/1.1", f"Host: {self.site}", f"Content-Length: {len(body)}", *more]
        lines += [f"Cookie: {self.cookie}"] if self.cookie else []
        self.writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        await self.writer.drain()
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        pairs = (line.split(": ", 1) for line in head[1:] if ": " in line)
        headers = {name.lower(): value for name, value in pairs}
        status = int(head[0].split()[1])
        length = 0 if status in (204, 304) else int(headers.get("content-length", "0"))
        content = await self.reader.readexactly(length)
        if headers.get("connection", "").lower() == "close":
            await self.close()
        return Got(status, headers, content, perf_counter() - start)
