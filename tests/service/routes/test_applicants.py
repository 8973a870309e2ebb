from typing import Any

import pytest
from fastapi.testclient import TestClient

from creditworthy.messages import invented


@pytest.mark.parametrize(
    ("query", "asked"), [("", (None, 200)), ("?after=7&limit=500", (7, 500)), ("?after=0&limit=1", (0, 1))]
)
def test_page(client: TestClient, desk: Any, query: str, asked: tuple[int | None, int]) -> None:
    assert client.get(f"/v1/applicants{query}").json() == invented.APPLICANTS
    assert desk.asked == [asked]


@pytest.mark.parametrize(
    ("path", "detail"),
    [
        ("?limit=501", 'limit: must be at most 500, got "501"'),
        ("?limit=0", 'limit: must be at least 1, got "0"'),
        ("?after=-1", 'after: must be at least 0, got "-1"'),
        ("/seven", 'applicant: must be a whole number, got "seven"'),
        ("/0", 'applicant: must be at least 1, got "0"'),
        ("/9007199254740992", 'applicant: must be at most 9007199254740991, got "9007199254740992"'),
        ("/" + "9" * 5_000, f'applicant: must be a whole number, got "{"9" * 100}"'),
    ],
)
def test_impossible_number(client: TestClient, path: str, detail: str) -> None:
    answer = client.get(f"/v1/applicants{path}")
    assert (answer.status_code, answer.json()["detail"]) == (422, detail)


def test_known_applicant(client: TestClient) -> None:
    assert client.get("/v1/applicants/100001").json() == invented.APPLICANT


def test_decision_on_a_known_applicant(client: TestClient) -> None:
    answer = client.post("/v1/applicants/100001/decisions", headers={"Accept-Language": "fr"})
    assert (answer.status_code, answer.headers["content-language"]) == (200, "fr")
    assert (answer.json()["applicant"], answer.json()["reasons"][0]["text"]) == (100_001, "Montant du prêt")


@pytest.mark.parametrize(("method", "path"), [("GET", "/8"), ("POST", "/8/decisions")])
def test_unknown_applicant(client: TestClient, method: str, path: str) -> None:
    answer = client.request(method, f"/v1/applicants{path}")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    assert answer.json()["detail"] == "no version '8' is stored"
