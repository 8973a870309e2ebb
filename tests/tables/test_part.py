from pathlib import Path

import pytest
from requests import Response

from creditworthy.tables.part import Part, Stated, stated_by

TEN = Stated(10, '"first"')


@pytest.fixture
def part(tmp_path: Path) -> Part:
    """Four of ten bytes."""
    found = Part(tmp_path / "all.zip")
    found.begin(TEN)
    found.path.write_bytes(b"0123")
    return found


def names(part: Part) -> list[str]:
    return sorted(path.name for path in part.target.parent.iterdir())


def test_it_is_hidden_beside_its_place(part: Part) -> None:
    assert names(part) == [".all.zip.part", ".all.zip.part.json"]
    assert part.size == 4


def test_the_same_file_goes_on(part: Part) -> None:
    assert part.resume(TEN) == 4
    assert Part(part.target).resume(TEN) == 4
    assert part.path.read_bytes() == b"0123"


@pytest.mark.parametrize("stated", [Stated(10, '"second"'), Stated(11, '"first"'), Stated(None, '"first"')])
def test_another_file_begins_anew(part: Part, stated: Stated) -> None:
    assert part.resume(stated) == 0
    assert part.path.read_bytes() == b""
    assert part.resume(stated) == 0


def test_what_nothing_is_known_of_begins_anew(tmp_path: Path) -> None:
    part = Part(tmp_path / "all.zip")
    nameless = Stated(10, None)
    part.begin(nameless)
    part.path.write_bytes(b"0123")
    assert part.resume(nameless) == 0


@pytest.mark.parametrize("note", [b"{", b"[]", b"\xff", None])
def test_without_its_note_it_begins_anew(part: Part, note: bytes | None) -> None:
    path = part.target.with_name(".all.zip.part.json")
    path.unlink()
    if note is not None:
        path.write_bytes(note)
    assert part.resume(TEN) == 0


def test_more_than_the_whole_begins_anew(part: Part) -> None:
    part.path.write_bytes(b"0123456789a")
    assert part.resume(TEN) == 0


def test_the_whole_file_takes_its_place(part: Part) -> None:
    part.target.write_bytes(b"old")
    part.finish()
    assert names(part) == ["all.zip"]
    assert part.target.read_bytes() == b"0123"
    assert part.size == 0


def test_what_is_given_up_is_gone(part: Part) -> None:
    part.discard()
    part.discard()
    assert names(part) == []


@pytest.mark.parametrize(
    ("headers", "stated"),
    [
        ({"Content-Length": "10", "ETag": '"first"', "Last-Modified": "then"}, TEN),
        ({"Content-Length": "10", "ETag": 'W/"first"', "Last-Modified": "then"}, Stated(10, "then")),
        ({"Content-Length": "10", "Content-Encoding": "gzip"}, Stated(None, None)),
        ({}, Stated(None, None)),
    ],
)
def test_what_a_server_states(headers: dict[str, str], stated: Stated) -> None:
    response = Response()
    response.headers.update(headers)
    assert stated_by(response) == stated
