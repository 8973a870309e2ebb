"""What the commands print with: one console for results, one for progress and complaints."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from creditworthy.errors import InputError
from creditworthy.language import say

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

__all__ = ["complain", "out", "print_json", "progress", "show", "table", "where", "writing"]

Advance = Callable[..., None]


def out(*, errors: bool = False) -> "Console":
    """Return the console of results, or the one of progress and complaints."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=True, stderr=errors)


def show(text: str) -> None:
    """Print a line of a result; it may hold rich's markup."""
    out().print(text)


def complain(text: str) -> None:
    """Print a sentence about what went wrong, to the error stream."""
    out(errors=True).print(f"creditworthy: {text}", markup=False)


def print_json(content: Any) -> None:
    """Print a result for programs."""
    out().print(json.dumps(content, ensure_ascii=False, indent=2), markup=False)


def table(title: str, *columns: str) -> "Table":
    """Return an empty table: the first column holds names, the others figures."""
    from rich.table import Table

    made = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False, header_style="dim")
    for index, column in enumerate(columns):
        made.add_column(column, justify="right" if index else "left")
    return made


@contextmanager
def progress(what: str, total: int | None = None) -> Iterator[Advance]:
    """Show a bar on the error stream while something long runs; the yielded function moves it on.

    The function may be called with a number of steps, or with the name of the step that was done.
    """
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=out(errors=True),
    )
    with bar:
        task = bar.add_task(what, total=total)

        def advance(step: int | str = 1) -> None:
            if isinstance(step, str):
                bar.update(task, advance=1, description=f"{what} · {step}")
            else:
                bar.update(task, advance=step)

        yield advance
        done = bar.tasks[0].completed or 1
        bar.update(task, description=what, total=done, completed=done)


@contextmanager
def writing(path: Path) -> Iterator[Path]:
    """Make the folder of a file that is about to be written; what the system refuses becomes a sentence."""
    staged = path.with_name(f".{path.name}.staged")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield staged
        staged.replace(path)
    except OSError as error:
        raise InputError("{path}: cannot be written ({why})", path=path, why=error.strerror or error) from error
    finally:
        staged.unlink(missing_ok=True)


def where(path: Path) -> str:
    """Return the line that says where a result is."""
    return say("→ {path}", path=path)
