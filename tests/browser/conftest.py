"""A real browser on a real server; what the browser asks for and complains about is recorded in every test."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from tests.browser.addresses import Address, all_addresses
from tests.browser.spies import Spy
from tests.machine import BROWSER, lacking

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
OpenPage = Callable[..., Page]
# What a page shows is waited for, however busy the machine is: a phone looks every nine seconds at most, and each
# look may be the one that a slow machine misses. Only a test that fails waits as long.
expect.set_options(timeout=40_000)


def find_browser(environment: Mapping[str, str], which: Callable[[str], str | None] = shutil.which) -> str | None:
    """The browser's path: the one that BROWSER_PATH names (empty: none), else the first one on this machine."""
    named = environment.get("BROWSER_PATH")
    names = BROWSERS if named is None else [named]
    return next((path for name in names if name and (path := which(name))), None)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    path = find_browser(os.environ) or lacking(BROWSER, "no Chromium or Chrome is here")
    return {**browser_type_launch_args, "executable_path": path, "args": [*ARGUMENTS, *as_root]}


@pytest.fixture(scope="session")
def playwright(browser_type_launch_args: dict[str, Any]) -> Iterator[Playwright]:
    """Playwright, which needs a library that a small machine may lack."""
    try:
        started = sync_playwright().start()
    except PlaywrightError as error:
        lacking(BROWSER, f"Playwright does not start: {error.message}")
    yield started
    started.stop()


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server keeps its classes; the file is made by the first one."""
    return tmp_path_factory.mktemp("server") / "four-questions.db"


@pytest.fixture(scope="session")
def server(database: Path) -> Iterator[str]:
    """The address of the site, served by the command a visitor's host would run; its log must stay free of errors."""
    log = database.parent / "log.txt"
    command = [sys.executable, "-m", "evaluator", "serve", "--port", "0"]
    root = Path(__file__).parents[2]
    with (
        log.open("w") as errors,
        subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            cwd=root,
            env={**os.environ, "EVALUATOR_DATA": str(log.parent)},
        ) as process,
    ):
        assert process.stdout is not None
        first_line = process.stdout.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+", first_line)
        assert address, f"the server said {first_line!r} and {log.read_text()[:400]!r}"
        yield address[0]
        process.terminate()
    assert "error" not in log.read_text().casefold()


@pytest.fixture(scope="session")
def addresses(app: Flask) -> list[Address]:
    """Every page of the site in every language, taken from its own table of addresses."""
    return all_addresses(app)


@pytest.fixture
def spies(server: str) -> Iterator[list[Spy]]:
    """One spy for each visitor; at the end of the test nothing foreign was asked for and nothing complained about."""
    watching: list[Spy] = []
    yield watching
    for spy in watching:
        assert spy.foreign() == []
        assert spy.complaints() == []


@pytest.fixture
def visit(browser: Browser, server: str, spies: list[Spy]) -> Iterator[OpenPage]:
    """Open an empty page as a new visitor; takes what `Browser.new_context` takes."""
    contexts = []

    def open_page(**options: Any) -> Page:
        context = browser.new_context(base_url=server, **{"reduced_motion": "reduce", **options})
        context.set_default_timeout(10_000)
        contexts.append(context)
        spies.append(Spy(server, context))
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
