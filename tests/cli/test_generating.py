from pathlib import Path

import pytest

from creditworthy.cli.generating import generate_into, refuse_foreign
from creditworthy.errors import InputError
from creditworthy.tables.mark import is_generated


def test_writes_marked_files_and_replaces_its_own(tmp_path: Path) -> None:
    target = tmp_path / "new" / "raw"
    rows = generate_into(target, 100, seed=1)
    assert is_generated(target)
    first = (target / "application_train.csv").read_bytes()
    lines = sum(len(path.read_text().splitlines()) - 1 for path in target.glob("*.csv"))
    assert lines == rows + 218  # the descriptions are not rows of a portfolio
    assert generate_into(target, 100, seed=2, file_format="parquet") > 0
    assert not (target / "application_train.csv").exists()
    assert (target / "application_train.parquet").is_file()
    assert [path.name for path in target.parent.iterdir()] == ["raw"]
    generate_into(target, 100, seed=1)
    assert (target / "application_train.csv").read_bytes() == first


def test_never_writes_over_files_of_others(tmp_path: Path) -> None:
    (tmp_path / "application_train.csv").write_text("real")
    with pytest.raises(InputError, match="in the way, and not a generated portfolio"):
        generate_into(tmp_path, 100, seed=1)
    assert [path.name for path in tmp_path.iterdir()] == ["application_train.csv"]
    assert (tmp_path / "application_train.csv").read_text() == "real"


def test_nor_over_files_that_were_put_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "raw"
    generate_into(target, 100, seed=1)
    (target / "notes.txt").write_text("mine")
    with pytest.raises(InputError, match=r"raw: holds notes.txt, which is not of the generated portfolio"):
        refuse_foreign(target)


def test_a_file_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "raw").write_text("")
    with pytest.raises(InputError, match="raw: is a file; give the name of a folder"):
        refuse_foreign(tmp_path / "raw")


def test_an_empty_folder_and_a_missing_one_are_free(tmp_path: Path) -> None:
    assert [refuse_foreign(tmp_path), refuse_foreign(tmp_path / "missing")] == [None, None]


def test_a_failure_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("creditworthy.tables.synthetic.generate_into", full)
    with pytest.raises(InputError, match=r"raw: cannot be written \(No space left on device\)"):
        generate_into(tmp_path / "raw", 100, seed=1)
    assert list(tmp_path.iterdir()) == []
