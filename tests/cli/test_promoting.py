import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from creditworthy.pipeline import Training
from creditworthy.scorer import Scorer, Store

Challenger = Callable[..., str]


@pytest.fixture
def store(project: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    # A machine that tests several things at once takes its time.
    monkeypatch.setenv("CREDITWORTHY_LATENCY", "60000")
    monkeypatch.setattr("creditworthy.scorer.gates.DECISIONS", 2)
    return Store(project / "models")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, str]]]:
    """What the tracking store was told."""
    found: list[tuple[str, dict[str, str]]] = []

    def follow(version: str, *, uri: str, tags: dict[str, str]) -> bool:
        assert uri == "sqlite:///models/mlflow.db"
        found.append((version, tags))
        return True

    monkeypatch.setattr("creditworthy.tracking.follow", follow)
    return found


def test_a_version_that_passes_every_gate_is_promoted(
    command: Any, store: Store, scorer: Scorer, challenger: Challenger, told: list[Any]
) -> None:
    version = challenger()
    code, out, err = command("models", "promote", "challenger")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert [line[:4] for line in lines[:-1]] == ["  ✓ "] * 5
    assert lines[-1] == f"Champion: {version}, in place of {scorer.version}"
    assert store.champion().name == version
    line = store.log.promotions()[-1]
    assert (line.action, line.version, line.before, line.reason, line.forced) == (
        "promote",
        version,
        scorer.version,
        "all gates passed",
        False,
    )
    ((followed, tags),) = told
    assert followed == version
    assert tags["promotion.digest"] == store.log.head()
    assert tags["promotion.forced"] == "false"
    assert {name: tags[name] for name in tags if name.startswith("gate.")} == {
        f"gate.{name}": "passed" for name in ("score", "calibration", "fairness", "latency", "features")
    }


def unfair(challenger: Challenger, training: Training) -> str:
    return challenger(fairness=None)


def worse(challenger: Challenger, training: Training) -> str:
    return challenger(training.unseen.with_columns(declined=pl.col("defaulted") == 0))


def uncalibrated(challenger: Challenger, training: Training) -> str:
    better = training.unseen.with_columns(declined=pl.col("defaulted") == 1)
    return challenger(better.with_columns(probability=(pl.col("probability") * 3).clip(0, 0.9) ** 3 + 0.01))


@pytest.mark.parametrize(
    ("version_of", "name"),
    [(worse, "Business score"), (uncalibrated, "Calibration"), (unfair, "Fairness"), (None, "Latency")],
)
def test_each_gate_alone_leaves_the_champion(
    command: Any,
    store: Store,
    challenger: Challenger,
    training: Training,
    monkeypatch: pytest.MonkeyPatch,
    *,
    version_of: Callable[[Challenger, Training], str] | None,
    name: str,
) -> None:
    if version_of is None:
        monkeypatch.setenv("CREDITWORTHY_LATENCY", "0.001")
    version = version_of(challenger, training) if version_of else challenger()
    before = {path.name: path.read_bytes() for path in store.folder.iterdir() if path.is_file()}
    code, out, err = command("models", "promote", version[:6])
    assert code == 3
    assert [line.split("  ")[1][2:] for line in out.splitlines() if line.startswith("  ✗")] == [name]
    assert err == (
        f"creditworthy: {version}: did not pass 1 of 5 gates ({name}); the champion is as it was; to promote it all "
        "the same, add --force --reason «…»\n"
    )
    assert {path.name: path.read_bytes() for path in store.folder.iterdir() if path.is_file()} == before


@pytest.mark.parametrize("force", [(), ("--force", "--reason", "whatever")])
def test_a_version_that_does_not_load_is_promoted_by_nobody(
    command: Any, store: Store, scorer: Scorer, challenger: Challenger, force: tuple[str, ...]
) -> None:
    version = challenger()
    (store.path(version) / "evidence.json").write_text("{}")
    code, out, err = command("models", "promote", version, *force)
    assert (code, out) == (2, "")
    assert "evidence.json is missing or is not the file that was saved" in err
    assert store.champion().name == scorer.version


