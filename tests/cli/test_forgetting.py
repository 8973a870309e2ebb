import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from creditworthy.journal import Draft, Journal, Payload

URL = "sqlite:///journal/journal.db"


@pytest.fixture
def written(tmp_path: Path) -> None:
    with Journal.open(URL) as journal:
        journal.append([Draft("decision", {}, Payload(number, reasons=["Âge"])) for number in (1, 1, 2)])


def test_all_that_is_held_of_an_applicant(command: Any, written: None) -> None:
    code, out, err = command("journal", "subject", "1")
    assert (code, err) == (0, "")
    assert [entry["number"] for entry in json.loads(out)["entries"]] == [1, 2]
    assert "Âge" in out
    assert json.loads(command("journal", "subject", "9").out)["entries"] == []


def test_erase(command: Any, written: None) -> None:
    told = command("journal", "erase", "1", "--reason", "asked for it")
    assert told == (0, "Erased: what was personal in 2 entries\n", "")
    assert json.loads(command("journal", "subject", "1").out)["entries"] == []
    assert len(json.loads(command("journal", "subject", "2").out)["entries"]) == 1
    assert command("journal", "verify").code == 0
    exported = [json.loads(line) for line in command("journal", "export").out.splitlines()]
    assert [line["facts"] for line in exported[3:]] == [{"cause": "request", "reason": "asked for it"}] * 2


def test_nobody_is_erased_without_a_reason(command: Any, written: None) -> None:
    told = "creditworthy: a reason is missing: say why with --reason «…», without naming anybody\n"
    assert command("journal", "erase", "1", "--reason", " ") == (2, "", told)
    assert command("journal", "erase", "1") == (2, "", "creditworthy: the option --reason is missing; see --help\n")


@pytest.mark.parametrize(
    ("options", "count"),
    [
        ([], 0),
        (["--days", "0"], 3),
        (["--days", "1"], 0),
        (["--before", (datetime.now(UTC) + timedelta(days=2)).date().isoformat()], 3),
        (["--before", "2020-01-31"], 0),
    ],
)
def test_purge(command: Any, written: None, options: list[str], count: int) -> None:
    assert command("journal", "purge", *options) == (0, f"Erased: what was personal in {count} entries\n", "")
    assert command("journal", "verify").code == 0


def test_the_settings_say_how_long(command: Any, written: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDITWORTHY_RETENTION_DAYS", "0")
    assert command("journal", "purge").code == 2
    monkeypatch.setenv("CREDITWORTHY_RETENTION_DAYS", "1")
    assert command("journal", "purge").out == "Erased: what was personal in 0 entries\n"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--before", "yesterday"], "--before yesterday: not a date; give one such as 2025-12-31"),
        (["--before", "2025-01-01", "--days", "3"], "--before and --days say the same thing; give one of them"),
        (["--days", "-1"], "--days: must be at least 0; see --help"),
    ],
)
def test_what_purge_does_not_understand(command: Any, written: None, options: list[str], told: str) -> None:
    assert command("journal", "purge", *options) == (2, "", f"creditworthy: {told}\n")
