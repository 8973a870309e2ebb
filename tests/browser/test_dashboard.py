"""The real dashboard on the real service, in a real browser that may speak to nobody else."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from creditworthy.cli.dashing import free_port
from creditworthy.cli.siblings import running
from creditworthy.cli.upping import LOOPBACK, programs
from creditworthy.client import Client
from creditworthy.language import percent, speaking

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = [pytest.mark.browser, pytest.mark.no_cover]

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 30_000
"""Milliseconds until something must be on the page."""


@pytest.fixture(scope="module")
def addresses(tables_folder: Path, scorer_folder: Path) -> Iterator[tuple[str, str]]:
    """The addresses of a service and of a dashboard that asks it."""
    ports = [free_port(LOOPBACK, 0) for _ in range(3)]
    service, dashboard, _ = programs(tables_folder, scorer_folder, ports)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CREDITWORTHY_LANGUAGE", "en")
        patch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)  # the pages are measured in tests/dashboard
        with running([service, dashboard]) as started:
            started.wait(service)
            started.wait(dashboard)
            yield service.address, dashboard.address


@pytest.fixture
def foreign() -> list[str]:
    """Addresses beyond loopback that a page asked for."""
    return []


@pytest.fixture
def page(addresses: tuple[str, str], foreign: list[str]) -> "Iterator[Page]":
    """The dashboard in a tall window: Streamlit scrolls inside, and a screenshot shows what the window does."""
    from playwright.sync_api import Route, sync_playwright

    def only_loopback(route: Route) -> None:
        address = urlsplit(route.request.url)
        if address.hostname == LOOPBACK or address.scheme in {"data", "blob"}:
            route.continue_()
        else:
            foreign.append(route.request.url)
            route.abort()

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(FLAGS))
        tab = browser.new_page(viewport={"width": 1280, "height": 2000}, locale="en-GB")
        tab.set_default_timeout(PATIENCE)
        tab.route("**/*", only_loopback)
        tab.goto(addresses[1])
        yield tab
        browser.close()


@pytest.fixture
def client(addresses: tuple[str, str]) -> Iterator[Client]:
    with Client(addresses[0]) as asked:
        yield asked


def seen(place: "Locator") -> None:
    from playwright.sync_api import expect

    expect(place.first).to_be_visible(timeout=PATIENCE)


def entered(page: "Page", label: str, text: str) -> None:
    page.get_by_label(label, exact=True).fill(text)
    page.keyboard.press("Enter")


def go(page: "Page", name: str) -> None:
    page.get_by_role("link", name=name, exact=True).click()


def test_from_the_applicant_to_the_decision_in_french(
    page: "Page", client: Client, foreign: list[str], tmp_path: Path
) -> None:
    applicant = client.applicants(limit=5).applicants[-1]
    explanation = client.explain(client.applicant(applicant).request())
    decision = explanation.decision
    seen(page.get_by_text("Generated portfolio: no row belongs to a person"))

    entered(page, "Number (SK_ID_CURR)", str(applicant))
    seen(page.get_by_role("heading", name=f"Applicant {applicant}"))
    seen(page.get_by_text("Granted" if decision.decision == "grant" else "Declined"))
    seen(page.get_by_text(percent(decision.probability), exact=True))
    for reason in decision.reasons:
        seen(page.get_by_text(reason.text, exact=True))
    shown = {"probability": percent(decision.probability), "threshold": percent(decision.threshold)}
    told = "Probability of default {probability}; declined from {threshold}.".format(**shown)
    seen(page.get_by_label(told))  # the gauge in words
    seen(page.get_by_text(re.compile(r"^Starting point")))
    page.screenshot(path=tmp_path / "decision.png")

    go(page, "What if")
    entered(page, "Amount of the loan", "2500000")
    entered(page, "Amount of each regular payment of the loan", "200000")
    seen(page.get_by_text(re.compile(rf"^{re.escape(percent(decision.probability))} → ")))
    seen(page.get_by_role("heading", name="What the change moves"))

    page.get_by_role("radio", name="Français").or_(page.get_by_role("button", name="Français")).first.click()
    seen(page.get_by_role("heading", name=f"Demandeur {applicant}"))
    seen(page.get_by_role("heading", name="Ce que le changement déplace"))
    assert page.get_by_label("Montant du prêt", exact=True).input_value() == "2500000"
    with speaking("fr"):
        seen(page.get_by_text(re.compile(rf"^{re.escape(percent(decision.probability))} → ")))
    page.screenshot(path=tmp_path / "what-if-fr.png")

    go(page, "Demande")
    seen(page.get_by_text("Source principale de revenu du demandeur"))
    go(page, "Et si")
    seen(page.get_by_role("heading", name="Ce que le changement déplace"))
    assert page.get_by_label("Montant du prêt", exact=True).input_value() == "2500000"

    assert foreign == []
    assert {path.name for path in tmp_path.iterdir() if path.stat().st_size > 20_000} == {
        "decision.png",
        "what-if-fr.png",
    }


def test_every_page_is_there_and_asks_nobody_else(page: "Page", foreign: list[str], tmp_path: Path) -> None:
    titles = {
        "Application": "The histories",
        "Among all applicants": "By a feature",
        "Model": "What moves the decisions most",
        "Decision": "A second opinion: LIME",
    }
    for name, title in titles.items():
        go(page, name)
        seen(page.get_by_role("heading", name=title))
        page.screenshot(path=tmp_path / f"{name}.png")
    page.get_by_role("button", name="Compute LIME for this applicant").click()
    seen(page.get_by_text(re.compile(r"^Fit 0\.\d\d \(1 imitates the model perfectly\)")))
    assert page.get_by_text("Traceback").count() == 0
    assert foreign == []


def test_the_next_applicant_and_a_wrong_number(page: "Page", client: Client) -> None:
    first, second = client.applicants(limit=2).applicants
    seen(page.get_by_role("heading", name=f"Applicant {first}"))
    page.get_by_role("button", name="Next →").click()
    seen(page.get_by_role("heading", name=f"Applicant {second}"))
    entered(page, "Number (SK_ID_CURR)", "1")
    seen(page.get_by_test_id("stSidebar").get_by_role("alert"))
    seen(page.get_by_role("heading", name=f"Applicant {second}"))


def test_without_a_service(page: "Page", addresses: tuple[str, str], foreign: list[str]) -> None:
    """A second dashboard, whose service is not there, says so in one sentence."""
    ports = [free_port(LOOPBACK, 0) for _ in range(3)]
    _, dashboard, _ = programs(None, None, ports)
    with running([dashboard]) as started:
        started.wait(dashboard)
        page.goto(dashboard.address)
        seen(page.get_by_text(re.compile(rf"http://127\.0\.0\.1:{ports[0]}: no service answers there")))
        assert page.get_by_test_id("stException").count() == 0
    assert foreign == []
