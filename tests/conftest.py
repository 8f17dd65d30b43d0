"""What all tests share: the real libraries, a small questionnaire of another topic, and hypothesis profiles."""

import gc
import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from jinja2.bccache import Bucket, BytecodeCache

from evaluator.app import TEMPLATES, create_app
from evaluator.classroom.store import engine
from evaluator.content import load, yaml_source
from evaluator.content.models.library import Library
from evaluator.i18n.language import Language, languages
from evaluator.settings import Settings, folder
from tests.content.broken import ENGLISH, MINI
from tests.machine import in_ci, not_run
from tests.web.client import CheckingClient
from tests.web.live import Server, serving

EXAMPLES_IN_CI = 150  # of a property test: the same ones each time, so that more of them find little more
ROOT = Path(__file__).parent.parent

# The languages are asked for by name, so that a string without a translation is shown as it was written: whoever
# words a question anew sees the test of the catalogues fail, and all others look at the new question meanwhile.
ASKED_FOR = tuple(languages())
os.environ["EVALUATOR_LANGUAGES"] = " ".join(ASKED_FOR)  # for the servers that tests start
REAL = Settings(questions=folder("questions"), base_url="", hosts=(), threads=4, languages=ASKED_FOR)


# Four hundred files are the same for every command and site that tests start in this process: each is read once,
# and what is found wrong with one stays its own.
_read_once = lru_cache(maxsize=2048)(yaml_source.parse)
yaml_source.parse = lambda raw, name: replace(found := _read_once(raw, name), faults=[*found.faults])


class CompiledOnce(BytecodeCache):
    """Templates as compiled by the first site of this process, for all others that tests start in it."""

    def __init__(self) -> None:
        self.known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.known:
            bucket.bytecode_from_string(self.known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.known[bucket.key] = bucket.bytecode_to_string()


TEMPLATES["bytecode_cache"] = CompiledOnce()
# That an answer survives a power cut is no matter of these tests, and waiting for the disk is most of their time.
vars(engine)["PRAGMAS"] = tuple(each.replace("synchronous = FULL", "synchronous = OFF") for each in engine.PRAGMAS)


@cache
def real_libraries() -> dict[str, Library]:
    """Load the real content in every language, once for all tests of a process."""
    loaded = load(REAL.questions, languages(), ASKED_FOR)
    gc.freeze()  # it stays to the end, as the modules do: the collector of garbage need not walk through it
    return loaded


settings.register_profile("brief", max_examples=25, deadline=None)
settings.register_profile("desk", max_examples=50, deadline=None)
# In CI the examples hang on the test alone, so that a red run names a change; every other run looks for new ones.
settings.register_profile(
    "ci",
    derandomize=True,
    database=None,
    max_examples=EXAMPLES_IN_CI,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
)
# For wrong programs (tests/mutation), hundreds of them: the same few examples for each, and no search for the
# smallest that fails, which takes a minute.
settings.register_profile(
    "mutants",
    derandomize=True,
    database=None,
    max_examples=40,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


def pytest_configure(config: pytest.Config) -> None:
    """Choose how many examples a property test tries, unless `--hypothesis-profile` says it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # started behind `&`, commands would ignore it
    gc.set_threshold(50_000, 10, 10)  # a tenth of the time of the tests went into looking for garbage
    if not config.getoption("--hypothesis-profile"):
        settings.load_profile("ci" if in_ci() else "brief" if config.getoption("--quick") else "desk")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--quick`: what one runs ten times a day (`make quick`)."""
    parser.addoption("--quick", action="store_true", help="no tests in a browser or of faults, and fewer examples")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out whole folders for `--quick`, so that not even their parts are imported, and engines not asked for."""
    if collection_path.name == "engines" and not os.environ.get("ENGINES"):
        return True
    return True if config.getoption("--quick") and collection_path.name in ("browser", "faults") else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give tests that hang together to one worker, early, before others take over what it has left to do.

    Those of the laws share a walk through the site, half a minute in each language; each worker would make its own.
    Those that wait for broken databases keep all waiting when they come last: the third worker begins with them.
    """
    for item in items:
        if _is_not_counted(item):
            item.add_marker(pytest.mark.no_cover)
    walking, patient = ([item for item in items if name in item.path.parts] for name in ("laws", "faults"))
    others = [item for item in items if not {"laws", "faults"} & {*item.path.parts}]
    third = 2 * len(items) // 3 - len(walking)
    items[:] = [*walking, *others[:third], *patient, *others[third:]]


def _is_not_counted(item: pytest.Item) -> bool:
    """True for tests that go over the same lines a thousand times, or are at work in a browser.

    Counting lines doubles their time; the examples written out by hand have to cover the program without them.
    """
    drawn = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
    return drawn or "browser" in item.path.parts or item.path.name == "test_fuzz.py"


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """In continuous integration a test that could not run is a failure."""
    if in_ci() and exitstatus == 0 and _not_run(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_unconfigure(config: pytest.Config) -> None:
    """Say in the last line what this machine could not run."""
    if line := _not_run(config):
        print(line)


def _not_run(config: pytest.Config) -> str:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return not_run(reporter.stats.get("skipped", [])) if reporter and not hasattr(config, "workerinput") else ""


@pytest.fixture(scope="session")
def tongues() -> dict[str, Language]:
    """Every language of the site."""
    return languages()


@pytest.fixture(scope="session")
def libraries() -> dict[str, Library]:
    """The real content in every language."""
    return real_libraries()


@pytest.fixture(scope="session")
def library(libraries: dict[str, Library]) -> Library:
    """The real content in English."""
    return libraries["en"]


@pytest.fixture(scope="session")
def playground() -> Library:
    """A small folder of another topic, in English: what is counted in it outlives a change of the real questions."""
    return load(MINI, ENGLISH)["en"]


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The site with the real content."""
    database = f"sqlite:///{tmp_path_factory.mktemp('classes') / 'classes.db'}"
    app = create_app(replace(REAL, database=database))
    app.testing = True
    return app


@pytest.fixture
def client(app: Flask) -> CheckingClient:
    """A visitor with a browser that keeps cookies, should it ever get one."""
    return CheckingClient(app, app.response_class, use_cookies=True)


@pytest.fixture(scope="session")
def worst(library: Library) -> str:
    """A query with the worst answer to every question: the longest report there is."""
    answers = [(question.id, question.options[-1].id) for question in library.questionnaire.questions]
    return urlencode([("platform", "Instagram"), *answers])


@pytest.fixture(scope="session")
def best(library: Library) -> str:
    """A query with the best answer to every question."""
    answers = [(question.id, question.options[0].id) for question in library.questionnaire.questions]
    return urlencode([("platform", "Wikipedia"), *answers])


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """The program itself, as started from the command line, on a free port."""
    with serving(["-m", "evaluator", "serve", "--port", "0"], tmp_path) as running:
        yield running


@pytest.fixture
def small_server(tmp_path: Path) -> Iterator[Server]:
    """The program with the small questionnaire, which is read at once."""
    with serving(
        ["-m", "evaluator", "serve", "--port", "0"], tmp_path, {"EVALUATOR_QUESTIONS": str(MINI)}
    ) as running:
        yield running


@pytest.fixture(scope="module")
def hosts_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The program as started by someone who set the names it answers to."""
    names = {"EVALUATOR_HOSTS": "here.example 127.0.0.1", "EVALUATOR_QUESTIONS": str(MINI)}
    with serving(["-m", "evaluator", "serve", "--port", "0"], tmp_path_factory.mktemp("hosts"), names) as running:
        yield running
