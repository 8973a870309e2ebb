"""The applicant among all: by probability, and by any feature of the model."""

from typing import TYPE_CHECKING

import streamlit as st

from creditworthy.dashboard.case import Case
from creditworthy.dashboard.figures.position import categories, deciles, histogram
from creditworthy.dashboard.showing import head, show_figure
from creditworthy.dashboard.wording import escaped
from creditworthy.language import number, percent, say

if TYPE_CHECKING:
    from creditworthy.dashboard.figures.frame import Figure
    from creditworthy.messages import ContributionAnswer, PortfolioAnswer

__all__ = ["against_all", "show"]


def show(case: Case) -> None:
    """Show the page."""
    head(case)
    portfolio = case.client.portfolio()
    template = "Compared with the {applicants} applicants that the model was trained on; {defaults} of them defaulted."
    counts = {"applicants": number(portfolio.applicants), "defaults": number(portfolio.defaults)}
    st.caption(say(template, **counts))
    st.subheader(say("By probability of default"), anchor=False)
    figure = histogram(case.decision, portfolio.scores.edges, portfolio.scores.counts)
    st.markdown(escaped(figure.words))
    show_figure(figure, "histogram")
    _by_feature(case, portfolio)


def against_all(entry: "ContributionAnswer", portfolio: "PortfolioAnswer") -> "tuple[Figure | None, float]":
    """Return a feature of the applicant against all, and the share of the applicants whose value is unknown."""
    background = portfolio.background
    if entry.feature in background.categories:
        spread = background.categories[entry.feature]
        return categories(None if entry.value is None else str(entry.value), spread.frequencies), spread.missing
    numbers = background.numbers.get(entry.feature)
    if numbers is None or not numbers.deciles:
        return None, 1.0
    content = None if entry.value is None else float(entry.value)
    return deciles(content, numbers.deciles, unit=entry.unit, meaning=entry.meaning), numbers.missing


def _by_feature(case: Case, portfolio: "PortfolioAnswer") -> None:
    st.subheader(say("By a feature"), anchor=False)
    entries = {entry.feature: entry for entry in case.explanation.contributions}
    chosen = st.selectbox(
        say("Feature, the one that moves this decision most first"),
        list(entries),
        format_func=lambda name: entries[name].meaning,
        key=f"feature {case.applicant}",
    )
    if chosen is None:
        return
    figure, missing = against_all(entries[chosen], portfolio)
    if figure is None:
        st.caption(say("No applicant's value is known."))
        return
    st.markdown(escaped(figure.words))
    show_figure(figure, "deciles")
    if missing:
        st.caption(say("Unknown for {share} of the applicants.", share=percent(missing)))
