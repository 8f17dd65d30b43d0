"""A pupil's script at the door: one device or many cookies, from the address that the whole class has.

A server cannot tell the devices of a school from a script in it. So: a device sits once, one that brings no cookie
back sits nowhere, and against one that keeps every seat a single press, tickets, lets each pupil in, at once.
"""

import asyncio
import re
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.classroom.phones import Phone
from tests.content.broken import MINI
from tests.faults.harness import LONG
from tests.web.live import Server, serving

PUPILS, ONES, HANDS = 35, 200, 8
WITHIN_S = 3 if LONG else 1
SEAT = "/en/class/seat"
SEE_OTHER, BUSY, PATIENCE = 303, 503, 10


class School:
    """A class, its pupils, and the script; all from one address, on one or more processes."""

    def __init__(self, servers: list[Server], expected: str) -> None:
        self.servers, self.expected, self.phones = servers, expected, list[Phone]()
        self.teacher, self.host, self.script_is_in, self.is_over = self.device(), "", 0, False

    def device(self) -> Phone:
        """A browser; each comes by the next process."""
        server = self.servers[len(self.phones) % len(self.servers)]
        self.phones.append(Phone(server.host, server.port))
        return self.phones[-1]

    async def close(self) -> None:
        """All hang up."""
        for phone in self.phones:
            await phone.close()

    async def start(self) -> None:
        begun = await self.teacher.post(
            "/en/class/start", {"press": "X", "set": "quick", "mode": "devices", "expected": self.expected}
        )
        self.host = begun.headers["location"]

    async def seen(self, pattern: str) -> str:
        """What the teacher's page says."""
        self.teacher.tag = ""
        found = re.search(pattern, (await self.teacher.get(self.host)).body.decode())
        assert found
        return found[1]

    async def joined(self) -> int:
        return int(await self.seen(r"Joined</dt><dd>(?:<\w+>)?(\d+)"))

    async def code(self) -> str:
        return await self.seen(r'class="bigcode">([^<]+)<')

    async def tickets(self, number: int) -> list[str]:
        """One press of the teacher."""
        made = await self.teacher.post(f"{self.host}/tickets", {"number": str(number)})
        page = await self.teacher.get(made.headers["location"])
        found = re.findall(r"Ticket <b>([^<]+)</b>", page.body.decode())
        assert len(found) == number, page.status
        return found

    async def comes(self, device: Phone, code: str, ticket: str = "") -> bool:
        """Whether a device is in after it came; where the server is busy, it comes again when it was told to."""
        for _ in range(PATIENCE):
            got = await device.post("/en/class/join", {"code": code, "ticket": ticket})
            device.tag = ""
            if got.status == SEE_OTHER:
                got = await device.get(SEAT)
            if got.status not in (0, BUSY):
                break
            await asyncio.sleep(1)
        return "You are in" in got.body.decode()

    async def all_come(self, code: str, tickets: list[str] | None = None) -> int:
        """How many pupils are in, each having tried once, within a few seconds."""

        async def one(place: int) -> bool:
            await asyncio.sleep(WITHIN_S * place / PUPILS)
            device = self.device()
            return await self.comes(device, code, tickets[place] if tickets else "")

        return sum(await asyncio.gather(*map(one, range(PUPILS))))

    async def one_device(self, code: str) -> None:
        """It joins again and again, with the same cookie; and as often without ever bringing it back."""
        device, forgetful = self.device(), self.device()
        for _ in range(ONES):
            await self.comes(device, code)
            await forgetful.post("/en/class/join", {"code": code})
            forgetful.cookie = ""

    async def many_cookies(self, code: str) -> None:
        """It takes a new seat as fast as it can, and keeps each."""
        device = self.device()
        while not self.is_over:
            device.cookie = ""
            is_in = await self.comes(device, code)
            self.script_is_in += is_in


async def attacked(first: School, second: School) -> str:
    """What was seen of one device that joins for ever, then of many cookies."""
    await first.start()
    code = await first.code()
    script = asyncio.create_task(first.one_device(code))
    came = await first.all_come(code)
    await script
    assert (came, await first.joined()) == (PUPILS, PUPILS + 1)
    await second.start()
    code = await second.code()
    hands = [asyncio.create_task(second.many_cookies(code)) for _ in range(HANDS)]
    refused = PUPILS - await second.all_come(code)
    tickets, kept = await second.tickets(PUPILS), second.script_is_in
    came = await second.all_come(code, tickets)
    second.is_over = True
    await asyncio.gather(*hands)
    assert came == PUPILS
    assert second.script_is_in - kept <= HANDS  # what was under way; it has no ticket
    return f"{refused} refused beside {kept} seats of a script, none once there are tickets"


async def two_classes(servers: list[Server], expected: str) -> str:
    """The attack, after which all hang up."""
    schools = School(servers, expected), School(servers, expected)
    try:
        return await attacked(*schools)
    finally:
        for school in schools:
            school.is_over = True
            await school.close()


@pytest.mark.parametrize("processes", (1, 2) if LONG else (1,))
def test_a_script_at_the_door_keeps_no_pupil_out(url: str, tmp_path: Path, processes: int) -> None:
    with ExitStack() as stack:
        servers = []
        for number in range(processes):
            folder = tmp_path / str(number)
            folder.mkdir()
            settings = {"DATABASE_URL": url, "EVALUATOR_QUESTIONS": str(MINI)}
            servers.append(
                stack.enter_context(serving(["-m", "evaluator", "serve", "--port", "0"], folder, settings))
            )
        for expected in ("", str(PUPILS)):
            print(f"{expected or 'any number'} expected: {asyncio.run(two_classes(servers, expected))}")
