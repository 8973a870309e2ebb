"""The arms beside their controls, in words: what each changes, before and after recalibration."""

from typing import TYPE_CHECKING

from creditworthy.cli.screen import heading, show, show_table, table
from creditworthy.language import number, say

if TYPE_CHECKING:
    from creditworthy.models import Outcome
    from creditworthy.pipeline import Training

__all__ = ["show_arms"]


def show_arms(training: "Training") -> None:
    """Print each arm under its control, where both competed: ranking, and what calibration mends."""
    found = {outcome.name: outcome for outcome in training.outcomes}
    armed = [outcome for outcome in training.outcomes if outcome.contender.arm != "none"]
    controls = [name for name in dict.fromkeys(outcome.contender.candidate for outcome in armed) if name in found]
    if not controls:
        return
    heading(say("Arms beside their controls: as the model says it → recalibrated"))
    rows = table(say("Contender"), "AUC", say("Brier score"), say("Calibration slope"), say("Business score"))
    for name in controls:
        for outcome in (found[name], *(one for one in armed if one.contender.candidate == name)):
            rows.add_row(outcome.name, number(outcome.metrics["auc"].value, 4), *_cells(outcome))
    show_table(rows, indent=2)
    show((say("As the model says it: declined from the break-even of the costs on"), "dim"), indent=2)


def _cells(outcome: "Outcome") -> list[str]:
    digits = {"brier": 4, "calibration_slope": 2, "business_score": 4}
    return [
        f"{number(outcome.uncalibrated[name], places)} → {number(outcome.metrics[name].value, places)}"
        for name, places in digits.items()
    ]
