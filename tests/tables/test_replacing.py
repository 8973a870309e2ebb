from pathlib import Path

import pytest

from creditworthy.tables.replacing import replacing


def folder(path: Path, text: str) -> Path:
    path.mkdir()
    (path / "file").write_text(text, encoding="utf-8")
    return path


def test_a_folder_is_made_with_those_above_it(tmp_path: Path) -> None:
    with replacing(tmp_path / "a" / "b") as new:
        (new / "file").write_text("new", encoding="utf-8")
        assert not (tmp_path / "a").exists()
    assert (tmp_path / "a" / "b" / "file").read_text(encoding="utf-8") == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_the_old_folder_goes_whole_and_leaves_nothing(tmp_path: Path) -> None:
    target = folder(tmp_path / "tables", "old")
    with replacing(target) as new:
        (new / "other").touch()
        assert (target / "file").read_text(encoding="utf-8") == "old"
    assert [path.name for path in target.iterdir()] == ["other"]
    assert list(tmp_path.iterdir()) == [target]


def fail_with_litter(new: Path, error: type[BaseException]) -> None:
    (new / "half").touch()
    (new.parent / "scratch").touch()
    raise error


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_after_an_error_everything_is_as_before(tmp_path: Path, error: type[BaseException]) -> None:
    target = folder(tmp_path / "tables", "old")
    with pytest.raises(error), replacing(target) as new:
        fail_with_litter(new, error)
    assert (target / "file").read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_an_interrupt_between_the_two_renames_puts_the_old_folder_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = folder(tmp_path / "tables", "old")
    rename = Path.rename

    def interrupted(self: Path, to: Path) -> Path:
        if self.name == "new":
            raise KeyboardInterrupt
        return rename(self, to)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt), replacing(target):
        pass
    assert (target / "file").read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    real, link = folder(tmp_path / "real", "old"), tmp_path / "link"
    link.symlink_to(real)
    with replacing(link) as new:
        (new / "file").write_text("new", encoding="utf-8")
    assert link.is_symlink()
    assert (real / "file").read_text(encoding="utf-8") == "new"
