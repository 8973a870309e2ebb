from pathlib import Path

import polars as pl
import pytest

from creditworthy.errors import InputError
from creditworthy.tables import reading_csv
from creditworthy.tables.finding import TableFile
from creditworthy.tables.reading_csv import opened_csv

ROWS = "".join(f'{number},"word, or\n{number}"\n' for number in range(1, 2001))


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_csv, "BYTES_IN_A_BLOCK", 1000)


def read(path: Path, content: str | bytes, *columns: str) -> list[pl.DataFrame]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with opened_csv(TableFile(path)) as rows:
        return list(rows.blocks(columns or rows.names))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "t.csv"


def refusal(path: Path, content: str | bytes) -> str:
    with pytest.raises(InputError) as raised:
        read(path, content)
    return str(raised.value)


def test_rows_come_as_text_in_many_blocks(path: Path) -> None:
    blocks = read(path, "N,W\n" + ROWS)
    assert len(blocks) > 10
    assert pl.concat(blocks).rows() == [(str(number), f"word, or\n{number}") for number in range(1, 2001)]


def test_only_the_columns_asked_for_are_read_in_the_order_asked_for(path: Path) -> None:
    (block,) = read(path, ",W,N,\n0,a,007,x\n1,,8,y\n", "N", "W")
    assert block.rows(named=True) == [{"N": "007", "W": "a"}, {"N": "8", "W": ""}]


@pytest.mark.parametrize("content", ["N,W\n", "N,W\n\n\n"])
def test_no_rows_are_one_block_with_its_columns(path: Path, content: str) -> None:
    (block,) = read(path, content)
    assert block.schema == {"N": pl.String, "W": pl.String}
    assert block.is_empty()


def test_empty_lines_are_no_rows(path: Path) -> None:
    assert pl.concat(read(path, "N,W\r\n\r\n1,a\r\n\r\n2,b\r\n")).rows() == [("1", "a"), ("2", "b")]


def test_the_share_grows_to_the_whole(path: Path) -> None:
    path.write_text("N,W\n" + ROWS * 100)
    with opened_csv(TableFile(path)) as rows:
        shares = [rows.share for _ in rows.blocks(["N"])]
    assert shares == sorted(shares)
    assert shares[0] < 0.5
    assert shares[-1] == 1.0


@pytest.mark.parametrize(
    ("last", "count", "first"),
    [("2001\n", 1, "1 in row 2001"), ("2001,a,b\n2002,a\n2003\n", 2, "3 in row 2001"), ("1,5,a\n", 1, "3 in row 2001")],
)
def test_rows_with_other_cells_than_columns_are_counted(path: Path, last: str, count: int, first: str) -> None:
    total = 2000 + last.count("\n")
    assert refusal(path, "N,W\n" + ROWS + last) == (
        f"t.csv: {count} of {total:,} rows have another number of cells than the 2 of the first line (first: {first}); "
        "put a text with commas into quotation marks, write a decimal point, or fetch the file again"
    )


@pytest.mark.parametrize("end", ["", "20", "2001", "2001,", "2001,wor"])
def test_a_last_line_that_is_cut_off_is_found_wherever_it_is_cut(path: Path, end: str) -> None:
    rows = ROWS + end if end else ROWS.removesuffix("\n")
    assert refusal(path, "N,W\n" + rows) == (
        f"t.csv: the last line, row {2001 if end else 2000}, does not end: the file may be cut off; "
        "fetch it again, or end the line if it is whole"
    )


def test_a_quotation_mark_that_nothing_closes_is_told(path: Path) -> None:
    said = refusal(path, "N,W\n" + ROWS + '2001,"word\n' + ROWS.replace('"', "").replace(", or\n", " "))
    assert said.startswith("t.csv: no rows can be told apart after row ")
    assert said.endswith("; look there for a quotation mark that nothing closes")


def test_a_line_that_is_no_text_is_told(path: Path) -> None:
    assert refusal(path, b"N,W\n1,a\n2,\xe9t\xe9\n") == (
        "t.csv: lines that are no UTF-8 text: 1 (first: 'été' in line 3); save it again as UTF-8"
    )
