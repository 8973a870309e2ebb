import logging
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event
from time import monotonic, sleep
from typing import Any

import pytest

from creditworthy.cli.asking import on_loopback
from creditworthy.client import Client
from creditworthy.pipeline import Training
from creditworthy.scorer import Scorer, Store, read_evidence, save
from creditworthy.scorer.folder import FORMAT
from creditworthy.service import Desk, Watch, create_app
from creditworthy.tables.applicants import request_of
from creditworthy.tables.load import Tables


@pytest.fixture
def other(scorer: Scorer, training: Training, tmp_path: Path) -> tuple[Path, str]:
    """A scorer with another threshold, saved, and its version."""
    saved = save(replace(scorer, threshold=scorer.threshold / 2), tmp_path / "other", training.evidence)
    return tmp_path / "other", saved.version


@pytest.fixture
def store(scorer: Scorer, scorer_folder: Path, other: tuple[Path, str], tmp_path: Path) -> Store:
    """A store of two versions; the scorer of the training is the champion."""
    found = Store(tmp_path / "models")
    found.add(scorer_folder, scorer.version)
    found.add(*other)
    found.promote(scorer.version)
    return found


@pytest.fixture
def desk(scorer: Scorer, scorer_folder: Path) -> Desk:
    return Desk(scorer, read_evidence(scorer_folder))


@pytest.fixture
def watch(store: Store, desk: Desk) -> Watch:
    found = Watch(store, desk, again=3_600)
    found.look()
    return found


@pytest.fixture
def watching(watch: Watch, desk: Desk, store: Store) -> tuple[Watch, Desk, Store]:
    return watch, desk, store


def answered_by(seen: list[str], version: str, start: int) -> bool:
    return version in seen[start:]


def until(condition: Callable[[], bool]) -> None:
    deadline = monotonic() + 20
    while not condition():
        assert monotonic() < deadline
        sleep(0.02)


def test_the_champion_that_answers_stays(watch: Watch, desk: Desk, scorer: Scorer, caplog: Any) -> None:
    watch.look()
    assert (desk.model().version, desk.refused, caplog.records) == (scorer.version, None, [])


def test_a_promotion_takes_effect_and_a_rollback_too(
    watch: Watch, desk: Desk, store: Store, scorer: Scorer, other: tuple[Path, str]
) -> None:
    store.promote(other[1])
    watch.look()
    assert (desk.model().version, desk.model().threshold) == (other[1], scorer.threshold / 2)
    assert desk.portfolio().threshold == scorer.threshold / 2
    store.rollback("a test")
    watch.look()
    assert (desk.model().version, desk.refused) == (scorer.version, None)


def corrupt(folder: Path) -> None:
    with (folder / "evidence.json").open("a", encoding="utf-8") as file:
        file.write(" ")


def rewritten(folder: Path) -> None:
    path = folder / "scorer.json"
    path.write_text(path.read_text(encoding="utf-8") + " ", encoding="utf-8")


def foreign(folder: Path) -> None:
    path = folder / "scorer.json"
    path.write_text(path.read_text(encoding="utf-8").replace("home_credit", "another"), encoding="utf-8")


def incompatible(folder: Path) -> None:
    path = folder / "scorer.json"
    path.write_text(path.read_text(encoding="utf-8").replace(f'"format": {FORMAT}', '"format": 1'), encoding="utf-8")


def empty(folder: Path) -> None:
    shutil.rmtree(folder)


def not_json(folder: Path) -> None:
    (folder / "scorer.json").write_text("{", encoding="utf-8")


@pytest.mark.parametrize(
    "case",
    [
        (corrupt, "is missing or is not the file that was saved"),
        (rewritten, "what is stored there is version"),
        (foreign, "a scorer for the tables of 'another'"),
        (incompatible, "saved in format 1"),
        (empty, "no version"),
        (not_json, "is not valid JSON"),
    ],
)
def test_a_champion_that_cannot_answer_is_refused_once(
    watching: tuple[Watch, Desk, Store], scorer: Scorer, other: Any, caplog: Any, case: tuple[Any, str]
) -> None:
    (watch, desk, store), (spoil, why) = watching, case
    store.promote(other[1])
    spoil(store.folder / other[1])
    for _ in range(3):
        watch.look()
    assert (desk.model().version, desk.refused) == (scorer.version, "unknown" if spoil is empty else other[1])
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert record.getMessage().startswith(f"the new champion is refused, version {scorer.version} goes on: ")
    assert why in record.getMessage()


def test_a_refused_champion_that_is_restored_takes_over(
    store: Store, desk: Desk, other: tuple[Path, str], caplog: Any
) -> None:
    watch = Watch(store, desk, again=0)
    store.promote(other[1])
    kept = store.folder / other[1] / "scorer.json"
    content = kept.read_bytes()
    kept.write_text("{", encoding="utf-8")
    watch.look()
    watch.look()
    assert desk.refused == other[1]
    assert len(caplog.records) == 1
    kept.write_bytes(content)
    watch.look()
    assert (desk.model().version, desk.refused) == (other[1], None)


def test_a_store_without_pointer_keeps_the_scorer(watch: Watch, desk: Desk, store: Store, scorer: Scorer) -> None:
    (store.folder / "champion.json").unlink()
    watch.look()
    assert (desk.model().version, desk.refused) == (scorer.version, "unknown")


def test_promotions_while_requests_flow_fail_none_of_them(
    desk: Desk, store: Store, scorer: Scorer, other: tuple[Path, str], tables: Tables
) -> None:
    asked = request_of(tables, int(tables.applications("test").collect()["SK_ID_CURR"][0]))
    thresholds = {scorer.version: scorer.threshold, other[1]: scorer.threshold / 2}
    stop, seen = Event(), []

    def flow(address: str) -> int:
        count = 0
        with Client(address, timeout=20) as client:
            while not stop.is_set():
                answer = client.decide(asked)
                seen.append(answer.model_version)
                assert answer.threshold == thresholds[answer.model_version]
                count += 1
        return count

    with on_loopback(create_app(desk)) as address, Watch(store, desk, pause=0.05), ThreadPoolExecutor(3) as pool:
        flows = [pool.submit(flow, address) for _ in range(3)]
        try:
            for version in (other[1], scorer.version, other[1]):
                store.promote(version)
                until(partial(answered_by, seen, version, len(seen)))
        finally:
            stop.set()
        assert min(found.result() for found in flows) > 5
    assert set(seen) == set(thresholds)
