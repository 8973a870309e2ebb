import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from creditworthy.service import create_app
from creditworthy.tables.dictionary import Dictionary, home_credit

PATHS = {
    "/health/live",
    "/health/ready",
    "/v1/applicants",
    "/v1/applicants/{applicant}",
    "/v1/applicants/{applicant}/decisions",
    "/v1/decisions",
    "/v1/decisions/batch",
    "/v1/decisions/{id}",
    "/v1/decisions/{id}/lime",
    "/v1/jobs",
    "/v1/jobs/{job}",
    "/v1/jobs/{job}/result",
    "/v1/outcomes",
    "/v1/explanations",
    "/v1/explanations/lime",
    "/v1/model",
    "/v1/portfolio",
    "/v1/what-if",
}


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        yield from [node["$ref"]] if "$ref" in node else []
        node = list(node.values())
    if isinstance(node, list):
        for child in node:
            yield from references(child)


@pytest.fixture(params=["small", "home_credit"])
def documented(request: pytest.FixtureRequest, lender: Dictionary, desk: Any) -> TestClient:
    desk.dictionary = lender if request.param == "small" else home_credit()
    return TestClient(create_app(desk))


def test_openapi_lists_the_routes_and_resolves(documented: TestClient) -> None:
    document = json.loads(documented.get("/openapi.json").text)
    assert document["openapi"].startswith("3.")
    assert set(document["paths"]) == PATHS
    found = set(references(document))
    assert "#/components/schemas/Problem" in found
    assert {reference.rsplit("/", 1)[1] for reference in found} <= set(document["components"]["schemas"])
    assert "HTTPValidationError" not in document["components"]["schemas"]


def test_openapi_examples_are_accepted(documented: TestClient, recorder: Any) -> None:
    paths = documented.get("/openapi.json").json()["paths"]
    asked = {
        path: routes["post"]["requestBody"] for path, routes in paths.items() if "requestBody" in routes.get("post", {})
    }
    assert asked.pop("/v1/outcomes")  # of a decision that is kept
    assert asked.pop("/v1/jobs")  # without a journal there are none
    assert set(asked) == {
        path for path in PATHS if "decisions" in path or "explanations" in path or "what-if" in path
    } - {"/v1/applicants/{applicant}/decisions", "/v1/decisions/{id}", "/v1/decisions/{id}/lime"}
    for path, body in asked.items():
        (example,) = body["content"]["application/json"]["examples"].values()
        answer = documented.post(path, json=example["value"])
        assert answer.status_code == 200, answer.text
        assert "100001" in answer.text


def test_openapi_has_an_example_of_every_answer(documented: TestClient) -> None:
    document = documented.get("/openapi.json").json()
    for path, routes in document["paths"].items():
        for operation in routes.values():
            for answer in operation["responses"].values():
                ((_, content),) = answer["content"].items()
                name = content["schema"]["$ref"].rsplit("/", 1)[1]
                assert document["components"]["schemas"][name]["examples"], (path, name)


def test_openapi_describes_the_items_of_a_batch(documented: TestClient) -> None:
    items = documented.get("/openapi.json").json()["components"]["schemas"]["BatchRequest"]["properties"]["items"]
    assert items["items"]["properties"]["application"]["$ref"] == "#/components/schemas/ApplicationRow"
    assert items["maxItems"] == 1_000


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
        **{status: ["application/problem+json"] for status in ("400", "409", "413", "415", "422", "500", "503")},
    }


def test_answers_say_their_language(client: TestClient, request_body: Any) -> None:
    for path in ("/v1/decisions", "/v1/explanations", "/v1/explanations/lime"):
        headers = client.post(path, json=request_body, headers={"Accept-Language": "fr"}).headers
        assert (headers["content-language"], headers["vary"]) == ("fr", "Accept-Language")


@pytest.mark.parametrize("path", ["/docs/", "/redoc", "/v1/decisions/"])
def test_no_page_that_loads_from_elsewhere_and_no_redirect(client: TestClient, path: str) -> None:
    assert client.get(path, follow_redirects=False).status_code == 404
