"""The bytes of a CSV file, read on only as long as they are UTF-8 text."""

import codecs
from collections.abc import Iterator

from creditworthy.errors import InputError
from creditworthy.tables.packed import Bytes

__all__ = ["Text", "cell"]

_NO_TEXT = "{file}: lines that are no UTF-8 text: {count:,} (first: {example} in line {line}); save it again as UTF-8"


class Text:
    """A stream that pyarrow reads from; the first bytes that are no UTF-8 text end it with ``InputError``.

    Parameters
    ----------
    stream : Bytes
        What is read, from the beginning of a line.
    """

    closed = False

    def __init__(self, stream: Bytes) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._begun = b""  # the part of a line at the end of what was read

    def read(self, count: int = -1) -> bytes:
        """Return some of the next bytes, up to so many, or none at the end."""
        line = self._stream.lines + 1
        found = self._stream.read(count)
        try:
            if self._decoder.getstate()[0] or not found.isascii() or not found:
                self._decoder.decode(found, final=not found)
        except UnicodeDecodeError as error:
            raise self._refused(self._begun + found, line) from error
        end = found.rfind(b"\n") + 1
        self._begun = found[end:] if end else self._begun + found
        return found

    def _refused(self, start: bytes, line: int) -> InputError:
        """Read to the end and count: one line may be a slip, all of them another encoding."""
        broken = [(number, text) for number, text in enumerate(self._lines(start), line) if not _is_text(text)]
        first, text = broken[0]
        names = {"count": len(broken), "line": first, "example": repr(cell(text))}
        return InputError(_NO_TEXT, file=self._stream.file, **names)

    def _lines(self, rest: bytes) -> Iterator[bytes]:
        while found := self._stream.read(1 << 20):
            *whole, rest = (rest + found).split(b"\n")
            yield from whole
        yield from rest.split(b"\n")


def cell(line: bytes) -> str:
    """Return the first cell of a line that is no text, as western Europe would have written it.

    >>> cell("12,Employé,1".encode("latin-1"))
    'Employé'
    """
    cells = line.strip().split(b",")
    return next((one for one in cells if not _is_text(one)), line).decode("latin-1")


def _is_text(line: bytes) -> bool:
    if line.isascii():
        return True
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True
