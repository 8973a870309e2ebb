import io
import zipfile
from pathlib import Path

import pytest

from creditworthy.errors import InputError
from creditworthy.tables.finding import TableFile
from creditworthy.tables.packed import Bytes, opened_bytes

CONTENT = b"LOAN,STATUS\n" + b"".join(b"%d,C\n" % number for number in range(20_000))
METHODS = {"stored": zipfile.ZIP_STORED, "deflate": zipfile.ZIP_DEFLATED, "bzip2": zipfile.ZIP_BZIP2}


def zipped(path: Path, method: int = zipfile.ZIP_DEFLATED) -> TableFile:
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("inner/months.csv", CONTENT)
    return TableFile(path, "inner/months.csv")


def refusal(file: TableFile) -> str:
    with pytest.raises(InputError) as raised:
        read_in_parts(file)
    return str(raised.value)


def read_in_parts(file: TableFile) -> None:
    with opened_bytes(file) as stream:
        while stream.read(1000):
            pass


@pytest.mark.parametrize("method", [*METHODS.values(), zipfile.ZIP_LZMA])
def test_a_file_in_a_zip_is_unpacked_while_it_is_read(tmp_path: Path, method: int) -> None:
    with opened_bytes(zipped(tmp_path / "months.zip", method)) as stream:
        assert stream.read(5) == b"LOAN,"
        assert (stream.size, stream.position, stream.last) == (len(CONTENT), 5, b",")
        assert b"LOAN," + stream.read() == CONTENT
        assert (stream.position, stream.last, stream.lines) == (len(CONTENT), b"\n", 20_001)
    assert [path.name for path in tmp_path.iterdir()] == ["months.zip"]


def test_a_plain_file_is_read_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "months.csv"
    path.write_bytes(CONTENT)
    with opened_bytes(TableFile(path)) as stream:
        assert (stream.file, stream.size) == ("months.csv", len(CONTENT))
        assert stream.read() == CONTENT
        assert stream.read() == b""


def test_bytes_that_are_given_back_come_again_first() -> None:
    stream = Bytes(io.BytesIO(b"a\nb\nc"), 5, "t.csv")
    found = stream.read(4)
    assert (found, stream.lines) == (b"a\nb\n", 2)
    stream.give_back(found)
    assert stream.lines == 0
    assert [stream.read(1), stream.read(-1), stream.read(9), stream.read(9)] == [b"a", b"\nb\n", b"c", b""]
    assert (stream.position, stream.lines) == (5, 2)


@pytest.mark.parametrize(("name", "why"), [("stored", "Bad CRC-32 for file 'inner/months.csv'"), ("bzip2", None)])
def test_a_damaged_zip_is_refused(tmp_path: Path, name: str, why: str | None) -> None:
    path = tmp_path / "months.zip"
    file = zipped(path, METHODS[name])
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)
    said = refusal(file)
    if why:
        assert said == f"inner/months.csv in months.zip: the zip is damaged ({why}); fetch it again"
    assert said.endswith("; fetch it again")


def test_a_zip_that_lost_its_middle_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "months.zip"
    file = zipped(path)
    content = path.read_bytes()
    path.write_bytes(content[:2000] + content[9000:])
    assert refusal(file) == (
        "inner/months.csv in months.zip: the zip is damaged, parts of it are missing; fetch it again"
    )


def test_an_encrypted_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "months.zip"
    file = zipped(path)
    content = bytearray(path.read_bytes())
    content[content.rfind(b"PK\x01\x02") + 8] |= 1  # the flag of the entry in the directory
    path.write_bytes(content)
    assert refusal(file) == (
        "inner/months.csv in months.zip: the zip is encrypted; unpack it with its password and give the files"
    )


def test_a_zip_packed_in_another_way_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "months.zip"
    file = zipped(path)
    content = bytearray(path.read_bytes())
    content[content.rfind(b"PK\x01\x02") + 10] = 9  # Deflate64, in the directory and before the data
    content[8] = 9
    path.write_bytes(content)
    assert refusal(file) == (
        "inner/months.csv in months.zip: the zip is packed by a method that Python does not know; "
        "unpack it and give the files"
    )


def test_a_file_that_may_not_be_opened_is_named(tmp_path: Path) -> None:
    assert refusal(TableFile(tmp_path / "months.csv")) == (
        "months.csv: the file cannot be opened (No such file or directory); give a file that you may read"
    )
    (tmp_path / "folder").mkdir()
    assert refusal(TableFile(tmp_path / "folder")) == (
        "folder: the file cannot be opened (Is a directory); give a file that you may read"
    )


def test_a_disk_that_fails_is_named() -> None:
    class Failing(io.RawIOBase):
        def read(self, _: int = -1) -> bytes:
            raise OSError(5, "Input/output error")

    with pytest.raises(InputError) as raised:
        Bytes(Failing(), 9, "t.csv").read(1)  # type: ignore[arg-type]
    assert str(raised.value) == "t.csv: the file cannot be read to its end (Input/output error); fetch it again"
