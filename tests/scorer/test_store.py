import json
from pathlib import Path
from threading import Event, Thread

import pytest

from creditworthy.errors import GateError, InputError, UnknownNameError
from creditworthy.scorer import Store


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    folder = tmp_path / "saved"
    folder.mkdir()
    (folder / "scorer.json").write_text("{}")
    (folder / "model.txt").write_text("a model")
    return folder


@pytest.fixture
def store(tmp_path: Path, saved: Path) -> Store:
    found = Store(tmp_path / "models")
    found.add(saved, "bbb")
    found.add(saved, "aaa")
    return found


def test_versions_are_listed_in_alphabetical_order(store: Store, tmp_path: Path) -> None:
    (store.folder / "mlflow.db").write_text("not a version")
    (store.folder / "empty").mkdir()
    assert store.versions() == ["aaa", "bbb"]
    assert Store(tmp_path / "nowhere").versions() == []


def test_add_copies_the_whole_folder(store: Store, saved: Path) -> None:
    copied = store.add(saved, "ccc")
    assert copied == store.path("ccc") == store.folder / "ccc"
    assert (copied / "model.txt").read_text() == "a model"
    assert {path.name for path in store.folder.iterdir()} == {"aaa", "bbb", "ccc"}


def test_another_user_may_read_what_was_added_from_a_private_folder(store: Store, saved: Path) -> None:
    saved.chmod(0o700)
    assert store.add(saved, "ccc").stat().st_mode & 0o055 == 0o055


def test_a_stored_version_is_never_written_again(store: Store, saved: Path) -> None:
    (saved / "model.txt").write_text("another")
    assert (store.add(saved, "aaa") / "model.txt").read_text() == "a model"


def test_what_an_interrupted_add_left_behind_is_no_version_and_in_nobodys_way(store: Store, saved: Path) -> None:
    staged = store.folder / ".ccc.staged"
    staged.mkdir()
    (staged / "half").write_text("")
    assert store.versions() == ["aaa", "bbb"]
    assert {path.name for path in store.add(saved, "ccc").iterdir()} == {"scorer.json", "model.txt"}


def test_an_unknown_version_is_a_sentence(store: Store) -> None:
    for ask in (store.path, store.promote):
        with pytest.raises(UnknownNameError) as caught:
            ask("zzz")
        assert str(caught.value) == f"{store.folder}: no version 'zzz' is stored"
    assert not (store.folder / "champion.json").exists()
    assert store.log.lines() == []


def test_no_champion_yet_is_a_sentence(store: Store) -> None:
    with pytest.raises(InputError) as caught:
        store.champion()
    assert str(caught.value) == f"{store.folder}: no champion yet; train one with «creditworthy train TABLES»"


def test_the_champion_is_the_version_that_was_promoted_last(store: Store) -> None:
    store.promote("aaa")
    store.promote("bbb")
    assert store.champion() == store.folder / "bbb"
    assert {path.name for path in store.folder.iterdir()} == {"aaa", "bbb", "champion.json", "promotions.jsonl"}


def test_the_pointer_can_be_read_by_a_service_that_runs_as_somebody_else(store: Store) -> None:
    store.promote("aaa")
    assert (store.folder / "champion.json").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("pointer", ["", "{", "[]", "null", '{"name": "aaa"}', "\x00"])
def test_a_pointer_that_cannot_be_understood_is_a_sentence(store: Store, pointer: str) -> None:
    (store.folder / "champion.json").write_text(pointer)
    with pytest.raises(InputError) as caught:
        store.champion()
    assert str(caught.value) == f"{store.folder}: champion.json cannot be understood; promote a version again"


def test_a_pointer_that_is_no_file_is_a_sentence(store: Store) -> None:
    (store.folder / "champion.json").mkdir()
    with pytest.raises(InputError, match=r"champion\.json cannot be understood"):
        store.champion()


@pytest.mark.parametrize("version", ["gone", 5, None])
def test_a_champion_that_is_not_stored_is_a_sentence(store: Store, version: object) -> None:
    (store.folder / "champion.json").write_text(json.dumps({"version": version}))
    with pytest.raises(UnknownNameError, match=f"no version '{version}' is stored"):
        store.champion()