def test_a_forced_promotion_is_logged_with_what_it_was_forced_past(
    command: Any, store: Store, challenger: Challenger, told: list[Any]
) -> None:
    version = challenger(fairness=None)
    code, out, _ = command("models", "promote", version, "--force", "--reason", "  mesuré ailleurs ")
    assert code == 0
    assert "✗ Fairness  not measured" in out
    line = store.log.promotions()[-1]
    assert (line.version, line.reason, line.forced) == (version, "mesuré ailleurs", True)
    assert [gate["name"] for gate in line.gates if not gate["passed"]] == ["fairness"]
    assert told[0][1]["promotion.forced"] == "true"
    assert told[0][1]["gate.fairness"] == "failed"


@pytest.mark.parametrize(
    "asked", [("--force",), ("--force", "--reason", ""), ("--force", "--reason", " "), ("--reason", "")]
)
def test_a_reason_is_not_empty(command: Any, store: Store, scorer: Scorer, asked: tuple[str, ...]) -> None:
    sentence = "creditworthy: a reason is missing: say why with --reason «…»\n"
    assert command("models", "promote", "champion", *asked) == (2, "", sentence)
    assert command("models", "rollback", "--reason", "") == (2, "", sentence)
    assert len(store.log.lines()) == 1


def test_for_programs(command: Any, store: Store, challenger: Challenger, told: list[Any]) -> None:
    version = challenger(fairness=None)
    refused = command("models", "promote", version, "--json")
    assert refused.code == 3
    found = json.loads(refused.out)
    assert (found["version"], found["promoted"], len(found["gates"])) == (version, False, 5)
    found = json.loads(command("models", "promote", version, "--json", "--force", "--reason", "x").out)
    assert (found["version"], found["promoted"]) == (version, True)


def test_the_champion_is_not_promoted_again(command: Any, store: Store, scorer: Scorer) -> None:
    sentence = f"creditworthy: {scorer.version} is the champion already\n"
    assert command("models", "promote", scorer.version) == (2, "", sentence)


def test_rollback(command: Any, store: Store, scorer: Scorer, challenger: Challenger, told: list[Any]) -> None:
    version = challenger()
    store.promote(version)
    code, out, err = command("models", "rollback")
    assert (code, out, err) == (0, f"Champion: {scorer.version}, in place of {version}\n", "")
    assert (store.log.promotions()[-1].action, store.log.promotions()[-1].reason) == ("rollback", "rollback")
    assert told[0][0] == scorer.version
    code, out, err = command("models", "rollback", "--reason", "again")
    assert (code, err) == (2, "creditworthy: models: no champion came before this one; promote a version instead\n")
    assert store.champion().name == scorer.version


def test_rollback_to_what_does_not_load_is_refused(command: Any, store: Store, challenger: Challenger) -> None:
    before = store.champion()
    version = challenger()
    store.promote(version)
    (before / "evidence.json").write_text("{}")
    code, _, err = command("models", "rollback")
    assert code == 2
    assert "is not the file that was saved" in err
    assert store.champion().name == version


def test_what_mlflow_does_not_know_is_said(command: Any, store: Store, challenger: Challenger) -> None:
    challenger()
    assert command("models", "promote", "challenger").out.splitlines()[-1] == (
        "MLflow does not know this version; its aliases are as they were"
    )


def test_a_tracking_store_out_of_reach_leaves_the_promotion(
    command: Any, store: Store, challenger: Challenger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CREDITWORTHY_TRACKING", "ftp://x")
    version = challenger()
    code, _, err = command("models", "promote", "challenger")
    assert code == 2
    sentence = f"creditworthy: {version} is the champion all the same, but the tracking store was not told: ftp://x: "
    assert err.startswith(sentence)
    assert store.champion().name == version


def test_without_mlflow_nobody_is_told(
    command: Any, store: Store, challenger: Challenger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("creditworthy.cli.promoting.find_spec", lambda _: None)
    version = challenger()
    assert command("models", "promote", "challenger").out.splitlines()[-1].startswith(f"Champion: {version}")
