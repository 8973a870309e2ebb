from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from creditworthy.cli.gating import Settled
from creditworthy.cli.registering import register
from creditworthy.errors import InputError
from creditworthy.language import speaking
from creditworthy.models.search import Tried
from creditworthy.pipeline import Training
from creditworthy.scorer import Scorer
from creditworthy.scorer.gates import Gate
from creditworthy.tables.applicants import applicants_after, request_of
from creditworthy.tables.load import Tables
from creditworthy.tracking import Run


def test_each_contender_is_a_run(training: Training, scorer: Scorer, scorer_folder: Path, tracked: Path) -> None:
    from creditworthy.tracking.store import connected

    uri = f"sqlite:///{tracked}"
    registered = register(training, scorer, scorer_folder, uri)
    with connected(uri) as client:
        experiment = client.get_experiment_by_name("creditworthy")
        assert experiment
        runs = {run.info.run_name: run for run in client.search_runs([experiment.experiment_id])}
        assert set(runs) == {"train", *(outcome.name for outcome in training.outcomes)}
        for outcome in training.outcomes:
            logged = runs[outcome.name].data
            values = {name: interval.value for name, interval in outcome.metrics.items()}
            values["roc_auc"] = values.pop("auc")  # what readers of MLflow look for
            assert {name: logged.metrics[name] for name in values} == values
            behind = training.selection.behind[outcome.name].business_score
            assert logged.metrics["business_score_behind"] == behind.value
            assert logged.metrics["business_score_behind_high"] == behind.high
            assert logged.params["arm"] == "none"
        ratio = training.evidence["fairness"]["CODE_GENDER"]["four_fifths"]
        assert runs[scorer.candidate].data.metrics["four_fifths.CODE_GENDER"] == ratio["value"]
        assert "equal_opportunity.CODE_GENDER_by_age_high" in runs[scorer.candidate].data.metrics
        assert runs["lightgbm"].data.params["num_leaves"] == "12"
        assert runs["train"].data.tags["dataset.applicants"] == "1290"
        assert runs["train"].data.tags["scorer_version"] == scorer.version
        assert registered.run_id == runs[scorer.candidate].info.run_id
        kept = {file.path for file in client.list_artifacts(registered.run_id)}
        assert {"committee.html", "figures"} <= kept
        figures = {file.path for file in client.list_artifacts(registered.run_id, "figures")}
        assert figures == {f"figures/{name}.svg" for name in ("comparison", "curves", "reliability")}


