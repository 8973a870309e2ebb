"""demo: the main job from end to end on an invented portfolio."""

from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

import typer

from creditworthy.cli.screen import progress, show, writing
from creditworthy.errors import InputError
from creditworthy.language import current, number, say
from creditworthy.settings import settings

if TYPE_CHECKING:
    import polars as pl

    from creditworthy.messages import DecisionAnswer
    from creditworthy.scorer import Scorer
    from creditworthy.tables.load import Tables

__all__ = ["add_to", "demo"]

CONTENDERS = ["prior", "logistic", "decision_tree", "random_forest", "lightgbm", "xgboost", "lightgbm+class_weights"]
"""Not all that `train` compares: a demo is over in minutes."""

_NOT_A_DEMO = "{path}: in the way, and not an earlier demo; give another folder with --out"


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("demo")(demo)


def demo(
    folder: Annotated[Path, typer.Option("--out", help="Folder to work in.")] = Path("demo"),
    applicants: Annotated[int, typer.Option(min=1000, metavar="N", help="Applicants to invent.")] = 6_000,
) -> None:
    """Do the whole job once on a generated portfolio."""
    from creditworthy.cli.comparison import show_training
    from creditworthy.cli.ending import show_ending
    from creditworthy.cli.gating import REASONS
    from creditworthy.cli.registering import register
    from creditworthy.cli.reporting import write_reports
    from creditworthy.cli.training import keep, learn
    from creditworthy.scorer import Store

    started = perf_counter()
    _make_folder(folder)
    tables = _portfolio(folder, applicants)
    _features(folder, tables)
    training = learn(tables, CONTENDERS)
    scorer = keep(training, folder / "models")
    Store(folder / "models").promote(scorer.version, reason=REASONS["demo"], forced=True)
    register(training, scorer, folder / "models" / scorer.version, f"sqlite:///{folder / 'models' / 'mlflow.db'}")
    scores = _scores(folder, scorer, tables)
    found = _asked(folder, scorer, tables, _instructive(scores))
    write_reports(training, scorer, tables, found.applicant or 0, folder / "reports")
    show_training(training)
    show_ending(folder, scores, found)
    show("")
    show((say("Done in {seconds} s.", seconds=number(perf_counter() - started)), "dim"))


def _make_folder(folder: Path) -> None:
    """Make the project folder and mark it; a folder that no demo made is refused."""
    from creditworthy.cli.generating import refuse_foreign
    from creditworthy.cli.project import make_project
    from creditworthy.tables.mark import is_generated, mark_generated

    if folder.is_dir() and any(folder.iterdir()) and not is_generated(folder):
        raise InputError(_NOT_A_DEMO, path=folder)
    refuse_foreign(folder / "data" / "raw")
    make_project(folder)
    mark_generated(folder)


def _portfolio(folder: Path, applicants: int) -> "Tables":
    from creditworthy.cli.generating import generate_into
    from creditworthy.cli.importing import import_into
    from creditworthy.tables.dictionary import home_credit
    from creditworthy.tables.load import open_tables

    raw, imported = folder / "data" / "raw", folder / "data" / "interim" / "tables"
    generate_into(raw, applicants, settings().seed)
    import_into(raw, imported, home_credit())
    return open_tables(imported, home_credit())


def _features(folder: Path, tables: "Tables") -> None:
    from creditworthy.pipeline import prepare

    target = folder / "data" / "processed" / "features.parquet"
    with progress(say("Computing features")) as advance, writing(target) as staged:
        prepare(tables, "all", advance=advance).write_parquet(staged)


def _scores(folder: Path, scorer: "Scorer", tables: "Tables") -> "pl.DataFrame":
    from creditworthy.cli.scoring import write_table
    from creditworthy.pipeline import score

    with progress(say("Scoring")) as advance:
        scores = score(scorer, tables, "test", advance=advance)
    write_table(scores, folder / "reports" / "scores.csv")
    return scores


def _instructive(scores: "pl.DataFrame") -> int:
    """Return the applicant who was declined by the narrowest margin: the case that people ask about."""
    declined = scores.filter(scores["decision"] == "decline").sort("probability")
    return int((declined if declined.height else scores)["SK_ID_CURR"][0])


def _asked(folder: Path, scorer: "Scorer", tables: "Tables", applicant: int) -> "DecisionAnswer":
    """Ask a real service over HTTP, and keep what was asked as a file to ask again with."""
    import json

    from creditworthy.cli.asking import ask_over_http
    from creditworthy.scorer import read_evidence
    from creditworthy.service import Desk
    from creditworthy.tables.applicants import request_of

    content = request_of(tables, applicant)
    with writing(folder / "references" / "request.json") as staged:
        staged.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    with progress(say("Asking the service over HTTP"), total=1) as advance:
        desk = Desk(scorer, read_evidence(folder / "models" / scorer.version))
        found = ask_over_http(desk, content, current())
        advance()
    return found
