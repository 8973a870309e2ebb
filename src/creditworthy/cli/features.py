"""features build · features list · features show."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from creditworthy.cli.helping import help_without_command
from creditworthy.cli.screen import out, print_json, progress, show, show_table, table, where, writing
from creditworthy.language import current, number, say
from creditworthy.settings import lender, settings

if TYPE_CHECKING:
    from creditworthy.features import Feature

__all__ = ["app", "build_features", "list_features", "show_one"]

WIDE = 120
"""Columns from which a feature fits into one row."""

app = typer.Typer(
    invoke_without_command=True,
    callback=help_without_command,
    help="Features: one row per applicant.",
)


@app.command("build")
def build_features(
    tables: Annotated[Path | None, typer.Argument(help="Folder of imported tables.")] = None,
    *,
    target: Annotated[Path | None, typer.Option("--out", help="Parquet file to write.")] = None,
    part: Annotated[str, typer.Option(metavar="PART", help="Which applicants: train, test or all.")] = "all",
    family: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Build this family of features too; may be repeated.")
    ] = None,
    engine: Annotated[
        str, typer.Option(metavar="ENGINE", help="Who computes: polars, duckdb (larger than memory) or spark.")
    ] = "polars",
    memory: Annotated[str, typer.Option(metavar="SIZE", help="The most memory that DuckDB may take.")] = "1GB",
    master: Annotated[str, typer.Option(metavar="ADDRESS", help="Spark's cluster.")] = "local[2]",
) -> None:
    """Compute the features of every applicant into a Parquet file."""
    import polars as pl

    from creditworthy import pipeline
    from creditworthy.cli.opening import open_here, part_named

    opened = open_here(tables)
    target = target or settings().features
    asked = part_named(part)
    total = opened.applications(asked).select(pl.len()).collect().item()
    with progress(say("Computing features"), total=total) as advance, writing(target) as staged:
        pipeline.build_features(
            opened, staged, asked, families=family or (), engine=engine, memory=memory, master=master, advance=advance
        )
    written = pl.scan_parquet(target)
    applicants, features = written.select(pl.len()).collect().item(), len(written.collect_schema()) - 1
    show(say("{features} features of {applicants} applicants", features=features, applicants=number(applicants)))
    where(target)


@app.command("list")
def list_features(
    only: Annotated[str | None, typer.Option("--table", metavar="NAME", help="Only features of this table.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """List the features with their meaning."""
    from creditworthy.features import features_of
    from creditworthy.features.describe import described, of_block

    known = features_of(lender())
    entries = of_block(only, known) if only else list(known.values())
    if as_json:
        print_json([described(entry) for entry in entries])
        return
    _show_features(entries)
    show(say("{count} features; risk: + where more of it means more risk, - where less", count=len(entries)))


@app.command("show")
def show_one(
    name: Annotated[str, typer.Argument(help="Name of the feature.")],
    tables: Annotated[Path | None, typer.Argument(help="Folder of imported tables, to show its values there.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Show what a feature means, how it is computed, when it is unknown and how its values spread."""
    from dataclasses import asdict

    from creditworthy.cli.describing import show_feature, values_in
    from creditworthy.cli.opening import open_here
    from creditworthy.features import features_of
    from creditworthy.features.describe import explained

    entry = features_of(lender())[name]
    found = values_in(entry, open_here(tables)) if tables else None
    if as_json:
        print_json({**explained(entry), **({"values": asdict(found)} if found else {})})
        return
    show_feature(entry, lender(), found)


def _show_features(entries: list["Feature"]) -> None:
    if out().width < WIDE:
        for entry in entries:
            show((entry.name, "bold"), f"  {say(entry.unit)} {entry.risk}")
            show(entry.meaning(current()), indent=4)
        return
    rows = table(say("Feature"), say("Unit"), say("Risk"), say("Meaning"), figures=False)
    for entry in entries:
        rows.add_row(entry.name, say(entry.unit), entry.risk, entry.meaning(current()))
    show_table(rows)
