"""Store classes in the database. The only room that knows SQL; all else sees frozen rows and errors of the class.

- `store` - Store: every question one can ask and every change one can make, each in one transaction
- `models` - the five tables; `migrations/`, `auto_migrate` - how a database comes to have them
- `database` - one transaction; their errors; `engine` - SQLite and PostgreSQL made impatient
- `socket_deadline` - how long one waits for a frozen server
- `joining`, `answering`, `teacher_actions`, `publishing`, `queries`, `fast_queries` - the transactions

Nothing is opened, nor SQLAlchemy loaded, before a class asks for something.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evaluator.classroom.store.store import Store

CONNECTIONS = 4  # at once; everyone else is told to come back, so that pages without a class go on


def open_store(url: str, connections: int = CONNECTIONS) -> "Store":
    """Open the store at a database's address. Nothing is connected yet, so nothing can fail but the address itself.

    Raises StoreBroken for an address that is none, or a database whose driver is not installed.
    """
    from evaluator.classroom.store.store import Store

    return Store(url, connections)
