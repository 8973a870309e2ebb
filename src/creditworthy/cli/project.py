"""init · settings: a project folder, and what the commands go by in it."""

from pathlib import Path
from typing import Annotated

import typer

from creditworthy.cli.screen import out, print_json, show, table
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
    show(say("Project made in {folder}.", folder=folder))
    show(say("Next: cd {folder}, put the lender's files into data/raw, then «creditworthy data import»", folder=folder))


def show_settings(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Show what the commands go by, and which variable changes it."""
    from creditworthy.settings.model import Settings

    values = settings().model_dump(mode="json")
    if as_json:
        print_json(values)
        return
    rows = table(say("Settings"), say("Name"), say("Value"), say("Variable"), say("Meaning"))
    for column in rows.columns:
        column.justify = "left"
    for name, field in Settings.model_fields.items():
        rows.add_row(name, str(values[name]), f"CREDITWORTHY_{name.upper()}", say(field.description or ""))
    out().print(rows)


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

    lines = [say("# Settings of this project; take away a # to change a value."), ""]
    for name, field in Settings.model_fields.items():
        default = field.get_default(call_default_factory=True)
        written = f"{default}" if isinstance(default, int | float) else f'"{default}"'
        lines += [f"# {say(field.description or '')}", f"# {name} = {written}", ""]
    return "\n".join(lines)
