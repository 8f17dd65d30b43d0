"""The server that ships with the program: waitress, which 200 stalled visitors do not stop."""

import errno
import gc
import logging
from collections.abc import Sequence
from typing import Any

import waitress
from flask import Flask

from evaluator.app import create_app
from evaluator.settings import Settings
from evaluator.web.errors import MAX_QUERY_BYTES
from evaluator.web.logs import RedactingFilter

MAX_HEADER_BYTES = 2 * MAX_QUERY_BYTES
MAX_BODY = 8 * 1024 * 1024  # read to the end, so that the page which refuses a large file is seen; see errors.BODIES


def serve(host: str, ports: Sequence[int], chosen: Settings) -> None:
    """Serve on the first free one of the ports until stopped. Prints the address; keeps no access log.

    Raises OSError when none of them can be had.
    """
    app = create_app(chosen)
    logging.basicConfig(format="%(levelname)s %(name)s %(message)s", level=logging.INFO)
    logging.getLogger("waitress").addFilter(RedactingFilter())
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # it warns whenever two visitors come at once
    server = _listen(app, host, ports, chosen)
    print(f"Four Questions is at http://{_place(host, server)}/ (stop with Ctrl+C)", flush=True)
    gc.collect()
    gc.freeze()  # the content stays for good: looking through it for rubbish took 30 ms, now and then, of everyone
    server.run()


def _listen(app: Flask, host: str, ports: Sequence[int], chosen: Settings) -> Any:
    """Return a waitress server on the first free port. Raises OSError of the last one tried."""
    for port in ports:
        try:
            return waitress.create_server(
                app,
                host=host,
                port=port,
                threads=chosen.threads,
                ident=None,
                connection_limit=1000,
                max_request_header_size=MAX_HEADER_BYTES,
                max_request_body_size=MAX_BODY,
                clear_untrusted_proxy_headers=not chosen.proxies,
            )
        except OSError as error:
            if error.errno != errno.EADDRINUSE or port == ports[-1]:
                raise
    return None


def _place(host: str, server: Any) -> str:
    """Host and port as in an address. A name such as localhost may stand for several; the first serves."""
    port = server.effective_listen[0][1] if hasattr(server, "effective_listen") else server.effective_port
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
