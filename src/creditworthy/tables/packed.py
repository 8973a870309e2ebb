"""The bytes of a table's file, plain or in a zip, unpacked while they are read and never written anywhere."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from lzma import LZMAError
from typing import IO

from creditworthy.errors import InputError
from creditworthy.tables.finding import TableFile

__all__ = ["Bytes", "opened_bytes"]

_CLOSED = "{file}: the file cannot be opened ({why}); give a file that you may read"
_LOST = "{file}: the file cannot be read to its end ({why}); fetch it again"
_DAMAGED = "{file}: the zip is damaged ({why}); fetch it again"
_PARTS = "{file}: the zip is damaged, parts of it are missing; fetch it again"
_LOCKED = "{file}: the zip is encrypted; unpack it with its password and give the files"
_METHOD = "{file}: the zip is packed by a method that Python does not know; unpack it and give the files"
_ENCRYPTED = 0x1


class Bytes:
    """The bytes of an open file: a stream that knows where it is.

    Parameters
    ----------
    stream : IO of bytes
        What is read.
    size : int
        How many bytes there are.
    file : str
        What the file is called in sentences.
    """

    def __init__(self, stream: IO[bytes], size: int, file: str) -> None:
        self.file = file
        self.size = size
        self.position = 0
        self.lines = 0
        self.last = b""
        self._stream = stream
        self._back = b""

    def read(self, count: int = -1) -> bytes:
        """Return some of the next bytes, up to so many, or none at the end; ``InputError`` where that fails."""
        if self._back:
            end = count if count >= 0 else len(self._back)
            found, self._back = self._back[:end], self._back[end:]
        else:
            found = self._next(count)
            self.position += len(found)
            self.last = found[-1:] or self.last
        self.lines += found.count(b"\n")
        return found

    def give_back(self, found: bytes) -> None:
        """Let bytes that were read be read again."""
        self._back = found + self._back
        self.lines -= found.count(b"\n")

    def _next(self, count: int) -> bytes:
        try:
            return self._stream.read(count)
        except (zipfile.BadZipFile, zlib.error, LZMAError, EOFError) as error:
            raise InputError(_DAMAGED, file=self.file, why=error or type(error).__name__) from error
        except OSError as error:
            raise InputError(_LOST, file=self.file, why=error.strerror or error) from error


@contextmanager
def opened_bytes(file: TableFile) -> Iterator[Bytes]:
    """Yield the bytes of a file.

    Raises
    ------
    InputError
        Where there is no file, or no way to read it.
    """
    with ExitStack() as stack:
        try:
            stream, size = _member(file, stack) if file.member else _plain(file, stack)
        except zipfile.BadZipFile as error:
            raise InputError(_DAMAGED, file=file.name, why=error) from error
        except NotImplementedError as error:
            raise InputError(_METHOD, file=file.name) from error
        except OSError as error:
            raise InputError(_CLOSED, file=file.name, why=error.strerror or error) from error
        yield Bytes(stream, size, file.name)


def _plain(file: TableFile, stack: ExitStack) -> tuple[IO[bytes], int]:
    return stack.enter_context(file.path.open("rb")), file.path.stat().st_size


def _member(file: TableFile, stack: ExitStack) -> tuple[IO[bytes], int]:
    archive = stack.enter_context(zipfile.ZipFile(file.path))
    member = archive.getinfo(str(file.member))
    if member.flag_bits & _ENCRYPTED:
        raise InputError(_LOCKED, file=file.name)
    try:
        return stack.enter_context(archive.open(member)), member.file_size
    except OSError as error:  # the directory at the end of the zip names a place before its beginning
        raise InputError(_PARTS, file=file.name) from error
