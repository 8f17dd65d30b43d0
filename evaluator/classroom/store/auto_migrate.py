"""Brings a database to the tables of this program, safe when several processes start at once.

A database that is up to date costs one question; Alembic is loaded only when there is something to do.
"""

from time import sleep

from sqlalchemy import inspect, text
from sqlalchemy.orm import Session

from evaluator.classroom.errors import StoreUnavailable
from evaluator.classroom.store.database import Database

HEAD = "0001"
PATIENCE = 15.0  # seconds: others may be at it
TRIES, PAUSE = 20, 0.25  # a new file can be busy with being made
LOCK = 47_112_026  # any number that no other program on the same database takes


def prepare(database: Database) -> None:
    """Make or update the tables. Raises StoreBroken when a newer program has written them."""
    for left in reversed(range(TRIES if database.is_file else 1)):
        try:
            if database.run(version, write=False) != HEAD:
                database.run(lambda session: _upgrade(session, database), patience=PATIENCE)
        except StoreUnavailable:
            if not left:
                raise
            sleep(PAUSE)
        else:
            return


def version(session: Session) -> str:
    """The step that a database has reached; "" when it is empty."""
    if not inspect(session.connection()).has_table("alembic_version"):
        return ""
    return session.scalar(text("SELECT version_num FROM alembic_version")) or ""


def _upgrade(session: Session, database: Database) -> None:
    from evaluator.classroom.store.upgrading import upgrade

    if not database.is_file:  # a file is locked by its transaction
        session.execute(text("SET LOCAL statement_timeout = 0"))
        session.execute(text("SET LOCAL lock_timeout = 0"))
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    if (reached := version(session)) != HEAD:
        upgrade(session.connection(), reached, str(database.url.database))
