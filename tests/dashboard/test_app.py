from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from creditworthy.dashboard import app

Shown = Callable[..., AppTest]


@pytest.fixture
def dashboard(shown: Shown) -> Callable[[], AppTest]:
    """The whole script on the fake client; it opens on the decision."""
    return lambda: AppTest.from_file(str(Path(app.__file__)), default_timeout=20).run()


def test_it_opens_on_the_first_applicants_decision(dashboard: Callable[[], AppTest]) -> None:
    page = dashboard()
    assert not page.exception
    assert page.title[0].value == "Applicant 100001"
    assert page.info[0].value.startswith("Generated portfolio: no row belongs to a person")


def test_a_real_portfolio_has_no_banner(dashboard: Callable[[], AppTest], client: Any) -> None:
    client.generated = False
    assert not dashboard().info


def test_without_a_service_one_sentence_is_said_and_the_language_still_switches(
    dashboard: Callable[[], AppTest], client: Any
) -> None:
    client.down = "http://127.0.0.1:9"
    page = dashboard()
    assert not page.exception
    assert [error.value for error in page.error] == [r"http\://127\.0\.0\.1\:9\: no service answers there"]
    assert not page.title
    assert page.button_group(key="language").value == "en"


def test_what_features_mean_comes_from_a_known_applicant(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "choose_applicant", lambda _: 100_001)
    assert app._meanings(client, client.model())["application_credit"] == "Amount of the loan"


def test_without_known_applicants_features_keep_their_names(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "choose_applicant", lambda _: None)
    assert app._meanings(client, client.model()) == {}
    monkeypatch.setattr(app, "choose_applicant", lambda _: 5)
    assert app._meanings(client, client.model()) == {}
