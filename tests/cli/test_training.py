import json
from pathlib import Path
from shutil import copytree
from typing import Any

import polars as pl
import pytest

from creditworthy.cli.training import keep, learn
from creditworthy.decision import Policy, Terms
from creditworthy.errors import InputError
from creditworthy.models import USUAL, Search
from creditworthy.pipeline import Training
from creditworthy.scorer import Store, read_evidence
from creditworthy.settings import settings
from creditworthy.tables.load import Tables

STUDIES = Path("models/studies.db")


@pytest.fixture
def trained(monkeypatch: pytest.MonkeyPatch, training: Training) -> list[tuple[Any, ...]]:
    """Training that is done already; what it was asked for."""
    asked: list[tuple[Any, ...]] = []

    def train(tables: Tables, names: list[str], **options: Any) -> Training:
        options["advance"]("lightgbm")
        asked.append((names, options["how"], options["fold_count"], options["seed"], options["costs"].missed_default))
        return training

    monkeypatch.setattr("creditworthy.pipeline.train", train)
    return asked


@pytest.fixture
def recorded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Where each training was recorded, and under which alias."""
    found: list[str] = []

    def record(*_: object, uri: str, standing: Any, **__: object) -> None:
        found.extend((uri, standing.alias))

    monkeypatch.setattr("creditworthy.tracking.record", record)
    return found


def test_train(command: Any, with_tables: Path, trained: list[Any], recorded: list[str], training: Training) -> None:
    code, out, err = command("train")
    assert (code, err) == (0, "")
    champion = Store(with_tables / "models").champion().name
    assert out.splitlines()[-3:] == [
        f"Champion: {training.champion.name}, version {champion}",
        f"→ models/{champion}",
        "Next: creditworthy score",
    ]
    assert trained == [([one.name for one in USUAL], Search("none", 10, studies=STUDIES), 5, 7, 10.0)]
    assert recorded == ["sqlite:///models/mlflow.db", "champion"]


@pytest.mark.usefixtures("trained")
def test_a_later_training_is_the_challenger_unless_it_passes_every_gate(
    command: Any, with_tables: Path, recorded: list[str], scorer_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("creditworthy.scorer.gates.DECISIONS", 1)
    monkeypatch.setenv("CREDITWORTHY_LATENCY", "60000")
    monkeypatch.setenv("CREDITWORTHY_FOUR_FIFTHS", "1")
    store = Store(with_tables / "models")
    copytree(scorer_folder, store.folder / "earlier")
    store.promote("earlier")
    code, out, err = command("train")
    assert (code, err) == (0, "")
    (version,) = (one for one in store.versions() if one != "earlier")
    gates = [line.split("  ")[1] for line in out.splitlines() if line.startswith(("  ✓", "  ✗"))]
    assert gates == ["✓ Business score", "✓ Calibration", "✗ Fairness", "✓ Latency", "✓ Features"]
    assert out.splitlines()[-3:] == [
        f"To promote it: creditworthy models promote {version}",
        f"→ models/{version}",
        "Next: creditworthy score",
    ]
    assert (store.champion().name, store.challenger()) == ("earlier", version)
    assert recorded == ["sqlite:///models/mlflow.db", "challenger"]


def test_a_training_may_be_kept_aside(command: Any, with_tables: Path, trained: list[Any], recorded: list[str]) -> None:
    found = json.loads(command("train", "--no-promote", "--json").out)
    assert (found["promoted"], found["gates"]) == (False, [])
    assert Store(with_tables / "models").challenger() == found["version"]
    assert not (with_tables / "models" / "champion.json").exists()
    assert recorded[-1] == "challenger"


def test_train_goes_by_the_settings(
    command: Any, with_tables: Path, trained: list[Any], recorded: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (with_tables / "creditworthy.toml").write_text('folds = 3\nmissed_default = 8\nstore = "kept"\n')
    monkeypatch.setenv("CREDITWORTHY_SEED", "11")
    assert command("train", "--candidate", "logistic", "--candidate", "logistic+none").code == 0
    assert trained == [(["logistic"], Search("none", 10, studies=Path("kept/studies.db")), 3, 11, 8.0)]
    assert Store(with_tables / "kept").champion().is_dir()


def test_the_policy_is_that_of_the_settings_and_the_lender(
    tables: Tables, training: Training, monkeypatch: pytest.MonkeyPatch
) -> None:
    policies: list[Policy] = []

    def train(*_: object, policy: Policy, **__: object) -> Training:
        policies.append(policy)
        return training

    monkeypatch.setattr("creditworthy.pipeline.train", train)
    learn(tables, ["lightgbm"])
    monkeypatch.setenv("CREDITWORTHY_REVIEW_BAND", "0.02")
    monkeypatch.setenv("CREDITWORTHY_LOSS_GIVEN_DEFAULT", "0.45")
    settings.cache_clear()
    learn(tables, ["lightgbm"])
    protected = tables.dictionary.protected
    assert policies == [Policy(protected), Policy(protected, 0.02, Terms(0.45, 0.06))]


def test_arm_and_search_are_chosen(command: Any, with_tables: Path, trained: list[Any], recorded: list[str]) -> None:
    asked = ("--candidate", "lightgbm+smote", "--candidate", "prior", "--search", "optuna", "--trials", "5")
    assert command("train", *asked).code == 0
    assert [one[:2] for one in trained] == [(["lightgbm+smote", "prior"], Search("optuna", 5, studies=STUDIES))]


def test_the_price_of_the_policy_is_asked_for(
    command: Any, with_tables: Path, recorded: list[str], training: Training, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []

    def train(*_: Any, price: bool, **__: Any) -> Training:
        asked.append(price)
        return training

    monkeypatch.setattr("creditworthy.pipeline.train", train)
    assert [command("train", *options).code for options in ((), ("--price",))] == [0, 0]
    assert asked == [False, True]


def test_train_for_programs(
    command: Any, with_tables: Path, trained: list[Any], recorded: list[str], training: Training
) -> None:
    code, out, err = command("train", "--json")
    assert (code, err) == (0, "")
    found = json.loads(out)
    saved = Store(with_tables / "models").champion()
    assert (found["version"], found["champion"]) == (saved.name, training.champion.name)
    assert found["candidates"] == read_evidence(saved)["candidates"]


def test_tracking_out_of_reach_costs_nothing_that_was_learnt(
    command: Any, with_tables: Path, trained: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CREDITWORTHY_TRACKING", "http://127.0.0.1:9")
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")
    code, out, err = command("train")
    champion = Store(with_tables / "models").champion()
    assert code == 2
    assert f"version {champion.name}" in out
    assert err.startswith("creditworthy: http://127.0.0.1:9: no MLflow server answers there")
    assert err.endswith(f"; the scorer is champion all the same, saved in models/{champion.name}\n")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (("--candidate", "lightgm"), "no candidate 'lightgm'; close names: lightgbm"),
        (("--candidate", "lightgbm+weights"), "no arm 'weights'; close names: class_weights"),
        (("--search", "opuna"), "no search 'opuna'; close names: optuna"),
    ],
)
def test_an_unknown_name(command: Any, with_tables: Path, asked: tuple[str, str], sentence: str) -> None:
    assert command("train", *asked) == (2, "", f"creditworthy: {sentence}\n")
    assert not (with_tables / "models").exists()


def test_no_trial_is_no_search(command: Any, with_tables: Path) -> None:
    code, out, err = command("train", "--trials", "0")
    assert (code, out) == (2, "")
    assert "--trials" in err


def test_learning_searches_only_where_it_is_asked_to(tables: Tables, trained: list[Any]) -> None:
    learn(tables, ["lightgbm"])
    assert trained[0][:2] == (["lightgbm"], Search("none", 10, studies=STUDIES))


@pytest.mark.parametrize(
    ("keep_rows", "sentence"),
    [
        (pl.col("TARGET") == 0, "0 persons with a default and "),
        (pl.col("TARGET") == 1, " persons with a default and 0 without are too few for 5 folds"),
        (pl.int_range(pl.len()).over("TARGET") < 3, "3 persons with a default and 3 without are too few"),
    ],
)
def test_too_few_of_a_kind(
    command: Any, portfolio_folder: Path, tmp_path: Path, keep_rows: pl.Expr, sentence: str
) -> None:
    applications = pl.read_parquet(portfolio_folder / "application_train.parquet").filter(keep_rows)
    (tmp_path / "raw").mkdir()
    applications.write_parquet(tmp_path / "raw" / "application_train.parquet")
    assert command("data", "import", "raw", "--out", "t").code == 0
    code, out, err = command("train", "t")
    assert (code, out) == (2, "")
    assert sentence in err
    assert err.count("\n") == 1


def test_no_application_with_a_known_outcome(command: Any, portfolio_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "application_test.parquet").symlink_to(portfolio_folder / "application_test.parquet")
    command("data", "import", "raw", "--out", "t")
    sentence = "t: application_train is absent; import the tables again with that file"
    assert command("train", "t") == (2, "", f"creditworthy: {sentence}\n")


def test_keep_where_it_cannot_be_written(training: Training, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match=r"file/models: cannot be written \(Not a directory\)"):
        keep(training, tmp_path / "file" / "models")
    assert settings().folds == 5
