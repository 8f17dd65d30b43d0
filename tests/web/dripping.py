"""Visitors who begin a request and send a byte a second, in a process of their own: whoever is let go comes again.

`python -m tests.web.dripping PORT NUMBER` prints how many are connected, each second, until its input ends.
"""

import asyncio
import sys
from contextlib import suppress

from tests.web.nginx import NAME, TRUSTING

HEAD = f"GET /en/ HTTP/1.1\r\nHost: {NAME}\r\nX-Slow: ".encode()
SPREAD_S = 9  # a second less than the proxy waits for a whole head


class Drippers:
    """So many at once."""

    def __init__(self, port: int) -> None:
        self.port, self.connected = port, 0

    async def drip(self, after: float) -> None:
        """One of them, for ever, so that not all are let go at the same moment."""
        await asyncio.sleep(after)
        while True:
            with suppress(OSError, TimeoutError):
                reader, writer = await asyncio.open_connection(
                    "127.0.0.1", self.port, ssl=TRUSTING, server_hostname=NAME
                )
                self.connected += 1
                try:
                    writer.write(HEAD)
                    while not reader.at_eof():
                        await asyncio.sleep(1)
                        writer.write(b"x")
                        await writer.drain()
                finally:
                    self.connected -= 1
                    writer.close()
            await asyncio.sleep(0.05)

    async def tell(self) -> None:
        """Say each second how many are connected."""
        while True:
            print(self.connected, flush=True)
            await asyncio.sleep(1)


async def main(port: int, number: int) -> None:
    """Drip until there is nobody who listens."""
    drippers = Drippers(port)
    work = [asyncio.create_task(drippers.drip(SPREAD_S * place / number)) for place in range(number)]
    work.append(asyncio.create_task(drippers.tell()))
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    for each in work:
        each.cancel()


if __name__ == "__main__":
    asyncio.run(main(*map(int, sys.argv[1:])))
