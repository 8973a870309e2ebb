"""explore: a report on the tables, before any model."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from creditworthy.cli.screen import print_json, progress, show, where
from creditworthy.language import number, percent, say
from creditworthy.settings import settings

__all__ = ["add_to", "explore"]


def add_to(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("explore")(explore)


def explore(
    tables: Annotated[Path | None, typer.Argument(help="Folder of imported tables.")] = None,
    target: Annotated[Path, typer.Option("--out", help="Folder to write the report into.")] = Path("reports/explore"),
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Draw a report on the tables: gaps, rates, correlations."""
    from creditworthy.cli.opening import open_here
    from creditworthy.exploration import as_json as values_of
    from creditworthy.exploration import findings_of, profile, write_report

    with progress(say("Exploring")) as advance:
        found = profile(open_here(tables), seed=settings().seed)
        page = write_report(found, target, advance=advance)
    findings = findings_of(found)
    if as_json:
        print_json({"page": str(page), **values_of(found), "findings": [asdict(finding) for finding in findings]})
        return
    counts = found.counts
    if found.generated:
        show(say("A generated portfolio: no row belongs to a person."))
    known, unknown = number(counts.labelled or 0), number(counts.unlabelled or 0)
    show(say("Applications: {known} with a known outcome, {unknown} without", known=known, unknown=unknown))
    if counts.rate:
        low, high = percent(counts.rate.low), percent(counts.rate.high)
        show(say("{rate} in default ({low} to {high})", rate=percent(counts.rate.value), low=low, high=high))
    for finding in findings:
        if finding.level == "alarm":
            show(say("Alarm: {text}", text=finding.text))
    where(page)
