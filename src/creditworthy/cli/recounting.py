"""models log: who promoted what, when and why, and whether the log is as it was written."""

from contextlib import suppress
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from creditworthy.cli.gating import GATES
from creditworthy.cli.screen import complain, print_json, show
from creditworthy.errors import GateError
from creditworthy.language import say, sentence
from creditworthy.settings import settings

if TYPE_CHECKING:
    from creditworthy.scorer.promotions import Promotion

__all__ = ["ACTIONS", "show_log"]

ACTIONS = {"promote": "promoted", "rollback": "rolled back", "restore": "pointer restored"}
"""What the log's actions are called."""

_PROMISE = "The log is as it was written: {count} lines, each chained to the one before"


def show_log(
    verify: Annotated[bool, typer.Option("--verify", help="Only check that nothing was changed in it.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Show every promotion, and check the log."""
    from creditworthy.scorer import Store

    store = Store(settings().store)
    with suppress(GateError):  # told below, line by line
        if mended := store.mend():
            complain(sentence(mended))
    lines, faults = store.log.readable(), store.faults()
    if as_json:
        told = [sentence(fault) for fault in faults]
        print_json({"intact": not faults, "faults": told, "promotions": [asdict(line) for line in lines]})
    elif not verify:
        for line in lines:
            _show(line)
    for fault in faults[:-1]:
        complain(sentence(fault))
    if faults:
        raise faults[-1]
    if not as_json:
        show(say(_PROMISE, count=len(lines)))


def _show(line: "Promotion") -> None:
    moment = f"{line.at[:10]} {line.at[11:19]} UTC"
    show((f"{line.version:<14}", "bold"), f"{say(ACTIONS.get(line.action, line.action))}  {moment}  {line.by}")
    before = say("in place of {before}: ", before=line.before) if line.before else ""
    show(f"{before}{say(line.reason)}", indent=2)
    if line.forced:
        names = [say(GATES.get(gate["name"], gate["name"])) for gate in line.gates if not gate["passed"]]
        show(say("forced, without: {names}", names=", ".join(names) or say("any gate")), indent=2)
