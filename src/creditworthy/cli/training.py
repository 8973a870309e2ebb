"""train: compare the candidates, keep the best, register it."""

from collections.abc import Sequence
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
    *,
    candidate: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Only this candidate, or candidate+arm; may be repeated."),
    ] = None,
    method: Annotated[
        str,
        typer.Option("--search", metavar="METHOD", help="How parameters are searched: none, grid, random or optuna."),
    ] = "none",
    trials: Annotated[int, typer.Option(min=1, help="Trials of a random or optuna search, in each fold.")] = 10,
    seconds: Annotated[
        float | None, typer.Option(min=1, help="Begin no trial of a search after so many seconds of it.")
    ] = None,
    family: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Learn from this family of features too; may be repeated."),
    ] = None,
    aside: Annotated[
        bool, typer.Option("--no-promote", help="Keep the scorer as challenger, even if it passes every gate.")
    ] = False,
    price: Annotated[
        bool,
        typer.Option(
            "--price", help="Train the champion again with what the policy keeps out, to see what that costs."
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Compare the candidates and keep the best one."""
    from creditworthy.cli.comparison import show_training
    from creditworthy.cli.gating import settle, show_settled
    from creditworthy.cli.opening import open_here
    from creditworthy.cli.registering import register
    from creditworthy.cli.reporting import draw_comparison

    training = learn(
        open_here(tables),
        candidate,
        families=family or (),
        method=method,
        trials=trials,
        seconds=seconds,
        price=price,
    )
    scorer = keep(training, settings().store)
    settled = settle(scorer.version, promote=not aside)
    saved = settings().store / scorer.version
    if as_json:
        facts = {"version": scorer.version, "champion": scorer.candidate, "promoted": settled.promoted}
        print_json({**facts, "gates": [gate.kept() for gate in settled.gates], **training.evidence})
    else:
        show_training(training)
        show("")
        where(draw_comparison(training, settings().reports))
        show_settled(scorer, settled)
        where(saved)
    # Last, so that a tracking store that cannot be reached costs nothing that was learnt.
    register(training, scorer, saved, settings().tracking, settled=settled)
    if not as_json:
        show(say("Next: {command}", command="creditworthy score"), whole=True)


def learn(
    tables: "Tables",
    contenders: list[str] | None = None,
    *,
    families: Sequence[str] = (),
    method: str = "none",
    trials: int = 10,
    seconds: float | None = None,
    price: bool = False,
) -> "Training":
    """Train with a progress bar, by the settings. Trials of a search are kept: an interrupted one goes on."""
    from creditworthy import pipeline
    from creditworthy.models import USUAL, Contender, Search, kept_out

    names = list(dict.fromkeys(Contender.named(name).name for name in contenders or [one.name for one in USUAL]))
    policy = settings().policy(tables.dictionary.protected)
    again = len(kept_out(tables, policy, families)) if price else 0
    with progress(say("Training"), total=(len(names) + again) * settings().folds + 1) as advance:
        return pipeline.train(
            tables,
            names,
            costs=settings().costs,
            policy=policy,
            families=families,
            how=Search(_method(method), trials, seconds, settings().store / "studies.db"),
            fold_count=settings().folds,
            seed=settings().seed,
            price=price,
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
    """Save the scorer into a store, and return it with its version."""
    from tempfile import TemporaryDirectory

    from creditworthy.errors import InputError
    from creditworthy.scorer import Store

    store = Store(folder)
    with TemporaryDirectory() as scratch:
        scorer = training.save(Path(scratch))
        try:
            store.add(Path(scratch), scorer.version)
        except OSError as error:
            raise InputError("{path}: cannot be written ({why})", path=folder, why=error.strerror or error) from error
    return scorer
