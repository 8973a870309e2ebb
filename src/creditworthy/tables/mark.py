"""The mark of an invented portfolio: a file beside its tables, so that no figure of it passes for a real one."""

from pathlib import Path

__all__ = ["is_generated", "mark_generated"]

_MARK = "GENERATED.txt"
_TEXT = "These files are invented: no row belongs to a person. «creditworthy data import» reads this mark.\n"


def mark_generated(folder: Path) -> Path:
    """Leave the mark in a folder of invented files."""
    path = folder / _MARK
    path.write_text(_TEXT, encoding="utf-8")
    return path


def is_generated(source: Path) -> bool:
    """Return whether a folder of files carries the mark."""
    return (source / _MARK).is_file()
