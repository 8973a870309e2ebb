import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from creditworthy.journal import Anchored, Draft, Entry, Journal
from creditworthy.journal import verification as module
from creditworthy.journal.schema import TRIGGERS
from creditworthy.journal.sealing import digest_of
from creditworthy.journal.signing import open_signer

Tamper = Callable[..., None]


@pytest.fixture
def written(in_file: Journal, draft: Callable[..., Draft]) -> list[Entry]:
    """Ten entries, of which the third was erased; anchors at 4, 8 and 10."""
    mine = [draft(number) for number in range(8)]
    entries = [entry for one in mine for entry in in_file.append([one])]
    entries += in_file.erase(2, "asked for it")
    entries += in_file.append([Draft("outcome", {"defaulted": 1}, about=mine[0].id)])
    in_file.close()
    assert in_file.verify() == []
    return entries


def faults(journal: Journal) -> list[str]:
    return [str(fault) for fault in journal.verify()]


def rows(file: Path) -> list[dict[str, Any]]:
    connection = sqlite3.connect(file)
    connection.row_factory = sqlite3.Row
    found = [dict(row) for row in connection.execute("SELECT * FROM entries ORDER BY number")]
    connection.close()
    return found


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("facts", '\'{"decision":"decline"}\''),
        ("facts", "'no JSON'"),
        ("decision", "'decline'"),
        ("decision", "NULL"),
        ("kind", "'remark'"),
        ("at", "at + 1"),
        ("about", "'somebody'"),
        ("id", "'another'"),
        ("commitment", "'00'"),
        ("commitment", "NULL"),
        ("previous", "'00'"),
        ("digest", "'00'"),
    ],
)
def test_any_changed_column_is_found(
    in_file: Journal, written: list[Entry], tamper: Tamper, column: str, value: str
) -> None:
    tamper(f"UPDATE entries SET {column} = {value} WHERE number = 5")
    assert any("entry 5 " in fault and "is not as it was written" in fault for fault in faults(in_file))


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("entries", ("kind", "decision", "at", "facts", "about", "commitment", "previous", "digest", "id")),
        ("payloads", ("salt", "applicant", "inputs", "features", "reasons", "feature_list")),
        ("feature_lists", ("names",)),
        ("anchors", ("digest",)),
    ],
)
def test_what_sqlite_lets_somebody_put_anywhere_is_found(
    in_file: Journal, written: list[Entry], tamper: Tamper, table: str, columns: tuple[str, ...]
) -> None:
    row = {"entries": "number = 5", "payloads": "entry = 5"}.get(table, "true")
    for column in columns:
        tamper(f"CREATE TABLE kept AS SELECT {column} AS was FROM {table} WHERE {row} LIMIT 1")
        for value in ("'abc'", "x'ff'", "-1", "1.5", "9e999", "''"):
            tamper(f"UPDATE {table} SET {column} = {value} WHERE {row}")
            assert 1 <= len(faults(in_file)) <= 6, (column, value)
        tamper(f"UPDATE {table} SET {column} = (SELECT was FROM kept) WHERE {row}", "DROP TABLE kept")
        assert table == "anchors" or faults(in_file) == []


@pytest.mark.parametrize("column", ["salt", "applicant", "inputs", "feature_list", "features", "reasons"])
@pytest.mark.parametrize("value", ["NULL", "zeroblob(4)", "CAST(substr({column}, 2) AS BLOB)"])
def test_any_changed_part_of_a_payload_is_found(
    in_file: Journal, written: list[Entry], tamper: Tamper, column: str, value: str
) -> None:
    if (column, value) == ("salt", "NULL"):
        value = "zeroblob(32)"  # the table takes no payload without one
    tamper(f"UPDATE payloads SET {column} = {value.format(column=column)} WHERE entry = 5")
    assert faults(in_file) == [f"the payload of entry 5 ({written[4].id}) is not as it was written"]


def test_a_removed_entry_is_found(in_file: Journal, written: list[Entry], tamper: Tamper) -> None:
    tamper("DELETE FROM payloads WHERE entry IN (5, 6)", "DELETE FROM entries WHERE number IN (5, 6)")
    assert faults(in_file) == ["entries 5 to 6 are missing"]


def test_a_first_entry_that_was_removed_is_found(in_file: Journal, written: list[Entry], tamper: Tamper) -> None:
    tamper("DELETE FROM payloads WHERE entry = 1", "DELETE FROM entries WHERE number = 1")
    assert faults(in_file) == ["entries 1 to 1 are missing"]


