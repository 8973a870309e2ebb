from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pytest

from creditworthy.tables import storing
from creditworthy.tables.storing import store

FRAME = pl.DataFrame(
    {
        "id": range(1000),
        "word": [None if number % 7 == 0 else f"w{number % 11}" for number in range(1000)],
        "x": [None if number % 5 == 0 else number / 3 for number in range(1000)],
    }
)


@pytest.fixture(autouse=True)
def _small_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storing, "ROWS_IN_A_GROUP", 300)


def cut(*bounds: int) -> Sequence[pl.DataFrame]:
    return [FRAME.slice(start, end - start) for start, end in zip((0, *bounds), (*bounds, 1000), strict=True)]


def test_rows_are_stored_in_groups_of_one_size(tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    assert list(store([FRAME], tmp_path / "t.parquet")) == [300, 600, 900, 1000]
    stored = pq.ParquetFile(tmp_path / "t.parquet").metadata
    groups = [stored.row_group(number) for number in range(stored.num_row_groups)]
    assert [group.num_rows for group in groups] == [300, 300, 300, 100]
    assert [(group.column(0).statistics.min, group.column(0).statistics.max) for group in groups] == [
        (0, 299),
        (300, 599),
        (600, 899),
        (900, 999),
    ]
    assert pl.read_parquet(tmp_path / "t.parquet").equals(FRAME)
    assert pl.read_parquet_schema(tmp_path / "t.parquet") == FRAME.schema


@pytest.mark.parametrize("bounds", [(1,), (300,), (299, 301, 302), (0, 600, 999), tuple(range(7, 1000, 13))])
def test_the_bytes_are_the_same_however_the_rows_are_cut(tmp_path: Path, bounds: tuple[int, ...]) -> None:
    list(store([FRAME], tmp_path / "whole.parquet"))
    list(store(cut(*bounds), tmp_path / "parts.parquet"))
    assert (tmp_path / "parts.parquet").read_bytes() == (tmp_path / "whole.parquet").read_bytes()


def test_no_rows_are_a_file_with_their_columns(tmp_path: Path) -> None:
    assert list(store([FRAME.clear()], tmp_path / "t.parquet")) == [0]
    assert pl.read_parquet(tmp_path / "t.parquet").equals(FRAME.clear())


def test_a_whole_number_of_groups_leaves_no_empty_one(tmp_path: Path) -> None:
    assert list(store([FRAME.head(600)], tmp_path / "t.parquet")) == [300, 600]
