"""init · settings: a project folder, and what the commands go by in it."""

from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from creditworthy.cli.screen import print_json, show, show_table, table
from creditworthy.errors import InputError
from creditworthy.language import say
from creditworthy.settings import settings

__all__ = ["FOLDERS", "add_to", "init", "make_project", "show_settings"]

FOLDERS = (
    "data/raw",
    "data/interim",
    "data/processed",
    "data/external",
    "models",
    "notebooks",
    "references",
    "reports/figures",
)


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("init")(init)
    app.command("settings")(show_settings)


def init(folder: Annotated[Path, typer.Argument(help="Folder to make.")]) -> None:
    """Make a project folder that the commands default to."""
    make_project(folder)
    show(say("Project made in {folder}", folder=folder), whole=True)
    show(say("Next: {command}", command=f"cd {quote(str(folder))}"), whole=True)
    show(say("Put the lender's files into data/raw, then: {command}", command="creditworthy data import"))


def show_settings(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Show what the commands go by, and how to change it."""
    from creditworthy.settings.model import FILE, Settings

    values = settings().model_dump(mode="json")
    if as_json:
        print_json(values)
        return
    rows = table(say("Setting"), say("Value"), say("Meaning"), figures=False)
    rows.columns[1].no_wrap = True
    for name, field in Settings.model_fields.items():
        rows.add_row(name, str(values[name]), say(field.description or ""))
    show_table(rows)
    show(say("Change one in {file}, or with a variable such as {variable}", file=FILE, variable="CREDITWORTHY_SEED=8"))


def make_project(folder: Path) -> None:
    """Make the folders and the settings file; a settings file that is there already is kept.

    Raises
    ------
    InputError
        Where the folder cannot be made.
    """
    from creditworthy.settings.model import FILE

    try:
        for name in FOLDERS:
            (folder / name).mkdir(parents=True, exist_ok=True)
        if not (folder / FILE).exists():
            (folder / FILE).write_text(_settings_file(), encoding="utf-8")
    except OSError as error:
        raise InputError("{path}: cannot be written ({why})", path=folder, why=error.strerror) from error


def _settings_file() -> str:
    """Return every setting with its default, commented out, under its meaning."""
    from creditworthy.settings.model import Settings

    lines = ["# " + say("Settings of this project; take away a # to change a value."), ""]
    for name, field in Settings.model_fields.items():
        default = field.get_default(call_default_factory=True)
        written = f"{default}" if isinstance(default, int | float) else f'"{default}"'
        lines += [f"# {say(field.description or '')}", f"# {name} = {written}", ""]
    return "\n".join(lines)
