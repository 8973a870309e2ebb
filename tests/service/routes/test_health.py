from collections.abc import Callable
from typing import Any

from fastapi.testclient import TestClient


def test_live_and_ready(client: TestClient, desk: Any) -> None:
    assert client.get("/health/live").json() == {"status": "live"}
    ready = {"status": "ready", "model_version": desk.model().version, "refused": None}
    assert client.get("/health/ready").json() == ready


def test_a_refused_champion_is_told_and_the_service_goes_on(client: TestClient, desk: Any) -> None:
    desk.refused = "9f86d081884c"
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["refused"]) == (200, "9f86d081884c")


def test_not_ready_is_a_problem_while_alive(serve: Callable[..., TestClient], recorder: Any) -> None:
    client = serve(recorder, ready=lambda: False)
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")
    assert answer.json()["detail"] == "no model is ready to answer; try again in a moment"
    assert client.get("/health/live").status_code == 200