def test_removed_and_renumbered_entries_are_found(in_file: Journal, written: list[Entry], tamper: Tamper) -> None:
    tamper(
        "DELETE FROM payloads WHERE entry = 5",
        "DELETE FROM entries WHERE number = 5",
        "UPDATE payloads SET entry = entry - 1 WHERE entry > 5",
        "UPDATE entries SET number = number - 1 WHERE number > 5",
    )
    found = faults(in_file)
    assert f"entry 5 ({written[5].id}) is not as it was written: its digest is another one" in found
    assert any(
        fault.endswith("knows 10 entries, the journal ends with entry 9: later ones were cut off") for fault in found
    )


def test_entries_that_changed_places_are_found(in_file: Journal, written: list[Entry], tamper: Tamper) -> None:
    tamper(
        "UPDATE entries SET number = 99 WHERE number = 5",
        "UPDATE entries SET number = 5 WHERE number = 6",
        "UPDATE entries SET number = 6 WHERE number = 99",
    )
    found = faults(in_file)
    assert f"entry 5 ({written[5].id}) is not as it was written: its digest is another one" in found
    assert f"entry 6 ({written[4].id}) is not as it was written: its digest is another one" in found
    assert any("entry 5 " in fault and "does not follow the entry before it" in fault for fault in found)


def test_an_end_that_was_cut_off_is_found(in_file: Journal, written: list[Entry], tamper: Tamper) -> None:
    tamper("DELETE FROM entries WHERE number > 8")
    (gone, fault) = faults(in_file)
    assert gone == f"the payload of entry 3 ({written[2].id}) is gone without an erasure"
    assert fault.endswith("knows 10 entries, the journal ends with entry 8: later ones were cut off")


def test_a_journal_without_any_entry_left_is_found(in_file: Journal, written: list[Entry], tamper: Tamper) -> None:
    tamper("DELETE FROM payloads", "DELETE FROM entries")
    (fault,) = faults(in_file)
    assert fault.endswith("the journal ends with entry 0: later ones were cut off")


def test_a_chain_that_was_written_anew_is_found_by_the_anchors(
    in_file: Journal, written: list[Entry], file: Path, tamper: Tamper
) -> None:
    statements, previous = [], rows(file)[4]["previous"]
    for row in rows(file)[4:]:
        facts = '{"decision":"decline"}' if row["number"] == 5 else row["facts"]
        changed = {**row, "facts": facts, "decision": "decline" if row["number"] == 5 else row["decision"]}
        digest = digest_of(changed, previous)
        statements.append(
            f"UPDATE entries SET facts = '{facts}', decision = {json.dumps(changed['decision'])},"
            f" previous = '{previous}', digest = '{digest}' WHERE number = {row['number']}"
        )
        previous = digest
    tamper(*(statement.replace("decision = null", "decision = NULL") for statement in statements))
    assert faults(in_file) == [
        "entry 8 is not the one that was anchored: entries were written anew",
        "entry 10 is not the one that was anchored: entries were written anew",
    ]
    assert module.verified(in_file._database) == []  # nothing but the anchors can tell


def test_an_entry_that_is_older_than_the_one_before_is_found(
    in_file: Journal, written: list[Entry], file: Path, tamper: Tamper
) -> None:
    last = {**rows(file)[-1], "at": 5}
    tamper(f"UPDATE entries SET at = 5, digest = '{digest_of(last, last['previous'])}' WHERE number = 10")
    assert f"entry 10 ({last['id']}) is older than the entry before it" in faults(in_file)


def test_a_payload_that_is_gone_without_an_erasure_is_found(
    in_file: Journal, written: list[Entry], tamper: Tamper
) -> None:
    tamper("DELETE FROM payloads WHERE entry = 5")
    assert faults(in_file) == [f"the payload of entry 5 ({written[4].id}) is gone without an erasure"]


def test_a_payload_that_came_back_is_found(in_file: Journal, written: list[Entry], tamper: Tamper) -> None:
    tamper(
        "INSERT INTO payloads SELECT 3, salt, applicant, inputs, feature_list, features, reasons FROM payloads LIMIT 1"
    )
    assert faults(in_file) == [
        f"the payload of entry 3 ({written[2].id}) is still held, though an erasure names it",
        f"the payload of entry 3 ({written[2].id}) is not as it was written",
    ]


