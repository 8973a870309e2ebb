from pathlib import Path

import polars as pl
import pytest

from creditworthy.errors import InputError
from creditworthy.tables import reading_parquet
from creditworthy.tables.finding import TableFile
from creditworthy.tables.reading_parquet import opened_parquet

FRAME = pl.DataFrame({"N": range(1000), "W": ["word"] * 1000, "X": [0.5] * 1000})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "t.parquet"
    FRAME.write_parquet(made)
    return made


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as raised, opened_parquet(TableFile(path)) as rows:
        list(rows.blocks(["N"]))
    return str(raised.value)


def test_rows_keep_their_types_and_come_in_blocks(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_parquet, "CELLS_IN_A_BLOCK", 600)
    with opened_parquet(TableFile(path)) as rows:
        assert rows.names == ["N", "W", "X"]
        assert rows.share == 0.0
        blocks = [(block, rows.share) for block in rows.blocks(["W", "N"])]
    assert [share for _, share in blocks] == [0.3, 0.6, 0.9, 1.0]
    assert pl.concat(block for block, _ in blocks).equals(FRAME.select("W", "N"))


def test_no_rows_are_one_block_with_its_types(path: Path) -> None:
    FRAME.clear().write_parquet(path)
    with opened_parquet(TableFile(path)) as rows:
        (block,) = rows.blocks(["X", "N"])
    assert block.schema == {"X": pl.Float64, "N": pl.Int64}


def test_a_file_that_is_cut_off_is_refused(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-50])
    said = refusal(path)
    assert said.startswith("t.parquet: not a whole Parquet file (Parquet magic bytes not found in footer")
    assert said.endswith("; fetch it again")


def test_pages_that_are_broken_are_refused(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:4] + bytes(200) + content[204:])
    assert refusal(path).startswith("t.parquet: not a whole Parquet file (")


def test_a_page_that_is_not_as_it_was_written_is_refused(tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "t.parquet"
    pq.write_table(FRAME.to_arrow(), path, compression="none", use_dictionary=False, write_page_checksum=True)
    content = bytearray(path.read_bytes())
    content[content.find((500).to_bytes(8, "little"))] ^= 1
    path.write_bytes(content)
    assert "checksum" in refusal(path)


def test_no_file_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "t.parquet") == (
        "t.parquet: the file cannot be opened (No such file or directory); give a file that you may read"
    )
