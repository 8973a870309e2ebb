"""What several pages show: a figure with its content in words, the head of a case."""

from typing import TYPE_CHECKING

import streamlit as st

from creditworthy.dashboard.figures.frame import Figure
from creditworthy.dashboard.marks import badge
from creditworthy.dashboard.wording import escaped
from creditworthy.language import percent, say

if TYPE_CHECKING:
    from creditworthy.dashboard.case import Case

__all__ = ["facts", "head", "show_figure"]


def show_figure(figure: Figure, key: str) -> None:
    """Show a figure, and hand its words to those who do not see it."""
    st.altair_chart(figure.chart, theme=None, key=key, width="stretch", alt=figure.words)


def head(case: "Case") -> None:
    """Show who is looked at and what was decided."""
    left, right = st.columns([3, 1], vertical_alignment="center")
    left.title(say("Applicant {applicant}", applicant=case.applicant), anchor=False)
    right.html(f'<div style="text-align: right">{badge(case.decision.decision)}</div>')


def facts(case: "Case") -> None:
    """Show the figures of the decision side by side."""
    decision = case.decision
    columns = st.columns(3)
    columns[0].metric(say("Probability of default"), percent(decision.probability))
    columns[1].metric(say("Declined from"), percent(decision.threshold))
    columns[2].metric(say("Points (more points, less risk)"), str(decision.points))
    if decision.incomplete:
        st.warning(escaped(say("Not looked up: {tables}", tables=", ".join(decision.incomplete))))
