import re
import zipfile
from pathlib import Path

import pytest

from creditworthy.errors import InputError
from creditworthy.tables.archive import check_archive

FILES = {"a.csv": 4, "deep/b.csv": 2_000_000}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / ".all.zip.part"
    with zipfile.ZipFile(path, "w") as file:
        for name, size in FILES.items():
            file.writestr(name, b"x" * size)
        file.mkdir("empty")
    return path


def refused(archive: Path, files: dict[str, int] = FILES) -> str:
    with pytest.raises(InputError) as raised:
        check_archive(archive, files, path=Path("all.zip"), advance=lambda *_: None)
    return str(raised.value)


def test_a_whole_zip_passes_and_says_how_far_it_is(archive: Path) -> None:
    told: list[tuple[int, int | None]] = []
    check_archive(archive, FILES, path=Path("all.zip"), advance=lambda *step: told.append(step))
    assert told == [(4, 2_000_004), (1_048_580, 2_000_004), (2_000_004, 2_000_004)]


def test_a_zip_may_hold_more_than_is_listed(archive: Path) -> None:
    check_archive(archive, {"a.csv": 4}, path=Path("all.zip"), advance=lambda *_: None)


def test_a_file_that_is_missing_or_has_another_size(archive: Path) -> None:
    anew = "run the command again: it starts anew"
    assert refused(archive, {"c.csv": 1}) == f"all.zip: the zip lacks c.csv, which Kaggle lists; {anew}"
    assert refused(archive, {"a.csv": 5}) == f"all.zip: a.csv has 4 bytes in the zip where Kaggle lists 5; {anew}"


def test_a_wrong_checksum(archive: Path) -> None:
    content = bytearray(archive.read_bytes())
    content[1_000_000] ^= 1
    archive.write_bytes(content)
    assert refused(archive) == (
        "all.zip: what arrived is not a whole zip (Bad CRC-32 for file 'deep/b.csv'); "
        "run the command again: it starts anew"
    )


@pytest.mark.parametrize("content", [b"", b"<html>", b"PK\x05\x06 and nothing more"])
def test_what_is_no_zip(archive: Path, content: bytes) -> None:
    archive.write_bytes(content)
    assert re.match(r"all\.zip: what arrived is not a whole zip \(.+\);", refused(archive))


def test_the_end_of_a_zip_is_missing(archive: Path) -> None:
    archive.write_bytes(archive.read_bytes()[:-100])
    assert refused(archive).startswith("all.zip: what arrived is not a whole zip (")
