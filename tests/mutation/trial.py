"""A pytest plugin that runs the tests once as they are, and then those that matter for each wrong program."""

import ast
import gc
import importlib
import os
import signal
import sys
import threading
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import _lru_cache_wrapper
from pathlib import Path
from time import monotonic, sleep
from types import CodeType, FrameType, FunctionType
from typing import Any, NamedTuple

import pytest
from _pytest.runner import runtestprotocol

from tests.mutation.operators import Mutant, mutants, targets

LONGEST_S = 60.0  # a mutant that takes so much longer than its tests turns in circles, and is noticed by that
SLOWER = 3  # times that the same tests may take on a machine that is busy now and was not at first
NOTICED, SURVIVED, CIRCLES = 1, 0, 2
Function = tuple[str, str]  # file, name with its class


class Outcome(NamedTuple):
    """A mutant, and whether a test failed for it."""

    mutant: Mutant
    noticed: bool


class Trial:
    """Runs instead of pytest's own loop. `outcomes` holds what came of each mutant."""

    def __init__(self, modules: Sequence[str], every: int = 1) -> None:
        """`modules` are those that go wrong; of their mutants every so-manieth is tried."""
        self._every, self._number = every, 0
        self.outcomes: list[Outcome] = []
        self.failing: list[str] = []  # tests that fail although nothing is wrong: they tell nothing
        self._files = {str(importlib.import_module(name).__file__): name for name in modules}
        self._enter: dict[Function, set[pytest.Item]] = defaultdict(set)
        self._took: dict[pytest.Item, float] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the tests as they are, then for each mutant."""
        for item in session.items:
            start = monotonic()
            if self._fails(session, item, watched=True):
                self.failing.append(item.nodeid)
            self._took[item] = monotonic() - start
        gc.unfreeze()  # functions are found among all that the collector knows, and content was loaded meanwhile
        for file, module in self._files.items():
            self._try(session, file, module)
        return True

    def _fails(self, session: pytest.Session, item: pytest.Item, *, watched: bool = False) -> bool:
        if watched:
            sys.setprofile(
                lambda frame, event, _: self._note(frame, event, item)
            )  # a trace is switched off by others
            threading.setprofile(lambda frame, event, _: self._note(frame, event, item))
        try:
            last: Any = session  # instead of the next test: what lasts a session stays, all else is torn down
            reports = runtestprotocol(item, log=False, nextitem=last)
        finally:
            sys.setprofile(None)
            threading.setprofile(None)
        return any(report.failed for report in reports)

    def _note(self, frame: FrameType, event: str, item: pytest.Item) -> None:
        if event == "call" and (code := frame.f_code).co_filename in self._files:
            self._enter[code.co_filename, code.co_qualname.partition(".<")[0]].add(item)

    def _try(self, session: pytest.Session, file: str, module: str) -> None:
        tree = ast.parse(Path(file).read_text("utf-8"))
        every = {item for (name, _), items in self._enter.items() if name == file for item in items}
        for mutant, is_function in mutants(module, tree):
            self._number += 1
            if self._number % self._every:
                continue
            code = compile(tree, file, "exec")
            known = self._enter[file, mutant.scope] if is_function else every
            items = sorted((item for item in known if item.nodeid not in self.failing), key=self._took.__getitem__)
            status = self._copy(session, items, mutant, code, tree) if items else SURVIVED
            self.outcomes.append(Outcome(mutant, status != SURVIVED))
            where = f"({mutant.scope}: {mutant.change}) "
            print({NOTICED: ".", SURVIVED: f"S {where}", CIRCLES: f"O {where}"}[status], end="", flush=True)
        print(f" {module}", flush=True)

    def _copy(
        self, session: pytest.Session, items: Sequence[pytest.Item], mutant: Mutant, code: CodeType, tree: ast.Module
    ) -> int:
        child = os.fork()
        if child == 0:
            status = NOTICED
            try:
                put_in(mutant, code, tree)
                status = NOTICED if any(self._fails(session, item) for item in items) else SURVIVED
            finally:
                os._exit(status)
        end = monotonic() + LONGEST_S + SLOWER * sum(self._took[item] for item in items)
        while monotonic() < end:
            done, status = os.waitpid(child, os.WNOHANG)
            if done:
                return os.waitstatus_to_exitcode(status) and NOTICED
            sleep(0.002)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return CIRCLES


def put_in(mutant: Mutant, code: CodeType, tree: ast.Module) -> None:
    """Make the running program wrong: the code of a function, or the value of a constant wherever it is known."""
    wrong = next((each for each in _codes(code) if each.co_qualname == mutant.scope), None)
    if wrong is None:
        _put_constants(mutant, code, tree)
        return
    for function in gc.get_objects():
        if isinstance(function, FunctionType) and _same(function.__code__, wrong):
            function.__code__ = wrong
        elif isinstance(function, _lru_cache_wrapper) and getattr(function, "__module__", "").startswith("evaluator"):
            function.cache_clear()


def _same(one: CodeType, other: CodeType) -> bool:
    return (one.co_filename, one.co_qualname) == (other.co_filename, other.co_qualname)


def _codes(code: CodeType) -> Iterator[CodeType]:
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield each
            yield from _codes(each)


def _put_constants(mutant: Mutant, code: CodeType, tree: ast.Module) -> None:
    """Work all values out anew, and put in those that hang on the constant."""
    right = sys.modules[mutant.module]
    anew: dict[str, Any] = {"__name__": mutant.module, "__file__": right.__file__}
    exec(code, anew)  # noqa: S102 - our own source, changed in one place
    changed = set(mutant.scope.split(", "))
    for part in tree.body:
        used = {node.id for node in ast.walk(part) if isinstance(node, ast.Name)}
        if targets(part) and used & changed:
            changed.update(targets(part))
    for name in changed:
        old = getattr(right, name)
        for module in list(sys.modules.values()):
            if getattr(module, "__name__", "").startswith(("evaluator", "tests")):
                for known, value in list(vars(module).items()):
                    if value is old and (known == name or not isinstance(old, int | float | str | bool | None)):
                        setattr(module, known, anew[name])
