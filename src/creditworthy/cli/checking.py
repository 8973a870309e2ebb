"""data check."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from creditworthy.cli.importing import steps
from creditworthy.cli.screen import complain, print_json, show, show_table, table
from creditworthy.language import number, say, sentence
from creditworthy.settings import lender, settings

if TYPE_CHECKING:
    from creditworthy.tables.verifying import Verdict

__all__ = ["check_data"]

BAD_INPUT = 2


def check_data(
    source: Annotated[
        Path | None, typer.Argument(help="Folder or zip of the lender's files, or folder of imported tables.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Check files against the contract and name all that they break; write nothing."""
    from creditworthy.tables.verifying import verify

    dictionary = lender()
    with steps(say("Checking"), dictionary) as tell:
        verdict = verify(source or settings().raw, dictionary, tell=tell)
    if as_json:
        print_json(_content(verdict))
    else:
        _show(verdict)
    if verdict.problems:
        raise typer.Exit(BAD_INPUT)


def _content(verdict: "Verdict") -> dict[str, object]:
    return {
        "imported": verdict.imported,
        "rows": dict(verdict.rows),
        "problems": [sentence(problem) for problem in verdict.problems],
        "unchecked": list(verdict.unchecked),
    }


def _show(verdict: "Verdict") -> None:
    rows = table(say("Table"), say("Rows"))
    for stem, count in verdict.rows.items():
        rows.add_row(stem, number(count))
    for stem in verdict.unchecked:
        rows.add_row(stem, say("not checked"))
    show_table(rows)
    for problem in verdict.problems:
        complain(sentence(problem))
    if verdict.problems:
        return
    if verdict.imported:
        show(say("They are as they were imported, and keep to the contract."))
    else:
        show(say("They keep to the contract."))
