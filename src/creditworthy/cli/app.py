"""The tree of commands, and how its errors end."""

from collections.abc import Sequence
from typing import Annotated

import typer

from creditworthy.cli import (
    auditing,
    dashing,
    data,
    demo,
    documenting,
    drifting,
    exploring,
    features,
    importance,
    journaling,
    models,
    observing,
    project,
    scoring,
    serving,
    training,
    upping,
)
from creditworthy.cli.helping import translate
from creditworthy.cli.screen import complain
from creditworthy.cli.usage import EXTRAS, usage
from creditworthy.errors import CreditworthyError, GateError
from creditworthy.language import say, sentence, speaking
from creditworthy.settings import settings, spoken_here

__all__ = ["app", "run"]

BAD_INPUT, ALARM, INTERRUPTED = 2, 3, 130

app = typer.Typer(
    name="creditworthy",
    invoke_without_command=True,  # for --version
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Credit decisions from a lender's raw tables: trained, explained, served.",
    epilog="Start with: creditworthy demo",
)
for group in (demo, project, exploring, training, scoring, importance, drifting, serving, dashing, upping):
    group.add_to(app)
app.add_typer(data.app, name="data")
app.add_typer(features.app, name="features")
app.add_typer(models.app, name="models")
app.add_typer(auditing.app, name="check")
app.add_typer(documenting.app, name="document")
app.add_typer(journaling.app, name="journal")
app.add_typer(observing.app, name="outcomes")


@app.callback()
def _options(
    # None where it is not given: typer loads pydantic to look at anything else, and help is to come at once.
    version: Annotated[bool | None, typer.Option("--version", help="Show the version and exit.")] = None,
) -> None:
    if version:
        from creditworthy import __version__

        typer.echo(f"creditworthy {__version__}")
        raise typer.Exit


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code; an error ends in one sentence, never in a traceback."""
    with speaking(spoken_here()):
        try:
            # Help needs no settings: it is there even where they are broken, and at once.
            if not arguments or {"--help", "--version"} & set(arguments):
                return _run(arguments or ["--help"])
            with speaking(settings().language):
                return _run(arguments)
        except CreditworthyError as error:
            complain(sentence(error))
            return ALARM if isinstance(error, GateError) else BAD_INPUT
        except KeyboardInterrupt:
            return _interrupted()


def _run(arguments: Sequence[str]) -> int:
    command = typer.main.get_command(app)
    translate(command)
    try:
        code = command.main(list(arguments), prog_name="creditworthy", standalone_mode=False) or 0
    except CreditworthyError as error:
        complain(sentence(error))
        return ALARM if isinstance(error, GateError) else BAD_INPUT
    except typer.TyperException as error:
        complain(say("{what}; see --help", what=usage(error.format_message())))
        return BAD_INPUT
    except ModuleNotFoundError as error:
        return _missing(error)
    except OSError as error:
        return _refused(error)
    return _interrupted() if code == INTERRUPTED else int(code)


def _missing(error: ModuleNotFoundError) -> int:
    """Name the extra that brings a package; a package of no extra is a fault of ours."""
    package = (error.name or "").partition(".")[0]
    if package not in EXTRAS:
        raise error
    template = "this needs the package {name}; install it with: pip install 'creditworthy[{extra}]'"
    complain(say(template, name=package, extra=EXTRAS[package]))
    return BAD_INPUT


def _refused(error: OSError) -> int:
    if not error.strerror:
        raise error
    complain(say("{path}: {why}", path=error.filename or "-", why=error.strerror))
    return BAD_INPUT


def _interrupted() -> int:
    complain(say("interrupted"))
    return INTERRUPTED
