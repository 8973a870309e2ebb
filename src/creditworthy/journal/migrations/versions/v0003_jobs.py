"""Jobs: what is asked for now and made later."""

import sqlalchemy as sa
from alembic import op

__all__ = ["downgrade", "upgrade"]

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "jobs",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("about", sa.String(36)),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("asked", sa.LargeBinary()),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("token", sa.String(32)),
        sa.Column("claimed_at", sa.BigInteger()),
        sa.Column("tries", sa.SmallInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("done_at", sa.BigInteger()),
        sa.Column("result", sa.LargeBinary()),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
        sa.UniqueConstraint("kind", "about", "language", name=op.f("uq_jobs_kind_about_language")),
        sa.ForeignKeyConstraint(["about"], ["entries.id"], name=op.f("fk_jobs_about_entries")),
    )
    op.create_index(op.f("ix_jobs_status_made_at"), "jobs", ["status", "made_at"])
    op.create_index(op.f("ix_jobs_made_at"), "jobs", ["made_at"])


def downgrade() -> None:
    """Remove the table: jobs are kept for a day only, and nothing in the chain speaks of them."""
    op.drop_table("jobs")
