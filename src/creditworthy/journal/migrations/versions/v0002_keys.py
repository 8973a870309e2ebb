"""Keys of requests, so that one that is sent twice is answered once."""

import sqlalchemy as sa
from alembic import op

__all__ = ["downgrade", "upgrade"]

revision = "0002"
down_revision = "0001"

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "keys",
        sa.Column("caller", sa.String(200), nullable=False),
        sa.Column("route", sa.String(200), nullable=False),
        sa.Column("key", sa.String(300), nullable=False),
        sa.Column("body_digest", sa.String(64), nullable=False),
        sa.Column("token", sa.String(32), nullable=False),
        sa.Column("claimed_at", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.SmallInteger()),
        sa.Column("answer", sa.LargeBinary()),
        sa.Column("entry", _NUMBER),
        sa.PrimaryKeyConstraint("caller", "route", "key", name=op.f("pk_keys")),
        sa.ForeignKeyConstraint(["entry"], ["entries.number"], name=op.f("fk_keys_entry_entries")),
    )
    op.create_index(op.f("ix_keys_claimed_at"), "keys", ["claimed_at"])
    op.create_index(op.f("ix_keys_entry"), "keys", ["entry"])


def downgrade() -> None:
    """Remove the table: keys are kept for a day only, and nothing in the chain speaks of them."""
    op.drop_table("keys")
