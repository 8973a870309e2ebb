"""demo: the main job from end to end on an invented portfolio."""

from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

import typer

from creditworthy.cli.screen import progress, show, where
from creditworthy.language import current, number, percent, say
from creditworthy.settings import settings

if TYPE_CHECKING:
    import polars as pl

    from creditworthy.messages import DecisionAnswer
    from creditworthy.scorer import Scorer
    from creditworthy.tables.load import Tables

__all__ = ["add_to", "demo"]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("demo")(demo)


def demo(
    folder: Annotated[Path, typer.Option("--out", help="Folder to work in.")] = Path("demo"),
    applicants: Annotated[int, typer.Option(min=1000, help="Applicants to invent.")] = 10_000,
) -> None:
    """Do the whole job on an invented portfolio: generate, import, train, score, explain, answer over HTTP."""
    from creditworthy.cli.asking import ask_over_http
    from creditworthy.cli.project import make_project
    from creditworthy.cli.scoring import write_table
    from creditworthy.cli.training import keep, learn, show_training
    from creditworthy.pipeline import score

    started = perf_counter()
    make_project(folder)
    tables = _portfolio(folder, applicants)
    _features(folder, tables)
    training = learn(tables)
    scorer = keep(training, folder / "models", f"sqlite:///{folder / 'models' / 'mlflow.db'}")
    with progress(say("Scoring")) as advance:
        scores = score(scorer, tables, "test", advance=advance)
    write_table(scores, folder / "reports" / "scores.csv")
    applicant = _instructive(scores)
    with progress(say("Asking the service over HTTP"), total=1) as advance:
        found = ask_over_http(scorer, tables, applicant, current())
        advance()
    show("")
    show_training(training)
    declined = int((scores["decision"] == "decline").sum()) / scores.height
    _summary(folder, scorer, found, declined)
    show(say("Done in {seconds} s.", seconds=number(perf_counter() - started)))


def _portfolio(folder: Path, applicants: int) -> "Tables":
    from creditworthy.tables.dictionary import home_credit
    from creditworthy.tables.importing import import_tables
    from creditworthy.tables.load import open_tables
    from creditworthy.tables.synthetic import generate, write

    raw, imported = folder / "data" / "raw", folder / "data" / "interim" / "tables"
    with progress(say("Generating"), total=2) as advance:
        portfolio = generate(applicants, settings().seed)
        advance()
        write(portfolio, raw)
        advance()
    with progress(say("Importing"), total=8) as advance:
        import_tables(raw, imported, home_credit(), advance=advance)
    return open_tables(imported, home_credit())


def _features(folder: Path, tables: "Tables") -> None:
    from creditworthy.cli.screen import writing
    from creditworthy.pipeline import prepare

    with (
        progress(say("Computing features")) as advance,
        writing(folder / "data" / "processed" / "features.parquet") as staged,
    ):
        prepare(tables, "all", advance=advance).write_parquet(staged)


def _instructive(scores: "pl.DataFrame") -> int:
    """Return the applicant who was declined by the narrowest margin: the case that people ask about."""
    declined = scores.filter(scores["decision"] == "decline").sort("probability")
    return int((declined if declined.height else scores)["SK_ID_CURR"][0])


def _summary(folder: Path, scorer: "Scorer", found: "DecisionAnswer", declined: float) -> None:
    show("")
    show(
        say(
            "[bold]What happened[/bold]: invented applicants were imported, described by {features} features, and "
            "judged by {candidate}; of the new ones, {declined} are declined.",
            features=len(scorer.features),
            candidate=scorer.candidate,
            declined=percent(declined),
        )
    )
    show(say("[bold]One decision[/bold], answered over HTTP:"))
    show("")
    from creditworthy.cli.scoring import show_answer

    show_answer(found)
    show("")
    show(
        say("Every figure above is of a generated portfolio: it says that the system works, not how good it would be.")
    )
    show(where(folder))
    show("")
    show(say("[bold]Try next[/bold]"))
    for line in (
        "cd {folder}",
        "creditworthy explain --applicant {applicant}",
        "creditworthy score --out reports/scores.csv",
        "creditworthy features list",
        "creditworthy serve",
        "mlflow ui --backend-store-uri sqlite:///models/mlflow.db",
    ):
        show("  " + line.format(folder=folder, applicant=found.applicant))
