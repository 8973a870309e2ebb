import zipfile
from pathlib import Path

import pytest

from creditworthy.errors import InputError
from creditworthy.tables.dictionary import Dictionary
from creditworthy.tables.finding import TableFile, find_files, stems


def zipped(path: Path, *members: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for member in members:
            archive.writestr(member, "SK_ID_CURR\n")
    return path


def test_the_stems_are_in_the_order_of_the_dictionary(toy: Dictionary) -> None:
    assert stems(toy) == ["people_train", "people_test", "loans", "months", "payments"]


def test_each_table_may_come_in_its_own_form(toy: Dictionary, tmp_path: Path) -> None:
    for name in ("people_train.csv", "months.parquet", "sample_submission.csv", "notes.txt"):
        (tmp_path / name).touch()
    loans = zipped(tmp_path / "loans.csv.zip", "loans.csv")
    payments = zipped(tmp_path / "payments.zip", "payments.csv")
    assert find_files(tmp_path, toy) == {
        "people_train": TableFile(tmp_path / "people_train.csv"),
        "loans": TableFile(loans, "loans.csv"),
        "months": TableFile(tmp_path / "months.parquet"),
        "payments": TableFile(payments, "payments.csv"),
    }


@pytest.mark.parametrize("whole", [True, False])
def test_one_zip_may_hold_all_tables_beside_the_publishers_other_files(
    toy: Dictionary, tmp_path: Path, whole: bool
) -> None:
    members = ("loans.csv", "inner/people_test.csv", "description.csv", "__MACOSX/._loans.csv")
    archive = zipped(tmp_path / "everything.zip", *members)
    found = find_files(archive if whole else tmp_path, toy)
    assert found == {
        "people_test": TableFile(archive, "inner/people_test.csv"),
        "loans": TableFile(archive, "loans.csv"),
    }


def test_a_table_given_twice_is_refused(toy: Dictionary, tmp_path: Path) -> None:
    (tmp_path / "people_train.csv").touch()
    zipped(tmp_path / "people_train.csv.zip", "people_train.csv")
    with pytest.raises(InputError) as raised:
        find_files(tmp_path, toy)
    assert str(raised.value) == (
        f"{tmp_path}: both people_train.csv and people_train.csv in people_train.csv.zip "
        "are given for people_train; keep one of them"
    )


def test_without_any_application_the_expected_files_are_named(toy: Dictionary, tmp_path: Path) -> None:
    (tmp_path / "loans.csv").touch()
    with pytest.raises(InputError) as raised:
        find_files(tmp_path, toy)
    assert str(raised.value) == (
        f"{tmp_path}: no application file; expected at least one of people_train, people_test "
        "as .csv, .csv.zip or .parquet (and, where there are any: loans, months, payments)"
    )


@pytest.mark.parametrize("name", ["nowhere", "file.txt"])
def test_a_source_is_a_folder_or_a_zip(toy: Dictionary, tmp_path: Path, name: str) -> None:
    (tmp_path / "file.txt").touch()
    with pytest.raises(InputError) as raised:
        find_files(tmp_path / name, toy)
    assert str(raised.value) == (
        f"{tmp_path / name}: no such folder or zip; give the one that holds the lender's tables"
    )


def test_a_zip_that_is_none_is_refused(toy: Dictionary, tmp_path: Path) -> None:
    broken = tmp_path / "loans.csv.zip"
    broken.write_bytes(b"half a download")
    with pytest.raises(InputError) as raised:
        find_files(tmp_path, toy)
    assert str(raised.value) == f"{broken}: the zip cannot be read (File is not a zip file); fetch it again"


def test_a_zip_named_after_a_table_must_hold_it(toy: Dictionary, tmp_path: Path) -> None:
    archive = zipped(tmp_path / "loans.csv.zip", "data.csv")
    with pytest.raises(InputError) as raised:
        find_files(tmp_path, toy)
    assert str(raised.value) == f"{archive}: the zip holds no loans.csv"
