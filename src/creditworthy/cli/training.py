"""train: compare the candidates, keep the best, register it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from creditworthy.cli.screen import print_json, progress, show, where
from creditworthy.language import say
from creditworthy.settings import settings

if TYPE_CHECKING:
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
        list[str] | None, typer.Option(metavar="NAME", help="Only this candidate; may be repeated.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Compare the candidates and keep the best as champion."""
    from creditworthy.cli.comparison import show_training
    from creditworthy.cli.opening import open_here
    from creditworthy.cli.registering import register

    training = learn(open_here(tables), candidate)
    scorer = keep(training, settings().store)
    saved = settings().store / scorer.version
    if as_json:
        print_json({"version": scorer.version, "champion": scorer.candidate, **training.evidence})
    else:
        show_training(training)
        show("")
        show(say("Champion: {name}, version {version}", name=scorer.candidate, version=scorer.version))
        where(saved)
    # Last, so that a tracking store that cannot be reached costs nothing that was learnt.
    register(training, scorer, saved, settings().tracking)
    if not as_json:
        show(say("Next: {command}", command="creditworthy score"), whole=True)


def learn(tables: "Tables", candidates: list[str] | None = None) -> "Training":
    """Train with a progress bar, by the settings."""
    from creditworthy import pipeline
    from creditworthy.models import CANDIDATES

    names = list(dict.fromkeys(CANDIDATES[name].name for name in candidates or CANDIDATES))
    with progress(say("Training"), total=len(names) * settings().folds) as advance:
        return pipeline.train(
            tables,
            names,
            costs=settings().costs,
            fold_count=settings().folds,
            seed=settings().seed,
            advance=advance,
        )


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
