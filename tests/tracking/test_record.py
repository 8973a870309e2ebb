from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from creditworthy.errors import InputError
from creditworthy.tracking import Registered, Run, record

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities import Run as Recorded

DATASET = {"rows": 307_511, "default_rate": 0.0807}


def recorded(client: "MlflowClient", experiment: str = "creditworthy") -> dict[str, "Recorded"]:
    found = client.get_experiment_by_name(experiment)
    assert found is not None
    return {run.info.run_name: run for run in client.search_runs([found.experiment_id])}


def test_each_candidate_is_a_run_nested_in_the_training(
    runs: Sequence[Run], scorer: Path, uri: str, client: "MlflowClient"
) -> None:
    record(runs, champion="lightgbm", scorer=scorer, dataset=DATASET, uri=uri)

    by_name = recorded(client)
    parent = by_name["train"].info.run_id
    assert set(by_name) == {"train", "logistic", "lightgbm"}
    assert "mlflow.parentRunId" not in by_name["train"].data.tags
    assert by_name["logistic"].data.tags["mlflow.parentRunId"] == parent
    assert by_name["lightgbm"].data.tags["mlflow.parentRunId"] == parent
    assert {run.info.status for run in by_name.values()} == {"FINISHED"}


def test_each_trial_of_a_search_is_a_run_nested_in_its_candidates(
    runs: Sequence[Run], scorer: Path, uri: str, client: "MlflowClient"
) -> None:
    tried = Run("fold 0, trial 1", {"C": 0.3}, {"roc_auc": 0.71}, {}, {"pruned": "true"})
    searched = [replace(run, trials=[replace(tried, name=f"{run.name} 1")]) for run in runs]
    record(searched, champion="lightgbm", scorer=scorer, dataset=DATASET, uri=uri)

    by_name = recorded(client)
    for name in ("logistic", "lightgbm"):
        trial = by_name[f"{name} 1"]
        assert trial.data.tags["mlflow.parentRunId"] == by_name[name].info.run_id
        assert (trial.data.params, trial.data.metrics) == ({"C": "0.3"}, {"roc_auc": 0.71})
        assert trial.data.tags["pruned"] == "true"


def test_a_run_holds_parameters_metrics_intervals_and_tags(
    runs: Sequence[Run], scorer: Path, uri: str, client: "MlflowClient"
) -> None:
    record(runs, champion="lightgbm", scorer=scorer, dataset=DATASET, uri=uri)

    by_name = recorded(client)
    assert by_name["logistic"].data.params == {"C": "0.1", "penalty": "l2"}
    assert by_name["logistic"].data.metrics == {
        "auc": 0.74,
        "brier": 0.07,
        "auc_low": 0.73,
        "auc_high": 0.75,
    }
    assert by_name["lightgbm"].data.metrics == {"auc": 0.78, "auc_low": 0.77, "auc_high": 0.79}
    assert by_name["lightgbm"].data.tags["encoding"] == "one-hot"


def test_the_training_names_its_data_its_champion_and_the_scorer(
    runs: Sequence[Run], scorer: Path, uri: str, client: "MlflowClient"
) -> None:
    record(runs, champion="lightgbm", scorer=scorer, dataset=DATASET, uri=uri)

    tags = recorded(client)["train"].data.tags
    assert tags["dataset.rows"] == "307511"
    assert tags["dataset.default_rate"] == "0.0807"
    assert tags["champion"] == "lightgbm"
    assert tags["scorer_version"] == "5f2c81"


def test_the_answer_names_the_registered_version(
    runs: Sequence[Run], scorer: Path, uri: str, client: "MlflowClient"
) -> None:
    registered = record(runs, champion="lightgbm", scorer=scorer, dataset=DATASET, uri=uri)

    run_id = recorded(client)["lightgbm"].info.run_id
    assert registered == Registered("credit", 1, run_id, "champion", "models:/credit@champion")


def test_a_second_training_makes_version_two_and_moves_the_alias(
    runs: Sequence[Run], scorer: Path, uri: str, client: "MlflowClient"
) -> None:
    first = record(runs, champion="lightgbm", scorer=scorer, dataset=DATASET, uri=uri)
    (scorer / "scorer.json").write_text('{"version": "90aa17"}')
    second = record(runs, champion="logistic", scorer=scorer, dataset=DATASET, uri=uri)

    champion = client.get_model_version_by_alias("credit", "champion")
    assert (first.number, second.number) == (1, 2)
    assert (int(champion.version), champion.run_id) == (2, second.run_id)
    assert champion.tags == {"scorer_version": "90aa17"}
    assert client.get_model_version("credit", "1").tags == {"scorer_version": "5f2c81"}


def test_experiment_and_model_may_have_other_names(
    runs: Sequence[Run], scorer: Path, uri: str, client: "MlflowClient"
) -> None:
    registered = record(
        runs, champion="lightgbm", scorer=scorer, dataset={}, uri=uri, experiment="essais", model="crédit"
    )

    assert set(recorded(client, "essais")) == {"train", "logistic", "lightgbm"}
    assert registered.uri == "models:/crédit@champion"
    assert client.get_experiment_by_name("creditworthy") is None


@pytest.mark.parametrize(("champion", "count"), [("lihgtgbm", 0), ("logistic", 2)])
def test_the_champion_must_be_one_of_the_runs(
    runs: Sequence[Run], scorer: Path, uri: str, champion: str, count: int
) -> None:
    with pytest.raises(InputError) as error:
        record([runs[0], *runs], champion=champion, scorer=scorer, dataset={}, uri=uri)

    assert str(error.value) == (
        f"{count} runs are named «{champion}» where the champion must be exactly one of: logistic, logistic, lightgbm"
    )


def test_a_scorer_that_does_not_load_is_not_recorded(
    runs: Sequence[Run], uri: str, tmp_path: Path, client: "MlflowClient"
) -> None:
    with pytest.raises(FileNotFoundError):
        record(runs, champion="lightgbm", scorer=tmp_path / "absent", dataset={}, uri=uri)

    assert client.get_experiment_by_name("creditworthy") is None


def test_what_cannot_be_written_leaves_failed_runs_and_no_version(
    scorer: Path, uri: str, client: "MlflowClient"
) -> None:
    refused = Run("lightgbm", {"a parameter;name": 1}, {}, {})

    with pytest.raises(
        InputError, match=r"mlflow\.db: MLflow could not record the training \(Invalid .*a parameter;name"
    ):
        record([refused], champion="lightgbm", scorer=scorer, dataset={}, uri=uri)

    assert {name: run.info.status for name, run in recorded(client).items()} == {
        "train": "FAILED",
        "lightgbm": "FAILED",
    }
    assert client.search_registered_models() == []
