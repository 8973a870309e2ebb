"""The import of a lender's files, shown while it runs: which file, how much of it, how many rows."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from creditworthy.cli.screen import out
from creditworthy.language import number, say

if TYPE_CHECKING:
    from creditworthy.tables.dictionary import Dictionary
    from creditworthy.tables.manifest import Manifest
    from creditworthy.tables.step import Step, Tell

__all__ = ["import_into", "steps"]


def import_into(source: Path, target: Path, dictionary: "Dictionary") -> "Manifest":
    """Import the files of a folder or a zip into a folder of tables, with its progress on the terminal."""
    from creditworthy.tables.importing import import_tables

    with steps(say("Importing"), dictionary) as tell:
        return import_tables(source, target, dictionary, tell=tell)


@contextmanager
def steps(what: str, dictionary: "Dictionary") -> Iterator["Tell"]:
    """Show two bars on the terminal: the files that are done, and the one that is read or stored.

    They go away at the end. The yielded function takes each step.
    """
    from rich.progress import BarColumn, Progress, SpinnerColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn

    from creditworthy.tables.finding import stems

    console = out(errors=True)
    bars = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[doing]}", markup=False),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    names = stems(dictionary)
    width = max(map(len, [what, *names]))  # else the bars would jump
    with bars:
        whole = bars.add_task(what.ljust(width), total=len(names), doing="")
        part = bars.add_task(" " * width, total=1.0, doing="")

        def tell(step: "Step") -> None:
            bars.update(part, description=step.stem.ljust(width), completed=step.share, doing=_doing(step))
            bars.update(whole, advance=float(step.doing == "done"))

        yield tell


def _doing(step: "Step") -> str:
    rows = number(step.rows)
    if step.doing == "reading":
        return say("{rows} rows read", rows=rows)
    return say("{rows} rows stored", rows=rows) if step.doing == "storing" else say("{rows} rows", rows=rows)
