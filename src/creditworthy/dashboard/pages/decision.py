"""The decision: granted or declined, how probable a default is, and why."""

from typing import TYPE_CHECKING

import streamlit as st

from creditworthy.dashboard.case import Case
from creditworthy.dashboard.figures.contributions import concepts, waterfall
from creditworthy.dashboard.figures.gauge import gauge
from creditworthy.dashboard.figures.weights import weights
from creditworthy.dashboard.marks import reason_list
from creditworthy.dashboard.showing import facts, head, show_figure
from creditworthy.dashboard.wording import escaped
from creditworthy.errors import InputError
from creditworthy.language import current, number, percent, say, sentence

if TYPE_CHECKING:
    from creditworthy.messages import LimeAnswer

__all__ = ["show"]


def show(case: Case) -> None:
    """Show the page."""
    head(case)
    with st.container(border=True):
        facts(case)
        show_figure(gauge(case.decision.probability, case.decision.threshold), "gauge")
    st.subheader(say("Principal reasons"), anchor=False)
    st.html(reason_list(case.decision.reasons))
    _contributions(case)
    _lime(case)


def _contributions(case: Case) -> None:
    st.subheader(say("What each feature contributes"), anchor=False)
    st.caption(say("SHAP: each bar starts where the one above it ends; +1 multiplies the odds of default by 2.7."))
    show_figure(waterfall(case.explanation), "waterfall")
    st.subheader(say("By concept"), anchor=False)
    show_figure(concepts(case.explanation), "concepts")


def _lime(case: Case) -> None:
    st.subheader(say("A second opinion: LIME"), anchor=False)
    st.caption(say("LIME asks about many variants of this applicant and fits a simple model to the answers."))
    kept = st.session_state.setdefault("lime", {})
    key = (case.model.version, case.applicant, current())
    if st.button(say("Compute LIME for this applicant"), key="ask_lime", disabled=key in kept):
        try:
            with st.spinner(say("A few seconds…")):
                kept[key] = case.client.lime(case.request())
            st.rerun()  # so that the button is not offered again
        except InputError as error:
            st.warning(escaped(sentence(error)))
    if key in kept:
        _weights(kept[key])


def _weights(lime: "LimeAnswer") -> None:
    show_figure(weights(lime), "weights")
    template = "Fit {fit} (1 imitates the model perfectly); the model says {probability}, the imitation {imitated}."
    shown = {"probability": percent(lime.probability), "imitated": percent(lime.imitated)}
    st.caption(say(template, fit=number(lime.fit, 2), **shown))
