import json
from pathlib import Path
from threading import Event, Thread

import pytest

from creditworthy.errors import InputError, UnknownNameError
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


def test_no_champion_yet_is_a_sentence(store: Store) -> None:
    with pytest.raises(InputError) as caught:
        store.champion()
    assert str(caught.value) == f"{store.folder}: no champion yet; train one with «creditworthy train TABLES»"


def test_the_champion_is_the_version_that_was_promoted_last(store: Store) -> None:
    store.promote("aaa")
    store.promote("bbb")
    assert store.champion() == store.folder / "bbb"
    assert {path.name for path in store.folder.iterdir()} == {"aaa", "bbb", "champion.json"}


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
