"""journal upgrade · journal verify · journal reanchor · journal show · journal replay · journal export."""

import json
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from creditworthy.cli.forgetting import erase, open_to_write, purge, said, subject
from creditworthy.cli.helping import help_without_command
from creditworthy.cli.replaying import replay_decision
from creditworthy.cli.screen import complain, heading, print_json, progress, show, where, writing
from creditworthy.language import say, sentence
from creditworthy.settings import settings

if TYPE_CHECKING:
    from creditworthy.journal import Anchored, Journal

__all__ = ["app", "export_entries", "reanchor", "show_entry", "upgrade_schema", "verify"]

_WHOLE = "The journal is as it was written: {count} entries"
_UNANCHORED = (
    "there are no anchors here and no key to check them: entries that were cut off at the end, or all written anew, "
    "would not show; give --anchors and --public-key"
)

app = typer.Typer(
    invoke_without_command=True,
    callback=help_without_command,
    help="The journal: what was decided, for whoever must prove it.",
)
app.command("subject")(subject)
app.command("erase")(erase)
app.command("purge")(purge)
app.command("replay")(replay_decision)


@app.command("upgrade")
def upgrade_schema() -> None:
    """Bring the journal's database to the schema of this release; one that is not there is made."""
    from creditworthy.journal import upgrade

    with progress(say("Upgrading")):
        before, now = upgrade(settings().journal)
    if before == now:
        show(say("The journal has schema {now} already", now=now))
    elif before:
        show(say("The journal has schema {now}, in place of {before}", now=now, before=before))
    else:
        show(say("Journal made, with schema {now}", now=now))


@app.command("verify")
def verify(
    anchors: Annotated[Path | None, typer.Option(metavar="FILE", help="The file of anchors, or a copy of it.")] = None,
    public_key: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Public half of the key; journal.key.pub beside the key.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Check that no entry was changed, removed, moved or cut off."""
    anchored = _anchored(anchors, public_key)
    with _opened() as journal:
        count = journal.head().count
        with progress(say("Verifying"), total=count) as advance:
            faults = journal.verify(anchored, advance=advance)
    if as_json:
        told = [sentence(fault) for fault in faults]
        print_json({"intact": not faults, "anchored": anchored is not None, "entries": count, "faults": told})
    elif anchored is None:
        complain(say(_UNANCHORED))
    for fault in faults[:-1]:
        complain(sentence(fault))
    if faults:
        raise faults[-1]
    if not as_json:
        show(say(_WHOLE, count=count))


@app.command("reanchor")
def reanchor(
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why; it stays for ever, so it names nobody.")],
) -> None:
    """Go on with a new file of anchors, after a restored copy or a lost file; an entry says so for ever."""
    why = said(reason)
    with open_to_write(check=False) as journal:
        aside = journal.reanchor(why)
    if aside:
        show(say("The anchors until now are kept in {path}", path=aside), whole=True)
    show(say("From here on anchors are in {path}", path=settings().anchors), whole=True)


@app.command("show")
def show_entry(
    entry: Annotated[str, typer.Argument(metavar="ID", help="Id of the entry, as the service answered it.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Show one entry, what is still held of it, and what was said about it since."""
    from creditworthy.journal import described, described_payload

    with _opened() as journal:
        found, payload, about = journal.entry(entry), journal.payload(entry), journal.about(entry)
    told = {
        **described(found),
        "payload": described_payload(payload),
        "about_it": [described(one) for one in about],
    }
    if as_json:
        print_json(told)
        return
    _show_one(told)
    if payload is not None:
        heading(say("Applicant {applicant}", applicant=payload.applicant or "-"))
        for reason in payload.reasons or ():
            show(str(reason.get("text", reason) if isinstance(reason, dict) else reason), indent=2)
        show(say("{count} features", count=len(payload.features or ())), indent=2)
    elif found.commitment:
        show(say("what was personal of it is erased"))
    for one in told["about_it"]:
        show("")
        _show_one(one)


@app.command("export")
def export_entries(
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="JSON lines; standard output without it.")] = None,
    payloads: Annotated[bool, typer.Option("--payloads", help="With what is personal, where it is held.")] = False,
) -> None:
    """Write every entry as a line of JSON, in the order of the chain."""
    with _opened() as journal, writing(out) if out else nullcontext() as staged:
        if staged is None:
            for line in journal.export(payloads=payloads):
                typer.echo(json.dumps(line))
            return
        with progress(say("Exporting"), total=journal.head().count) as advance, staged.open("w") as file:
            for line in journal.export(payloads=payloads):
                file.write(f"{json.dumps(line)}\n")
                advance()
    if out:
        where(out)


def _opened() -> "Journal":
    """Open the journal to read it: whether or not it holds together, and only if it is there."""
    from creditworthy.journal import Journal

    return Journal.open(settings().journal, check=False, make=False)


def _anchored(anchors: Path | None, public_key: Path | None) -> "Anchored | None":
    """Return what the journal is checked against; None where neither anchors nor a key are here."""
    from creditworthy.journal import Anchored, public_path, read_public_key

    path, key = anchors or settings().anchors, public_key or public_path(settings().journal_key)
    if not (path.exists() or key.exists() or public_key or anchors):
        return None
    return Anchored(path, read_public_key(key))


def _show_one(told: dict[str, Any]) -> None:
    show((f"{told['number']}  {told['kind']}", "bold"), f"  {told['at'][:19].replace('T', ' ')} UTC  {told['id']}")
    for name, value in told["facts"].items():
        show(f"{name}: {value if isinstance(value, str) else json.dumps(value)}", indent=2)
