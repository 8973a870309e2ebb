"""What Alembic runs: the steps, on the connection and in the transaction of ``journal.upgrading``."""

from alembic import context

from creditworthy.journal.schema import metadata

__all__ = ["run"]


def run() -> None:
    """Run the steps that were asked for."""
    context.configure(
        connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True
    )
    with context.begin_transaction():
        context.run_migrations()


if __name__ == "env_py":  # the name that Alembic gives it
    run()