def test_a_reader_sees_the_old_champion_or_the_new_one_and_never_neither(store: Store) -> None:
    store.promote("aaa")
    done = Event()
    seen: list[object] = []

    def read() -> None:
        while not done.is_set():
            try:
                seen.append(store.champion().name)
            except InputError as error:
                seen.append(error)

    reader = Thread(target=read)
    reader.start()
    for turn in range(200):
        store.promote("aaa" if turn % 2 else "bbb")
    done.set()
    reader.join()
    assert set(seen) == {"aaa", "bbb"}


def test_a_version_is_found_by_its_beginning_or_its_role(store: Store, saved: Path) -> None:
    for version in ("abc", "ab"):
        store.add(saved, version)
    assert [store.find(name) for name in ("b", "aa", "abc", "ab")] == ["bbb", "aaa", "abc", "ab"]
    with pytest.raises(InputError) as caught:
        store.find("a")
    assert str(caught.value) == f"{store.folder}: several versions begin with 'a': aaa, ab, abc"
    with pytest.raises(InputError, match="no champion yet"):
        store.find("champion")
    for name in ("", "zzz", "challenger", "../models/aaa"):
        with pytest.raises(UnknownNameError, match=f"no version '{name}' is stored"):
            store.find(name)
    store.promote("aaa")
    store.challenge("bbb")
    assert (store.find("champion"), store.find("challenger")) == ("aaa", "bbb")


def test_a_challenger_is_none_once_it_is_promoted_or_gone(store: Store) -> None:
    assert store.challenger() == ""
    store.challenge("bbb")
    store.promote("aaa")
    assert store.challenger() == "bbb"
    store.promote("bbb")
    assert store.challenger() == ""
    store.challenge("gone")
    assert store.challenger() == ""


def test_a_promotion_is_logged_and_the_pointer_knows_the_end_of_the_log(store: Store) -> None:
    store.promote("aaa", reason="the first version")
    store.promote("bbb", reason="we must", gates=[{"name": "score", "passed": False}], forced=True)
    first, second = store.log.promotions()
    assert (first.action, first.version, first.before, first.reason, first.forced) == (
        "promote",
        "aaa",
        "",
        "the first version",
        False,
    )
    assert (second.version, second.before, second.forced) == ("bbb", "aaa", True)
    assert second.gates == [{"name": "score", "passed": False}]
    pointer = json.loads((store.folder / "champion.json").read_text())
    assert pointer == {"version": "bbb", "log": store.log.head()}
    assert store.faults() == []
    assert store.mend() is None


def test_rollback_twice_goes_two_champions_back(store: Store, saved: Path) -> None:
    store.add(saved, "ccc")
    for version in ("aaa", "bbb", "ccc"):
        store.promote(version)
    assert store.rollback("worse than it looked").version == "bbb"
    assert store.rollback("and again").version == "aaa"
    assert store.champion().name == "aaa"
    assert [(one.action, one.version, one.before) for one in store.log.promotions()[3:]] == [
        ("rollback", "bbb", "ccc"),
        ("rollback", "aaa", "bbb"),
    ]
    with pytest.raises(InputError) as caught:
        store.rollback("once more")
    assert str(caught.value) == f"{store.folder}: no champion came before this one; promote a version instead"
    store.promote("ccc")
    assert store.rollback("back").version == "aaa"


def test_a_store_that_is_older_than_its_log_can_be_rolled_back_too(store: Store) -> None:
    (store.folder / "champion.json").write_text('{"version": "aaa"}')
    assert (store.faults(), store.mend()) == ([], None)
    store.promote("bbb")
    assert store.rollback("back").version == "aaa"


