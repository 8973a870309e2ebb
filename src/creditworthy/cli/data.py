"""data generate · data download · data import · data check."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from creditworthy.cli.checking import check_data
from creditworthy.cli.downloading import download_data
from creditworthy.cli.helping import help_without_command
from creditworthy.cli.screen import print_json, show, show_table, table, where
from creditworthy.language import number, say
from creditworthy.settings import lender, settings

if TYPE_CHECKING:
    from creditworthy.tables.manifest import Manifest

__all__ = ["Format", "app", "generate_data", "import_data"]

app = typer.Typer(
    invoke_without_command=True,
    callback=help_without_command,
    help="Import the lender's tables, or generate a portfolio.",
)


class Format(StrEnum):
    """How the generated files are written."""

    CSV = "csv"
    PARQUET = "parquet"


@app.command("generate")
def generate_data(
    applicants: Annotated[
        int, typer.Option(min=100, metavar="N", help="Applicants, with and without a known outcome.")
    ] = 10_000,
    seed: Annotated[
        int | None, typer.Option(min=0, metavar="N", help="Seed: the same one gives the same portfolio.")
    ] = None,
    folder: Annotated[Path | None, typer.Option("--out", help="Folder to write into.")] = None,
    file_format: Annotated[
        Format, typer.Option("--format", metavar="FORMAT", help="Format of the files: csv or parquet.")
    ] = Format.CSV,
) -> None:
    """Generate a portfolio in which no row belongs to a person."""
    from creditworthy.cli.generating import generate_into

    target = folder or settings().raw
    rows = generate_into(target, applicants, settings().seed if seed is None else seed, file_format.value)
    show(say("{rows} rows of {applicants} invented applicants", rows=number(rows), applicants=number(applicants)))
    where(target)
    show(say("Next: {command}", command=f"creditworthy data import {target}"), whole=True)


app.command("download")(download_data)


@app.command("import")
def import_data(
    source: Annotated[Path | None, typer.Argument(help="Folder of the lender's files, or a zip of them.")] = None,
    target: Annotated[Path | None, typer.Option("--out", help="Folder to write the tables into.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Check the lender's files and store them: all, or none."""
    from creditworthy.cli.importing import import_into
    from creditworthy.tables.manifest import as_json as manifest_json

    target = target or settings().tables
    manifest = import_into(source or settings().raw, target, lender())
    if as_json:
        print_json(manifest_json(manifest))
        return
    _show_import(manifest)
    where(target)
    show(say("Next: {command}", command=f"creditworthy train {target}"), whole=True)


app.command("check")(check_data)


def _show_import(manifest: "Manifest") -> None:
    rows = table(say("Table"), say("Rows"), say("Remarks"))
    rows.columns[2].justify = "left"
    for stem, file in manifest.files.items():
        remarks = _remarks(file.orphans_kept, file.orphans_dropped, file.ignored)
        rows.add_row(stem, number(file.rows), remarks if file.rows else say("a header and no rows"))
    for stem in manifest.absent:
        rows.add_row(stem, "–", say("no file; its features will be unknown"))
    show_table(rows)
    if manifest.generated:
        show(say("A generated portfolio: no row belongs to a person."))


def _remarks(kept: dict[str, int], dropped: dict[str, int], ignored: tuple[str, ...]) -> str:
    parts = [say("{count} without a row in {table}, kept", count=number(n), table=t) for t, n in kept.items() if n]
    parts += [
        say("{count} without a row in {table}, left out", count=number(n), table=t) for t, n in dropped.items() if n
    ]
    if ignored:
        parts.append(say("columns left out: {names}", names=", ".join(ignored)))
    return "; ".join(parts)
