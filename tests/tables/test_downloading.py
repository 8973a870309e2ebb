import errno
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import requests

from creditworthy.errors import InputError
from creditworthy.language import speaking
from creditworthy.tables.downloading import TRIES, reason, receive
from creditworthy.tables.part import Part

Receive = Callable[[], list[float]]


@pytest.fixture
def part(tmp_path: Path) -> Part:
    return Part(tmp_path / "all.zip")


@pytest.fixture
def received(kaggle: Any, part: Part) -> Receive:
    """Receive the stand-in's file, and return the pauses that were made."""

    def ask() -> requests.Response:
        return requests.get(f"{kaggle.address}/storage/archive.zip?signature=signed", stream=True, timeout=10)

    def run() -> list[float]:
        pauses: list[float] = []
        receive(ask, part, advance=lambda *_: None, pause=pauses.append)
        return pauses

    return run


def refused(received: Receive, part: Part) -> str:
    with pytest.raises(InputError) as raised:
        received()
    return str(raised.value).replace(str(part.target), "all.zip").replace(str(part.target.parent), "here")


def test_a_file_that_arrives_at_once(kaggle: Any, part: Part, received: Receive) -> None:
    assert received() == []
    assert part.path.read_bytes() == kaggle.archive
    assert not part.target.exists()


def test_a_server_that_breaks_off_is_asked_for_the_rest(
    kaggle: Any, part: Part, received: Receive, trouble: Any
) -> None:
    kaggle.troubles = [trouble(cut=200_000), trouble(cut=70_000)]
    assert received() == [2.0, 4.0]
    assert kaggle.asked == ["all", "bytes=196608-", "bytes=262144-"]
    assert part.path.read_bytes() == kaggle.archive


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_an_error_of_the_server_costs_no_byte(
    kaggle: Any, part: Part, received: Receive, trouble: Any, status: int
) -> None:
    kaggle.troubles = [trouble(cut=200_000), trouble(status=status), trouble()]
    assert received() == [2.0, 4.0]
    assert kaggle.asked == ["all", "bytes=196608-", "bytes=196608-"]
    assert part.path.read_bytes() == kaggle.archive


def test_patience_ends_and_the_next_run_goes_on(kaggle: Any, part: Part, received: Receive, trouble: Any) -> None:
    kaggle.troubles = [trouble(cut=200_000), *[trouble(status=503)] * (TRIES - 1)]
    assert refused(received, part) == (
        "all.zip: the server breaks off again and again (HTTP 503); 196,608 bytes have arrived; "
        "run the command again: it goes on where it stopped"
    )
    kaggle.asked.clear()
    assert received() == []
    assert kaggle.asked == ["bytes=196608-"]
    assert part.path.read_bytes() == kaggle.archive


def test_the_last_reason_is_told(kaggle: Any, part: Part, received: Receive, trouble: Any) -> None:
    kaggle.troubles = [trouble(cut=10)] * TRIES
    assert "(the connection ended early); 0 bytes have arrived;" in refused(received, part)
    kaggle.troubles = [trouble(cut=10)] * TRIES
    with speaking("fr"):
        assert "(la connexion s'est interrompue)" in refused(received, part)


