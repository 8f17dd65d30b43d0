"""After a deletion: nothing of it in the file beside the file, nor in pages that the database keeps for later."""

from evaluator.classroom.store.database import Database
from evaluator.classroom.store.models import Base

FILE = ("PRAGMA wal_checkpoint(TRUNCATE)",)
SERVER = tuple(f'VACUUM "{name}"' for name in Base.metadata.tables)


def wipe(database: Database) -> None:
    """Overwrite what was deleted. Where someone is in the way its rows are gone, and the next purge wipes."""
    database.outside(FILE if database.is_file else SERVER)
