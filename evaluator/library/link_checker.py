"""Whether the addresses of other sites still answer. The one module that connects to anyone; no page uses it.

It is a guest: one request at a time for each host, with a pause in between, a name that says who asks, and no more
than the headers of a page where the other side gives them. The standard library asks: httpx would bring six packages
to install, to lock and to name in the licences, for one command that no server runs.
"""

import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from http.client import HTTPException
from socket import gaierror
from typing import TextIO
from urllib.error import URLError
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, Request

from evaluator import __version__
from evaluator.documents.blocks import Block, Heading, Link, Outline, Table, text
from evaluator.i18n.language import Language
from evaluator.terminal import counted

MOST_REDIRECTS = 10
REDIRECTS, FOR_GOOD = {301, 302, 303, 307, 308}, {301, 308}
HEAD_REFUSED = {400, 403, 404, 405, 406, 501}  # by sites that answer GET for the same address
NOT_WELL = {429, 500, 502, 503, 504}  # perhaps better a moment later
AS_IT_IS = "!#$%&'()*+,/:;=?@[]~"  # the signs of an address that are not written otherwise
REASONS: tuple[tuple[type[BaseException], str], ...] = (
    (ssl.SSLCertVerificationError, "its certificate cannot be trusted"),
    (ssl.SSLError, "no safe connection"),
    (TimeoutError, "no answer in time"),
    (ConnectionRefusedError, "connection refused"),
    (gaierror, "no such host"),
    (HTTPException, "an answer that is no HTTP"),
)


@dataclass(frozen=True)
class Manners:
    """How to ask."""

    timeout: float = 15  # seconds
    pause: float = 1  # seconds between two requests to one host, and before a second try
    at_once: int = 8  # hosts
    contact: str = ""  # where those who are asked can read who asks


@dataclass(frozen=True)
class Answer:
    """What an address gave in the end."""

    address: str
    status: int = 0  # 0: none
    fault: str = ""  # why there is no answer that counts
    led_to: str = ""  # the last address, when it is another one
    moved: bool = False  # every step of the way was a move for good

    @property
    def good(self) -> bool:
        """True when a visitor would see a page."""
        return not self.fault and self.status < 400


def check(
    addresses: Sequence[str],
    manners: Manners,
    each: Callable[[Answer], None],
    trusted: ssl.SSLContext | None = None,
) -> list[Answer]:
    """Ask every address, calling `each` as answers come in; gives them in the order of the addresses."""
    guest = _Guest(manners, trusted or ssl.create_default_context())
    answers: dict[str, Answer] = {}
    pool = ThreadPoolExecutor(manners.at_once)
    try:
        for waiting in as_completed([pool.submit(guest.visit, address) for address in addresses]):
            answer = waiting.result()
            answers[answer.address] = answer
            each(answer)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)  # after Ctrl+C nobody waits for those that are still asked
    return [answers[address] for address in addresses]


class _Guest:
    """Asks addresses; many threads share one."""

    def __init__(self, manners: Manners, trusted: ssl.SSLContext) -> None:
        self.manners, self.turns = manners, _Turns(manners.pause)
        # The web and nothing else, whatever an address or a redirect says; and no redirect followed unseen.
        self.opener = OpenerDirector()
        self.opener.add_handler(HTTPHandler())
        self.opener.add_handler(HTTPSHandler(context=trusted))
        about = f"; +{manners.contact}" if manners.contact else ""
        self.name = f"FourQuestions-links/{__version__} (checks that links still work{about})"

    def visit(self, address: str) -> Answer:
        """Follow an address to its end; a second try when the other side or the line was not well."""
        answer = self._follow(address)
        if answer.status in NOT_WELL or not answer.status:
            time.sleep(self.manners.pause)
            answer = self._follow(address)
        return answer

    def _follow(self, address: str) -> Answer:
        way, moved, status = [address], True, 0
        while len(way) <= MOST_REDIRECTS:
            led_to = way[-1] if len(way) > 1 else ""
            try:
                status, target = self._ask(way[-1])
            except (OSError, HTTPException, ValueError) as error:
                return Answer(address, fault=_reason(error), led_to=led_to)
            if status not in REDIRECTS or not target:
                return Answer(address, status, led_to=led_to, moved=moved and len(way) > 1)
            moved = moved and status in FOR_GOOD
            target = urljoin(way[-1], target)
            if target in way:
                return Answer(address, status, "redirects in a circle", target)
            way.append(target)
        return Answer(address, status, f"redirects over {MOST_REDIRECTS} times", way[-1])

    def _ask(self, address: str) -> tuple[int, str]:
        """Status and target: by HEAD, and by GET where that is refused."""
        status, target = self._once(address, "HEAD")
        return self._once(address, "GET") if status in HEAD_REFUSED else (status, target)

    def _once(self, address: str, method: str) -> tuple[int, str]:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            message = "leads out of the web"
            raise ValueError(message)
        headers = {"User-Agent": self.name, "Accept": "*/*"}
        request = Request(quote(address, AS_IT_IS), headers=headers, method=method)  # noqa: S310  # http and https alone pass the check above
        with self.turns.at(parts.netloc), self.opener.open(request, timeout=self.manners.timeout) as response:
            return response.status, response.headers.get("Location", "")


