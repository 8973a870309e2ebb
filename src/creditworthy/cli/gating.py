"""Whether a version may take the champion's place: gates tried by the settings, and shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from creditworthy.cli.screen import complain, show
from creditworthy.errors import GateError, InputError
from creditworthy.language import number, say, sentence
from creditworthy.settings import lender, settings

if TYPE_CHECKING:
    from creditworthy.scorer import Scorer, Store
    from creditworthy.scorer.gates import Gate

__all__ = ["GATES", "REASONS", "Settled", "current", "judged", "opened", "settle", "show_gates", "show_settled"]

GATES = {
    "score": "Business score",
    "calibration": "Calibration",
    "fairness": "Fairness",
    "latency": "Latency",
    "features": "Features",
}
"""What the gates are called."""

REASONS = {
    "first": "the first version",
    "gates": "all gates passed",
    "rollback": "rollback",
    "demo": "a demo starts anew",
}
"""Reasons that the log holds where nobody gave one."""


@dataclass(frozen=True)
class Settled:
    """Whether a version is the champion now, and the gates that were tried."""

    promoted: bool
    gates: Sequence["Gate"] = ()

    @property
    def alias(self) -> str:
        """What the version is called."""
        return "champion" if self.promoted else "challenger"

    def tags(self) -> dict[str, str]:
        """Return the verdicts, as the tracking store keeps them.

        >>> Settled(True).tags()
        {}
        """
        return {f"gate.{gate.name}": "passed" if gate.passed else "failed" for gate in self.gates}


def opened() -> "Store":
    """Return the store of the settings; what an interrupted promotion left there is mended, and said.

    A log that was changed is complained of, too; nothing is promoted before it is as it was.
    """
    from creditworthy.scorer import Store

    store = Store(settings().store)
    try:
        if mended := store.mend():
            complain(sentence(mended))
    except GateError as error:
        complain(sentence(error))
    return store


def current(store: "Store") -> str:
    """Return the champion's version; empty where there is none that can be found."""
    try:
        return store.champion().name
    except InputError:
        return ""


def judged(store: "Store", version: str) -> "list[Gate]":
    """Try every gate of a stored version against the champion of its store."""
    from creditworthy.scorer.gates import Bounds, judge

    champion = current(store)
    bounds = Bounds(
        margin=settings().margin,
        calibration_error=settings().calibration_error,
        milliseconds=settings().latency,
    )
    return judge(
        store.path(version),
        store.path(champion) if champion else None,
        bounds=bounds,
        costs=settings().costs,
        policy=settings().policy(lender().protected),
        dictionary=lender(),
        seed=settings().seed,
    )


def settle(version: str, *, promote: bool = True) -> Settled:
    """Let a new version of the store be its champion: the first at once, a later one if it passes every gate."""
    store = opened()
    champion = current(store)
    if champion == version:
        return Settled(promoted=True)
    store.challenge(version)
    if not promote:
        return Settled(promoted=False)
    if not champion:
        store.promote(version, reason=REASONS["first"])
        return Settled(promoted=True)
    gates = judged(store, version)
    passed = all(gate.passed for gate in gates)
    if passed:
        store.promote(version, reason=REASONS["gates"], gates=[gate.kept() for gate in gates])
    return Settled(passed, gates)


def show_gates(gates: Sequence["Gate"]) -> None:
    """Print each gate with its verdict and what was found."""
    for gate in gates:
        mark = ("✓ ", "green") if gate.passed else ("✗ ", "red")
        template, name = gate.template, say(GATES.get(gate.name, gate.name))
        show(mark, (f"{name}  ", "bold"), say(template, **_figures(gate.figures)), indent=2, hang=2)


def _figures(figures: Mapping[str, float]) -> dict[str, str]:
    return {name: number(value, _digits(name, value)) for name, value in figures.items()}


def _digits(name: str, value: float) -> int:
    """Return how many digits are worth reading: none of what is counted, one of milliseconds."""
    if name == "count" or (value > 1 and value == round(value)):
        return 0
    return 1 if name == "milliseconds" else 3


def show_settled(scorer: "Scorer", settled: Settled) -> None:
    """Print the gates that a new version went through, and whether it is the champion now."""
    show_gates(settled.gates)
    named = {"name": scorer.candidate, "version": scorer.version}
    if settled.promoted:
        show(say("Champion: {name}, version {version}", **named))
        return
    show(say("Challenger: {name}, version {version}; the champion is as it was", **named))
    show(say("To promote it: {command}", command=f"creditworthy models promote {scorer.version}"), whole=True)
