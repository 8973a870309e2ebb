import threading
from pathlib import Path

import pytest

from creditworthy.errors import InputError
from creditworthy.journal import anchors as module
from creditworthy.journal.anchors import add_anchor, anchor_faults, last_anchor, read_anchors
from creditworthy.journal.chain import Head
from creditworthy.journal.signing import Signer, open_signer


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    return open_signer(tmp_path / "journal.key")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "elsewhere" / "anchors.jsonl"


def test_anchors_are_added_in_order_only(path: Path, signer: Signer) -> None:
    assert last_anchor(path) is None
    assert read_anchors(path) == []
    assert add_anchor(path, Head(4, "aa", 1_000_000), signer)
    assert add_anchor(path, Head(8, "bb", 2_000_000), signer)
    assert not add_anchor(path, Head(8, "bb", 2_000_000), signer)
    assert not add_anchor(path, Head(6, "cc", 2_000_000), signer)
    first, second = read_anchors(path)
    assert first is not None
    assert second is not None
    assert (first.count, first.digest, first.previous, first.moment()) == (4, "aa", "", "1970-01-01T00:00:01+00:00")
    assert last_anchor(path) == second
    assert list(anchor_faults(path, [first, second], signer.public)) == []


def test_many_add_at_once(path: Path, signer: Signer) -> None:
    def add(start: int) -> None:
        for count in range(start, 200, 4):
            add_anchor(path, Head(count, "aa", 0), signer)

    threads = [threading.Thread(target=add, args=(start,)) for start in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    found = read_anchors(path)
    counts = [anchor.count for anchor in found if anchor]
    assert counts == sorted(set(counts))
    assert counts[-1] == 199
    assert list(anchor_faults(path, found, signer.public)) == []


def test_a_line_that_was_not_written_to_its_end_is_removed(path: Path, signer: Signer) -> None:
    add_anchor(path, Head(4, "aa", 0), signer)
    with path.open("ab") as file:
        file.write(b'{"count": 8, "dig')
    assert last_anchor(path) == read_anchors(path)[0]
    add_anchor(path, Head(8, "bb", 0), signer)
    assert len(path.read_text().splitlines()) == 2
    assert list(anchor_faults(path, read_anchors(path), signer.public)) == []


def test_only_a_line_without_end(path: Path, signer: Signer) -> None:
    path.parent.mkdir()
    path.write_bytes(b'{"count": 8')
    assert last_anchor(path) is None
    assert add_anchor(path, Head(4, "aa", 0), signer)
    assert len(read_anchors(path)) == 1


def test_a_file_that_somebody_holds(path: Path, signer: Signer, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    monkeypatch.setattr(module, "PATIENCE", 0.05)
    path.parent.mkdir()
    with path.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(InputError, match="another process has been adding an anchor for too long"):
            add_anchor(path, Head(4, "aa", 0), signer)
    assert add_anchor(path, Head(4, "aa", 0), signer)
