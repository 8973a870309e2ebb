from typing import Any

import pytest
from fastapi.testclient import TestClient


def test_a_decision_and_what_became_of_it_are_found_again(keeping: TestClient, request_body: Any) -> None:
    told = keeping.post("/v1/decisions", json=request_body, headers={"Accept-Language": "fr"}).json()
    outcome = {"decision": told["id"], "defaulted": True, "observed": "2026-11-02"}
    answer = keeping.post("/v1/outcomes", json=outcome)
    assert (answer.status_code, answer.json()["decision"]) == (201, told["id"])
    found = keeping.get(f"/v1/decisions/{told['id']}", headers={"Accept-Language": "fr"})
    assert (found.status_code, found.headers["content-language"]) == (200, "fr")
    assert found.json()["decision"] == told
    assert [note["facts"]["defaulted"] for note in found.json()["notes"]] == [True]


def test_kept_decisions_are_searched_page_by_page(keeping: TestClient, request_body: Any) -> None:
    ids = [keeping.post("/v1/decisions", json=request_body).json()["id"] for _ in range(3)]
    page = keeping.get("/v1/decisions", params={"limit": 2, "applicant": 7, "decision": "grant"}).json()
    assert ([one["id"] for one in page["decisions"]], page["next"]) == (ids[:0:-1], 2)
    rest = keeping.get("/v1/decisions", params={"limit": 2, "after": page["next"]}).json()
    assert ([one["id"] for one in rest["decisions"]], rest["next"]) == (ids[:1], None)
    assert keeping.get("/v1/decisions", params={"decision": "decline"}).json() == {"decisions": [], "next": None}


@pytest.mark.parametrize(
    ("name", "status", "detail"),
    [
        (
            "00000000-0000-0000-0000-000000000000",
            404,
            "the journal holds no entry 00000000-0000-0000-0000-000000000000",
        ),
        ("1", 422, "id: is not written as /openapi.json says, got"),
    ],
)
def test_decisions_that_are_not_kept(keeping: TestClient, name: str, status: int, detail: str) -> None:
    answer = keeping.get(f"/v1/decisions/{name}")
    assert (answer.status_code, answer.json()["detail"][: len(detail)]) == (status, detail)


@pytest.mark.parametrize("path", ["/v1/decisions", "/v1/decisions/00000000-0000-0000-0000-000000000000"])
def test_a_service_without_a_journal_says_so(client: TestClient, path: str) -> None:
    assert client.get(path).json()["detail"] == "this service keeps no journal"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"observed": 5}, "observed"),
        ({"observed": "yesterday"}, "observed"),
        ({"defaulted": 1}, "defaulted"),
        ({"decision": "x"}, "decision"),
        ({"more": 1}, "body"),
    ],
)
def test_impossible_outcomes(keeping: TestClient, changed: Any, field: str) -> None:
    outcome = {"decision": "00000000-0000-0000-0000-000000000000", "defaulted": True, "observed": "2026-11-02"}
    answer = keeping.post("/v1/outcomes", json={**outcome, **changed})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)
