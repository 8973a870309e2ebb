"""features build · features list."""

from pathlib import Path
from typing import Annotated

import typer

from creditworthy.cli.screen import out, print_json, progress, show, table, where, writing
from creditworthy.language import current, number, say
from creditworthy.settings import settings

__all__ = ["app", "build_features", "list_features"]

app = typer.Typer(no_args_is_help=True, help="Features: one row per applicant.")


@app.command("build")
def build_features(
    tables: Annotated[Path | None, typer.Argument(help="Folder of imported tables.")] = None,
    target: Annotated[Path | None, typer.Option("--out", help="Parquet file to write.")] = None,
    part: Annotated[str, typer.Option(help="Which applicants: train, test or all.")] = "all",
) -> None:
    """Compute every feature of every applicant into one Parquet file."""
    from creditworthy import pipeline
    from creditworthy.cli.opening import open_here, part_named

    opened = open_here(tables)
    target = target or settings().features
    with progress(say("Computing features")) as advance, writing(target) as staged:
        frame = pipeline.prepare(opened, part_named(part), advance=advance)
        frame.write_parquet(staged)
    show(
        say("{features} features of {applicants} applicants", features=frame.width - 1, applicants=number(frame.height))
    )
    show(where(target))


@app.command("list")
def list_features(
    only: Annotated[str | None, typer.Option("--table", help="Only features of this table.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """List the features with their meaning."""
    from creditworthy.features import FEATURES
    from creditworthy.features.describe import described, of_block

    entries = of_block(only) if only else list(FEATURES.values())
    if as_json:
        print_json([described(entry) for entry in entries])
        return
    rows = table(say("{count} features", count=len(entries)), say("Feature"), say("Unit"), say("Risk"), say("Meaning"))
    for column in rows.columns:
        column.justify = "left"
    for entry in entries:
        rows.add_row(entry.name, say(entry.unit), entry.risk, entry.meaning(current()))
    out().print(rows)
