"""The model in use: what it is, how good it was on applicants it had not seen, what moves its decisions."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import streamlit as st

from creditworthy.dashboard.figures.weights import importance
from creditworthy.dashboard.showing import show_figure
from creditworthy.dashboard.wording import escaped
from creditworthy.language import number, percent, say

if TYPE_CHECKING:
    from creditworthy.messages import ModelAnswer

__all__ = ["MEASURES", "measures", "show"]

MEASURES = {
    "business_score": "Business score",
    "auc": "AUC",
    "roc_auc": "AUC",
    "gini": "Gini",
    "ks": "KS",
    "brier": "Brier score",
    "log_loss": "Log loss",
    "f1": "F1",
    "accuracy": "Accuracy",
    "precision": "Precision",
    "recall": "Recall",
}
"""What measures are called; one that is not in it keeps its name."""


def measures(model: "ModelAnswer") -> dict[str, list[str]]:
    """Return the measures with their intervals as columns of a table."""
    found = sorted(model.metrics.items(), key=lambda item: list(MEASURES).index(item[0]) if item[0] in MEASURES else 99)
    return {
        say("Measure"): [escaped(say(MEASURES.get(name, name))) for name, _ in found],
        say("Value"): [number(one.value, 4) for _, one in found],
        say("95% interval"): [f"{number(one.low, 3)} – {number(one.high, 3)}" for _, one in found],
    }


def show(model: "ModelAnswer", meanings: Mapping[str, str]) -> None:
    """Show the page; ``meanings`` says what features mean, as far as it is known."""
    st.title(say("The model in use"), anchor=False)
    _facts(model)
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader(say("Measures, on applicants it had not seen"), anchor=False)
        st.table(measures(model), hide_index=True, border="horizontal")
    with right:
        st.subheader(say("Compared with deciding nothing"), anchor=False)
        _everyone(model)
    if model.importance:
        st.subheader(say("What moves the decisions most"), anchor=False)
        show_figure(importance(model.importance, meanings), "importance")


def _facts(model: "ModelAnswer") -> None:
    columns = st.columns([3, 2, 2, 1])
    columns[0].metric(say("Version"), model.version)
    columns[1].metric(say("Candidate"), model.candidate)
    columns[2].metric(say("Declined from"), percent(model.threshold))
    columns[3].metric(say("Features"), number(len(model.features)))
    costs = {"missed": number(model.costs.missed_default), "lost": number(model.costs.lost_good_loan)}
    template = "Trained on {applicants} applicants, {defaults} of whom defaulted."
    counts = {"applicants": number(model.applicants), "defaults": number(model.defaults)}
    price = say("A missed default costs {missed}, a lost good loan {lost}.", **costs)
    st.caption(f"{say(template, **counts)} {price}")


def _everyone(model: "ModelAnswer") -> None:
    scores = {say("Granting everyone"): model.grant_all, say("Declining everyone"): model.decline_all}
    if own := model.metrics.get("business_score"):
        scores = {say("This model"): own.value, **scores}
    content = {say("Rule"): list(scores), say("Business score"): [number(score, 4) for score in scores.values()]}
    st.table(content, hide_index=True, border="horizontal")
    st.caption(say("1 is a decision without any error; the costs weigh the errors."))
