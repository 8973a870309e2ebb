"""How the dashboard reaches the service: its address comes with the start, one client serves all sessions."""

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from creditworthy.settings import settings

if TYPE_CHECKING:
    from creditworthy.client import Client

__all__ = ["client_of", "service_address"]


def service_address(arguments: Sequence[str]) -> str:
    """Return the address of the service that the dashboard was started with, or the one of the settings.

    >>> service_address(["--service", "http://127.0.0.1:9000/"])
    'http://127.0.0.1:9000'
    """
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--service", default=None)
    given = parser.parse_known_args(arguments)[0].service
    return str(given or f"http://{settings().host}:{settings().port}").rstrip("/")


@st.cache_resource(show_spinner=False, max_entries=8)
def client_of(address: str, language: str) -> "Client":
    """Return the client of a service in a language; making one costs more than asking it."""
    from creditworthy.client import Client

    return Client(address, language=language)