def killed(store: Store, monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    """Promote, and be killed between the log and the pointer."""
    with monkeypatch.context() as patch:
        patch.setattr(Store, "_point", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            store.promote(version, reason="cut short")


@pytest.mark.parametrize("before", ["aaa", None])
def test_a_promotion_that_was_killed_half_way_is_explained_and_finished(
    store: Store, monkeypatch: pytest.MonkeyPatch, before: str | None
) -> None:
    if before:
        store.promote(before)
    killed(store, monkeypatch, "bbb")
    if before:
        assert store.champion().name == before
    line = store.log.promotions()[-1]
    assert str(store.mend()) == (f"the promotion of bbb by {line.by} on {line.at} was interrupted; it is finished now")
    assert store.champion().name == "bbb"
    assert (store.faults(), store.mend()) == ([], None)


def test_the_next_promotion_finishes_what_was_killed_first(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.promote("aaa")
    killed(store, monkeypatch, "bbb")
    assert store.promote("aaa").before == "bbb"
    assert store.faults() == []


def test_a_line_that_was_killed_half_way_is_explained_and_removed(store: Store) -> None:
    store.promote("aaa")
    whole = store.log.path.read_bytes()
    store.log.path.write_bytes(whole + b'{"at": "20')
    assert str(store.mend()) == (
        f"{store.log.path}: a line was not written to its end; it is removed, and the champion is as it was before"
    )
    assert store.log.path.read_bytes() == whole
    assert store.mend() is None


@pytest.mark.parametrize("pointer", [None, "{", "[]"])
def test_a_lost_pointer_is_restored_and_that_is_logged(store: Store, pointer: str | None) -> None:
    store.promote("aaa")
    store.promote("bbb")
    path = store.folder / "champion.json"
    path.unlink() if pointer is None else path.write_text(pointer)
    assert str(store.mend()) == (
        "champion.json was missing or could not be understood; it is restored from the log: bbb is the champion"
    )
    assert store.champion().name == "bbb"
    assert [one.action for one in store.log.promotions()] == ["promote", "promote", "restore"]
    assert store.rollback("back").version == "aaa"


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_a_log_whose_end_is_cut_off_is_found_and_nothing_is_added_to_it(store: Store, cut: int) -> None:
    for version in ("aaa", "bbb", "aaa"):
        store.promote(version)
    lines = store.log.path.read_bytes().splitlines(keepends=True)
    if cut == 3:
        store.log.path.unlink()
    else:
        store.log.path.write_bytes(b"".join(lines[:-cut]))
    sentence = (
        f"{store.log.path}: its end is not the one that champion.json knows: lines were cut off, added or changed "
        "there; restore both files from a copy"
    )
    assert [str(fault) for fault in store.faults()] == [sentence]
    for ask in (store.mend, lambda: store.promote("bbb")):
        with pytest.raises(GateError) as caught:
            ask()
        assert str(caught.value) == sentence
    assert store.champion().name == "aaa"


def test_a_pointer_that_was_moved_by_hand_is_found(store: Store) -> None:
    store.promote("aaa")
    path = store.folder / "champion.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "version": "bbb"}))
    (fault,) = store.faults()
    assert str(fault) == (
        f"{store.log.path}: its last line names version aaa, and champion.json another one; "
        "restore both files from a copy"
    )


def test_a_line_that_was_changed_is_nothing_to_mend(store: Store) -> None:
    store.promote("aaa")
    store.promote("bbb")
    store.log.path.write_bytes(store.log.path.read_bytes().replace(b"aaa", b"xxx", 1))
    for ask in (store.mend, lambda: store.promote("aaa"), lambda: store.rollback("x")):
        with pytest.raises(GateError, match="line 2 does not follow the line before it"):
            ask()


def test_a_line_that_was_killed_half_way_beside_a_lost_pointer(store: Store) -> None:
    store.promote("aaa")
    store.promote("bbb")
    (store.folder / "champion.json").unlink()
    store.log.path.write_bytes(store.log.path.read_bytes() + b'{"at": "20')
    assert store.mend() is not None
    assert store.champion().name == "bbb"
    assert [one.action for one in store.log.promotions()] == ["promote", "promote", "restore"]
    assert (store.faults(), store.mend(), store.log.unfinished()) == ([], None, False)


def test_an_unfinished_line_after_a_cut_is_no_excuse(store: Store) -> None:
    for version in ("aaa", "bbb", "aaa"):
        store.promote(version)
    lines = store.log.path.read_bytes().splitlines(keepends=True)
    store.log.path.write_bytes(lines[0] + b'{"at": "20')
    with pytest.raises(GateError, match="its end is not the one that"):
        store.mend()
