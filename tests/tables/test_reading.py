import zipfile
from pathlib import Path

import polars as pl
import pytest

from creditworthy.errors import InputError
from creditworthy.tables.finding import TableFile
from creditworthy.tables.reading import opened

TEXT = "LOAN,STATUS\n007,C\n8,\n"


def test_the_values_of_a_csv_file_are_text(tmp_path: Path) -> None:
    path = tmp_path / "months.csv"
    path.write_text(TEXT, encoding="utf-8")
    with opened(TableFile(path), tmp_path) as rows:
        assert rows.collect().rows() == [("007", "C"), ("8", None)]


def test_a_file_in_a_zip_is_unpacked_for_as_long_as_it_is_read(tmp_path: Path) -> None:
    path, scratch = tmp_path / "months.zip", tmp_path / "scratch"
    scratch.mkdir()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner/months.csv", TEXT)
    with opened(TableFile(path, "inner/months.csv"), scratch) as rows:
        assert rows.collect().rows() == [("007", "C"), ("8", None)]
    assert list(scratch.iterdir()) == []


def test_parquet_keeps_its_types(tmp_path: Path) -> None:
    path = tmp_path / "months.parquet"
    pl.DataFrame({"LOAN": [7.0]}).write_parquet(path)
    with opened(TableFile(path), tmp_path) as rows:
        assert rows.collect().rows() == [(7.0,)]


def test_a_damaged_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "months.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("months.csv", TEXT)
    path.write_bytes(path.read_bytes().replace(b"007", b"008"))
    with pytest.raises(InputError) as raised, opened(TableFile(path, "months.csv"), tmp_path):
        pass
    assert str(raised.value) == (
        "months.csv in months.zip: the file cannot be unpacked (Bad CRC-32 for file 'months.csv'); fetch it again"
    )
