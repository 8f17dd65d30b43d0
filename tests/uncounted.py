"""Work that the count of covered lines would only slow down: taking a page apart, the same call ten thousand times.

Counting follows every line that Python runs, those of a parser too, and doubles the time of it. What is left out here
can only make the coverage smaller.
"""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncounted() -> Iterator[None]:
    """Lines run in here are not counted, nor those of a thread started in here.

    Only for tests and what they call: where a function of the program is at work around it, the count would go wrong.
    """
    here, elsewhere = sys.gettrace(), threading.gettrace()
    sys.settrace(None)
    threading.settrace(None)
    try:
        yield
    finally:
        sys.settrace(here)
        threading.settrace(elsewhere)
