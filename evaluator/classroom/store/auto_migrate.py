"""Migrate a database to the tables of this program, safe when several processes start at once.

A database that is up to date costs one question; Alembic is loaded only when there is something to do.
"""

from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text
from sqlalchemy.orm import Session

from evaluator.classroom.errors import StoreBroken, StoreUnavailable
from evaluator.classroom.store.database import Database

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = "0005"
MIGRATION_TIMEOUT_S = 15.0  # others may be at it
TRIES, PAUSE_S = 20, 0.25  # a new file can be busy with being made
LOCK = 47_112_026  # any number that no other program on the same database takes


def prepare(database: Database) -> None:
    """Create or migrate the tables. Raises StoreBroken when a newer program has written them."""
    for left in reversed(range(TRIES if database.is_file else 1)):
        try:
            if database.run(version, write=False) != HEAD:
                database.run(lambda session: _upgrade(session, database), patience=MIGRATION_TIMEOUT_S)
        except StoreUnavailable:
            if not left:
                raise
            sleep(PAUSE_S)
        else:
            return


def version(session: Session) -> str:
    """Read the migration that a database has reached; "" when it is empty."""
    if not inspect(session.connection()).has_table("alembic_version"):
        return ""
    return session.scalar(text("SELECT version_num FROM alembic_version")) or ""


def _upgrade(session: Session, database: Database) -> None:
    if not database.is_file:  # a file is locked by its transaction
        session.execute(text("SET LOCAL statement_timeout = 0"))
        session.execute(text("SET LOCAL lock_timeout = 0"))
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    if (reached := version(session)) != HEAD:
        migrate(session.connection(), reached, str(database.url.database))


def alembic_config() -> "Config":
    """Build Alembic's settings; there is no file of them."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def migrate(connection: Connection, reached: str, name: str) -> None:
    """Run every migration after the one that was reached, on a connection whose transaction holds the lock.

    Raises StoreBroken when that one is not ours.
    """
    from alembic import command
    from alembic.script import ScriptDirectory

    config = alembic_config()
    known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    if reached and reached not in known:
        message = (
            f"the database {name} was written by another version of this program (its tables are at step {reached},"
            f" this version knows {', '.join(sorted(known))}); start that version, or restore a backup of yours"
        )
        raise StoreBroken(message)
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
