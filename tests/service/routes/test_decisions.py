import json
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from hashlib import sha256
from threading import Event
from typing import Any

import pytest
from fastapi.testclient import TestClient

from creditworthy.cli.asking import on_loopback
from creditworthy.client import Client
from creditworthy.errors import JournalUnavailableError
from creditworthy.journal import Journal
from creditworthy.service import create_app


def test_decision(client: TestClient, request_body: Any, recorder: Any) -> None:
    answer = client.post("/v1/decisions", json=request_body)
    assert (answer.status_code, answer.headers["content-language"]) == (200, "en")
    assert answer.headers["vary"] == "Accept-Language"
    assert answer.json() == {
        "id": None,
        "applicant": 7,
        "decision": "grant",
        "probability": 0.04,
        "threshold": 0.09,
        "points": 612,
        "model_version": "1a2b",
        "incomplete": ["months"],
        "reasons": [
            {
                "feature": "amount",
                "meaning": "Amount of the loan",
                "value": 5_000.0,
                "effect": "lowers",
                "contribution": -0.3,
                "text": "Amount of the loan",
            }
        ],
    }
    ((application, histories, language),) = recorder.asked
    assert (application["AMT_CREDIT"], application["GENDER"], language) == (5_000.0, None, "en")
    assert histories == {"loans": [{"SK_ID_CURR": 7, "LOAN_ID": 1, "DEBT": 20.0}], "payments": []}


def test_reasons_in_french(client: TestClient, request_body: Any, recorder: Any) -> None:
    answer = client.post("/v1/decisions", json=request_body, headers={"Accept-Language": "de, fr-FR;q=0.8"})
    assert answer.headers["content-language"] == "fr"
    assert answer.json()["reasons"][0]["text"] == "Montant du prêt"
    assert recorder.asked[0][2] == "fr"


def test_application_without_identifier(client: TestClient, request_body: Any) -> None:
    del request_body["application"]["SK_ID_CURR"]
    assert client.post("/v1/decisions", json=request_body).json()["applicant"] is None


@pytest.mark.parametrize(
    ("column", "given", "message"),
    [
        ("AMT_CREDIT", -5, "must be at least 0, got -5"),
        ("AMT_CREDIT", "1.5", 'must be a number, got "1.5"'),
        ("AMT_CREDIT", None, "must not be null"),
        ("AMT_CREDTI", 1, "is no part of application; close names: AMT_CREDIT"),
        ("AGE", 5, "must be at least 18, got 5"),
        ("KIND", "gift", "must be one of 'Cash loans' or 'Revolving loans', got \"gift\""),
        ("SK_ID_CURR", 0, "must be at least 1, got 0"),
    ],
)
def test_impossible_application(client: TestClient, request_body: Any, column: str, given: Any, message: str) -> None:
    request_body["application"][column] = given
    answer = client.post("/v1/decisions", json=request_body)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert answer.json()["detail"] == f"application.{column}: {message}"
    assert answer.json()["errors"] == [{"field": f"application.{column}", "message": message, "given": given}]


def test_missing_column(client: TestClient, request_body: Any) -> None:
    del request_body["application"]["AMT_CREDIT"]
    answer = client.post("/v1/decisions", json=request_body)
    assert answer.json()["detail"] == "application.AMT_CREDIT: is required"


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999"])
def test_number_that_is_none(client: TestClient, request_body: Any, number: str) -> None:
    body = json.dumps(request_body).replace("5000", number)
    answer = client.post("/v1/decisions", content=body, headers={"Content-Type": "application/json"})
    shown = "NaN" if number == "NaN" else "Infinity"
    assert answer.json()["detail"] == f"application.AMT_CREDIT: must be a finite number, got {shown}"
    assert answer.status_code == 422


def test_history_of_another_applicant(client: TestClient, request_body: Any, recorder: Any) -> None:
    request_body["histories"]["loans"][0]["SK_ID_CURR"] = 8
    answer = client.post("/v1/decisions", json=request_body)
    field, message = answer.json()["detail"].split(": ")
    assert (field, answer.status_code) == ("histories.loans[0].SK_ID_CURR", 422)
    assert message == "must be the SK_ID_CURR of the application or be left out, got 8"
    assert recorder.asked == []


def test_all_faults_are_told(client: TestClient, request_body: Any) -> None:
    request_body["application"] |= {"AGE": 5, "AMT_CREDIT": -5}
    request_body["histories"]["loans"].append({})
    problem = client.post("/v1/decisions", json=request_body).json()
    assert problem["detail"] == "application.AMT_CREDIT: must be at least 0, got -5 (and 2 more)"
    fields = [fault["field"] for fault in problem["errors"]]
    assert fields == ["application.AMT_CREDIT", "application.AGE", "histories.loans[1].LOAN_ID"]


def test_half_character_is_told_not_tripped_over(client: TestClient, request_body: Any) -> None:
    body = json.dumps(request_body).replace("Cash loans", "\\ud800")
    answer = client.post("/v1/decisions", content=body, headers={"Content-Type": "application/json"})
    assert answer.json()["detail"] == 'application.KIND: must be text in valid Unicode, got "?"'


