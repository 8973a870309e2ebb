import hashlib
import zipfile
from collections.abc import Collection
from pathlib import Path

import pytest

from creditworthy.errors import InputError
from creditworthy.tables.finding import TableFile
from creditworthy.tables.mark import any_generated, is_generated, mark_generated, strangers


@pytest.fixture
def invented(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "people.csv").write_bytes(b"SK_ID_CURR\n1\n")
    (folder / "loans.csv").write_bytes(b"LOAN\n10\n")
    mark_generated(folder)
    return folder


def files_of(folder: Path) -> list[Path]:
    return [folder / "people.csv", folder / "loans.csv"]


def files(folder: Path) -> Collection[TableFile]:
    return [TableFile(path) for path in files_of(folder)]


def test_the_mark_says_what_it_is_for(invented: Path) -> None:
    lines = (invented / "GENERATED.txt").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("These files are invented: no row belongs to a person.")
    assert lines[1:] == [
        f"{hashlib.sha256(content).hexdigest()}  {len(content)}  {name}"
        for name, content in (("loans.csv", b"LOAN\n10\n"), ("people.csv", b"SK_ID_CURR\n1\n"))
    ]


def test_the_mark_may_be_there_before_its_files(invented: Path, tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.mkdir()
    listed = (invented / "GENERATED.txt").read_bytes()
    assert mark_generated(target, files_of(invented)).read_bytes() == listed
    for path in files_of(invented):
        path.rename(target / path.name)
    assert strangers(target) == []


def test_a_marked_folder_is_known_by_its_mark(tmp_path: Path) -> None:
    assert not is_generated(tmp_path)
    assert mark_generated(tmp_path).parent == tmp_path
    assert is_generated(tmp_path)


def test_marking_twice_is_marking_once(invented: Path) -> None:
    before = (invented / "GENERATED.txt").read_bytes()
    assert mark_generated(invented).read_bytes() == before
    assert len(list(invented.iterdir())) == 3


def test_an_absent_folder_a_zip_and_a_folder_of_the_marks_name_carry_no_mark(tmp_path: Path) -> None:
    (tmp_path / "GENERATED.txt").mkdir()
    (tmp_path / "raw.zip").write_bytes(b"")
    assert not is_generated(tmp_path)
    assert not is_generated(tmp_path / "raw.zip")
    assert not is_generated(tmp_path / "nowhere")


def test_one_invented_file_is_enough_and_real_ones_over_all_of_them_are_real(invented: Path) -> None:
    assert any_generated(invented, files(invented))
    (invented / "people.csv").write_bytes(b"SK_ID_CURR\n2\n")  # of the same size
    assert any_generated(invented, files(invented))
    assert not any_generated(invented, [TableFile(invented / "people.csv")])
    (invented / "loans.csv").write_bytes(b"LOAN\n10\n11\n")
    assert not any_generated(invented, files(invented))


def test_files_without_a_mark_are_real(invented: Path) -> None:
    (invented / "GENERATED.txt").unlink()
    assert not any_generated(invented, files(invented))


def test_a_mark_that_lists_nothing_is_for_everything(invented: Path) -> None:
    (invented / "GENERATED.txt").write_text("These files are invented.\n", encoding="utf-8")
    assert any_generated(invented, files(invented))


def test_invented_files_are_known_in_a_zip_too(invented: Path) -> None:
    packed = invented / "people.csv.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(invented / "people.csv", "people.csv")
    assert any_generated(invented, [TableFile(packed, "people.csv")])
    whole = invented.parent / "all.zip"
    with zipfile.ZipFile(whole, "w") as archive:
        for path in invented.iterdir():
            archive.write(path, f"inner/{path.name}")
    assert any_generated(whole, [TableFile(whole, "inner/loans.csv")])
    (invented / "GENERATED.txt").unlink()
    assert not any_generated(invented, [TableFile(packed, "people.csv")])


def test_a_file_that_cannot_be_read_is_named(invented: Path) -> None:
    (invented / "loans.csv").unlink()
    with pytest.raises(InputError, match=r"^loans\.csv: the file cannot be opened \(No such file or directory\)"):
        any_generated(invented, [TableFile(invented / "loans.csv")])


def test_what_the_mark_was_not_made_for_is_a_stranger(invented: Path) -> None:
    assert strangers(invented) == []
    (invented / "people.csv").write_bytes(b"SK_ID_CURR\n2\n")
    (invented / "mine").mkdir()
    (invented / "notes.txt").touch()
    assert strangers(invented) == ["mine", "notes.txt", "people.csv"]
