"""The journal of decisions: durable before it is answered, only added to, chained, anchored, and able to forget."""

from creditworthy.journal.entry import Draft, Entry, Page, Payload
from creditworthy.journal.exporting import described, described_payload
from creditworthy.journal.jobs import FILE, LIME, Job, Jobs
from creditworthy.journal.journal import Journal
from creditworthy.journal.keys import Claim, Settled, Stored
from creditworthy.journal.reading import Search
from creditworthy.journal.signing import public_path, read_public_key
from creditworthy.journal.upgrading import upgrade
from creditworthy.journal.verification import Anchored

__all__ = [
    "FILE",
    "LIME",
    "Anchored",
    "Claim",
    "Draft",
    "Entry",
    "Job",
    "Jobs",
    "Journal",
    "Page",
    "Payload",
    "Search",
    "Settled",
    "Stored",
    "described",
    "described_payload",
    "public_path",
    "read_public_key",
    "upgrade",
]
