import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from creditworthy.journal import Draft, Journal, Payload

URL = "sqlite:///journal/journal.db"


@pytest.fixture
def written(tmp_path: Path) -> list[str]:
    """The ids of a decision, its outcome and another decision in the journal that the settings name."""
    reasons = [{"feature": "age", "text": "Age lowers the risk"}, "odd"]
    payload = Payload(100_001, {"application": {}}, {"age": 41.5}, reasons)
    first = Draft("decision", {"decision": "grant", "probability": 0.04}, payload)
    drafts = [first, Draft("outcome", {"defaulted": 1}, about=first.id), Draft("decision", {}, Payload(2))]
    folder = Path("journal")
    with Journal.open(URL, key=folder / "journal.key", anchors=folder / "anchors.jsonl") as journal:
        return [entry.id for entry in journal.append(drafts)]


def tamper(statement: str) -> None:
    connection = sqlite3.connect("journal/journal.db")
    connection.execute("DROP TRIGGER entries_update")
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_upgrade_makes_a_journal_once(command: Any) -> None:
    assert command("journal", "upgrade") == (0, "Journal made, with schema 0003\n", "")
    assert command("journal", "upgrade") == (0, "The journal has schema 0003 already\n", "")


def test_upgrade_of_an_older_journal(command: Any, written: list[str]) -> None:
    from creditworthy.journal.database import Database
    from creditworthy.journal.upgrading import migrate

    database = Database(URL)
    migrate(database, "0001")
    database.close()
    code, _, err = command("journal", "verify")
    assert code == 2
    remedy = "run «creditworthy journal upgrade» after a backup"
    assert err.endswith(f"has schema 0001 and this release wants 0003; {remedy}\n")
    assert command("journal", "upgrade") == (0, "The journal has schema 0003, in place of 0001\n", "")
    assert command("journal", "verify").code == 0


@pytest.mark.parametrize(
    "line", ["verify", "show x", "export", "subject 1", "erase 1 --reason asked", "purge", "export --out x.jsonl"]
)
def test_a_journal_that_is_not_there_is_not_made(command: Any, line: str, tmp_path: Path) -> None:
    told = "the service makes it, or «creditworthy journal upgrade»"
    assert command("journal", *line.split()) == (2, "", f"creditworthy: there is no journal {URL} yet; {told}\n")
    assert list(tmp_path.iterdir()) == []


def test_a_journal_that_holds(command: Any, written: list[str]) -> None:
    assert command("journal", "verify") == (0, "The journal is as it was written: 3 entries\n", "")
    told = {"intact": True, "anchored": True, "entries": 3, "faults": []}
    assert json.loads(command("journal", "verify", "--json").out) == told


def test_a_journal_that_was_changed_is_an_alarm(command: Any, written: list[str]) -> None:
    tamper("UPDATE entries SET facts = '{}'")
    code, out, err = command("journal", "verify")
    assert (code, out) == (3, "")
    first, *changed = err.splitlines()
    assert first.startswith("creditworthy: the trigger entries_update is missing")
    assert changed == [
        f"creditworthy: entry {number} ({written[number - 1]}) is not as it was written: its digest is another one"
        for number in (1, 2)
    ]
    code, out, _ = command("journal", "verify", "--json")
    assert code == 3
    assert json.loads(out)["intact"] is False
    assert len(json.loads(out)["faults"]) == 3


def test_an_auditor_brings_his_copy_of_the_anchors(command: Any, written: list[str], tmp_path: Path) -> None:
    for name in ("journal.key.pub", "anchors.jsonl"):
        (Path("journal") / name).rename(tmp_path / name)
    (tmp_path / "journal" / "journal.key").unlink()
    code, _, err = command("journal", "verify")
    assert code == 0
    assert err.startswith("creditworthy: there are no anchors here and no key to check them")
    brought = ("--anchors", "anchors.jsonl", "--public-key", "journal.key.pub")
    assert command("journal", "verify", *brought) == (0, "The journal is as it was written: 3 entries\n", "")
    assert not (tmp_path / "journal" / "journal.key").exists()
    code, _, err = command("journal", "verify", "--anchors", "anchors.jsonl")
    assert code == 2
    assert "journal/journal.key.pub: the key cannot be read or made (No such file or directory)" in err


def test_going_on_with_a_new_file_of_anchors(command: Any, written: list[str], tmp_path: Path) -> None:
    (tmp_path / "journal" / "anchors.jsonl").unlink()
    code, _, err = command("journal", "erase", "100001", "--reason", "asked for it")
    assert code == 2
    assert "begin a new one with «creditworthy journal reanchor»" in err
    assert command("journal", "reanchor", "--reason", " ").code == 2
    here = "From here on anchors are in journal/anchors.jsonl\n"
    assert command("journal", "reanchor", "--reason", "the disk was lost") == (0, here, "")
    assert command("journal", "verify") == (0, "The journal is as it was written: 4 entries\n", "")
    first, second = command("journal", "reanchor", "--reason", "once more").out.splitlines(keepends=True)
    assert first.startswith("The anchors until now are kept in journal/anchors.until-")
    assert second == here
    assert command("journal", "verify").code == 0


def test_show(command: Any, written: list[str]) -> None:
    code, out, err = command("journal", "show", written[0])
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0].startswith("1  decision  20")
    assert lines[0].endswith(f" UTC  {written[0]}")
    assert lines[1:9] == [
        "  decision: grant",
        "  probability: 0.04",
        "",
        "Applicant 100001",
        "  Age lowers the risk",
        "  odd",
        "  1 features",
        "",
    ]
    assert lines[9].startswith("2  outcome  20")
    told = json.loads(command("journal", "show", written[0], "--json").out)
    assert told["payload"]["features"] == {"age": 41.5}
    assert [one["id"] for one in told["about_it"]] == [written[1]]


def test_show_what_was_erased_or_never_there(command: Any, written: list[str]) -> None:
    command("journal", "erase", "100001", "--reason", "asked for it")
    assert "what was personal of it is erased\n" in command("journal", "show", written[0]).out
    assert "erased" not in command("journal", "show", written[1]).out
    assert command("journal", "show", "x") == (2, "", "creditworthy: the journal holds no entry x\n")


def test_export(command: Any, written: list[str]) -> None:
    lines = [json.loads(line) for line in command("journal", "export").out.splitlines()]
    assert [line["id"] for line in lines] == written
    assert "payload" not in lines[0]
    code, out, _ = command("journal", "export", "--payloads", "--out", "all.jsonl")
    assert (code, out) == (0, "→ all.jsonl\n")
    lines = [json.loads(line) for line in Path("all.jsonl").read_text().splitlines()]
    assert lines[0]["payload"]["applicant"] == "100001"


def test_verify_in_french(command: Any, written: list[str], french: None) -> None:
    out = command("journal", "verify").out
    assert out == "Le journal est tel qu'il a été écrit\xa0: 3 écritures\n"
