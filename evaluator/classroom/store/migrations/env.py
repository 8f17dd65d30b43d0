"""What Alembic runs: the steps, on the connection and within the transaction that `auto_migrate` holds."""

from alembic import context

from evaluator.classroom.store.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
