import json
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def raw(portfolio_folder: Path) -> Path:
    """The portfolio's files, one of which can be another one."""
    folder = Path("raw")
    folder.mkdir()
    for path in portfolio_folder.iterdir():
        (folder / path.name).symlink_to(path)
    return folder


def test_good_files_are_counted(command: Any, raw: Path) -> None:
    ended = command("data", "check", "raw")
    assert (ended.code, ended.err) == (0, "")
    lines = ended.out.splitlines()
    assert lines[1].split() == ["application_train", "1,290"]
    assert lines[-1] == "They keep to the contract."
    assert [path.name for path in Path().iterdir()] == ["raw"]


def test_the_raw_folder_of_the_settings_is_the_default(command: Any, raw: Path) -> None:
    Path("data").mkdir()
    raw.rename("data/raw")
    assert command("data", "check").code == 0


def test_every_problem_is_a_sentence_and_what_hangs_on_it_is_not_checked(command: Any, raw: Path) -> None:
    import polars as pl

    bureau = pl.read_parquet(raw / "bureau.parquet")
    (raw / "bureau.parquet").unlink()
    bureau.drop("DAYS_CREDIT").write_parquet(raw / "bureau.parquet")
    loans = pl.read_parquet(raw / "previous_application.parquet")
    (raw / "previous_application.parquet").unlink()
    loans.with_columns(HOUR_APPR_PROCESS_START=24, AMT_CREDIT=-1.0).write_parquet(raw / "previous_application.parquet")
    ended = command("data", "check", "raw")
    assert ended.code == 2
    rows = f"{loans.height:,} of {loans.height:,}"
    first = loans["AMT_CREDIT"].is_not_null()
    assert first.all()
    assert ended.err.splitlines() == [
        "creditworthy: bureau.parquet: 1 of 17 columns are missing (DAYS_CREDIT); add them under these names",
        f"creditworthy: previous_application.parquet: column AMT_CREDIT has {rows} rows below 0 "
        "(first: -1.0 in row 1); mend or remove those rows",
        f"creditworthy: previous_application.parquet: column HOUR_APPR_PROCESS_START has {rows} rows above 23 "
        "(first: 24 in row 1); mend or remove those rows",
    ]
    assert ["bureau_balance", "not", "checked"] in [line.split() for line in ended.out.splitlines()]
    assert "They keep to the contract." not in ended.out


def test_imported_tables_are_held_against_their_digests(command: Any, tables_folder: Path, tmp_path: Path) -> None:
    ended = command("data", "check", str(tables_folder))
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines()[-1] == "They are as they were imported, and keep to the contract."
    folder = Path("tables")
    folder.mkdir()
    for path in tables_folder.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    stored = bytearray((folder / "installments_payments.parquet").read_bytes())
    stored[len(stored) // 2] ^= 1
    (folder / "installments_payments.parquet").write_bytes(stored)
    ended = command("data", "check", "tables", "--json")
    assert (ended.code, ended.err) == (2, "")
    content = json.loads(ended.out)
    assert content["imported"] is True
    assert content["rows"]["application_train"] == 1290
    assert content["problems"] == [
        "tables: installments_payments.parquet is not as it was imported (its SHA-256 is another); "
        "import the tables again"
    ]
    assert content["unchecked"] == []


def test_json_of_good_files(command: Any, raw: Path) -> None:
    content = json.loads(command("data", "check", "raw", "--json").out)
    assert (content["imported"], content["problems"], content["unchecked"]) == (False, [], [])


def test_a_folder_that_is_not_there(command: Any) -> None:
    ended = command("data", "check", "nowhere")
    sentence = "nowhere: no such folder or zip; give the one that holds the lender's tables"
    assert ended == (2, "", f"creditworthy: {sentence}\n")
