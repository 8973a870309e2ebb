"""The sidebar: the language, and which applicant is looked at."""

from typing import TYPE_CHECKING

import streamlit as st

from creditworthy.dashboard.choosing import following, preceding, typed, window
from creditworthy.dashboard.wording import escaped
from creditworthy.errors import InputError
from creditworthy.language import LANGUAGES, say, sentence, speaking
from creditworthy.settings import lender

if TYPE_CHECKING:
    from creditworthy.client import Client

__all__ = ["choose_applicant", "choose_language"]

NAMES = {"en": "English", "fr": "Français"}


def choose_language(first: str) -> str:
    """Show the switch and return the language that is chosen."""
    chosen = st.sidebar.segmented_control(
        "Language · Langue", LANGUAGES, default=first, key="language", format_func=NAMES.__getitem__, required=True
    )
    return str(chosen)


def choose_applicant(client: "Client") -> int | None:
    """Show the ways to choose an applicant, and return the number of the one that is looked at.

    Raises
    ------
    InputError
        Where the service knows no applicants.
    """
    if "applicant" not in st.session_state:
        st.session_state["applicant"] = next(iter(window(client, None)), None)
    applicant: int | None = st.session_state["applicant"]
    st.sidebar.subheader(say("Applicant"))
    st.session_state["typed"] = "" if applicant is None else str(applicant)
    st.sidebar.text_input(
        say("Number ({column})", column=lender().applicant), key="typed", on_change=_take_typed, args=(client,)
    )
    if complaint := st.session_state.pop("complaint", None):
        st.sidebar.warning(escaped(complaint))
    if applicant is not None:
        _neighbours(client, applicant)
        _list(client, applicant)
    return applicant


def _take_typed(client: "Client") -> None:
    """Look at the applicant that was typed; where there is none, say so and stay."""
    with speaking(st.session_state["language"]):
        try:
            number = typed(st.session_state["typed"])
            client.applicant(number)
            st.session_state["applicant"] = number
        except InputError as error:
            st.session_state["complaint"] = sentence(error)


def _neighbours(client: "Client", applicant: int) -> None:
    before, after = preceding(client, applicant), following(client, applicant)
    left, right = st.sidebar.columns(2)
    left.button(
        say("← Previous"), on_click=_go, args=(before,), disabled=before is None, width="stretch", key="previous"
    )
    right.button(say("Next →"), on_click=_go, args=(after,), disabled=after is None, width="stretch", key="next")


def _list(client: "Client", applicant: int) -> None:
    known = window(client, applicant)
    st.session_state["listed"] = applicant
    st.sidebar.selectbox(say("From the list"), known, key="listed", on_change=_take_listed)


def _take_listed() -> None:
    _go(st.session_state["listed"])


def _go(applicant: int) -> None:
    st.session_state["applicant"] = applicant
