"""The first line of a CSV file: what it says the columns are called, or that the file is none."""

import csv

from creditworthy.errors import InputError
from creditworthy.tables.packed import Bytes
from creditworthy.tables.text import cell

__all__ = ["read_header"]

LONGEST = 1 << 20
"""Bytes in which the names of the columns must have ended."""

_EMPTY = "{file}: the file is empty; fetch it again"
_UTF16 = "{file}: the file is UTF-16 text; save it again as UTF-8"
_NO_TEXT = "{file}: the file is no CSV but binary; save it again as UTF-8 CSV with commas, or give it its own suffix"
_NO_UTF8 = "{file}: the names of the columns are no UTF-8 text (first: {example}); save the file again as UTF-8"
_NO_END = "{file}: the line with the names of the columns does not end; save it again as CSV with one line a row"
_KNOWN = {
    b"PK\x03\x04": "{file}: the file is a zip or a workbook under the name of a CSV file; rename or unpack it",
    b"\x1f\x8b": "{file}: the file is packed with gzip; unpack it",
    b"PAR1": "{file}: the file is Parquet under the name of a CSV file; give it the suffix .parquet",
    b"<": "{file}: the file is a web page, not a table; a download may have asked for a login: fetch it again",
}
_BOM = b"\xef\xbb\xbf"


def read_header(stream: Bytes) -> tuple[str, ...]:
    r"""Read the names of the columns; the stream then stands at the first row.

    Raises
    ------
    InputError
        Where the file is empty, or begins as no UTF-8 text with columns does.

    Examples
    --------
    >>> import io
    >>> stream = Bytes(io.BytesIO(b'\xef\xbb\xbfDAYS,"CODE, LONG"\r\n-3,A\n'), 30, "people.csv")
    >>> read_header(stream), stream.read()
    (('DAYS', 'CODE, LONG'), b'-3,A\n')
    """
    start = _first_bytes(stream).removeprefix(_BOM).lstrip(b"\r\n")
    _refuse_other_kinds(start, stream.file)
    end = _end(start) or len(start)
    line = _decoded(start[:end], stream.file)
    if end >= LONGEST or "\r" in line:  # the latter alone ended lines long ago
        raise InputError(_NO_END, file=stream.file)
    stream.give_back(start[end:])
    return tuple(next(csv.reader([line]), []))


def _first_bytes(stream: Bytes) -> bytes:
    parts: list[bytes] = []
    while sum(map(len, parts)) < LONGEST and (part := stream.read(LONGEST)):
        parts.append(part)
    return b"".join(parts)


def _refuse_other_kinds(start: bytes, file: str) -> None:
    if not start.strip():
        raise InputError(_EMPTY, file=file)
    for beginning, template in _KNOWN.items():
        if start.startswith(beginning):
            raise InputError(template, file=file)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(_UTF16, file=file)
    if b"\0" in start:
        raise InputError(_NO_TEXT, file=file)


def _end(start: bytes) -> int:
    """Return where the first line ends outside of quotation marks, or 0."""
    end = start.find(b"\n") + 1
    while end and start.count(b'"', 0, end) % 2:
        end = start.find(b"\n", end) + 1
    return end


def _decoded(line: bytes, file: str) -> str:
    try:
        return line.decode().rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise InputError(_NO_UTF8, file=file, example=repr(cell(line))) from error
