"""The same law through the pages: what a pupil was told is stored is stored, and other pages go on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep

from evaluator.classroom.codes import digest
from evaluator.classroom.settings import class_form
from evaluator.content.models.library import Library
from tests.classroom.store.servers import Server
from tests.faults.harness import LONG, Load, until
from tests.faults.sites import CANARY, SERVERS, Site
from tests.faults.test_faults import frozen

KILLS = 6 if LONG else 2


@contextmanager
def site(address: str, folder: Path, library: Library) -> Iterator[Site]:
    """Two servers and a class in which answers have begun to come."""
    load = Load(address, folder, tuple(question.id for question in class_form(library.questionnaire).questions))
    site = Site(load)
    try:
        site.start()
        load.wait_for(30)
        yield site
    finally:
        site.close()
        load.close()


def tells_nothing(here: Site, more: str = "") -> None:
    """No log names a seat, a key, a code, an answer, a browser or an address, whatever had broken."""
    said = here.logged() + more
    opened, token, question = here.load.opened, here.load.tokens[0], here.load.questions[0]
    secrets = (opened.host_key, opened.screen_key, opened.code, token, digest(token), question, CANARY, "127.0.0.1 ")
    assert here.logged().count("Four Questions is at") >= SERVERS
    assert [secret for secret in secrets if secret in said] == []


def quickest(here: Site, server: int) -> tuple[int, float]:
    """Ask for a page up to three times: one that waits for the database is slow each time, a busy machine is not."""
    for _ in range(3):
        status, seconds = here.get(server, "/en/")
        if seconds < 1 or status != 200:
            break
    return status, seconds


def test_servers_killed_under_load(url: str, tmp_path: Path, library: Library) -> None:
    with site(url, tmp_path, library) as here:
        for number in range(KILLS):
            here.kill(number % SERVERS)
            here.load.wait_for(30)
        here.load.finish()
        assert here.statuses <= {303, 503}
        tells_nothing(here)


def test_pages_without_a_class_go_on_while_the_database_is_frozen_or_gone(
    fragile: Server, tmp_path: Path, library: Library
) -> None:
    with site(fragile.address("postgres"), tmp_path, library) as here:
        with frozen(fragile):
            sleep(0.5)
            pages = [quickest(here, number % SERVERS) for number in range(20)]
            health = here.get(0, "/healthz")
        print(f"frozen: the slowest of 20 pages took {max(seconds for _, seconds in pages):.2f} s, health {health}")
        assert {status for status, _ in pages} == {200}
        assert max(seconds for _, seconds in pages) < 1
        assert health[0] == 503
        until(here.load.store.ping)
        fragile.stop("immediate")
        sleep(0.5)
        assert [here.get(0, path)[0] for path in ("/en/", "/healthz", "/en/class/join")] == [200, 503, 200]
        fragile.start()
        until(here.load.store.ping)
        here.load.finish()
        assert here.statuses <= {303, 503}
        assert here.get(0, "/healthz")[0] == 200
        log = fragile.data.parent / "s" / "log"
        tells_nothing(here, log.read_text())
