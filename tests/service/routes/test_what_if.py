from typing import Any

from fastapi.testclient import TestClient

from creditworthy.messages import invented


def test_variants_are_brought_to_the_desk_as_changes(client: TestClient, desk: Any, request_body: Any) -> None:
    answer = client.post("/v1/what-if", json={**request_body, "variants": [{"AMT_CREDIT": 100}, {"BALANCE": None}]})
    assert (answer.status_code, answer.json()) == (200, invented.WHAT_IF)
    ((case, changes),) = desk.asked
    assert (case[0]["AMT_CREDIT"], list(case[1])) == (5_000, ["loans", "payments"])
    assert changes == [{"AMT_CREDIT": 100}, {"BALANCE": None}]


def test_an_impossible_variant_is_named(client: TestClient, desk: Any, request_body: Any) -> None:
    answer = client.post("/v1/what-if", json={**request_body, "variants": [{}, {"AMT_CREDIT": -5}]})
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert answer.json()["detail"] == "variants[1].AMT_CREDIT: must be at least 0, got -5"
    assert desk.asked == []