def test_what_a_search_tried_is_named_by_fold_and_number(
    training: Training, scorer: Scorer, scorer_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = ((Tried({}, 0.7), Tried({"C": 0.3}, 0.6, pruned=True)), (Tried({}, 0.72),))
    searched = replace(training, outcomes=[replace(outcome, tried=tried) for outcome in training.outcomes])
    asked: list[Sequence[Run]] = []
    monkeypatch.setattr("creditworthy.tracking.record", lambda runs, **_: asked.append(runs))
    register(searched, scorer, scorer_folder, "sqlite:///unused.db")
    trials = asked[0][0].trials
    assert [one.name for one in trials] == ["fold 0, defaults", "fold 0, trial 1", "fold 1, defaults"]
    assert trials[1] == Run("fold 0, trial 1", {"C": 0.3}, {"roc_auc": 0.6}, {}, tags={"pruned": "true", "fold": "0"})


def test_a_store_out_of_reach_says_where_the_scorer_is(training: Training, scorer: Scorer, scorer_folder: Path) -> None:
    end = f"; the scorer is champion all the same, saved in {scorer_folder}"
    with pytest.raises(InputError, match=r"^ftp://x: not an address of a tracking store; ") as raised:
        register(training, scorer, scorer_folder, "ftp://x")
    assert str(raised.value).endswith(end)
    with speaking("fr"), pytest.raises(InputError, match="n'est pas l'adresse d'un suivi"):
        register(training, scorer, scorer_folder, "ftp://x")


def test_a_challenger_is_registered_as_one(
    training: Training, scorer: Scorer, scorer_folder: Path, tracked: Path
) -> None:
    from creditworthy.tracking.store import connected

    uri = f"sqlite:///{tracked}"
    settled = Settled(promoted=False, gates=[Gate("fairness", False, "", {}), Gate("latency", True, "", {})])
    registered = register(training, scorer, scorer_folder, uri, settled=settled)
    assert registered.uri == "models:/credit@challenger"
    with connected(uri) as client:
        found = client.get_model_version_by_alias("credit", "challenger")
        assert found.tags == {"scorer_version": scorer.version, "gate.fairness": "failed", "gate.latency": "passed"}
        assert client.get_registered_model("credit").aliases == {"challenger": found.version}
    with pytest.raises(InputError, match=r"; the scorer is saved all the same, in "):
        register(training, scorer, scorer_folder, "ftp://x", settled=settled)


@pytest.mark.postgres
def test_a_remote_server_on_postgresql_keeps_version_alias_metrics_and_model(
    training: Training, scorer_folder: Path, tables: Tables, mlflow_on_postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from creditworthy.scorer import load_scorer
    from creditworthy.tracking import follow
    from creditworthy.tracking.store import connected

    uri, scorer = mlflow_on_postgres, load_scorer(scorer_folder)
    settled = Settled(promoted=False, gates=[Gate("latency", True, "", {})])
    registered = register(training, scorer, scorer_folder, uri, settled=settled)
    assert (registered.number, registered.alias) == (1, "challenger")
    assert follow(scorer.version, uri=uri, tags={"promotion.forced": "true"})
    monkeypatch.setenv("MLFLOW_TRACKING_URI", uri)
    with connected(uri) as client:
        from mlflow.pyfunc import load_model

        assert client.get_registered_model("credit").aliases == {"champion": "1"}
        version = client.get_model_version_by_alias("credit", "champion")
        assert version.tags == {
            "scorer_version": scorer.version,
            "gate.latency": "passed",
            "promotion.forced": "true",
        }
        run = client.get_run(registered.run_id)
        assert run.data.metrics["business_score"] == training.champion.metrics["business_score"].value
        assert [str(client.get_logged_model(one.model_id).status) for one in run.outputs.model_outputs] == ["READY"]
        asked = request_of(tables, applicants_after(tables, None, most=1)[0])
        (found,) = load_model("models:/credit@champion").predict([asked])
    assert found.probability == scorer.score(asked["application"], asked["histories"]).probability


@pytest.mark.postgres
def test_a_remote_server_keeps_the_scorer_in_a_bucket_byte_by_byte(
    training: Training, scorer_folder: Path, tmp_path: Path, mlflow_on_s3: tuple[str, Any]
) -> None:
    """The one who registers knows neither the bucket nor a key: the server does."""
    from creditworthy.scorer import load_scorer
    from creditworthy.tracking.store import connected

    (uri, bucket), scorer = mlflow_on_s3, load_scorer(scorer_folder)
    registered = register(training, scorer, scorer_folder, uri)
    assert (registered.number, registered.alias) == (1, "champion")
    kept = [one["Key"] for one in bucket.list_objects_v2(Bucket="scorers", Prefix="kept/")["Contents"]]
    (saved,) = [key for key in kept if key.endswith("/scorer.json")]
    with connected(uri) as client:
        from mlflow.artifacts import download_artifacts

        version = client.get_model_version_by_alias("credit", "champion")
        source = client.get_model_version_download_uri("credit", version.version)
        fetched = Path(download_artifacts(source, dst_path=str(tmp_path), tracking_uri=uri))
    (back,) = [path.parent for path in fetched.rglob("scorer.json")]
    written = {path.name: path.read_bytes() for path in scorer_folder.iterdir()}
    assert {path.name: path.read_bytes() for path in back.iterdir()} == written
    for name, content in written.items():
        key = saved.replace("scorer.json", name)
        assert bucket.get_object(Bucket="scorers", Key=key)["Body"].read() == content
    assert load_scorer(back).version == scorer.version