def test_payloads_of_other_entries_are_found(in_file: Journal, written: list[Entry], tamper: Tamper) -> None:
    tamper("UPDATE payloads SET entry = 10 WHERE entry = 5", "UPDATE payloads SET entry = 77 WHERE entry = 6")
    assert faults(in_file) == [
        "there is a payload of entry 77, which is not there",
        f"the payload of entry 5 ({written[4].id}) is gone without an erasure",
        f"the payload of entry 6 ({written[5].id}) is gone without an erasure",
        f"entry 10 ({written[9].id}) has a payload that it was written without",
    ]


def test_a_changed_list_of_features_is_found(in_file: Journal, written: list[Entry], tamper: Tamper) -> None:
    tamper("UPDATE feature_lists SET names = '[]'")
    (fault,) = faults(in_file)
    assert fault.startswith("the list of features ")


def test_missing_triggers_are_found(in_file: Journal, written: list[Entry], file: Path) -> None:
    connection = sqlite3.connect(file)
    connection.execute("DROP TRIGGER entries_update")
    connection.close()
    assert faults(in_file) == ["the trigger entries_update is missing: rows could be changed; find out who dropped it"]


# The anchors


def test_anchors_that_were_cut_off_are_found(in_file: Journal, written: list[Entry], tmp_path: Path) -> None:
    path = tmp_path / "anchors.jsonl"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(lines[:-1]))
    gone = "the anchor of 10 entries is missing or another one; lines were cut off or replaced there"
    assert faults(in_file) == [f"{path}: {gone}"]
    path.unlink()
    assert len(faults(in_file)) == 3


def test_a_removed_anchor_is_found(in_file: Journal, written: list[Entry], tmp_path: Path) -> None:
    path = tmp_path / "anchors.jsonl"
    first, _, last = path.read_text().splitlines(keepends=True)
    path.write_text(first + last)
    chained, missing = faults(in_file)
    assert "line 2 does not follow the line before it" in chained
    assert missing.endswith("the anchor of 8 entries is missing or another one; lines were cut off or replaced there")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"count": 9}, "the signature of line 3 is not that of the key"),
        ({"digest": "00"}, "the signature of line 3 is not that of the key"),
        ({"signature": "zz"}, "the signature of line 3 is not that of the key"),
        ({"count": "ten"}, "line 3 cannot be understood; it was changed"),
        ({"more": 1}, "line 3 cannot be understood; it was changed"),
    ],
)
def test_a_changed_anchor_is_found(
    in_file: Journal, written: list[Entry], tmp_path: Path, change: dict[str, object], sentence: str
) -> None:
    path = tmp_path / "anchors.jsonl"
    *before, last = path.read_text().splitlines()
    path.write_text("\n".join([*before, json.dumps({**json.loads(last), **change})]) + "\n")
    assert any(fault.endswith(sentence) for fault in faults(in_file))


def test_anchors_signed_by_another_key_are_found(in_file: Journal, written: list[Entry], tmp_path: Path) -> None:
    public = open_signer(tmp_path / "another.key").public
    found = in_file.verify(Anchored(tmp_path / "anchors.jsonl", public))
    assert ["signature of line" in str(fault) for fault in found] == [True] * 3


# All of it


def test_a_long_journal_is_told_as_it_goes(in_file: Journal) -> None:
    in_file.append([Draft("remark", {}) for _ in range(450)])
    steps: list[int] = []
    assert in_file.verify(advance=steps.append) == []
    assert steps == [200, 200, 50, 0]


def test_not_every_fault_of_a_ruin_is_told(in_file: Journal, tamper: Tamper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 7)
    in_file.append([Draft("remark", {}) for _ in range(20)])
    tamper("UPDATE entries SET facts = ''")
    assert len(in_file.verify()) == 7


@pytest.mark.postgres
def test_postgresql_is_verified_alike(make: Callable[..., Journal], postgres: Any, draft: Callable[..., Draft]) -> None:
    from sqlalchemy import text

    journal = make(postgres.empty())
    entries = journal.append([draft(), draft()])
    with journal._database.engine.begin() as connection:
        for table in ("entries", "payloads"):
            connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        connection.execute(text("UPDATE entries SET facts = '{}' WHERE number = 1"))
        connection.execute(text("DELETE FROM payloads WHERE entry = 2"))
    found = faults(journal)
    named = [name for name in TRIGGERS["postgresql"] if name.startswith(("entries", "payloads"))]
    assert found[: len(named)] == [
        f"the trigger {name} is missing: rows could be changed; find out who dropped it" for name in named
    ]
    assert found[len(named) :] == [
        f"entry 1 ({entries[0].id}) is not as it was written: its digest is another one",
        f"the payload of entry 2 ({entries[1].id}) is gone without an erasure",
    ]
