"""What a training found, in words: the portfolio, the candidates side by side, the decision rule."""

from typing import TYPE_CHECKING, Any

from creditworthy.cli.arms import show_arms
from creditworthy.cli.fairness import show_disparities, show_price
from creditworthy.cli.rule import show_rule
from creditworthy.cli.screen import heading, show, show_table, table
from creditworthy.language import number, percent, say
from creditworthy.settings import settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from creditworthy.intervals import Interval
    from creditworthy.pipeline import Training

__all__ = ["COMPARED", "MEASURES", "show_portfolio", "show_training"]

MEASURES = {
    "business_score": "Business score",
    "auc": "AUC",
    "gini": "Gini",
    "ks": "KS",
    "average_precision": "Average precision",
    "brier": "Brier score",
    "log_loss": "Log loss",
    "calibration_slope": "Calibration slope",
    "calibration_intercept": "Calibration intercept",
    "f1": "F1",
    "accuracy": "Accuracy",
    "recall": "Defaults declined",
    "precision": "Declined who default",
    "approval_rate": "Approval rate",
    "cost_per_applicant": "Cost per applicant",
}
"""Measures that are shown, with what they are called; the one that chooses the champion comes first."""

COMPARED = ("business_score", "auc", "brier")
"""Measures by which the candidates are put side by side."""


def show_training(training: "Training") -> None:
    """Print the portfolio, the candidates with 95 % intervals, the decision rule, and how far groups are apart."""
    show_portfolio(training.evidence)
    counts = {"count": len(training.scorer.offered), "used": len(training.scorer.features)}
    show(say("{count} features of each of them; the champion looks at {used}", **counts), indent=2)
    _show_candidates(training)
    show_arms(training)
    show_rule(training)
    show_disparities(training.evidence["fairness"], settings().policy(training.scorer.dictionary.protected))
    if "price" in training.evidence:
        show_price(training.evidence["price"])


def show_portfolio(evidence: "Mapping[str, Any]") -> None:
    """Print how many applicants were learnt from, and how many of them defaulted."""
    heading(say("The portfolio (generated)") if evidence["generated"] else say("The portfolio"))
    shown = {
        "applicants": number(evidence["applicants"]),
        "defaults": number(evidence["defaults"]),
        "rate": percent(evidence["defaults"] / evidence["applicants"], 2),
    }
    template = "{applicants} applicants with a known outcome, of whom {defaults} defaulted ({rate})"
    show(say(template, **shown), indent=2)


def _show_candidates(training: "Training") -> None:
    evidence = training.evidence
    title = say("The candidates, judged on {folds} folds they had not seen", folds=evidence["folds"])
    heading(f"{title} ({say('generated portfolio')})" if evidence["generated"] else title)
    rows = table(say("Candidate [95% interval]"), *(say(MEASURES[name]) for name in COMPARED))
    for outcome in training.outcomes:
        cells = [_cell(outcome.metrics[name]) for name in COMPARED]
        rows.add_row(outcome.name, *cells, style="bold" if outcome is training.champion else None)
    show_table(rows, indent=2)
    _show_selection(training)
    heading(say("{candidate}, the champion, in full", candidate=training.champion.name))
    rows = table(say("Measure [95% interval]"), training.champion.name)
    for name, words in MEASURES.items():
        rows.add_row(say(words), _cell(training.champion.metrics[name]))
    show_table(rows, indent=2)
    everyone = {"grant": number(evidence["grant_all"], 4), "decline": number(evidence["decline_all"], 4)}
    show(say("Business score of granting everyone: {grant}; of declining everyone: {decline}", **everyone), indent=2)


def _show_selection(training: "Training") -> None:
    selection = training.selection
    if selection.best == selection.champion:
        template = "{best} has the best business score; no simpler candidate is within one standard error of it"
        show(say(template, best=selection.best), indent=2)
        return
    behind = selection.behind[selection.champion]
    values = {"behind": number(behind.business_score.value, 4), "error": number(behind.error, 4)}
    template = (
        "{best} has the best business score, but {champion} is simpler and only {behind} behind, "
        "within one standard error of the difference ({error})"
    )
    show(say(template, best=selection.best, champion=selection.champion, **values), indent=2)


def _cell(found: "Interval") -> str:
    # The interval holds together: where columns are narrow, it goes under its value as a whole.
    between = f"[{number(found.low, 3)}–{number(found.high, 3)}]"
    return f"{number(found.value, 4)} {between}"
