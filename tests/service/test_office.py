import gc
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx2
import pytest
from sqlalchemy import event

from creditworthy.cli.asking import on_loopback
from creditworthy.errors import InputError, ScorerError
from creditworthy.pipeline import build_features
from creditworthy.scorer import Scorer, Store
from creditworthy.service import Books, Office, Register, create_app
from creditworthy.tables.applicants import request_of
from creditworthy.tables.load import Tables


@pytest.fixture
def store(scorer: Scorer, scorer_folder: Path, tmp_path: Path) -> Store:
    found = Store(tmp_path / "models")
    found.add(scorer_folder, scorer.version)
    found.promote(scorer.version)
    return found


def test_the_champion_opens_and_is_followed(store: Store, scorer: Scorer) -> None:
    office = Office(scorer.dictionary, store.folder)
    desk = office.open()
    assert (desk.model().version, desk.refused) == (scorer.version, None)
    with office.following(desk) as watch:
        assert watch is not None


def test_a_scorer_of_its_own_is_not_followed(store: Store, scorer: Scorer, scorer_folder: Path) -> None:
    office = Office(scorer.dictionary, store.folder, scorer_folder)
    with office.following(office.open()) as watch:
        assert watch is None


def test_a_champion_that_cannot_answer_leaves_its_place_to_the_one_before(store: Store, scorer: Scorer) -> None:
    shutil.copytree(store.folder / scorer.version, store.folder / "spoilt")
    (store.folder / "spoilt" / "model.txt").write_text("", encoding="utf-8")
    store.promote("spoilt")
    office = Office(scorer.dictionary, store.folder)
    with pytest.raises(ScorerError, match="is missing or is not the file that was saved"):
        office.open()
    desk = office.open(scorer.version)
    assert (desk.model().version, desk.refused) == (scorer.version, "unknown")


def test_no_champion_is_told(scorer: Scorer, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no champion yet"):
        Office(scorer.dictionary, tmp_path).open()


def test_known_applicants_with_and_without_built_features(
    store: Store, scorer: Scorer, tables: Tables, tables_folder: Path, tmp_path: Path
) -> None:
    applicant = int(tables.applications("test").collect()["SK_ID_CURR"][0])
    path = tmp_path / "features.parquet"
    office = Office(scorer.dictionary, store.folder, None, tables_folder, path)
    before, asked = office.open().decide_known(applicant, "en")
    assert asked is not None
    build_features(tables, path)
    assert office.open().decide_known(applicant, "en") == (before, None)
    assert path.with_name(".features.parquet.rows").is_dir()


def test_what_stays_is_not_searched_for_garbage_while_the_service_runs(store: Store, scorer: Scorer) -> None:
    office = Office(scorer.dictionary, store.folder)
    desk = office.open()
    with office.server(desk):
        assert gc.get_freeze_count() > 10_000
    assert gc.get_freeze_count() == 0


def test_a_full_disk_refuses_decisions_until_there_is_room(
    store: Store, scorer: Scorer, tables: Tables, tmp_path: Path
) -> None:
    pages = 10**6

    def limit(connection: Any, *_: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}")

    asked = request_of(tables, int(tables.applications("test").collect()["SK_ID_CURR"][0]))
    desk = Office(scorer.dictionary, store.folder).open()
    books = Books(f"sqlite:///{tmp_path / 'journal.db'}", tmp_path / "journal.key", tmp_path / "anchors.jsonl")
    with books.open() as journal:
        event.listen(journal._database.engine, "checkout", limit)

        def ask(_: int) -> tuple[int, str | None, str | None]:
            answer = client.post("/v1/decisions", json=asked)
            return answer.status_code, answer.headers.get("Retry-After"), answer.json().get("id")

        app = create_app(desk, Register(desk, journal))
        with on_loopback(app) as address, httpx2.Client(base_url=address) as client, ThreadPoolExecutor(3) as pool:
            found = list(pool.map(ask, range(6)))
            pages = 1  # SQLite takes it for: no more than there are
            full = list(pool.map(ask, range(60)))
            pages = 10**6
            found += [*full, *pool.map(ask, range(6))]
            assert all(status == 200 for status, _, _ in found[-6:])
        assert full[-1][:2] == (503, "1")
        assert {one[:2] for one in found} == {(200, None), (503, "1")}
        answered = [id_ for _, _, id_ in found if id_]
        assert sorted(answered) == sorted(entry["id"] for entry in journal.export())
        assert journal.verify() == []