def test_patience_begins_anew_where_much_has_arrived(
    kaggle: Any, part: Part, received: Receive, trouble: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("creditworthy.tables.downloading.ENOUGH", 50_000)
    kaggle.troubles = [trouble(cut=10), trouble(cut=70_000), trouble(cut=10), trouble(cut=70_000), trouble(cut=10)]
    assert received() == [2.0, 2.0, 4.0, 2.0, 4.0]
    assert part.path.read_bytes() == kaggle.archive


def test_an_interrupt_costs_no_byte(kaggle: Any, part: Part, received: Receive) -> None:
    def interrupted(done: int, total: int | None) -> None:
        if done > 150_000:
            raise KeyboardInterrupt

    ask = requests.Session()
    with pytest.raises(KeyboardInterrupt):
        receive(lambda: ask.get(f"{kaggle.address}/storage/a", stream=True), part, advance=interrupted)
    ask.close()
    assert received() == []
    assert kaggle.asked == ["all", "bytes=196608-"]
    assert part.path.read_bytes() == kaggle.archive


def test_a_file_that_has_changed_meanwhile_begins_anew(
    kaggle: Any, part: Part, received: Receive, trouble: Any
) -> None:
    kaggle.troubles = [trouble(cut=200_000), *[trouble(cut=10)] * (TRIES - 1)]
    refused(received, part)
    kaggle.etag, kaggle.files = '"second"', {"other.csv": b"0" * 400_000}
    kaggle.asked.clear()
    assert received() == []
    assert kaggle.asked == ["all"]
    assert part.path.read_bytes() == kaggle.archive


def test_a_file_that_changes_between_head_and_bytes_begins_anew(
    kaggle: Any, part: Part, received: Receive, trouble: Any
) -> None:
    kaggle.troubles = [trouble(cut=200_000), trouble(plain=True)]
    assert received() == [2.0]
    assert kaggle.asked == ["all", "bytes=196608-"]
    assert part.path.read_bytes() == kaggle.archive


@pytest.mark.parametrize("place", ["bytes 0-9/10", "bytes 196608-196700/9", ""])
def test_bytes_from_another_place_are_not_taken(
    kaggle: Any, part: Part, received: Receive, trouble: Any, place: str
) -> None:
    kaggle.troubles = [trouble(cut=200_000), trouble(headers={"Content-Range": place})]
    assert received() == [2.0, 4.0]
    assert kaggle.asked == ["all", "bytes=196608-", "all"]
    assert part.path.read_bytes() == kaggle.archive


def test_a_server_that_does_not_know_the_place_any_more(
    kaggle: Any, part: Part, received: Receive, trouble: Any
) -> None:
    kaggle.troubles = [trouble(cut=200_000), trouble(status=416)]
    assert received() == [2.0, 4.0]
    assert kaggle.asked == ["all", "bytes=196608-", "all"]
    assert part.path.read_bytes() == kaggle.archive


def test_more_or_less_than_the_server_had_said(kaggle: Any, part: Part, received: Receive, trouble: Any) -> None:
    kaggle.troubles = [trouble(body=kaggle.archive[:-1])]
    size = len(kaggle.archive)
    assert refused(received, part) == (
        f"all.zip: {size - 1:,} bytes arrived where the server had said {size:,}; run the command again: it starts anew"
    )
    assert list(part.target.parent.glob(".all*")) == []


def test_a_refusal_is_not_tried_again(kaggle: Any, part: Part, received: Receive, trouble: Any) -> None:
    kaggle.troubles = [trouble(status=403)]
    with pytest.raises(requests.HTTPError):
        received()
    assert kaggle.asked == ["all"]


def test_a_disk_without_room_is_told_before_anything_is_fetched(
    kaggle: Any, part: Part, received: Receive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=len(kaggle.archive) - 1_234))
    assert refused(received, part) == (
        "here: the disk is full; make room for 1,234 more bytes and run the command again: it goes on where it stopped"
    )
    assert kaggle.asked == []


def test_a_disk_that_fills_up_in_the_middle(kaggle: Any, part: Part, received: Receive) -> None:
    size = len(kaggle.archive)
    part.path.symlink_to("/dev/full")  # every write to it finds the disk full
    note = {"size": size, "validator": kaggle.etag}
    part.path.with_name(f"{part.path.name}.json").write_text(json.dumps(note))
    assert refused(received, part) == (
        f"here: the disk is full; make room for {size:,} more bytes and run the command again: "
        "it goes on where it stopped"
    )


def test_a_place_that_cannot_be_written(kaggle: Any, part: Part, received: Receive, tmp_path: Path) -> None:
    part.path.symlink_to(tmp_path / "nowhere" / "file")
    note = {"size": len(kaggle.archive), "validator": kaggle.etag}
    part.path.with_name(f"{part.path.name}.json").write_text(json.dumps(note))
    assert refused(received, part) == "here/.all.zip.part: cannot be written (No such file or directory)"


def test_the_innermost_reason_is_told_and_no_address() -> None:
    outer = requests.ConnectionError("https://somewhere/?signature=signed")
    outer.__cause__ = OSError(errno.ECONNRESET, "Connection reset by peer")
    assert reason(outer) == "Connection reset by peer"
    assert reason(requests.ReadTimeout("https://somewhere/?signature=signed")) == "no answer in time"
    assert reason(requests.TooManyRedirects("https://somewhere/?signature=signed")) == "TooManyRedirects"
