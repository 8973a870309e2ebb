import zipfile
from pathlib import Path

import polars as pl

from creditworthy.tables.finding import TableFile
from creditworthy.tables.reading import FrameRows, opened

TEXT = "LOAN,STATUS\n007,C\n8,\n"


def rows_of(file: TableFile) -> list[tuple[object, ...]]:
    with opened(file) as rows:
        return [row for block in rows.blocks(["LOAN"]) for row in block.rows()]


def test_each_form_has_its_reader(tmp_path: Path) -> None:
    (tmp_path / "months.csv").write_text(TEXT, encoding="utf-8")
    pl.DataFrame({"LOAN": [7.0]}).write_parquet(tmp_path / "months.Parquet")
    with zipfile.ZipFile(tmp_path / "months.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner/months.csv", TEXT)
    assert rows_of(TableFile(tmp_path / "months.csv")) == [("007",), ("8",)]
    assert rows_of(TableFile(tmp_path / "months.zip", "inner/months.csv")) == [("007",), ("8",)]
    assert rows_of(TableFile(tmp_path / "months.Parquet")) == [(7.0,)]


def test_a_frame_is_one_block() -> None:
    frame = pl.DataFrame({"LOAN": [7], "x": [1]})
    rows = FrameRows(frame)
    assert (rows.names, rows.share) == (["LOAN", "x"], 1.0)
    assert [block.rows() for block in rows.blocks(["LOAN"])] == [[(7,)]]
