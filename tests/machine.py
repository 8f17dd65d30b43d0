"""What this machine may lack. Tests that need it are skipped, counted, and named in the last line of the run."""

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn

import pytest

BROWSER = "in a browser"
POSTGRESQL = "on PostgreSQL"
DEPLOYED = "of the documented deployment"
_SKIPPED = "NOT RUN"


def lacking(what: str, why: str) -> NoReturn:
    """Skip a test for want of BROWSER, POSTGRESQL or DEPLOYED; continuous integration then fails in the end."""
    pytest.skip(f"{_SKIPPED} {what}: {why}")  # the last line of a run counts these and names the command that helps


def not_run(skipped: Iterable[Any]) -> str:
    """The last line of a run, from the reports of its skipped tests: what they lacked, and what helps. Or ""."""
    reasons = [str(report.longrepr[-1]) for report in skipped if isinstance(report.longrepr, Sequence)]
    counts = Counter(
        what for reason in reasons for what in (BROWSER, POSTGRESQL, DEPLOYED) if f"{_SKIPPED} {what}" in reason
    )
    if not counts:
        return ""
    listed = ", ".join(f"{number} tests {what}" for what, number in counts.items())
    return f"{_SKIPPED}: {listed}. `make programs` says what is missing; as root it installs it."


def in_ci() -> bool:
    """Whether this is continuous integration, which may not leave a test out."""
    return bool(os.environ.get("CI"))
