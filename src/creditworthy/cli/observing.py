"""outcomes load: what became of the loans, from a file into the journal."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from creditworthy.cli.forgetting import open_to_write
from creditworthy.cli.helping import help_without_command
from creditworthy.cli.screen import progress, show
from creditworthy.errors import InputError
from creditworthy.language import say

if TYPE_CHECKING:
    from creditworthy.journal import Draft, Entry, Journal

__all__ = ["app", "load_outcomes"]

COLUMNS = ("decision", "defaulted", "observed")
READABLE = (".csv", ".parquet")
YES = {"1": True, "true": True, "0": False, "false": False}
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

_KIND = "{path}: not a file of outcomes; give a .csv or .parquet with the columns decision, defaulted and observed"
_COLUMNS = "{path}: its columns are {found}; they must be decision, defaulted and observed"
_DECISION = "{path}, row {row}: {given} is no id of a decision"
_DEFAULTED = "{path}, row {row}: defaulted must be 0, 1, true or false, got {given}"
_OBSERVED = "{path}, row {row}: observed must be a day such as 2026-11-02, got {given}"
_TWICE = "{path}, row {row}: the decision {given} stands in another row too; give one outcome of each"
_UNKNOWN = "{path}, row {row}: the journal keeps no decision {given}; nothing of the file was kept"

app = typer.Typer(
    invoke_without_command=True,
    callback=help_without_command,
    help="Outcomes: what became of the loans.",
)

Row = tuple[str, bool, date]


@app.command("load")
def load_outcomes(
    file: Annotated[Path, typer.Argument(help="File of outcomes, .csv or .parquet: decision, defaulted, observed.")],
) -> None:
    """Keep what became of loans, beside their decisions: all of the file or nothing."""
    rows = _read(file)
    with open_to_write() as journal, progress(say("Keeping the outcomes")):
        drafts = _new(journal, rows, file)
        journal.append(drafts)
    show(say("Kept: {count} outcomes; {known} were kept already", count=len(drafts), known=len(rows) - len(drafts)))


def _read(file: Path) -> list[Row]:
    """Return the decision, whether the applicant defaulted, and the day on which that was known, of each row.

    Raises
    ------
    InputError
        Where the file or a row of it is none of outcomes; rows are counted from 1, without the header.
    """
    found: list[Row] = []
    seen: set[str] = set()
    for number, row in enumerate(_rows(file), start=1):
        found.append(_checked(row, path=file, row=number))
        decision = found[-1][0]
        if decision in seen:
            raise InputError(_TWICE, path=file, row=number, given=decision)
        seen.add(decision)
    return found


def _rows(file: Path) -> Iterable[Sequence[Any]]:
    import polars as pl

    if file.suffix not in READABLE or not file.is_file():
        raise InputError(_KIND, path=file)
    try:
        # As texts: what a column of a CSV file is must not depend on its first rows.
        frame = pl.read_csv(file, infer_schema=False) if file.suffix == ".csv" else pl.read_parquet(file)
    except pl.exceptions.PolarsError as error:
        raise InputError(_KIND, path=file) from error
    if set(frame.columns) != set(COLUMNS):
        raise InputError(_COLUMNS, path=file, found=", ".join(frame.columns))
    return frame.select(COLUMNS).iter_rows()


def _checked(given: Sequence[Any], **place: object) -> Row:
    decision, defaulted, observed = ("" if value is None else str(value).strip() for value in given)
    if not ID.fullmatch(decision):
        raise InputError(_DECISION, given=decision, **place)
    if defaulted.lower() not in YES:
        raise InputError(_DEFAULTED, given=defaulted, **place)
    try:
        return decision, YES[defaulted.lower()], date.fromisoformat(observed)
    except ValueError as error:
        raise InputError(_OBSERVED, given=observed, **place) from error


def _new(journal: "Journal", rows: Sequence[Row], file: Path) -> "list[Draft]":
    """Return the outcomes that are not kept yet; a decision that is not kept raises ``InputError``."""
    from creditworthy.journal import Draft

    ids = [decision for decision, *_ in rows]
    known = {entry.id for entry in journal.each(ids) if entry.kind == "decision"}
    kept = {_said(entry) for entry in journal.each(ids, about=True) if entry.kind == "outcome"}
    drafts = []
    for number, (decision, defaulted, observed) in enumerate(rows, start=1):
        if decision not in known:
            raise InputError(_UNKNOWN, path=file, row=number, given=decision)
        if (decision, defaulted, observed.isoformat()) not in kept:
            facts = {"defaulted": defaulted, "observed": observed.isoformat()}
            drafts.append(Draft("outcome", facts, about=decision))
    return drafts


def _said(entry: "Entry") -> tuple[str | None, object, object]:
    return entry.about, entry.facts.get("defaulted"), entry.facts.get("observed")
