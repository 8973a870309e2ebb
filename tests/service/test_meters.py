import asyncio
import gc
from collections.abc import Callable
from time import perf_counter
from typing import Any

from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from creditworthy.service.meters import Metered, Meters

Samples = dict[tuple[str, ...], float]


def told(client: TestClient) -> Samples:
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=")
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
        if not sample.name.endswith("_created")
    }


def test_requests_by_the_route_as_it_was_declared(client: TestClient, request_body: Any) -> None:
    client.post("/v1/decisions", json=request_body)
    client.post("/v1/decisions", json={})
    client.get("/v1/applicants/100001")
    client.get("/v1/applicants/5")
    client.get("/wp-admin/100001")
    client.request("BREW", "/v1/model")
    found = told(client)
    name = "creditworthy_requests_total"
    assert {labels: value for labels, value in found.items() if labels[0] == name} == {
        (name, "POST", "/v1/decisions", "200"): 1,
        (name, "POST", "/v1/decisions", "422"): 1,
        (name, "GET", "/v1/applicants/{applicant}", "200"): 1,
        (name, "GET", "/v1/applicants/{applicant}", "404"): 1,
        (name, "GET", "none", "404"): 1,
        (name, "other", "/v1/model", "405"): 1,
    }
    assert found["creditworthy_request_seconds_count", "/v1/decisions"] == 2
    assert 0 < found["creditworthy_request_seconds_sum", "/v1/decisions"] < 5
    assert not any("100001" in part for labels in found for part in labels)


def test_a_failure_that_nobody_expected_is_counted(serve: Callable[..., TestClient], request_body: Any) -> None:
    client = serve(lambda *_: 1 / 0)
    assert client.post("/v1/decisions", json=request_body).status_code == 500
    assert told(client)["creditworthy_requests_total", "POST", "/v1/decisions", "500"] == 1


def test_decisions_by_outcome_wherever_they_are_made(client: TestClient, request_body: Any) -> None:
    client.post("/v1/decisions", json=request_body)
    client.post("/v1/decisions/batch", json={"items": [request_body, {}, request_body]})
    client.post("/v1/applicants/100001/decisions")
    client.post("/v1/explanations", json=request_body)
    assert told(client)["creditworthy_decisions_total", "grant"] == 4


def test_the_model_in_use_and_a_refusal(client: TestClient, desk: Any) -> None:
    before = desk.model()
    assert told(client)["creditworthy_model", before.candidate, before.version] == 1
    desk.model = lambda: before.model_copy(update={"version": "2"})
    desk.refused = "3"
    for listener in desk.listeners:
        listener()
    found = told(client)
    assert found["creditworthy_model", before.candidate, before.version] == 0
    assert found["creditworthy_model", before.candidate, "2"] == 1
    assert found["creditworthy_champion_refusals_total",] == 1


def test_what_is_no_request_is_let_through(desk: Any) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope["type"])

    seen: list[Any] = []
    asyncio.run(Metered(app, Meters(desk))({"type": "lifespan"}, None, None))  # type: ignore[arg-type]
    assert seen == ["lifespan"]


def test_a_request_in_progress_is_told(client: TestClient) -> None:
    assert told(client)["creditworthy_requests_in_progress",] == 1  # the one that asks
    assert told(client)["creditworthy_requests_in_progress",] == 1


def test_counting_a_request_is_cheap(desk: Any) -> None:
    meters = Meters(desk)
    meters.answered("/v1/decisions", "POST", 200, 0.01)
    gc.collect()
    times = []
    for _ in range(5):
        begun = perf_counter()
        for _ in range(1_000):
            meters.answered("/v1/decisions", "POST", 200, 0.01)
        times.append((perf_counter() - begun) / 1_000)
    assert min(times) < 100e-6
