"""The script that Streamlit runs: from the top at every click, so that it only puts the parts together."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import streamlit as st

from creditworthy.dashboard.case import Case, open_case
from creditworthy.dashboard.connection import client_of, service_address
from creditworthy.dashboard.marks import STYLE
from creditworthy.dashboard.pages import application, decision, model, position, what_if
from creditworthy.dashboard.sidebar import choose_applicant, choose_language
from creditworthy.dashboard.wording import escaped
from creditworthy.errors import InputError
from creditworthy.language import say, sentence, speaking
from creditworthy.settings import settings

if TYPE_CHECKING:
    from creditworthy.client import Client
    from creditworthy.messages import ModelAnswer

__all__ = ["main"]


def main() -> None:
    """Show the dashboard in the language that is chosen."""
    st.set_page_config(page_title="creditworthy", layout="wide")
    st.html(STYLE)
    language = choose_language(settings().language)
    with speaking(language):
        _show(client_of(service_address(sys.argv[1:]), language))


def _show(client: "Client") -> None:
    try:
        facts = client.model()
        chosen = st.navigation(_pages(client, facts), position="top")
        if facts.generated:
            st.info(
                say("Generated portfolio: no row belongs to a person, and figures show that all works, not how well.")
            )
        chosen.run()
    except InputError as error:
        st.error(escaped(sentence(error)))


def _pages(client: "Client", facts: "ModelAnswer") -> list[st.Page]:
    def of_case(page: Callable[[Case], None]) -> Callable[[], None]:
        def shown() -> None:
            if (applicant := choose_applicant(client)) is not None:
                page(open_case(client, facts, applicant))

        return shown

    return [
        st.Page(of_case(decision.show), title=say("Decision"), url_path="decision", default=True),
        st.Page(of_case(application.show), title=say("Application"), url_path="application"),
        st.Page(of_case(position.show), title=say("Among all applicants"), url_path="position"),
        st.Page(of_case(what_if.show), title=say("What if"), url_path="what-if"),
        st.Page(lambda: _model(client, facts), title=say("Model"), url_path="model"),
    ]


def _model(client: "Client", facts: "ModelAnswer") -> None:
    model.show(facts, _meanings(client, facts))


def _meanings(client: "Client", facts: "ModelAnswer") -> dict[str, str]:
    """Return what features mean: the explanation of any decision says it of each."""
    try:
        applicant = choose_applicant(client)
        if applicant is None:
            return {}
        contributions = open_case(client, facts, applicant).explanation.contributions
    except InputError:  # without known applicants the names have to do
        return {}
    return {entry.feature: entry.meaning for entry in contributions}


if __name__ == "__main__":
    main()
