import os
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


def refusal(source: Path, toy: Dictionary) -> str:
    with pytest.raises(InputError) as raised:
        find_files(source, toy)
    return str(raised.value)


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


def test_capital_letters_make_no_other_table(toy: Dictionary, tmp_path: Path) -> None:
    (tmp_path / "People_Train.CSV").touch()
    loans = zipped(tmp_path / "LOANS.csv.ZIP", "Loans.CSV")
    assert find_files(tmp_path, toy) == {
        "people_train": TableFile(tmp_path / "People_Train.CSV"),
        "loans": TableFile(loans, "Loans.CSV"),
    }


@pytest.mark.parametrize("whole", [True, False])
def test_one_zip_may_hold_all_tables_beside_the_publishers_other_files(
    toy: Dictionary, tmp_path: Path, whole: bool
) -> None:
    members = ("loans.csv", "inner/people_test.csv", "description.csv", "__MACOSX/._loans.csv", "other.zip")
    archive = zipped(tmp_path / "everything.zip", *members)
    found = find_files(archive if whole else tmp_path, toy)
    assert found == {
        "people_test": TableFile(archive, "inner/people_test.csv"),
        "loans": TableFile(archive, "loans.csv"),
    }


def test_a_table_given_twice_is_refused(toy: Dictionary, tmp_path: Path) -> None:
    (tmp_path / "people_train.csv").touch()
    zipped(tmp_path / "people_train.csv.zip", "people_train.csv")
    assert refusal(tmp_path, toy) == (
        f"{tmp_path}: both people_train.csv and people_train.csv in people_train.csv.zip "
        "are given for people_train; keep one of them"
    )


def test_without_any_application_the_expected_files_are_named(toy: Dictionary, tmp_path: Path) -> None:
    (tmp_path / "loans.csv").touch()
    assert refusal(tmp_path, toy) == (
        f"{tmp_path}: no application file; expected at least one of people_train, people_test "
        "as .csv, .csv.zip or .parquet (and, where there are any: loans, months, payments)"
    )


def test_a_source_is_a_folder_or_a_zip(toy: Dictionary, tmp_path: Path) -> None:
    (tmp_path / "loans.csv").touch()
    assert refusal(tmp_path / "nowhere", toy) == (
        f"{tmp_path / 'nowhere'}: no such folder or zip; give the one that holds the lender's tables"
    )
    assert refusal(tmp_path / "loans.csv", toy) == (
        f"{tmp_path / 'loans.csv'}: is one file; give the folder that holds the lender's tables, or a zip of them"
    )


def test_a_zip_that_is_none_is_refused(toy: Dictionary, tmp_path: Path) -> None:
    broken = tmp_path / "loans.csv.zip"
    broken.write_bytes(b"half a download")
    assert refusal(tmp_path, toy) == f"{broken}: the zip cannot be read (File is not a zip file); fetch it again"


def test_a_zip_named_after_a_table_must_hold_it(toy: Dictionary, tmp_path: Path) -> None:
    archive = zipped(tmp_path / "loans.csv.zip", "data.csv")
    assert refusal(tmp_path, toy) == f"{archive}: the zip holds no loans.csv; put it in, or remove the zip"


@pytest.mark.parametrize("members", [("loans.csv.zip",), ("people_train.csv", "LOANS.zip"), ("home.zip", "notes.txt")])
def test_a_zip_of_zips_is_to_be_unpacked_once(toy: Dictionary, tmp_path: Path, members: tuple[str, ...]) -> None:
    archive = zipped(tmp_path / "all.zip", *members)
    inner = next(member for member in members if member.endswith(".zip"))
    assert refusal(archive, toy) == f"{archive}: the zip holds a zip ({inner}); unpack it once and give the folder"


@pytest.mark.parametrize("name", ["loans.csv", "loans.csv.zip", "loans.parquet"])
def test_a_folder_where_a_file_is_expected(toy: Dictionary, tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / "pictures.zip").mkdir()
    assert refusal(tmp_path, toy) == (
        f"{tmp_path / name}: is a folder where a file is expected; move the file in it up, and remove the folder"
    )


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("gone")])
def test_what_is_no_file_is_not_opened(toy: Dictionary, tmp_path: Path, make: object) -> None:
    make(tmp_path / "loans.csv")  # type: ignore[operator]
    assert refusal(tmp_path, toy) == f"{tmp_path / 'loans.csv'}: is no file; put the file itself there"


@pytest.mark.parametrize("suffix", ["csv.gz", "xlsx", "tsv", "csv.zip.part"])
def test_a_table_in_a_form_that_is_not_read_does_not_pass_for_absent(
    toy: Dictionary, tmp_path: Path, suffix: str
) -> None:
    (tmp_path / "people_train.csv").touch()
    (tmp_path / f"loans.{suffix}").touch()
    assert refusal(tmp_path, toy) == (
        f"{tmp_path}/loans.{suffix}: files of this kind are not read; give loans.csv, loans.csv.zip or loans.parquet"
    )
    (tmp_path / "loans.csv").touch()
    assert list(find_files(tmp_path, toy)) == ["people_train", "loans"]
