"""Heavy documents beside a class: what they cost the pupils, the pages and the memory. A part of `make load`.

Eight visitors ask for the heaviest documents while thirty pupils answer: who is put off waits a second, and then, in
another round, does not wait at all. Then two thousand documents are made, no two alike, and the memory of the server
with all its processes is taken. Nothing is asserted but that no answer is lost: times belong to a machine.
"""

import asyncio
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import cycle
from time import perf_counter
from urllib.parse import urlencode

import psutil

from tests.classroom.phones import Phone
from tests.conftest import real_libraries
from tests.ethics.heavy import heavy_draft
from tests.web.live import Server

VISITORS, DOCUMENTS, MEGA = 8, 2000, 1024**2
PAGES = ("/en/", "/en/report?platform=X&data-use=ads-forced", "/fr/faq/")
DONT_KNOW = {"data-use": "ads-forced", "money-source": "ads-only"}


@dataclass
class Pages:
    """How long ordinary pages took, in milliseconds."""

    took: list[float] = field(default_factory=list)

    def part(self, share: float) -> float:
        return sorted(self.took)[min(len(self.took) - 1, int(share * len(self.took)))]

    async def visit(self, server: Server, times: int, new: Callable[[str, int], Phone] = Phone) -> None:
        """Look at some pages, one after another."""
        phone = new(server.host, server.port)
        for number in range(times):
            got = await phone.get(PAGES[number % len(PAGES)])
            assert got.status == 200
            phone.tag = ""
            self.took.append(1000 * got.seconds)
        await phone.close()


def _drafts() -> Iterator[str]:
    library = real_libraries()["en"]
    return cycle([heavy_draft(library, number) for number in range(3 * VISITORS)])


@dataclass
class Documents:
    """Visitors who ask for heavy documents, and what they got."""

    pause: float = 1.0  # seconds before who was put off asks again; a fifth of what they are asked to wait
    drafts: Iterator[str] = field(default_factory=_drafts)
    statuses: dict[int, int] = field(default_factory=dict)

    async def ask_on(self, server: Server, until: asyncio.Event) -> None:
        """Ask again and again."""
        phone = Phone(server.host, server.port)
        while not until.is_set():
            got = await phone.post("/en/ethics/document", {"draft": next(self.drafts), "code": "pdf"})
            self.statuses[got.status] = self.statuses.get(got.status, 0) + 1
            if got.status != 200:
                await asyncio.sleep(self.pause)
        await phone.close()


def memory() -> float:
    """What the servers of this program hold, with all their processes, in megabytes; shared parts count once."""
    processes = psutil.Process().children(recursive=True)
    return sum(process.memory_full_info().pss for process in processes) / MEGA


async def different(server: Server, number: int) -> tuple[float, float]:
    """Have so many reports made, no two alike: the seconds it took, and the most memory on the way."""
    phone, most, start = Phone(server.host, server.port), 0.0, perf_counter()
    for count in range(number):
        query = urlencode({"platform": f"Platform {count}", **DONT_KNOW})
        got = await phone.get(f"/en/report.{'docx' if count % 4 == 0 else 'pdf'}?{query}")
        assert got.status == 200
        if count % 50 == 0:
            most = max(most, memory())
            print(f"{count} documents: {most:.0f} MB at most", file=sys.stderr, flush=True)
    await phone.close()
    return perf_counter() - start, most
