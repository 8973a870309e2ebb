import logging
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from creditworthy.errors import InputError, ScorerError, UnknownNameError

JSON = {"Content-Type": "application/json"}


def raising(error: Exception) -> Callable[..., object]:
    def answer(*_: object) -> object:
        raise error

    return answer


def check(answer: Any, status: int, detail: str) -> None:
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert (answer.status_code, problem["status"], problem["type"]) == (status, status, "about:blank")
    assert problem["detail"] == detail


def test_unknown_path(client: TestClient) -> None:
    answer = client.get("/v2/decisions")
    check(answer, 404, "nothing is at /v2/decisions; /openapi.json lists what is")
    assert answer.json() == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "nothing is at /v2/decisions; /openapi.json lists what is",
    }


def test_wrong_method(client: TestClient) -> None:
    answer = client.get("/v1/explanations")
    check(answer, 405, "/v1/explanations does not answer to GET")
    assert answer.headers["allow"] == "POST"


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (b'{"application": }', "the body is not JSON (Expecting value at character 16)"),
        (b"\xff\xfe\xfd", "the body cannot be read as JSON in UTF-8"),
        (b"9" * 5_000, "the body cannot be read as JSON in UTF-8"),
    ],
)
def test_body_that_is_not_json(client: TestClient, body: bytes, detail: str) -> None:
    check(client.post("/v1/decisions", content=body, headers=JSON), 400, detail)


@pytest.mark.parametrize("headers", [{}, {"Content-Type": "text/plain"}, {"Content-Type": "text/json"}])
def test_wrong_content_type(client: TestClient, headers: dict[str, str]) -> None:
    answer = client.post("/v1/decisions", content=b"{}", headers=headers)
    check(answer, 415, "the body must be JSON; send it with Content-Type: application/json")


def test_no_body(client: TestClient) -> None:
    check(client.post("/v1/decisions"), 422, "body: is required")


def test_input_error_of_the_answer_function(serve: Callable[..., TestClient], request_body: Any) -> None:
    client = serve(raising(InputError("no rate for {kind} loans", kind="Cash")))
    answer = client.post("/v1/decisions", json=request_body)
    check(answer, 422, "no rate for Cash loans")
    assert "errors" not in answer.json()


def test_unknown_name_is_not_found(serve: Callable[..., TestClient], request_body: Any) -> None:
    client = serve(raising(UnknownNameError("no branch {name}", name="Nowhere")))
    check(client.post("/v1/decisions", json=request_body), 404, "no branch Nowhere")


def test_parameters_are_told_like_columns(client: TestClient) -> None:
    answer = client.get("/v1/applicants?limit=many")
    check(answer, 422, 'limit: must be a whole number, got "many"')
    assert answer.json()["errors"] == [
        {"field": "limit", "message": 'must be a whole number, got "many"', "given": "many"}
    ]


@pytest.mark.parametrize(
    "error", [ZeroDivisionError("secret of applicant 7"), ScorerError("secret {where}", where="file")]
)
def test_unexpected_error_is_logged_and_not_told(
    serve: Callable[..., TestClient], request_body: Any, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    with caplog.at_level(logging.ERROR, logger="creditworthy.service.problems"):
        answer = serve(raising(error)).post("/v1/decisions", json=request_body)
    check(answer, 500, "the service could not answer; its log says why")
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    (record,) = caplog.records
    assert record.getMessage() == "POST /v1/decisions failed"
    assert record.exc_info is not None
    assert record.exc_info[1] is error


def test_answer_that_is_no_decision_is_unexpected(serve: Callable[..., TestClient], request_body: Any) -> None:
    answer = serve(lambda *_: object()).post("/v1/decisions", json=request_body)
    check(answer, 500, "the service could not answer; its log says why")


def test_problem_says_its_language(serve: Callable[..., TestClient], request_body: Any) -> None:
    client = serve(raising(InputError("declined")))  # a word that the translation has
    answer = client.post("/v1/decisions", json=request_body, headers={"Accept-Language": "fr"})
    check(answer, 422, "refusé")
    assert (answer.headers["content-language"], answer.headers["vary"]) == ("fr", "Accept-Language")
    assert client.get("/", headers={"Accept-Language": "de"}).headers["content-language"] == "en"


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ('{"application": {"AMT_CREDIT": 5, "AMT_CREDIT": 6}}', "AMT_CREDIT"),
        ('{"application": {}, "histories": {"loans": [{"DEBT": 1, "DEBT": 1}]}}', "DEBT"),
        ('{"application": {}, "application": {}}', "application"),
        ('{"\\ud800": 1, "\\ud800": 2}', "?"),
    ],
)
def test_a_name_that_is_given_twice(client: TestClient, body: str, name: str) -> None:
    for path in ("/v1/decisions", "/v1/explanations", "/v1/explanations/lime", "/v1/what-if", "/v1/decisions/batch"):
        check(client.post(path, content=body, headers=JSON), 422, f"{name}: is given twice; give it once")


@pytest.mark.parametrize("body", [b"[" * 100_000, b'{"application":' * 50_000, b"[" * 100_000 + b"]" * 100_000])
def test_a_body_nested_too_deep(client: TestClient, body: bytes) -> None:
    assert client.post("/v1/decisions", content=body, headers=JSON).status_code in {400, 422}


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e400", "1e308", "-1e400"])
def test_numbers_that_are_none_name_the_field(client: TestClient, number: str) -> None:
    body = f'{{"application": {{"KIND": "Cash loans", "AGE": 40, "SK_ID_CURR": 7, "AMT_CREDIT": {number}}}}}'
    answer = client.post("/v1/decisions", content=body, headers=JSON)
    if number == "1e308":  # large, and a number
        assert answer.status_code == 200
    else:
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "application.AMT_CREDIT")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-8-sig", "latin-1", "cp1252"])
def test_encodings(client: TestClient, encoding: str) -> None:
    body = '{"application": {"NOTE": "é"}}'.encode(encoding)
    answer = client.post("/v1/decisions", content=body, headers=JSON)
    assert answer.status_code in {400, 422}
    assert answer.headers["content-type"] == "application/problem+json"
