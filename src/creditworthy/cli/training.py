"""train: compare the candidates, keep the best, register it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from creditworthy.cli.screen import out, print_json, progress, show, table, where
from creditworthy.language import number, percent, say
from creditworthy.settings import settings

if TYPE_CHECKING:
    from creditworthy.pipeline import Training
    from creditworthy.scorer import Scorer
    from creditworthy.tables.load import Tables

__all__ = ["add_to", "keep", "learn", "show_training", "train"]

SHOWN = ("auc", "gini", "ks", "brier", "log_loss", "f1", "accuracy", "business_score")


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("train")(train)


def train(
    tables: Annotated[Path | None, typer.Argument(help="Folder of imported tables.")] = None,
    candidate: Annotated[list[str] | None, typer.Option(help="Only this candidate; may be repeated.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Compare the candidates on person-grouped folds, keep the best as champion, register it in MLflow."""
    from creditworthy.cli.opening import open_here

    training = learn(open_here(tables), candidate)
    scorer = keep(training)
    if as_json:
        print_json({"version": scorer.version, "champion": scorer.candidate, **training.evidence})
        return
    show_training(training)
    show(where(settings().store / scorer.version))
    show(say("Champion: {name}, version {version}", name=scorer.candidate, version=scorer.version))
    show(say("Next: creditworthy score, creditworthy explain --applicant ID, creditworthy serve"))


def learn(tables: "Tables", candidates: list[str] | None = None) -> "Training":
    """Train with a progress bar, by the settings."""
    from creditworthy import pipeline
    from creditworthy.models import CANDIDATES

    names = [CANDIDATES[name].name for name in candidates or CANDIDATES]
    with progress(say("Training"), total=len(names) * settings().folds) as advance:
        return pipeline.train(
            tables,
            names,
            costs=settings().costs,
            fold_count=settings().folds,
            seed=settings().seed,
            advance=advance,
        )


def keep(training: "Training", store_folder: Path | None = None, tracking: str | None = None) -> "Scorer":
    """Save the scorer into the store, make it the champion there, and register it in MLflow."""
    from tempfile import TemporaryDirectory

    from creditworthy.cli.registering import register
    from creditworthy.scorer import Store

    store = Store(store_folder or settings().store)
    with TemporaryDirectory() as folder, progress(say("Registering"), total=2) as advance:
        scorer = training.save(Path(folder))
        saved = store.add(Path(folder), scorer.version)
        store.promote(scorer.version)
        advance()
        register(training, scorer, saved, tracking or settings().tracking)
        advance()
    return scorer


def show_training(training: "Training") -> None:
    """Print the candidates side by side, with 95 % intervals, beside granting and declining everyone."""
    evidence = training.evidence
    source = say("generated portfolio") if evidence["generated"] else say("imported tables")
    title = say(
        "{applicants} applicants, {rate} defaults, {folds} folds ({source})",
        applicants=number(evidence["applicants"]),
        rate=percent(evidence["defaults"] / evidence["applicants"], 2),
        folds=evidence["folds"],
        source=source,
    )
    rows = table(title, say("Measure"), *(outcome.candidate for outcome in training.outcomes))
    for name in SHOWN:
        cells = [outcome.metrics[name] for outcome in training.outcomes]
        rows.add_row(say(name), *(f"{number(c.value, 4)}  [{number(c.low, 3)} – {number(c.high, 3)}]" for c in cells))
    out().print(rows, markup=False)
    show(
        say(
            "Business score of granting everyone {grant}, of declining everyone {decline}",
            grant=number(evidence["grant_all"], 4),
            decline=number(evidence["decline_all"], 4),
        )
    )
    show(
        say(
            "Threshold {threshold} (break-even {even})",
            threshold=percent(training.scorer.threshold, 2),
            even=percent(training.scorer.costs.break_even, 2),
        )
    )
