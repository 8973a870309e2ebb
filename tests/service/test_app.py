import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from creditworthy.service import create_app
from creditworthy.tables.dictionary import Dictionary, home_credit


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        yield from [node["$ref"]] if "$ref" in node else []
        node = list(node.values())
    if isinstance(node, list):
        for child in node:
            yield from references(child)


@pytest.fixture(params=["small", "home_credit"])
def documented(request: pytest.FixtureRequest, lender: Dictionary, recorder: Any) -> TestClient:
    dictionary = lender if request.param == "small" else home_credit()
    return TestClient(create_app(recorder, model={}, dictionary=dictionary))


def test_openapi_lists_the_routes_and_resolves(documented: TestClient) -> None:
    document = json.loads(documented.get("/openapi.json").text)
    assert document["openapi"].startswith("3.")
    assert set(document["paths"]) == {"/v1/decisions", "/v1/model", "/health/live", "/health/ready"}
    found = set(references(document))
    assert "#/components/schemas/Problem" in found
    assert {reference.rsplit("/", 1)[1] for reference in found} <= set(document["components"]["schemas"])
    assert "HTTPValidationError" not in document["components"]["schemas"]


def test_openapi_example_is_accepted(documented: TestClient, recorder: Any) -> None:
    operation = documented.get("/openapi.json").json()["paths"]["/v1/decisions"]["post"]
    (example,) = operation["requestBody"]["content"]["application/json"]["examples"].values()
    answer = documented.post("/v1/decisions", json=example["value"])
    assert (answer.status_code, answer.json()["applicant"]) == (200, 100_001)
    assert len(recorder.asked) == 1


def test_openapi_describes_requests_and_problems(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    operation = document["paths"]["/v1/decisions"]["post"]
    body = operation["requestBody"]["content"]["application/json"]["schema"]
    assert body["$ref"] == "#/components/schemas/DecisionRequest"
    assert set(document["components"]["schemas"]["DecisionRequest"]["properties"]) == {
        "application",
        "histories",
    }
    problems = {status: list(answer["content"]) for status, answer in operation["responses"].items()}
    assert problems == {
        "200": ["application/json"],
        **{status: ["application/problem+json"] for status in ("400", "413", "415", "422", "500")},
    }


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/v1/decisions/"])
def test_no_page_that_loads_from_elsewhere_and_no_redirect(client: TestClient, path: str) -> None:
    assert client.get(path, follow_redirects=False).status_code == 404
