import json
from typing import Any

import pytest

from creditworthy.language import speaking
from creditworthy.messages import Problem, decision_request
from creditworthy.service.lines import lines_of, of_item, read_item, read_line
from creditworthy.service.register import Asked
from creditworthy.tables.dictionary import Dictionary


@pytest.mark.parametrize(
    ("file", "lines"),
    [
        (b"", []),
        (b"\n \r\n", []),
        (b"{}", [b"{}"]),
        (b"{}\r\n\n[]\n\n", [b"{}", b"", b"[]"]),
    ],
)
def test_lines_of_a_file(file: bytes, lines: list[bytes]) -> None:
    assert lines_of(file) == lines


def test_a_line_is_read_as_an_item_is(lender: Dictionary, request_body: dict[str, Any]) -> None:
    shaped = decision_request(lender)
    found = read_line(json.dumps(request_body).encode(), shaped, lender)
    assert found == read_item(request_body, shaped, lender)
    assert not isinstance(found, Problem)
    (application, histories), sent = found
    assert (application["AMT_CREDIT"], list(histories), sent) == (5_000, ["loans", "payments"], request_body)


@pytest.mark.parametrize(
    ("line", "status", "detail"),
    [
        (b"", 400, "the line cannot be read as JSON in UTF-8"),
        (b"\xff", 400, "the line cannot be read as JSON in UTF-8"),
        (b"[" * 100_000, 400, "the line cannot be read as JSON in UTF-8"),
        (b"9" * 5_000, 400, "the line cannot be read as JSON in UTF-8"),
        (b'{"application": {}, "application": {}}', 422, "application: is given twice; give it once"),
        (b"{}", 422, "application: is required"),
    ],
)
def test_what_is_wrong_with_a_line(lender: Dictionary, line: bytes, status: int, detail: str) -> None:
    found = read_line(line, decision_request(lender), lender)
    assert isinstance(found, Problem)
    assert (found.status, found.detail) == (status, detail)


def test_what_is_wrong_is_said_in_the_current_language(lender: Dictionary) -> None:
    with speaking("fr"):
        found = read_line(b"{", decision_request(lender), lender)
    assert isinstance(found, Problem)
    assert found.detail == "la ligne ne peut pas être lue comme du JSON en UTF-8"


def test_keys_of_lines() -> None:
    whole = Asked("jobs", "POST /v1/jobs", "K")
    first, second = of_item(whole, 0, b"{}"), of_item(whole, 1, b"[]")
    assert (first.key, second.key, len(first.digest)) == ("K:0", "K:1", 64)
    assert first.digest != second.digest
    assert of_item(Asked("me", "r"), 0, {}) == Asked("me", "r")
