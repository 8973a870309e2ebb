"""What the commands print with: results go to standard output, progress and complaints to the error stream."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from creditworthy.errors import InputError
from creditworthy.language import say

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

__all__ = ["complain", "heading", "out", "print_json", "progress", "show", "show_table", "table", "where", "writing"]

Advance = Callable[..., None]
Part = str | tuple[str, str]

UNBOUNDED = 10_000
"""Columns where nobody looks on: in a pipe or a file each row is one line."""


def out(*, errors: bool = False) -> "Console":
    """Return the console of results, or the one of progress and complaints; neither knows rich's markup."""
    from rich.console import Console

    console = Console(highlight=False, markup=False, emoji=False, stderr=errors)
    if not console.is_terminal:
        console.width = UNBOUNDED
    return console


def show(*parts: Part, indent: int = 0, hang: int = 0, whole: bool = False) -> None:
    """Print a line of a result.

    Parameters
    ----------
    *parts : str or (str, style)
        Its text, as it is: markup in it is not understood.
    indent, hang : int
        Spaces before it, and how many more before the lines that it is wrapped into.
    whole : bool
        True for what is there to be copied: a path or a command is not wrapped.
    """
    from rich.text import Text

    console, text = out(), Text.assemble(*parts)
    lines = [text] if whole else text.wrap(console, console.width - indent - hang)
    for index, line in enumerate(lines):
        console.print(" " * (indent + hang * bool(index)), line, sep="", soft_wrap=True)


def heading(text: str) -> None:
    """Print the title of a section after an empty line."""
    show("")
    show((text, "bold"))


def complain(text: str) -> None:
    """Print a sentence about what went wrong, to the error stream."""
    typer.echo(f"creditworthy: {text}", err=True)


def print_json(content: Any) -> None:
    """Print a result for programs."""
    typer.echo(json.dumps(content, ensure_ascii=False, indent=2))


def table(*columns: str, figures: bool = True) -> "Table":
    """Return an empty table: the first column holds names, the others figures or words."""
    from rich.table import Table

    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for index, column in enumerate(columns):
        made.add_column(column, justify="right" if index and figures else "left", overflow="fold", no_wrap=not index)
    return made


def show_table(rows: "Table", *, indent: int = 0) -> None:
    """Print a table, without the spaces that rich leaves at the end of its lines."""
    from rich.padding import Padding

    console = out()
    with console.capture() as captured:
        console.print(Padding(rows, (0, 0, 0, indent), expand=False))
    console.file.writelines(f"{line.rstrip()}\n" for line in captured.get().splitlines())


@contextmanager
def progress(what: str, total: int | None = None) -> Iterator[Advance]:
    """Show a bar on the terminal while something long runs; it goes away when that is done.

    The yielded function may be called with a number of steps, or with the name of the step that was done.
    """
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = out(errors=True)
    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    with bar:
        task = bar.add_task(what, total=total)

        def advance(step: int | str = 1) -> None:
            if isinstance(step, str):
                bar.update(task, advance=1, description=f"{what} · {step}")
            else:
                bar.update(task, advance=step)

        yield advance


@contextmanager
def writing(path: Path) -> Iterator[Path]:
    """Yield the path to write a file to; it becomes ``path`` if the context ends without an error.

    Raises
    ------
    InputError
        Where the system does not let it be written.
    """
    staged = path.with_name(f".{path.name}.staged")
    try:
        if path.is_dir():
            raise InputError("{path}: is a folder; give the name of a file", path=path)
        if not path.parent.exists():
            path.parent.mkdir(parents=True)
        staged.touch()
        try:
            yield staged
            staged.replace(path)
        finally:
            staged.unlink(missing_ok=True)
    except OSError as error:
        raise InputError("{path}: cannot be written ({why})", path=path, why=error.strerror or error) from error


def where(path: Path) -> None:
    """Print the line that says where a result is."""
    show(say("→ {path}", path=path), whole=True)
