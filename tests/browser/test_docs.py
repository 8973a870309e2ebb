"""The pages of the service's interface, in a real browser that may speak to nobody else."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from creditworthy.cli.asking import on_loopback
from creditworthy.scorer import Scorer, read_evidence
from creditworthy.service import Desk, create_app

pytestmark = pytest.mark.browser


def test_swagger_ui_shows_the_routes_and_asks_the_service(scorer: Scorer, scorer_folder: Path) -> None:
    from playwright.sync_api import Route, expect, sync_playwright

    foreign, errors = [], []

    def only_loopback(route: Route) -> None:
        address = urlsplit(route.request.url)
        if address.hostname == "127.0.0.1" or address.scheme in {"data", "blob"}:
            route.continue_()
        else:
            foreign.append(route.request.url)
            route.abort()

    app = create_app(Desk(scorer, read_evidence(scorer_folder)))
    with on_loopback(app) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        tab = browser.new_page(viewport={"width": 1280, "height": 1600})
        tab.set_default_timeout(60_000)
        tab.route("**/*", only_loopback)
        tab.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        tab.goto(f"{address}/docs")
        for summary in ("Decide on an application", "Explain a decision", "The model in use"):
            expect(tab.get_by_text(summary, exact=True)).to_be_visible()
        tab.get_by_text("The model in use", exact=True).click()
        tab.get_by_role("button", name="Execute").click()
        expect(tab.locator(".live-responses-table tbody .response-col_status").first).to_contain_text("200")
        expect(tab.locator(".live-responses-table")).to_contain_text(scorer.version)
        browser.close()
    assert (foreign, errors) == ([], [])
