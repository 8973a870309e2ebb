"""journal replay."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from creditworthy.cli.screen import print_json, show, show_table, table
from creditworthy.errors import GateError
from creditworthy.language import number, say
from creditworthy.settings import lender, settings

if TYPE_CHECKING:
    from creditworthy.replaying import Replay

__all__ = ["replay_decision"]

MOST = 12
"""Features that are listed."""

_EXACT = "The same answer, to the bit: probability {probability}, {points} points"
_CLOSE = "The same answer within {limit}, as on another machine: probability {probability}"
_ANOTHER = (
    "decision {id} is answered otherwise today: a probability of {then} then, of {now} now, by version {version} both "
    "times; compare the releases of what is installed"
)


def replay_decision(
    decision: Annotated[str, typer.Argument(metavar="ID", help="Id of the decision, as the service answered it.")],
    scorer: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="The scorer that decided; that of the store by default.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Make a kept decision again with the model that made it, and say whether the answer is the same."""
    from creditworthy.journal import Journal
    from creditworthy.replaying import CLOSE, replay
    from creditworthy.scorer import Store, load_scorer

    with Journal.open(settings().journal, check=False, make=False) as journal:
        entry, payload = journal.entry(decision), journal.payload(decision)
    folder = scorer or Store(settings().store).path(str(entry.facts.get("model_version", entry.kind)))
    found = replay(load_scorer(folder, lender()), entry, payload)
    if as_json:
        print_json({**asdict(found), "exact": found.exact, "close": found.close})
    elif found.exact:
        show(say(_EXACT, probability=number(found.probability[1], 6), points=found.points[1]))
    elif found.close:
        show(say(_CLOSE, limit=f"{CLOSE:g}", probability=number(found.probability[1], 6)))
    else:
        _show_features(found)
    if not found.close:
        then, now = found.probability
        raise GateError(_ANOTHER, id=found.id, version=found.version, then=f"{then:.9f}", now=f"{now:.9f}")


def _show_features(found: "Replay") -> None:
    rows = table(say("feature"), say("then"), say("today"))
    for name, (then, now) in list(found.features.items())[:MOST]:
        rows.add_row(name, _shown(then), _shown(now))
    show_table(rows)
    if len(found.features) > MOST:
        show(say("(and {count} more)", count=len(found.features) - MOST))


def _shown(content: float | str | None) -> str:
    return "-" if content is None else str(content)
