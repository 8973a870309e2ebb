"""Now and then, at the end, and anew: ``tests/journal/test_journal.py``."""

from pathlib import Path

import pytest

from creditworthy.journal import Draft, Journal
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
