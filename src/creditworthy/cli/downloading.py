"""data download: the competition's files, with the user's own Kaggle account."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from creditworthy.cli.screen import out, show, where
from creditworthy.language import number, say
from creditworthy.settings import settings

if TYPE_CHECKING:
    from creditworthy.tables.kaggle import Tell

__all__ = ["download_data"]


def download_data(
    folder: Annotated[Path | None, typer.Option("--out", help="Folder to put the zip into.")] = None,
) -> None:
    """Fetch the competition's files with your Kaggle account."""
    from creditworthy.tables.kaggle import fetch

    target = folder or settings().raw
    with _bars() as tell:
        found = fetch(target, tell=tell)
    if not found.fresh:
        show(say("There already, and as large as Kaggle says"))
    size = number(sum(found.files.values()) / 1e6)
    show(say("{count} files, {size} MB when unpacked", count=len(found.files), size=size))
    where(found.path)
    show(say("Next: {command}", command=f"creditworthy data import {target}"), whole=True)


@contextmanager
def _bars() -> Iterator["Tell"]:
    """Show what is done, how fast and for how long, on the terminal; it goes away at the end."""
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    console = out(errors=True)
    text = TextColumn("{task.description}", markup=False)
    columns = (SpinnerColumn(), text, BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    doing = {"fetching": say("Fetching"), "checking": say("Checking")}
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
        tasks = {what: bars.add_task(text, total=None, visible=False) for what, text in doing.items()}

        def tell(what: str, done: int, total: int | None) -> None:
            bars.update(tasks[what], completed=done, total=total, visible=True)

        yield tell