def test_requests_do_not_touch_each_other(client: TestClient, request_body: Any, recorder: Any) -> None:
    other = deepcopy(request_body)
    other["application"]["SK_ID_CURR"] = 8
    answers = [client.post("/v1/decisions", json=body).json()["applicant"] for body in (request_body, other)]
    assert answers == [7, 8]
    assert [histories["loans"][0]["SK_ID_CURR"] for _, histories, _ in recorder.asked] == [7, 8]


def test_batch_is_decided_at_one_go_in_its_order(client: TestClient, request_body: Any, desk: Any) -> None:
    items = [request_body, deepcopy(request_body), deepcopy(request_body)]
    items[1]["application"]["SK_ID_CURR"] = 8
    del items[2]["application"]["SK_ID_CURR"]
    answer = client.post("/v1/decisions/batch", json={"items": items}, headers={"Accept-Language": "fr"})
    assert (answer.status_code, answer.headers["content-language"]) == (200, "fr")
    assert [found["decision"]["applicant"] for found in answer.json()["answers"]] == [7, 8, None]
    assert {found["decision"]["reasons"][0]["text"] for found in answer.json()["answers"]} == {"Montant du prêt"}
    assert desk.asked == [3]


def test_faulty_items_do_not_spoil_the_others(client: TestClient, request_body: Any, desk: Any) -> None:
    wrong = deepcopy(request_body)
    wrong["application"] |= {"AGE": 5, "AMT_CREDIT": -5}
    answer = client.post("/v1/decisions/batch", json={"items": [wrong, request_body, 5]})
    first, second, third = answer.json()["answers"]
    alone = client.post("/v1/decisions", json=wrong).json()
    assert (first["decision"], first["problem"]) == (None, alone)
    assert (second["decision"]["applicant"], second["problem"]) == (7, None)
    assert third["problem"]["detail"] == "body: must be an object, got 5"
    assert desk.asked == [1]


def test_faults_of_a_batch_are_told_in_french(client: TestClient) -> None:
    answer = client.post("/v1/decisions/batch", json={"items": [{}]}, headers={"Accept-Language": "fr"})
    assert answer.json()["answers"][0]["problem"]["detail"] == "application: est obligatoire"


def test_batch_of_nothing(client: TestClient) -> None:
    assert client.post("/v1/decisions/batch", json={"items": []}).json() == {"answers": []}


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ({"items": [{}] * 1_001}, "items: must have at most 1000 items, got 1001"),
        ({"items": {}}, "items: must be a list, got an object"),
        ({"items": [], "language": "fr"}, "body: must hold items and nothing else, got language"),
        ({}, "items: is required"),
        ([], "body: must be an object, got a list"),
    ],
)
def test_impossible_batch(client: TestClient, desk: Any, body: Any, detail: str) -> None:
    answer = client.post("/v1/decisions/batch", json=body)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert answer.json()["detail"] == detail
    assert desk.asked == []


def test_others_are_answered_while_a_batch_is_decided(desk: Any, request_body: Any) -> None:
    answered, begun = Event(), Event()

    def slowly(cases: Any, language: str) -> list[Any]:
        begun.set()
        assert answered.wait(20)
        return [desk.decide(case, language) for case in cases]

    desk.decide_many = slowly
    with on_loopback(create_app(desk)) as address, Client(address) as client, ThreadPoolExecutor(1) as pool:
        batch = pool.submit(client.decide_many, [request_body] * 1_000)
        assert begun.wait(20)
        assert client.decide(request_body).applicant == 7
        answered.set()
        assert len(batch.result()) == 1_000


def test_a_key_answers_once_over_http(keeping: TestClient, request_body: Any, journal: Journal) -> None:
    headers = {"Idempotency-Key": "one"}
    first, again = (keeping.post("/v1/decisions", json=request_body, headers=headers) for _ in range(2))
    assert (first.content, again.headers["idempotent-replayed"]) == (again.content, "true")
    assert (journal.head().count, again.headers["content-type"]) == (1, "application/json")
    request_body["application"]["AGE"] = 41
    other = keeping.post("/v1/decisions", json=request_body, headers=headers)
    assert (other.status_code, other.json()["detail"][:11]) == (422, "the key one")


def test_a_request_in_flight_is_told_to_wait(keeping: TestClient, request_body: Any, journal: Journal) -> None:
    body = json.dumps(request_body)
    digest = sha256(body.encode()).hexdigest()
    journal.claim(sha256(b"").hexdigest()[:32], "POST /v1/decisions", "k", digest)
    headers = {"Idempotency-Key": "k", "Content-Type": "application/json"}
    answer = keeping.post("/v1/decisions", content=body, headers=headers)
    assert (answer.status_code, int(answer.headers["retry-after"]) > 0) == (409, True)


def test_a_journal_that_is_away_answers_503(keeping: TestClient, request_body: Any, monkeypatch: Any) -> None:
    def away(*_: object) -> None:
        raise JournalUnavailableError("{file}: away", file="/secret/place", wait=2)

    monkeypatch.setattr(Journal, "append", away)
    answer = keeping.post("/v1/decisions", json=request_body)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    assert "secret" not in answer.text
