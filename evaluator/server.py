"""The server that ships with the program: waitress, which 200 stalled visitors do not stop."""

import errno
import gc
import logging
import time
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

import waitress
from flask import Flask
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError

from evaluator.app import create_app
from evaluator.settings import Settings
from evaluator.web.errors import MAX_QUERY_BYTES
from evaluator.web.logs import RedactingFilter

MAX_HEADER_BYTES = 2 * MAX_QUERY_BYTES
MAX_BODY = 8 * 1024 * 1024  # read to the end, so that the page which refuses a large file is seen; see errors.BODIES
MAX_KEPT_BODY = 800 * 1024  # of it; the largest that any page asks for is 768 KB
REQUEST_LIMIT_S = 60  # from the first byte to the last of a request; and between two of a connection


class BodyBuffer:
    """The body of a request, in memory only; of one that no page would take, the length alone."""

    def __init__(self) -> None:
        """Start empty."""
        self._kept, self._length = BytesIO(), 0

    def append(self, data: bytes) -> None:
        """Take what has come."""
        self._length += len(data)
        if self._length <= MAX_KEPT_BODY:
            self._kept.write(data)
        elif self._kept.getbuffer().nbytes:
            self._kept = BytesIO()

    def __len__(self) -> int:
        """Return how many bytes have come."""
        return self._length

    def getfile(self) -> BytesIO:
        """Return what was kept, to be read from its start."""
        self._kept.seek(0)
        return self._kept

    def close(self) -> None:
        """Forget it."""
        self._kept = BytesIO()


class RequestParser(HTTPRequestParser):
    """waitress's own, which would write a large body into a file, and take two lengths for one."""

    def parse_header(self, header_plus: bytes) -> None:
        """Read the header, then choose where the body goes. Raises ParsingError where its length is said twice."""
        super().parse_header(header_plus)
        twice = self.chunked and "CONTENT_LENGTH" in self.headers
        if twice or "TRANSFER_ENCODING" in self.headers:  # left there for HTTP/1.0, which knows none
            raise ParsingError("Length said twice")
        if self.body_rcv is not None:
            self.body_rcv.buf = BodyBuffer()


class Channel(HTTPChannel):
    """A connection whose requests have to be whole in time: a byte now and then does not keep it open."""

    parser_class = RequestParser
    _begun: float | None = None

    def handle_read(self) -> None:
        """Take what has come; the time of a request that is not whole counts from its first byte."""
        super().handle_read()
        if self.request is None:
            self._begun = None
        elif self._begun is None:
            self._begun = time.time()
        else:
            self.last_activity = self._begun


def _print_place(place: str) -> None:
    print(f"Four Questions is at http://{place}/ (stop with Ctrl+C)", flush=True)


def serve(host: str, ports: Sequence[int], chosen: Settings, listening: Callable[[str], None] = _print_place) -> None:
    """Serve on the first free one of the ports until stopped. Keeps no access log.

    `listening` is called with the address, such as 127.0.0.1:8000; by default it is printed.

    Raises ValueError with what would be right when none of them can be had.
    """
    app = create_app(chosen)
    logging.basicConfig(format="%(levelname)s %(name)s %(message)s", level=logging.INFO)
    logging.getLogger("waitress").addFilter(RedactingFilter())
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # it warns whenever two visitors come at once
    server = _listen(app, host, ports, chosen)
    listening(_place(host, server))
    gc.collect()
    gc.freeze()  # the content stays for good: looking through it for rubbish took 30 ms, now and then, of everyone
    server.run()


def _listen(app: Flask, host: str, ports: Sequence[int], chosen: Settings) -> Any:
    """Return a waitress server on the first free port. Raises ValueError for the last one tried."""
    for port in ports:
        try:
            server = waitress.create_server(
                app,
                host=host,
                port=port,
                threads=chosen.threads,
                ident=None,
                connection_limit=1000,
                max_request_header_size=MAX_HEADER_BYTES,
                max_request_body_size=MAX_BODY,
                channel_timeout=REQUEST_LIMIT_S,
                clear_untrusted_proxy_headers=not chosen.proxies,
            )
        except (OSError, ValueError) as error:  # the latter says of a name that it cannot be used
            if getattr(error, "errno", None) != errno.EADDRINUSE or port == ports[-1]:
                raise ValueError(_unheard(error, host, ports[0])) from error
            continue
        for one in getattr(server, "map", {0: server}).values():  # one for each address of a name
            one.channel_class = Channel
        return server
    return None


def _unheard(error: OSError | ValueError, host: str, port: int) -> str:
    """Say why nobody would be heard at a host and port, and what would be right."""
    if isinstance(error, ValueError):
        why, remedy = "no machine of this name is known", _OTHER_HOST
    else:
        said = (error.strerror or str(error)).lower()
        why, remedy = _REMEDIES.get(error.errno or 0, (said, "choose others with --host and --port"))
    return f"cannot listen on {_place_of(host, port)}: {why}; {remedy}"


_OTHER_HOST = "give --host an address of this machine: 127.0.0.1 for itself alone, 0.0.0.0 for its network"
_REMEDIES = {
    errno.EADDRINUSE: (
        "another program listens there",
        "choose others with --host and --port (make run HOST=... PORT=...), or let --next-free find a port",
    ),
    errno.EADDRNOTAVAIL: ("this is no address of this machine", _OTHER_HOST),
    errno.EACCES: (
        "whoever runs this may not",
        "ports below 1024 are the system’s; choose a higher one with --port, such as 8000",
    ),
}


def _place(host: str, server: Any) -> str:
    """Host and port as in an address. A name such as localhost may stand for several; the first serves."""
    port = server.effective_listen[0][1] if hasattr(server, "effective_listen") else server.effective_port
    return _place_of(host, port)


def _place_of(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
