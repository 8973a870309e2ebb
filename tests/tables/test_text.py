import io
from functools import partial

import pytest

from creditworthy.errors import InputError
from creditworthy.tables.packed import Bytes
from creditworthy.tables.text import Text, cell

ROWS = "".join(f"{number},été\n" for number in range(100)).encode()


def text(content: bytes) -> Text:
    return Text(Bytes(io.BytesIO(content), len(content), "t.csv"))


def parts_of(stream: Text, count: int) -> list[bytes]:
    return list(iter(partial(stream.read, count), b""))


@pytest.mark.parametrize("count", [1, 7, 1 << 20])
def test_text_passes_unchanged_however_it_is_cut(count: int) -> None:
    assert b"".join(parts_of(text(ROWS), count)) == ROWS


@pytest.mark.parametrize("count", [1, 7, 1 << 20])
def test_the_lines_that_are_no_text_are_counted_to_the_end(count: int) -> None:
    with pytest.raises(InputError) as raised:
        parts_of(text(ROWS + b"100,\xe9t\xe9\n" + ROWS + b'"x\xff"'), count)
    assert str(raised.value) == (
        "t.csv: lines that are no UTF-8 text: 2 (first: 'été' in line 101); save it again as UTF-8"
    )


def test_a_letter_that_is_cut_in_half_at_the_end_is_no_text() -> None:
    with pytest.raises(InputError, match=r"lines that are no UTF-8 text: 1 \(first: 'Ã' in line 1\)"):
        parts_of(text("1,é".encode()[:-1]), 100)


def test_the_cell_is_shown_that_is_no_text() -> None:
    assert cell(b"a,\xe9,\xe8\r\n") == "é"
