from collections.abc import Callable
from typing import Any

from fastapi.testclient import TestClient


def test_live_and_ready(client: TestClient) -> None:
    assert client.get("/health/live").json() == {"status": "live"}
    assert client.get("/health/ready").json() == {"status": "ready"}


def test_not_ready_is_a_problem_while_alive(serve: Callable[..., TestClient], recorder: Any) -> None:
    client = serve(recorder, ready=lambda: False)
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")
    assert answer.json()["detail"] == "no model is ready to answer; try again in a moment"
    assert client.get("/health/live").status_code == 200
