"""Visitors who never finish their request do not keep the others out."""

import socket
from contextlib import ExitStack

from tests.web.live import Server, status

STALLED = 200


def test_two_hundred_stalled_visitors_do_not_stop_an_ordinary_one(small_server: Server) -> None:
    with ExitStack() as open_connections:
        for number in range(STALLED):
            talk = open_connections.enter_context(
                socket.create_connection((small_server.host, small_server.port), 60)
            )
            talk.sendall(b"GET /en/report HTTP/1.1\r\nHost: x\r\nX-Slow: " + str(number).encode())
        for target in ("/healthz", "/en/", "/en/report?platform=X", "/static/site.css"):
            assert status(small_server.get(target)) == 200
