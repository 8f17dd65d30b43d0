"""The house: arrows go down only, no import cycle, parts of others' making in one room each, short files."""

import ast
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import timedelta
from fractions import Fraction
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "evaluator").rglob("*.py"))

# From the ground up. A package may import what stands below it; inside a package its modules are neighbours.
STOREYS = [
    {"evaluator", "evaluator.terminal"},
    {"evaluator.settings"},
    {"evaluator.i18n", "evaluator.translations"},
    {"evaluator.validation"},
    {"evaluator.content"},
    {"evaluator.documents"},
    {"evaluator.web"},
    {"evaluator.assess"},
    {"evaluator.library"},
    {"evaluator.ethics", "evaluator.classroom"},
    {"evaluator.api"},
    {"evaluator.pages"},
    {"evaluator.app"},
    {"evaluator.server"},
    {"evaluator.demo"},
    {"evaluator.cli"},
    {"evaluator.__main__"},
]
DOORS = {"assess", "library", "ethics", "classroom"}
# Parts of others' making, and the packages or modules that alone know them. A door's web/ is part of the web.
ROOMS: dict[str, str | tuple[str, ...]] = {
    "flask": "web", "flask_compress": "web", "flask_wtf": "web", "werkzeug": "web", "wtforms": "web", "jinja2": "web",
    "waitress": "evaluator.server", "yaml": "evaluator.content",
    "pydantic": ("evaluator.content", "evaluator.classroom.report", "evaluator.classroom.report_file"),
    "pydantic_core": ("evaluator.content", "evaluator.classroom.report_file"),
    "typst": "evaluator.documents", "docx": "evaluator.documents",
    "sqlalchemy": "evaluator.classroom.store", "alembic": "evaluator.classroom.store",
    "psycopg": "evaluator.classroom.store", "sqlite3": "evaluator.classroom.store",
    "icalendar": "evaluator.documents.calendar_writer",
    "rapidfuzz": ("evaluator.assess.left_out", "evaluator.library.search", "evaluator.library.site_search"),
    "snowballstemmer": "evaluator.library.search",
    "segno": "evaluator.documents.blocks",
    "markdown_it": "evaluator.pages.own_views", "nh3": "evaluator.pages.own_views",
}  # fmt: skip
CONNECTS = {
    "socket",
    "ssl",
    "http.client",
    "urllib.request",
    "urllib.error",
    "urllib3",
    "requests",
    "httpx",
    "smtplib",
}
VAGUE = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc", "base", "core", "tools"}


