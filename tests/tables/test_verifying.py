from dataclasses import replace
from pathlib import Path

import pytest

from creditworthy.errors import InputError
from creditworthy.tables.dictionary import Dictionary, home_credit
from creditworthy.tables.importing import import_tables
from creditworthy.tables.step import Step
from creditworthy.tables.verifying import Verdict, verify


def said(verdict: Verdict) -> list[str]:
    return [str(problem).partition(" (")[0] for problem in verdict.problems]


@pytest.fixture
def imported(toy: Dictionary, csv_folder: Path, tmp_path: Path) -> Path:
    import_tables(csv_folder, tmp_path / "tables", toy)
    return tmp_path / "tables"


def test_good_files_are_counted_and_nothing_is_written(toy: Dictionary, csv_folder: Path, tmp_path: Path) -> None:
    told: list[Step] = []
    verdict = verify(csv_folder, toy, tell=told.append)
    assert verdict == Verdict(
        {"people_train": 2, "people_test": 1, "loans": 2, "months": 3, "payments": 3}, (), (), imported=False
    )
    assert [step.doing for step in told] == ["reading", "done"] * 5
    assert list(tmp_path.iterdir()) == [csv_folder]


def test_all_that_is_broken_is_named_at_once(toy: Dictionary, csv_folder: Path) -> None:
    with (csv_folder / "people_train.csv").open("a", encoding="utf-8") as people:
        people.write("3,2,x,-1,-5\n")
    with (csv_folder / "payments.csv").open("a", encoding="utf-8") as payments:
        payments.write("10,77,5.0\n10,1,inf\n")
    verdict = verify(csv_folder, toy)
    assert said(verdict) == [
        "people_train.csv: column TARGET has 1 of 3 rows with a value outside the list",
        "people_train.csv: column SEX has 1 of 3 rows with a value outside the list",
        "people_train.csv: column INCOME has 1 of 3 rows below 0",
        "people_train.csv: 1 of 3 rows repeat the key SK_ID_CURR of an earlier row",
        "payments.csv: column PAID has 1 of 5 rows that are not finite",
        "payments.csv: column SK_ID_CURR has 1 of 5 rows that belong to no row of people",
        "payments.csv: 2 of 5 rows name another SK_ID_CURR than the loans of their LOAN",
    ]
    assert verdict.unchecked == ()
    assert verdict.rows["payments"] == 5


def test_what_cannot_be_read_leaves_its_children_unchecked(toy: Dictionary, csv_folder: Path) -> None:
    (csv_folder / "loans.csv").write_text("LOAN\n1\n", encoding="utf-8")
    verdict = verify(csv_folder, toy)
    assert said(verdict) == ["loans.csv: 2 of 3 columns are missing"]
    assert verdict.unchecked == ("months", "payments")
    assert list(verdict.rows) == ["people_train", "people_test"]


def test_both_files_of_a_table_are_looked_at(toy: Dictionary, csv_folder: Path) -> None:
    for stem in ("people_train", "people_test"):
        (csv_folder / f"{stem}.csv").write_text("", encoding="utf-8")
    verdict = verify(csv_folder, toy)
    assert said(verdict) == [
        "people_train.csv: the file is empty; fetch it again",
        "people_test.csv: the file is empty; fetch it again",
    ]
    assert verdict.unchecked == ("loans", "months", "payments")


def test_imported_tables_keep_their_contract_and_their_digests(toy: Dictionary, imported: Path) -> None:
    verdict = verify(imported, toy)
    assert (verdict.problems, verdict.unchecked, verdict.imported) == ((), (), True)
    assert sum(verdict.rows.values()) == 11
    stored = bytearray((imported / "loans.parquet").read_bytes())
    stored[10] ^= 1
    (imported / "loans.parquet").write_bytes(stored)
    verdict = verify(imported, toy)
    assert [str(problem) for problem in verdict.problems] == [
        f"{imported}: loans.parquet is not as it was imported (its SHA-256 is another); import the tables again"
    ]
    assert verdict.unchecked == ("months", "payments")


def test_tables_that_a_narrower_dictionary_would_refuse_are_found(toy: Dictionary, imported: Path) -> None:
    column = replace(toy.table("loans").columns["AMOUNT"], max=100.0)
    loans = replace(toy.table("loans"), columns={**toy.table("loans").columns, "AMOUNT": column})
    narrower = replace(toy, tables={**toy.tables, "loans": loans})
    assert said(verify(imported, narrower)) == ["loans.parquet: column AMOUNT has 1 of 2 rows above 100.0"]


def test_where_there_is_nothing_to_check(toy: Dictionary, imported: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such folder or zip"):
        verify(tmp_path / "nowhere", toy)
    with pytest.raises(InputError, match="tables of dictionary 'toy', not of 'home_credit'"):
        verify(imported, home_credit())
    (imported / "loans.parquet").unlink()
    with pytest.raises(InputError, match=r"loans\.parquet is gone; import the tables again"):
        verify(imported, toy)
