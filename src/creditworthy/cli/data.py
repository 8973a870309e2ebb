"""data generate · data import."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from creditworthy.cli.screen import out, print_json, progress, show, table, where
from creditworthy.errors import InputError
from creditworthy.language import number, say
from creditworthy.settings import settings

__all__ = ["Format", "app", "generate_data", "import_data"]

app = typer.Typer(no_args_is_help=True, help="The lender's tables: generate an invented portfolio, import a real one.")


class Format(StrEnum):
    """How the generated files are written."""

    CSV = "csv"
    PARQUET = "parquet"


@app.command("generate")
def generate_data(
    applicants: Annotated[int, typer.Option(min=100, help="Applicants, with and without a known outcome.")] = 10_000,
    seed: Annotated[int | None, typer.Option(min=0, help="Seed: the same one gives the same portfolio.")] = None,
    folder: Annotated[Path | None, typer.Option("--out", help="Folder to write into.")] = None,
    file_format: Annotated[Format, typer.Option("--format", help="Format of the files.")] = Format.CSV,
) -> None:
    """Generate an invented portfolio: the ten files of the competition, with no real person in them."""
    from creditworthy.tables.synthetic import generate, write

    target = folder or settings().raw
    with progress(say("Generating"), total=2) as advance:
        portfolio = generate(applicants, settings().seed if seed is None else seed)
        advance()
        try:
            write(portfolio, target, file_format.value)
        except OSError as error:
            raise InputError("{path}: cannot be written ({why})", path=target, why=error.strerror or error) from error
        advance()
    rows = sum(frame.height for frame in portfolio.values())
    show(say("{rows} rows of {applicants} invented applicants", rows=number(rows), applicants=number(applicants)))
    show(where(target))
    show(say("Next: creditworthy data import {source}", source=target))


@app.command("import")
def import_data(
    source: Annotated[Path | None, typer.Argument(help="Folder of the lender's files, or a zip of them.")] = None,
    target: Annotated[Path | None, typer.Option("--out", help="Folder to write the tables into.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Check the lender's files and store them sorted: all of them, or none."""
    from creditworthy.tables.dictionary import home_credit
    from creditworthy.tables.importing import import_tables
    from creditworthy.tables.manifest import as_json as manifest_json

    target = target or settings().tables
    with progress(say("Importing")) as advance:
        manifest = import_tables(source or settings().raw, target, home_credit(), advance=advance)
    if as_json:
        print_json(manifest_json(manifest))
        return
    rows = table(say("Imported tables"), say("Table"), say("Rows"), say("Remarks"))
    rows.columns[2].justify = "left"
    for stem, file in manifest.files.items():
        rows.add_row(stem, number(file.rows), _remarks(file.orphans_kept, file.orphans_dropped, file.ignored))
    out().print(rows)
    for stem in manifest.absent:
        show(say("{table}: no file; its features will be unknown", table=stem))
    show(where(target))
    show(say("Next: creditworthy train {tables}", tables=target))


def _remarks(kept: dict[str, int], dropped: dict[str, int], ignored: tuple[str, ...]) -> str:
    parts = [say("{count} without a row in {table}, kept", count=number(n), table=t) for t, n in kept.items() if n]
    parts += [
        say("{count} without a row in {table}, left out", count=number(n), table=t) for t, n in dropped.items() if n
    ]
    if ignored:
        parts.append(say("columns left out: {names}", names=", ".join(ignored)))
    return "; ".join(parts)