@dataclass
class _Turns:
    """Whose turn it is at each host."""

    pause: float
    locks: dict[str, threading.Lock] = field(default_factory=dict)
    left: dict[str, float] = field(default_factory=dict)  # when the last one went
    guard: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def at(self, host: str) -> Iterator[None]:
        """Return one at a time, and not right after another."""
        with self.guard:
            lock = self.locks.setdefault(host, threading.Lock())
        with lock:
            if host in self.left:
                time.sleep(max(self.left[host] + self.pause - time.monotonic(), 0))
            try:
                yield
            finally:
                self.left[host] = time.monotonic()


def _reason(error: Exception) -> str:
    """Return a fault in words."""
    inner = error.reason if isinstance(error, URLError) and isinstance(error.reason, Exception) else error
    return next((words for kind, words in REASONS if isinstance(inner, kind)), str(inner) or type(inner).__name__)


WIDTH = 40  # of the bar that the command shows while it works


@contextmanager
def progress(count: int, out: TextIO) -> Iterator[Callable[[], None]]:
    """Gives what to call at each step. The bar shows on a terminal alone, and goes when all is done."""
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        if out.isatty():
            full = WIDTH * done // count
            out.write(f"\r[{'#' * full}{'.' * (WIDTH - full)}] {done} of {count}")
            out.flush()

    yield step
    if out.isatty():
        out.write(f"\r{' ' * (WIDTH + 20)}\r")
        out.flush()


def told(answers: Sequence[Answer], places: Mapping[str, Sequence[str]]) -> str:
    """Return what failed, what has moved for good, and how many there are."""
    failed = [answer for answer in answers if not answer.good]
    moved = [answer for answer in answers if answer.good and answer.moved]
    lines = _table("Failed", failed, places) + _table("Moved for good", moved, places)
    count = counted(len(answers), "address", "addresses")
    return "\n".join([*lines, f"{count}: {len(failed)} failed, {len(moved)} moved for good"])


def _table(title: str, answers: Sequence[Answer], places: Mapping[str, Sequence[str]]) -> list[str]:
    if not answers:
        return []
    rows = [(answer.fault or str(answer.status), answer) for answer in answers]
    width = max(len(what) for what, _ in rows)
    lines = [title]
    for what, answer in rows:
        led_to = f" -> {answer.led_to}" if answer.led_to else ""
        lines.append(f"  {what:{width}}  {answer.address}{led_to}")
        lines.append(f"  {'':{width}}  in {', '.join(places[answer.address])}")
    return [*lines, ""]


def report(
    answers: Sequence[Answer], places: Mapping[str, Sequence[str]], language: Language, site: str, day: date
) -> Outline:
    """Return a page to publish: on which day every link was asked, what failed, what moved, and where it stands."""
    failed = [answer for answer in answers if not answer.good]
    moved = [answer for answer in answers if answer.good and answer.moved]
    title = language.gettext("The links of this site")
    said = language.ngettext(
        "On %(day)s a program asked the one address that this site names. %(good)s answered.",
        "On %(day)s a program asked each of the %(count)s addresses that this site names. %(good)s answered.",
        len(answers), day=language.day(day), good=len(answers) - len(failed),
    )  # fmt: skip
    aside = language.gettext(
        "An answer means that a page is there, not that it still says what it said. Some sites refuse programs and "
        "answer people."
    )
    blocks = (
        Heading(1, title), text(said, "lead"), text(aside, "small"),
        *_part(language.gettext("Addresses that did not answer"), failed, places, language),
        *_part(language.gettext("Addresses that moved for good"), moved, places, language),
    )  # fmt: skip
    return Outline(title, site, language, day, blocks)


def _part(
    title: str, answers: Sequence[Answer], places: Mapping[str, Sequence[str]], language: Language
) -> Iterator[Block]:
    yield Heading(2, title)
    if not answers:
        yield text(language.gettext("None."))
        return
    head = (language.gettext("Address"), language.gettext("What happened"), language.gettext("Where it is named"))
    rows = tuple(
        (
            Link(answer.address, answer.address),
            _why(answer.fault, language) or (f"→ {answer.led_to}" if answer.good else str(answer.status)),
            ", ".join(_named(place, language) for place in places[answer.address]),
        )
        for answer in answers
    )
    yield Table(head, rows, widths=(0.45, 0.25, 0.3))


def _named(place: str, language: Language) -> str:
    """Say where an address stands, for people who do not know our classes."""
    kind, _, name = place.partition(" ")
    kinds = {
        "Action": language.gettext("action"),
        "Archive": language.gettext("archive of documents"),
        "FaqEntry": language.gettext("answer"),
        "Law": language.gettext("law"),
        "PlatformDeed": language.gettext("what one can do on a platform"),
        "PlatformKind": language.gettext("kind of platform"),
        "PlatformProfile": language.gettext("platform"),
        "PlatformSource": language.gettext("source of a fact"),
        "Question": language.gettext("question"),
    }
    return language.colon.join((kinds[kind], name)) if kind in kinds else place


def _why(fault: str, language: Language) -> str:
    """Say a reason in the language of the page; what a library says stays as it is."""
    known = {
        "its certificate cannot be trusted": language.gettext("its certificate cannot be trusted"),
        "no safe connection": language.gettext("no safe connection"),
        "no answer in time": language.gettext("no answer in time"),
        "connection refused": language.gettext("connection refused"),
        "no such host": language.gettext("no such host"),
        "an answer that is no HTTP": language.gettext("an answer that is no HTTP"),
    }
    return known.get(fault, fault)
