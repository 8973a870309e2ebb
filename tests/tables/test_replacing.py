import subprocess
import sys
import threading
from pathlib import Path

import pytest

from creditworthy.errors import InputError
from creditworthy.tables import replacing as module
from creditworthy.tables.replacing import replacing


def folder(path: Path, text: str) -> Path:
    path.mkdir()
    (path / "file").write_text(text, encoding="utf-8")
    return path


def test_a_folder_is_made_with_those_above_it(tmp_path: Path) -> None:
    with replacing(tmp_path / "a" / "b") as new:
        (new / "file").write_text("new", encoding="utf-8")
        assert not (tmp_path / "a").exists()
        assert [path.name for path in tmp_path.iterdir()] == [".a.b.new"]
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
    (new.parent / "more").mkdir()
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


KILLED = """
import os, sys
from pathlib import Path
from creditworthy.tables.replacing import replacing

target, moment = Path(sys.argv[1]), sys.argv[2]
if moment == "between the renames":
    rename = Path.rename
    def killed(self, to):
        if self.name == "new":
            os.kill(os.getpid(), 9)
        return rename(self, to)
    Path.rename = killed
with replacing(target) as new:
    (new / "half").touch()
    (new.parent / "scratch").touch()
    if moment == "while writing":
        os.kill(os.getpid(), 9)
"""


@pytest.mark.parametrize("moment", ["while writing", "between the renames"])
def test_what_a_killed_process_left_is_cleared_away_by_the_next_one(tmp_path: Path, moment: str) -> None:
    target = folder(tmp_path / "tables", "old")
    done = subprocess.run([sys.executable, "-c", KILLED, str(target), moment], check=False, timeout=60)  # noqa: S603
    assert done.returncode == -9
    assert (tmp_path / ".tables.new" / "scratch").exists()
    with replacing(target) as new:
        assert (target / "file").read_text(encoding="utf-8") == "old"
        assert list(new.iterdir()) == []
        assert sorted(path.name for path in new.parent.iterdir()) == ["lock", "new"]
        (new / "file").write_text("new", encoding="utf-8")
    assert (target / "file").read_text(encoding="utf-8") == "new"
    assert list(tmp_path.iterdir()) == [target]


def test_one_at_a_time(tmp_path: Path) -> None:
    target = tmp_path / "tables"
    with replacing(target) as new:
        (new / "first").touch()
        with pytest.raises(InputError) as raised, replacing(target):
            pass
        assert str(raised.value) == (
            f"{target}: somebody else is writing there at this moment; wait for the end of it, or give another folder"
        )
        with replacing(tmp_path / "another"):
            pass
    assert [path.name for path in target.iterdir()] == ["first"]
    with replacing(target) as new:
        (new / "second").touch()
    assert [path.name for path in target.iterdir()] == ["second"]


def test_folders_of_one_name_in_two_missing_places_are_two(tmp_path: Path) -> None:
    with replacing(tmp_path / "a" / "tables"), replacing(tmp_path / "b" / "tables"):
        assert sorted(path.name for path in tmp_path.iterdir()) == [".a.tables.new", ".b.tables.new"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_a_scratch_folder_that_vanishes_at_the_very_moment_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    open_file = Path.open

    def vanishing(self: Path, *arguments: object) -> object:
        opened.append(self)
        if len(opened) == 1:
            self.parent.rmdir()
        return open_file(self, *arguments)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", vanishing)
    with replacing(tmp_path / "tables") as new:
        (new / "file").touch()
    assert len(opened) == 2
    assert (tmp_path / "tables" / "file").exists()


def test_a_lock_on_a_file_that_is_gone_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fcntl = pytest.importorskip("fcntl")
    flock, locked = fcntl.flock, list[object]()

    def too_late(file: object, operation: int) -> None:
        locked.append(file)
        if len(locked) == 1:
            (tmp_path / ".tables.new" / "lock").unlink()
        flock(file, operation)

    monkeypatch.setattr(fcntl, "flock", too_late)
    with replacing(tmp_path / "tables") as new:
        (new / "file").touch()
    assert len(locked) == 2
    assert (tmp_path / "tables" / "file").exists()


def test_many_at_once_leave_one_whole_folder(tmp_path: Path) -> None:
    target, ended = tmp_path / "tables", list[str]()
    together = threading.Barrier(8)

    def write(name: str) -> None:
        together.wait(30)
        try:
            with replacing(target) as new:
                (new / "one").write_text(name)
                (new / "two").write_text(name)
            ended.append("done")
        except InputError:
            ended.append("busy")

    threads = [threading.Thread(target=write, args=(str(number),)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(ended) == 8
    assert "done" in ended
    assert (target / "one").read_text() == (target / "two").read_text()
    assert list(tmp_path.iterdir()) == [target]


def test_who_comes_in_at_the_end_is_not_thrown_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = tmp_path / ".tables.new"
    empty = module._empty

    def meanwhile(folder: Path) -> None:
        empty(folder)
        if (tmp_path / "tables").exists():
            (folder / "lock.of.another").touch()

    monkeypatch.setattr(module, "_empty", meanwhile)
    with replacing(tmp_path / "tables"):
        pass
    assert (tmp_path / "tables").is_dir()
    assert [path.name for path in scratch.iterdir()] == ["lock.of.another"]
