import io

import pytest

from creditworthy.errors import InputError
from creditworthy.tables.header import LONGEST, read_header
from creditworthy.tables.packed import Bytes


def stream(content: bytes) -> Bytes:
    return Bytes(io.BytesIO(content), len(content), "t.csv")


@pytest.mark.parametrize(
    ("content", "names", "rest"),
    [
        (b"A,B\n1,2\n", ("A", "B"), b"1,2\n"),
        (b"A,B\r\n1,2\r\n", ("A", "B"), b"1,2\r\n"),
        (b"\xef\xbb\xbfA,B\n", ("A", "B"), b""),
        (b"\n\nA\n1\n", ("A",), b"1\n"),
        (b"A,B", ("A", "B"), b""),
        (b',"B, C","D""E"\n', ("", "B, C", 'D"E'), b""),
        (b'"A\nB",C\n1,2\n', ("A\nB", "C"), b"1,2\n"),
        ("Prénom,B\né,1\n".encode(), ("Prénom", "B"), "é,1\n".encode()),
    ],
)
def test_the_names_are_read_and_the_rows_follow(content: bytes, names: tuple[str, ...], rest: bytes) -> None:
    made = stream(content)
    assert read_header(made) == names
    assert made.read() == rest


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty; fetch it again"),
        (b" \r\n\n", "the file is empty; fetch it again"),
        (
            b"PK\x03\x04xl/workbook",
            "the file is a zip or a workbook under the name of a CSV file; rename or unpack it",
        ),
        (b"\x1f\x8b\x08", "the file is packed with gzip; unpack it"),
        (b"PAR1\0", "the file is Parquet under the name of a CSV file; give it the suffix .parquet"),
        (
            b"<!DOCTYPE html>\n",
            "the file is a web page, not a table; a download may have asked for a login: fetch it again",
        ),
        ("A,B\n1,2\n".encode("utf-16"), "the file is UTF-16 text; save it again as UTF-8"),
        (
            "A,B\n1,2\n".encode("utf-16-le"),
            "the file is no CSV but binary; save it again as UTF-8 CSV with commas, or give it its own suffix",
        ),
        (
            "A,Prénom\n1,2\n".encode("latin-1"),
            "the names of the columns are no UTF-8 text (first: 'Prénom'); save the file again as UTF-8",
        ),
        (
            b"A,B\r1,2\r",
            "the line with the names of the columns does not end; save it again as CSV with one line a row",
        ),
        (
            b"A" * LONGEST,
            "the line with the names of the columns does not end; save it again as CSV with one line a row",
        ),
    ],
)
def test_what_begins_as_no_csv_file_does_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(InputError) as raised:
        read_header(stream(content))
    assert str(raised.value) == f"t.csv: {said}"
