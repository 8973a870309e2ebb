"""models promote · models rollback: another version becomes the champion, and the tracking store follows."""

from collections.abc import Mapping
from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated

import typer

from creditworthy.cli.gating import GATES, REASONS, Settled, current, judged, opened, show_gates
from creditworthy.cli.screen import print_json, progress, show
from creditworthy.errors import GateError, InputError
from creditworthy.language import say, sentence
from creditworthy.settings import lender, settings

if TYPE_CHECKING:
    from creditworthy.scorer.gates import Gate
    from creditworthy.scorer.promotions import Promotion

__all__ = ["promote", "rollback"]

_FAILED = (
    "{version}: did not pass {count} of {all} gates ({names}); the champion is as it was; to promote it all the same, "
    "add --force --reason «…»"
)
_NOT_TOLD = "{version} is the champion all the same, but the tracking store was not told: {why}"


def promote(
    version: Annotated[str, typer.Argument(help="Beginning of a version, or challenger.")],
    *,
    force: Annotated[bool, typer.Option("--force", help="Promote it whatever the gates say; needs a reason.")] = False,
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help="Why; it is kept in the log.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Make a version the champion if it passes every gate."""
    if (force or reason is not None) and not (reason or "").strip():
        raise InputError("a reason is missing: say why with --reason «…»")
    store = opened()
    chosen = store.find(version)
    if chosen == current(store):
        raise InputError("{version} is the champion already", version=chosen)
    with progress(say("Trying the gates")):
        gates = judged(store, chosen)
    failed = [gate for gate in gates if not gate.passed]
    if not as_json:
        show_gates(gates)
    if failed and not force:
        if as_json:
            print_json({"version": chosen, "promoted": False, "gates": [gate.kept() for gate in gates]})
        raise _refusal(chosen, gates, failed)
    line = store.promote(
        chosen,
        reason=(reason or "").strip() or REASONS["gates"],
        gates=[gate.kept() for gate in gates],
        forced=bool(failed),
    )
    _end(line, Settled(True, gates).tags(), as_json=as_json)


def rollback(
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why; it is kept in the log.")] = "rollback",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Make the champion before this one the champion again."""
    from creditworthy.scorer import load_scorer

    if not reason.strip():
        raise InputError("a reason is missing: say why with --reason «…»")
    store = opened()
    load_scorer(store.path(store.before()), lender())  # one that does not load would leave the lender without answers
    _end(store.rollback(reason.strip()), {}, as_json=as_json)


def _refusal(version: str, gates: "list[Gate]", failed: "list[Gate]") -> GateError:
    names = ", ".join(say(GATES.get(gate.name, gate.name)) for gate in failed)
    return GateError(_FAILED, version=version, count=len(failed), all=len(gates), names=names)


def _end(line: "Promotion", tags: Mapping[str, str], *, as_json: bool) -> None:
    """Say what was done, and tell the tracking store."""
    if as_json:
        print_json({"version": line.version, "promoted": True, "before": line.before, "gates": list(line.gates)})
    elif line.before:
        show(say("Champion: {version}, in place of {before}", version=line.version, before=line.before))
    else:
        show(say("Champion: {version}", version=line.version))
    forced = str(line.forced).lower()
    promotion = {"promotion.action": line.action, "promotion.reason": line.reason, "promotion.forced": forced}
    _follow(line.version, {**tags, **promotion, "promotion.digest": line.digest()}, as_json=as_json)


def _follow(version: str, tags: Mapping[str, str], *, as_json: bool) -> None:
    if find_spec("mlflow") is None:
        return
    from creditworthy.tracking import follow

    try:
        with progress(say("Registering")):
            known = follow(version, uri=settings().tracking, tags=tags)
    except InputError as error:
        raise InputError(_NOT_TOLD, version=version, why=sentence(error)) from error
    if not (known or as_json):
        show(say("MLflow does not know this version; its aliases are as they were"))
