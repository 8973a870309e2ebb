"""train: compare the candidates, keep the best, register it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from creditworthy.cli.screen import print_json, progress, show, where
from creditworthy.language import say
from creditworthy.settings import settings

if TYPE_CHECKING:
    from creditworthy.models import Method
    from creditworthy.pipeline import Training
    from creditworthy.scorer import Scorer
    from creditworthy.tables.load import Tables

__all__ = ["add_to", "keep", "learn", "train"]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("train")(train)


def train(
    tables: Annotated[Path | None, typer.Argument(help="Folder of imported tables.")] = None,
    candidate: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Only this candidate, or candidate+arm; may be repeated."),
    ] = None,
    method: Annotated[
        str,
        typer.Option("--search", metavar="METHOD", help="How parameters are searched: none, grid, random or optuna."),
    ] = "random",
    trials: Annotated[int, typer.Option(min=1, help="Trials of a random or optuna search, in each fold.")] = 2,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Compare the candidates and keep the best as champion."""
    from creditworthy.cli.comparison import show_training
    from creditworthy.cli.opening import open_here
    from creditworthy.cli.registering import register
    from creditworthy.cli.reporting import draw_comparison

    training = learn(open_here(tables), candidate, method=method, trials=trials)
    scorer = keep(training, settings().store)
    saved = settings().store / scorer.version
    if as_json:
        print_json({"version": scorer.version, "champion": scorer.candidate, **training.evidence})
    else:
        show_training(training)
        show("")
        where(draw_comparison(training, settings().reports))
        show(say("Champion: {name}, version {version}", name=scorer.candidate, version=scorer.version))
        where(saved)
    # Last, so that a tracking store that cannot be reached costs nothing that was learnt.
    register(training, scorer, saved, settings().tracking)
    if not as_json:
        show(say("Next: {command}", command="creditworthy score"), whole=True)


def learn(
    tables: "Tables", contenders: list[str] | None = None, *, method: str = "none", trials: int = 2
) -> "Training":
    """Train with a progress bar, by the settings."""
    from creditworthy import pipeline
    from creditworthy.models import USUAL, Contender, Search

    names = list(dict.fromkeys(Contender.named(name).name for name in contenders or [one.name for one in USUAL]))
    with progress(say("Training"), total=len(names) * settings().folds + 1) as advance:
        return pipeline.train(
            tables,
            names,
            costs=settings().costs,
            how=Search(_method(method), trials),
            fold_count=settings().folds,
            seed=settings().seed,
            advance=advance,
        )


def _method(name: str) -> "Method":
    from creditworthy.catalog import unknown_name
    from creditworthy.models import METHODS

    for method in METHODS:
        if method == name:
            return method
    raise unknown_name("search", name, list(METHODS))


def keep(training: "Training", folder: Path) -> "Scorer":
    """Save the scorer into a store, make it the champion there, and return it with its version."""
    from tempfile import TemporaryDirectory

    from creditworthy.errors import InputError
    from creditworthy.scorer import Store

    store = Store(folder)
    with TemporaryDirectory() as scratch:
        scorer = training.save(Path(scratch))
        try:
            store.add(Path(scratch), scorer.version)
            store.promote(scorer.version)
        except OSError as error:
            raise InputError("{path}: cannot be written ({why})", path=folder, why=error.strerror or error) from error
    return scorer
