"""Entries, payloads, feature lists and anchors, and the triggers that let them only grow."""

import sqlalchemy as sa
from alembic import op

__all__ = ["downgrade", "upgrade"]

revision = "0001"
down_revision = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TABLES = ("anchors", "payloads", "feature_lists", "entries")
_ERASED = """(SELECT 1 FROM entries AS erasure JOIN entries AS erased ON erasure.about = erased.id
 WHERE erasure.kind = 'erasure' AND erased.number = OLD.entry)"""
_NEXT = "(SELECT coalesce(max(number), 0) + 1 FROM entries)"

_ADDED = "only added to"
_TAKEN = "has its place already"
_UNNAMED = "deleted only after an erasure that names it"


def upgrade() -> None:
    """Make the tables and their triggers."""
    _make_entries()
    _make_payloads()
    op.create_table(
        "anchors",
        sa.Column("count", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("count", name=op.f("pk_anchors")),
    )
    if op.get_bind().dialect.name == "sqlite":
        _guard_sqlite()
    else:
        _guard_postgresql()


def downgrade() -> None:
    """Remove the tables, if they hold nothing: what was journalled is never dropped."""
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM entries")):
        raise RuntimeError("the journal holds entries: they are not dropped")
    for table in _TABLES:
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        for function in ("journal_refuse", "journal_next", "journal_erased"):
            op.execute(f"DROP FUNCTION {function}()")


def _make_entries() -> None:
    op.create_table(
        "entries",
        sa.Column("number", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("decision", sa.String(40)),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("about", sa.String(36)),
        sa.Column("commitment", sa.String(64)),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_entries")),
        sa.UniqueConstraint("id", name=op.f("uq_entries_id")),
        sa.ForeignKeyConstraint(["about"], ["entries.id"], name=op.f("fk_entries_about_entries")),
    )
    for columns in (["about"], ["kind", "number"], ["decision", "number"], ["at"]):
        op.create_index(op.f(f"ix_entries_{'_'.join(columns)}"), "entries", columns)


def _make_payloads() -> None:
    op.create_table(
        "feature_lists",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("names", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_feature_lists")),
    )
    op.create_table(
        "payloads",
        sa.Column("entry", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("applicant", sa.String(100)),
        sa.Column("inputs", sa.LargeBinary()),
        sa.Column("feature_list", sa.String(64)),
        sa.Column("features", sa.LargeBinary()),
        sa.Column("reasons", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("entry", name=op.f("pk_payloads")),
        sa.ForeignKeyConstraint(["entry"], ["entries.number"], name=op.f("fk_payloads_entry_entries")),
        sa.ForeignKeyConstraint(
            ["feature_list"], ["feature_lists.digest"], name=op.f("fk_payloads_feature_list_feature_lists")
        ),
    )
    op.create_index(op.f("ix_payloads_applicant_entry"), "payloads", ["applicant", "entry"])


def _guard_sqlite() -> None:
    for table in _TABLES:
        _refuse_in_sqlite(table, "update", "", _ADDED)
        unless = f"WHEN NOT EXISTS {_ERASED}" if table == "payloads" else ""
        _refuse_in_sqlite(table, "delete", unless, _UNNAMED if unless else _ADDED)
    # INSERT OR REPLACE would delete a row without asking the trigger on DELETE.
    taken = f"WHEN NEW.number <> {_NEXT} OR EXISTS (SELECT 1 FROM entries WHERE id = NEW.id)"  # noqa: S608
    _refuse_in_sqlite("entries", "insert", taken, _TAKEN)
    _refuse_in_sqlite("payloads", "insert", "WHEN EXISTS (SELECT 1 FROM payloads WHERE entry = NEW.entry)", _TAKEN)


def _refuse_in_sqlite(table: str, event: str, condition: str, why: str) -> None:
    op.execute(
        f"CREATE TRIGGER {table}_{event} BEFORE {event} ON {table} {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{table}: {why}'); END"
    )


def _guard_postgresql() -> None:
    refuse = "RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is {why}', ERRCODE = 'integrity_constraint_violation'"
    for function, body in {
        "journal_refuse": f"{refuse.format(why=_ADDED)};",
        "journal_next": f"IF NEW.number <> {_NEXT} THEN {refuse.format(why='without gaps')}; END IF; RETURN NEW;",
        "journal_erased": f"IF NOT EXISTS {_ERASED} THEN {refuse.format(why=_UNNAMED)}; END IF; RETURN OLD;",
    }.items():
        op.execute(f"CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$")
    for table in _TABLES:
        _watch_in_postgresql(table, "update", "journal_refuse")
        _watch_in_postgresql(table, "delete", "journal_erased" if table == "payloads" else "journal_refuse")
        _watch_in_postgresql(table, "truncate", "journal_refuse", each="STATEMENT")
    _watch_in_postgresql("entries", "insert", "journal_next")


def _watch_in_postgresql(table: str, event: str, function: str, each: str = "ROW") -> None:
    op.execute(
        f"CREATE TRIGGER {table}_{event} BEFORE {event} ON {table} FOR EACH {each} EXECUTE FUNCTION {function}()"
    )