def name_of(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(tree: ast.Module, known: set[str], late: bool) -> Iterator[str]:
    """Modules that a file imports at once, or with `late` those imported inside functions as well."""
    functions = [] if late else [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    inside = {node for function in functions for node in ast.walk(function)}
    for node in ast.walk(tree):
        if node in inside:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute here"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in known else str(node.module)


TREES = {name_of(file): ast.parse(file.read_text(encoding="utf-8")) for file in FILES}
# Imported by name, on first use. The writer of HTML needs no library, and the code of ethics imports it.
FORMATS = {name for name in TREES if name.startswith("evaluator.documents.") and name.endswith("_writer")}
FORMATS -= {"evaluator.documents.html_writer"}


@cache
def graph(late: bool) -> dict[str, set[str]]:
    found = {name: set(imports(tree, set(TREES), late)) for name, tree in TREES.items()}
    if late:
        found["evaluator.documents"] |= FORMATS
    return found


def storey(module: str) -> int | None:
    """The height of a module, or of the package it lives in."""
    for height, rooms in enumerate(STOREYS):
        if module in rooms or (module.count(".") > 1 and package(module) in rooms):
            return height
    return None


def package(module: str) -> str:
    return ".".join(module.split(".")[:2])


def in_room(module: str, room: str | tuple[str, ...]) -> bool:
    """Whether a module stands in a room, or in one of several; the web is also each door's web/."""
    if room != "web":
        return any(f"{module}.".startswith(f"{each}.") for each in ([room] if isinstance(room, str) else room))
    parts = module.split(".")
    return parts[1] in {"web", "app", "server", "api", "pages"} or (parts[1] in DOORS and parts[2] == "web")


def upward(arrows: Mapping[str, set[str]]) -> list[str]:
    """The arrows that do not go down."""
    return [
        f"{source} -> {target}"
        for source, targets in arrows.items()
        for target in sorted(targets)
        if target.partition(".")[0] == "evaluator" and package(source) != package(target)
        and (storey(source) or 0) <= (storey(target) or 0)
    ]  # fmt: skip


def cycle(arrows: Mapping[str, set[str]]) -> list[str]:
    try:
        TopologicalSorter(arrows).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def lengths(module: str) -> Iterator[tuple[str, int]]:
    for node in ast.walk(TREES[module]):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{module}.{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def loaded_by(module: str, others: list[str]) -> list[str]:
    """Which of the others a fresh Python has loaded after importing a module."""
    code = f"import sys, {module}; print(*[name for name in {others!r} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return run.stdout.split()


def test_every_module_has_its_storey() -> None:
    assert [name for name in TREES if storey(name) is None] == []


def test_arrows_go_down_only() -> None:
    assert upward(graph(late=True)) == []


def test_inside_a_door_only_its_web_knows_flask() -> None:
    web = {name for name, room in ROOMS.items() if room == "web"}
    strays = [
        f"{name} -> {target}"
        for name, targets in graph(late=True).items()
        for target in sorted(targets)
        if target.partition(".")[0] in web and name.split(".")[1] in DOORS and name.split(".")[2] != "web"
    ]
    assert strays == []


def test_what_a_visitor_sends_is_read_by_declared_forms_alone() -> None:
    """A view hands `request.form` to a form class; a key of it is named in no view but for what no one types."""
    by_hand = [
        f"{name}: {ast.unparse(node)}"
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute | ast.Subscript)
        and isinstance(node.value, ast.Attribute)
        and ast.unparse(node.value) in {"request.form", "request.files", "request.values", "request.args"}
    ]
    of_an_address = {  # what is no field of a form: whole queries, the language of an answer for programs, a hint
        "evaluator.api.views: request.args.items", "evaluator.assess.web.forms: request.args.items",
        "evaluator.assess.web.views: request.args.items", "evaluator.api.views: request.args.getlist",
        "evaluator.ethics.web.views: request.args.getlist", "evaluator.web.context: request.args.get",
        "evaluator.assess.web.card_views: request.args.items",
        "evaluator.assess.web.picture_views: request.args.items",
    }  # fmt: skip
    assert [found for found in by_hand if found not in of_an_address] == [
        "evaluator.classroom.web.forms: request.form.get",  # the token, in the check that a form is ours
        "evaluator.ethics.web.posted_draft: request.form.get",  # the draft, which the page carries whole
    ]


def test_there_is_no_import_cycle() -> None:
    assert cycle(graph(late=False)) == []


def test_there_is_no_cycle_even_with_imports_inside_functions() -> None:
    assert cycle(graph(late=True)) == []


def test_imports_inside_functions_are_few_and_known() -> None:
    early, all_ = graph(late=False), graph(late=True)
    late = {f"{name} -> {target}" for name in all_ for target in all_[name] - early[name] if target not in FORMATS}
    allowed = {
        "evaluator.__main__ -> evaluator.cli",
        "evaluator.cli -> evaluator.demo",
        "evaluator.cli -> evaluator.server",
        "evaluator.i18n.language -> evaluator.i18n.extract",
        "evaluator.content.translation -> babel.messages.pofile",
        "evaluator.library.search -> snowballstemmer",
        "evaluator.classroom.store.auto_migrate -> alembic",
        "evaluator.classroom.store.auto_migrate -> alembic.script",
        "evaluator.documents.blocks -> segno",
    }
    assert {arrow for arrow in late if not arrow.startswith("evaluator.app -> ")} == allowed


def test_each_part_of_others_making_is_known_in_one_room() -> None:
    strays = [
        f"{name} -> {target}"
        for name, targets in graph(late=True).items()
        for target in sorted(targets)
        if (room := ROOMS.get(target.partition(".")[0])) and not in_room(name, room)
    ]
    assert strays == []


def test_the_check_of_links_alone_connects_to_anyone_and_no_page_uses_it() -> None:
    arrows = graph(late=True)
    assert [name for name, targets in arrows.items() if targets & CONNECTS] == [
        "evaluator.classroom.store.socket_deadline",
        "evaluator.library.link_checker",
    ]
    users = [name for name, targets in arrows.items() if "evaluator.library.link_checker" in targets]
    assert sorted(users) == ["evaluator.cli"]


def test_the_rooms_are_in_use() -> None:
    used = {target.partition(".")[0] for targets in graph(late=True).values() for target in targets}
    assert {"flask", "yaml", "pydantic", "typst", "docx", "waitress", "wtforms"} <= used


def test_arrows_that_go_up_and_cycles_are_found() -> None:
    tree = ast.parse("from evaluator.assess import report\ndef f():\n    from evaluator.web.context import x\n")
    known = {"evaluator.assess.report", "evaluator.web.context"}
    assert set(imports(tree, known, late=False)) == {"evaluator.assess.report"}
    assert set(imports(tree, known, late=True)) == known
    assert upward({"evaluator.content.topic": known}) == [
        f"evaluator.content.topic -> {target}" for target in sorted(known)
    ]
    assert upward({"evaluator.content.yaml_source": {"evaluator.content.translation", "evaluator.settings"}}) == []
    assert cycle({"a": {"b"}, "b": {"c"}, "c": {"a"}})
    assert not cycle({"a": {"b"}, "b": {"c"}})


def test_the_core_runs_without_the_web() -> None:
    core = [
        "assess.answers",
        "assess.scoring",
        "assess.report",
        "content",
        "assess.report_text",
        "documents.markdown_writer",
    ]
    modules = ", ".join(f"evaluator.{name}" for name in core)
    assert loaded_by(modules, ["flask", "werkzeug", "wtforms", "evaluator.app", "waitress"]) == []


def test_asking_for_the_version_loads_nothing_of_the_program() -> None:
    assert loaded_by("evaluator", [name for name in TREES if name != "evaluator"] + ["flask", "yaml"]) == []


def test_writers_and_their_parts_are_loaded_only_when_used() -> None:
    parts = [
        "typst", "docx", "lxml", "icalendar", "sqlalchemy", "alembic", "psycopg", "segno",
        "evaluator.documents.calendar_writer", "evaluator.ethics.documents.review_calendar", *sorted(FORMATS),
    ]  # fmt: skip
    assert loaded_by("evaluator.server, evaluator.cli, evaluator.documents, evaluator.classroom.store", parts) == []


def test_no_test_takes_a_number_that_it_proves_from_the_program() -> None:
    """A promised number stands in the test itself, or the test says yes to any."""
    taken = [
        f"{file.relative_to(ROOT)}: {each.name}"
        for file in sorted((ROOT / "tests").rglob("test_*.py"))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("evaluator.")
        for each in node.names
        if each.name.isupper() and is_number(getattr(import_module(str(node.module)), each.name, None))
    ]
    assert taken == []
    assert is_number(Fraction(1, 2))


def is_number(value: object) -> bool:
    return isinstance(value, int | float | Fraction | timedelta) and not isinstance(value, bool)


def test_no_module_has_a_vague_name() -> None:
    assert [name for name in TREES if VAGUE & set(name.split("."))] == []


def test_no_two_classes_have_one_name() -> None:
    """Whoever searches for a class finds one. A form's own `Meta` is WTForms' word."""
    homes: defaultdict[str, list[str]] = defaultdict(list)
    for module, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and node.name != "Meta":
                homes[node.name].append(module)
    assert {name: modules for name, modules in homes.items() if len(modules) > 1} == {}


@pytest.mark.parametrize("module", TREES)
def test_a_file_has_at_most_500_lines_and_a_function_45(module: str) -> None:
    file = next(file for file in FILES if name_of(file) == module)
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 500
    assert [(name, length) for name, length in lengths(module) if length > 45] == []


def test_a_module_of_a_few_lines_is_rare() -> None:
    """A splinter belongs to its neighbour; few things are truly one thing on their own in fewer than 60 lines."""
    short = [
        str(file.relative_to(ROOT))
        for file in FILES
        if file.name not in {"__init__.py", "__main__.py"} and "migrations" not in file.parts
        and len(file.read_text(encoding="utf-8").splitlines()) < 60
    ]  # fmt: skip
    assert len(short) <= 15, short


def test_every_storey_stands_and_none_stands_twice() -> None:
    rooms = sorted(room for rooms in STOREYS for room in rooms)
    assert rooms == sorted({package(name) for name in TREES})
