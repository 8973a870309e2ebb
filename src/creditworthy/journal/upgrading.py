"""The schema of a journal: which one it has, and how it comes to the one of this release."""

from sqlalchemy import Connection, inspect, text

from creditworthy.errors import JournalError
from creditworthy.journal.database import Database
from creditworthy.journal.schema import REVISION

__all__ = ["check_schema", "migrate", "upgrade"]

_NONE = "there is no journal {url} yet; the service makes it, or «creditworthy journal upgrade»"
_OLDER = (
    "the journal {url} has schema {found} and this release wants {wanted}; run «creditworthy journal upgrade» after a "
    "backup"
)
_NEWER = "the journal {url} has schema {found}, which this release does not know; install the release that wrote it"
_FOREIGN = "the database {url} holds tables of something else; give the journal one of its own"


def upgrade(url: str) -> tuple[str, str]:
    """Bring a journal to the schema of this release; one that is not there is made.

    Parameters
    ----------
    url : str
        Its address.

    Returns
    -------
    tuple of str
        The schema before (empty where there was none) and the schema now.

    Raises
    ------
    JournalError
        Where the database holds something else or a newer journal.
    JournalUnavailableError
        Where the database is away.
    """
    database = Database(url)
    try:
        database.make_folder()
        before = _known(database)
        migrate(database, REVISION)
        return before, REVISION
    finally:
        database.close()


def check_schema(database: Database, *, make: bool = True) -> None:
    """See that a journal has the schema of this release; one that is not there is made, if it may be.

    Raises
    ------
    JournalError
        Where it has another one, or is not there and is not to be made; the sentence names the remedy.
    """
    absent = database.file is not None and not database.file.exists()
    if absent and make:
        database.make_folder()
    found = "" if absent else _known(database)
    if not found and not make:
        raise JournalError(_NONE, url=str(database))
    if not found:
        migrate(database, REVISION)
    elif found != REVISION:
        raise JournalError(_OLDER, url=str(database), found=found, wanted=REVISION)


def migrate(database: Database, revision: str) -> None:
    """Go up or down to a schema, in one transaction: wholly or not at all; the empty one has no tables."""
    from alembic import command
    from alembic.config import Config

    with database.writing() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", "creditworthy.journal:migrations")
        config.set_main_option("path_separator", "os")
        if (_found(connection) or "") <= revision:
            command.upgrade(config, revision)
        else:
            command.downgrade(config, revision or "base")


def _known(database: Database) -> str:
    """Return the schema that a database has; empty where it has no tables."""
    with database.reading() as connection:
        found = _found(connection)
    if found is None:
        raise JournalError(_FOREIGN, url=str(database))
    if found > REVISION:
        raise JournalError(_NEWER, url=str(database), found=found)
    return found


def _found(connection: Connection) -> str | None:
    """Return the schema; empty where there are no tables, None where they are those of something else."""
    tables = set(inspect(connection).get_table_names())
    if not tables - {"alembic_version"}:
        return ""
    if not {"alembic_version", "entries"} <= tables:
        return None
    return str(connection.scalar(text("SELECT version_num FROM alembic_version")))
