from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock
from typing import Any

import pytest
from fastapi.testclient import TestClient

from creditworthy.messages import invented

PATIENCE = 20


def test_explanation(client: TestClient, request_body: Any, desk: Any) -> None:
    answer = client.post("/v1/explanations", json=request_body, headers={"Accept-Language": "fr"})
    assert (answer.status_code, answer.json()) == (200, invented.EXPLANATION)
    (((application, histories), language),) = desk.asked
    assert (application["SK_ID_CURR"], histories["payments"], language) == (7, [], "fr")


@pytest.mark.parametrize(("query", "samples"), [("", 2_000), ("?samples=100", 100), ("?samples=5000", 5_000)])
def test_lime(client: TestClient, request_body: Any, desk: Any, query: str, samples: int) -> None:
    answer = client.post(f"/v1/explanations/lime{query}", json=request_body, headers={"Accept-Language": "fr"})
    assert (answer.status_code, answer.json()) == (200, {**invented.LIME, "samples": samples})
    ((_, language, asked),) = desk.asked
    assert (language, asked) == ("fr", samples)


@pytest.mark.parametrize(("samples", "bound"), [(99, "at least 100"), (5_001, "at most 5000")])
def test_samples_are_bounded(client: TestClient, request_body: Any, desk: Any, samples: int, bound: str) -> None:
    answer = client.post(f"/v1/explanations/lime?samples={samples}", json=request_body)
    assert (answer.status_code, answer.json()["detail"]) == (422, f'samples: must be {bound}, got "{samples}"')
    assert desk.asked == []


@pytest.mark.parametrize("path", ["/v1/explanations", "/v1/explanations/lime"])
def test_faults_are_those_of_a_decision(client: TestClient, request_body: Any, path: str) -> None:
    del request_body["application"]["AMT_CREDIT"]
    assert client.post(path, json=request_body).json() == client.post("/v1/decisions", json=request_body).json()


def test_without_lime(client: TestClient, request_body: Any, desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def lacking(*_: object) -> object:
        raise ModuleNotFoundError("No module named 'lime'", name="lime")

    monkeypatch.setattr(desk, "lime", lacking)
    answer = client.post("/v1/explanations/lime", json=request_body)
    assert (answer.status_code, answer.headers["content-type"]) == (501, "application/problem+json")
    assert (answer.json()["title"], answer.json()["detail"]) == (
        "Not Implemented",
        "LIME is not installed where the service runs; install it with: pip install 'creditworthy[train]'",
    )


def test_another_missing_package_is_unexpected(
    client: TestClient, request_body: Any, desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lacking(*_: object) -> object:
        raise ModuleNotFoundError("No module named 'numpy'", name="numpy")

    monkeypatch.setattr(desk, "lime", lacking)
    assert client.post("/v1/explanations/lime", json=request_body).status_code == 500


def test_decisions_are_answered_while_lime_runs_one_at_a_time(
    open_desk: Callable[..., TestClient], desk: Any, request_body: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on, count = Event(), Event(), Lock()
    running: list[int] = []
    most = 0
    lime = desk.lime

    def slow(*asked: Any) -> Any:
        nonlocal most
        with count:
            running.append(1)
            most = max(most, len(running))
        begun.set()
        assert go_on.wait(PATIENCE)
        with count:
            running.pop()
        return lime(*asked)

    monkeypatch.setattr(desk, "lime", slow)
    with open_desk(desk) as client, ThreadPoolExecutor(3) as pool:
        slow_ones = [pool.submit(client.post, "/v1/explanations/lime", json=request_body) for _ in range(3)]
        assert begun.wait(PATIENCE)
        decided = client.post("/v1/decisions", json=request_body)
        assert not any(one.done() for one in slow_ones)
        go_on.set()
        assert [one.result(PATIENCE).status_code for one in slow_ones] == [200, 200, 200]
    assert (decided.status_code, most) == (200, 1)
