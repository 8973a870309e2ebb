"""The tree of commands, and how its errors end."""

from collections.abc import Sequence
from typing import Any

import typer

from creditworthy.cli import data, demo, features, project, scoring, serving, training
from creditworthy.cli.screen import complain
from creditworthy.errors import CreditworthyError, GateError
from creditworthy.language import say, sentence, speaking
from creditworthy.settings import settings, spoken_here

__all__ = ["app", "run"]

BAD_INPUT, ALARM, INTERRUPTED = 2, 3, 130

app = typer.Typer(
    name="creditworthy",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Credit decisions from a lender's raw tables: trained, explained, served.",
    epilog="Start with: creditworthy demo",
)
for group in (project, demo, training, scoring, serving):
    group.add_to(app)
app.add_typer(data.app, name="data")
app.add_typer(features.app, name="features")


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code; an error ends in one sentence, never in a traceback."""
    try:
        # Help needs no settings: it is there even where they are broken, and at once.
        helped = not arguments or "--help" in arguments
        with speaking(spoken_here() if helped else settings().language):
            return _run(arguments)
    except CreditworthyError as error:
        complain(sentence(error))
        return BAD_INPUT


def _run(arguments: Sequence[str]) -> int:
    command = typer.main.get_command(app)
    _translate(command)
    try:
        code = command.main(list(arguments), prog_name="creditworthy", standalone_mode=False) or 0
    except CreditworthyError as error:
        complain(sentence(error))
        return ALARM if isinstance(error, GateError) else BAD_INPUT
    except typer.TyperException as error:
        complain(say("{what} (see --help)", what=error.format_message().rstrip(".")))
        return error.exit_code
    except ModuleNotFoundError as error:
        complain(say("this needs the package {name}; install it with «pip install creditworthy[all]»", name=error.name))
        return BAD_INPUT
    if code == INTERRUPTED:
        complain(say("interrupted; nothing was left half written"))
    return int(code)


def _translate(command: Any) -> None:
    """Put the help of a command, its options and its subcommands into the current language."""
    command.help = command.help and say(command.help)
    command.epilog = command.epilog and say(command.epilog)
    for parameter in command.params:
        parameter.help = parameter.help and say(parameter.help)
    for child in getattr(command, "commands", {}).values():
        _translate(child)
