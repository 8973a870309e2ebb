from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from creditworthy.errors import InputError
from creditworthy.tracking import Run, Standing, follow, record

if TYPE_CHECKING:
    from mlflow import MlflowClient


@pytest.fixture
def two(runs: Sequence[Run], scorer: Path, uri: str) -> None:
    """A champion and a challenger."""
    record(runs, champion="lightgbm", scorer=scorer, dataset={}, uri=uri)
    (scorer / "scorer.json").write_text('{"version": "90aa17"}')
    record(runs, champion="logistic", scorer=scorer, dataset={}, uri=uri, standing=Standing("challenger", {"a": "b"}))


def aliases(client: "MlflowClient") -> dict[str, int]:
    return {name: int(version) for name, version in client.get_registered_model("credit").aliases.items()}


@pytest.mark.usefixtures("two")
def test_a_challenger_leaves_the_champion_its_alias(client: "MlflowClient") -> None:
    assert aliases(client) == {"champion": 1, "challenger": 2}
    assert client.get_model_version("credit", "2").tags == {"scorer_version": "90aa17", "a": "b"}


@pytest.mark.usefixtures("two")
def test_the_aliases_follow_a_promotion_and_a_rollback(client: "MlflowClient", uri: str) -> None:
    assert follow("90aa17", uri=uri, tags={"gate.score": "passed"})
    assert aliases(client) == {"champion": 2}
    assert client.get_model_version("credit", "2").tags["gate.score"] == "passed"
    assert follow("5f2c81", uri=uri, tags={})
    assert aliases(client) == {"champion": 1}


@pytest.mark.usefixtures("two")
def test_the_challenger_stays_one_while_another_is_promoted(client: "MlflowClient", uri: str) -> None:
    assert follow("5f2c81", uri=uri, tags={})
    assert aliases(client) == {"champion": 1, "challenger": 2}


def test_of_several_that_are_the_same_scorer_the_newest_is_called(
    runs: Sequence[Run], scorer: Path, uri: str, client: "MlflowClient"
) -> None:
    for _ in range(2):
        record(runs, champion="lightgbm", scorer=scorer, dataset={}, uri=uri, standing=Standing("challenger"))
    assert follow("5f2c81", uri=uri, tags={})
    assert aliases(client) == {"champion": 2}


@pytest.mark.usefixtures("two")
def test_a_version_that_was_never_registered_moves_nothing(client: "MlflowClient", uri: str) -> None:
    assert not follow("unknown", uri=uri, tags={"a": "b"})
    assert aliases(client) == {"champion": 1, "challenger": 2}


def test_a_database_that_is_missing_is_not_made(tmp_path: Path) -> None:
    assert not follow("5f2c81", uri=f"sqlite:///{tmp_path / 'none' / 'mlflow.db'}", tags={})
    assert not (tmp_path / "none").exists()


def test_an_address_of_another_kind_is_a_sentence() -> None:
    with pytest.raises(InputError, match="not an address of a tracking store"):
        follow("5f2c81", uri="ftp://x", tags={})
