"""Now and then, at the end, and anew: ``tests/journal/test_journal.py``."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from creditworthy.journal import Draft, Journal, anchoring, verification
from creditworthy.journal.anchors import last_anchor


@pytest.mark.parametrize(("every", "counts"), [(1, [1, 2, 3, 4]), (3, [3, 3, 3, 4])])
def test_so_many_entries_from_one_anchor_to_the_next(tmp_path: Path, every: int, counts: list[int]) -> None:
    file = tmp_path / "anchors.jsonl"
    found = []
    with Journal.open(f"sqlite:///{tmp_path / 'j.db'}", key=tmp_path / "k", anchors=file, every=every) as journal:
        for _ in range(3):
            journal.append([Draft("remark", {})])
            last = last_anchor(file)
            found.append(last.count if last else 3)
    with Journal.open(f"sqlite:///{tmp_path / 'j.db'}", key=tmp_path / "k", anchors=file, every=every) as journal:
        journal.append([Draft("remark", {})])
    last = last_anchor(file)
    assert last is not None
    assert [*found, last.count] == counts


def test_two_journals_do_not_anchor_the_same_entry_twice(tmp_path: Path) -> None:
    url, file = f"sqlite:///{tmp_path / 'j.db'}", tmp_path / "anchors.jsonl"
    first = Journal.open(url, key=tmp_path / "k", anchors=file, every=2)
    second = Journal.open(url, key=tmp_path / "k", anchors=file, every=2)
    for journal in (first, second, second, first):
        journal.append([Draft("remark", {})])
    first.close()
    second.close()
    assert file.read_text().count("signature") == 2
    with Journal.open(url, key=tmp_path / "k", anchors=file) as journal:
        assert journal.verify() == []


@pytest.mark.parametrize("before", [True, False])
def test_another_process_anchors_while_the_file_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, before: bool
) -> None:
    url = f"sqlite:///{tmp_path / 'j.db'}"
    options: dict[str, Any] = {"key": tmp_path / "k", "anchors": tmp_path / "anchors.jsonl", "every": 1}
    other = Journal.open(url, **options)
    other.append([Draft("remark", {})])

    def meanwhile(read: Callable[[Path], Any]) -> Callable[[Path], Any]:
        def reading(path: Path) -> Any:
            if before:
                other.append([Draft("remark", {})])
            found = read(path)
            if not before:
                other.append([Draft("remark", {})])
            return found

        return reading

    monkeypatch.setattr(anchoring, "last_anchor", meanwhile(anchoring.last_anchor))
    monkeypatch.setattr(verification, "read_anchors", meanwhile(verification.read_anchors))
    with Journal.open(url, **options) as journal:
        assert journal.verify() == []
        assert journal.head().count == 3
        monkeypatch.undo()
    other.close()
