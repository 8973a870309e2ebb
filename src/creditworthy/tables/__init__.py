"""The lender's tables: what they are, whether they keep to it, and how they are read."""

from creditworthy.tables.dictionary import Dictionary, home_credit, read_dictionary
from creditworthy.tables.load import Tables, from_frames, open_tables

__all__ = ["Dictionary", "Tables", "from_frames", "home_credit", "open_tables", "read_dictionary"]
