import getpass
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from threading import Thread

import pytest

from creditworthy.errors import GateError, InputError
from creditworthy.scorer import promotions
from creditworthy.scorer.promotions import Log, Promotion, now, user


@pytest.fixture
def log(tmp_path: Path) -> Log:
    """Four lines, one after the other."""
    made = Log(tmp_path / "promotions.jsonl")
    with made.held():
        for number, version in enumerate(("aaa", "bbb", "ccc", "ddd")):
            reason = f"meilleur : {number}"
            made.append(Promotion(now(), "somebody", "promote", version, "", reason, previous=made.head()))
    return made


def faults(log: Log) -> list[str]:
    return [str(fault).removeprefix(f"{log.path}: ").partition(";")[0] for fault in log.faults()]


def test_a_line_says_who_when_what_and_why(log: Log) -> None:
    first = json.loads(log.lines()[0])
    assert list(first) == ["at", "by", "action", "version", "before", "reason", "forced", "gates", "previous"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00", first["at"])
    assert abs((datetime.now(UTC) - datetime.fromisoformat(first["at"])).total_seconds()) < 60
    assert [one.version for one in log.promotions()] == ["aaa", "bbb", "ccc", "ddd"]
    assert log.promotions()[3].reason == "meilleur : 3"


def test_each_line_holds_the_digest_of_the_one_before(log: Log) -> None:
    lines = log.lines()
    assert [one.previous for one in log.promotions()] == ["", *(sha256(line).hexdigest() for line in lines[:-1])]
    assert log.head() == sha256(lines[-1]).hexdigest() == log.promotions()[-1].digest()
    assert faults(log) == []


def swapped(lines: list[bytes]) -> list[bytes]:
    return [lines[0], lines[2], lines[1], lines[3]]


UNCHAINED = "line {} does not follow the line before it: a line was changed, removed or moved there"


@pytest.mark.parametrize(
    ("tamper", "found"),
    [
        (lambda lines: [lines[0], lines[1].replace(b"bbb", b"xxx"), *lines[2:]], [UNCHAINED.format(3)]),
        (lambda lines: [lines[0].replace(b"somebody", b"nobody"), *lines[1:]], [UNCHAINED.format(2)]),
        (lambda lines: [lines[0], *lines[2:]], [UNCHAINED.format(2)]),
        (swapped, [UNCHAINED.format(2), UNCHAINED.format(3), UNCHAINED.format(4)]),
        (lambda lines: lines[1:], ["line 1 does not begin the log: the lines before it were removed"]),
        (lambda lines: [*lines[:2], lines[1], *lines[2:]], [UNCHAINED.format(3)]),
        (lambda lines: [b"{", *lines[1:]], ["line 1 cannot be understood: it was changed", UNCHAINED.format(2)]),
        (lambda lines: [*lines[:3], b'{"at": 1}'], ["line 4 cannot be understood: it was changed"]),
        (lambda lines: [*lines[:3], b"[]"], ["line 4 cannot be understood: it was changed"]),
    ],
    ids=["changed", "another name", "removed", "moved", "beginning", "repeated", "no JSON", "no line", "a list"],
)
def test_tampering_is_found(log: Log, tamper: Callable[[list[bytes]], list[bytes]], found: list[str]) -> None:
    log.path.write_bytes(b"".join(line + b"\n" for line in tamper(log.lines())))
    assert faults(log) == found
    with pytest.raises(GateError):
        log.promotions()
    assert log.readable()


def test_a_line_that_was_not_written_to_its_end(log: Log) -> None:
    whole = log.path.read_bytes()
    log.path.write_bytes(whole + b'{"at": "2026')
    assert log.unfinished()
    assert len(log.promotions()) == 4
    log.cut_unfinished()
    assert log.path.read_bytes() == whole
    assert not log.unfinished()


def test_a_log_that_is_not_there_is_empty(tmp_path: Path) -> None:
    log = Log(tmp_path / "promotions.jsonl")
    assert (log.lines(), log.promotions(), log.head(), log.faults(), log.unfinished()) == ([], [], "", [], False)


def test_one_writes_at_a_time(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    def add(version: str) -> None:
        for _ in range(10):
            with log.held():
                log.append(Promotion(now(), "x", "promote", version, "", "", previous=log.head()))

    threads = [Thread(target=add, args=(name,)) for name in ("one", "two", "three")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(log.promotions()) == 34
    monkeypatch.setattr(promotions, "PATIENCE", 0.05)
    sentence = "somebody else is promoting at this moment; wait for the end of it"
    with log.held(), pytest.raises(InputError, match=sentence), log.held():
        pass


def test_who_is_a_number_where_the_system_knows_no_name(monkeypatch: pytest.MonkeyPatch) -> None:
    assert user() == getpass.getuser()

    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found: 10001")

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert user().isdigit()
