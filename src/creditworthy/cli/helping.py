"""Help in the reader's language."""

from collections.abc import Callable
from typing import Any

import typer

from creditworthy.language import say

__all__ = ["HEADINGS", "help_without_command", "translate"]

HEADINGS = (
    "Usage:",
    "Arguments:",
    "Options:",
    "Commands:",
    "[OPTIONS]",
    "COMMAND [ARGS]...",
    "[default:",
    "[required]",
    "Show this message and exit.",
)
"""What typer itself writes into a help page."""


def help_without_command(context: typer.Context) -> None:
    """Show the help of a group that was called without one of its commands."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def translate(command: Any) -> None:
    """Put the help of a command, its options and its subcommands into the current language."""
    command.help = command.help and say(command.help)
    command.epilog = command.epilog and say(command.epilog)
    for parameter in command.params:
        parameter.help = parameter.help and say(parameter.help)
    command.get_help = _translated(command.get_help)
    for child in getattr(command, "commands", {}).values():
        translate(child)


def _translated(page: Callable[[typer.Context], str]) -> Callable[[typer.Context], str]:
    def translated(context: typer.Context) -> str:
        text = page(context)
        for heading in HEADINGS:
            text = text.replace(heading, say(heading))
        return text

    return translated
