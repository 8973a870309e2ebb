from pathlib import Path

from creditworthy.tables.mark import is_generated, mark_generated


def test_a_marked_folder_is_known_as_invented(tmp_path: Path) -> None:
    assert not is_generated(tmp_path)
    mark = mark_generated(tmp_path)
    assert is_generated(tmp_path)
    assert mark.parent == tmp_path
    assert "invented" in mark.read_text(encoding="utf-8")


def test_marking_twice_is_marking_once(tmp_path: Path) -> None:
    assert mark_generated(tmp_path).read_bytes() == mark_generated(tmp_path).read_bytes()
    assert len(list(tmp_path.iterdir())) == 1


def test_an_absent_folder_a_zip_and_a_folder_of_the_marks_name_carry_no_mark(tmp_path: Path) -> None:
    (tmp_path / "GENERATED.txt").mkdir()
    (tmp_path / "raw.zip").write_bytes(b"")
    assert not is_generated(tmp_path)
    assert not is_generated(tmp_path / "raw.zip")
    assert not is_generated(tmp_path / "nowhere")
