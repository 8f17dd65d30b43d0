"""How many wrong codes an address may try, and how fast a seat may answer. Counted in memory alone.

Thirty wrong codes in a minute, by a salted digest of the address. A whole school comes from one, so a right code is
never counted, and a class that has been entered from an address stays open to it whatever else is tried there. No
library for limits knows that last rule; the count is this short because of it. Each process counts for itself.
"""

from collections import OrderedDict, deque
from collections.abc import Callable
from hashlib import blake2b
from secrets import token_bytes
from time import monotonic

WRONG_IN_A_MINUTE = 30
MINUTE = 60.0  # seconds
FORGET_AFTER = 15 * MINUTE
MOST_ADDRESSES = 20_000
ANSWERS, SPELL = 40, 10.0  # of one seat, in seconds


class Seen:
    """What one address has done lately."""

    def __init__(self, now: float) -> None:
        """Start with nothing."""
        self.last = now
        self.wrong: deque[float] = deque(maxlen=WRONG_IN_A_MINUTE)
        self.classes: set[int] = set()


class Pace:
    """How fast one seat may answer: forty times in ten seconds, more than any hand and any impatient network."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        """`clock` gives seconds that only grow."""
        self._clock = clock
        self._seats: OrderedDict[str, deque[float]] = OrderedDict()

    def allows(self, token: str) -> bool:
        """True when this seat may answer now; counts the answer."""
        now, times = self._clock(), self._seats.setdefault(token, deque(maxlen=ANSWERS))
        self._seats.move_to_end(token)
        while len(self._seats) > MOST_ADDRESSES:
            self._seats.popitem(last=False)
        if len(times) == ANSWERS and now - times[0] < SPELL:
            return False
        times.append(now)
        return True


class WrongCodes:
    """Wrong codes by address, forgotten after fifteen minutes."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        """`clock` gives seconds that only grow."""
        self._clock = clock
        self._salt = token_bytes(16)
        self._seen: OrderedDict[bytes, Seen] = OrderedDict()

    def closed(self, address: str) -> bool:
        """True when this address has used up its wrong codes of the last minute."""
        seen = self._known(address)
        if not seen or len(seen.wrong) < WRONG_IN_A_MINUTE:
            return False
        return self._clock() - seen.wrong[0] < MINUTE

    def wrong(self, address: str) -> None:
        """Count a wrong code."""
        seen = self._at(address)
        seen.wrong.append(seen.last)

    def entered(self, address: str, class_id: int) -> None:
        """A class was started or joined from this address: it stays open to it."""
        self._at(address).classes.add(class_id)

    def at_home(self, address: str, class_id: int) -> bool:
        """True when the class was started or joined from this address."""
        seen = self._known(address)
        return bool(seen and class_id in seen.classes)

    def _known(self, address: str) -> Seen | None:
        """What an address has done, None when that is forgotten."""
        self._forget(self._clock())
        return self._seen.get(self._digest(address))

    def _at(self, address: str) -> Seen:
        now, key = self._clock(), self._digest(address)
        seen = self._seen.setdefault(key, Seen(now))
        seen.last = now
        self._seen.move_to_end(key)
        self._forget(now)
        return seen

    def _forget(self, now: float) -> None:
        """Drop the addresses that were silent for longest; the order of the table is that of their last act."""
        while self._seen:
            key, oldest = next(iter(self._seen.items()))
            if len(self._seen) <= MOST_ADDRESSES and now - oldest.last < FORGET_AFTER:
                return
            self._seen.pop(key, None)

    def _digest(self, address: str) -> bytes:
        return blake2b(address.encode(errors="replace"), key=self._salt, digest_size=16).digest()
