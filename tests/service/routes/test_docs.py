import re
from html.parser import HTMLParser
from typing import Any

import pytest
from fastapi.testclient import TestClient


class Loaded(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's
        self.addresses += [value or "" for name, value in attrs if name in {"src", "href"}]


def test_the_page_loads_files_of_the_service_only(client: TestClient) -> None:
    page = client.get("/docs")
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert page.headers["content-security-policy"].startswith("default-src 'self';")
    loaded = Loaded()
    loaded.feed(page.text)
    assert loaded.addresses == ["data:,", "docs/swagger-ui.css", "docs/swagger-ui-bundle.js", "docs/docs.js"]
    kinds = [client.get(f"/{address}").headers["content-type"] for address in loaded.addresses[1:]]
    assert kinds == ["text/css; charset=utf-8", "text/javascript; charset=utf-8", "text/javascript; charset=utf-8"]


def test_nothing_that_the_page_loads_loads_from_elsewhere(client: TestClient) -> None:
    script, style = client.get("/docs/docs.js").text, client.get("/docs/swagger-ui.css").text
    assert re.findall(r"https?:|//\w", script) == []
    assert "validatorUrl: null" in script
    assert set(re.findall(r"(?:url\(|@import)\s*[\"']?([^:;)]*)", style)) == {"data"}


def test_the_licence_comes_with_it(client: TestClient) -> None:
    assert "Apache License" in client.get("/docs/swagger-ui-LICENSE.txt").text


@pytest.mark.parametrize("name", ["docs.html", "..%2Fapp.py", "%2e%2e/app.py", "nothing.js"])
def test_nothing_else_is_given_away(client: TestClient, name: str) -> None:
    answer: Any = client.get(f"/docs/{name}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
