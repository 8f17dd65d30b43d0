"""How a database comes to its tables, and what is said when it cannot be used."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from evaluator.classroom.errors import StoreBroken, StoreUnavailable
from evaluator.classroom.settings import ClassSettings
from evaluator.classroom.store import open_store
from evaluator.classroom.store.auto_migrate import HEAD, alembic_config
from evaluator.classroom.store.models import Base
from evaluator.classroom.store.store import Store
from tests.classroom.store.lessons import QUESTIONS
from tests.classroom.store.servers import Server
from tests.conftest import ROOT


def ask(url: str, what: str = "ping") -> None:
    """Open a store, ask it one thing, close it."""
    with closing(open_store(url)) as store:
        store.start(ClassSettings(QUESTIONS)) if what == "start" else store.ping()


def test_the_steps_lead_to_the_models(store: Store) -> None:
    store.ping()
    with store.database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    assert ScriptDirectory.from_config(alembic_config()).get_current_head() == HEAD


def test_a_database_that_is_up_to_date_needs_no_alembic(url: str) -> None:
    ask(url)
    code = "import sys, evaluator.classroom.store as s; s.open_store(sys.argv[1]).ping(); print(sys.modules.keys())"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, url], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert "sqlalchemy" in done.stdout
    assert "alembic" not in done.stdout


# Classes as the first version wrote them: one whose counts were shown, one with totals alone, one typed in by hand.
FIRST = """
INSERT INTO class VALUES ({id}, 'CODE0{id}', 'h{id}', 's{id}', 'Zebra', 'quick', 'data-use', 'devices', NULL, 7, 0,
  'open', 1, 'data-use', 1, 0, 3, 40, TRUE, 20000, 480000);
INSERT INTO seat VALUES ({id}1, {id}, 't{id}1', 1, FALSE, 0), ({id}2, {id}, 't{id}2', 2, TRUE, 1);
INSERT INTO answer VALUES ({id}1, 1, 'data-use', 'ads-ask', 'key', '1 2'),
  ({id}2, 1, 'data-use', 'ads-ask', 'key', '');
INSERT INTO count VALUES ({id}, 1, 'data-use', '{option}', {typed}, 5)
"""


def written_by_the_first_version(connection: Connection) -> None:
    """Tables and rows of the first version."""
    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, "0001")
    for number, option, typed in ((1, "ads-ask", False), (2, "#devices", False), (3, "ads-ask", True)):
        for statement in FIRST.format(id=number, option=option, typed=typed).split(";"):
            connection.execute(text(statement))


def test_classes_of_the_first_version_go_on(url: str) -> None:
    with closing(open_store(url)) as store:
        with store.database.engine.begin() as connection:
            written_by_the_first_version(connection)
        store.ping()
        with store.database.engine.connect() as connection:
            classes = connection.execute(text("SELECT id, published, left_out, code FROM class ORDER BY id")).all()
            answers = connection.execute(text("SELECT * FROM answer ORDER BY seat_id")).mappings().all()
            seats = connection.execute(text("SELECT away FROM seat")).scalars().all()
            assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    assert [(room.id, bool(room.published), room.left_out) for room in classes] == [
        (1, True, 1), (2, False, 1), (3, False, 1),
    ]  # fmt: skip
    assert [answer["option"] for answer in answers] == ["ads-ask"] * 6
    assert "seen" not in answers[0]
    assert not any(seats)


def test_tables_of_a_newer_version_are_left_alone(url: str) -> None:
    first = open_store(url)
    first.ping()
    with first.database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    first.close()
    with pytest.raises(StoreBroken, match="another version"):
        ask(url)


def test_a_damaged_file(tmp_path: Path) -> None:
    file = tmp_path / "classes.db"
    file.write_bytes(b"This is a letter to my aunt, and no database at all. " * 100)
    with pytest.raises(StoreBroken, match=r"classes\.db is no database"):
        ask(f"sqlite:///{file}")
    file.unlink()
    store = open_store(f"sqlite:///{file}")
    store.ping()
    store.close()
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(StoreBroken, match=r"classes\.db is damaged"):
        ask(f"sqlite:///{file}", "start")


def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    file = tmp_path / "classes.db"
    store = open_store(f"sqlite:///{file}")
    store.ping()
    store.close()
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
    if os.geteuid() == 0:  # root may write anything, so only an immutable address can say no
        read_only = f"sqlite:///file:{file}?mode=ro&uri=true"
    else:
        file.chmod(0o400)
        tmp_path.chmod(0o500)
        read_only = f"sqlite:///{file}"
    with pytest.raises(StoreBroken, match="cannot be written"):
        ask(read_only, "start")
    assert not Path("file:").exists()
    tmp_path.chmod(0o700)


def test_a_folder_that_cannot_be_made() -> None:
    with pytest.raises(StoreBroken, match="cannot be made"):
        ask("sqlite:////proc/none/classes.db")


def test_a_server_that_is_not_there_or_refuses(server: Server) -> None:
    with pytest.raises(StoreUnavailable):
        ask("postgresql://app@127.0.0.1:1/x")
    address = server.address
    with pytest.raises(StoreBroken, match="no such database"):
        ask(address("nowhere"))
    with pytest.raises(StoreBroken, match="refuses the user"):
        ask(address("postgres").replace("app@", "nobody@"))


@pytest.mark.parametrize("url", ["nonsense", "", "oracle://a/b"])
def test_an_address_that_is_none(url: str) -> None:
    with pytest.raises(StoreBroken, match="DATABASE_URL"):
        ask(url)


def test_the_names_that_others_use_for_postgresql_are_understood() -> None:
    for name in ("postgres", "postgresql", "postgresql+psycopg"):
        with closing(open_store(f"{name}://app@127.0.0.1/x")) as store:
            assert store.database.url.drivername == "postgresql+psycopg"
