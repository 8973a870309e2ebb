"""The tables of the journal; the same on SQLite and PostgreSQL. How they came to be is in ``migrations``."""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)

__all__ = ["REVISION", "TRIGGERS", "anchors", "entries", "feature_lists", "jobs", "keys", "metadata", "payloads"]

REVISION = "0003"
"""The schema that this release reads and writes."""

_ONLY_ADDED = ("anchors", "entries", "feature_lists", "payloads")
_EVENTS = {"sqlite": ("delete", "update"), "postgresql": ("delete", "truncate", "update")}
TRIGGERS = {
    dialect: sorted(
        ["entries_insert", *(["payloads_insert"] if dialect == "sqlite" else [])]
        + [f"{table}_{event}" for table in _ONLY_ADDED for event in events]
    )
    for dialect, events in _EVENTS.items()
}
"""Names of the triggers that let these tables only grow, by database."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite knows one kind of integer, and only INTEGER can be the number of its rows.
_Number = BigInteger().with_variant(Integer, "sqlite")

entries = Table(
    "entries",
    metadata,
    Column("number", _Number, primary_key=True, autoincrement=False),
    Column("id", String(36), nullable=False, unique=True),
    Column("kind", String(40), nullable=False),
    Column("decision", String(40)),
    Column("at", BigInteger, nullable=False),
    Column("facts", Text, nullable=False),
    Column("about", String(36), ForeignKey("entries.id")),
    Column("commitment", String(64)),
    Column("previous", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
    Index(None, "about"),
    Index(None, "kind", "number"),
    Index(None, "decision", "number"),
    Index(None, "at"),
)
"""What happened: stays for ever, names nobody. ``at``: microseconds since 1970 in UTC; ``facts``: canonical JSON."""

feature_lists = Table(
    "feature_lists",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("names", Text, nullable=False),
)
"""Names of features, once for all decisions of a model."""

payloads = Table(
    "payloads",
    metadata,
    Column("entry", _Number, ForeignKey("entries.number"), primary_key=True, autoincrement=False),
    Column("salt", LargeBinary, nullable=False),
    Column("applicant", String(100)),
    Column("inputs", LargeBinary),
    Column("feature_list", String(64), ForeignKey("feature_lists.digest")),
    Column("features", LargeBinary),
    Column("reasons", LargeBinary),
    Index(None, "applicant", "entry"),
)
"""What is personal of an entry: deleted, with its salt, when the person or the retention asks for it."""

anchors = Table(
    "anchors",
    metadata,
    Column("count", _Number, primary_key=True, autoincrement=False),
    Column("digest", String(64), nullable=False),
)
"""Which heads were signed into the file of anchors, so that one that is cut shows."""

keys = Table(
    "keys",
    metadata,
    Column("caller", String(200), primary_key=True),
    Column("route", String(200), primary_key=True),
    Column("key", String(300), primary_key=True),
    Column("body_digest", String(64), nullable=False),
    Column("token", String(32), nullable=False),
    Column("claimed_at", BigInteger, nullable=False),
    Column("status", SmallInteger),
    Column("answer", LargeBinary),
    Column("entry", _Number, ForeignKey("entries.number")),
    Index(None, "claimed_at"),
    Index(None, "entry"),
)
"""Keys of requests, kept for a day; ``status`` and ``answer`` are empty while the request is in flight."""

jobs = Table(
    "jobs",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("about", String(36), ForeignKey("entries.id")),
    Column("language", String(10), nullable=False),
    Column("asked", LargeBinary),
    Column("status", String(10), nullable=False),
    Column("token", String(32)),
    Column("claimed_at", BigInteger),
    Column("tries", SmallInteger, nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("done_at", BigInteger),
    Column("result", LargeBinary),
    Column("progress", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    UniqueConstraint("kind", "about", "language"),
    Index(None, "status", "made_at"),
    Index(None, "made_at"),
)
"""What is made later, kept for a day; ``token`` is whose it is, ``claimed_at`` when that was heard of."""
