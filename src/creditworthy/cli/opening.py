"""What several commands open: the imported tables, the scorer, the part of the applicants."""

from pathlib import Path
from typing import TYPE_CHECKING, cast, get_args

from creditworthy.catalog import unknown_name
from creditworthy.settings import lender, settings

if TYPE_CHECKING:
    from creditworthy.scorer import Scorer
    from creditworthy.tables.load import Part, Tables

__all__ = ["open_here", "open_scorer", "part_named"]


def open_here(tables: Path | None) -> "Tables":
    """Return the imported tables in a folder, or in the one that the settings name."""
    from creditworthy.tables.load import open_tables

    return open_tables(tables or settings().tables, lender())


def open_scorer(folder: Path | None) -> "Scorer":
    """Return a saved scorer, or the champion of the store."""
    from creditworthy.scorer import Store, load_scorer

    return load_scorer(folder or Store(settings().store).champion(), lender())


def part_named(name: str) -> "Part":
    """Return a part of the applicants by its name; an unknown one raises ``UnknownNameError``."""
    from creditworthy.tables.load import Part

    if name not in get_args(Part):
        raise unknown_name("part", name, list(get_args(Part)))
    return cast("Part", name)
