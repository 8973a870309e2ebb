"""journal subject · journal erase · journal purge: what is held of a person, and how it is deleted."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from creditworthy.cli.screen import print_json, progress, show
from creditworthy.errors import InputError
from creditworthy.language import say
from creditworthy.settings import settings

if TYPE_CHECKING:
    from creditworthy.journal import Journal

__all__ = ["erase", "open_to_write", "purge", "said", "subject"]

_NO_DATE = "--before {given}: not a date; give one such as 2025-12-31"
_BOTH = "--before and --days say the same thing; give one of them"
_NO_REASON = "a reason is missing: say why with --reason «…», without naming anybody"


def open_to_write(*, check: bool = True) -> "Journal":
    """Open the journal to write into it; ``check``: only if it holds together with its anchors."""
    from creditworthy.journal import Journal

    found = settings()
    return Journal.open(
        found.journal,
        key=found.journal_key,
        anchors=found.anchors,
        every=found.anchor_every,
        check=check,
        make=False,
    )


def said(reason: str) -> str:
    """Return a reason without the spaces around it; an empty one raises ``InputError``."""
    if not reason.strip():
        raise InputError(_NO_REASON)
    return reason.strip()


def subject(
    applicant: Annotated[str, typer.Argument(help="Number of the applicant.")],
) -> None:
    """Print everything that is held of an applicant, as JSON that can be handed over."""
    from creditworthy.journal import Journal

    with Journal.open(settings().journal, check=False, make=False) as journal:
        print_json(journal.subject(applicant))


def erase(
    applicant: Annotated[str, typer.Argument(help="Number of the applicant.")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why; it stays for ever, so it names nobody.")],
) -> None:
    """Delete what is personal of an applicant; the entries stay, and the chain holds."""
    why = said(reason)
    with open_to_write() as journal:
        written = journal.erase(applicant, why)
    show(say("Erased: what was personal in {count} entries", count=len(written)))


def purge(
    before: Annotated[str | None, typer.Option(metavar="DATE", help="Of entries before this day (UTC).")] = None,
    days: Annotated[
        int | None, typer.Option(min=0, metavar="N", help="Of entries older than this; retention_days without it.")
    ] = None,
) -> None:
    """Delete what is personal of all entries that are old enough."""
    if before is not None and days is not None:
        raise InputError(_BOTH)
    moment = _day(before) if before is not None else datetime.now(UTC) - timedelta(days=_kept(days))
    with open_to_write() as journal, progress(say("Erasing")) as advance:
        count = journal.purge(moment, "retention", advance=advance)
    show(say("Erased: what was personal in {count} entries", count=count))


def _kept(days: int | None) -> int:
    return settings().retention_days if days is None else days


def _day(given: str) -> datetime:
    try:
        return datetime.strptime(given, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError as error:
        raise InputError(_NO_DATE, given=given) from error
