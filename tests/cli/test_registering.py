from pathlib import Path

import pytest

from creditworthy.cli.registering import register
from creditworthy.errors import InputError
from creditworthy.language import speaking
from creditworthy.pipeline import Training
from creditworthy.scorer import Scorer


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
            assert logged.params["arm"] == "none"
        assert runs["lightgbm"].data.params["num_leaves"] == "12"
        assert runs["train"].data.tags["dataset.applicants"] == "1290"
        assert runs["train"].data.tags["scorer_version"] == scorer.version
        assert registered.run_id == runs[scorer.candidate].info.run_id


def test_a_store_out_of_reach_says_where_the_scorer_is(training: Training, scorer: Scorer, scorer_folder: Path) -> None:
    end = f"; the scorer is champion all the same, saved in {scorer_folder}"
    with pytest.raises(InputError, match=r"^ftp://x: not an address of a tracking store; ") as raised:
        register(training, scorer, scorer_folder, "ftp://x")
    assert str(raised.value).endswith(end)
    with speaking("fr"), pytest.raises(InputError, match="n'est pas l'adresse d'un suivi"):
        register(training, scorer, scorer_folder, "ftp://x")
