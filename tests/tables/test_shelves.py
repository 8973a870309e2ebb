from pathlib import Path

import polars as pl
import pytest

from creditworthy.tables.shelves import Shelves

FIRST = pl.DataFrame({"x": [1, 2, 3], "s": ["a", None, "c"]})
SECOND = pl.DataFrame({"x": [4, 5], "s": ["d", "e"]})


@pytest.fixture(params=["memory", "disk"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path | None:
    return tmp_path / "shelves" if request.param == "disk" else None


def places(*numbers: int) -> pl.Series:
    return pl.Series(numbers, dtype=pl.UInt32)


def test_rows_come_back_shelf_by_shelf_in_the_order_they_were_put(folder: Path | None) -> None:
    shelves = Shelves(folder)
    shelves.put(FIRST, places(9, 2, 9))
    shelves.put(SECOND, places(2, 9))
    assert [shelf.rows() for shelf in shelves.taken()] == [[(2, None), (4, "d")], [(1, "a"), (3, "c"), (5, "e")]]
    assert folder is None or not folder.exists()


def test_without_places_there_is_one_shelf(folder: Path | None) -> None:
    shelves = Shelves(folder)
    shelves.put(FIRST)
    shelves.put(SECOND)
    assert [shelf.rows() for shelf in shelves.taken()] == [[*FIRST.rows(), *SECOND.rows()]]


def test_no_rows_are_one_frame_with_their_columns(folder: Path | None) -> None:
    shelves = Shelves(folder)
    shelves.put(FIRST.clear(), places())
    (only,) = shelves.taken()
    assert only.schema == FIRST.schema
    assert only.is_empty()


def test_a_shelf_on_disk_is_gone_once_it_is_taken(tmp_path: Path) -> None:
    shelves = Shelves(tmp_path / "shelves")
    shelves.put(FIRST, places(0, 1, 1))
    taken = shelves.taken()
    next(taken)
    assert [path.name for path in (tmp_path / "shelves").iterdir()] == ["1.arrows"]
    shelves.close()
