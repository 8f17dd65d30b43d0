"""The steps that a database has not had yet, by Alembic, on a connection whose transaction holds the lock."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from evaluator.classroom.errors import StoreBroken

STEPS = Path(__file__).parent / "migrations"


def steps() -> Config:
    """Alembic's settings; there is no file of them."""
    config = Config()
    config.set_main_option("script_location", str(STEPS).replace("%", "%%"))
    return config


def upgrade(connection: Connection, reached: str, name: str) -> None:
    """Run every step after the one that was reached. Raises StoreBroken when that one is not ours."""
    config = steps()
    known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    if reached and reached not in known:
        message = (
            f"the database {name} was written by another version of this program (its tables are at step {reached},"
            f" this version knows {', '.join(sorted(known))}); start that version, or restore a backup of yours"
        )
        raise StoreBroken(message)
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
