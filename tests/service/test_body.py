from collections.abc import Iterator
from typing import Any

from fastapi.testclient import TestClient

JSON = {"Content-Type": "application/json"}
LIMIT = 10_000_000


def chunks(size: int) -> Iterator[bytes]:
    yield b'{"application":'
    while size > 0:
        yield b" " * 1_000_000
        size -= 1_000_000


def test_announced_body_over_the_limit(client: TestClient, recorder: Any) -> None:
    answer = client.post("/v1/decisions", content=b" " * (LIMIT + 1), headers=JSON)
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"] == "the body must not exceed 10000000 bytes; send fewer history rows"
    assert recorder.asked == []


def test_body_over_the_limit_that_nobody_announced(client: TestClient) -> None:
    answer = client.post("/v1/decisions", content=chunks(LIMIT), headers=JSON)
    assert "content-length" not in answer.request.headers
    assert answer.status_code == 413


def test_body_at_the_limit_is_read(client: TestClient) -> None:
    answer = client.post("/v1/decisions", content=b"[]".ljust(LIMIT), headers=JSON)
    assert (answer.status_code, answer.json()["detail"]) == (422, "body: must be an object, got a list")
