"""What a training found, in words: the portfolio, the candidates side by side, the decision rule."""

from typing import TYPE_CHECKING

from creditworthy.cli.screen import heading, show, show_table, table
from creditworthy.language import number, percent, say

if TYPE_CHECKING:
    from creditworthy.intervals import Interval
    from creditworthy.pipeline import Training

__all__ = ["COMPARED", "MEASURES", "show_training"]

MEASURES = {
    "business_score": "Business score",
    "auc": "AUC",
    "gini": "Gini",
    "ks": "KS",
    "brier": "Brier score",
    "log_loss": "Log loss",
    "f1": "F1",
    "accuracy": "Accuracy",
}
"""Measures that are shown, with what they are called; the one that chooses the champion comes first."""

COMPARED = ("business_score", "auc", "brier")
"""Measures by which the candidates are put side by side."""


def show_training(training: "Training") -> None:
    """Print the portfolio, the candidates with 95 % intervals, and the decision rule."""
    _show_portfolio(training)
    _show_candidates(training)
    _show_rule(training)


def _show_portfolio(training: "Training") -> None:
    evidence = training.evidence
    heading(say("The portfolio (generated)") if evidence["generated"] else say("The portfolio"))
    shown = {
        "applicants": number(evidence["applicants"]),
        "defaults": number(evidence["defaults"]),
        "rate": percent(evidence["defaults"] / evidence["applicants"], 2),
    }
    template = "{applicants} applicants with a known outcome, of whom {defaults} defaulted ({rate})"
    show(say(template, **shown), indent=2)
    show(say("{count} features of each of them decide", count=len(training.scorer.features)), indent=2)


def _show_candidates(training: "Training") -> None:
    evidence = training.evidence
    title = say("The candidates, judged on {folds} folds they had not seen", folds=evidence["folds"])
    heading(f"{title} ({say('generated portfolio')})" if evidence["generated"] else title)
    rows = table(say("Candidate [95% interval]"), *(say(MEASURES[name]) for name in COMPARED))
    for place, outcome in enumerate(training.outcomes):
        cells = [_cell(outcome.metrics[name]) for name in COMPARED]
        rows.add_row(outcome.name, *cells, style=None if place else "bold")
    show_table(rows, indent=2)
    heading(say("{candidate}, the best of them, in full", candidate=training.champion.name))
    rows = table(say("Measure [95% interval]"), training.champion.name)
    for name, words in MEASURES.items():
        rows.add_row(say(words), _cell(training.champion.metrics[name]))
    show_table(rows, indent=2)
    everyone = {"grant": number(evidence["grant_all"], 4), "decline": number(evidence["decline_all"], 4)}
    show(say("Business score of granting everyone: {grant}; of declining everyone: {decline}", **everyone), indent=2)


def _cell(found: "Interval") -> str:
    # The interval holds together: where columns are narrow, it goes under its value as a whole.
    between = f"[{number(found.low, 3)}–{number(found.high, 3)}]"
    return f"{number(found.value, 4)} {between}"


def _show_rule(training: "Training") -> None:
    scorer = training.scorer
    heading(say("The decision rule"))
    costs = {"missed": scorer.costs.missed_default, "lost": scorer.costs.lost_good_loan}
    even = {"all": sum(costs.values()), "even": percent(scorer.costs.break_even, 2)}
    template = "A missed default costs {missed:,}, a lost good loan {lost:,}: break-even at {lost:,}/{all:,} = {even}"
    show(say(template, **costs, **even), indent=2)
    template = "{candidate} declines from a probability of {threshold}, the cheapest threshold on these folds"
    show(say(template, candidate=scorer.candidate, threshold=percent(scorer.threshold, 2)), indent=2)
