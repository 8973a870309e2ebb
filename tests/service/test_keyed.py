from typing import Any

import pytest
from fastapi import Response

from creditworthy.service.keyed import reply
from creditworthy.service.register import Asked, Register, Reply


class Kept(Register):
    """A register that only tells how it was asked."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.listeners = []

    def decide(self, sent: Any, language: str, asked: Asked) -> Reply:  # noqa: ARG002 - as the register does
        self.asked.append(asked)
        return Reply(b"{}")

    def decide_many(self, items: Any, language: str, asked: Any) -> list[Reply]:  # noqa: ARG002
        self.asked.extend(asked)
        return [Reply(b"{}") for _ in asked]


@pytest.fixture
def kept() -> Kept:
    return Kept()


def test_how_a_request_was_asked(open_desk: Any, desk: Any, kept: Kept, request_body: Any) -> None:
    client = open_desk(desk, kept)
    for headers in ({}, {"Idempotency-Key": "a"}, {"Idempotency-Key": "a", "Authorization": "Bearer secret"}):
        assert client.post("/v1/decisions", json=request_body, headers=headers).status_code == 200
    client.post("/v1/decisions", json={**request_body, "histories": {}}, headers={"Idempotency-Key": "a"})
    without, first, other, changed = kept.asked
    assert (without.key, without.digest, without.route) == (None, "", "POST /v1/decisions")
    assert (first.key, len(first.digest)) == ("a", 64)
    assert (other.digest, changed.caller) == (first.digest, first.caller)
    assert other.caller != first.caller
    assert "secret" not in other.caller
    assert changed.digest != first.digest


def test_items_of_a_batch_have_keys_of_their_own(open_desk: Any, desk: Any, kept: Kept, request_body: Any) -> None:
    client = open_desk(desk, kept)
    items = [request_body, {**request_body, "histories": {}}, request_body]
    answer = client.post("/v1/decisions/batch", json={"items": items}, headers={"Idempotency-Key": "a"})
    assert answer.text == '{"answers":[{},{},{}]}'
    assert [one.key for one in kept.asked] == ["a:0", "a:1", "a:2"]
    first, second, third = (one.digest for one in kept.asked)
    assert first == third != second
    client.post("/v1/decisions/batch", json={"items": items})
    assert [one.key for one in kept.asked[3:]] == [None, None, None]


@pytest.mark.parametrize("key", ["", "é", "a b", "a" * 201])
def test_a_key_is_plain_text(open_desk: Any, desk: Any, kept: Kept, request_body: Any, key: str) -> None:
    headers = {"Idempotency-Key": key.encode("latin-1")}
    answer = open_desk(desk, kept).post("/v1/decisions", json=request_body, headers=headers)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "Idempotency-Key"
    assert kept.asked == []


def test_replies_keep_the_headers_of_the_route_and_say_that_they_came_before() -> None:
    given = Response(headers={"Content-Language": "fr"})
    del given.headers["content-length"]
    found = reply(Reply(b'{"a":1}', 201, replayed=True), given)
    assert (found.status_code, found.body) == (201, b'{"a":1}')
    assert (found.headers["content-language"], found.headers["idempotent-replayed"]) == ("fr", "true")
    assert found.headers["content-length"] == "7"
    assert "idempotent-replayed" not in reply(Reply(b""), given).headers
