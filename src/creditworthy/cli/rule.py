"""The decision rule in words: grades with what was observed, break-even, threshold with its interval, calibration."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from creditworthy.cli.screen import heading, show, show_table, table
from creditworthy.language import number, percent, say

if TYPE_CHECKING:
    from creditworthy.pipeline import Training

__all__ = ["CALIBRATED", "show_rule"]

CALIBRATED = {
    "platt": "a straight line (Platt)",
    "beta": "two slopes (beta)",
    "isotonic": "rising steps (isotonic)",
}
"""What the methods of calibration are called."""


def show_rule(training: "Training") -> None:
    """Print by what the champion decides, and how far that can be trusted."""
    scorer, evidence = training.scorer, training.evidence
    _show_grades(evidence["grades"])
    heading(say("The decision rule"))
    costs = {"missed": scorer.costs.missed_default, "lost": scorer.costs.lost_good_loan}
    even = {"all": sum(costs.values()), "even": percent(scorer.costs.break_even, 2)}
    template = "A missed default costs {missed:,}, a lost good loan {lost:,}: break-even at {lost:,}/{all:,} = {even}"
    show(say(template, **costs, **even), indent=2)
    _show_threshold(scorer.candidate, evidence["threshold"])
    _show_calibration(evidence["calibration"])
    _show_terms(evidence)
    if scorer.review_band:
        near = {"band": percent(scorer.review_band, 2), "share": percent(evidence["review"]["share"])}
        show(say("Nearer to the threshold than {band}, a person decides: {share} of the applicants", **near), indent=2)


def _show_threshold(candidate: str, found: dict[str, float]) -> None:
    template = "{candidate} declines from a probability of {threshold}, the cheapest threshold on these folds"
    show(say(template, candidate=candidate, threshold=percent(found["value"], 2)), indent=2)
    ends = {"low": percent(found["low"], 2), "high": percent(found["high"], 2)}
    inside = found["low"] <= found["break_even"] <= found["high"]
    template = (
        "Its 95% interval, {low} to {high}, holds the break-even"
        if inside
        else "Its 95% interval, {low} to {high}, does not hold the break-even"
    )
    show(say(template, **ends), indent=2)


def _show_calibration(found: dict[str, Any]) -> None:
    losses = ", ".join(f"{name} {number(loss, 4)}" for name, loss in found["log_loss"].items())
    method = say(CALIBRATED[found["method"]])
    if losses:
        template = "Calibrated by {method}, of the least log loss on unseen rows ({losses})"
        show(say(template, method=method, losses=losses), indent=2)
    else:
        show(say("Calibrated by {method}: too few defaults to compare the others", method=method), indent=2)


def _show_terms(evidence: Mapping[str, Any]) -> None:
    """Print what the decisions by amounts would earn, where the amounts are known."""
    if found := evidence.get("expected_loss"):
        template = "A loan loses {lost} at default and earns {interest}: by amounts, {granted} are granted"
        shares = {"lost": percent(found["loss_given_default"], 0), "interest": percent(found["interest"])}
        show(say(template, **shares, granted=percent(found["granted"])), indent=2)
        template = (
            "Of what was asked for, that earns {amounts}; the threshold earns {threshold}, granting everyone {all}"
        )
        earned = {"amounts": found["realised"], "threshold": found["realised_by_threshold"]}
        profits = {**earned, "all": found["realised_grant_all"]}
        show(say(template, **{name: percent(share, 2) for name, share in profits.items()}), indent=2)


def _show_grades(found: dict[str, Any]) -> None:
    heading(say("Grades, with the defaults that were observed in them"))
    columns = (say("Grade"), say("Probability"), say("Applicants"), say("Defaults"), say("Rate [95% interval]"))
    rows = table(*columns)
    for grade in found["grades"]:
        between = f"{percent(grade['low'], 0)}–{percent(grade['high'], 0)}"
        counts = number(grade["applicants"]), number(grade["defaults"])
        rows.add_row(grade["name"], between, *counts, _rate(grade["observed"]))
    show_table(rows, indent=2)
    if not found["rising"]:
        show(say("Not every grade defaulted more often than the one before it"), indent=2)


def _rate(found: dict[str, float] | None) -> str:
    if found is None:
        return "–"
    return f"{percent(found['value'])} [{percent(found['low'])}–{percent(found['high'])}]"
