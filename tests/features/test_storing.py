from pathlib import Path

import polars as pl
import pytest

from creditworthy.features.storing import put_together, store

BLOCKS = [pl.DataFrame({"SK_ID_CURR": [1, 2], "x": [0.5, None]}), pl.DataFrame({"SK_ID_CURR": [3], "x": [1.5]})]


def test_blocks_become_one_file_in_their_order(tmp_path: Path) -> None:
    store(iter(BLOCKS), tmp_path / "features.parquet")
    assert pl.read_parquet(tmp_path / "features.parquet").equals(pl.concat(BLOCKS))
    assert [path.name for path in tmp_path.iterdir()] == ["features.parquet"]


def test_after_an_error_nothing_is_left(tmp_path: Path) -> None:
    def broken() -> object:
        yield BLOCKS[0]
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError, match="no more"):
        store(broken(), tmp_path / "features.parquet")  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_files_of_another_program_are_put_together_by_name(tmp_path: Path) -> None:
    with put_together(tmp_path / "all.parquet") as folder:
        for number, block in enumerate(BLOCKS):
            block.write_parquet(folder / f"part-{number}.parquet")
        (folder / "_SUCCESS").touch()
    assert pl.read_parquet(tmp_path / "all.parquet")["SK_ID_CURR"].to_list() == [1, 2, 3]
