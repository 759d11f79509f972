"""What Alembic runs: the connection comes from `storage.migrations`, with its transaction already begun."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    # SQLite can roll back schema changes too, once the driver no longer begins and commits on its own.
    transactional_ddl=True,
)
context.run_migrations()
