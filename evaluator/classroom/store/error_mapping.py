"""Map driver errors to ours: come back in a moment, or call whoever keeps the server."""

import sqlite3
from collections.abc import Mapping

from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from evaluator.classroom.errors import StoreBroken, StoreUnavailable

SOON = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM}
REMEDIES: Mapping[int, str] = {
    sqlite3.SQLITE_CANTOPEN: "cannot be opened; its folder must exist and be writable for the server",
    sqlite3.SQLITE_READONLY: "cannot be written; give the server the right to write the file and its folder",
    sqlite3.SQLITE_PERM: "cannot be written; give the server the right to write the file and its folder",
    sqlite3.SQLITE_CORRUPT: "is damaged; put a backup in its place, or move it away to start with none",
    sqlite3.SQLITE_NOTADB: "is no database; name another file in DATABASE_URL, or move this one away",
}
# Classes of SQLSTATE: connection, rollback, resources, not ready, operator, system; 25006 is a standby.
COMES_BACK = ("08", "40", "53", "55", "57", "58", "25006")
REFUSED = {
    "28": "refuses the user or password of DATABASE_URL",
    "3D": "has no such database; create it with createdb",
    "42501": "lets this user make no tables; grant CREATE on the schema",
}
TOLD = {"password authentication failed": "28", "no pg_hba.conf entry": "28", 'role "': "28", "no password": "28"}


def map_error(error: DBAPIError, url: URL) -> Exception:
    """Map a driver error to the one to raise instead; a fault of the program stays itself."""
    return _sqlite(error, url) if isinstance(error.orig, sqlite3.Error) else _postgres(error, url)


def _sqlite(error: DBAPIError, url: URL) -> Exception:
    code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF  # the rest tells details
    if code in SOON:
        return StoreUnavailable()
    remedy = REMEDIES.get(code)
    return StoreBroken(f"the database {url.database} {remedy}") if remedy else error


def _postgres(error: DBAPIError, url: URL) -> Exception:
    state = getattr(error.orig, "sqlstate", None) or _told(str(error.orig))
    place = f"the database server at {url.host or 'this machine'}"
    for start, remedy in REFUSED.items():
        if state.startswith(start):
            return StoreBroken(f"{place} {remedy}")
    lost = error.connection_invalidated or type(error.orig).__name__ in ("OperationalError", "ConnectionTimeout")
    return StoreUnavailable() if state.startswith(COMES_BACK) or (lost and not state) else error


def _told(text: str) -> str:
    """Return what a refused connection means: it comes without a code."""
    if 'database "' in text and "does not exist" in text:
        return "3D"
    return next((state for words, state in TOLD.items() if words in text), "")
